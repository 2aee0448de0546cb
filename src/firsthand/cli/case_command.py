"""`init`, `add`, `status`, `verify`, `rebuild`: a case made, filled, looked at and checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import stdin
from typing import TYPE_CHECKING, Any

import typer

from firsthand.cli.progress import show_progress
from firsthand.errors import Exit
from firsthand.reader import DEFAULT, Reader

if TYPE_CHECKING:
    from firsthand.case import Case
    from firsthand.case.state import State


@contextmanager
def open_case(path: Path, *, quiet: bool, writable: bool = True, reader: Reader = DEFAULT) -> Iterator[Case]:
    """The case, with a progress bar where somebody looks. Raises: FirsthandError."""
    from firsthand.case import Case

    with (
        show_progress(quiet=quiet) as tell,
        Case.open(path, writable=writable, progress=tell, jobs=0, reader=reader) as case,
    ):
        yield case


def print_json(record: Any) -> None:
    """A record of ours, or plain values, as indented JSON."""
    import msgspec

    typer.echo(msgspec.json.format(msgspec.json.encode(record, order="deterministic"), indent=2).decode())


def count(number: int, noun: str) -> str:
    """
    >>> count(1, "page"), count(2, "page")
    ('1 page', '2 pages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def make_case(path: Path, *, by: str, as_json: bool, quiet: bool) -> int:
    """Makes a case; gives the exit code. Raises: FirsthandError."""
    from firsthand.case import Case

    with Case.init(path, by=by) as case:
        if as_json:
            print_json({"case": str(case.path)})
        elif not quiet:
            typer.echo(f"{case.path}: a new case")
            typer.echo(f"  next: firsthand add {case.path} PAGES…")
    return int(Exit.FINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is added to a case, by whom, with which note; whether private addresses may be fetched, and the
    judgements of bundles are taken over."""

    paths: tuple[str, ...]
    by: str
    note: str
    private: bool
    judgements: bool = False
    reader: Reader = DEFAULT


def add_pages(path: Path, given: Given, *, as_json: bool, quiet: bool) -> int:
    """Adds pages to a case; gives the exit code. Raises: FirsthandError."""
    piped = stdin.buffer.read() if "-" in given.paths else None
    with open_case(path, quiet=quiet or as_json, reader=given.reader) as case:
        adding = case.add(given.paths, stdin=piped, by=given.by, note=given.note, private=given.private)
        brought = [words for bundle in _find_bundles(given.paths) for words in _take_over(case, bundle, given)]
    added = adding.added
    if as_json:
        print_json(
            {
                "captures": added.captures,
                "new": added.blobs,
                "read": adding.read,
                "brought": brought,
                "problems": (*added.problems, *adding.unread),
            }
        )
        return int(Exit.PARTIAL if _unread(added.problems) or adding.unread else Exit.FINE)
    for problem in (*added.problems, *adding.unread):
        typer.echo(f"{problem.message} {problem.next_step}".rstrip(), err=True)
    if not quiet:
        known = len(added.captures) - len(added.blobs)
        again = f", {known:,} known already" if known else ""
        typer.echo(f"{path}: {count(len(added.captures), 'page')} kept, {len(added.blobs):,} new{again}; "
                   f"{count(adding.read, 'report')} read")  # fmt: skip
        typer.echo("".join(f"{words}\n" for words in brought), nl=False)
        typer.echo(f"  next: firsthand {'changes' if adding.read else 'status'} {path}")
    return int(Exit.PARTIAL if _unread(added.problems) or adding.unread else Exit.FINE)


def _find_bundles(paths: Sequence[str]) -> list[Path]:
    return [Path(path) for path in paths if Path(path).is_file() and is_bundle(Path(path))]


def _take_over(case: Case, bundle: Path, given: Given) -> Iterator[str]:
    """Words on the judgements of a bundle: taken over, or left there and how to have them."""
    from firsthand.bundle.judged import count_judgements, read_judgements

    number = count_judgements(bundle)
    if number and not given.judgements:
        yield f"{bundle} holds {count(number, 'judgement')} too: add it with --judgements to take them over"
    elif number:
        brought = read_judgements(bundle)
        new = case.adopt(brought.judgements, seal=brought.seal, by=given.by)
        people = ", ".join(dict.fromkeys(one.by for one in brought.judgements))
        yield f"{bundle}: {count(new, 'judgement')} taken over, of {count(number, 'judgement')} by {people}"


def _unread(problems: Sequence[Any]) -> bool:
    return any(not problem.report for problem in problems)


def print_state(path: Path, *, as_json: bool, quiet: bool) -> int:
    """Prints how a case stands; gives the exit code. Raises: FirsthandError."""
    with open_case(path, quiet=True, writable=False) as case:
        state = case.state()
    if as_json:
        print_json(state)
    else:
        typer.echo("\n".join(_state_lines(state, quiet=quiet)))
    return int(Exit.FINE)


def _shown_time(at: str) -> str:
    """
    >>> _shown_time("2031-03-05T08:30:12.000001+00:00")
    '2031-03-05 08:30 UTC'
    """
    return f"{at[:16].replace('T', ' ')} UTC" if at else "never"


def _state_lines(state: State, *, quiet: bool) -> Iterator[str]:
    yield f"{state.path}: {count(state.reports, 'report')}, {count(state.statements, 'statement')}, " + count(
        state.judgements, "judgement"
    )
    yield f"  kept     {count(state.captures, 'capture')} of {count(state.blobs, 'page')} ({state.bytes / 1e6:,.1f} MB)"
    yield f"  versions {state.versions:,}, {count(len(state.rewritten), 'report')} rewritten"
    yield f"  made     {_shown_time(state.made_at)}, added to last {_shown_time(state.added_at)}"
    yield f"  log      {count(state.log_entries, 'entry').replace('entrys', 'entries')}, sealed {state.log_hash[:16]}…"
    if state.waiting:
        yield f"  waiting  {count(state.waiting, 'page')} to be read: firsthand brief {state.path} reads them"
    if state.problems:
        yield f"  problems {len(state.problems):,}"
        if not quiet:
            yield from (f"    {words.splitlines()[0]}" for words in state.problems)


def is_bundle(path: Path) -> bool:
    """Whether a path is a bundle rather than a case: by its name, or by its first bytes."""
    if path.suffix == ".wacz":
        return True
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def print_verdict(path: Path, *, as_json: bool, quiet: bool) -> int:
    """Checks a case or a bundle; gives the exit code: 4 where anything is wrong. Raises: FirsthandError."""
    sealed = ""
    if is_bundle(path):
        from firsthand.bundle.verify import verify_bundle

        checks, sealed = verify_bundle(path)
    else:
        with open_case(path, quiet=quiet or as_json) as case:
            checks = case.verify()
    wrong = sum(len(check.wrong) for check in checks)
    if as_json:
        print_json({"case": str(path), "whole": not wrong, "seal": sealed, "checks": checks})
    else:
        for check in checks:
            if check.wrong or not quiet:
                word = "WRONG" if check.wrong else "fine"
                typer.echo(f"{word}  {check.name} ({check.looked_at:,})", err=bool(check.wrong))
            for words in check.wrong:
                typer.echo(f"       {words}", err=True)
        if wrong:
            typer.echo(f"{path} is not as it was written", err=True)
            typer.echo("  next: keep this file as it is, and take the last good copy", err=True)
        elif not quiet:
            typer.echo(f"{path} is whole" + (f", sealed {sealed}" if sealed else ""))
    return int(Exit.DAMAGED if wrong else Exit.FINE)


def rebuild(path: Path, *, as_json: bool, quiet: bool) -> int:
    """Reads everything again; gives the exit code. Raises: FirsthandError."""
    with open_case(path, quiet=quiet or as_json) as case:
        reports = case.rebuild()
    if as_json:
        print_json({"case": str(path), "reports": reports})
    elif not quiet:
        typer.echo(f"{path}: {count(reports, 'report')} read again")
    return int(Exit.FINE)
