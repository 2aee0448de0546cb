"""Annotations and citations: valid in their own terms, exact in their places, silent on what no page shows."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from exported import find_astray, made, read_csv_zip, read_footnotes, read_ris, read_xlsx, validate
from firsthand.article.records import ReportKind
from firsthand.brief.records import Brief
from firsthand.exports.annotations import render_annotations
from firsthand.exports.citations import certain_date, cite_report
from firsthand.exports.csl import render_csl
from firsthand.exports.formats import render_export
from firsthand.exports.places import passage_link, report_url
from firsthand.exports.ris import render_ris
from firsthand.pipeline import read
from firsthand.when import UNKNOWN_WHEN, Modifier, When, day, days, month

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
both = pytest.mark.parametrize("name", ["plain", "odd"])


def annotations(brief: Brief) -> list[dict[str, object]]:
    return json.loads(render_annotations(brief))["first"]["items"]  # type: ignore[no-any-return]


def of(brief: Brief, finding: str) -> dict[str, object]:
    return next(one for one in annotations(brief) if one["id"] == f"urn:firsthand:{finding}")


# ------------------------------------------------------------------ annotations


@both
def test_annotations_keep_the_model(name: str) -> None:
    held = validate(render_annotations(made(name)), "web_annotation")
    assert held["total"] == len(held["first"]["items"])  # type: ignore[index]


@both
def test_no_annotation_has_the_id_of_another(name: str) -> None:
    ids = [one["id"] for one in annotations(made(name))]
    assert len(ids) == len(set(ids))


@both
def test_every_selector_of_an_article_holds_its_words_in_code_points(name: str) -> None:
    checked, astray = find_astray(json.loads(render_annotations(made(name))), made(name))
    assert checked
    assert astray == []


def test_a_selector_in_code_points_differs_from_one_in_utf_16() -> None:
    brief = made("odd")
    target = of(brief, brief.statements[0].id)["target"][-1]  # type: ignore[index]
    quote, position = target["selector"]
    units = brief.reports[0].text.encode("utf-16-le")
    assert units[2 * position["start"] : 2 * position["end"]].decode("utf-16-le", "replace") != quote["exact"]


@both
def test_every_statement_figure_and_claim_is_annotated(name: str) -> None:
    brief = made(name)
    ids = {one["id"] for one in annotations(brief)}
    findings = (*brief.statements, *brief.figures, *brief.ledger.claims, *brief.synopsis)
    assert {f"urn:firsthand:{one.id}" for one in findings} <= ids


def test_prefix_and_suffix_do_not_leave_the_block() -> None:
    for one in annotations(made("plain")):
        for target in one["target"]:  # type: ignore[attr-defined]
            quote = target["selector"][0]
            assert "\n" not in quote.get("prefix", "") + quote.get("suffix", "")


def test_the_target_is_the_address_where_one_is_known_and_else_the_bytes() -> None:
    brief = made("plain")
    post, radio = brief.statements[0], brief.statements[3]
    assert of(brief, post.id)["target"][0]["source"] == "https://alderpost.example/sedge-lock"  # type: ignore[index]
    assert of(brief, radio.id)["target"][0]["source"] == f"urn:sha256:{'0' * 64}"  # type: ignore[index]


def test_a_target_by_address_says_which_bytes_and_when() -> None:
    bytes_ = {"type": "TimeState", "cached": f"urn:sha256:{'0' * 64}"}
    plain, odd = made("plain"), made("odd")
    assert of(plain, plain.statements[0].id)["target"][0]["state"] == [bytes_]  # type: ignore[index]
    received = {**bytes_, "sourceDate": "2031-03-05T08:00:00Z"}
    assert of(odd, odd.statements[0].id)["target"][0]["state"] == [received]  # type: ignore[index]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "unknown", "", "//a.example"])
def test_an_address_that_is_no_web_address_is_none(url: str) -> None:
    held = made("odd").reports[0]
    assert report_url(replace(held, report=replace(held.report, url=url))) == ""


def test_a_link_is_encoded_and_lights_the_words() -> None:
    brief = made("odd")
    passage = brief.statements[1].content[0]
    link = passage_link(passage, brief.reports[0])
    base, _, fragment = link.partition("#:~:text=")
    assert base == "https://alderpost.example/a%20page?x=%3C1%3E&y=%C3%A9"
    assert unquote(fragment) == passage.quote
    assert not set(fragment) & set("-, &")


def test_a_link_to_words_that_stand_further_up_too_says_what_stands_before_them() -> None:
    brief = made("odd")
    held = brief.reports[0]
    start, end = brief.statements[0].content[0].start + 1, brief.statements[0].content[0].end - len("” once more")
    again = replace(brief.statements[0].content[0], start=start, end=end, quote=held.text[start:end])
    assert unquote(passage_link(again, held)).endswith("Then she said “-,𝔘𝔫𝔰𝔢𝔢𝔫 🧭 tides")


def test_a_link_names_a_long_passage_by_its_two_ends() -> None:
    brief = made("odd")
    fragment = passage_link(brief.statements[-1].content[0], brief.reports[0]).partition(":~:text=")[2]
    start, end = (unquote(part).split() for part in fragment.split(","))
    assert start == ["The", "water", "rose", "🌊", "The"]
    assert end == ["🌊", "The", "water", "rose", "🌊"]


def test_a_link_keeps_the_fragment_that_an_address_has() -> None:
    held = made("odd").reports[0]
    moved = replace(held, report=replace(held.report, url="https://a.example/p#part"))
    link = passage_link(made("odd").statements[1].content[0], moved)
    assert link.startswith("https://a.example/p#part:~:text=")


# ------------------------------------------------------------------ citations


@both
def test_csl_keeps_its_schema(name: str) -> None:
    entries = validate(render_csl(made(name)), "csl")
    assert [one["id"] for one in entries] == [held.report.id for held in made(name).reports]  # type: ignore[attr-defined]


@both
def test_ris_is_read_by_a_strict_reader(name: str) -> None:
    entries = read_ris(render_ris(made(name)))
    assert [dict(one)["ID"] for one in entries] == [held.report.id for held in made(name).reports]
    assert all(one[0][0] == "TY" for one in entries)


def test_a_line_break_in_a_byline_opens_no_new_entry() -> None:
    assert [value for tag, value in read_ris(render_ris(made("odd")))[0] if tag == "AU"] == ["Ida ER - Quist"]


def test_a_byline_stays_whole() -> None:
    entry = json.loads(render_csl(made("plain")))[0]
    assert entry["author"] == [{"literal": "Ida Quist"}]


def test_what_no_page_shows_is_left_out() -> None:
    brief = made("plain")
    unknown = replace(
        brief.reports[2],
        report=replace(
            brief.reports[2].report, published=replace(brief.reports[2].report.published, when=UNKNOWN_WHEN)
        ),
    )
    changed = replace(brief, reports=(unknown,))
    entry = json.loads(render_csl(changed))[0]
    assert not entry.keys() & {"issued", "container-title", "author", "URL", "accessed"}
    assert "the page shows no publication time" in entry["note"]
    assert not {tag for tag, _ in read_ris(render_ris(changed))[0]} & {"PY", "DA", "T2", "AU", "UR", "Y2"}


def test_a_transcript_is_a_broadcast() -> None:
    assert json.loads(render_csl(made("plain")))[1]["type"] == "broadcast"
    assert made("plain").reports[1].report.kind is ReportKind.TRANSCRIPT


def test_the_time_of_capture_is_the_day_of_access() -> None:
    assert cite_report(made("odd").reports[0]).accessed == (2031, 3, 5)
    assert dict(read_ris(render_ris(made("odd")))[0])["Y2"] == "2031/03/05/"


@pytest.mark.parametrize(
    ("when", "parts"),
    [
        (day(date(2031, 3, 3)), (2031, 3, 3)),
        (days(date(2031, 3, 4), date(2031, 3, 6)), (2031, 3)),
        (days(date(2031, 3, 30), date(2031, 4, 2)), (2031,)),
        (days(date(2031, 12, 30), date(2032, 1, 2)), ()),
        (days(None, date(2031, 3, 6)), ()),
        (days(date(2031, 3, 6), None), ()),
        (month(2031, 3), (2031, 3)),
        (replace(month(2031, 3), modifier=Modifier.MID), (2031, 3)),
        (replace(month(2031, 3), modifier=Modifier.BEFORE), ()),
        (replace(day(date(2031, 3, 3)), modifier=Modifier.APPROX), ()),
        (When(start=datetime(2031, 3, 3, 23, 59), end=datetime(2031, 3, 4)), (2031, 3, 3)),
        (UNKNOWN_WHEN, ()),
    ],
)
def test_a_date_is_cited_as_far_as_it_is_certain(when: When, parts: tuple[int, ...]) -> None:
    assert certain_date(when) == parts


# ------------------------------------------------------------------ real pages


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(ROOT / "examples" / "harbour", id="harbour"),
        pytest.param(SEEDS, id="seeds", marks=pytest.mark.skipif(not SEEDS.is_dir(), reason="no seeds beside")),
    ],
)
def test_every_form_of_a_case_is_read_back(case: Path) -> None:
    """One test for all forms: reading the pages is what takes the time."""
    brief = read([case])
    held = validate(render_annotations(brief), "web_annotation")
    checked, astray = find_astray(held, brief)  # type: ignore[arg-type]
    assert checked > len(brief.statements)
    assert astray == []
    validate(render_csl(brief), "csl")
    assert len(read_ris(render_ris(brief))) == len(brief.reports)
    references, defined = read_footnotes(render_export(brief, "md").decode())
    assert set(references) == set(defined)
    texts = {one.article: one.text for one in brief.reports}
    tables, sheets = read_csv_zip(render_export(brief, "csv")), read_xlsx(render_export(brief, "xlsx"))
    assert len(tables["statements"]) == len(brief.statements)
    for name, rows in tables.items():
        assert [row["quote"] for row in sheets[name]] == [row["quote"] for row in rows]
        for row in rows:
            assert texts[row["article"]][int(row["start"]) : int(row["end"])] == row["quote"]
