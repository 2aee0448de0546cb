"""The commands of a case and their options. What they do stands in `case_command.py` and its neighbours."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from firsthand.cli.options import AsJson, AsOf, Quiet, ReadBy
from firsthand.reader import DEFAULT

CaseFile = Annotated[Path, typer.Argument(metavar="CASE", help="The case file, NAME.firsthand.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this; the user's name unless given.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Words to keep with it.")]


class SearchKind(StrEnum):
    ALL = "all"
    ARTICLE = "article"
    STATEMENT = "statement"


class JudgeDo(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    AMEND = "amend"
    ADD = "add"
    NOTE = "note"
    HIDE = "hide"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"
    LIST = "list"


def init_command(case: CaseFile, by: By = "", as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Make a new case, one file that holds everything that is added to it."""
    from firsthand.cli.case_command import make_case

    raise typer.Exit(make_case(case, by=by, as_json=as_json, quiet=quiet))


def add_command(
    case: CaseFile,
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS...", help="Pages, folders, addresses, or - for standard input.")
    ],
    by: By = "",
    note: Note = "",
    private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch addresses of this machine and its own network too.")
    ] = False,
    judgements: Annotated[
        bool, typer.Option("--judgements", help="Take over what people judged in a bundle, under their names.")
    ] = False,
    reader: ReadBy = DEFAULT,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Keep pages in a case, with when and by whom, and read those that are new.

    An address (https://…) is fetched politely, and kept with its request and response.
    """
    from firsthand.cli.case_command import Given, add_pages

    given = Given(
        paths=tuple(paths), by=by, note=note, private=private, judgements=judgements, reader=reader
    )
    raise typer.Exit(add_pages(case, given, as_json=as_json, quiet=quiet))


def status_command(case: CaseFile, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Print how much a case holds, what is not read yet, and how its log stands."""
    from firsthand.cli.case_command import print_state

    raise typer.Exit(print_state(case, as_json=as_json, quiet=quiet))


def verify_command(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="The case file, NAME.firsthand, or a bundle of one.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Check that everything in a case or a bundle is as it was written: bytes, texts, passages, log, judgements."""
    from firsthand.cli.case_command import print_verdict

    raise typer.Exit(print_verdict(case, as_json=as_json, quiet=quiet))


def rebuild_command(case: CaseFile, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Read every capture of a case again. Captures, judgements and the log stay as they are."""
    from firsthand.cli.case_command import rebuild

    raise typer.Exit(rebuild(case, as_json=as_json, quiet=quiet))


def search_command(
    case: CaseFile,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[WORDS]...", help='All must be there; wor* begins, "a b" together.')
    ] = None,
    kind: Annotated[SearchKind, typer.Option("--kind", help="What to find.")] = SearchKind.ALL,
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help="Only what this speaker says.")] = "",
    outlet: Annotated[str, typer.Option("--outlet", metavar="NAME", help="Only this outlet or agency.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="Only reports of this day or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Only reports of this day or before.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="At most so many of a kind.")] = 20,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Find statements and articles of a case by their words."""
    from firsthand.cli.case_search import Asked, print_hits

    asked = Asked(
        words=" ".join(words or ()),
        kind="" if kind is SearchKind.ALL else kind.value,
        speaker=speaker,
        outlet=outlet,
        since=since,
        until=until,
        limit=limit,
    )
    raise typer.Exit(print_hits(case, asked, as_json=as_json, quiet=quiet))


def changes_command(
    case: CaseFile,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="Since this day or time (UTC); the last add unless given.")
    ] = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Print what the pages that were added last, or since a moment, changed."""
    from firsthand.cli.case_changes import print_changes

    raise typer.Exit(print_changes(case, since=since, as_of=as_of, as_json=as_json, quiet=quiet))


def judge_command(
    case: CaseFile,
    do: Annotated[JudgeDo, typer.Argument(metavar="WHAT", help=f"One of: {', '.join(JudgeDo)}.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="[IDS]...", help="What it is about, by id.")] = None,
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help="Who said it.")] = "",
    cue: Annotated[str, typer.Option("--cue", metavar="WORDS", help="The words that report the saying.")] = "",
    content: Annotated[str, typer.Option("--content", metavar="WORDS", help="The words of the statement.")] = "",
    time: Annotated[str, typer.Option("--time", metavar="DATE", help="When it was said.")] = "",
    outlet: Annotated[str, typer.Option("--outlet", metavar="NAME", help="Who published the report.")] = "",
    published: Annotated[str, typer.Option("--published", metavar="DATE", help="When it was published.")] = "",
    by: By = "",
    note: Note = "",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Say what you know better: it is kept with your name, and no later run overrides it.

    For add, IDS is a report and --content the words that were missed; for undo, a judgement.
    """
    from firsthand.cli.case_judge import judge

    fields = {"speaker": speaker, "cue": cue, "content": content, "time": time}
    fields |= {"outlet": outlet, "published": published}
    raise typer.Exit(judge(case, do.value, ids or [], fields, signed=(by, note), as_json=as_json, quiet=quiet))


def add_commands(app: typer.Typer) -> None:
    """Puts the commands of a case into the program."""
    for name, command in (
        ("init", init_command),
        ("add", add_command),
        ("status", status_command),
        ("search", search_command),
        ("judge", judge_command),
        ("changes", changes_command),
        ("verify", verify_command),
        ("rebuild", rebuild_command),
    ):
        app.command(name)(command)
