"""The log: what was done to the case, when and by whom, each entry sealed with the hash of the one before it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.store.pack import render_record


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One entry. `payload` is JSON as stored; `hash` covers all other fields."""

    seq: int
    previous: str
    at: str
    kind: str
    payload: str
    hash: str


def save_log(db: sqlite3.Connection, at: str, kind: str, payload: dict[str, object]) -> LogEntry:
    """Appends an entry, inside the caller's transaction."""
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone() or (0, "")
    written = render_record(payload).decode()
    entry = seal(seq=last[0] + 1, previous=last[1], at=at, kind=kind, payload=written)
    db.execute(
        "INSERT INTO log (seq, previous, at, kind, payload, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (entry.seq, entry.previous, entry.at, entry.kind, entry.payload, entry.hash),
    )
    return entry


def seal(*, seq: int, previous: str, at: str, kind: str, payload: str) -> LogEntry:
    """The entry with its hash.

    >>> seal(seq=1, previous="", at="", kind="a", payload="{}").hash == seal(
    ...     seq=1, previous="", at="", kind="b", payload="{}").hash
    False
    """
    words = "\x1f".join((str(seq), previous, at, kind, payload))
    return LogEntry(
        seq=seq, previous=previous, at=at, kind=kind, payload=payload, hash=hashlib.sha256(words.encode()).hexdigest()
    )


def load_log(db: sqlite3.Connection, *, kind: str = "") -> Iterator[LogEntry]:
    """Every entry, or those of one kind, oldest first."""
    rows = db.execute(
        "SELECT seq, previous, at, kind, payload, hash FROM log WHERE ? IN ('', kind) ORDER BY seq", (kind,)
    )
    for seq, previous, at, of, payload, sealed in rows:
        yield LogEntry(seq=seq, previous=previous, at=at, kind=of, payload=payload, hash=sealed)


def load_last(db: sqlite3.Connection, *, kind: str = "") -> LogEntry | None:
    """The newest entry, or the newest of one kind: its hash stands for all before it."""
    newest = "SELECT seq, previous, at, kind, payload, hash FROM log WHERE ? IN ('', kind) ORDER BY seq DESC LIMIT 1"
    row = db.execute(newest, (kind,)).fetchone()
    if row is None:
        return None
    seq, previous, at, of, payload, sealed = row
    return LogEntry(seq=seq, previous=previous, at=at, kind=of, payload=payload, hash=sealed)
