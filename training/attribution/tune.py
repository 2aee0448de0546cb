"""Thresholds and calibration of a model, from the tuning articles alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from tokenizers import Tokenizer

from firsthand.reading.tagger.chain import Candidate, Chain, agreed, choose
from firsthand.reading.tagger.linking import Linked, certainty, group, pair_chances
from firsthand.reading.tagger.network import Network, Scored
from firsthand.reading.tagger.pairing import Words
from firsthand.reading.tagger.pieces import Pieces, cut
from firsthand.reading.tagger.records import Role, TaggedSpan
from firsthand.reading.tagger.settings import Knots, Settings, calibrated
from training.attribution.items import Item, Place
from training.attribution.score import Rate, spans, triples, whole, words

GRID = tuple(round(0.20 + 0.025 * step, 3) for step in range(19))
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item as the network saw it."""

    item: Item
    pieces: Pieces
    scored: Scored | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a model gives of an item: spans with their places in tokens, and the attributions of them."""

    spans: tuple[TaggedSpan, ...]
    places: tuple[Place | None, ...]
    linked: tuple[Linked, ...]

    def attribution(self, one: Linked) -> frozenset[Place]:
        members = (self.places[at] for at in (*one.source, *one.cue, *one.content))
        return frozenset(place for place in members if place is not None)


def see(items: Sequence[Item], tokenizer: Tokenizer, network: Network, chains: Sequence[Chain]) -> tuple[Seen, ...]:
    """Runs the network once over every item."""
    seen = []
    for item in items:
        pieces = cut(item.text, tokenizer)
        scored = network(pieces) if pieces.firsts else None
        likely = agreed(scored.labels, chains) if scored else ()
        seen.append(Seen(item=item, pieces=pieces, scored=scored, candidates=likely))
    return tuple(seen)


def find(seen: Seen, settings: Settings) -> Found:
    """What the model gives of an item with these settings."""
    chosen = choose(seen.candidates, settings.thresholds)
    pieces = seen.pieces
    given = tuple(
        TaggedSpan(
            role=one.role,
            start=pieces.starts[one.first],
            end=pieces.ends[one.last],
            confidence=calibrated(one.chance, settings.calibration[one.role]),
        )
        for one in chosen
    )
    where = [Words(role=one.role.value, first=one.first, last=one.last) for one in chosen]
    linked: tuple[Linked, ...] = ()
    if seen.scored is not None and where:
        linked = group(given, pair_chances(where, seen.scored.pairs, settings), settings.pair_thresholds)
    places = tuple(seen.item.place(one.role.value, one.start, one.end) for one in given)
    return Found(spans=given, places=places, linked=linked)


def tune(seen: Sequence[Seen], settings: Settings) -> Settings:
    """The settings with thresholds that serve F1 best, role by role and twice over, and then calibration."""
    for _ in range(2):
        for role in Role:
            tried = [replace(settings, thresholds={**settings.thresholds, role: level}) for level in GRID]
            settings = max(tried, key=lambda one: _f1(seen, one))
    for kind in range(3):
        steps = [
            (*settings.pair_thresholds[:kind], level, *settings.pair_thresholds[kind + 1 :])
            for level in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
        ]
        tried = [replace(settings, pair_thresholds=step) for step in steps]
        settings = max(tried, key=lambda one: _triples(seen, one).f1)
    return calibrate(seen, settings)


def _f1(seen: Sequence[Seen], settings: Settings) -> float:
    """The sum of the roles' exact F1 and of the F1 of words in contents, by candidates alone: no pairs are asked. Exact
    spans alone would rather leave out a content than give it with an end that is a word off."""
    found = [
        [
            seen_one.item.place(one.role.value, seen_one.pieces.starts[one.first], seen_one.pieces.ends[one.last])
            for one in choose(seen_one.candidates, settings.thresholds)
        ]
        for seen_one in seen
    ]
    items = [one.item for one in seen]
    kept = [[place for place in places if place] for places in found]
    exact = sum(spans(items, kept, role.value, whole).f1 for role in Role)
    return exact + words(items, kept, Role.CONTENT.value).f1


def _triples(seen: Sequence[Seen], settings: Settings) -> Rate:
    found = [find(one, settings) for one in seen]
    return triples([one.item for one in seen], [[one.attribution(at) for at in one.linked] for one in found], 1.0)


def calibrate(seen: Sequence[Seen], settings: Settings) -> Settings:
    """Knots for every role and then, with these, for whole attributions."""
    line: Knots = ((0.0, 0.0), (1.0, 1.0))
    bare = replace(settings, calibration=dict.fromkeys(Role, line), whole=line)
    pairs: dict[Role, list[tuple[float, bool]]] = {role: [] for role in Role}
    for one in seen:
        found = find(one, bare)
        for span, place in zip(found.spans, found.places, strict=True):
            pairs[span.role].append((span.confidence, place in one.item.gold))
    tuned = replace(bare, calibration={role: knots(pairs[role]) for role in Role})
    return replace(tuned, whole=knots(certainties(seen, tuned)))


def certainties(seen: Sequence[Seen], settings: Settings) -> list[tuple[float, bool]]:
    """Each attribution's certainty, and whether an annotator has exactly it."""
    pairs = []
    for one in seen:
        found = find(one, settings)
        for linked in found.linked:
            pairs.append((certainty(linked, found.spans), found.attribution(linked) in one.item.links))
    return pairs


def knots(pairs: Sequence[tuple[float, bool]]) -> Knots:
    """A rising line through the shares of right ones in `BINS` groups of equal size, neighbours that fall joined. One
    right and one wrong are added to each group: nothing is ever certain.

    >>> knots([(0.2, False), (0.4, True), (0.6, False), (0.9, True)])
    ((0.2, 0.3333), (0.5, 0.5), (0.9, 0.6667))
    """
    ordered = sorted(pairs)
    size = max(1, len(ordered) // BINS)
    groups = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    joined: list[list[tuple[float, bool]]] = []
    for group_ in groups:
        joined.append(list(group_))
        while len(joined) > 1 and _share(joined[-2]) > _share(joined[-1]):
            joined[-2:] = [joined[-2] + joined[-1]]
    found = [(float(np.mean([sure for sure, _ in one])), _share(one)) for one in joined]
    rising = [found[0], *(after for before, after in pairwise(found) if after[0] > before[0])]
    return tuple((round(sure, 4), round(right, 4)) for sure, right in rising)


def _share(pairs: Sequence[tuple[float, bool]]) -> float:
    return (sum(right for _, right in pairs) + 1) / (len(pairs) + 2)
