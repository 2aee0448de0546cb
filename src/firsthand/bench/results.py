"""What every bench gives: scores by dotted name, and what a person should see beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from firsthand.reader import DEFAULT, Reader

Progress = Callable[[str, int, int], None]
"""Told the name of what is done, how many are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A row that is not held, and what was found instead."""

    row: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchOptions:
    """What a bench may be asked beside its files: how many twins and from which number on, only the first files (0
    for all), how many processes, which reader of statements, whether to list what is wrong, whether pages are
    printed as plain text first, whom to tell."""

    twins: int = 0
    twins_from: int = 1
    first: int = 0
    jobs: int = 1
    reader: Reader = DEFAULT
    errors: bool = False
    plain: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchResult:
    """One run of one bench. `n` is how many rows, pages or items were scored; F1 and shares are in 0..1."""

    bench: str
    files: tuple[str, ...]
    n: int
    scores: Mapping[str, float]
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()


Bench = Callable[[Sequence[Path], BenchOptions], BenchResult]
