"""Dated events in order of time: what is told to have happened or is planned, and whose word it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from firsthand.article.records import BlockKind
from firsthand.brief.choose import alike, content_words
from firsthand.brief.lines import LineMaker
from firsthand.brief.phrasing import number_in_words, report_in_words, when_in_words
from firsthand.brief.records import Line
from firsthand.brief.sentence import draft_printed, draft_statement
from firsthand.brief.standing import points_away
from firsthand.evidence import Evidence
from firsthand.reading.records import Event, Narration, Statement

_MOST = 40
"""Lines of a timeline; beyond that a reader wants the statements themselves."""

_EVER = datetime(9999, 12, 31)


def compose_timeline(maker: LineMaker) -> tuple[Line, ...]:
    """One line an event: the date in absolute words (as `chain`), what is told, whose word it is (as `origins`).

    Reports that tell the same of the same day share a line. What no page dates is left out.
    """
    events = [event for reading in maker.context.readings for event in reading.events if event.when.known]
    groups: list[list[Event]] = []
    by_day: dict[str, list[list[Event]]] = defaultdict(list)
    for event in events:
        if _is_echo(event, maker) or _names_a_law(event, maker) or _in_correction(event, maker):
            continue
        words = content_words(event.evidence.quote)
        for group in by_day[event.when.value]:
            if alike(words, content_words(group[0].evidence.quote)):
                group.append(event)
                break
        else:
            made = [event]
            groups.append(made)
            by_day[event.when.value].append(made)
    ordered = sorted(groups, key=lambda group: (group[0].when.start or _EVER, group[0].when.end or _EVER, group[0].id))
    lines: dict[tuple[str, str], Line] = {}
    for group in ordered:
        if len(lines) == _MOST:
            break
        line = _event_line(group, maker)
        if line is not None:
            lines.setdefault((line.chain, line.text), line)
    return tuple(lines.values())


def _is_echo(event: Event, maker: LineMaker) -> bool:
    """Told in a headline, standfirst or key point: the body tells it again."""
    st = maker.context.statements.get(event.statement)
    if st is not None:
        return st.echo
    return any(
        narration.echo and _covers(narration, event.evidence)
        for narration in maker.context.reading_of[event.report].narrations
    )


def _names_a_law(event: Event, maker: LineMaker) -> bool:
    """The year of a law is part of its name, and a correction tells of another text: neither is an event of the
    matter."""
    reading = maker.context.reading_of[event.report]
    time = next((one for one in reading.times if one.id == event.time), None)
    return time is not None and any(
        one.evidence.of == time.evidence.of and one.evidence.span.covers(time.evidence.span)
        for one in reading.instruments
    )


def _in_correction(event: Event, maker: LineMaker) -> bool:
    return maker.context.block(event.evidence).kind is BlockKind.CORRECTION


def _covers(narration: Narration, evidence: Evidence) -> bool:
    return narration.evidence.of == evidence.of and narration.evidence.span.overlaps(evidence.span)


def _event_line(group: list[Event], maker: LineMaker) -> Line | None:
    event = group[0]
    st: Statement | None = maker.context.statements.get(event.statement)
    printed = draft_printed(event.id, event.evidence, maker.context, undated=event.time)
    drafts = (
        *(draft_statement(st, maker.context, undated=event.time) if st is not None and not st.inside else ()),
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


def _whose(event: Event, reports: tuple[str, ...], maker: LineMaker) -> str:
    """Whose word it is, and how many reports tell it."""
    own = maker.context.reading_of[event.report].report
    st = maker.context.statements.get(event.statement)
    entity = maker.context.speaker(st) if st is not None else None
    if entity is not None:
        whose = f"the word of {entity.name}, in {report_in_words(own)}"
    elif st is not None and st.source:
        whose = f"the word of {st.source[0].quote}, in {report_in_words(own)}"
    else:
        return _printed_in(event, reports, maker)
    return whose if len(reports) == 1 else f"{whose}; told in {number_in_words(len(reports), 'report')}"


def _printed_in(event: Event, reports: tuple[str, ...], maker: LineMaker) -> str:
    """For a sentence that stands as printed: the report, and whether it tells in its own voice."""
    own = report_in_words(maker.context.reading_of[event.report].report)
    whose = own if _is_told(event, maker) else f"{own}, in its own words"
    return whose if len(reports) == 1 else f"{whose}; told in {number_in_words(len(reports), 'report')}"


def _is_told(event: Event, maker: LineMaker) -> bool:
    """Whether the event's words stand in a sentence that itself says who told it."""
    reading = maker.context.reading_of[event.report]
    spans = (one for st in reading.statements for one in (*st.cue, *st.content))
    return any(one.of == event.evidence.of and one.span.overlaps(event.evidence.span) for one in spans)
