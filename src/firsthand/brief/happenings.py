"""Which dated events belong to the matter, on which day they are told, and which of them are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.article.records import BlockKind
from firsthand.brief.choose import alike, content_words
from firsthand.brief.context import Context
from firsthand.brief.sentence import said_when, sentence_around
from firsthand.evidence import Evidence
from firsthand.reading.records import EntityKind, Event, Narration, TimeMention

_SHARED = 2
"""Words beside all names that two tellings of what befell one person on one day must share ("captured", "soldier")."""

_SHARE = 0.2
"""Their share of the shorter telling."""

_BORN = re.compile(r"\bborn\b[^.;]{0,40}$", re.IGNORECASE)


def find_told(context: Context) -> Iterator[Event]:
    """The events of all reports that a timeline tells, each at the closest known day.

    Left out: headlines and the like (the body tells it again), the years of laws and births, corrections, and what
    is seen in a picture.
    """
    for reading in context.readings:
        for event in reading.events:
            if not event.when.known or _is_echo(event, context) or _names_a_law(event, context):
                continue
            if context.block(event.evidence).kind is BlockKind.CORRECTION or _is_picture(event, context):
                continue
            if not _is_birth(event, context):
                yield _closest(event, context)


def is_one(event: Event, other: Event, context: Context) -> bool:
    """Whether two events of one day are one: told in much the same words, or in two reports of one person with
    words shared beside the names."""
    left, right = content_words(event.evidence.quote), content_words(other.evidence.quote)
    if alike(left, right):
        return True
    event, other = _in_sentence(event, context), _in_sentence(other, context)
    left, right = content_words(event.evidence.quote), content_words(other.evidence.quote)
    if event.report == other.report or not _people_in(event, context) & _people_in(other, context):
        return False
    left, right = left - _names_in(event, context), right - _names_in(other, context)
    shared = left & right
    return len(shared) >= _SHARED and len(shared) / min(len(left), len(right)) >= _SHARE


def _in_sentence(event: Event, context: Context) -> Event:
    """The event with its whole sentence: a clause may leave out whom it befell."""
    text, offset = context.block_text(event.evidence)
    start, end = sentence_around(text, event.evidence.start - offset, event.evidence.end - offset)
    return replace(event, evidence=context.evidence(event.evidence.of, start + offset, end + offset))


def _closest(event: Event, context: Context) -> Event:
    """An event at the time of a saying, on the day that the saying's origin knows: "last month" at another page's
    14 January."""
    for st in context.reading_of[event.report].statements:
        if st.time == event.time:
            said, _ = said_when(st, context)
            within = said.start and said.end and event.when.start and event.when.end
            if within and event.when.start <= said.start and said.end <= event.when.end:  # type: ignore[operator]
                return replace(event, when=said)
    return event


def _mentions_in(event: Event, context: Context) -> Iterator[tuple[str, EntityKind]]:
    for one in context.mentions.get(event.evidence.of, ()):
        if event.evidence.covers(one.evidence):
            entity = context.entity_of.get(one.referent)
            yield (entity.id if entity is not None else one.referent), one.kind


def _people_in(event: Event, context: Context) -> frozenset[str]:
    return frozenset(id_ for id_, kind in _mentions_in(event, context) if kind is EntityKind.PERSON)


def _names_in(event: Event, context: Context) -> frozenset[str]:
    """The words of names and of the time itself: they make two tellings no more alike."""
    time = _time_of(event, context)
    capitals = re.findall(r"\b[A-Z][\w’'-]*", event.evidence.quote)
    return content_words(" ".join((*capitals, time.evidence.quote if time is not None else "")))


def _time_of(event: Event, context: Context) -> TimeMention | None:
    return next((one for one in context.reading_of[event.report].times if one.id == event.time), None)


def _is_echo(event: Event, context: Context) -> bool:
    """Told in a headline, standfirst or key point: the body tells it again."""
    st = context.statements.get(event.statement)
    if st is not None:
        return st.echo
    narrations = context.reading_of[event.report].narrations
    return any(narration.echo and _covers(narration, event.evidence) for narration in narrations)


def _covers(narration: Narration, evidence: Evidence) -> bool:
    return narration.evidence.overlaps(evidence)


def _names_a_law(event: Event, context: Context) -> bool:
    """The year of a law is part of its name."""
    time = _time_of(event, context)
    return time is not None and any(
        one.evidence.covers(time.evidence)
        for one in context.reading_of[event.report].instruments
    )


def _is_birth(event: Event, context: Context) -> bool:
    """A year of birth says who somebody is, not what happened."""
    time = _time_of(event, context)
    if time is None:
        return False
    text, offset = context.block_text(time.evidence)
    return _BORN.search(text[: time.evidence.start - offset]) is not None


def _is_picture(event: Event, context: Context) -> bool:
    """What "is seen in this file photo": a caption that stands as a paragraph."""
    text, _ = context.block_text(event.evidence)
    found = re.search(r"\b(?:seen|shown|pictured)\b[^.]{0,20}\b(?:in|on)\b[^.]{0,40}", text)
    return found is not None and bool(set(re.findall(r"\w+", found[0].casefold())) & context.connectives.pictured)
