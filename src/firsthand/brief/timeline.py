"""Dated events in order of time: what is told to have happened or is planned, and whose word it is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from firsthand.brief.choose import content_words
from firsthand.brief.happenings import find_told, is_one
from firsthand.brief.lines import LineMaker
from firsthand.brief.phrasing import number_in_words, when_in_words
from firsthand.brief.records import Line
from firsthand.brief.sentence import Draft, draft_printed, draft_statement
from firsthand.brief.standing import points_away
from firsthand.reading.records import Event, Statement

_MOST = 40
"""Lines of a timeline; beyond that a reader wants the statements themselves."""

_SHORT = 5
"""Words of a saying below which it is told with its whole sentence."""

_ONE_TELLING = 0.8
"""Share of the shorter line's words in the longer one from which two lines of one day tell one event."""

_EVER = datetime(9999, 12, 31)
_UNDATED = re.compile(r" \([^()]*\d{4}\)|,? \d{4}\b")
"""The dates that composing adds, and printed years."""


def compose_timeline(maker: LineMaker) -> tuple[Line, ...]:
    """One line an event: the date in absolute words (as `chain`), what is told, whose word it is (as `origins`).

    Reports that tell the same of the same day share a line. What no page dates is left out.
    """
    groups: list[list[Event]] = []
    by_day: dict[str, list[list[Event]]] = defaultdict(list)
    for event in find_told(maker.context):
        held = next((group for group in by_day[event.when.value] if is_one(event, group[0], maker.context)), None)
        if held is not None:
            held.append(event)
            continue
        made = [event]
        groups.append(made)
        by_day[event.when.value].append(made)
    ordered = sorted(groups, key=lambda group: (group[0].when.start or _EVER, group[0].when.end or _EVER, group[0].id))
    told = [(group, line) for group in ordered if (line := _event_line(group, maker)) is not None]
    return tuple(line for _, line in _without_twins(told, maker))[:_MOST]


_Dated = list[tuple[list[Event], Line]]


def _without_twins(made: _Dated, maker: LineMaker) -> _Dated:
    """Of lines that tell one sentence or one claim, and of lines that say the same of one day, only one.

    A sentence with two times is told at the time of its saying where it has one, else at its first; its other time
    stands resolved within it. What a copy prints is told at the day of the first print.
    """
    kept: list[tuple[int, list[Event], Line]] = []
    for place, (group, line) in enumerate(made):
        twin = next((at for at, held in enumerate(kept) if _are_twins((group, line), held[1:], maker)), None)
        if twin is None:
            kept.append((place, group, line))
            continue
        at, held, other = kept[twin]
        nearer = group[0].report == held[0].report and _rank(group[0], maker) < _rank(held[0], maker)
        first, second = (group, held) if nearer else (held, group)
        joined = _event_line([*first, *second], maker)
        kept[twin] = (place if first is group else at, [*first, *second], joined or (line if first is group else other))
    return [(group, line) for _, group, line in sorted(kept, key=lambda one: one[0])]


def _are_twins(left: tuple[list[Event], Line], right: tuple[list[Event], Line], maker: LineMaker) -> bool:
    if _sentence_of(left[1]) == _sentence_of(right[1]):
        return True
    claims = [maker.context.claim_of.get(events[0].statement) for events, _ in (left, right)]
    one_claim = claims[0] is not None and claims[0] == claims[1]
    return (one_claim or left[1].chain == right[1].chain) and _says_same(left[1], right[1])


def _sentence_of(line: Line) -> tuple[object, ...]:
    """What a line tells, whatever it is dated: its passages for a statement, its place for a printed sentence."""
    first, last = line.passages[0], line.passages[-1]
    return (first.of, first.block, _undated(line.text), last.of)


@lru_cache(maxsize=10_000)
def _undated(text: str) -> str:
    return _UNDATED.sub("", text)


def _rank(event: Event, maker: LineMaker) -> tuple[bool, int]:
    saying = {st.time for st in maker.context.reading_of[event.report].statements if st.time}
    time = next((one for one in maker.context.reading_of[event.report].times if one.id == event.time), None)
    return event.time not in saying, time.evidence.start if time is not None else 0


def _says_same(line: Line, other: Line) -> bool:
    """Whether two lines say the same in much the same words, whatever dates stand in them."""
    left, right = (content_words(_undated(one.text)) for one in (line, other))
    return len(left & right) / max(min(len(left), len(right)), 1) >= _ONE_TELLING


def _event_line(group: list[Event], maker: LineMaker) -> Line | None:
    event = group[0]
    st: Statement | None = maker.context.statements.get(event.statement)
    printed = draft_printed(event.id, event.evidence, maker.context, undated=event.time)
    if st is None and points_away(printed.text):
        return None
    drafts = (
        *(draft_statement(st, maker.context, undated=event.time) if st is not None and not st.inside else ()),
        *_drafts_of_saying(event, maker),
        *(() if points_away(printed.text) else (printed,)),
    )
    reports = tuple(dict.fromkeys(one.report for one in group))
    line = maker.from_drafts(
        drafts,
        findings=tuple(one.id for one in group),
        because="brief.timeline",
        beside=(when_in_words(event.when), _whose(event, reports, maker)),
    )
    if line is None:
        return None
    if line.text == printed.text:
        line = replace(line, origins=_printed_in(event, reports, maker))
    more = tuple(one.evidence for one in group[1:])
    return replace(line, passages=(*line.passages, *(one for one in more if one not in line.passages)))


def _drafts_of_saying(event: Event, maker: LineMaker) -> Iterator[Draft]:
    """For a time that is when something was said: that saying alone, not the whole sentence around it."""
    for st in maker.context.reading_of[event.report].statements:
        if st.time == event.time and not st.inside and not st.echo and _tells_enough(st, event):
            yield from draft_statement(st, maker.context, undated=event.time)


def _tells_enough(st: Statement, event: Event) -> bool:
    """A saying of this sentence, in words enough to be understood."""
    near = any(one.overlaps(event.evidence) for one in st.content)
    return near and sum(len(piece.quote.split()) for piece in st.content) >= _SHORT


def _whose(event: Event, reports: tuple[str, ...], maker: LineMaker) -> str:
    """Whose word it is, and how many reports tell it."""
    st = maker.context.statements.get(event.statement)
    entity = maker.context.speaker(st) if st is not None else None
    if entity is not None:
        whose = f"the word of {entity.name}, in {maker.context.name_report(event.report)}"
    elif st is not None and st.source:
        whose = f"the word of {st.source[0].quote}, in {maker.context.name_report(event.report)}"
    else:
        return _printed_in(event, reports, maker)
    return whose if len(reports) == 1 else f"{whose}; told in {number_in_words(len(reports), 'report')}"


def _printed_in(event: Event, reports: tuple[str, ...], maker: LineMaker) -> str:
    """For a sentence that stands as printed: the report, and whether it tells in its own voice."""
    own = maker.context.name_report(event.report)
    whose = own if _is_told(event, maker) else f"{own}, in its own words"
    return whose if len(reports) == 1 else f"{whose}; told in {number_in_words(len(reports), 'report')}"


def _is_told(event: Event, maker: LineMaker) -> bool:
    """Whether the event's words stand in a sentence that itself says who told it."""
    reading = maker.context.reading_of[event.report]
    spans = (one for st in reading.statements for one in (*st.cue, *st.content))
    return any(one.overlaps(event.evidence) for one in spans)
