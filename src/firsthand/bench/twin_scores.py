"""Twins scored: which rows of the original are lost when a case is told of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from firsthand.bench.case import compare_brief, read_case
from firsthand.bench.results import BenchOptions, Missing
from firsthand.bench.twins import Twin, make_twin
from firsthand.bench.verdicts import Verdict, short


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinScores:
    """Scores over all twins, and every row that one of them lost."""

    scores: Mapping[str, float]
    lost: tuple[Missing, ...]


def score_twins(folder: Path, original: tuple[Verdict, ...], options: BenchOptions) -> TwinScores:
    """`twins.held` is the share of the original's held rows that every twin holds, `twins.rows_lost` the others."""
    held = [at for at, verdict in enumerate(original) if verdict.held]
    lost: list[Missing] = []
    rows_lost: set[int] = set()
    for done in range(options.twins):
        number = options.twins_from + done
        if options.progress:
            options.progress("twins", done, options.twins)
        found, failed = _judge(make_twin(folder, number), options)
        for at in held:
            if failed or not found[at].held:
                rows_lost.add(at)
                lost.append(Missing(row=f"twin {number}: {original[at].row}", found=failed or found[at].found))
    tries = len(held) * options.twins
    return TwinScores(
        scores={
            "twins.n": options.twins,
            "twins.held": round(1 - len(rows_lost) / len(held), 4) if held else 0.0,
            "twins.rows_lost": len(rows_lost),
            "twins.mean_held": round(1 - len(lost) / tries, 4) if tries else 0.0,
        },
        lost=tuple(lost),
    )


def _judge(twin: Twin, options: BenchOptions) -> tuple[tuple[Verdict, ...], str]:
    """The verdicts of a twin, row by row as those of the original, or why there are none."""
    with TemporaryDirectory(prefix="firsthand-twin-") as room:
        twin.write(Path(room))
        try:
            return compare_brief(read_case(Path(room), twin.key, replace(options, progress=None)), twin.key), ""
        except Exception as error:  # a twin that crashes the reading loses every row, and the others are still scored
            return (), f"{type(error).__name__}: {short(str(error))}"
