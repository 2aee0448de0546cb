"""`firsthand bench`: a table for people, one object for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from firsthand.bench.frame import render_result, run_bench
from firsthand.bench.results import BenchOptions, BenchResult
from firsthand.cli.progress import show_progress
from firsthand.errors import Exit


def print_bench(name: str, files: Sequence[Path], options: BenchOptions, *, as_json: bool, quiet: bool) -> int:
    """Runs one bench and prints it; gives the exit code. Raises: FirsthandError."""
    with show_progress(quiet=quiet) as tell:
        result, seconds = run_bench(name, files, replace(options, progress=tell))
    if as_json:
        typer.echo(json.dumps(render_result(result, seconds), ensure_ascii=False, indent=2))
    else:
        _print_table(result, seconds, quiet=quiet)
    return int(Exit.FINE)


def _print_table(result: BenchResult, seconds: float, *, quiet: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"bench {result.bench}", title_justify="left")
    table.add_column("score")
    table.add_column("value", justify="right")
    table.add_column("of", justify="right")
    for name, value in result.scores.items():
        if name.endswith("total"):
            continue
        total = result.scores.get(f"{name.removesuffix('held')}total") if name.endswith("held") else None
        table.add_row(name, f"{value:.3f}".rstrip("0").rstrip("."), "" if total is None else f"{total:.0f}")
    console = Console(soft_wrap=True)
    console.print(table)
    if not quiet:
        for missing in result.missing:
            console.print(f"not held: {missing.row}: {missing.found}", markup=False, highlight=False)
        for note in result.notes:
            console.print(note, markup=False, highlight=False)
    console.print(f"n = {result.n}, {len(result.files)} files, {seconds:.1f} s", highlight=False)
