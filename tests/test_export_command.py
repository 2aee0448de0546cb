"""`firsthand export` as a person runs it."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from briefs import make_brief
from exported import read_csv_zip, read_ris
from firsthand.brief.json_form import render_json
from firsthand.cli.app import ExportFormat, run
from firsthand.errors import Exit
from firsthand.exports.formats import FORMS


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "brief.json"
    path.write_text(render_json(replace(make_brief(), problems=())), encoding="utf-8")
    return str(path)


def export(*arguments: str) -> int:
    return run(["export", *arguments])


def test_the_command_knows_every_form() -> None:
    assert {one.value for one in ExportFormat} == {*FORMS, "bundle"}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_is_written_to_a_file(saved: str, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    assert export("--in", saved, "--format", form, "-o", str(target)) == Exit.FINE
    assert target.stat().st_size > 100


def test_inputs_that_were_not_read_are_told_by_the_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "brief.json"
    path.write_text(render_json(make_brief()), encoding="utf-8")
    assert export("--in", str(path), "--format", "md", "-o", str(tmp_path / "out.md")) == Exit.PARTIAL


def test_text_goes_to_standard_output_without_a_file(saved: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert export("--in", saved, "--format", "ris", "--quiet") == Exit.FINE
    assert len(read_ris(capfdbinary.readouterr().out.decode())) == 3


def test_a_workbook_is_not_poured_into_a_terminal(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--in", saved, "--format", "xlsx") == Exit.USAGE
    assert "-o FILE" in capsys.readouterr().err


def test_csv_into_a_folder_is_three_files(saved: str, tmp_path: Path) -> None:
    assert export("--in", saved, "--format", "csv", "-o", f"{tmp_path / 'tables'}/") == Exit.FINE
    assert sorted(one.name for one in (tmp_path / "tables").iterdir()) == [
        "claims.csv",
        "figures.csv",
        "statements.csv",
    ]


def test_loose_pages_are_read_and_exported(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Weir gives way at Sedge Lock\n\nMarch 3, 2031\n\nThe weir had been cracked since autumn, Tamsin Orle, who "
        "runs the lock, said on Monday. She said nobody had come to look at it.\n",
        encoding="utf-8",
    )
    target = tmp_path / "out.zip"
    assert export(str(page), "--format", "csv", "-o", str(target), "--quiet") == Exit.FINE
    assert "Tamsin Orle" in {row["speaker"] for row in read_csv_zip(target.read_bytes())["statements"]}


def test_an_export_needs_pages_or_a_brief_and_not_both(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--format", "md") == Exit.USAGE
    assert export("page.html", "--in", saved, "--format", "md") == Exit.USAGE
    assert "next:" in capsys.readouterr().err


def test_a_brief_that_is_not_there_or_none_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--in", str(tmp_path / "no.json"), "--format", "md") == Exit.NOTHING_READ
    (tmp_path / "odd.json").write_text(json.dumps({"schema": "x"}), encoding="utf-8")
    assert export("--in", str(tmp_path / "odd.json"), "--format", "md") == Exit.NOTHING_READ
    assert capsys.readouterr().err.count("next:") == 2


def test_a_place_that_cannot_be_written_is_told_in_words(
    saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert export("--in", saved, "--format", "csv", "-o", f"{tmp_path / 'file'}/") == Exit.NOTHING_READ
    assert export("--in", saved, "--format", "md", "-o", str(tmp_path / "no" / "out.md")) == Exit.NOTHING_READ
    assert capsys.readouterr().err.count("cannot write") == 2
