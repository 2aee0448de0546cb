"""`firsthand brief`: pages in, one brief out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.case_command import open_case
from firsthand.cli.output import check_place, write_bytes
from firsthand.cli.progress import show_progress
from firsthand.errors import Exit, NotFound, UsageError
from firsthand.reader import DEFAULT, Reader

if TYPE_CHECKING:
    from firsthand.brief.records import Brief
    from firsthand.evidence import Problem

PAGE = "brief.html"
"""Where the HTML page goes when nobody says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How pages are read: no report later than `as_of` ("" for what the pages show), `story` one of several ("" for
    all), by which reader, how quietly."""

    as_of: str = ""
    story: str = ""
    reader: Reader = DEFAULT
    quiet: bool = False


def write_brief(paths: Sequence[str], asked: Asked, *, output: str, form: str, ids: bool) -> int:
    """Writes the brief of `paths`; gives the exit code. Raises: FirsthandError."""
    target = output or (PAGE if form == "html" else "-")
    check_place(target)
    brief = read_pages(paths, asked)
    if not asked.quiet or not brief.reports:
        _tell_problems(brief)
    if not brief.reports:
        typer.echo("firsthand: nothing could be read", err=True)
        typer.echo("  next: give saved pages, PDF, web archives, feeds or JSON Lines, or folders of them", err=True)
        return int(Exit.NOTHING_READ)
    _write(_render(brief, form, ids=ids), target)
    if target != "-" and not asked.quiet:
        typer.echo(f"{target}: {_summary(brief)}", err=True)
    return int(Exit.PARTIAL if unread(brief) else Exit.FINE)


def read_pages(paths: Sequence[str], asked: Asked) -> Brief:
    """The brief of `paths`; `-` is standard input. Raises: FirsthandError."""
    case = find_case(paths)
    if case is None and not any(path == "-" or Path(path).exists() for path in paths):  # told before heavy imports
        raise NotFound(f"no such file or folder: {', '.join(paths)}", next_step="check the path")
    if case is not None:
        with open_case(case, quiet=asked.quiet, reader=asked.reader) as opened:
            return opened.brief(as_of=read_day(asked.as_of), story=asked.story)
    from firsthand.pipeline import read

    stdin = sys.stdin.buffer.read() if "-" in paths else None
    with show_progress(quiet=asked.quiet) as tell:
        return read(
            list(paths),
            as_of=read_day(asked.as_of),
            stdin=stdin,
            progress=tell,
            jobs=0,
            story=asked.story,
            reader=asked.reader,
        )


def find_case(paths: Sequence[str]) -> Path | None:
    """The case among the paths, `None` where there is none. Raises: UsageError where it is not alone."""
    found = [_with_suffix(Path(path)) for path in paths if path != "-"]
    cases = [path for path in found if path.is_file() and (path.suffix == _SUFFIX or _is_database(path))]
    if cases and len(paths) > 1:
        raise UsageError(
            f"{cases[0]} is a case: a brief is of one case, or of loose pages",
            next_step=f"firsthand add {cases[0]} PAGES… keeps the pages in it",
        )
    return cases[0] if cases else None


_SUFFIX = ".firsthand"


def _with_suffix(path: Path) -> Path:
    """The path, or with `.firsthand` behind it where only that is there: `init NAME` made it so."""
    longer = path.with_name(path.name + _SUFFIX) if path.name else path
    return longer if not path.exists() and longer.is_file() else path


def _is_database(path: Path) -> bool:
    """Whether a file is a database of the kind that a case is: then it is no page, whatever its name."""
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\x00"
    except OSError:
        return False


def read_day(text: str) -> date | None:
    """The day, or `None` for no words. Raises: UsageError."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(f"no day: {text!r}", next_step="write it as 2025-02-28") from error


def unread(brief: Brief) -> tuple[Problem, ...]:
    """The problems of inputs that gave no report."""
    made = {shown.report.id for shown in brief.reports}
    return tuple(problem for problem in brief.problems if problem.name and problem.report not in made)


def _render(brief: Brief, form: str, *, ids: bool) -> str:
    if form == "html":
        from firsthand.brief.render_html import render_html

        return render_html(brief)
    if form == "json":
        from firsthand.brief.json_form import render_json

        return render_json(brief)
    from firsthand.brief.render_text import render_markdown, render_text

    return render_markdown(brief, ids=ids) if form == "md" else render_text(brief, ids=ids)


def _write(text: str, target: str) -> None:
    if target == "-":
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
        return
    write_bytes(Path(target), text.encode("utf-8"))


def _summary(brief: Brief) -> str:
    outlets = {shown.report.outlet.value for shown in brief.reports if shown.report.outlet.known}
    counts = ((len(brief.reports), "report"), (len(outlets), "outlet"), (len(brief.statements), "statement"))
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts)


def _tell_problems(brief: Brief) -> None:
    for problem in unread(brief):
        step = f" ({problem.next_step})" if problem.next_step else ""
        told = problem.message if problem.name in problem.message else f"{problem.name}: {problem.message}"
        typer.echo(f"{told}{step}", err=True)
