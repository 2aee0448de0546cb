"""How a case stands: how much it holds, what is waiting, when it was added to last."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.case.versions import find_version
from firsthand.reader import DEFAULT, Reader
from firsthand.store.articles import Version, load_unread, load_usable, load_versions
from firsthand.store.counts import count_rows
from firsthand.store.file import CaseFile
from firsthand.store.log import load_last, load_log
from firsthand.store.problems import load_problems
from firsthand.store.results import load_read_blobs
from firsthand.store.schema import CURRENT


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Counts by kind of record; blobs not read under the present versions; reports of several versions."""

    path: str
    form: int
    bytes: int
    made_at: str
    added_at: str
    reports: int
    versions: int
    captures: int
    blobs: int
    statements: int
    judgements: int
    problems: tuple[str, ...]
    waiting: int
    rewritten: tuple[str, ...]
    log_entries: int
    log_hash: str


def find_state(file: CaseFile) -> State:
    """How the case stands, from counts alone: nothing is read."""
    with file.reading() as db:
        rows = count_rows(db)
        versions = load_versions(db)
        first = next(load_log(db), None)
        last, imported = load_last(db), load_last(db, kind="import")
        problems = tuple(f"{one.name}: {one.message}" for one in load_problems(db))
    return State(
        path=str(file.path),
        form=CURRENT,
        bytes=file.path.stat().st_size,
        made_at=first.at if first else "",
        added_at=imported.at if imported else "",
        reports=rows["report"],
        versions=rows["report_version"],
        captures=rows["capture"],
        blobs=rows["blob"],
        statements=rows["statement"],
        judgements=rows["judgement"],
        problems=problems,
        waiting=count_waiting(file),
        rewritten=_rewritten(versions),
        log_entries=rows["log"],
        log_hash=last.hash if last else "",
    )


def count_waiting(file: CaseFile, reader: Reader = DEFAULT) -> int:
    """Pages that no article was made of, or no reading, under the present versions."""
    with file.reading() as db:
        unread = set(load_unread(db, find_version("article")))
        usable = load_usable(db, find_version("article"))
        read = load_read_blobs(db, find_version("reading", reader=reader))
        latest = {one.report: one.sha256 for one in load_versions(db)}
    return len(unread) + len((set(latest.values()) & usable) - read)


def _rewritten(versions: tuple[Version, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.report for one in versions if one.number > 1))
