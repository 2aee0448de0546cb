"""The scores of a model in words: tuning articles, CofeNet's items, whole attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.reading.tagger.records import Role
from firsthand.reading.tagger.settings import Settings, calibrated
from training.attribution.items import Item, Place
from training.attribution.score import beginning, direct, jaccard, spans, tenths, triples, whole, words
from training.attribution.tune import Found, Seen, certainties, find


def report(seen: Sequence[Seen], settings: Settings) -> Iterator[str]:
    """The lines of a report on annotated items."""
    items = [one.item for one in seen]
    found = [find(one, settings) for one in seen]
    places = [[place for place in one.places if place] for one in found]
    for role in Role:
        yield f"{role.value} exact {spans(items, places, role.value, whole)}"
        yield f"{role.value} begin {spans(items, places, role.value, beginning)}"
        yield f"{role.value} jaccard {jaccard(items, places, role.value)}"
        yield f"{role.value} words {words(items, places, role.value)}"
    there, touched, exact = direct(items, places)
    yield f"direct quotations {there}: touched {touched / max(there, 1):.3f}, exact {exact / max(there, 1):.3f}"
    for role in Role:
        yield f"{role.value}, confidence and truth\n{tenths(_confidences(items, found, role))}"
    there = sum(place[0] == "content" for one in items for place in one.gold)
    yield from _sure(_confidences(items, found, Role.CONTENT), there)
    if any(one.links for one in items):
        yield from _whole(seen, found, settings)


def _confidences(items: Sequence[Item], found: Sequence[Found], role: Role) -> list[tuple[float, bool]]:
    return [
        (span.confidence, place in item.gold)
        for item, one in zip(items, found, strict=True)
        for span, place in zip(one.spans, one.places, strict=True)
        if span.role is role
    ]


def _sure(pairs: Sequence[tuple[float, bool]], gold: int) -> Iterator[str]:
    for least in (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        kept = [right for sure, right in pairs if sure >= least]
        if kept:
            right, ours = sum(kept) / len(kept), len(kept) / len(pairs)
            yield f"sure from {least}: precision {right:.3f}, of ours {ours:.3f}, of all {sum(kept) / gold:.3f}"


def _whole(seen: Sequence[Seen], found: Sequence[Found], settings: Settings) -> Iterator[str]:
    items = [one.item for one in seen]
    ours: list[list[frozenset[Place]]] = [[one.attribution(at) for at in one.linked] for one in found]
    yield f"attributions exact {triples(items, ours, 1.0)}"
    yield f"attributions relaxed {triples(items, ours, 0.5)}"
    given = [(calibrated(sure, settings.whole), right) for sure, right in certainties(seen, settings)]
    yield f"attributions, confidence and truth\n{tenths(given)}"
