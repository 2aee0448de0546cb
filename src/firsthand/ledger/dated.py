"""Passages that give a day for something: who acts, what it says, and the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.evidence import Evidence
from firsthand.ledger.accounts import Shelf, find_senses
from firsthand.ledger.index import Index
from firsthand.ledger.lists import LedgerLists
from firsthand.ledger.occasions import is_dated
from firsthand.reading.records import EntityKind, Reading, Statement, TimeMention
from firsthand.story.sentences import sentence_at
from firsthand.story.words import find_words
from firsthand.when import When

_ACTORS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPassage:
    """A sentence (or the words of a dated statement in it) with a day. `finding` is the statement or narration that
    it belongs to; `matter` are its senses without names, numbers and the words of the day; `saying` where the day is
    that of a statement's saying; `local` where the words say that the day is some place's own. `days` are all days
    that the sentence gives."""

    finding: str
    report: str
    sentence: Evidence
    time: TimeMention
    when: When
    senses: frozenset[str]
    matter: frozenset[str]
    actors: frozenset[str]
    saying: bool
    local: bool
    days: frozenset[str] = frozenset()


def find_dated(index: Index, shelf: Shelf, lists: LedgerLists) -> tuple[DatedPassage, ...]:
    """A dated passage for each resolved day in the text, in order."""
    return tuple(one for reading in index.readings for one in _find_in(reading, index, shelf, lists))


def _find_in(reading: Reading, index: Index, shelf: Shelf, lists: LedgerLists) -> Iterator[DatedPassage]:
    said = {one.time: one for one in reading.statements if one.time}
    for time in reading.times:
        if not is_dated(time.when) or time.evidence.of != reading.article.id:
            continue
        sentence = reading.article.evidence(sentence_at(reading.article, time.evidence.span))
        statement = said.get(time.id)
        finding = statement.id if statement else _finding_at(reading, time.evidence)
        if not finding:
            continue
        words = _own_words(statement, sentence)
        actors = {
            shelf.entity_of[mention.referent]
            for mention in index.mentions_in(sentence)
            if mention.kind in _ACTORS and mention.referent in shelf.entity_of
        }
        actors.update(
            shelf.entity_of[who] for who in (statement.speakers if statement else ()) if who in shelf.entity_of
        )
        senses = frozenset(find_senses(words, lists))
        named = (one.evidence.quote for one in index.mentions_in(sentence) if _is_named(one.referent, shelf))
        apart = {sense for quote in (time.evidence.quote, *named) for sense in find_senses(quote, lists)}
        yield DatedPassage(
            finding=finding,
            report=reading.report.id,
            sentence=sentence,
            time=time,
            when=time.when,
            senses=senses,
            matter=frozenset(sense for sense in senses - apart if not sense[0].isdigit()) | _find_states(words, lists),
            actors=frozenset(
                one for one in actors if shelf.entities[one].named and shelf.entities[one].kind in _ACTORS
            ),
            saying=statement is not None,
            local="local" in find_words(sentence.quote),
            days=frozenset(
                one.when.value
                for one in reading.times
                if is_dated(one.when) and sentence.covers(one.evidence)
            ),
        )


def _find_states(words: str, lists: LedgerLists) -> frozenset[str]:
    """What befell people in the sentence, however it is put: seized, detained and picked up are one state."""
    found, folded = set(find_words(words)), f" {' '.join(find_words(words))} "
    return frozenset(
        f"state:{name}"
        for name, states, phrases in lists.counting.states
        if found & states or any(f" {phrase} " in folded for phrase in phrases)
    )


def _is_named(referent: str, shelf: Shelf) -> bool:
    entity = shelf.entities.get(shelf.entity_of.get(referent, ""))
    return entity is not None and entity.named


def _own_words(statement: Statement | None, sentence: Evidence) -> str:
    """The words that the day belongs to: a statement's own where it is its saying, else the sentence's."""
    if statement is None:
        return sentence.quote
    return " ".join(part.quote for part in (*statement.cue, *statement.content))


def _finding_at(reading: Reading, place: Evidence) -> str:
    """The innermost statement, else the narration, that holds a place; a sentence that no narration covers belongs
    to the statement in it."""
    holding = [
        (part.end - part.start, statement.id)
        for statement in reading.statements
        for part in statement.content
        if part.covers(place)
    ]
    if holding:
        return min(holding)[1]
    narrations = [
        (one.evidence.end - one.evidence.start, one.id)
        for one in reading.narrations
        if one.evidence.covers(place)
    ]
    if narrations:
        return min(narrations)[1]
    sentence = sentence_at(reading.article, place.span)
    return next(
        (
            statement.id
            for statement in reading.statements
            for part in (*statement.content, *statement.cue)
            if part.of == place.of and sentence.covers(part.span)
        ),
        "",
    )
