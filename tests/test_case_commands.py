"""The commands of a case: what they print, and what they tell the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casefiles import LATER, PAGES, WEIR, write_pages
from firsthand.case import Case
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


def told(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code of a command, and its words."""
    capfd.readouterr()
    code = run(arguments)
    captured = capfd.readouterr()
    return code, captured.out + captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["brief", "empty"],
        ["changes", "empty"],
        ["judge", "empty", "confirm", "st-1"],
        ["export", "empty", "--format", "md"],
    ],
    ids=lambda one: one[0],
)
def test_a_case_without_pages_says_how_to_add_some(
    here: Path, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    run(["init", "empty", "--quiet"])
    code, words = told(arguments, capfd)
    assert code == 1
    assert "empty.firsthand holds no pages yet" in words
    assert "firsthand add empty.firsthand PAGES" in words


def test_a_mistyped_path_is_no_problem_of_the_case(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, words = told(["add", "weir.firsthand", "pagse.html"], capfd)
    assert (code, "pagse.html could not be read" in words) == (1, True)
    assert "pagse.html" not in _brief(capfd)
    assert printed(["status", "weir.firsthand"], capfd)["problems"] == []
    assert run(["verify", "weir.firsthand", "--quiet"]) == 0


def test_a_case_is_found_by_the_name_that_init_was_given(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "weir"]) == 0
    assert run(["brief", "weir", "--quiet"]) == 0


def test_a_case_of_another_name_is_a_case(here: Path) -> None:
    (here / "weir.firsthand").rename(here / "copy.db")
    assert run(["brief", "copy.db", "--quiet"]) == 0


def test_a_new_page_that_is_no_report_is_told(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (here / "note.txt").write_text("gate 4\n", encoding="utf-8")
    code, words = told(["add", "weir.firsthand", "note.txt"], capfd)
    assert code == 3
    assert "note.txt" in words
    assert "0 reports read" in words


def test_an_id_that_is_mistyped_is_answered_with_the_nearest(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    finding = json.loads(_brief(capfd))["statements"][0]["id"]
    typed = finding[:-1] + ("0" if finding[-1] != "0" else "1")
    code, words = told(["judge", "weir.firsthand", "confirm", typed], capfd)
    assert (code, f"did you mean {finding}" in words) == (2, True)


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "json", "annotations", "csl", "ris", "bundle"])
def test_a_place_that_cannot_be_written_is_told_before_the_case_is_read(
    here: Path, form: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Case, "brief", lambda case, **more: pytest.fail("it was read"))
    code, words = told(["export", "weir.firsthand", "--format", form, "-o", "nowhere/x"], capfd)
    assert (code, "there is no folder nowhere" in words) == (1, True)
