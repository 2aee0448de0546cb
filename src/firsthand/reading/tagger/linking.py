"""From spans to attributions: each content to its cue, each cue to its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np
from numpy.typing import NDArray

from firsthand.reading.tagger.pairing import KINDS, Words, near, pairs
from firsthand.reading.tagger.records import Attribution, Role, TaggedSpan
from firsthand.reading.tagger.settings import Settings, calibrated

CUE_SOURCE, CUE_CONTENT, SOURCE_CONTENT = range(len(KINDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The members of one attribution by their place in the list of spans, and the chances of the links used."""

    source: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]
    chances: tuple[float, ...]


NONE = -1
"""The place of no span."""
Chances = dict[tuple[int, int, int], float]
"""The chance that two spans belong together, by kind of pair and both places in the list."""


def attributions(
    spans: Sequence[TaggedSpan], words: Sequence[Words], vectors: NDArray[np.float64], settings: Settings
) -> tuple[Attribution, ...]:
    """The attributions that the spans make, in text order of their contents. `words` are the spans' places in words,
    `vectors` every voice's row for each word. A cue to which no content belongs makes none."""
    found = group(spans, pair_chances(words, vectors, settings), settings.pair_thresholds)
    return tuple(
        Attribution(
            source=tuple(spans[at].span for at in one.source),
            cue=tuple(spans[at].span for at in one.cue),
            content=tuple(spans[at].span for at in one.content),
            confidence=calibrated(certainty(one, spans), settings.whole),
        )
        for one in found
    )


def certainty(one: Linked, spans: Sequence[TaggedSpan]) -> float:
    """The product of the confidence of every span and link of an attribution, before it is calibrated."""
    return prod(spans[at].confidence for at in (*one.source, *one.cue, *one.content)) * prod(one.chances)


def pair_chances(words: Sequence[Words], vectors: NDArray[np.float64], settings: Settings) -> Chances:
    """The chance of every pair that could belong together, as the voices find it on average."""
    if not words:
        return {}
    means = np.stack([vectors[:, one.first : one.last + 1].mean(axis=1) for one in words])
    sides = means.reshape(len(words), len(settings.voices), len(KINDS), 2, -1)
    chances: Chances = {}
    for pair in pairs(words):
        score = np.einsum("vw,vw->v", sides[pair.left, :, pair.kind, 0], sides[pair.right, :, pair.kind, 1])
        score += [
            voice.gap[pair.kind][pair.gap] + voice.between[pair.kind][pair.between] + voice.kind[pair.kind]
            for voice in settings.voices
        ]
        chances[pair.kind, pair.left, pair.right] = float((1 / (1 + np.exp(-score))).mean())
    return chances


def group(spans: Sequence[TaggedSpan], chances: Chances, thresholds: Sequence[float]) -> tuple[Linked, ...]:
    """Each content with its likeliest cue, or alone; then each of these with its likeliest source. A pair less likely
    than its kind's threshold is none."""
    held: dict[tuple[int, int], list[int]] = {}
    used: dict[tuple[int, int], list[float]] = {}
    for content in (at for at, span in enumerate(spans) if span.role is Role.CONTENT):
        cue, chance = _best(_likely(chances, CUE_CONTENT, Role.CUE, content, spans), thresholds[CUE_CONTENT])
        key = (cue, content if cue == NONE else NONE)
        held.setdefault(key, []).append(content)
        used.setdefault(key, []).append(chance)
    return tuple(
        _with_source(
            Linked(
                source=(),
                cue=() if cue == NONE else (cue,),
                content=tuple(contents),
                chances=tuple(used[cue, alone]),
            ),
            spans,
            chances,
            thresholds,
        )
        for (cue, alone), contents in sorted(held.items(), key=lambda one: one[1])
    )


def _with_source(one: Linked, spans: Sequence[TaggedSpan], chances: Chances, thresholds: Sequence[float]) -> Linked:
    """The group with its source: likeliest by its cue, or by its first content where it has no cue."""
    kind, at = (CUE_SOURCE, one.cue[0]) if one.cue else (SOURCE_CONTENT, one.content[0])
    source, chance = _best(_likely(chances, kind, Role.SOURCE, at, spans), thresholds[kind])
    return replace(one, source=() if source == NONE else (source,), chances=(*one.chances, chance))


def _likely(
    chances: Chances, kind: int, role: Role, place: int, spans: Sequence[TaggedSpan]
) -> list[tuple[float, int]]:
    """How likely each span of `role` within reach belongs to the one at `place`."""
    within = (at for at in near(place, len(spans)) if spans[at].role is role)
    if kind == CUE_SOURCE:
        return [(chances[kind, place, at], at) for at in within]
    return [(chances[kind, at, place], at) for at in within]


def _best(likely: Sequence[tuple[float, int]], threshold: float) -> tuple[int, float]:
    """The likeliest and its chance, the earlier of equals; where none reaches the threshold, the chance that there is
    none."""
    chance, at = max(likely, key=lambda one: (one[0], -one[1]), default=(0.0, NONE))
    return (at, chance) if chance >= threshold else (NONE, 1 - chance)
