"""The command line: what it writes, where, and what it tells the shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from firsthand.cli.app import run
from firsthand.pipeline import STAGES

ROOT = Path(__file__).parents[1]
STATEMENTS = next(stage.version for stage in STAGES if stage.name == "statements")
PAGE = """Fen Mercury

Weir gives way at Sedge Lock

Posted 3 March 2031, 06:10

The weir at Sedge Lock gave way on Sunday, Tamsin Orle, who runs the lock, said on Monday.

"We had asked for new gates three times," Orle said in an interview with the Alder Post.
She said that nobody had answered.

Around 40 homes were flooded, according to the Fen Rivers Board.
"""
EXAMPLE = ROOT / "examples" / "harbour"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mercury.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def command(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    start = "from firsthand.cli import main; main()"
    return subprocess.run([sys.executable, "-c", start, *arguments], input=stdin, capture_output=True, check=False)


def test_a_brief_goes_to_brief_html(page: Path) -> None:
    assert run(["brief", str(page)]) == 0
    assert "<html" in (page.parent / "brief.html").read_text(encoding="utf-8")


def test_json_goes_to_standard_output(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "--format", "json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert [one["report"]["name"] for one in shown["reports"]] == ["mercury.txt"]


def test_html_goes_to_standard_output_when_asked(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "-o", "-"]) == 0
    assert "</html>" in capfd.readouterr().out
    assert not (page.parent / "brief.html").exists()


@pytest.mark.parametrize("form", ["md", "text"])
def test_words_go_where_they_are_sent(page: Path, form: str) -> None:
    assert run(["brief", str(page), "--format", form, "-o", "out"]) == 0
    assert "Orle" in Path("out").read_text(encoding="utf-8")


def test_a_bad_file_beside_a_good_one_is_partial_success(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (page.parent / "empty.html").write_bytes(b"")
    assert run(["brief", str(page.parent), "--format", "json"]) == 3
    told = capfd.readouterr()
    assert "empty.html" in told.err
    assert len(json.loads(told.out)["reports"]) == 1


def test_nothing_readable_ends_with_one_and_writes_nothing(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page.write_bytes(b"")
    assert run(["brief", str(page)]) == 1
    assert "next:" in capfd.readouterr().err
    assert not (page.parent / "brief.html").exists()


def test_a_path_that_is_not_there_is_told_in_plain_words(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", "nowhere.html"]) == 1
    told = capfd.readouterr().err
    assert "nowhere.html" in told
    assert "Traceback" not in told


def test_a_day_that_is_none_is_wrong_usage(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "--as-of", "last Tuesday"]) == 2
    assert "2025-02-28" in capfd.readouterr().err


def test_an_unknown_option_is_wrong_usage(page: Path) -> None:
    assert run(["brief", str(page), "--colour"]) == 2


def test_a_file_that_cannot_be_written_is_told(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "-o", "no/such/folder/brief.html"]) == 1
    assert "cannot write" in capfd.readouterr().err


def test_quiet_says_nothing_where_all_is_well(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "--quiet"]) == 0
    assert capfd.readouterr() == ("", "")


def test_standard_input_is_read() -> None:
    done = command("brief", "-", "--format", "json", stdin=PAGE.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["statements"]


def test_a_finding_is_explained_from_a_brief(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "--format", "json", "-o", "b.json"]) == 0
    finding = json.loads(Path("b.json").read_text(encoding="utf-8"))["statements"][0]
    assert run(["explain", finding["id"], "--in", "b.json"]) == 0
    told = capfd.readouterr().out
    assert finding["because"][0]["rule"] in told
    assert f"version {STATEMENTS}" in told
    assert finding["content"][0]["quote"] in told


def test_a_finding_is_explained_as_json_from_pages(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["brief", str(page), "--format", "json"]) == 0
    finding = json.loads(capfd.readouterr().out)["statements"][0]["id"]
    assert run(["explain", finding, str(page), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["id"], told["kind"]) == (finding, "statement")
    assert told["passages"][0]["report"] == "mercury.txt"
    assert told["because"][0]["version"] == STATEMENTS


def test_a_beginning_of_an_id_is_enough_and_a_wrong_one_is_answered(
    page: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["brief", str(page), "--format", "json", "-o", "b.json"]) == 0
    finding = json.loads(Path("b.json").read_text(encoding="utf-8"))["figures"][0]["id"]
    assert run(["explain", finding[:-2], "--in", "b.json"]) == 0
    assert run(["explain", "fg-nothing", "--in", "b.json"]) == 2
    assert "no finding is called" in capfd.readouterr().err


def test_a_json_file_that_is_no_brief_is_told(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("b.json").write_text("{}", encoding="utf-8")
    assert run(["explain", "st-1", "--in", "b.json"]) == 1
    assert "firsthand brief --format json" in capfd.readouterr().err


def test_explain_without_a_brief_says_how(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "st-1"]) == 2
    assert "--in brief.json" in capfd.readouterr().err


def test_the_schema_is_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capfd.readouterr().out)["$id"]


def test_the_version_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["version"]) == 0
    assert capfd.readouterr().out.startswith("firsthand 0.")


def test_a_bench_prints_one_object(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rows = ("[[report]]", 'file = "mercury.txt"', 'kind = "article"', "[[must_not]]", 'says = "place"', 'text = "Ohio"')
    key = "\n".join(rows)
    Path("expected.toml").write_text(key, encoding="utf-8")
    assert run(["bench", "case", ".", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert (told["bench"], told["n"]) == ("case", 2)
    assert set(told) >= {"bench", "files", "n", "seconds", "scores"}
    assert told["scores"]["report.held"] == 1.0


def test_a_bench_prints_a_table_and_every_missing_row(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("expected.toml").write_text(
        '[[report]]\nfile = "mercury.txt"\nkind = "broadcast transcript"\n', encoding="utf-8"
    )
    assert run(["bench", "case", "."]) == 0
    told = capfd.readouterr().out
    assert "report.held" in told
    assert "not held: report mercury.txt: kind is article" in told


def test_a_bench_that_is_none_names_those_that_are(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "nothing", "."]) == 2
    assert "attribution, case, published, speed, times" in capfd.readouterr().err


def test_the_order_of_the_arguments_does_not_matter() -> None:
    pages = sorted(str(path) for path in EXAMPLE.glob("*.txt"))
    one = command("brief", *pages, "--format", "json", "--quiet")
    other = command("brief", *reversed(pages), "--format", "json", "--quiet")
    assert one.returncode == 0
    assert one.stdout == other.stdout


def test_completion_is_offered() -> None:
    environment = {**os.environ, "_FIRSTHAND_COMPLETE": "source_bash"}
    start = "from firsthand.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", start], env=environment, capture_output=True, check=False)
    assert b"complete" in done.stdout


def test_help_names_every_command_and_the_exit_codes(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    told = capfd.readouterr().out
    for name in ("brief", "explain", "schema", "bench", "version"):
        assert name in told
    assert "3 brief written" in " ".join(told.split())
