"""The frame of every bench: a name, files, one run, and one shape of result."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from firsthand.bench.results import Bench, BenchOptions, BenchResult
from firsthand.errors import NotFound, UnknownBench


def _case(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    from firsthand.bench.case import bench_case

    return bench_case(paths, options)


def _times(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    from firsthand.bench.packs import open_pack
    from firsthand.bench.times import score_times
    from firsthand.reading.parse import load_model

    with open_pack(paths, (".tml",)) as found:
        files = found[: options.first] if options.first else found
        score = score_times(files, load_model())
        names = tuple(file.name for file in files)
    scores = {name: round(value, 4) for name, value in score.scores().items() if name != "n"}
    return BenchResult(bench="times", files=names, n=score.gold, scores=scores)


def _attribution(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    from firsthand.bench.attribution import bench_attribution

    return bench_attribution(paths, options)


def _speed(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    from firsthand.bench.speed import bench_speed

    return bench_speed(paths, options)


def _published(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    from firsthand.bench.published import bench_published

    return bench_published(paths, options)


BENCHES: Mapping[str, Bench] = {
    "attribution": _attribution,
    "case": _case,
    "published": _published,
    "speed": _speed,
    "times": _times,
}
"""Every bench by its name. Each imports what it needs when it is called."""


def run_bench(name: str, paths: Sequence[Path], options: BenchOptions) -> tuple[BenchResult, float]:
    """The result of one bench, and its seconds. Raises: UnknownBench, NotFound, and what the bench raises."""
    if name not in BENCHES:
        raise UnknownBench(f"no bench is called {name!r}", next_step=f"known benches: {', '.join(sorted(BENCHES))}")
    for path in paths:
        if not path.exists():
            raise NotFound(f"no such file or folder: {path}", next_step="check the path")
    began = time.perf_counter()
    result = BENCHES[name](paths, options)
    return result, time.perf_counter() - began


def render_result(result: BenchResult, seconds: float) -> dict[str, object]:
    """The one JSON object of a bench."""
    shown: dict[str, object] = {
        "bench": result.bench,
        "files": list(result.files),
        "n": result.n,
        "seconds": round(seconds, 3),
        "scores": dict(result.scores),
    }
    if result.missing:
        shown["missing"] = [{"row": one.row, "found": one.found} for one in result.missing]
    if result.notes:
        shown["notes"] = list(result.notes)
    return shown
