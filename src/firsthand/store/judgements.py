"""Judgements: appended, each with its hash; none is ever changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from firsthand.judgements.records import Judgement
from firsthand.store.pack import read_record, render_record


def save_judgement(db: sqlite3.Connection, judgement: Judgement) -> str:
    """Appends a judgement; gives the hash of its record."""
    record = render_record(judgement)
    sha256 = hashlib.sha256(record).hexdigest()
    db.execute(
        "INSERT INTO judgement (id, at, by, kind, supersedes, record, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            judgement.id, judgement.at, judgement.by, judgement.ruling.value, judgement.supersedes, record.decode(),
            sha256,
        ),
    )  # fmt: skip
    return sha256


def load_judgements(db: sqlite3.Connection) -> tuple[Judgement, ...]:
    """Every judgement, oldest first, those that no longer stand too."""
    return tuple(read_record(row[0], Judgement) for row in db.execute("SELECT record FROM judgement ORDER BY seq"))


def load_judgement_rows(db: sqlite3.Connection) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Each row as it stands: id, time, name, kind, superseded, record, hash."""
    yield from db.execute("SELECT id, at, by, kind, supersedes, record, sha256 FROM judgement ORDER BY seq")
