"""The case file: what it refuses, what it survives, and that records come back as they went in."""

from __future__ import annotations

import dataclasses
import enum
import resource
import sqlite3
import types
import typing
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casefiles import WEIR, make_case, write_pages
from firsthand.article.extract import Extract
from firsthand.article.records import Report
from firsthand.capture.records import Receipt
from firsthand.case import Case
from firsthand.case.desk import ReadReport
from firsthand.errors import (
    CaseBusy,
    CaseDamaged,
    CaseExists,
    CaseFull,
    CaseNewer,
    CaseReadOnly,
    FirsthandError,
    NotACase,
    NotFound,
)
from firsthand.evidence import Problem, Span
from firsthand.judgements.records import Judgement
from firsthand.reading.records import Reading
from firsthand.store import file as case_file
from firsthand.store.captures import load_blob, load_captures
from firsthand.store.file import open_case_file
from firsthand.store.log import save_log, seal
from firsthand.store.pack import pack_record, read_record, render_record, unpack_record
from firsthand.store.schema import APPLICATION_ID, CURRENT, migrate_1_the_case

_EVIDENCE = "statement, article, part, start, end, quote"
KINDS = [Reading, Extract, Report, ReadReport, Judgement, Problem, Receipt]


def strategy(of: Any) -> st.SearchStrategy[Any]:
    """Any value of a record's type."""
    if of in _PLAIN:
        return _PLAIN[of]
    origin, inside = typing.get_origin(of), typing.get_args(of)
    if origin is tuple:
        if inside[-1] is Ellipsis:
            return st.lists(st.deferred(lambda: strategy(inside[0])), max_size=1).map(tuple)
        return st.tuples(*(strategy(one) for one in inside))
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(strategy(one) for one in inside))
    if issubclass(of, enum.Enum):
        return st.sampled_from(of)
    return _record(of)


@cache
def _record(of: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(of)
    return st.builds(of, **{one.name: strategy(hints[one.name]) for one in dataclasses.fields(of)})


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXT,
    int: st.integers(-(2**40), 2**40),
    bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    type(None): st.none(),
    datetime: st.datetimes(),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3),
    Span: st.builds(lambda start, size: Span(start=start, end=start + size), st.integers(0, 9), st.integers(1, 9)),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_a_record_comes_back_as_it_went_in(kind: type) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(strategy(kind))
    def check(record: Any) -> None:
        assert unpack_record(pack_record(record), kind) == record
        assert render_record(read_record(render_record(record), kind)) == render_record(record)

    check()


@pytest.fixture(scope="module")
def weir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of three pages."""
    with make_case(tmp_path_factory.mktemp("weir")) as case:
        return case.path


@pytest.fixture
def copy(weir: Path, tmp_path: Path) -> Path:
    """The same case, to be spoilt."""
    path = tmp_path / "copy.firsthand"
    path.write_bytes(weir.read_bytes())
    return path


@pytest.mark.parametrize("table", ["blob", "capture", "fetched", "judgement", "log"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET rowid = rowid + 1000"])
def test_what_is_kept_for_ever_cannot_be_changed(copy: Path, table: str, act: str) -> None:
    db = sqlite3.connect(copy)
    if table == "judgement":
        columns = "'jd', 'now', 'Ann', 'note', '', '{}', '" + "0" * 64 + "'"
        db.execute(f"INSERT INTO judgement (id, at, by, kind, supersedes, record, sha256) VALUES ({columns})")
    if table == "fetched":
        db.execute("INSERT INTO fetched (capture, sha256, packed) VALUES (1, '" + "0" * 64 + "', x'')")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        db.execute(act.format(table))
    db.close()


@pytest.mark.parametrize(("shift", "quote"), [(1, None), (0, "We had begged for new gates"), (10_000, None)])
def test_a_passage_that_is_not_verbatim_is_refused(copy: Path, shift: int, quote: str | None) -> None:
    db = sqlite3.connect(copy)
    statement, article, start, end, words = db.execute(
        "SELECT statement, article, start, end, quote FROM evidence LIMIT 1"
    ).fetchone()
    given = (statement, article, "content", start + shift, end + shift, quote or words)
    with pytest.raises(sqlite3.IntegrityError, match="not verbatim"):
        db.execute(f"INSERT INTO evidence ({_EVIDENCE}) VALUES (?, ?, ?, ?, ?, ?)", given)
    db.close()


def test_a_verbatim_passage_counts_code_points(tmp_path: Path) -> None:
    page = WEIR.replace("Orle said in", "Orle 😀 said in").replace("We had", "We 😀😀 had")
    with make_case(tmp_path, {"a.txt": page}) as case:
        quotes = [piece.quote for one in case.brief().statements for piece in one.content]
        assert any("😀😀" in quote for quote in quotes)
        assert not [check for check in case.verify() if check.wrong]


def test_a_log_entry_must_name_the_one_before(copy: Path) -> None:
    forged = seal(seq=99, previous="0" * 64, at="", kind="import", payload="{}")
    db = sqlite3.connect(copy)
    with pytest.raises(sqlite3.IntegrityError, match="the one before"):
        db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?)", dataclasses.astuple(forged))
    db.close()


def test_the_same_bytes_twice_are_one_blob_and_two_captures(tmp_path: Path) -> None:
    with make_case(tmp_path, {"a.txt": WEIR}) as case:
        adding = case.add([tmp_path / "pages"], by="Bo", note="again")
        assert (adding.added.blobs, adding.read) == ((), 0)
        with case.file.reading() as db:
            captures = tuple(load_captures(db))
            assert load_blob(db, captures[0].sha256) == WEIR.encode()
    assert [one.operator for one in captures] == ["Ann", "Bo"]
    assert len({one.sha256 for one in captures}) == 1
    assert captures[1].note == "again"


def test_an_import_keeps_when_from_where_and_how(tmp_path: Path) -> None:
    with make_case(tmp_path, {"a.txt": WEIR}) as case, case.file.reading() as db:
        one = next(iter(load_captures(db)))
    assert one.imported_at.endswith("+00:00")
    assert one.path == str(tmp_path / "pages" / "a.txt")
    assert (one.method, one.media, one.captured_at) == ("file", "plain", "unknown")


def test_a_case_is_not_made_where_a_file_is(copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(CaseExists):
        Case.init(copy)
    assert copy.read_bytes() == before


def test_only_its_owner_can_read_a_new_case(tmp_path: Path) -> None:
    with Case.init(tmp_path / "a") as case:
        assert case.path.stat().st_mode & 0o077 == 0


def test_a_case_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Case.open(tmp_path / "none.firsthand")


def test_a_later_form_is_refused_with_words(copy: Path) -> None:
    db = sqlite3.connect(copy)
    db.execute(f"PRAGMA user_version = {CURRENT + 1}")
    db.close()
    with pytest.raises(CaseNewer, match="later Firsthand"):
        Case.open(copy)


def test_an_earlier_form_migrates(tmp_path: Path) -> None:
    path = tmp_path / "old.firsthand"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrate_1_the_case(db)
    db.execute("PRAGMA user_version = 1")
    save_log(db, "2031-03-01T00:00:00+00:00", "init", {})
    db.close()
    with Case.open(path) as case:
        case.add([write_pages(tmp_path / "pages")])
        assert len(case.brief().reports) == 3
        assert not [check for check in case.verify() if check.wrong]


def test_a_database_of_another_program_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "other.firsthand"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE a (b)")
    db.close()
    with pytest.raises(NotACase):
        Case.open(path)


@pytest.mark.parametrize("content", [b"", b"no case at all", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.firsthand"
    path.write_bytes(content)
    with pytest.raises((NotACase, CaseDamaged)):
        Case.open(path)


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.95])
def test_a_cut_case_is_told_and_never_crashed_on(copy: Path, kept: float) -> None:
    raw = copy.read_bytes()
    copy.write_bytes(raw[: int(len(raw) * kept)])
    with pytest.raises(FirsthandError), Case.open(copy) as case:
        wrong = [words for check in case.verify() for words in check.wrong]
        assert wrong
        raise CaseDamaged(wrong[0])


def test_a_scribbled_case_is_told_and_never_crashed_on(copy: Path) -> None:
    raw = bytearray(copy.read_bytes())
    raw[8192:60_000] = b"x" * (60_000 - 8192)
    copy.write_bytes(raw)
    with pytest.raises(FirsthandError), Case.open(copy) as case:
        assert [check for check in case.verify() if check.wrong]
        case.brief()


def test_a_case_on_a_read_only_disk_is_read_and_not_written(copy: Path, tmp_path: Path) -> None:
    before = copy.read_bytes()
    with Case.open(copy, writable=False) as case:
        assert len(case.brief().reports) == 3
        with pytest.raises(CaseReadOnly, match="may not be written"):
            case.add([write_pages(tmp_path / "more")])
    assert copy.read_bytes() == before


def test_a_case_on_a_read_only_disk_that_was_not_closed_is_told(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy.with_name(copy.name + "-wal").write_bytes(b"left over")
    real = case_file._connect

    def refused(path: Path, mode: str) -> sqlite3.Connection:
        if "immutable" not in mode:
            raise sqlite3.OperationalError("unable to open database file")
        return real(path, mode)

    monkeypatch.setattr(case_file, "_connect", refused)
    with pytest.raises(CaseReadOnly, match="was not closed"):
        Case.open(copy, writable=False)


def test_a_writer_that_waits_too_long_is_told(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_file, "WAIT_MS", 50)
    other = sqlite3.connect(copy, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Case.open(copy) as case, pytest.raises(CaseBusy, match="another process"):
        case.add([write_pages(tmp_path / "more")])
    other.execute("ROLLBACK")
    other.close()


def test_a_full_disk_is_told_and_what_was_finished_is_kept(tmp_path: Path) -> None:
    with make_case(tmp_path, {"a.txt": WEIR}) as case:
        path = case.path
    noise = "".join(f"\n{line * 7919 % 9973:x}" for line in range(4000))
    big = {f"{number}.txt": f"{WEIR}\n{number}{noise}" for number in range(40)}
    pages = write_pages(tmp_path / "big", big)
    within_limit(path.stat().st_size + 200_000, lambda: _add_until_full(path, pages))
    with Case.open(path) as case:
        state = case.state()
        assert 1 < state.captures < 41
        assert not [check for check in case.verify() if check.wrong]
        case.add([pages])
        assert case.state().blobs == 41


def _add_until_full(path: Path, pages: Path) -> None:
    with pytest.raises(CaseFull, match="no room"), Case.open(path) as case:
        case.add([pages])


def within_limit(size: int, act: Callable[[], None]) -> None:
    """Runs `act` with no file allowed to grow above `size`: what a full disk looks like to a program."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        act()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_every_write_is_durable_before_it_is_told(weir: Path) -> None:
    file = open_case_file(weir)
    with file.reading() as db:
        assert db.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    file.close()
