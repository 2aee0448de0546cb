"""What a model's `model.json` says: labels, the chain, thresholds, calibration, and how it was trained."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from firsthand.reading.tagger.records import Role

Knots = tuple[tuple[float, float], ...]
"""A rising line in steps: the model's own probability, and how often that was right on the tuning articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Where the weights come from, for whoever asks."""

    encoder: str
    annotations: str
    articles_sha256: str
    split: str
    seeds: tuple[int, ...]
    epochs: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one trained network brings beside its outputs: the chain of its labels, and the biases of its head for
    pairs, by kind. Several networks are asked like several annotators, and their chances averaged."""

    moves: tuple[tuple[float, ...], ...]
    first: tuple[float, ...]
    last: tuple[float, ...]
    gap: tuple[tuple[float, ...], ...]
    between: tuple[tuple[float, ...], ...]
    kind: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A model beside its network. `version` changes with every change of what it gives; `thresholds` are the least
    chances of a span, by role, and of a pair, by kind; `whole` calibrates whole attributions."""

    version: str
    labels: tuple[str, ...]
    voices: tuple[Voice, ...]
    thresholds: dict[Role, float]
    pair_thresholds: tuple[float, ...]
    calibration: dict[Role, Knots]
    whole: Knots
    training: Training


def read_settings(path: Path) -> Settings:
    """The settings in a `model.json`; anything missing or of another type is an error that names the field."""
    return msgspec.json.decode(path.read_bytes(), type=Settings)


def calibrated(chance: float, knots: Knots) -> float:
    """How often a probability was right: between two knots on the line between them, rounded to four places.

    >>> calibrated(0.75, ((0.5, 0.4), (1.0, 0.9)))
    0.65
    >>> calibrated(0.2, ((0.5, 0.4), (1.0, 0.9)))
    0.4
    """
    given, right = zip(*knots, strict=True)
    return round(float(np.interp(chance, given, right)), 4)
