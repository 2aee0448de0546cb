"""What a search asks and gives, for the faces."""

from __future__ import annotations

from firsthand.store.search import Hit, Query

__all__ = ["Hit", "Query"]
