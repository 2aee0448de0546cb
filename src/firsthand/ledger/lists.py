"""The word lists that the ledger compares by, as small frozen records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table
from firsthand.story.words import ContentWords, find_words, fold, load_content_words, stem

GENERAL_HEADS = frozenset(
    ["agency", "service", "centre", "center", "bureau", "directorate", "office", "administration"]
)
"""General last words of bodies' names that stand for one another where the words before say what the body is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One meaning told plainly or in charged words."""

    name: str
    plain: frozenset[str]
    charged: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Steps of words that leave a question open; `gap` other words may stand between two steps."""

    name: str
    steps: tuple[frozenset[str], ...]
    gap: int
    sentence_start: bool
    first_before: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """States in which people are counted, words for one counted thing, and words that make a figure a part of
    another."""

    states: tuple[tuple[str, frozenset[str], tuple[str, ...]], ...]
    people: frozenset[str]
    same: Mapping[str, str]
    part_before: frozenset[str]
    part_after: frozenset[str]
    part_phrases: tuple[str, ...]
    part_lists: frozenset[str]
    moves: frozenset[str]
    steps: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLists:
    """Spelling rules of names, kinds of bodies by their words, adjectives of countries, and every name of a state,
    folded, by its usual one."""

    spelling: tuple[tuple[re.Pattern[str], str], ...]
    spellings: Mapping[str, str]
    kinds: Mapping[str, str]
    topics: Mapping[str, str]
    adjectives: Mapping[str, str]
    states: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Denying:
    """Words by which one account is set against another, and the words that end a clause."""

    charges: frozenset[str]
    accusing: frozenset[str]
    accounts: frozenset[str]
    pointing: frozenset[str]
    calling: frozenset[str]
    untrue: frozenset[str]
    at_odds: tuple[str, ...]
    clause: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLists:
    content: ContentWords
    synonyms: Mapping[str, str]
    senses: tuple[Sense, ...]
    patterns: tuple[Pattern, ...]
    closed: tuple[str, ...]
    belonging: frozenset[str]
    naming: frozenset[str]
    counting: Counting
    denying: Denying
    names: NameLists
    things: frozenset[str]
    once: Mapping[str, str]
    once_between: frozenset[str]
    steps: Mapping[str, str]
    step_order: Mapping[str, int]
    step_stems: frozenset[str]


@cache
def load_lists(language: str = "en") -> LedgerLists:
    """Every list of the ledger for one language.

    >>> load_lists().synonyms[stem("troops")] == load_lists().synonyms[stem("soldiers")]
    True
    """
    opens = load_table(language, "open_questions")
    synonyms = _by_first(load_table(language, "synonyms")["same"])
    steps = {word: row["name"] for row in load_table(language, "strength")["step"] for word in row["words"].split()}
    return LedgerLists(
        content=load_content_words(language),
        synonyms=synonyms,
        senses=tuple(
            Sense(name=row["name"], plain=frozenset(row["plain"]), charged=frozenset(row["charged"]))
            for row in load_table(language, "strength")["sense"]
        ),
        patterns=_read_patterns(opens),
        belonging=frozenset(load_table(language, "synonyms")["belonging"].split()),
        naming=frozenset(stem(word) for word in load_table(language, "synonyms")["naming"].split()),
        closed=tuple(opens["not"]["phrases"]),
        counting=_read_counting(load_table(language, "counting")),
        denying=_read_denying(load_table(language, "denials")),
        names=_read_names(language),
        things=frozenset(load_table(language, "bodies")["no_people"]["nouns"]),
        once={word: row.split()[0] for row in load_table(language, "once")["once"] for word in row.split()},
        once_between=frozenset(load_table(language, "once")["between"].split()),
        steps=steps,
        step_order={row["name"]: at for at, row in enumerate(load_table(language, "strength")["step"])},
        step_stems=frozenset(synonyms.get(stem(word), stem(word)) for word in steps),
    )


def _by_first(rows: list[str]) -> dict[str, str]:
    """Stem of each word to the stem of its row's first; a word that stands in two rows keeps the first."""
    found: dict[str, str] = {}
    for row in rows:
        first, *_ = words = row.split()
        for word in words:
            found.setdefault(stem(fold(word)), stem(fold(first)))
    return found


def _read_patterns(table: Mapping[str, object]) -> tuple[Pattern, ...]:
    classes = {name: frozenset(words.split()) for name, words in table["class"].items()}  # type: ignore[attr-defined]
    found = []
    for row in table["pattern"]:  # type: ignore[attr-defined]
        steps = []
        for step in row["steps"]:
            options = [classes.get(option, frozenset({option})) for option in step.split("|")]
            steps.append(frozenset().union(*options))
        found.append(
            Pattern(
                name=row["name"],
                steps=tuple(steps),
                gap=row.get("gap", table["gap"]),
                sentence_start=row.get("sentence_start", False),
                first_before=frozenset(row.get("first_before", "").split()),
            )
        )
    return tuple(found)


def _read_counting(table: Mapping[str, object]) -> Counting:
    part = table["part"]
    return Counting(
        states=tuple(
            (row["name"], frozenset(row["words"].split()), tuple(row.get("phrases", ())))
            for row in table["state"]  # type: ignore[attr-defined]
        ),
        people=frozenset(table["generic"]["people"].split()),  # type: ignore[index]
        same=_by_first(table["generic"]["same"]),  # type: ignore[index]
        part_before=frozenset(part["before"].split()),  # type: ignore[index]
        part_after=frozenset(part["after"].split()),  # type: ignore[index]
        moves=frozenset(part["moves"].split()),  # type: ignore[index]
        steps=frozenset(part["steps"].split()),  # type: ignore[index]
        part_lists=frozenset(part["lists"].split()),  # type: ignore[index]
        part_phrases=tuple(part["phrases_after"]),  # type: ignore[index]
    )


def _read_denying(table: Mapping[str, object]) -> Denying:
    words = {name: frozenset(value.split()) for name, value in table.items() if isinstance(value, str)}
    return Denying(at_odds=tuple(table["at_odds"]), **words)  # type: ignore[arg-type]


def _read_names(language: str) -> NameLists:
    table = load_table(language, "transliteration")
    spellings = {}
    for row in table["spellings"]:
        first, *_ = words = row.split()
        spellings.update(dict.fromkeys(words, first))
    kinds: dict[str, str] = {}
    for row in load_table(language, "bodies")["kinds"]:
        for words in row:
            kinds.setdefault(" ".join(find_words(words)), row[0])
    adjectives = {
        row["name"]: row["people"][0] for row in load_table(language, "countries")["country"] if row.get("people")
    }
    return NameLists(
        spelling=tuple((re.compile(rule["from"]), rule["to"]) for rule in table["rule"]),
        spellings=spellings,
        kinds=kinds,
        topics={
            kind.split()[0]: kind
            for kind in sorted(set(kinds.values()))
            if len(kind.split()) == 2 and kind.split()[1] in GENERAL_HEADS
        },
        adjectives=adjectives,
        states={
            row["name"]: _fold_state_forms(row["name"], row["official"], *row.get("also", ()))
            for row in load_table(language, "countries")["country"]
        },
    )


def _fold_state_forms(name: str, *others: str) -> frozenset[str]:
    """The names of a state, folded; of half a land also its half alone."""
    first = name.split()[0]
    half = (f"the {first}",) if first in ("North", "South", "East", "West") else ()
    return frozenset(" ".join(find_words(form)) for form in (name, *others, *half))
