"""Legal texts and documents that a report invokes, by whom, and what they are said to require."""

from __future__ import annotations

from firsthand.reading.mentions import Mentions
from firsthand.reading.parse import Parse
from firsthand.reading.records import Instrument, Statement


def find_instruments(parse: Parse, statements: tuple[Statement, ...], mentions: Mentions) -> tuple[Instrument, ...]:
    """Every instrument of the article, in text order."""
    return ()
