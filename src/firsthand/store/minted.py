"""Ids that are kept: what was once called `en-…` is still called so when more is known of it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping


def load_minted(db: sqlite3.Connection, kind: str) -> dict[str, str]:
    """The id by each anchor of one kind."""
    return dict(db.execute("SELECT anchor, id FROM minted_anchor WHERE kind = ?", (kind,)).fetchall())


def load_minted_order(db: sqlite3.Connection) -> dict[str, int]:
    """The place of each id in the order of minting."""
    return {row[0]: at for at, row in enumerate(db.execute("SELECT id FROM minted ORDER BY rowid"))}


def save_minted(db: sqlite3.Connection, kind: str, at: str, anchors: Mapping[str, Iterable[str]]) -> None:
    """Mints the ids that are new; an anchor follows the id that holds it now."""
    for id_, places in anchors.items():
        db.execute("INSERT OR IGNORE INTO minted (id, kind, at) VALUES (?, ?, ?)", (id_, kind, at))
        db.executemany(
            "INSERT OR REPLACE INTO minted_anchor (kind, anchor, id) VALUES (?, ?, ?)",
            ((kind, place, id_) for place in places),
        )
    db.execute("INSERT OR REPLACE INTO minted_seal (kind, sha256) VALUES (?, ?)", (kind, hash_minted(db, kind)))


def hash_minted(db: sqlite3.Connection, kind: str) -> str:
    """One SHA-256 of every anchor and minted id of one kind."""
    digest = hashlib.sha256()
    for row in db.execute("SELECT anchor, id FROM minted_anchor WHERE kind = ? ORDER BY anchor", (kind,)):
        digest.update("\x1f".join((*row, "\n")).encode())
    for row in db.execute("SELECT id, at FROM minted WHERE kind = ? ORDER BY id", (kind,)):
        digest.update("\x1f".join((*row, "\n")).encode())
    return digest.hexdigest()


def find_broken_seals(db: sqlite3.Connection) -> tuple[str, ...]:
    """Kinds whose minted ids are not as they were written."""
    seals = dict(db.execute("SELECT kind, sha256 FROM minted_seal").fetchall())
    kinds = {row[0] for row in db.execute("SELECT kind FROM minted_anchor UNION SELECT kind FROM minted")} | set(seals)
    return tuple(kind for kind in sorted(kinds) if seals.get(kind) != hash_minted(db, kind))
