"""The gate: a score under its floor is named, and a floor goes down only when told to."""

from __future__ import annotations

from pathlib import Path

from firsthand.bench.gate import Floor, compare_floor, digest_of, read_floors, render_floors

FLOOR = Floor(bench="case", files=("a",), digest="0" * 16, scores={"held": 0.9, "time.held": 0.5})


def test_a_score_under_its_floor_is_named() -> None:
    assert compare_floor(FLOOR, {"held": 0.8, "time.held": 0.5}) == ["case a: held is 0.8000, its floor 0.9000"]


def test_rounding_is_no_fall() -> None:
    assert compare_floor(FLOOR, {"held": 0.8997, "time.held": 0.5}) == []


def test_a_score_that_is_gone_has_fallen() -> None:
    assert len(compare_floor(FLOOR, {})) == 2


def test_floors_survive_their_file(tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text(render_floors([FLOOR]), encoding="utf-8")
    assert read_floors(tmp_path / "floors.toml") == (FLOOR,)


def test_the_digest_changes_with_a_byte(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    before = digest_of([tmp_path])
    (tmp_path / "a.txt").write_bytes(b"two")
    assert digest_of([tmp_path]) != before
