"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import typer.main

from firsthand.bench.answer_key import ROWS
from firsthand.bench.frame import BENCHES
from firsthand.cli.app import app
from firsthand.errors import Exit

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TOLD = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
GROUP = typer.main.get_group(app)
COMMANDS = GROUP.commands
"""Each command of the program, by name."""
USED = re.compile(r"(?:`|^|/bin/)firsthand ([a-z]+)((?: [^`\n#|]*)?)", re.MULTILINE)


def promised() -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in USED.finditer(TOLD)]


def test_each_command_in_the_documents_exists() -> None:
    assert {name for name, _ in promised()} <= set(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_is_documented(name: str) -> None:
    assert re.search(rf"firsthand {name}\b", TOLD)


def test_each_option_in_the_documents_exists() -> None:
    for name, rest in promised():
        known = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        assert set(re.findall(r"(?<!\S)--[a-z-]+", rest)) <= known, (name, rest)


@pytest.mark.parametrize("name", sorted(BENCHES))
def test_each_bench_is_documented(name: str) -> None:
    assert f"bench {name}" in (ROOT / "docs" / "bench.md").read_text(encoding="utf-8")


def test_each_bench_in_the_documents_exists() -> None:
    assert set(re.findall(r"firsthand bench ([a-z]+)", TOLD)) <= set(BENCHES)


@pytest.mark.parametrize("table", sorted(ROWS))
def test_each_key_of_an_answer_key_is_documented(table: str) -> None:
    told = (ROOT / "docs" / "bench.md").read_text(encoding="utf-8")
    names = [one.encode_name for one in msgspec.structs.fields(ROWS[table])]
    assert [name for name in names if f"`{name}`" not in told] == []


@pytest.mark.parametrize("code", list(Exit))
def test_each_exit_code_is_documented(code: Exit) -> None:
    assert re.search(rf"^\| {code.value} \|", TOLD, re.MULTILINE)


def test_each_make_target_in_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)\b", TOLD, re.MULTILINE)) <= targets


def test_no_lock_file_names_a_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")
