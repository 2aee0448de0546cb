"""How much a word tells: rare words join, words that stand everywhere do not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PRIOR_TEXTS = 20
"""Texts that are imagined beside the given ones, none of which holds the word: keeps weights of a small set from
collapsing, so that a word that stands in all of three reports still joins them (weight 2.0 against 3.0 for a word of
one report)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Inverse document frequency over one set of texts, smoothed; what was asked for once is kept (`known`,
    `totals`)."""

    texts: int
    counts: Mapping[str, int]
    known: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    totals: dict[frozenset[str], float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, word: str) -> float:
        weight = self.known.get(word)
        if weight is None:
            weight = math.log((self.texts + PRIOR_TEXTS) / (1 + self.counts.get(word, 0)))
            self.known[word] = weight
        return weight

    def total(self, words: Iterable[str]) -> float:
        return math.fsum(map(self.of, words))

    def total_of(self, words: frozenset[str]) -> float:
        """`total` of a set that is asked for again and again."""
        found = self.totals.get(words)
        if found is None:
            found = self.totals[words] = self.total(words)
        return found


def make_weights(texts: Iterable[Iterable[str]]) -> Weights:
    """The weights of the words of `texts`, each text counted once for a word.

    >>> weights = make_weights([["ferry", "fire"], ["ferry", "toll"]])
    >>> weights.of("toll") > weights.of("ferry")
    True
    """
    counts: Counter[str] = Counter()
    number = 0
    for text in texts:
        counts.update(set(text))
        number += 1
    return Weights(texts=number, counts=counts)


def compare_weighted(left: frozenset[str], right: frozenset[str], weights: Weights) -> float:
    """How far two sets of words are the same, 0..1: the weight of what they share over the mean weight of both (Dice).

    >>> weights = make_weights([["a", "b"], ["b", "c"]])
    >>> compare_weighted(frozenset("ab"), frozenset("ab"), weights)
    1.0
    """
    whole = weights.total(left) + weights.total(right)
    return 2 * weights.total(left & right) / whole if whole else 0.0
