"""Paragraphs as tensors: cut, labelled, gathered with others of like length, padded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor

from firsthand.reading.tagger.pairing import Pair, Words, pairs
from firsthand.reading.tagger.pieces import Pieces, cut
from training.attribution.data import Gold, Paragraph, label, words_of
from training.attribution.styles import restyle

OPEN, CLOSE, MASKED = 101, 102, 103
"""The pieces [CLS], [SEP] and [MASK] of the vocabulary."""
LONGEST = 510
"""Pieces of a paragraph at most: what lies behind is not trained on."""
HIDDEN = 0.06
"""Share of the pieces hidden from the encoder in training, so that it leans on the frame and not on names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One paragraph, cut and labelled. `links` holds each pair of its spans and whether an attribution has both."""

    pieces: Pieces
    labels: tuple[int, ...]
    spans: tuple[Words, ...]
    links: tuple[tuple[Pair, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded tensors of some examples; pieces count from 1, behind the opening piece."""

    examples: tuple[Example, ...]
    ids: Tensor
    cases: Tensor
    marks: Tensor
    padding: Tensor
    firsts: Tensor
    labels: Tensor
    present: Tensor


def make(paragraph: Paragraph, text: str, tokenizer: Tokenizer) -> Example | None:
    """The paragraph as an example; `None` where it holds no word. `text` is the paragraph's in some style."""
    whole = cut(text, tokenizer)
    words = sum(first < LONGEST for first in whole.firsts)
    if not words:
        return None
    starts, ends = whole.starts[:words], whole.ends[:words]
    size = min(len(whole.ids), LONGEST)
    pieces = Pieces(
        ids=whole.ids[:size], cases=whole.cases[:size], marks=whole.marks[:size], firsts=whole.firsts[:words],
        starts=starts, ends=ends,
    )  # fmt: skip
    spans, of = _spans(paragraph.gold, starts, ends)
    links = tuple((pair, bool(of[pair.left] & of[pair.right])) for pair in pairs(spans))
    return Example(pieces=pieces, labels=tuple(label(starts, ends, paragraph.gold)), spans=spans, links=links)


def _spans(
    gold: Sequence[Gold], starts: Sequence[int], ends: Sequence[int]
) -> tuple[tuple[Words, ...], tuple[frozenset[str], ...]]:
    kept = [(span, place) for span in gold if (place := words_of(starts, ends, span))]
    spans = tuple(Words(role=span.role, first=first, last=last) for span, (first, last) in kept)
    return spans, tuple(span.of for span, _ in kept)


def shuffled(
    given: Sequence[Paragraph], tokenizer: Tokenizer, *, seed: str, budget: int
) -> Iterator[tuple[Example, ...]]:
    """One epoch: every paragraph once, in a style drawn anew, in groups of like length of about `budget` pieces."""
    chance = random.Random(seed)
    examples = [
        example for one in given if (example := make(one, restyle(one.text, chance), tokenizer)) is not None
    ]
    chance.shuffle(examples)
    groups: list[tuple[Example, ...]] = []
    for at in range(0, len(examples), 1000):
        groups.extend(grouped(sorted(examples[at : at + 1000], key=lambda one: len(one.pieces.ids)), budget))
    chance.shuffle(groups)
    yield from groups


def grouped(examples: Sequence[Example], budget: int) -> Iterator[tuple[Example, ...]]:
    group: list[Example] = []
    for example in examples:
        if group and (len(example.pieces.ids) + 2) * (len(group) + 1) > budget:
            yield tuple(group)
            group = []
        group.append(example)
    if group:
        yield tuple(group)


def padded(examples: tuple[Example, ...], chance: random.Random | None = None) -> Batch:
    """The examples as tensors; with `chance`, some pieces are hidden."""
    rows = len(examples)
    length = max(len(one.pieces.ids) for one in examples) + 2
    words = max(len(one.labels) for one in examples)
    ids, cases, marks = (torch.zeros(rows, length, dtype=torch.long) for _ in range(3))
    padding = torch.full((rows, 1, 1, length), -1e4)
    firsts, labels = (torch.zeros(rows, words, dtype=torch.long) for _ in range(2))
    present = torch.zeros(rows, words, dtype=torch.bool)
    for row, one in enumerate(examples):
        pieces = list(one.pieces.ids)
        if chance is not None:
            pieces = [MASKED if chance.random() < HIDDEN else piece for piece in pieces]
        size, count = len(pieces), len(one.labels)
        ids[row, : size + 2] = torch.tensor([OPEN, *pieces, CLOSE])
        cases[row, 1 : size + 1] = torch.tensor(one.pieces.cases)
        marks[row, 1 : size + 1] = torch.tensor(one.pieces.marks)
        padding[row, :, :, : size + 2] = 0
        firsts[row, :count] = torch.tensor(one.pieces.firsts) + 1
        labels[row, :count] = torch.tensor(one.labels)
        present[row, :count] = True
    return Batch(
        examples=examples, ids=ids, cases=cases, marks=marks, padding=padding, firsts=firsts, labels=labels,
        present=present,
    )  # fmt: skip
