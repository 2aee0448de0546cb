"""Narration: what a report asserts in its own voice, sentence by sentence."""

from __future__ import annotations

from firsthand.article.records import ECHOES, Article, BlockKind
from firsthand.evidence import Reason, Span, make_id
from firsthand.reading.frames import Frame
from firsthand.reading.records import Narration, Statement, TimeMention

_MOSTLY = 0.5
"""Share of a sentence's characters: a sentence of which more stands in statements is no narration."""

_TELLING = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.STANDFIRST,
        BlockKind.KEY_POINT,
        BlockKind.PARAGRAPH,
        BlockKind.CAPTION,
        BlockKind.TURN,
        BlockKind.CORRECTION,
    }
)


def find_narrations(
    frames: tuple[Frame, ...], article: Article, statements: tuple[Statement, ...], times: tuple[TimeMention, ...]
) -> tuple[Narration, ...]:
    """The sentences that no source is given for, in text order."""
    taken = [
        passage.span for statement in statements for passage in (*statement.content, *statement.source, *statement.cue)
    ]
    found = []
    for frame in frames:
        if frame.inside is not None or frame.block.kind not in _TELLING:
            continue
        for sentence in frame.doc.sents:
            span = Span(start=frame.starts[sentence.start], end=frame.ends[sentence.end - 1])
            if len(sentence) < 3 or _share(span, taken) > _MOSTLY:
                continue
            found.append(_narration(span, article, times, echo=frame.block.kind in ECHOES))
    return tuple(found)


def _share(span: Span, taken: list[Span]) -> float:
    covered = {
        at
        for other in taken
        if span.overlaps(other)
        for at in range(max(span.start, other.start), min(span.end, other.end))
    }
    return len(covered) / (span.end - span.start)


def _narration(span: Span, article: Article, times: tuple[TimeMention, ...], *, echo: bool) -> Narration:
    evidence = article.evidence(span)
    return Narration(
        id=make_id("na", article.id, span.start, span.end),
        report=article.report,
        evidence=evidence,
        times=tuple(time.id for time in times if span.start <= time.evidence.start and time.evidence.end <= span.end),
        echo=echo,
        because=(Reason(rule="narration.no-source", words=(evidence,)),),
    )
