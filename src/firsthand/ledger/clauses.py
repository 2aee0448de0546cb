"""The sentences and clauses of an account, each with its matter, its names, its times and whether it is negated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.evidence import Evidence
from firsthand.ledger.accounts import Account, find_senses
from firsthand.ledger.compared import Compared
from firsthand.ledger.negation import has_negator
from firsthand.ledger.records import Entity
from firsthand.reading.records import EntityKind, TimeMention
from firsthand.story.sentences import find_sentences
from firsthand.story.words import find_words
from firsthand.when import When

_CUT = re.compile(r"[,;:!?—–()]|\s-\s|\.(?=\s|$)|[\"“”]")
_NAMED = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})
_LENGTH = re.compile(
    r"""
    \b(?:for|in|within|over|during)\s+
    (?:(?:about|around|nearly|almost|some|at\s+least|up\s+to|more\s+than|less\s+than|roughly|an?|half|the)\s+)*
    (?:[\w-]+\s+){0,2}?(?:second|minute|hour|day|night|week|month|year)s?\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BACK = frozenset(["it", "he", "she", "they", "that", "this", "these", "those", "its", "his", "her", "their"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a sentence: `opener` the word that opens it ("if", "that") or ""; `senses` in text order, without
    names, numbers and lengths of time; `behind` those that stand behind its negator (all where it is not negated)."""

    text: str
    opener: str
    words: tuple[str, ...]
    senses: tuple[str, ...]
    behind: tuple[str, ...]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence of an account. `names` are entities that it names, `people` the persons and bodies among them;
    `before` the matter of the sentence before, for a sentence that only points at what it speaks of."""

    account: Account
    evidence: Evidence
    clauses: tuple[Clause, ...]
    senses: frozenset[str]
    names: frozenset[str]
    people: frozenset[str]
    times: tuple[When, ...]
    before: tuple[str, ...] = ()

    @property
    def negated(self) -> bool:
        return any(clause.negated for clause in self.clauses)


def find_all_told(compared: Compared) -> Mapping[str, tuple[Told, ...]]:
    """The sentences of every account, by its finding."""
    return MappingProxyType({one.finding: find_told(one, compared) for one in compared.shelf.accounts})


def find_told(account: Account, compared: Compared) -> tuple[Told, ...]:
    """The sentences of an account, in order; pieces of one sentence stay apart."""
    reading = compared.index.reports[account.report]
    found: list[Told] = []
    for passage in account.passages:
        before: tuple[str, ...] = ()
        if passage.of != reading.article.id:
            continue
        for span in find_sentences(reading.article, passage.span):
            told = _make_told(account, reading.article.evidence(span), before, compared)
            before = tuple(one for clause in told.clauses for one in clause.senses)
            found.append(told)
    return tuple(found)


def _make_told(account: Account, sentence: Evidence, before: tuple[str, ...], compared: Compared) -> Told:
    mentions = compared.index.mentions_in(sentence)
    entities = {one: compared.shelf.entity_of.get(one.referent, "") for one in mentions}
    named = {one: who for one, who in entities.items() if who and compared.shelf.entities[who].named}
    proper = (one for one, who in named.items() if compared.shelf.entities[who].kind is not EntityKind.UNKNOWN)
    apart = {sense for one in proper for sense in find_senses(one.evidence.quote, compared.lists)}
    clauses = tuple(_find_clauses(sentence.quote, frozenset(apart), compared))
    first = find_words(sentence.quote)[:1]
    return Told(
        account=account,
        evidence=sentence,
        clauses=clauses,
        senses=frozenset(sense for clause in clauses for sense in clause.senses),
        names=frozenset(named.values()),
        people=frozenset(one for one in named.values() if _is_told_apart(compared.shelf.entities[one])),
        times=tuple(one.when for one in find_times_in(sentence, compared) if one.when.known),
        before=before if set(first) & _BACK else (),
    )


def _is_told_apart(entity: Entity) -> bool:
    """A person or body by more than initials: "P." may be anybody."""
    proper = any(char.isupper() for char in entity.name)
    return proper and entity.kind in _NAMED and any(len(word) > 2 for word in find_words(entity.name))


def find_times_in(place: Evidence, compared: Compared) -> Iterator[TimeMention]:
    """The times that stand inside a passage."""
    for time in compared.index.reports[place.report].times:
        if time.evidence.of == place.of and place.span.covers(time.evidence.span):
            yield time


def _find_clauses(text: str, apart: frozenset[str], compared: Compared) -> Iterator[Clause]:
    lists = compared.lists
    for opener, piece in _cut(text, compared):
        bare = _LENGTH.sub(" ", piece)
        words = find_words(bare)
        negated = has_negator(bare, lists)
        senses = _find_matter(bare, apart, compared)
        behind = _find_matter(_behind_negator(bare, compared), apart, compared) if negated else senses
        if words:
            yield Clause(text=piece, opener=opener, words=words, senses=senses, behind=behind, negated=negated)


def _find_matter(text: str, apart: frozenset[str], compared: Compared) -> tuple[str, ...]:
    """The senses of a text without names, numbers, negators and shortened verbs."""
    return tuple(
        one
        for one in find_senses(text, compared.lists)
        if one not in apart and not one[0].isdigit() and "'" not in one and one not in compared.lists.content.negators
    )


def _cut(text: str, compared: Compared) -> Iterator[tuple[str, str]]:
    """The clauses of a sentence, each with the word that opens it."""
    for part in _CUT.split(text):
        opener, words = "", list[str]()
        for word in part.split():
            opens = set(find_words(word)) & compared.lists.denying.clause
            if opens:
                yield opener, " ".join(words)
                opener, words = min(opens), []
            else:
                words.append(word)
        yield opener, " ".join(words)


def _behind_negator(text: str, compared: Compared) -> str:
    words = text.split()
    at = next((at for at, word in enumerate(words) if has_negator(word, compared.lists)), 0)
    return " ".join(words[at + 1 :])
