"""An amount where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.amounts import Found
from firsthand.reading.numerals import FigureWords
from firsthand.reading.parse import ParsedBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An amount where it stands: the block's text and parse."""

    found: Found
    text: str
    parsed: ParsedBlock
    words: FigureWords

    @property
    def before(self) -> str:
        return self.text[: self.found.start]

    @property
    def after(self) -> str:
        return self.text[self.found.end :]

    def tokens(self) -> tuple[Token, ...]:
        number = self.found.number
        span = self.parsed.doc.char_span(number.start, number.end, alignment_mode="expand")
        return tuple(span) if span is not None else ()

    def span(self, start: int, end: int) -> Span:
        return Span(start=start, end=end).shifted(self.parsed.block.start)
