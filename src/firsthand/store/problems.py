"""Defects of what was given: files that could not be read, sidecars that were not used."""

from __future__ import annotations

import sqlite3

from firsthand.evidence import Problem
from firsthand.store.pack import read_record, render_record


def save_problem(db: sqlite3.Connection, problem: Problem, at: str) -> None:
    """Keeps a problem; the same one twice is one."""
    db.execute(
        "INSERT OR IGNORE INTO problem (id, at, name, record) VALUES (?, ?, ?, ?)",
        (problem.id, at, problem.name, render_record(problem).decode()),
    )


def load_problems(db: sqlite3.Connection) -> tuple[Problem, ...]:
    """Every problem, in the order of its name and kind."""
    rows = db.execute("SELECT record FROM problem ORDER BY name, id")
    return tuple(read_record(row[0], Problem) for row in rows)


def load_problem_names(db: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """(id, name) of each problem as they stand beside its record."""
    return tuple((row[0], row[1]) for row in db.execute("SELECT id, name FROM problem"))
