"""A case, opened: what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from firsthand.brief.records import Brief
from firsthand.capture.files import read_received
from firsthand.case.changes import Changes, compare_briefs
from firsthand.case.clock import find_operator, now
from firsthand.case.desk import Desk, Read, find_as_of
from firsthand.case.fetching import Errand, import_url, is_url, make_fetcher
from firsthand.case.hiding import hide_lines, name_wholes
from firsthand.case.intake import Added, Custody, import_captures
from firsthand.case.judge import Wish, decide, sign
from firsthand.case.minting import mint_ids
from firsthand.case.revisions import find_revisions
from firsthand.case.shelf import choose_current, find_unread, load_shelf, read_new_pages
from firsthand.case.state import State, count_waiting, find_state
from firsthand.case.verify import Check, verify_case
from firsthand.case.versions import find_version
from firsthand.errors import InputError, UsageError
from firsthand.evidence import Problem
from firsthand.judgements.records import Judgement
from firsthand.judgements.standing import find_standing
from firsthand.pipeline import PROGRAM, Progress, make_brief, nothing_read
from firsthand.reader import DEFAULT, Reader
from firsthand.store.articles import load_latest_day
from firsthand.store.file import SUFFIX, CaseFile, make_case_file, open_case_file
from firsthand.store.judgements import load_judgements, save_judgement
from firsthand.store.log import load_last, save_log
from firsthand.store.problems import load_problems
from firsthand.store.results import drop_results
from firsthand.store.search import Hit, Query, find_hits
from firsthand.when import When
from firsthand.workers import count_cores, count_processes, share_out


def _quiet(what: str, done: int, total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What an `add` did: what was kept, how many reports were read of it, and why new pages gave none."""

    added: Added
    read: int
    unread: tuple[Problem, ...] = ()


class Case:
    """One case file. Use it as a context manager, or `close` it.

    Every method may raise CaseBusy, CaseReadOnly, CaseFull and CaseDamaged.
    """

    def __init__(
        self, file: CaseFile, *, progress: Progress | None = None, jobs: int = 1, reader: Reader = DEFAULT
    ) -> None:
        self._file = file
        self._jobs = jobs
        self._reader = reader
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
    def open(
        cls,
        path: str | Path,
        *,
        writable: bool = True,
        progress: Progress | None = None,
        jobs: int = 1,
        reader: Reader = DEFAULT,
    ) -> Self:
        """The case at `path`, its statements read by `reader`. Many new pages are shared out to up to `jobs`
        processes, 0 for one a core: what is kept is the same with any number. Raises NotFound, NotACase, CaseNewer."""
        return cls(open_case_file(Path(path), writable=writable), progress=progress, jobs=jobs, reader=reader)

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
        self,
        paths: Sequence[str | Path],
        *,
        stdin: bytes | None = None,
        by: str = "",
        note: str = "",
        private: bool = False,
    ) -> Adding:
        """Keeps the pages of `paths` and reads those whose bytes are new. Raises InputError where there were none.

        A path may be an address (http, https), which is fetched; `private` allows addresses that are not public.
        """
        captures: list[str] = []
        blobs: list[str] = []
        problems: list[Problem] = []
        with self._file.writing() as db:
            save_log(db, now(), "add", {"paths": [_shown(path) for path in paths], "operator": find_operator(by)})
        fetcher = make_fetcher(private=private)
        errand = Errand(operator=find_operator(by), note=note)
        for path in paths:
            if is_url(path):
                added = import_url(self._file, str(path), fetcher, errand, self._tell)
            else:
                custody = Custody(operator=errand.operator, note=note, path=_shown(path))
                found = read_received([path], stdin=stdin)
                added = import_captures(self._file, found, custody, self._tell)
            captures += added.captures
            blobs += added.blobs
            problems += added.problems
        if not captures:
            raise nothing_read(tuple(problems))
        added = Added(captures=tuple(captures), blobs=tuple(dict.fromkeys(blobs)), problems=tuple(problems))
        read = self._read_new()
        return Adding(added=added, read=read, unread=find_unread(self._file, added.blobs))

    def _read_new(self) -> int:
        """Articles and readings of what was never read under the present versions."""
        waiting = count_waiting(self._file, self._reader)
        if not waiting:
            return 0
        with share_out(count_processes(self._jobs or count_cores(), waiting)) as mapped:
            read_new_pages(self._file, self._tell, mapped)
            as_of, _ = self._as_of(None)
            desk = Desk(self._file, find_standing(self.judgements()), self._tell, mapped=mapped, reader=self._reader)
            return desk.read_new(choose_current(load_shelf(self._file)), as_of)

    def read(self, *, as_of: date | None = None) -> Read:
        """Every report of the case, read and judged."""
        waiting = count_waiting(self._file, self._reader)
        with share_out(count_processes(self._jobs or count_cores(), waiting)) as mapped:
            if self._file.writable:
                read_new_pages(self._file, self._tell, mapped)
            bound, _ = self._as_of(as_of)
            desk = Desk(self._file, find_standing(self.judgements()), self._tell, mapped=mapped, reader=self._reader)
            shelf = load_shelf(self._file)
            found = desk.read_all(choose_current(shelf), bound)
        return replace(found, revisions=find_revisions(shelf))

    def brief(self, *, as_of: date | None = None, story: str = "") -> Brief:
        """The brief of the case, or of one story of it. Raises InputError where nothing in it could be read,
        UnknownFinding where no story is called so."""
        return self._compose(self.read(as_of=as_of), as_of, story)

    def _compose(self, found: Read, as_of: date | None = None, story: str = "") -> Brief:
        with self._file.reading() as db:
            problems = (*load_problems(db), *found.problems)
        if not found.readings:
            raise self._nothing_read(problems)
        bound, basis = self._as_of(as_of)
        brief = make_brief(
            found.readings, problems, bound, basis=basis, joining=found.joining, story=story, progress=self._tell
        )
        shown = {held.report.id for held in brief.reports}
        revisions = tuple(one for one in found.revisions if one.report in shown)
        minted = mint_ids(replace(brief, judged=found.judged, revisions=revisions), self._file)
        return hide_lines(name_wholes(minted, self.judgements()))

    def _nothing_read(self, problems: tuple[Problem, ...]) -> InputError:
        if problems or self.state().captures:
            return nothing_read(problems)
        return InputError(f"{self.path} holds no pages yet", next_step=f"firsthand add {self.path} PAGES…")

    def judge(self, wish: Wish, *, by: str = "") -> Judgement:
        """Appends a judgement and its entry in the log. Raises UsageError, UnknownFinding."""
        found = self.read()
        judgement = sign(
            decide(wish, self._compose(found), found.readings, self.judgements()), at=now(), by=find_operator(by)
        )
        with self._file.writing() as db:
            sha256 = save_judgement(db, judgement)
            save_log(db, judgement.at, "judge", {"id": judgement.id, "by": judgement.by, "sha256": sha256})
        self.read()
        return judgement

    def adopt(self, brought: Sequence[Judgement], *, seal: str, by: str = "") -> int:
        """Takes over judgements of another case, as they were made and under the names of who made them; those that are
        here already are left. `seal` names where they come from, and goes into the log. Gives how many were new."""
        known = {one.id for one in self.judgements()}
        new = [one for one in brought if one.id not in known]
        with self._file.writing() as db:
            for one in new:
                told = {"id": one.id, "by": one.by, "sha256": save_judgement(db, one)}
                save_log(db, now(), "judge", {**told, "from": seal, "operator": find_operator(by)})
        return len(new)

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, oldest first."""
        with self._file.reading() as db:
            return load_judgements(db)

    def search(self, query: Query) -> tuple[Hit, ...]:
        """Statements and articles with the words of `query`, narrowed by what it asks for."""
        with self._file.reading() as db:
            return find_hits(db, query)

    def changes(self, *, since: str = "", as_of: date | None = None) -> Changes:
        """What the captures imported since a moment changed: ISO 8601, or "" for the last `add`.

        Judgements hold on both sides: they are no news of a report. Raises UsageError.
        """
        moment = self._find_moment(since)
        after = self.brief(as_of=as_of)
        shelf = choose_current(held for held in load_shelf(self._file, before=moment))
        before: Brief | None = None
        if shelf:
            bound, basis = find_as_of(as_of, max(held.article.latest_day for held in shelf))
            desk = Desk(self._file, find_standing(self.judgements()), self._tell, keep=False, reader=self._reader)
            found = desk.read_all(shelf, bound)
            if found.readings:
                before = make_brief(
                    found.readings, found.problems, bound, basis=basis, joining=found.joining, progress=self._tell
                )
        return compare_briefs(before, after, since=moment)

    def _find_moment(self, since: str) -> str:
        if since:
            try:
                at = datetime.fromisoformat(since)
            except ValueError as error:
                step = "write it as 2025-02-28 or 2025-02-28T08:30+00:00"
                raise UsageError(f"no moment: {since!r}", next_step=step) from error
            return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")
        with self._file.reading() as db:
            last = load_last(db, kind="add")
        return last.at if last else ""

    def rebuild(self) -> int:
        """Forgets everything that was read and reads all captures again, in the order of import; gives how many
        reports there are. Captures, judgements and the log stay."""
        with self._file.writing() as db:
            drop_results(db)
            save_log(db, now(), "rebuild", {"program": PROGRAM})
        self._read_new()
        return len(self.brief().reports)

    def state(self) -> State:
        """How the case stands."""
        return find_state(self._file)

    def verify(self) -> tuple[Check, ...]:
        """Whether all of it is as it was written, check by check."""
        return verify_case(self._file, self._tell)

    def _as_of(self, given: date | None) -> tuple[When, str]:
        with self._file.reading() as db:
            return find_as_of(given, load_latest_day(db, find_version("article")))


def _shown(path: str | Path) -> str:
    return str(path) if str(path) == "-" or is_url(path) else str(Path(path).absolute())
