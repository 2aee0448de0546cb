"""What the learned tagger gives: spans of source, cue and content, and which of them make one attribution."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import Span


class Role(StrEnum):
    """What a span does in an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedSpan:
    """A span with one role. `start` and `end` are characters of the given text; `confidence` is calibrated: of spans
    that say .8, eight in ten were marked in just these words by an annotator of the tuning articles."""

    role: Role
    start: int
    end: int
    confidence: float

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Spans that belong together, each role in text order; an elided source or cue is an empty tuple, content never.
    `confidence` is calibrated: how often all of it was just as an annotator marked it."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """All that one look at a text gives, both in text order."""

    spans: tuple[TaggedSpan, ...]
    attributions: tuple[Attribution, ...]
