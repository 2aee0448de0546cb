"""The commands and their options. What they do stands in the modules beside this one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.case_app import add_commands
from firsthand.cli.options import AsJson, AsOf, Quiet, ReadBy
from firsthand.errors import Exit, FirsthandError, find_meaning
from firsthand.reader import DEFAULT

app = typer.Typer(
    name="firsthand",
    help="Who said what, at first hand or through whom, when, and from how many independent origins.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine · 1 nothing could be read · 2 wrong usage · "
    "3 brief written, some inputs were not read · 4 a case is not as it was written",
)


class Format(StrEnum):
    HTML = "html"
    JSON = "json"
    MD = "md"
    TEXT = "text"


class ExportFormat(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    MD = "md"
    JSON = "json"
    ANNOTATIONS = "annotations"
    CSL = "csl"
    RIS = "ris"
    BUNDLE = "bundle"


@app.command("brief")
def brief_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATHS...", help="Pages, folders, - (stdin), or one case.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - is stdout.")] = "",
    form: Annotated[
        Format, typer.Option("--format", help="html goes to brief.html, the others to stdout.")
    ] = Format.HTML,
    ids: Annotated[bool, typer.Option("--ids", help="md and text: each line ends with its id, for explain.")] = False,
    story: Annotated[
        str, typer.Option("--story", metavar="NUMBER", help="Keep to one of several stories, as the brief lists them.")
    ] = "",
    as_of: AsOf = "",
    reader: ReadBy = DEFAULT,
    quiet: Quiet = False,
) -> None:
    """Read saved pages or a case and write a brief in which every sentence leads to its passage."""
    from firsthand.cli.brief_command import Asked, write_brief

    asked = Asked(as_of=as_of, story=story, reader=reader, quiet=quiet)
    raise typer.Exit(write_brief(paths, asked, output=output, form=form.value, ids=ids))


@app.command("explain")
def explain_command(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The id of a finding, or its first characters.")],
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATHS]...", help="Pages to read, or a case.")] = None,
    inside: Annotated[
        list[str] | None, typer.Option("--in", metavar="FILE", help="A brief as JSON, or pages; may be repeated.")
    ] = None,
    as_of: AsOf = "",
    reader: ReadBy = DEFAULT,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Print why a finding is there: its rule, the words it saw, the stage's version."""
    from firsthand.cli.brief_command import Asked
    from firsthand.cli.explain_command import print_explanation

    given = [*(inside or ()), *(paths or ())]
    asked = Asked(as_of=as_of, reader=reader, quiet=quiet)
    raise typer.Exit(print_explanation(finding, given, asked, as_json=as_json))


@app.command("export")
def export_command(
    form: Annotated[ExportFormat, typer.Option("--format", help="docs/exports.md says what each holds.")],
    source: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="One case, or pages and folders.")
    ] = None,
    inside: Annotated[str, typer.Option("--in", metavar="FILE", help="A brief as JSON, instead of pages.")] = "",
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; csv: a zip, or a folder and a slash.")
    ] = "",
    as_of: AsOf = "",
    reader: ReadBy = DEFAULT,
    quiet: Quiet = False,
) -> None:
    """Write the findings for another program: tables, footnotes, annotations, citations; or a whole case as a bundle.
    """
    from firsthand.cli.brief_command import Asked
    from firsthand.cli.export_command import write_export

    asked = Asked(as_of=as_of, reader=reader, quiet=quiet)
    raise typer.Exit(write_export(source or [], inside=inside, form=form.value, output=output, asked=asked))


add_commands(app)


@app.command("schema")
def schema_command() -> None:
    """Print the JSON schema of a brief."""
    from firsthand.brief.json_form import render_schema

    typer.echo(render_schema(), nl=False)


@app.command("bench")
def bench_command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Which bench: attribution, case, published, times, speed.")
    ],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files or pack folders to score on.")],
    as_json: AsJson = False,
    twins: Annotated[
        int, typer.Option("--twins", min=0, metavar="N", help="Score N renamed twins of the case too.")
    ] = 0,
    twins_from: Annotated[
        int, typer.Option("--twins-from", min=1, metavar="K", help="The number of the first twin.")
    ] = 1,
    first: Annotated[
        int, typer.Option("--first", min=0, metavar="N", help="Only the first N files, in name order.")
    ] = 0,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, metavar="N", help="How many processes the speed bench may use.")
    ] = 1,
    errors: Annotated[
        bool, typer.Option("--errors", help="Attribution: what is wrong by class, with words on train files only.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Print the pages as plain text first (the published bench).")
    ] = False,
    reader: ReadBy = DEFAULT,
    quiet: Quiet = False,
) -> None:
    """Score this program on files that carry an answer."""
    from firsthand.bench.results import BenchOptions
    from firsthand.cli.bench_command import print_bench

    options = BenchOptions(
        twins=twins, twins_from=twins_from, first=first, jobs=jobs, reader=reader, errors=errors, plain=plain
    )
    raise typer.Exit(print_bench(name, files, options, as_json=as_json, quiet=quiet))


@app.command("version")
def version_command() -> None:
    """Print the version."""
    from importlib.metadata import version

    typer.echo(f"firsthand {version('firsthand')}")


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and gives its exit code. What the caller or the world did wrong is told in plain words."""
    command = typer.main.get_command(app)
    try:
        given = command.main(args=list(arguments), prog_name="firsthand", standalone_mode=True)
    except FirsthandError as error:
        return tell_error(error)
    except BrokenPipeError:
        sys.stderr.close()  # or Python complains once more when it flushes at exit
        return int(Exit.FINE)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return given if isinstance(given, int) else int(Exit.FINE)


def tell_error(error: FirsthandError) -> int:
    """Prints the message and the next step, and gives the exit code."""
    typer.echo(f"firsthand: {error.message}", err=True)
    if error.next_step:
        typer.echo(f"  next: {error.next_step}", err=True)
    return int(find_meaning(error).exit)
