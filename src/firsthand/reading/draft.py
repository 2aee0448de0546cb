"""A statement before anybody knows who its speaker is: its passages, its act, and what stood around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from firsthand.evidence import Span
from firsthand.reading.records import Act, Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Spans into the article's text. `region` is the sentence it was found in; `clause` the attribution's own words
    (for its time
    and setting); `quoted` which content pieces are whole quotations; `relayed_by` the outlet of "X quoted Y as saying";
    `speaker_unsaid` marks "it was announced" and "was told": nobody is printed; `inherits` marks a quotation without
    attribution;
    `part` counts the contents that one cue introduces ("said that … and that …" makes two statements).
    `seen`, `confidence` (that the content is right to the word) and `sure` are set where a tagger was asked too."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    act: Act
    region: Span
    rule: str
    clause: tuple[Span, ...] = ()
    audience: tuple[Span, ...] = ()
    asked: tuple[Span, ...] = ()
    relayed_by: tuple[Span, ...] = ()
    quoted: frozenset[Span] = field(default_factory=frozenset)
    speaker_unsaid: bool = False
    inherits: bool = False
    introduced: bool = False
    part: int = 0
    seen: Seen = Seen.RULES
    confidence: float = 1.0
    sure: bool = True

    @property
    def place(self) -> tuple[int, int]:
        """Text order: by the first passage of any kind, then by the cue."""
        spans = (*self.source, *self.cue, *self.content)
        return min(span.start for span in self.content or spans), min(span.start for span in self.cue or spans)
