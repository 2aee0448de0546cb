"""Which readers of statements are asked."""

from __future__ import annotations

from enum import StrEnum


class Reader(StrEnum):
    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


DEFAULT = Reader.RULES
"""The reader where nobody says which."""
