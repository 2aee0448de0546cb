"""How a case stands: how much it holds, what is waiting, when it was added to last."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.case.versions import find_version
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
        unread = set(load_unread(db, find_version("article")))
        versions = load_versions(db)
        usable = load_usable(db, find_version("article"))
        read = load_read_blobs(db, find_version("reading"))
        entries = load_log(db)
        first = next(entries, None)
        last = load_last(db)
        imports = [entry.at for entry in load_log(db, kind="import")]
        problems = tuple(f"{one.name}: {one.message}" for one in load_problems(db))
    latest = {one.report: one for one in versions}
    stale = ({one.sha256 for one in latest.values()} & usable) - read
    return State(
        path=str(file.path),
        form=CURRENT,
        bytes=file.path.stat().st_size,
        made_at=first.at if first else "",
        added_at=imports[-1] if imports else "",
        reports=rows["report"],
        versions=rows["report_version"],
        captures=rows["capture"],
        blobs=rows["blob"],
        statements=rows["statement"],
        judgements=rows["judgement"],
        problems=problems,
        waiting=len(unread) + len(stale),
        rewritten=_rewritten(versions),
        log_entries=rows["log"],
        log_hash=last.hash if last else "",
    )


def _rewritten(versions: tuple[Version, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.report for one in versions if one.number > 1))
