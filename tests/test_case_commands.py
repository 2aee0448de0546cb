"""The commands of a case: what they print, and what they tell the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefiles import LATER, PAGES, WEIR, write_pages
from firsthand.cli.app import run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with pages and a case of them."""
    monkeypatch.chdir(tmp_path)
    write_pages(tmp_path / "pages", {"mercury.txt": WEIR, "post.txt": LATER})
    assert run(["init", "weir", "--quiet"]) == 0
    assert run(["add", "weir.firsthand", "pages", "--by", "Ann", "--quiet"]) == 0
    return tmp_path


def printed(arguments: list[str], capfd: pytest.CaptureFixture[str], *, code: int = 0) -> Any:
    capfd.readouterr()
    assert run([*arguments, "--json"]) == code
    return json.loads(capfd.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status", "weir.firsthand"],
        ["search", "weir.firsthand", "gates"],
        ["changes", "weir.firsthand"],
        ["verify", "weir.firsthand"],
        ["rebuild", "weir.firsthand"],
        ["judge", "weir.firsthand", "list"],
        ["add", "weir.firsthand", "pages"],
        ["init", "another"],
    ],
    ids=lambda one: one[0],
)
def test_each_command_prints_words_and_json(
    here: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    if arguments[0] != "init":
        assert run(arguments) == 0
        assert capfd.readouterr().out.strip()
    assert printed(arguments, capfd) is not None


@pytest.mark.parametrize("name", ["init", "add", "rebuild", "verify"])
def test_quiet_says_nothing_where_all_is_well(here: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    given = {"init": ["other"], "add": ["weir.firsthand", "pages"]}.get(name, ["weir.firsthand"])
    assert run([name, *given, "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_a_brief_of_a_case_is_written(here: Path) -> None:
    assert run(["brief", "weir.firsthand", "--quiet"]) == 0
    assert "Tamsin Orle" in (here / "brief.html").read_text(encoding="utf-8")


def test_a_case_and_pages_together_are_wrong_usage(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "weir.firsthand", "pages"]) == 2
    assert "firsthand add weir.firsthand" in capfd.readouterr().err


def test_a_finding_of_a_case_is_explained(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    brief = json.loads(_brief(capfd))
    assert run(["explain", brief["statements"][0]["id"], "weir.firsthand"]) == 0
    assert "why" in capfd.readouterr().out


def _brief(capfd: pytest.CaptureFixture[str]) -> str:
    capfd.readouterr()
    assert run(["brief", "weir.firsthand", "--format", "json", "--quiet"]) == 0
    return capfd.readouterr().out


def test_a_judgement_is_kept_listed_and_taken_back(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    finding = json.loads(_brief(capfd))["statements"][0]["id"]
    made = printed(["judge", "weir.firsthand", "confirm", finding, "--by", "Ann"], capfd)
    listed = printed(["judge", "weir.firsthand", "list"], capfd)
    assert [one["id"] for one in listed["judgements"]] == [made["id"]]
    assert [(one["mark"], one["by"]) for one in listed["judged"]] == [("checked", "Ann")]
    assert run(["judge", "weir.firsthand", "undo", made["id"], "--quiet"]) == 0
    assert printed(["judge", "weir.firsthand", "list"], capfd)["judged"] == []


def test_a_missed_statement_is_added_by_its_words(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    report = json.loads(_brief(capfd))["reports"][0]["report"]["id"]
    words = "nobody had answered"
    assert run(["judge", "weir.firsthand", "add", report, "--content", words, "--speaker", "Maud Ellery"]) == 0
    assert "Maud Ellery" in _brief(capfd)


def test_a_damaged_case_ends_with_four(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = here / "weir.firsthand"
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    assert run(["verify", "weir.firsthand"]) == 4
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["status", "nowhere.firsthand"], 1, "firsthand init"),
        (["status", "pages/mercury.txt"], 1, "no case"),
        (["init", "weir"], 1, "there already"),
        (["add", "weir.firsthand", "nowhere.html"], 1, "nowhere.html"),
        (["search", "weir.firsthand"], 2, "nothing to search"),
        (["search", "weir.firsthand", "gates", "--since", "May"], 2, "2025-02-28"),
        (["changes", "weir.firsthand", "--since", "May"], 2, "no moment"),
        (["judge", "weir.firsthand", "confirm"], 2, "needs an id"),
        (["judge", "weir.firsthand", "bless", "st-1"], 2, ""),
    ],
)
def test_what_a_caller_does_wrong_is_told_in_plain_words(
    here: Path, arguments: list[str], code: int, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    assert run(arguments) == code
    words = capfd.readouterr().err
    assert told in words
    assert "Traceback" not in words


def test_an_unreadable_file_beside_good_ones_is_partial_success(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_pages(here / "more", PAGES | {"empty.html": ""})
    capfd.readouterr()
    assert run(["add", "weir.firsthand", "more"]) == 3
    told = capfd.readouterr()
    assert "empty.html" in told.err
    assert "4 pages" not in told.out


def test_search_says_where_and_when(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert run(["search", "weir.firsthand", "forty", "years", "--kind", "statement"]) == 0
    told = capfd.readouterr().out
    assert "Tamsin Orle (say)" in told
    assert "Alder Post · 2031-03-06" in told
