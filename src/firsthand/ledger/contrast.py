"""The words by which one account contradicts another that it answers in words of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table
from firsthand.ledger.lists import load_lists
from firsthand.story.words import fold, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """`alike` gives the sense that stands for all words of one act; `converse` the name of an act told from either of
    its two ends."""

    alike: Mapping[str, str]
    converse: Mapping[str, tuple[int, int]]
    unknown_to: frozenset[str]
    universal: frozenset[str]
    passing: frozenset[str]
    winning: frozenset[str]
    contested: frozenset[str]
    replacing: frozenset[str]
    unsure: frozenset[str]
    light: frozenset[str]
    called_out: frozenset[str]
    untrue: frozenset[str]
    asides: tuple[str, ...]

    def of(self, senses: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
        """The senses, each brought to the one that stands for its act."""
        return frozenset(self.alike.get(one, one) for one in senses)


@cache
def load_contrast(language: str = "en") -> Contrast:
    """`languages/LANGUAGE/contrast.toml`, its words brought to the senses that accounts are compared by.

    >>> contrast = load_contrast()
    >>> contrast.of(("admit",)) == contrast.of(("confes",))
    True
    """
    table = load_table(language, "contrast")
    synonyms = load_lists(language).synonyms
    alike: dict[str, str] = {}
    for row in table["alike"]:
        senses = [synonyms.get(stem(fold(word)), stem(fold(word))) for word in row.split()]
        first = alike.get(senses[0], senses[0])
        for one in senses:
            alike.setdefault(one, first)
    converse = {
        word: (at, end)
        for at, ends in enumerate(table["converse"])
        for end, words in enumerate(ends)
        for word in words.split()
    }
    light = frozenset(
        alike.get(one, one) for one in (synonyms.get(stem(word), stem(word)) for word in table["light"].split())
    )
    untrue = frozenset(stem(word) for word in load_lists(language).denying.untrue)
    words = {
        name: frozenset(table[name].split())
        for name in ("unknown_to", "universal", "passing", "winning", "contested", "replacing", "unsure", "called_out")
    }
    return Contrast(alike=alike, light=light, untrue=untrue, converse=converse, asides=tuple(table["asides"]), **words)
