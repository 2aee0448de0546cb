"""Scores as CofeNet defines them, whole attributions, direct quotations, and confidence against truth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from training.attribution.data import ROLES
from training.attribution.items import Item, Place

MARKS = "\"\u201c\u201d\u2018\u00ab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Precision, recall and their harmonic mean, with how many were given and how many were there."""

    precision: float
    recall: float
    given: int
    gold: int

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} (given {self.given}, gold {self.gold})"


def rate(right: float, recalled: float, given: int, gold: int) -> Rate:
    return Rate(precision=right / max(given, 1), recall=recalled / max(gold, 1), given=given, gold=gold)


def spans(items: Sequence[Item], found: Sequence[Iterable[Place]], role: str, key: Callable[[Place], object]) -> Rate:
    """How many spans of a role agree under `key`: the whole place (exact) or its beginning."""
    hits = given = gold = 0
    for item, places in zip(items, found, strict=True):
        ours = {key(place) for place in places if place[0] == role}
        theirs = {key(place) for place in item.gold if place[0] == role}
        hits, given, gold = hits + len(ours & theirs), given + len(ours), gold + len(theirs)
    return rate(hits, hits, given, gold)


def whole(place: Place) -> object:
    return place


def beginning(place: Place) -> object:
    return place[:2]


def jaccard(items: Sequence[Item], found: Sequence[Iterable[Place]], role: str) -> Rate:
    """Each span's best share of common tokens with one of the other side, averaged over the spans of a side."""
    right = recalled = 0.0
    given = gold = 0
    for item, places in zip(items, found, strict=True):
        ours = [place for place in places if place[0] == role]
        theirs = [place for place in item.gold if place[0] == role]
        right += sum(max((_share(one, other) for other in theirs), default=0.0) for one in ours)
        recalled += sum(max((_share(one, other) for other in ours), default=0.0) for one in theirs)
        given, gold = given + len(ours), gold + len(theirs)
    return rate(right, recalled, given, gold)


def _share(one: Place, other: Place) -> float:
    common = min(one[2], other[2]) - max(one[1], other[1]) + 1
    return max(0, common) / (one[2] - one[1] + other[2] - other[1] + 2 - max(0, common))


def words(items: Sequence[Item], found: Sequence[Iterable[Place]], role: str) -> Rate:
    """Tokens in spans of a role."""
    hits = given = gold = 0
    for item, places in zip(items, found, strict=True):
        ours, theirs = _tokens(places, role), _tokens(item.gold, role)
        hits, given, gold = hits + len(ours & theirs), given + len(ours), gold + len(theirs)
    return rate(hits, hits, given, gold)


def _tokens(places: Iterable[Place], role: str) -> frozenset[int]:
    return frozenset(at for one, first, last in places if one == role for at in range(first, last + 1))


def triples(items: Sequence[Item], found: Sequence[Sequence[frozenset[Place]]], least: float) -> Rate:
    """Whole attributions: every role shares at least `least` of its tokens (1.0: all are the same). Each attribution
    agrees with one other at most."""
    hits = given = gold = 0
    for item, ours in zip(items, found, strict=True):
        free = list(item.links)
        for one in ours:
            best = max(free, key=lambda other: _agreement(one, other), default=None)
            if best is not None and _agreement(one, best) >= least:
                free.remove(best)
                hits += 1
        given, gold = given + len(ours), gold + len(item.links)
    return rate(hits, hits, given, gold)


def _agreement(one: frozenset[Place], other: frozenset[Place]) -> float:
    return min(_overlap(_tokens(one, role), _tokens(other, role)) for role in ROLES)


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def direct(items: Sequence[Item], found: Sequence[Iterable[Place]]) -> tuple[int, int, int]:
    """Of the contents that begin with a quotation mark: how many there are, how many we touch, how many we have just
    so."""
    there = touched = exact = 0
    for item, places in zip(items, found, strict=True):
        ours = [place for place in places if place[0] == "content"]
        for place in item.gold:
            if place[0] == "content" and item.text[item.tokens[place[1]][0]] in MARKS:
                there += 1
                touched += any(_share(one, place) > 0 for one in ours)
                exact += place in ours
    return there, touched, exact


def tenths(pairs: Sequence[tuple[float, bool]]) -> str:
    """Confidence against truth: of the findings in each tenth, how sure they say they are and how many are right."""
    lines = []
    for low in range(10):
        here = [(sure, right) for sure, right in pairs if min(int(sure * 10), 9) == low]
        if here:
            said = sum(sure for sure, _ in here) / len(here)
            share = sum(right for _, right in here) / len(here)
            lines.append(f"  .{low}: says {said:.2f}, right {share:.2f}, n {len(here)}")
    return "\n".join(lines)
