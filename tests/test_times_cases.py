"""The made-up cases of times: every mark is found there and has that value; negatives hold no time."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from firsthand.article.records import Article, Block, BlockKind, Published, SourceMap
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import TimeKind, TimeMention
from firsthand.reading.resolve import resolve_times
from firsthand.reading.times import find_times
from firsthand.when import UNKNOWN_WHEN, Modifier, Precision, When, day

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text(encoding="utf-8"))["case"]
MODEL = load_model()
MARK = re.compile(r"\[\[(.*?)\|time:(.*?)\]\]")
MODIFIERS = {
    "early": Modifier.START,
    "mid": Modifier.MID,
    "late": Modifier.END,
    "end": Modifier.END,
    "earlier": Modifier.BEFORE,
    "later": Modifier.AFTER,
    "since": Modifier.AFTER,
    "after": Modifier.AFTER,
    "by": Modifier.BEFORE,
    "until": Modifier.BEFORE,
    "before": Modifier.BEFORE,
    "about": Modifier.APPROX,
}
PARTS = ("morning", "afternoon", "evening", "night")
SEASONS = ("spring", "summer", "autumn", "winter")


def read_marks(marked: str) -> tuple[str, dict[tuple[int, int], str]]:
    plain, marks, at = "", {}, 0
    for match in MARK.finditer(marked):
        plain += marked[at : match.start()]
        marks[len(plain), len(plain) + len(match[1])] = match[2]
        plain, at = plain + match[1], match.end()
    return plain + marked[at:], marks


def make_article(text: str) -> Article:
    blocks, at = [], 0
    for number, paragraph in enumerate(re.split(r"\n\n", text)):
        blocks.append(Block(number=number, kind=BlockKind.PARAGRAPH, start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    return Article(
        id="art-case",
        report="case",
        capture="cap-case",
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )


def read_case(case: dict[str, Any]) -> tuple[dict[tuple[int, int], TimeMention], dict[tuple[int, int], str]]:
    text, marks = read_marks(case["text"].strip("\n"))
    parse = parse_article(make_article(text), MODEL)
    when = day(date.fromisoformat(case["published"])) if case.get("published") else UNKNOWN_WHEN
    times = resolve_times(find_times(parse), parse=parse, published=Published(when=when))
    return {(time.evidence.start, time.evidence.end): time for time in times}, marks


def holds(when: When, value: str, modifier: str) -> bool:
    if value == "unresolved":
        return not when.known
    if modifier in SEASONS:
        return when.precision is Precision.SEASON and when.value.startswith(value) and modifier in when.printed
    if modifier in PARTS:
        return (
            when.precision is Precision.PART_OF_DAY and when.value == value and modifier in (when.printed, *_part(when))
        )
    return when.value == value and (not modifier or when.modifier is MODIFIERS[modifier])


def _part(when: When) -> tuple[str, ...]:
    assert when.start is not None
    return (
        ("morning", "morning", "afternoon", "evening", "night")[
            (when.start.hour >= 7) + (when.start.hour >= 12) + (when.start.hour >= 18) + (when.start.hour >= 20)
        ],
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["name"],
            marks=[pytest.mark.xfail(strict=True, reason=case.get("why", ""))] if case["expect"] == "fail" else [],
        )
        for case in CASES
    ],
)
def test_times_of_a_case_are_found_with_their_values(case: dict[str, Any]) -> None:
    found, marks = read_case(case)
    for place, mark in marks.items():
        value, _, modifier = mark.partition(";")
        assert place in found, f"no time at {place}; found {[time.evidence.quote for time in found.values()]}"
        when = found[place].when
        assert holds(when, value, modifier), f"{when.printed}: {when.value} {when.modifier} {found[place].because}"
    if "time" in case.get("none", ()):
        assert not found, [time.evidence.quote for time in found.values()]
    for never in case.get("never", ()):
        assert all(time.when.value != never["value"] for time in found.values())
    assert all(time.kind is not TimeKind.DURATION for time in found.values())
