"""From a finding to its place in the bytes, and from the place back to a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from firsthand.article.records import Article
from firsthand.evidence import Evidence, Span
from firsthand.judgements.records import Anchor, Kind
from firsthand.reading.records import Mention, Reading, Statement

SAME_GROUND = 0.8
"""Share of the joint range that two ranges of the capture have in common, from which they are one place: a comma or a
"that" more or less in a sentence of twelve words keeps 0.9."""


def find_capture_range(article: Article, places: Iterable[Evidence]) -> tuple[int, int]:
    """From the first to the last character of the capture that the places came from; (0, 0) for none."""
    spans: list[Span] = []
    for place in places:
        spans += article.source_map.to_capture(place.span) if place.block is not None else [place.span]
    return (min(one.start for one in spans), max(one.end for one in spans)) if spans else (0, 0)


def anchor_statement(statement: Statement, reading: Reading) -> Anchor:
    """The place of a statement's content, or of its cue where nothing was said ("declined to comment")."""
    start, end = find_capture_range(reading.article, _body(statement))
    return Anchor(
        blob=reading.report.sha256,
        kind=Kind.STATEMENT,
        start=start,
        end=end,
        quote=" … ".join(place.quote for place in _body(statement)),
        cue=" … ".join(place.quote for place in statement.cue),
    )


def anchor_report(reading: Reading) -> Anchor:
    return Anchor(blob=reading.report.sha256, kind=Kind.REPORT, quote=reading.report.headline.value)


def anchor_words(place: Evidence, reading: Reading, kind: Kind = Kind.FINDING, *, side: int = 0) -> Anchor:
    """The place of any words of a report."""
    start, end = find_capture_range(reading.article, (place,))
    return Anchor(blob=reading.report.sha256, kind=kind, start=start, end=end, quote=place.quote, side=side)


def find_statement(anchor: Anchor, reading: Reading) -> Statement | None:
    """The statement that stands where `anchor` does, the one with the same cue where several do."""
    best: tuple[float, Statement] | None = None
    for one in reading.statements:
        share = overlap(find_capture_range(reading.article, _body(one)), (anchor.start, anchor.end))
        if share < SAME_GROUND:
            continue
        share += 1.0 if " … ".join(place.quote for place in one.cue) == anchor.cue else 0.0
        if best is None or share > best[0]:
            best = (share, one)
    return best[1] if best else None


def find_mention(anchor: Anchor, mentions: Sequence[Mention], article: Article) -> Mention | None:
    """The mention whose words stand where `anchor` does."""
    for one in mentions:
        if overlap(find_capture_range(article, (one.evidence,)), (anchor.start, anchor.end)) >= SAME_GROUND:
            return one
    return None


def overlap(left: tuple[int, int], right: tuple[int, int]) -> float:
    """The share of their joint range that two ranges have in common.

    >>> overlap((0, 10), (5, 15)) == 5 / 15
    True
    """
    common = min(left[1], right[1]) - max(left[0], right[0])
    joint = max(left[1], right[1]) - min(left[0], right[0])
    return common / joint if common > 0 else 0.0


def find_words(quote: str, article: Article, *, near: int = 0) -> Evidence | None:
    """The passage that has exactly these words, the nearest to `near` where there are several; inside one block."""
    places: list[int] = []
    at = article.text.find(quote)
    while at >= 0 and quote:
        places.append(at)
        at = article.text.find(quote, at + 1)
    for start in sorted(places, key=lambda one: abs(one - near)):
        try:
            return article.evidence(Span(start=start, end=start + len(quote)))
        except ValueError:  # across two blocks
            continue
    return None


def _body(statement: Statement) -> tuple[Evidence, ...]:
    return statement.content or statement.cue or statement.source
