"""Imports run one way through the house, from evidence to the brief and then to the faces."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "firsthand"
ROOMS = (
    "evidence", "when", "capture", "article", "reading", "judgements", "story", "ledger", "brief", "workers",
    "pipeline", "store", "case",
)  # fmt: skip
"""Lowest first: a room may use those before it, and itself."""
FREE = {"errors", "languages", "reader"}
"""What every room may use: the exceptions, word lists as data, and the names of the readers."""
FACES = {"cli": {"cli", "pipeline", "case", "brief", "exports", "bundle", "bench", "evidence", "errors", "reader"}}
"""What talks to people: it asks the pipeline or the case, and renders briefs."""
HEAVY = {
    "spacy",
    "trafilatura",
    "lxml",
    "rich",
    "jinja2",
    "firsthand.pipeline",
    "firsthand.reading",
    "firsthand.article",
    "firsthand.case",
}


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports(module: Path, *, top_only: bool = False) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module == "firsthand")


def rooms_used(module: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(module) if name.startswith("firsthand.")}


@pytest.mark.parametrize("module", [one for one in modules() if room_of(one) in ROOMS], ids=str)
def test_a_room_uses_only_rooms_below_it(module: Path) -> None:
    allowed = set(ROOMS[: ROOMS.index(room_of(module)) + 1]) | FREE
    assert rooms_used(module) <= allowed


@pytest.mark.parametrize("module", [one for one in modules() if room_of(one) in FACES], ids=str)
def test_a_face_talks_to_the_pipeline_and_the_brief_only(module: Path) -> None:
    assert rooms_used(module) <= FACES[room_of(module)]


def test_exports_use_the_brief_and_what_lies_below() -> None:
    allowed = {*ROOMS[: ROOMS.index("brief") + 1], "exports", *FREE}
    for module in (SOURCE / "exports").rglob("*.py"):
        assert rooms_used(module) <= allowed, module


def test_a_bundle_is_made_of_a_case_and_its_exports_and_asks_no_store() -> None:
    allowed = {*ROOMS, "exports", "bundle", *FREE} - {"store"}
    for module in (SOURCE / "bundle").rglob("*.py"):
        assert rooms_used(module) <= allowed, module


def test_nothing_but_a_face_or_a_bundle_uses_the_exports() -> None:
    for module in modules():
        if room_of(module) not in {"exports", "bundle", *FACES}:
            assert "exports" not in rooms_used(module), module


def test_word_lists_use_no_room() -> None:
    for module in (SOURCE / "languages").rglob("*.py"):
        assert rooms_used(module) <= {"languages"}


def test_errors_use_nothing_of_ours() -> None:
    assert rooms_used(SOURCE / "errors.py") == set()


def test_nothing_but_the_faces_uses_a_face() -> None:
    for module in modules():
        if room_of(module) not in FACES:
            assert not rooms_used(module) & set(FACES), module


def test_no_stage_uses_the_store() -> None:
    for module in modules():
        if room_of(module) not in ("store", "case"):
            assert "store" not in rooms_used(module), module


def test_only_the_store_speaks_sql() -> None:
    for module in modules():
        if room_of(module) != "store":
            assert "sqlite3.connect" not in module.read_text(encoding="utf-8"), module
            assert ".execute(" not in module.read_text(encoding="utf-8"), module


def test_only_the_case_looks_at_the_clock() -> None:
    for module in modules():
        words = module.read_text(encoding="utf-8")
        if module.relative_to(SOURCE).as_posix() != "case/clock.py":
            assert not re.search(r"\bnow\(UTC|datetime\.now|date\.today|utcnow", words), module


@pytest.mark.parametrize(
    "name", ["cli/app.py", "cli/__init__.py", "cli/progress.py", "cli/case_app.py", "cli/options.py"]
)
def test_the_command_starts_without_anything_heavy(name: str) -> None:
    used = set(imports(SOURCE / name, top_only=True))
    assert not {one for one in used for heavy in HEAVY if one == heavy or one.startswith(f"{heavy}.")}


@pytest.mark.parametrize("module", modules(), ids=str)
def test_no_module_is_a_drawer_for_everything(module: Path) -> None:
    assert module.stem not in {"utils", "helpers", "common", "core", "base", "manager"}


@pytest.mark.parametrize("module", modules(), ids=str)
def test_a_module_is_read_in_one_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 450
