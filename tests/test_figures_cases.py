"""The made-up cases of figures: every mark is found there with its amount, hedge, counted thing and giver."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from firsthand.article.records import Article, Block, BlockKind, Metadatum, Published, Report, ReportKind, SourceMap
from firsthand.reading.parse import load_model
from firsthand.reading.read import date_reading, read_undated
from firsthand.reading.records import Figure, Naming, Reading
from firsthand.when import UNKNOWN_WHEN

CASES = tomllib.loads((Path(__file__).parent / "cases" / "figures.toml").read_text(encoding="utf-8"))["case"]
UNKNOWN = Metadatum()


@cache
def model() -> Any:
    return load_model()


def read_marks(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its marks, and each mark as (kind:id, start, end)."""
    plain, marks, opened, at = "", [], [], 0
    while at < len(marked):
        if marked.startswith("[[", at):
            opened.append(len(plain))
            at += 2
        elif marked[at] == "|" and opened:
            close = marked.index("]]", at)
            marks.append((marked[at + 1 : close], opened.pop(), len(plain)))
            at = close + 2
        else:
            plain += marked[at]
            at += 1
    return plain, marks


def read_text(text: str) -> Reading:
    blocks, at = [], 0
    for number, paragraph in enumerate(re.split(r"\n\n", text)):
        blocks.append(Block(number=number, kind=BlockKind.PARAGRAPH, start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    article = Article(
        id="art-case",
        report="case",
        capture="cap-case",
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )
    report = Report(
        id="case",
        name="case.txt",
        kind=ReportKind.ARTICLE,
        url="",
        sha256="",
        captured_at="",
        headline=UNKNOWN,
        outlet=UNKNOWN,
        agency=UNKNOWN,
        bylines=(),
        dateline_place=UNKNOWN,
        photo_credits=(),
        language=UNKNOWN,
        published=Published(when=UNKNOWN_WHEN),
    )
    return date_reading(read_undated(article, report, model()), report.published)


def faults(row: dict[str, Any], figure: Figure, reading: Reading, giver_mark: str) -> list[str]:
    """What of the row does not hold of the figure."""
    low, high = figure.amount.low, figure.amount.high
    wrong = []
    if "amount" in row and (low is None or high is None or (float(low), float(high)) != (row["amount"],) * 2):
        wrong.append(f"amount {low}..{high}")
    if "low" in row and (low is None or float(low) != row["low"] or (high is not None and "high" not in row)):
        wrong.append(f"low {low}..{high}")
    if "high" in row and (high is None or float(high) != row["high"] or (low is not None and "low" not in row)):
        wrong.append(f"high {low}..{high}")
    if row.get("unit", "") != figure.amount.unit:
        wrong.append(f"unit {figure.amount.unit}")
    if "hedge" in row and row["hedge"] != figure.hedge:
        wrong.append(f"hedge {figure.hedge!r}")
    counted = " ".join(piece.quote for piece in figure.counted)
    if row.get("counted", "").lower() not in counted.lower():
        wrong.append(f"counted {counted!r}")
    if "giver" in row and not gives(row["giver"], figure, giver_mark):
        wrong.append(f"giver {[piece.quote for piece in figure.giver_evidence]} {figure.giver_naming.value}")
    return wrong


def gives(giver: str, figure: Figure, mark: str) -> bool:
    printed = " ".join(piece.quote for piece in figure.giver_evidence)
    if giver == "unknown":
        return figure.giver == "" and not printed
    if giver == "unnamed":
        return figure.giver_naming is Naming.UNNAMED and (mark in printed or printed in mark)
    return bool(printed) and (giver.lower() in printed.lower() or mark in printed)


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
def test_figures_of_a_case_are_found_with_what_they_count_and_who_gives_them(case: dict[str, Any]) -> None:
    text, marks = read_marks(case["text"].strip("\n"))
    reading = read_text(text)
    found = {(figure.evidence.start, figure.evidence.end): figure for figure in reading.figures}
    rows = {row["id"]: row for row in case.get("figure", ())}
    givers = {mark: text[start:end] for mark, start, end in marks if mark.startswith("giver:")}
    for mark, start, end in marks:
        kind, _, name = mark.partition(":")
        if kind == "figure":
            assert (start, end) in found, (
                f"no figure {text[start:end]!r}; found {[f.evidence.quote for f in found.values()]}"
            )
            wrong = faults(rows.get(name, {}), found[start, end], reading, givers.get(f"giver:{name}", ""))
            assert not wrong, f"{text[start:end]!r}: {wrong}"
    if "figure" in case.get("none", ()):
        assert not found, [figure.evidence.quote for figure in found.values()]
    for never in case.get("never", ()):
        row = {"unit": "", **never}
        for figure in reading.figures:
            row["unit"] = never.get("unit", figure.amount.unit)
            mark = never.get("giver", "")
            assert faults(row, figure, reading, mark), f"{figure.evidence.quote!r} has all of {never}"
