"""What a stage gave for an input: kept by input, stage and version, so that a raised version means "read again"."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, TypeVar

from firsthand.errors import CaseDamaged
from firsthand.store.pack import Packed, pack_record, unpack, unpack_record

T = TypeVar("T")

FAILED = "failed"
"""The stage under which it is kept that our code failed on a page: it is not tried at each `add` again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a result is kept by: the hash of everything that went in, the stage, its version."""

    input: str
    stage: str
    version: str


def save_result(db: sqlite3.Connection, key: Key, blob: str, record: Any) -> None:
    """Keeps a result, in the place of those of other versions of the stage for the same blob."""
    held = pack_record(record)
    db.execute("DELETE FROM result WHERE blob = ? AND stage = ? AND version <> ?", (blob, key.stage, key.version))
    db.execute(
        "INSERT OR REPLACE INTO result (input, stage, version, blob, packed, sha256) VALUES (?, ?, ?, ?, ?, ?)",
        (key.input, key.stage, key.version, blob, held.packed, held.sha256),
    )


def load_result(db: sqlite3.Connection, key: Key, of: type[T]) -> T | None:
    """The result, or `None` where this was never read. Raises CaseDamaged."""
    row = db.execute(
        "SELECT packed, sha256 FROM result WHERE input = ? AND stage = ? AND version = ?",
        (key.input, key.stage, key.version),
    ).fetchone()
    return unpack_record(Packed(packed=row[0], sha256=row[1]), of) if row else None


def load_read_blobs(db: sqlite3.Connection, version: str) -> frozenset[str]:
    """Blobs that were read in this version of the reading, and those that our code failed on in it."""
    rows = db.execute(
        "SELECT DISTINCT blob FROM result WHERE stage IN ('reading', ?) AND version = ?", (FAILED, version)
    )
    return frozenset(row[0] for row in rows)


_MADE = (
    "face", "statement", "article", "result", "report_version", "report", "minted_anchor", "minted", "minted_seal",
)  # fmt: skip
"""Tables that can be filled again from blobs and captures, those that point at others first."""


def drop_results(db: sqlite3.Connection) -> None:
    """Forgets everything that was read; it can be read again from the blobs."""
    for table in _MADE:
        db.execute(f"DELETE FROM {table}")
    for index in ("article_words", "statement_words"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def find_broken_results(db: sqlite3.Connection) -> tuple[str, ...]:
    """Stage results whose bytes are not what they were."""
    wrong: list[str] = []
    for stage, blob, packed, sha256 in db.execute("SELECT stage, blob, packed, sha256 FROM result ORDER BY seq"):
        try:
            unpack(Packed(packed=packed, sha256=sha256))
        except CaseDamaged:
            wrong.append(f"the {stage} of {blob[:12]}…")
    return tuple(wrong)


def count_results(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM result").fetchone()[0])
