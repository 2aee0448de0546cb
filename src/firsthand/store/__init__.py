"""The case file: one SQLite file, its migrations, and one small module a kind of record. The only SQL of the house.

The store knows the records; no record knows the store. What is received, judged and logged can be added and never
changed: triggers refuse it. What is read (articles, readings, search rows) can be made again from the rest.
"""
