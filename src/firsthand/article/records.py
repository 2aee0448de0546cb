"""The clean text of one capture with its blocks and its map back, and the report it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import UNKNOWN, Evidence, Reason, Span
from firsthand.when import When


class BlockKind(StrEnum):
    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    KEY_POINT = "key point"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CAPTION = "caption"
    TURN = "turn"
    DATELINE = "dateline"
    BYLINE = "byline"
    CREDIT = "credit"
    CORRECTION = "correction"


ECHOES = frozenset({BlockKind.HEADLINE, BlockKind.STANDFIRST, BlockKind.KEY_POINT})
"""Kinds of block that restate the body: linked to it, compared for strength, not counted again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A typed stretch of `Article.text`. `speaker` is the printed label of a turn ("Anchor"), else ""."""

    number: int
    kind: BlockKind
    start: int
    end: int
    speaker: str = ""

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Words of the capture that are not in the article, and why (`menu`, `weather`, `page clock`, `advertisement`,
    …)."""

    evidence: Evidence
    why: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Link:
    """One run of the source map: article[start:end] came from capture[capture_start:capture_end].

    Where both sides are equally long and equal, characters pair one by one; elsewhere (an entity, NFC, folded
    blanks) the run
    stands for the whole and is not divided.
    """

    start: int
    end: int
    capture_start: int
    capture_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """From article to capture, in order and without overlap. Characters that we put in (a line break between blocks)
    have no link."""

    links: tuple[Link, ...]

    def to_capture(self, span: Span) -> tuple[Span, ...]:
        """The stretches of the capture that the article's `span` came from, in text order, joined where they touch."""
        first = max(bisect_right(self.links, span.start, key=lambda link: link.start) - 1, 0)
        found: list[Span] = []
        for link in self.links[first:]:
            if link.start >= span.end:
                break
            if link.end <= span.start:
                continue
            start, end = link.capture_start, link.capture_end
            if link.end - link.start == end - start:
                start += max(span.start - link.start, 0)
                end -= max(link.end - span.end, 0)
            if found and found[-1].end == start:
                found[-1] = Span(start=found[-1].start, end=end)
            else:
                found.append(Span(start=start, end=end))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clean text that one extractor version made of one capture: NFC, no NUL, no lone surrogate; blocks in text
    order,
    parted by a line break; the text never changes once it exists."""

    id: str
    report: str
    capture: str
    text: str
    blocks: tuple[Block, ...]
    source_map: SourceMap
    dropped: tuple[Dropped, ...]

    def evidence(self, span: Span) -> Evidence:
        """The exact words at `span` of the article's text. Raises ValueError outside the text or outside every
        block."""
        block = self.block_at(span)
        return Evidence(
            report=self.report,
            of=self.id,
            block=block.number,
            start=span.start,
            end=span.end,
            quote=self.text[span.start : span.end],
        )

    def block_at(self, span: Span) -> Block:
        """The block in which `span` lies. Raises ValueError where none holds it whole."""
        at = bisect_right(self.blocks, span.start, key=lambda block: block.start) - 1
        if at < 0 or not self.blocks[at].span.covers(span):
            raise ValueError(f"{span} lies in no single block of {self.id}")
        return self.blocks[at]


class ReportKind(StrEnum):
    ARTICLE = "article"
    TRANSCRIPT = "broadcast transcript"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadatum:
    """A value that a page gives about itself, on what it rests (`json-ld`, `meta tag`, `dateline`, `closing credit`,
    …), and where.

    `value` is "unknown" where the page does not say.
    """

    value: str = UNKNOWN
    basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    because: tuple[Reason, ...] = ()

    @property
    def known(self) -> bool:
        return self.value != UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a report was published, as an interval, with every basis ("date line", "dateline", "year inferred",
    "bound: page clock", "weekday in text", "sister report", "json-ld", "meta tag", …). Unknown is the unbounded
    interval."""

    when: When
    basis: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A value of one field that the page offered, chosen or not: nothing that was seen is thrown away."""

    field: str
    value: str
    basis: str
    evidence: Evidence
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A piece of journalism: what a page says of itself. Lists (two agencies, three bylines) are tuples of
    Metadatum."""

    id: str
    name: str
    kind: ReportKind
    url: str
    sha256: str
    captured_at: str
    headline: Metadatum
    outlet: Metadatum
    agency: Metadatum
    bylines: tuple[Metadatum, ...]
    dateline_place: Metadatum
    photo_credits: tuple[Metadatum, ...]
    language: Metadatum
    published: Published
    candidates: tuple[Candidate, ...] = ()
