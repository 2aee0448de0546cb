"""The clean text of a report cut into segments, so that a browser never slices text.

Overlapping passages are split at every border: each segment knows all findings that stand on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from firsthand.article.records import Block
from firsthand.brief.index import BriefIndex
from firsthand.brief.records import BriefReport
from firsthand.evidence import Evidence

_SHOWN = ("line", "statement", "figure", "instrument", "question", "correction", "disagreement", "wording")
"""Kinds that give a segment its look. The first that applies is not the strongest: all are listed as classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text under the same findings. `anchor` is the id that links to it, "" where no passage begins here."""

    text: str
    findings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedBlock:
    block: Block
    segments: tuple[Segment, ...]


def passage_anchor(passage: Evidence, index: BriefIndex) -> str:
    """The id of the place where a passage begins: a segment of the text, or the report's head for words of the
    capture."""
    letter = index.letters.get(passage.report, "")
    if not letter:
        return ""
    if passage.block is None:
        return f"r-{letter}"
    return f"p-{letter}-{passage.start}"


def mark_blocks(held: BriefReport, index: BriefIndex) -> tuple[MarkedBlock, ...]:
    """The blocks of a report's text with every passage of every finding marked."""
    spans = _spans_on(held.article, index.passages)
    letter = index.letters[held.report.id]
    return tuple(
        MarkedBlock(block=block, segments=tuple(_segments(held.text, block, spans, index.kinds, letter)))
        for block in held.blocks
    )


_Spans = tuple[tuple[int, int, str], ...]


def _spans_on(article: str, passages: Mapping[str, tuple[Evidence, ...]]) -> _Spans:
    return tuple(
        sorted(
            {
                (evidence.start, evidence.end, finding)
                for finding, found in passages.items()
                for evidence in found
                if evidence.of == article
            }
        )
    )


def _segments(text: str, block: Block, spans: _Spans, kinds: Mapping[str, str], letter: str) -> Iterable[Segment]:
    inside = [span for span in spans if block.start <= span[0] and span[1] <= block.end]
    opens: dict[int, list[str]] = defaultdict(list)
    closes: dict[int, list[str]] = defaultdict(list)
    for start, end, finding in inside:
        opens[start].append(finding)
        closes[end].append(finding)
    borders = sorted({block.start, block.end, *opens, *closes})
    standing: dict[str, int] = defaultdict(int)
    for start, end in pairwise(borders):
        for finding in closes[start]:
            standing[finding] -= 1
        for finding in opens[start]:
            standing[finding] += 1
        findings = tuple(sorted(finding for finding, count in standing.items() if count > 0))
        present = {kinds.get(finding, "") for finding in findings}
        yield Segment(
            text=text[start:end],
            findings=findings,
            kinds=tuple(kind for kind in _SHOWN if kind in present),
            anchor=f"p-{letter}-{start}" if start in opens else "",
        )
