"""A brief in the forms that other programs read: tables, footnotes, annotations, citations.

Each module renders one form from a `Brief` and nothing else, so a brief of loose pages, of a JSON file and of a case
leave the house the same way. No clock, no network: the same brief gives the same bytes.
"""
