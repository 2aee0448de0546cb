"""`firsthand search`: statements and articles of a case by their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.brief_command import read_day
from firsthand.cli.case_command import open_case, print_json
from firsthand.errors import Exit, UsageError

if TYPE_CHECKING:
    from firsthand.case.finds import Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is searched for, and what narrows it."""

    words: str
    kind: str
    speaker: str
    outlet: str
    since: str
    until: str
    limit: int


def print_hits(path: Path, asked: Asked, *, as_json: bool, quiet: bool) -> int:
    """Prints what is found; gives the exit code. Raises: FirsthandError."""
    if not (asked.words or asked.speaker or asked.outlet or asked.since or asked.until):
        raise UsageError("nothing to search for", next_step=f"firsthand search {path} WORDS")
    from firsthand.case.finds import Query

    for day in (asked.since, asked.until):
        read_day(day)
    query = Query(
        words=asked.words,
        kind=asked.kind,
        speaker=asked.speaker,
        outlet=asked.outlet,
        since=asked.since,
        until=asked.until,
        limit=asked.limit,
    )
    with open_case(path, quiet=True, writable=False) as case:
        hits = case.search(query)
    if as_json:
        print_json(hits)
    else:
        for hit in hits:
            typer.echo("\n".join(_lines(hit)))
        if not hits and not quiet:
            typer.echo("nothing found", err=True)
    return int(Exit.FINE)


def _lines(hit: Hit) -> Iterator[str]:
    days = hit.first_day if hit.first_day == hit.last_day else f"{hit.first_day or '…'} to {hit.last_day or '…'}"
    where = " · ".join(filter(None, (hit.outlet or "unknown outlet", days, hit.headline or hit.name)))
    if hit.kind == "statement":
        yield f"{hit.id}  {hit.speaker.split(' · ')[0] or 'speaker not printed'} ({hit.act}): {hit.words}"
    else:
        yield f"{hit.id}  {hit.words}"
    yield f"    {where}"
