"""Where a finding stands on a page, and why we believe it.

The lowest room of the house: imports nothing of ours. Offsets are Python string indices (code points), half-open,
into the text of an article or of a decoded capture; `Evidence.of` says which.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

UNKNOWN = "unknown"
"""What a field holds when the page does not say. Never `None`, which means "does not apply"."""

UNNAMED = "unnamed"
"""The speaker of a statement whose source is a description ("an official") and no name."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of text, never empty: `start` inclusive, `end` exclusive, in code points.

    >>> Span(start=2, end=5).covers(Span(start=3, end=4))
    True
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span is never empty or backward: {self.start}..{self.end}")

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Evidence:
    """An exact quote at an exact place. Made only by `Article.evidence` and `Capture.evidence`.

    `of` is the id of the article (`art-…`) or capture (`cap-…`) that the offsets point into; `report` the report
    both belong
    to; `block` the article's block number, `None` for evidence in a capture.
    """

    report: str
    of: str
    block: int | None
    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)

    def covers(self, other: Evidence) -> bool:
        """Whether `other` stands whole inside this passage of the same text."""
        return self.of == other.of and self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Evidence) -> bool:
        """Whether `other` is of the same text and shares a character with this passage."""
        return self.of == other.of and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a finding is there: the rule (`stage.rule`), the words it saw, and a note for people."""

    rule: str
    words: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A defect of the material, stored and shown: what happened, to what, and what to do next.

    `kind` is a dotted word such as `capture.empty`; `name` is the file's name as given; `report` is "" where no
    report was made.
    """

    id: str
    kind: str
    message: str
    name: str = ""
    report: str = ""
    next_step: str = ""
    evidence: tuple[Evidence, ...] = ()


def make_id(prefix: str, *parts: object) -> str:
    """An id that is the same on every machine for the same parts: `prefix-` and ten hex digits.

    >>> make_id("st", "art-1", 3, 9) == make_id("st", "art-1", 3, 9)
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(joined.encode()).hexdigest()[:10]}"


def make_problem(
    kind: str,
    message: str,
    *,
    name: str = "",
    report: str = "",
    next_step: str = "",
    evidence: tuple[Evidence, ...] = (),
) -> Problem:
    """A `Problem` with its id worked out from what it says."""
    return Problem(
        id=make_id("pb", kind, name, report, message),
        kind=kind,
        message=message,
        name=name,
        report=report,
        next_step=next_step,
        evidence=evidence,
    )
