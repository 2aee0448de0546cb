"""`firsthand changes`: what new pages changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.brief_command import read_day
from firsthand.cli.case_command import count, open_case, print_json
from firsthand.errors import Exit

if TYPE_CHECKING:
    from firsthand.case.changes import Changes


def print_changes(path: Path, *, since: str, as_of: str, as_json: bool, quiet: bool) -> int:
    """Prints what changed; gives the exit code. Raises: FirsthandError."""
    with open_case(path, quiet=quiet or as_json) as case:
        changes = case.changes(since=since, as_of=read_day(as_of))
    if as_json:
        print_json(changes)
    else:
        typer.echo("\n".join(_lines(changes)))
    return int(Exit.FINE)


def _lines(changes: Changes) -> Iterator[str]:
    since = changes.since[:16].replace("T", " ")
    yield f"since {since} UTC: {count(changes.reports_before, 'report')} before, {changes.reports_now:,} now"
    if not changes.changes:
        yield "  nothing changed"
    several = len({one.report for one in changes.changes}) > 1
    for what, group in groupby(changes.changes, key=lambda one: one.what):
        listed = list(group)
        yield f"{what} ({len(listed)})"
        told = ""
        for one in listed:
            if several and one.report != told and one.id != one.report:
                told = one.report
                yield f"  in {changes.names.get(told, told)}:"
            yield f"  {one.id}  {' '.join(one.words.split())}"
