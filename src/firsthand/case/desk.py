"""The readings of a case: each from what is kept, or read now and kept, and judged as people judged it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.article.extract import Extract
from firsthand.article.metadata import read_report
from firsthand.article.records import Published, Report
from firsthand.brief.records import Revision
from firsthand.case.clock import now
from firsthand.case.shelf import Held, batch_by_size
from firsthand.case.versions import find_version
from firsthand.errors import FirsthandError
from firsthand.evidence import Problem
from firsthand.judgements.findings import judge_findings
from firsthand.judgements.joining import find_joining
from firsthand.judgements.names import judge_names
from firsthand.judgements.records import Joining, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.reports import amend_report
from firsthand.judgements.statements import judge_reading, tell_judged
from firsthand.pipeline import Progress, narrow_readings, read_report_again, tell_crash
from firsthand.reader import DEFAULT, Reader
from firsthand.reading.records import Reading, Referent, Statement
from firsthand.store.articles import find_article
from firsthand.store.file import CaseFile
from firsthand.store.pack import hash_of
from firsthand.store.problems import save_problem
from firsthand.store.results import FAILED, Key, load_read_blobs, load_result, save_result
from firsthand.store.search import Face, Said, load_face_hashes, save_face, save_statements
from firsthand.when import UNKNOWN_WHEN, When, day
from firsthand.workers import Mapped


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """What the metadata stage gives."""

    report: Report
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Every reading of a case, judged, in order of time then hash; what the judgements did; what was wrong."""

    readings: tuple[Reading, ...]
    joining: Joining
    judged: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is needed to read one article in another process; `standing` are the judgements of its report."""

    held: Held
    as_of: When
    standing: tuple[Judgement, ...]
    reader: Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What was read ahead of one article; `None` where our code failed: the desk meets the failure itself."""

    report: ReadReport | None = None
    reading: Reading | None = None


def read_ahead(order: Order) -> Ahead:
    """The metadata and the reading of one article, by its own page alone."""
    try:
        extract = order.held.article.extract
        told = _read_report(order.held, extract, order.as_of)
        report = amend_report(told.report, order.standing)
        reading = read_report_again(extract.article, report, report.published, order.reader)
        return Ahead(report=told, reading=reading)
    except Exception:
        return Ahead()


def _read_report(held: Held, extract: Extract, as_of: When) -> ReadReport:
    report, problems = read_report(held.capture, extract, as_of=as_of)
    return ReadReport(report=report, problems=problems)


class Desk:
    """Reads the reports of one case. Nothing of what it keeps depends on when or in which order it is asked."""

    def __init__(
        self,
        file: CaseFile,
        standing: tuple[Judgement, ...],
        tell: Progress,
        *,
        keep: bool = True,
        mapped: Mapped = map,
        reader: Reader = DEFAULT,
    ) -> None:
        """`keep` is False for a look at an earlier state: what is read then is not what the case is searched by.
        `mapped` may share reading out to processes."""
        self._file = file
        self._mapped = mapped
        self._reader = reader
        self._unkept: list[tuple[Key, str, object]] = []
        self._unsearched: list[Reading] = []
        self._indexing = keep and file.writable
        self._standing = standing
        self._tell = tell
        self._held: dict[str, Held] = {}
        self._extracts: dict[str, Extract] = {}
        self._problems: list[Problem] = []

    def read_all(self, shelf: Iterable[Held], as_of: When) -> Read:
        """Each article's reading, dated again where sister reports narrow its publication time."""
        current = tuple(shelf)
        readings = list(self._read_each([held for held in current if not self._is_hidden(held)], as_of))
        joining, joined = find_joining(readings, self._standing)
        settled = narrow_readings(readings, self._redate, joining=joining)
        self._keep()
        said = [judge_reading(reading, self._standing) for reading in settled]
        named = [judge_names(one.reading, self._standing) for one in said]
        folded = [judge_findings(one.reading, self._standing) for one in named]
        self._refresh(one.reading for one in folded)
        marks = (mark for one in (*said, *named, *folded) for mark in one.judged)
        return Read(
            readings=tuple(one.reading for one in folded),
            joining=joining,
            judged=(*self._judged_reports(current), *marks, *joined),
            problems=tuple(self._problems),
        )

    def read_new(self, shelf: Iterable[Held], as_of: When) -> int:
        """Reads the articles that were never read under the present versions; gives how many were."""
        with self._file.reading() as db:
            read = load_read_blobs(db, find_version("reading", reader=self._reader))
        waiting = [held for held in shelf if held.article.sha256 not in read]
        for _ in self._read_each(waiting, as_of):
            pass
        return len(waiting)

    def _read_each(self, shelf: Sequence[Held], as_of: When) -> Iterator[Reading]:
        """Each article's reading, by its own page alone, before anybody's judgement of its statements; none where our
        code fails. What was never read may be read ahead by other processes; all is kept in the order of the shelf."""
        with self._file.reading() as db:
            read = load_read_blobs(db, find_version("reading", reader=self._reader))
        done = 0
        for batch in batch_by_size(shelf, lambda held: len(held.article.held.packed)):
            work = [self._order(held, as_of) for held in batch if held.article.sha256 not in read]
            ahead = dict(zip((one.held.article.report for one in work), self._mapped(read_ahead, work), strict=True))
            for held in batch:
                self._tell("reading", done, len(shelf))
                done += 1
                try:
                    reading = self._read_one(held, as_of, ahead.get(held.article.report))
                except FirsthandError:  # the case itself fails: no page is to blame
                    raise
                except Exception:
                    self._note_crash(held)
                    continue
                yield reading
            self._keep()

    def _order(self, held: Held, as_of: When) -> Order:
        return Order(held=held, as_of=as_of, standing=self._about(held), reader=self._reader)

    def _read_one(self, held: Held, as_of: When, ahead: Ahead | None) -> Reading:
        self._held[held.article.report] = held
        self._extracts[held.article.report] = held.article.extract
        report = amend_report(self._report(held, as_of, ahead), self._standing)
        return self._read(held, report, report.published, ahead.reading if ahead else None)

    def _report(self, held: Held, as_of: When, ahead: Ahead | None) -> Report:
        extract = self._extracts[held.article.report]
        key = Key(
            input=hash_of(held.article.held.sha256, held.capture, as_of.value),
            stage="metadata",
            version=find_version("metadata"),
        )
        with self._file.reading() as db:
            kept = load_result(db, key, ReadReport)
        if kept is None:
            kept = ahead.report if ahead and ahead.report else _read_report(held, extract, as_of)
            self._unkept.append((key, held.article.sha256, kept))
        self._problems += (*extract.problems, *kept.problems)
        return kept.report

    def _redate(self, reading: Reading, published: Published) -> Reading:
        held = self._held[reading.report.id]
        return self._read(held, reading.report, published)

    def _read(self, held: Held, report: Report, published: Published, ahead: Reading | None = None) -> Reading:
        article = self._extracts[held.article.report].article
        key = Key(
            input=hash_of(held.article.held.sha256, report, published),
            stage="reading",
            version=find_version("reading", reader=self._reader),
        )
        with self._file.reading() as db:
            kept = load_result(db, key, Reading)
        if kept is None:
            kept = ahead or read_report_again(article, report, published, self._reader)
            self._unkept.append((key, held.article.sha256, kept))
            self._unsearched.append(kept)
        return kept

    def _keep(self) -> None:
        """Keeps what was read since the last time, in one transaction: each can be read again from what is kept for
        ever."""
        if self._unkept and self._file.writable:
            with self._file.writing() as db:
                for key, blob, record in self._unkept:
                    save_result(db, key, blob, record)
                for reading in self._unsearched if self._indexing else ():
                    self._index(db, reading)
        self._unkept, self._unsearched = [], []

    def _refresh(self, readings: Iterable[Reading]) -> None:
        """Search rows as people judged and sisters narrowed them, where they are others than before."""
        if not self._indexing:
            return
        with self._file.reading() as db:
            known = load_face_hashes(db)
        moved = [one for one in readings if known.get(one.report.id) != _hash_search(self._held[one.report.id], one)]
        if moved:
            with self._file.writing() as db:
                for reading in moved:
                    self._index(db, reading)

    def _index(self, db: sqlite3.Connection, reading: Reading) -> None:
        held = self._held[reading.report.id]
        if find_article(db, held.article.sha256, find_version("article")) != held.article.seq:
            return  # another process made it anew meanwhile, and searches it
        save_face(db, _face(held, reading), _hash_search(held, reading))
        save_statements(db, held.article.seq, _said(reading))

    def _is_hidden(self, held: Held) -> bool:
        return any(one.ruling is Ruling.HIDE for one in self._about(held))

    def _about(self, held: Held) -> tuple[Judgement, ...]:
        """Judgements of the report itself."""
        return tuple(
            one
            for one in self._standing
            if any(anchor.kind is Kind.REPORT and anchor.blob == held.article.sha256 for anchor in one.anchors)
        )

    def _judged_reports(self, shelf: tuple[Held, ...]) -> tuple[Judged, ...]:
        marks = {Ruling.AMEND: Mark.AMENDED, Ruling.HIDE: Mark.HIDDEN, Ruling.CONFIRM: Mark.CHECKED}
        return tuple(
            tell_judged(one, marks.get(one.ruling, Mark.NOTED), held.article.report, held.article.report, "")
            for held in shelf
            for one in self._about(held)
            if one.ruling in (*marks, Ruling.NOTE)
        )

    def _note_crash(self, held: Held) -> None:
        problem = tell_crash(held.capture)
        self._problems.append(problem)
        if self._file.writable:
            with self._file.writing() as db:
                save_problem(db, problem, now())
                key = Key(input=held.article.sha256, stage=FAILED, version=find_version("reading", reader=self._reader))
                save_result(db, key, held.article.sha256, problem)


def find_as_of(given: date | None, latest_day: str) -> tuple[When, str]:
    """What bounds "latest year", and on what that rests."""
    if given is not None:
        return day(given), "given"
    if latest_day:
        return day(date.fromisoformat(latest_day)), "latest day on the pages"
    return UNKNOWN_WHEN, "no page shows a day"


def _face(held: Held, reading: Reading) -> Face:
    report, when = reading.report, reading.report.published.when
    return Face(
        report=report.id,
        article=held.article.seq,
        name=report.name,
        headline=report.headline.value if report.headline.known else "",
        outlet=report.outlet.value if report.outlet.known else "",
        agency=report.agency.value if report.agency.known else "",
        first_day=when.first_day.isoformat() if when.first_day else "",
        last_day=when.last_day.isoformat() if when.last_day else "",
    )


def _hash_search(held: Held, reading: Reading) -> str:
    return hash_indexed(_face(held, reading), _said(reading))


def hash_indexed(face: Face, said: Iterable[Said]) -> str:
    """One hash of everything that a report is found by."""
    return hash_of(face, tuple(said))


def _said(reading: Reading) -> tuple[Said, ...]:
    names = {one.id: one for one in reading.referents}
    return tuple(_say(one, names) for one in reading.statements)


def _say(statement: Statement, names: Mapping[str, Referent]) -> Said:
    speakers = [names[who] for who in statement.speakers if who in names]
    printed = [form for one in speakers for form in (one.name, *one.aliases)]
    parts = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return Said(
        id=statement.id,
        report=statement.report,
        speaker=" · ".join(dict.fromkeys(printed)) or " · ".join(place.quote for place in statement.source),
        act=statement.act.value,
        passages=tuple(
            (part, place.start, place.end, place.quote)
            for part, places in parts
            for place in places
            if place.block is not None
        ),
    )
