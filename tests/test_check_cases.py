"""Each made-up case of the check: a composed sentence that its passages carry, or that must be refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from firsthand.brief.check import Refusal, check_line
from firsthand.brief.connectives import load_connectives
from firsthand.brief.passage import Derived, DerivedAs, Passage
from firsthand.brief.phrasing import day_in_words

CASES = tomllib.loads((Path(__file__).parent / "cases" / "check.toml").read_text(encoding="utf-8"))["case"]


def read_passage(number: int, row: dict[str, str]) -> Passage:
    finding = f"st-{number}"
    day = day_in_words(date.fromisoformat(row["date"]))
    derived = [Derived(text=f"on {day}", source=finding, used_as=DerivedAs.SAID_ON)]
    if row["speaker"] != "unnamed":
        derived.append(Derived(text=row["speaker"], source=finding, used_as=DerivedAs.SPEAKER))
    return Passage(text=row["text"], finding=finding, derived=tuple(derived))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_check_decides_as_a_careful_reader(case: dict, request: pytest.FixtureRequest) -> None:
    if case["expect"] == "fail":
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["why"]))
    passages = tuple(read_passage(number, row) for number, row in enumerate(case["passages"]))
    checked = check_line(case["sentence"], passages=passages, connectives=load_connectives())
    accepted = not isinstance(checked, Refusal)
    assert accepted is case["accept"], checked
    if accepted:
        assert "".join(part.text for part in checked) == case["sentence"]
