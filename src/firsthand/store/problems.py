"""Defects of what was given: files that could not be read, sidecars that were not used."""

from __future__ import annotations

import sqlite3

from firsthand.evidence import Problem
from firsthand.store.pack import hash_of, read_record, render_record


def save_problem(db: sqlite3.Connection, problem: Problem, at: str) -> None:
    """Keeps a problem; the same one twice is one."""
    db.execute(
        "INSERT OR IGNORE INTO problem (id, at, name, record, sha256) VALUES (?, ?, ?, ?, ?)",
        (problem.id, at, problem.name, render_record(problem).decode(), _seal(problem.id, at, problem.name, problem)),
    )


def load_problems(db: sqlite3.Connection) -> tuple[Problem, ...]:
    """Every problem, in the order of its name and kind."""
    rows = db.execute("SELECT record FROM problem ORDER BY name, id")
    return tuple(read_record(row[0], Problem) for row in rows)


def find_broken_problems(db: sqlite3.Connection) -> tuple[int, tuple[str, ...]]:
    """How many problems there are, and the ids of those that are not as they were told."""
    rows = db.execute("SELECT id, at, name, record, sha256 FROM problem").fetchall()
    broken = tuple(row[0] for row in rows if hash_of(*row[:4]) != row[4])
    return len(rows), broken


def _seal(id_: str, at: str, name: str, problem: Problem) -> str:
    return hash_of(id_, at, name, render_record(problem))
