"""Which reader of statements is asked: a name that the command line, a case and the reading share."""

from __future__ import annotations

from enum import StrEnum


class Reader(StrEnum):
    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


DEFAULT = Reader.BOTH
"""The reader where nobody says which."""
