"""Blobs and captures: bytes as received, kept once, and every event of receiving them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.capture.records import NO_RECEIPT, Receipt
from firsthand.errors import CaseDamaged
from firsthand.store.pack import Packed, pack, read_record, render_record, unpack


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What is kept of one receiving. `captured_at` and `url` are what is claimed, `imported_at` is our own clock."""

    id: str
    sha256: str
    name: str
    path: str
    url: str
    captured_at: str
    imported_at: str
    method: str
    media: str
    encoding: str
    receipt: Receipt = NO_RECEIPT
    operator: str = ""
    note: str = ""
    seq: int = 0


_COLUMNS = "id, blob, name, path, url, captured_at, imported_at, method, media, encoding, receipt, operator, note"


def save_capture(db: sqlite3.Connection, given: Import, raw: bytes, text: str | None) -> int:
    """Adds the bytes, where they are new, and the event; gives its number. `text` only where the decoded text is not
    what plain decoding of the bytes gives."""
    assert hashlib.sha256(raw).hexdigest() == given.sha256
    if db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (given.sha256,)).fetchone() is None:
        db.execute(
            "INSERT INTO blob (sha256, size, packed) VALUES (?, ?, ?)", (given.sha256, len(raw), pack(raw).packed)
        )
    made = db.execute(
        f"INSERT INTO capture ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(given)
    )
    seq = int(made.lastrowid or 0)
    if text is not None:
        held = pack(text.encode("utf-8", "surrogatepass"))
        db.execute("INSERT INTO decoded (capture, packed) VALUES (?, ?)", (seq, held.packed))
    return seq


def _row(given: Import) -> tuple[str, ...]:
    return (
        given.id, given.sha256, given.name, given.path, given.url, given.captured_at, given.imported_at, given.method,
        given.media, given.encoding, render_record(given.receipt).decode(), given.operator, given.note,
    )  # fmt: skip


def load_captures(db: sqlite3.Connection) -> Iterator[Import]:
    """Every capture in the order of import."""
    rows = db.execute(f"SELECT seq, {_COLUMNS} FROM capture ORDER BY seq")
    for seq, *values in rows:
        yield _read(seq, values)


def load_captures_of(db: sqlite3.Connection, blob: str) -> tuple[Import, ...]:
    """The captures of one blob, by the index."""
    rows = db.execute(f"SELECT seq, {_COLUMNS} FROM capture WHERE blob = ? ORDER BY seq", (blob,))
    return tuple(_read(seq, values) for seq, *values in rows)


def _read(seq: int, values: list[str]) -> Import:
    id_, blob, name, path, url, captured_at, imported_at, method, media, encoding, receipt, operator, note = values
    read = read_record(receipt, Receipt)
    if render_record(read).decode() != receipt:
        raise CaseDamaged(f"the receipt of capture {seq} is not as it was written", next_step="take the last good copy")
    return Import(
        seq=seq, id=id_, sha256=blob, name=name, path=path, url=url, captured_at=captured_at, imported_at=imported_at,
        method=method, media=media, encoding=encoding, receipt=read,
        operator=operator, note=note,
    )  # fmt: skip


def load_blob(db: sqlite3.Connection, sha256: str) -> bytes:
    """The bytes as received. Raises CaseDamaged where they are not what their name says."""
    packed = db.execute("SELECT packed FROM blob WHERE sha256 = ?", (sha256,)).fetchone()[0]
    return unpack(Packed(packed=packed, sha256=sha256))


def load_decoded(db: sqlite3.Connection, capture: int) -> bytes | None:
    """The text kept beside a capture whose bytes are not plainly text, packed; `None` where plain decoding does."""
    row = db.execute("SELECT packed FROM decoded WHERE capture = ?", (capture,)).fetchone()
    return bytes(row[0]) if row else None


def save_fetched(db: sqlite3.Connection, capture: int, warc: bytes) -> None:
    """Adds the WARC records of the fetch that brought a capture."""
    held = pack(warc)
    db.execute(
        "INSERT INTO fetched (capture, sha256, packed) VALUES (?, ?, ?)", (capture, held.sha256, held.packed)
    )


def load_fetched(db: sqlite3.Connection, capture: int) -> bytes | None:
    """The WARC records of the fetch that brought a capture; `None` where it was not fetched. Raises CaseDamaged."""
    row = db.execute("SELECT sha256, packed FROM fetched WHERE capture = ?", (capture,)).fetchone()
    return unpack(Packed(sha256=row[0], packed=row[1])) if row else None


def load_fetched_names(db: sqlite3.Connection) -> dict[int, str]:
    """The captures that were fetched, each with the hash of its WARC records."""
    return dict(db.execute("SELECT capture, sha256 FROM fetched ORDER BY capture").fetchall())


def load_blob_names(db: sqlite3.Connection) -> tuple[str, ...]:
    """The hash of every blob, in the order of first import."""
    rows = db.execute("SELECT blob FROM capture GROUP BY blob ORDER BY min(seq)")
    return tuple(row[0] for row in rows)


def has_blob(db: sqlite3.Connection, sha256: str) -> bool:
    return db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (sha256,)).fetchone() is not None


def load_blob_sizes(db: sqlite3.Connection) -> dict[str, int]:
    """The number of bytes of each blob, as kept beside it."""
    return dict(db.execute("SELECT sha256, size FROM blob").fetchall())
