"""What pages say about themselves: the made-up captures of `cases/pages.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from firsthand.article.html import read_html
from firsthand.article.metadata import latest_date_on_pages, read_report
from firsthand.article.plain import read_plain
from firsthand.article.records import Report
from firsthand.capture.receive import receive_text
from firsthand.capture.records import Media

HEADLINE = "Fishing boats towed into Velsund after engines fail"
BODY = (
    "Three fishing boats were towed into the port of Velsund after their engines failed in heavy seas off the cape.",
    "The harbour master, Ragna Moe, said all eleven people on board were safe and that two had minor injuries.",
    "An inquiry into the fuel that the boats had taken on board will open in Velsund soon, the port office said.",
)
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "pages.toml").read_text(encoding="utf-8")
)["case"]


def read_case(case: dict[str, Any]) -> Report:
    html = case.get("media") == "html"
    body = "".join(f"<p>{one}</p>" for one in BODY) if html else "\n\n".join(BODY)
    text = case["text"].replace("{headline}", HEADLINE).replace("{body}", body)
    capture = receive_text("page", text, Media.HTML if html else Media.PLAIN).capture
    extract = read_html(capture) if html else read_plain(capture)
    return read_report(capture, extract, as_of=latest_date_on_pages([(capture, extract)]))[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_page(case: dict[str, Any]) -> None:
    report = read_case(case)
    found = {
        "published": report.published.when.value,
        "outlet": report.outlet.value.casefold(),
        "agency": report.agency.value,
        "bylines": [one.value for one in report.bylines],
    }
    wanted = {key: case[key].casefold() if key == "outlet" else case[key] for key in found if key in case}
    assert wanted
    assert {key: found[key] for key in wanted} == wanted


def test_a_third_of_the_cases_are_negatives() -> None:
    assert sum(bool(case.get("negative")) for case in CASES) * 3 >= len(CASES)
