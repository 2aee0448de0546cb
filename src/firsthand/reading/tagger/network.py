"""The network of a model: pieces in, each voice's scores of labels and vectors for pairs out, one row a word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from firsthand.reading.tagger.pieces import Pieces

OPEN, CLOSE = 101, 102
"""The pieces that stand before and behind every text, [CLS] and [SEP] of the vocabulary."""
WINDOW = 510
"""Pieces that the encoder sees at once: it knows 512 places, two of which the text's ends take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What the network says of a text: voices by words by labels, and voices by words by the vectors for pairs."""

    labels: NDArray[np.float64]
    pairs: NDArray[np.float64]


Network = Callable[[Pieces], Scored]
"""Whatever scores a text's words: the shipped network, or the one in training."""
Rows = tuple[NDArray[np.float32], NDArray[np.float32]]


def load_network(path: Path) -> Network:
    """The network at `path`. One thread and one text at a time: sums then run in one order, and the scales of its
    eight-bit numbers, which are taken over all that it is given at once, cannot depend on other texts."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def run(ids: list[int], cases: list[int], marks: list[int]) -> Rows:
        rows = {"ids": [OPEN, *ids, CLOSE], "cases": [0, *cases, 0], "marks": [0, *marks, 0]}
        found = session.run(["labels", "pairs"], {name: np.array([row], np.int64) for name, row in rows.items()})
        return found[0][:, 1:-1], found[1][:, 1:-1]

    return lambda pieces: score(pieces, run)


def score(pieces: Pieces, run: Callable[[list[int], list[int], list[int]], Rows]) -> Scored:
    """A row for each word: its first piece's. A text longer than the window is seen in windows that overlap by half,
    and every piece is taken from the window that shows most on both sides of it."""
    labels, pairs = [], []
    for start, low, high in windows(len(pieces.ids)):
        seen = slice(start, start + WINDOW)
        rows = run(list(pieces.ids[seen]), list(pieces.cases[seen]), list(pieces.marks[seen]))
        labels.append(rows[0][:, low - start : high - start])
        pairs.append(rows[1][:, low - start : high - start])
    firsts = list(pieces.firsts)
    return Scored(
        labels=np.concatenate(labels, axis=1)[:, firsts].astype(np.float64),
        pairs=np.concatenate(pairs, axis=1)[:, firsts].astype(np.float64),
    )


def windows(size: int) -> Iterator[tuple[int, int, int]]:
    """Where each window starts, and which of the pieces are taken from it.

    >>> list(windows(300))
    [(0, 0, 300)]
    >>> list(windows(1000))
    [(0, 0, 382), (255, 382, 637), (490, 637, 1000)]
    """
    step = WINDOW // 2
    low, start = 0, 0
    while start + WINDOW < size:
        high = start + step + step // 2
        yield start, low, high
        low, start = high, min(start + step, size - WINDOW)
    yield start, low, size
