"""Nothing is lost and nothing is changed unseen: kills, two writers, and a flipped byte."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from casefiles import PAGES, make_case, write_pages
from firsthand.case import Case
from firsthand.case.judge import Ruling, Wish
from firsthand.errors import FirsthandError
from firsthand.pipeline import read

KILLS = int(os.environ.get("FIRSTHAND_KILLS", "10"))
"""Random points at which an `add` is killed; the long form has 200."""

FLIPS = int(os.environ.get("FIRSTHAND_FLIPS", "40"))
MANY = {
    f"{number:02}-{name}": text.replace("Sedge", f"Sedge{number}")
    for number in range(6)
    for name, text in PAGES.items()
}


def in_child(act: Callable[[], None]) -> int:
    """Runs `act` in a child of this process, which has the model loaded already; gives the child's number."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return child


def add_all(path: Path, pages: Path) -> None:
    with Case.open(path) as case:
        case.add([pages])


@pytest.fixture(scope="module")
def loaded() -> None:
    """The model in memory before any child is made."""
    read([Path(__file__).parents[1] / "examples" / "harbour" / "03_skerrow-gazette.txt"])


@pytest.mark.usefixtures("loaded")
def test_a_kill_at_any_point_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", MANY)
    chance = random.Random(20310303)
    started = time.monotonic()
    with Case.init(tmp_path / "whole") as case:
        case.add([pages])
        expected = len(case.brief().reports)
    whole = time.monotonic() - started
    for number in range(KILLS):
        path = tmp_path / f"killed{number}.firsthand"
        Case.init(path).close()
        child = in_child(lambda path=path: add_all(path, pages))  # type: ignore[misc]
        time.sleep(chance.random() * whole)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with Case.open(path) as case:
            kept = case.state().captures
            assert not [check for check in case.verify() if check.wrong]
            case.add([pages])
            assert case.state().captures == kept + len(MANY)
            assert case.state().waiting == 0
            assert len(case.brief().reports) == expected


@pytest.mark.usefixtures("loaded")
def test_two_processes_add_at_once_and_both_are_kept(tmp_path: Path) -> None:
    Case.init(tmp_path / "both").close()
    path = tmp_path / "both.firsthand"
    halves = [dict(list(MANY.items())[:9]), dict(list(MANY.items())[9:])]
    folders = [write_pages(tmp_path / str(at), half) for at, half in enumerate(halves)]
    children = [in_child(lambda folder=folder: add_all(path, folder)) for folder in folders]  # type: ignore[misc]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with Case.open(path) as case:
        assert case.state().captures == len(MANY)
        assert case.state().waiting == 0
        assert not [check for check in case.verify() if check.wrong]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with judgements and a brief, closed: all of it in one file."""
    with make_case(tmp_path_factory.mktemp("whole")) as case:
        brief = case.brief()
        case.judge(Wish(ruling=Ruling.CONFIRM, targets=(brief.statements[0].id,)), by="Ann")
        case.judge(Wish(ruling=Ruling.NOTE, targets=(brief.reports[0].report.id,), note="ask"), by="Bo")
        case.brief()
        assert not [check for check in case.verify() if check.wrong]
        return case.path


def find_wrong(path: Path) -> list[str]:
    """What is wrong with a case, or what opening it says."""
    try:
        with Case.open(path) as case:
            return [words for check in case.verify() for words in check.wrong]
    except FirsthandError as error:
        return [error.message]


KEPT = [
    ("blob", "sha256"), ("blob", "size"), ("blob", "packed"), ("capture", "name"), ("capture", "url"),
    ("capture", "captured_at"), ("capture", "imported_at"), ("capture", "method"), ("capture", "operator"),
    ("capture", "path"), ("article", "text"), ("article", "packed"), ("article", "sha256"), ("article", "report"),
    ("article", "latest_day"), ("article", "version"), ("article", "id"),
    ("log", "previous"), ("log", "at"), ("log", "kind"), ("log", "payload"), ("log", "hash"), ("judgement", "at"),
    ("judgement", "by"), ("judgement", "kind"), ("judgement", "record"), ("judgement", "sha256"), ("result", "packed"),
    ("statement", "content"), ("statement", "speaker"), ("evidence", "start"), ("evidence", "quote"),
    ("face", "outlet"), ("face", "first_day"), ("minted", "at"), ("minted_anchor", "id"), ("report_version", "number"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), KEPT)
def test_a_changed_field_is_noticed(whole: Path, tmp_path: Path, table: str, column: str) -> None:
    path = tmp_path / "changed.firsthand"
    path.write_bytes(whole.read_bytes())
    db = sqlite3.connect(path)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    key, value = db.execute(f"SELECT rowid, {column} FROM {table} LIMIT 1" if table != "minted_anchor" else
                            "SELECT anchor, id FROM minted_anchor LIMIT 1").fetchone()  # fmt: skip
    row = "rowid" if table != "minted_anchor" else "anchor"
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {row} = ?", (flip(value), key))
    for _, words in triggers:
        db.execute(words)
    db.commit()
    db.close()
    assert find_wrong(path)


def flip(value: object) -> object:
    """The value with one thing about it changed."""
    if isinstance(value, int):
        return value + 1
    if isinstance(value, bytes):
        middle = len(value) // 2
        return value[:middle] + bytes([value[middle] ^ 1]) + value[middle + 1 :]
    words = str(value)
    if words.startswith("{"):  # still JSON, and of the same meaning
        return words.replace(":", ": ", 1)
    return ("1" if words[:1] == "0" else "0") + words[1:]


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything that a case holds."""
    db = sqlite3.connect(path)
    tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    held = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    held["user_version"] = db.execute("PRAGMA user_version").fetchall()
    db.close()
    return held


INDEXES = {
    f"{table}_words_{part}" for table in ("article", "statement") for part in ("idx", "data", "docsize", "config")
}
"""What the search keeps for itself: `rebuild` makes it again."""


def test_a_flipped_byte_is_noticed_or_changed_nothing(whole: Path, tmp_path: Path) -> None:
    raw = whole.read_bytes()
    chance = random.Random(7)
    before = dump(whole)
    used = [at for at, byte in enumerate(raw) if byte and at > 100]
    noticed = 0
    for number in range(FLIPS):
        spoilt = bytearray(raw)
        spoilt[chance.choice(used)] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.firsthand"
        path.write_bytes(spoilt)
        if find_wrong(path):
            noticed += 1
        else:
            after = dump(path)
            assert {table for table in before if after.get(table) != before[table]} <= INDEXES
    assert noticed > FLIPS // 3


def test_a_judgement_that_is_taken_out_is_missed(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "less.firsthand"
    path.write_bytes(whole.read_bytes())
    db = sqlite3.connect(path)
    db.execute("DROP TRIGGER judgement_no_delete")
    db.execute("DELETE FROM judgement WHERE seq = 1")
    db.commit()
    db.close()
    assert any("judgements" in words for words in find_wrong(path))
    assert any("tables" in words for words in find_wrong(path))
