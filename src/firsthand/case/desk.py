"""The readings of a case: each from what is kept, or read now and kept, and judged as people judged it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from firsthand.article.extract import Extract
from firsthand.article.metadata import read_report
from firsthand.article.records import Published, Report
from firsthand.case.clock import now
from firsthand.case.shelf import Held
from firsthand.case.versions import find_version
from firsthand.errors import FirsthandError
from firsthand.evidence import Problem
from firsthand.judgements.findings import judge_findings
from firsthand.judgements.joining import find_joining
from firsthand.judgements.records import Joining, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.reports import amend_report
from firsthand.judgements.statements import judge_reading, tell_judged
from firsthand.pipeline import Progress, narrow_readings, read_report_again, tell_crash
from firsthand.reading.records import Reading, Referent, Statement
from firsthand.store.file import CaseFile
from firsthand.store.pack import hash_of
from firsthand.store.problems import save_problem
from firsthand.store.results import FAILED, Key, load_read_blobs, load_result, save_result
from firsthand.store.search import Face, Said, load_face_hashes, save_face, save_statements
from firsthand.when import UNKNOWN_WHEN, When, day


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


class Desk:
    """Reads the reports of one case. Nothing of what it keeps depends on when or in which order it is asked."""

    def __init__(
        self, file: CaseFile, standing: tuple[Judgement, ...], tell: Progress, *, keep: bool = True
    ) -> None:
        """`keep` is False for a look at an earlier state: what is read then is not what the case is searched by."""
        self._file = file
        self._indexing = keep and file.writable
        self._standing = standing
        self._tell = tell
        self._held: dict[str, Held] = {}
        self._extracts: dict[str, Extract] = {}
        self._problems: list[Problem] = []

    def read_all(self, shelf: Iterable[Held], as_of: When) -> Read:
        """Each article's reading, dated again where sister reports narrow its publication time."""
        current = tuple(shelf)
        readings: list[Reading] = []
        for done, held in enumerate(current):
            self._tell("reading", done, len(current))
            if self._is_hidden(held):
                continue
            try:
                readings.append(self.read_one(held, as_of))
            except FirsthandError:  # the case itself fails: no page is to blame
                raise
            except Exception:
                self._note_crash(held)
        joining, joined = find_joining(readings, self._standing)
        settled = narrow_readings(readings, self._redate, joining=joining)
        said = [judge_reading(reading, self._standing) for reading in settled]
        folded = [judge_findings(one.reading, self._standing) for one in said]
        self._refresh(one.reading for one in folded)
        marks = (mark for one in (*said, *folded) for mark in one.judged)
        return Read(
            readings=tuple(one.reading for one in folded),
            joining=joining,
            judged=(*self._judged_reports(current), *marks, *joined),
            problems=tuple(self._problems),
        )

    def read_new(self, shelf: Iterable[Held], as_of: When) -> int:
        """Reads the articles that were never read under the present versions; gives how many were."""
        with self._file.reading() as db:
            read = load_read_blobs(db, find_version("reading"))
        waiting = tuple(held for held in shelf if held.article.sha256 not in read)
        for done, held in enumerate(waiting):
            self._tell("reading", done, len(waiting))
            try:
                self.read_one(held, as_of)
            except FirsthandError:  # the case itself fails: no page is to blame
                raise
            except Exception:
                self._note_crash(held)
        return len(waiting)

    def read_one(self, held: Held, as_of: When) -> Reading:
        """One article's reading, by its own page alone, before anybody's judgement of its statements."""
        self._held[held.article.report] = held
        self._extracts[held.article.report] = held.article.extract
        report = amend_report(self._report(held, as_of), self._standing)
        return self._read(held, report, report.published)

    def _report(self, held: Held, as_of: When) -> Report:
        extract = self._extracts[held.article.report]
        key = Key(
            input=hash_of(held.article.held.sha256, held.capture, as_of.value),
            stage="metadata",
            version=find_version("metadata"),
        )
        with self._file.reading() as db:
            kept = load_result(db, key, ReadReport)
        if kept is None:
            report, problems = read_report(held.capture, extract, as_of=as_of)
            kept = ReadReport(report=report, problems=problems)
            if self._file.writable:
                with self._file.writing() as db:
                    save_result(db, key, held.article.sha256, kept)
        self._problems += (*extract.problems, *kept.problems)
        return kept.report

    def _redate(self, reading: Reading, published: Published) -> Reading:
        held = self._held[reading.report.id]
        return self._read(held, reading.report, published)

    def _read(self, held: Held, report: Report, published: Published) -> Reading:
        article = self._extracts[held.article.report].article
        key = Key(
            input=hash_of(held.article.held.sha256, report, published),
            stage="reading",
            version=find_version("reading"),
        )
        with self._file.reading() as db:
            kept = load_result(db, key, Reading)
        if kept is None:
            kept = read_report_again(article, report, published)
            if self._file.writable:
                with self._file.writing() as db:
                    save_result(db, key, held.article.sha256, kept)
                    if self._indexing:
                        self._index(db, kept)
        return kept

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
            tell_judged(one, marks.get(one.ruling, Mark.NOTED), held.article.report, held.article.report, _words(one))
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
                key = Key(input=held.article.sha256, stage=FAILED, version=find_version("reading"))
                save_result(db, key, held.article.sha256, problem)


def _words(one: Judgement) -> str:
    return "; ".join(f"{amendment.field}: {amendment.value}" for amendment in one.amends)


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
