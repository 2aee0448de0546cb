"""The renderers: JSON there and back, the schema, Markdown, text and one HTML page in which nothing captured is
alive."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from briefs import make_brief, make_hostile_brief
from firsthand.brief.index import index_brief
from firsthand.brief.json_form import read_brief_json, render_json, render_schema
from firsthand.brief.letters import report_letter
from firsthand.brief.marks import mark_blocks, passage_anchor
from firsthand.brief.records import SCHEMA, Brief
from firsthand.brief.render_html import render_html, safe_url
from firsthand.brief.render_text import render_markdown, render_text
from firsthand.errors import BriefUnreadable


@pytest.fixture(scope="module")
def brief() -> Brief:
    return make_brief()


class Page(HTMLParser):
    """The ids, inner links, marks and tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: dict[str, int] = {}
        self.attributes: list[tuple[str, str | None]] = []
        self.marked: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes += attrs
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values.get("href")))
        if tag == "mark":
            self._open = str(values.get("data-f")).split()

    def handle_data(self, data: str) -> None:
        for finding in self._open:
            self.marked[finding] = self.marked.get(finding, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._open = []


def test_json_gives_the_same_brief_back(brief: Brief) -> None:
    assert read_brief_json(render_json(brief)) == brief


def test_json_is_the_same_bytes_twice(brief: Brief) -> None:
    assert render_json(brief) == render_json(make_brief())


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "firsthand.brief/1"}', "not json"])
def test_what_is_no_brief_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(BriefUnreadable) as caught:
        read_brief_json(text)
    assert caught.value.next_step


def test_a_brief_of_another_schema_is_refused(brief: Brief) -> None:
    with pytest.raises(BriefUnreadable, match="brief/99"):
        read_brief_json(render_json(replace(brief, schema="firsthand.brief/99")))


def test_each_finding_in_json_holds_its_passages(brief: Brief) -> None:
    held = json.loads(render_json(brief))
    texts = {report["article"]: report["text"] for report in held["reports"]}
    for statement in held["statements"]:
        for passage in (*statement["source"], *statement["cue"], *statement["content"]):
            assert {"report", "block", "start", "end", "quote"} <= passage.keys()
            assert texts[passage["of"]][passage["start"] : passage["end"]] == passage["quote"]


def test_the_schema_names_every_field_of_a_brief() -> None:
    schema = json.loads(render_schema())
    assert schema["version"] == SCHEMA
    assert set(schema["$defs"]["Brief"]["properties"]) == set(Brief.__dataclass_fields__)


def test_the_schema_document_names_every_field_of_a_brief() -> None:
    text = (Path(__file__).parents[1] / "docs" / "schema.md").read_text(encoding="utf-8")
    missing = [name for name in Brief.__dataclass_fields__ if f"`{name}`" not in text]
    assert not missing
    assert SCHEMA in text


@pytest.mark.parametrize("render", [render_markdown, render_text])
def test_every_composed_line_stands_with_its_passages(brief: Brief, render: object) -> None:
    text = " ".join(render(brief).split())  # type: ignore[operator]
    index = index_brief(brief)
    for line in (*brief.synopsis, *brief.takeaways):
        first = line.passages[0]
        assert f"{index.letters[first.report]} ¶{(first.block or 0) + 1} {first.start}–{first.end}" in text


def test_markdown_holds_no_live_markup_of_a_captured_page() -> None:
    text = render_markdown(make_hostile_brief())
    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"(?<!\\)\]\(", text)


def test_the_page_needs_nothing_beside_itself(brief: Brief) -> None:
    html = render_html(brief)
    page = Page(html)
    assert not {"img", "link", "iframe", "object", "embed", "form"} & page.tags.keys()
    assert not any(name in ("src", "srcset", "action", "background") for name, _ in page.attributes)
    assert "@import" not in html
    assert "url(" not in html
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


def test_every_inner_link_of_the_page_has_its_target(brief: Brief) -> None:
    page = Page(render_html(brief))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids), inner - set(page.ids)


def test_no_id_stands_twice_on_the_page(brief: Brief) -> None:
    ids = Page(render_html(brief)).ids
    assert len(ids) == len(set(ids))


def test_the_marked_segments_of_a_line_are_its_passages(brief: Brief) -> None:
    marked = Page(render_html(brief)).marked
    for line in brief.synopsis:
        in_text = [passage for passage in dict.fromkeys(line.passages) if passage.block is not None]
        assert marked[line.id] == "".join(
            passage.quote for passage in sorted(in_text, key=lambda one: (one.of, one.start))
        )


def test_overlapping_passages_are_split_and_lose_no_character(brief: Brief) -> None:
    index = index_brief(brief)
    for held in brief.reports:
        for one in mark_blocks(held, index):
            assert "".join(segment.text for segment in one.segments) == held.text[one.block.start : one.block.end]


def test_the_first_screen_has_its_parts_in_order(brief: Brief) -> None:
    html = render_html(brief)
    parts = [
        "<h1>",
        'id="h-synopsis"',
        'id="h-machine"',
        'id="h-changed"',
        'id="h-care"',
        'id="takeaways"',
        'id="timeline"',
    ]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_what_a_captured_page_wrote_is_never_markup() -> None:
    page = Page(render_html(make_hostile_brief()))
    assert page.tags["script"] == 1
    assert not {"img", "svg", "iframe"} & page.tags.keys()
    assert not any(name.startswith("on") for name, _ in page.attributes)


def test_an_address_that_is_no_web_address_never_becomes_a_link() -> None:
    links = Page(render_html(make_hostile_brief())).links
    assert all(link.startswith(("#", "https://", "http://")) for link in links)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//a.example", "", "http://[", "file:///x"],
)
def test_only_web_addresses_are_safe(url: str) -> None:
    assert safe_url(url) == ""


def test_a_passage_of_the_capture_leads_to_the_head_of_its_report(brief: Brief) -> None:
    held = brief.reports[0]
    dropped = held.dropped[0].evidence
    assert passage_anchor(dropped, index_brief(brief)) == "r-A"


def test_reports_have_letters_beyond_z() -> None:
    assert [report_letter(at) for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_an_empty_brief_renders(brief: Brief) -> None:
    empty = replace(
        brief, synopsis=(), takeaways=(), changed_last=(), handle_with_care=(), timeline=(), statements=(), figures=()
    )
    assert "No sentence passed the check" in render_html(empty)
    assert render_text(empty)
    assert render_markdown(empty)
