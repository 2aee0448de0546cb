"""How much a case holds."""

from __future__ import annotations

import sqlite3

_TABLES = (
    "blob", "capture", "article", "report", "report_version", "statement", "evidence", "judgement", "problem", "log",
)  # fmt: skip


def count_rows(db: sqlite3.Connection) -> dict[str, int]:
    """The number of rows of each kind of record; of statements those that a search finds, of the latest versions."""
    counted = {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in _TABLES}
    shown = "SELECT count(*) FROM statement JOIN face ON face.article = statement.article"
    return counted | {"statement": int(db.execute(shown).fetchone()[0])}


def find_cracks(db: sqlite3.Connection, *, writable: bool) -> tuple[str, ...]:
    """What SQLite itself finds wrong with its pages, keys and search index."""
    wrong = [str(row[0]) for row in db.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
    wrong += [f"a row of {row[0]} points nowhere" for row in db.execute("PRAGMA foreign_key_check")]
    for table in ("article_words", "statement_words") if writable else ():
        try:
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            wrong.append(f"the search index {table} is not whole: {error}")
    return tuple(wrong)
