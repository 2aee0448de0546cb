"""`firsthand export`: one brief out, in a form that another program reads."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from firsthand.cli.brief_command import Asked, find_case, read_day, read_pages, unread
from firsthand.cli.case_command import open_case
from firsthand.cli.output import check_place, write_bytes, write_file
from firsthand.errors import Exit, NotFound, OutputError, UsageError

if TYPE_CHECKING:
    from firsthand.brief.records import Brief


BUNDLE = "bundle"


def write_export(source: Sequence[str], *, inside: str, form: str, output: str, asked: Asked) -> int:
    """Writes `source`, or the brief in the JSON file `inside`, in one form; gives the exit code. Raises:
    FirsthandError."""
    if bool(source) == bool(inside):
        raise UsageError(
            "export needs pages or a brief, one of the two",
            next_step=f"firsthand export --in brief.json --format {form} -o FILE",
        )
    if form == BUNDLE:
        return export_bundle(source, output=output, asked=asked)
    _check(form, output)
    brief = read_brief(inside) if inside else read_pages(source, asked)
    return export_brief(brief, form=form, output=output, quiet=asked.quiet)


def export_bundle(source: Sequence[str], *, output: str, asked: Asked) -> int:
    """Writes a case with all that it keeps as one file; gives the exit code. Raises: FirsthandError."""
    case = find_case(source)
    if case is None or not output or output == "-":
        raise UsageError(
            "a bundle is made of one case, and is a file",
            next_step=f"firsthand export {case or 'NAME.firsthand'} --format {BUNDLE} -o NAME.wacz",
        )
    check_place(output)
    from firsthand.bundle.write import Bundled, write_bundle

    made: list[Bundled] = []
    with open_case(case, quiet=asked.quiet, reader=asked.reader) as opened:
        target, day = Path(output), read_day(asked.as_of)
        write_file(
            target,
            lambda file: made.append(write_bundle(opened, file, folder=target.parent, as_of=day)),
            private=True,
        )
    if not asked.quiet:
        typer.echo(f"{output}: {made[0].size:,} bytes, sealed {made[0].seal}", err=True)
        typer.echo(f"  next: firsthand verify {output}", err=True)
    return int(Exit.PARTIAL if unread(made[0].brief) else Exit.FINE)


def read_brief(path: str) -> Brief:
    """The brief in a JSON file. Raises: NotFound, BriefUnreadable."""
    from firsthand.brief.json_form import read_brief_json

    try:
        return read_brief_json(Path(path).read_bytes())
    except OSError as error:
        raise NotFound(f"cannot read {path}: {error.strerror}", next_step="check the path") from error


def export_brief(brief: Brief, *, form: str, output: str, quiet: bool) -> int:
    """Writes one brief, wherever it came from; gives the exit code. Raises: FirsthandError."""
    _check(form, output)
    from firsthand.exports.csv_form import render_csv_files
    from firsthand.exports.formats import render_export

    if _is_folder(form, output):
        files = tuple((_folder(output) / name, content) for name, content in render_csv_files(brief))
    elif output and output != "-":
        files = ((Path(output), render_export(brief, form)),)
    else:
        sys.stdout.buffer.write(render_export(brief, form))
        sys.stdout.flush()
        files = ()
    for path, content in files:
        write_bytes(path, content)
    if not quiet:
        for path, content in files:
            typer.echo(f"{path}: {len(content):,} bytes", err=True)
    return int(Exit.PARTIAL if unread(brief) else Exit.FINE)


def _folder(path: str) -> Path:
    try:
        Path(path).mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}", next_step="give another file with -o") from error
    return Path(path)


def _is_folder(form: str, output: str) -> bool:
    """Whether the tables go into a folder, one file each."""
    return form == "csv" and (output.endswith(("/", "\\")) or Path(output or "-").is_dir())


def _check(form: str, output: str) -> None:
    """Nothing where the export can be written. Raises: OutputError, and UsageError for what is nothing to print."""
    from firsthand.exports.formats import FORMS

    if _is_folder(form, output):
        check_place(str(_folder(output) / "statements.csv"))
    elif output and output != "-":
        check_place(output)
    elif FORMS[form].binary and (not output or sys.stdout.isatty()):
        raise UsageError(f"{form} is nothing to print", next_step=f"give it a file: --format {form} -o FILE")
