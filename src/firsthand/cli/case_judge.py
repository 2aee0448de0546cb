"""`firsthand judge`: what people know better, kept with their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.case_command import open_case, print_json
from firsthand.errors import Exit

if TYPE_CHECKING:
    from firsthand.case.judge import Judged, Judgement


def judge(
    path: Path, do: str, ids: Sequence[str], fields: Mapping[str, str], *, signed: tuple[str, str], as_json: bool,
    quiet: bool,
) -> int:  # fmt: skip
    """Keeps a judgement, or lists those that are kept; gives the exit code. Raises: FirsthandError."""
    if do == "list":
        return _print_judgements(path, as_json=as_json, quiet=quiet)
    from firsthand.case.judge import Ruling, Wish

    by, note = signed
    quote = fields["content"] if do == "add" else ""
    given = {name: value for name, value in fields.items() if value and not (do == "add" and name == "content")}
    wish = Wish(ruling=Ruling(do), targets=tuple(ids), fields=given, quote=quote, note=note)
    with open_case(path, quiet=quiet or as_json) as case:
        made = case.judge(wish, by=by)
    if as_json:
        print_json(made)
    elif not quiet:
        typer.echo(f"{made.id}  {_told(made)}")
        typer.echo(f"  to take it back: firsthand judge {path} undo {made.id}")
    return int(Exit.FINE)


def _print_judgements(path: Path, *, as_json: bool, quiet: bool) -> int:
    with open_case(path, quiet=quiet or as_json) as case:
        judgements, judged = case.judgements(), case.read().judged
    if as_json:
        print_json({"judgements": judgements, "judged": judged})
    else:
        typer.echo("\n".join(_lines(judgements, judged)) or "no judgements")
    return int(Exit.FINE)


def _lines(judgements: Sequence[Judgement], judged: Sequence[Judged]) -> Iterator[str]:
    standing = {one.judgement: one for one in judged}
    for one in judgements:
        mark = standing.get(one.id)
        undone = one.ruling == "undo"
        state = "" if undone else f" [{mark.mark if mark else 'no longer stands'}]"
        yield f"{one.id}  {_told(one)}{state}"


def _told(one: Judgement) -> str:
    fields = ", ".join(f"{amendment.field}: {amendment.value}" for amendment in one.amends)
    words = " · ".join(dict.fromkeys(anchor.quote for anchor in one.anchors if anchor.quote))
    parts = (f"{one.by} {one.at[:16]}Z", f"{one.ruling} {one.supersedes}".strip(), fields, words, one.note)
    return " · ".join(part for part in parts if part)
