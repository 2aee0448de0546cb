"""Which spans of a paragraph may belong to one attribution, and how they lie to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KINDS = (("cue", "source"), ("cue", "content"), ("source", "content"))
"""The pairs of roles that are judged, in the order of the network's outputs."""
GAPS = 16
"""Buckets of direction and distance in words."""
BETWEEN = 9
"""Buckets of how many cues (0, 1, more) and how many spans of the second role (0, 1, more) stand between."""


REACH = 40
"""Spans further apart in the list than this are no pair: no annotated paragraph has as many between two that belong
together, and a page of one endless paragraph would have millions of pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A span in words of the paragraph, `last` inclusive."""

    role: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two spans by their place in the list, the kind of the pair, and its two buckets."""

    kind: int
    left: int
    right: int
    gap: int
    between: int


def pairs(spans: Sequence[Words]) -> Iterator[Pair]:
    """Every pair of spans that could belong together, by kind and then in the order of the list (text order).

    >>> said = (Words(role="source", first=0, last=0), Words(role="cue", first=1, last=1))
    >>> [(pair.kind, pair.left, pair.right) for pair in pairs(said)]
    [(0, 1, 0)]
    """
    for kind, (one, other) in enumerate(KINDS):
        for left, a in enumerate(spans):
            if a.role != one:
                continue
            for right in near(left, len(spans)):
                if spans[right].role == other:
                    inner = spans[min(left, right) + 1 : max(left, right)]
                    b = spans[right]
                    yield Pair(kind=kind, left=left, right=right, gap=_gap(a, b), between=_between(inner, a, b))


def near(place: int, size: int) -> range:
    """The places in a list of `size` within reach of one."""
    return range(max(0, place - REACH), min(size, place + REACH + 1))


def _gap(a: Words, b: Words) -> int:
    """Eight buckets of distance, doubling, for a span after, and eight for a span before."""
    after = b.first > a.first
    words = max(0, b.first - a.last - 1 if after else a.first - b.last - 1)
    return min(words.bit_length(), 7) + (0 if after else 8)


def _between(spans: Sequence[Words], a: Words, b: Words) -> int:
    low, high = min(a.last, b.last), max(a.first, b.first)
    cues = sum(low < span.first and span.last < high for span in spans if span.role == "cue")
    others = sum(low < span.first and span.last < high for span in spans if span.role == b.role)
    return min(cues, 2) * 3 + min(others, 2)
