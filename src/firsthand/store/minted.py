"""Ids that are kept: what was once called `en-…` is still called so when more is known of it."""

from __future__ import annotations

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
