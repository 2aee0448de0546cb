"""`firsthand export`: one brief out, in a form that another program reads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.brief_command import find_case, read_day, read_pages, unread
from firsthand.cli.case_command import open_case
from firsthand.errors import Exit, NotFound, OutputError, UsageError

if TYPE_CHECKING:
    from firsthand.brief.records import Brief


BUNDLE = "bundle"


def write_export(source: Sequence[str], *, inside: str, form: str, output: str, options: tuple[str, bool]) -> int:
    """Writes `source`, or the brief in the JSON file `inside`, in one form; gives the exit code. `options`: as-of day,
    quiet. Raises: FirsthandError."""
    as_of, quiet = options
    if bool(source) == bool(inside):
        raise UsageError(
            "export needs pages or a brief, one of the two",
            next_step=f"firsthand export --in brief.json --format {form} -o FILE",
        )
    if form == BUNDLE:
        return write_bundle(source, output=output, as_of=as_of, quiet=quiet)
    brief = read_brief(inside) if inside else read_pages(source, as_of=as_of, quiet=quiet)
    return export_brief(brief, form=form, output=output, quiet=quiet)


def write_bundle(source: Sequence[str], *, output: str, as_of: str, quiet: bool) -> int:
    """Writes a case with all that it keeps as one file; gives the exit code. Raises: FirsthandError."""
    case = find_case(source)
    if case is None or not output or output == "-":
        raise UsageError(
            "a bundle is made of one case, and is a file",
            next_step=f"firsthand export {case or 'NAME.firsthand'} --format {BUNDLE} -o NAME.wacz",
        )
    from firsthand.bundle.write import make_bundle

    with open_case(case, quiet=quiet) as opened:
        made = make_bundle(opened, as_of=read_day(as_of))
    _make_private(Path(output))
    _write(((Path(output), made.content),))
    if not quiet:
        typer.echo(f"{output}: {len(made.content):,} bytes, sealed {made.seal}", err=True)
        typer.echo(f"  next: firsthand verify {output}", err=True)
    return int(Exit.PARTIAL if unread(made.brief) else Exit.FINE)


def read_brief(path: str) -> Brief:
    """The brief in a JSON file. Raises: NotFound, BriefUnreadable."""
    from firsthand.brief.json_form import read_brief_json

    try:
        return read_brief_json(Path(path).read_bytes())
    except OSError as error:
        raise NotFound(f"cannot read {path}: {error.strerror}", next_step="check the path") from error


def export_brief(brief: Brief, *, form: str, output: str, quiet: bool) -> int:
    """Writes one brief, wherever it came from; gives the exit code. Raises: FirsthandError."""
    from firsthand.exports.csv_form import render_csv_files
    from firsthand.exports.formats import FORMS, render_export

    if form == "csv" and (output.endswith(("/", "\\")) or Path(output or "-").is_dir()):
        files = tuple((_folder(output) / name, content) for name, content in render_csv_files(brief))
    elif output and output != "-":
        files = ((Path(output), render_export(brief, form)),)
    elif FORMS[form].binary and (not output or sys.stdout.isatty()):
        raise UsageError(f"{form} is nothing to print", next_step=f"give it a file: --format {form} -o FILE")
    else:
        sys.stdout.buffer.write(render_export(brief, form))
        sys.stdout.flush()
        files = ()
    _write(files)
    if not quiet:
        for path, content in files:
            typer.echo(f"{path}: {len(content):,} bytes", err=True)
    return int(Exit.PARTIAL if unread(brief) else Exit.FINE)


def _folder(path: str) -> Path:
    try:
        Path(path).mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritten(path, error) from error
    return Path(path)


def _make_private(path: Path) -> None:
    """An empty file that only its owner can read, where there is none: a bundle names people, as its case does."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise _unwritten(path, error) from error


def _write(files: Sequence[tuple[Path, bytes]]) -> None:
    for path, content in files:
        try:
            path.write_bytes(content)
        except OSError as error:
            raise _unwritten(path, error) from error


def _unwritten(path: str | Path, error: OSError) -> OutputError:
    return OutputError(f"cannot write {path}: {error.strerror}", next_step="give another file with -o")
