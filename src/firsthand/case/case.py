"""A case, opened: what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from firsthand.brief.records import Brief
from firsthand.capture.files import receive_paths
from firsthand.case.clock import find_operator, now
from firsthand.case.desk import Desk, Read, find_as_of
from firsthand.case.intake import Added, Custody, import_captures
from firsthand.case.minting import mint_ids
from firsthand.case.shelf import choose_current, load_shelf, read_new_pages
from firsthand.case.versions import find_version
from firsthand.evidence import Problem
from firsthand.judgements.records import Judgement
from firsthand.judgements.standing import find_standing
from firsthand.pipeline import PROGRAM, Progress, make_brief, nothing_read
from firsthand.store.articles import load_latest_day
from firsthand.store.file import SUFFIX, CaseFile, make_case_file, open_case_file
from firsthand.store.judgements import load_judgements
from firsthand.store.log import save_log
from firsthand.store.problems import load_problems
from firsthand.store.search import Hit, Query, find_hits
from firsthand.when import When


def _quiet(what: str, done: int, total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What an `add` did: what was kept, and how many reports were read of it."""

    added: Added
    read: int


class Case:
    """One case file. Use it as a context manager, or `close` it.

    Every method may raise CaseBusy, CaseReadOnly, CaseFull and CaseDamaged.
    """

    def __init__(self, file: CaseFile, *, progress: Progress | None = None) -> None:
        self._file = file
        self._tell: Progress = progress or _quiet

    @classmethod
    def init(cls, path: str | Path, *, by: str = "") -> Self:
        """A new case. Raises CaseExists."""
        place = Path(path)
        file = make_case_file(place if place.suffix == SUFFIX else place.with_name(place.name + SUFFIX))
        with file.writing() as db:
            save_log(db, now(), "init", {"program": PROGRAM, "operator": find_operator(by)})
        return cls(file)

    @classmethod
    def open(cls, path: str | Path, *, writable: bool = True, progress: Progress | None = None) -> Self:
        """The case at `path`. Raises NotFound, NotACase, CaseNewer."""
        return cls(open_case_file(Path(path), writable=writable), progress=progress)

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def file(self) -> CaseFile:
        """The file below, for the other modules of this room."""
        return self._file

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(
        self, paths: Sequence[str | Path], *, stdin: bytes | None = None, by: str = "", note: str = ""
    ) -> Adding:
        """Keeps the pages of `paths` and reads those whose bytes are new. Raises InputError where there were none."""
        captures: list[str] = []
        blobs: list[str] = []
        problems: list[Problem] = []
        for path in paths:
            received, told = receive_paths([path], stdin=stdin)
            custody = Custody(operator=find_operator(by), note=note, path=_shown(path))
            added = import_captures(self._file, received, told, custody, self._tell)
            captures += added.captures
            blobs += added.blobs
            problems += added.problems
        if not captures:
            raise nothing_read(tuple(problems))
        added = Added(captures=tuple(captures), blobs=tuple(dict.fromkeys(blobs)), problems=tuple(problems))
        return Adding(added=added, read=self._read_new())

    def _read_new(self) -> int:
        """Articles and readings of what was never read under the present versions."""
        if not read_new_pages(self._file, self._tell):
            return 0
        as_of, _ = self._as_of(None)
        desk = Desk(self._file, find_standing(self.judgements()), self._tell)
        return desk.read_new(choose_current(load_shelf(self._file)), as_of)

    def read(self, *, as_of: date | None = None) -> Read:
        """Every report of the case, read and judged."""
        if self._file.writable:
            read_new_pages(self._file, self._tell)
        bound, _ = self._as_of(as_of)
        desk = Desk(self._file, find_standing(self.judgements()), self._tell)
        return desk.read_all(choose_current(load_shelf(self._file)), bound)

    def brief(self, *, as_of: date | None = None) -> Brief:
        """The brief of the case. Raises InputError where nothing in it could be read."""
        found = self.read(as_of=as_of)
        with self._file.reading() as db:
            problems = (*load_problems(db), *found.problems)
        if not found.readings:
            raise nothing_read(problems)
        bound, basis = self._as_of(as_of)
        brief = make_brief(found.readings, problems, bound, basis=basis, progress=self._tell)
        return mint_ids(replace(brief, judged=found.judged), self._file)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, oldest first."""
        with self._file.reading() as db:
            return load_judgements(db)

    def search(self, query: Query) -> tuple[Hit, ...]:
        """Statements and articles with the words of `query`, narrowed by what it asks for."""
        with self._file.reading() as db:
            return find_hits(db, query)

    def _as_of(self, given: date | None) -> tuple[When, str]:
        with self._file.reading() as db:
            return find_as_of(given, load_latest_day(db, find_version("article")))


def _shown(path: str | Path) -> str:
    return "-" if str(path) == "-" else str(Path(path).absolute())
