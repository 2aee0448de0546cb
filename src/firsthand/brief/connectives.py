"""The closed list of connectives and the words that must never be dropped, as a typed table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Connectives:
    """What a composed sentence may add of its own, and the classes of words that the check watches."""

    words: frozenset[str]
    saying: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    neutral: frozenset[str]
    strict: frozenset[str]
    negations: frozenset[str]
    modals: frozenset[str]
    conditions: frozenset[str]
    inverted: frozenset[str]
    hedges: frozenset[str]
    openers: frozenset[str]
    leaders: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    before_weekday: frozenset[str]
    reporting: frozenset[str]
    untrue: frozenset[str]
    pictured: frozenset[str]


def _forms(lemmas: Iterable[str]) -> frozenset[str]:
    """The regular forms of verbs.

    >>> sorted(_forms(["notify"]))
    ['notified', 'notifies', 'notify', 'notifying']
    """
    made: set[str] = set()
    for lemma in lemmas:
        stem = lemma[:-1]
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            made |= {lemma, f"{stem}ies", f"{stem}ied", f"{lemma}ing"}
        elif lemma.endswith("e"):
            made |= {lemma, f"{lemma}s", f"{lemma}d", f"{stem}ing"}
        else:
            made |= {lemma, f"{lemma}{'es' if lemma.endswith(('s', 'sh', 'ch')) else 's'}", f"{lemma}ed", f"{lemma}ing"}
    return frozenset(made)


@cache
def load_connectives(language: str = "en") -> Connectives:
    """The connectives of a language.

    >>> "not" in load_connectives().words
    False
    """
    table = load_table(language, "connectives")
    phrases = {tuple(phrase.split()) for phrase in (*table["phrases"], *table["attributing"])}
    return Connectives(
        words=frozenset(table["words"]),
        saying=frozenset(table["saying"]),
        phrases=tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase))),
        neutral=frozenset(table["neutral"]),
        strict=(frozenset(table["strict"]) | _forms(table["strict_lemmas"])) - frozenset(table["neutral"]),
        negations=frozenset(table["negations"]),
        modals=frozenset(table["modals"]),
        conditions=frozenset(table["conditions"]),
        inverted=frozenset(table["inverted"]),
        hedges=frozenset(table["hedges"]),
        openers=frozenset(table["openers"]),
        leaders=frozenset(table["leaders"]),
        months=frozenset(table["months"]),
        weekdays=frozenset(table["weekdays"]),
        before_weekday=frozenset(table["before_weekday"]),
        reporting=frozenset((*table["neutral"], *table["strict"])) | _forms(table["strict_lemmas"]),
        untrue=frozenset(table["untrue"]),
        pictured=frozenset(table["pictured"]),
    )
