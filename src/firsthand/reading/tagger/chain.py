"""Exact probabilities of spans under the chain of labels, and the best set of spans that do not overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.reading.tagger.records import Role

Floats = NDArray[np.float64]

FLOOR = 0.05
"""Spans less likely than this are not looked at: no threshold lies as low."""
ROLES = tuple(Role)
"""The labels are: none, then begin and inside of each of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The chain's weights, not logarithms: `moves[a, b]` from label to label, `first` and `last` at a text's ends.
    What may not follow weighs nothing."""

    moves: Floats
    first: Floats
    last: Floats

    @classmethod
    def of(cls, moves: Sequence[Sequence[float]], first: Sequence[float], last: Sequence[float]) -> Chain:
        """The chain of learned scores (logarithms): inside follows only begin and inside of its own role."""
        weights = np.exp(np.asarray(moves, dtype=np.float64))
        opening = np.exp(np.asarray(first, dtype=np.float64))
        for inside in range(2, len(weights), 2):
            kept = weights[inside - 1 : inside + 1, inside].copy()
            weights[:, inside] = 0.0
            weights[inside - 1 : inside + 1, inside] = kept
            opening[inside] = 0.0
        return cls(moves=weights, first=opening, last=np.exp(np.asarray(last, dtype=np.float64)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A possible span in words, `last` inclusive, with its exact probability under the chain."""

    role: Role
    first: int
    last: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sweep:
    """Both sweeps over a text: `ahead` from the left, `behind` from the right, so that their product sums to one a
    word; `emitted` the words' own weights over the sweep's norm."""

    ahead: Floats
    behind: Floats
    emitted: Floats


def candidates(scores: Floats, chain: Chain, floor: float = FLOOR) -> tuple[Candidate, ...]:
    """Every span at least as likely as `floor`, by role and then in text order. `scores` is words by labels.

    >>> flat = Chain.of([[0.0] * 7] * 7, [0.0] * 7, [0.0] * 7)
    >>> scores = np.array([[0, 9, 0, 0, 0, 0, 0], [9, 0, 0, 0, 0, 0, 0]], dtype=float)
    >>> [(one.role.value, one.first, one.last, round(one.chance, 2)) for one in candidates(scores, flat)]
    [('source', 0, 0, 1.0)]
    """
    if not len(scores):
        return ()
    sweep = _sweep(scores, chain)
    begins = sweep.ahead * sweep.behind
    return tuple(
        found
        for number, role in enumerate(ROLES)
        for first in np.flatnonzero(begins[:, 1 + 2 * number] >= floor)
        for found in _from(sweep, chain, role, 1 + 2 * number, int(first), floor)
    )


def agreed(scores: Floats, chains: Sequence[Chain]) -> tuple[Candidate, ...]:
    """The candidates of several voices (voices by words by labels), each as likely as they find it on average."""
    chances: dict[tuple[Role, int, int], float] = {}
    for rows, chain in zip(scores, chains, strict=True):
        for one in candidates(rows, chain):
            key = (one.role, one.first, one.last)
            chances[key] = chances.get(key, 0.0) + one.chance / len(chains)
    return tuple(
        Candidate(role=role, first=first, last=last, chance=chance)
        for (role, first, last), chance in sorted(chances.items())
    )


def _sweep(scores: Floats, chain: Chain) -> _Sweep:
    words = len(scores)
    emitted = np.exp(scores - scores.max(axis=1, keepdims=True))
    ahead, behind = np.empty_like(emitted), np.empty_like(emitted)
    state = chain.first
    for word in range(words):
        here = state * emitted[word]
        norm = here.sum()
        emitted[word] /= norm
        ahead[word] = here / norm
        state = ahead[word] @ chain.moves
    behind[-1] = chain.last / (ahead[-1] @ chain.last)
    for word in range(words - 2, -1, -1):
        behind[word] = chain.moves @ (emitted[word + 1] * behind[word + 1])
    return _Sweep(ahead=ahead, behind=behind, emitted=emitted)


def _from(sweep: _Sweep, chain: Chain, role: Role, begin: int, first: int, floor: float) -> Iterator[Candidate]:
    """The likely spans that begin at a word: `held` is the chance of all that goes on to the word reached."""
    held, label, inside = float(sweep.ahead[first, begin]), begin, begin + 1
    for word in range(first, len(sweep.ahead)):
        going = 0.0
        if word + 1 < len(sweep.ahead):
            going = float(chain.moves[label, inside] * sweep.emitted[word + 1, inside])
            on = going * float(sweep.behind[word + 1, inside])
        else:
            on = 0.0
        chance = held * (float(sweep.behind[word, label]) - on)
        if chance >= floor:
            yield Candidate(role=role, first=first, last=word, chance=min(chance, 1.0))
        if held * on < floor:
            return
        held, label = held * going, inside


def choose(given: Sequence[Candidate], thresholds: Mapping[Role, float]) -> tuple[Candidate, ...]:
    """The set of spans, none over another, whose chances exceed their role's threshold by most in sum; text order.

    >>> sure = Candidate(role=Role.CUE, first=0, last=1, chance=0.9)
    >>> poor = Candidate(role=Role.CUE, first=1, last=2, chance=0.6)
    >>> choose((sure, poor), {Role.CUE: 0.5}) == (sure,)
    True
    """
    likely = sorted(
        (one for one in given if one.chance > thresholds[one.role]), key=lambda one: (one.last, one.first, one.role)
    )
    lasts = [one.last for one in likely]
    best = [0.0]
    taken: list[bool] = []
    for one in likely:
        gain = best[bisect_right(lasts, one.first - 1)] + one.chance - thresholds[one.role]
        taken.append(gain > best[-1])
        best.append(max(gain, best[-1]))
    chosen: list[Candidate] = []
    at = len(likely)
    while at:
        one = likely[at - 1]
        if taken[at - 1]:
            chosen.append(one)
            at = bisect_right(lasts, one.first - 1)
        else:
            at -= 1
    return tuple(reversed(chosen))
