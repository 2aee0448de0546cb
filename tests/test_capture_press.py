"""Captures out of exports of press databases: classes of header, as text and as HTML; what is none stays a page."""

from __future__ import annotations

import time

import pytest

from firsthand.capture.records import Media
from samples import (
    BARE,
    BODY,
    CODED,
    FIELDED,
    IDENTIFIED,
    LABELLED,
    MODERN,
    PAGE,
    TEXT,
    as_html,
    as_table,
    check_evidence,
    kinds,
    read,
    shown,
)

EXPORTS = {"bare": BARE, "labelled": LABELLED, "modern": MODERN, "fielded": FIELDED, "identified": IDENTIFIED}


@pytest.mark.parametrize("markup", [False, True])
@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_of_an_export_is_a_capture_with_its_header(name: str, markup: bool) -> None:
    text = as_html(EXPORTS[name]) if markup else EXPORTS[name]
    received, problems = read(f"{name}.txt", text.encode())
    reports = [shown(one) for one in received]
    assert [one.capture.name for one in received] == [f"{name}.txt#1", f"{name}.txt#2"]
    assert [one.outlet.value for one in reports] == ["Orrin Herald", "Skerrow Gazette"]
    assert [one.published.when.value for one in reports] == ["2031-03-14", "2031-03-15"]
    assert [one.headline.value[:15] for one in reports] == ["Tide gates shut", "Keepers on stri"]
    assert [byline.value for byline in reports[0].bylines] == ["Ilka Bren"]
    assert {one.outlet.basis for one in reports} == {("press header",)}
    assert problems == []


@pytest.mark.parametrize("markup", [False, True])
def test_a_header_of_codes_is_read(markup: bool) -> None:
    (received,), _ = read("a.txt", (as_table(CODED) if markup else CODED).encode())
    report = shown(received)
    assert (report.headline.value, report.outlet.value) == ("Tide gates shut", "Orrin Herald")
    assert report.published.when.value == "2031-03-14"


@pytest.mark.parametrize("text", [*EXPORTS.values(), CODED])
def test_the_article_holds_its_text_and_nothing_of_the_header(text: str) -> None:
    received, _ = read("a.txt", text.encode())
    from firsthand.pipeline import read_page

    article = read_page(received[0].capture).article
    for paragraph in BODY.split("\n\n"):
        assert paragraph in article.text
    for header in ("words", "LOAD-DATE", "SECTION", "All rights reserved", "Document", "ORHE", "170031"):
        assert header not in article.text


@pytest.mark.parametrize("text", [*EXPORTS.values(), CODED])
def test_evidence_of_an_export_is_verbatim(text: str) -> None:
    received, _ = read("a.txt", text.encode())
    for one in received:
        assert one.capture.media is Media.PRESS
        assert check_evidence(one) > 4


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT + "\n\nEnd of Document",
        "Title: the gates\nAuthor: the keeper\n\n" + TEXT,
        "The report is 212 words long.\n\n" + TEXT,
        "Page 1 of 3\n\n" + TEXT + "\n\nDocument 2 of 9",
        "____________________________\n\n" + TEXT,
    ],
)
def test_a_page_that_looks_a_little_like_an_export_stays_a_page(text: str) -> None:
    (received,), _ = read("a.txt", text.encode())
    assert received.capture.media is Media.PLAIN


def test_a_saved_page_stays_html() -> None:
    (received,), _ = read("a.html", PAGE.replace("nobody", "Document 1 of 3, and nobody").encode())
    assert received.capture.media is Media.HTML


def test_an_export_that_is_cut_gives_the_articles_before() -> None:
    received, _ = read("a.txt", BARE[: BARE.index("190 words")].encode())
    assert len(received) == 1


def test_an_export_of_thousands_is_told_apart_quickly() -> None:
    started = time.process_time()
    received, problems = read("a.txt", "\n".join(BARE.replace("metres", f"metres {n}") for n in range(2_000)).encode())
    assert time.process_time() - started < 20
    assert len(received) == 4_000
    assert kinds(problems) == []


def test_a_list_of_separators_without_articles_is_no_export() -> None:
    (received,), _ = read("a.txt", ("1 of 9 DOCUMENTS\n\nEnd of Document\n" * 500 + TEXT).encode())
    assert received.capture.media is Media.PLAIN


@pytest.mark.parametrize(
    "line", ["Location: the outer mole.", "Note: the gates are old.", "IN A STATEMENT, the office agreed."]
)
@pytest.mark.parametrize("text", [LABELLED, FIELDED, CODED, MODERN])
def test_a_paragraph_that_opens_like_a_field_is_text(text: str, line: str) -> None:
    longer = text.replace("\n\nThe water stood", f"\n\n{line} Nobody had seen it so.\n\nThe water stood", 1)
    longer = (
        longer.replace("\nThe water stood", f"\n{line} Nobody had seen it so.\nThe water stood", 1)
        if longer == text
        else longer
    )
    received, _ = read("a.txt", longer.encode())
    from firsthand.pipeline import read_page

    words = read_page(received[0].capture).article.text
    assert "Nobody had seen it so." in words
    assert "four metres" in words
