"""The first sentences of a synopsis: what happened, and how matters stood last.

What happened is the sentence that tells most of what the reports share: words that many of their openings use, a
dated event, a counted figure, a place; told in the plain voice of a page or by a source, never asked, wished or
denied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import fsum

from firsthand.article.records import BlockKind
from firsthand.brief.choose import Choice, content_words
from firsthand.brief.context import Context
from firsthand.brief.sentence import said_when, sentence_around
from firsthand.brief.standing import count_words, tells_alone
from firsthand.evidence import Evidence
from firsthand.ledger.records import Claim, SeriesRelation
from firsthand.reading.records import (
    Act,
    EntityKind,
    Event,
    Figure,
    MentionHow,
    Modality,
    Mode,
    Narration,
    Polarity,
    Reading,
    Statement,
)
from firsthand.story.records import DependenceKind

_OPENING = 3
"""Paragraphs of a report that count as its opening: news is told with the weightiest first."""

_SHARED = 6.0
"""Most that the sum of shared words can add, and what a sentence of shared words alone would add: a long sentence is
not central for its length."""

_EARLY = 3.0
"""What the first report has before the last: it tells the event, those that follow tell what came of it."""

_FULL = 40
"""Words beyond which a sentence is no longer one event."""

_SHORT = 9
"""Words below which a sentence names an event ("the capture of the two men") and does not tell it."""

_MOSTLY = 0.5
"""Share of a report's words that stand in another, from which it has no opening of its own."""

_MOVED = frozenset({SeriesRelation.GREW, SeriesRelation.FELL, SeriesRelation.CORRECTED})
_HAPPENED = frozenset({Act.SAY, Act.CONFIRM, Act.ANSWER})


@dataclass(frozen=True, kw_only=True)
class Told:
    """A sentence that may tell the event: a statement or a narration, with its words and claim."""

    reading: Reading
    finding: Statement | Narration
    passages: tuple[Evidence, ...]
    claim: Claim | None

    @cached_property
    def words(self) -> frozenset[str]:
        return content_words(" ".join(passage.quote for passage in self.passages))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What all reports together show, against which each sentence is weighed: words of openings with their share of
    reports, reports that are no copies, figures that others give too, days of printing, each report's place."""

    shared: dict[str, float]
    own: frozenset[str]
    counted: frozenset[str]
    days: tuple[date, ...]
    places: dict[str, int]


def _look_around(context: Context) -> _Around:
    printed = (one.report.published.when.first_day for one in context.readings)
    return _Around(
        shared=_shared_words(context),
        own=frozenset(reading.report.id for reading in _own_texts(context)),
        counted=frozenset(id_ for one in context.ledger.series if len(one.figures) > 1 for id_ in one.figures),
        days=tuple(day for day in printed if day),
        places={reading.report.id: at for at, reading in enumerate(context.readings)},
    )


def rank_events(context: Context) -> tuple[Told, ...]:
    """The sentences that may tell what happened, the likeliest first."""
    around = _look_around(context)
    weighed = [(_weigh(told, around, context), told) for told in _find_told(context)]
    return tuple(told for _, told in sorted(weighed, key=lambda pair: (-pair[0], pair[1].finding.id)))


def _find_told(context: Context) -> Iterator[Told]:
    for reading in context.readings:
        for st in reading.statements:
            if _tells_plainly(st):
                yield Told(reading=reading, finding=st, passages=st.content, claim=context.claim_of.get(st.id))
        spoken = [piece for st in reading.statements for piece in (*st.cue, *st.content)]
        for narration in reading.narrations:
            whole = _whole_sentence(narration, context)
            body = context.block(whole).kind in (BlockKind.PARAGRAPH, BlockKind.TURN)
            apart = body and not narration.echo and not any(one.overlaps(whole) for one in spoken)
            if apart and tells_alone(whole.quote):
                yield Told(
                    reading=reading, finding=narration, passages=(whole,), claim=context.claim_of.get(narration.id)
                )


def _whole_sentence(narration: Narration, context: Context) -> Evidence:
    text, offset = context.block_text(narration.evidence)
    start, end = sentence_around(text, narration.evidence.start - offset, narration.evidence.end - offset)
    return context.evidence(narration.evidence.of, start + offset, end + offset)


def _tells_plainly(st: Statement) -> bool:
    return (
        st.act in _HAPPENED
        and st.mode is Mode.INDIRECT
        and st.polarity is Polarity.POSITIVE
        and st.modality is Modality.ASSERTED
        and not (st.echo or st.inside)
        and bool(st.source)
        and tells_alone(" ".join(piece.quote for piece in st.content))
    )


def _shared_words(context: Context) -> dict[str, float]:
    """The words of headlines and openings with the share of reports that use each there."""
    counted: Counter[str] = Counter()
    own = _own_texts(context)
    for reading in own:
        counted.update(opening_words(reading))
    return {word: count / len(own) for word, count in counted.items()}


def opening_words(reading: Reading) -> frozenset[str]:
    """The words of a report's headline and first paragraphs."""
    article = reading.article
    told = [block for block in article.blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.TURN)][:_OPENING]
    heads = [block for block in article.blocks if block.kind is BlockKind.HEADLINE]
    return content_words(" ".join(article.text[block.start : block.end] for block in (*heads, *told)))


def _own_texts(context: Context) -> tuple[Reading, ...]:
    """The reports that are not mostly a copy of another: a text printed three times tells a thing once."""
    copies = {
        one.report
        for one in context.dependences
        if one.kind is DependenceKind.COPY and one.directed and one.share >= _MOSTLY
    }
    return tuple(one for one in context.readings if one.report.id not in copies) or context.readings


def _weigh(told: Told, around: _Around, context: Context) -> float:
    """Words shared with the other reports, a dated event, figures, place, and how near the opening it stands."""
    length = sum(len(passage.quote.split()) for passage in told.passages)
    figures = [one for one in told.reading.figures if _holds(told, one)]
    claim = told.claim
    common = fsum(around.shared.get(word, 0.0) for word in told.words)
    hedges = context.connectives.hedges
    return (
        min(2.0 * common, _SHARED)
        + _SHARED * common / max(len(told.words), 1)
        - 1.5 * any(passage.quote.casefold().find(word) >= 0 for passage in told.passages for word in hedges)
        + _dated(told, around, context)
        + 0.5 * bool(figures)
        + 1.0 * any(one.id in around.counted for one in figures)
        + _opening(told)
        + (0.7 * min(claim.origins_at_least, 3) if claim else 0.0)
        + 1.0 * _told_elsewhere(told, around)
        + 1.0 * any(_holds_passage(told, one) for found in context.ledger.agreements for one in found.passages)
        + _early(told, around)
        - 2.0 * _names_a_stranger(told, context)
        - 1.0 * (length > _FULL)
        - 2.0 * (length < _SHORT)
    )


def _told_elsewhere(told: Told, around: _Around) -> bool:
    """Whether a report that is no copy tells the same."""
    return told.claim is not None and len(around.own & set(told.claim.reports)) > 1


def _holds_passage(told: Told, passage: Evidence) -> bool:
    return any(one.overlaps(passage) for one in told.passages)


def _holds(told: Told, found: Figure | Event) -> bool:
    return _holds_passage(told, found.evidence)


def _dated(told: Told, around: _Around, context: Context) -> float:
    """What a known day of the event itself adds: a time in the told words that is not the time of the saying.

    A day long before the first report or after the last tells of what led up to it or is to come.
    """
    saying = told.finding.time if isinstance(told.finding, Statement) else ""
    days = around.days
    best = 0.0
    for time in context.times.get(told.passages[0].of, ()):
        day = time.when.first_day
        if time.id == saying or day is None or not days or not any(one.covers(time.evidence) for one in told.passages):
            continue
        before = (min(days) - day).days
        best = max(best, 2.5 if 0 <= before <= 31 else 1.0 if before < 0 and day <= max(days) else 0.0)
    return best


def _early(told: Told, around: _Around) -> float:
    """How early the report stands among all."""
    return _EARLY * (1 - around.places[told.reading.report.id] / max(len(around.places) - 1, 1))


def _names_a_stranger(told: Told, context: Context) -> bool:
    """Whether a person stands in the words by one name alone ("Orle"), whom a reader has not met."""
    return any(
        mention.kind is EntityKind.PERSON
        and mention.how in (MentionHow.NAME, MentionHow.ALIAS)
        and " " not in mention.evidence.quote
        for mention in context.mentions.get(told.passages[0].of, ())
        if any(one.covers(mention.evidence) for one in told.passages)
    )


def _opening(told: Told) -> float:
    blocks = told.reading.article.blocks
    paragraphs = [block.number for block in blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.TURN)]
    block = told.passages[0].block
    place = paragraphs.index(block) if block in paragraphs else len(paragraphs)
    return 2.5 if place == 0 else 1.0 if place < _OPENING else 0.0


@dataclass(frozen=True, kw_only=True)
class Latest:
    """A sentence that may tell how matters stood last: a choice, or a narration with its whole sentence."""

    choice: Choice | None
    narration: Narration | None
    claim: Claim | None
    words: frozenset[str]
    day: date


def published_on(report: str, context: Context) -> date | None:
    """The first day on which a report can have been published."""
    return context.reading_of[report].report.published.when.first_day


def rank_latest(choices: tuple[Choice, ...], context: Context) -> tuple[Latest, ...]:
    """The sentences that may tell how matters stood last, the likeliest first: of the later half of the time told of,
    with the last figure of a count that moved, near the opening of a late report, in words that the reports share."""
    days = {one.statement.id: day for one in choices if (day := _day(one.statement, context)) is not None}
    published = {one.report.id: one.report.published.when.first_day for one in context.readings}
    known = [*days.values(), *(day for day in published.values() if day is not None)]
    if not known:
        return ()
    first, span = min(known), max((max(known) - min(known)).days, 1)
    shared, last = _shared_words(context), _last_figures(context)
    weighed: list[tuple[float, str, Latest]] = []
    for one in choices:
        late = (days[one.statement.id] - first).days / span if one.statement.id in days else 0.0
        reading = context.reading_of[one.statement.report]
        told = Told(reading=reading, finding=one.statement, passages=one.statement.content, claim=one.claim)
        plain = one.statement.mode is not Mode.DIRECT and count_words(one.statement) >= 6
        if late >= _LATE:
            found = Latest(
                choice=one,
                narration=None,
                claim=one.claim,
                words=one.words,
                day=published[one.statement.report] or date.max,
            )
            weighed.append((_stands(told, shared, last) + _LATER * late + 1.0 * plain, one.statement.id, found))
    for told in _find_told(context):
        day = published[told.reading.report.id]
        late = (day - first).days / span if day is not None else 0.0
        if isinstance(told.finding, Narration) and late >= _LATE:
            found = Latest(choice=None, narration=told.finding, claim=told.claim, words=told.words, day=day or date.max)
            weighed.append((_stands(told, shared, last) + _LATER * late, told.finding.id, found))
    return tuple(found for _, _, found in sorted(weighed, key=lambda one: (-one[0], one[1])))


_LATER = 8.0
"""What the last day of all adds: a sentence of shared words from the middle of the matter does not tell how it
stands."""

_LATE = 0.5
"""Share of the time told of that must have passed."""


def _stands(told: Told, shared: dict[str, float], last: frozenset[str]) -> float:
    """How much a sentence tells of where matters stand, its day aside."""
    common = fsum(shared.get(word, 0.0) for word in told.words)
    length = sum(len(passage.quote.split()) for passage in told.passages)
    held = any(one.id in last and _holds(told, one) for one in told.reading.figures)
    return (
        min(common, _SHARED / 2)
        + _SHARED * common / max(len(told.words), 1)
        + 5.0 * held
        + _opening(told)
        - 1.0 * (length > _FULL)
        - 4.0 * (length < _SHORT)
    )


def _last_figures(context: Context) -> frozenset[str]:
    """The last figures of the counts that moved."""
    return frozenset(one.figures[-1] for one in context.ledger.series if one.relation in _MOVED and one.figures[1:])


def _day(st: Statement, context: Context) -> date | None:
    """The first day on which it can have been said, else reported; `None` where no page tells."""
    said, _ = said_when(st, context)
    when = said if said.known else context.reading_of[st.report].report.published.when
    return when.first_day
