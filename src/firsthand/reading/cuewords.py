"""The reporting verbs and nouns as a typed table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table
from firsthand.reading.records import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What one reporting verb may take in one of its uses."""

    lemma: str
    act: Act
    takes: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    audience: bool = False
    quote: bool = True
    manner: bool = False
    written: bool = False
    minded: bool = False
    judging: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """Reporting verbs by lemma, reporting nouns by lemma, and the word classes around them."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, Act]
    light: frozenset[str]
    written: frozenset[str]
    readings: frozenset[str]
    refusing: frozenset[str]
    refused: frozenset[str]
    unsaid: frozenset[str]
    silent: frozenset[str]
    headline: frozenset[str]
    spoken: frozenset[str]
    summing: frozenset[str]


@cache
def load_cue_words(language: str = "en") -> CueWords:
    """The reporting words of a language."""
    table = load_table(language, "cues")
    verbs: dict[str, list[Cue]] = {}
    for row in table["verbs"]:
        for lemma in row["lemmas"]:
            verbs.setdefault(lemma, []).append(
                Cue(
                    lemma=lemma,
                    act=Act(row["act"]),
                    takes=frozenset(row["takes"]),
                    prepositions=frozenset(row.get("prepositions", ())),
                    audience=row.get("audience", False),
                    quote=row.get("quote", True),
                    manner=row.get("manner", False),
                    written=row.get("written", False),
                    minded=row.get("minded", False),
                    judging=row.get("judging", False),
                )
            )
    nouns = table["nouns"]
    return CueWords(
        verbs={lemma: tuple(cues) for lemma, cues in verbs.items()},
        nouns={word: act for act in Act if act.value in nouns for word in nouns[act.value]},
        light=frozenset(nouns["light"]),
        written=frozenset(table["written"]["words"]),
        readings=frozenset(table["written"]["instruments"]),
        refusing=frozenset(table["refusals"][0]["lemmas"]),
        refused=frozenset(table["refusals"][0]["infinitives"]),
        unsaid=frozenset(table["refusals"][0]["negated"]),
        silent=frozenset(table["silences"][0]["lemmas"]),
        headline=frozenset(table["headline"]["heads"]),
        spoken=frozenset(nouns["spoken"]),
        summing=frozenset(nouns["summing"]),
    )
