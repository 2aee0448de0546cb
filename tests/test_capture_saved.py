"""Captures out of pages that a program saved: SingleFile, MHTML, PDF."""

from __future__ import annotations

import time

import pytest

import samples
from firsthand.capture import pdf as pdf_reader
from firsthand.capture.records import Media
from firsthand.evidence import UNKNOWN
from samples import PAGE, blocks, check_evidence, kinds, mhtml, pdf, read

SINGLE = PAGE.replace(
    "<html lang=en>",
    "<html lang=en><!--\n Page saved with SingleFile \n url: https://tide.example/gates \n"
    " saved date: Wed Mar 05 2031 10:20:30 GMT+0100 (Central European Standard Time)\n-->",
)


def test_singlefile_tells_address_and_time() -> None:
    (received,), problems = read("a.html", SINGLE.encode())
    assert received.capture.url == "https://tide.example/gates"
    assert received.capture.captured_at == "2031-03-05T10:20:30+01:00"
    assert problems == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Mar 05 2031", "Mar 45 2031"),
        ("GMT+0100", "noon"),
        ("saved date:", "saved:"),
        ("url: https", "url: javascript"),
    ],
)
def test_what_singlefile_left_out_or_broke_stays_unknown(old: str, new: str) -> None:
    (received,), _ = read("a.html", SINGLE.replace(old, new).encode())
    assert UNKNOWN in (received.capture.captured_at, received.capture.url)


def test_a_text_that_speaks_of_singlefile_below_is_no_such_page() -> None:
    (received,), _ = read("a.html", PAGE.encode() + b" " * 30_000 + SINGLE.encode())
    assert received.capture.url == UNKNOWN


def test_a_note_that_the_page_wrote_itself_is_not_believed() -> None:
    raw = PAGE.replace("<h1>", "<!-- saved from url=(0026)https://other.example/ --><h1>").encode()
    (received,), _ = read("a.html", raw)
    assert received.capture.url == UNKNOWN


def test_a_mark_of_the_web_tells_the_address() -> None:
    raw = PAGE.replace("<html", "<!-- saved from url=(0026)https://tide.example/gates -->\n<html").encode()
    (received,), _ = read("a.html", raw)
    assert (received.capture.url, received.capture.captured_at) == ("https://tide.example/gates", UNKNOWN)


def test_the_page_of_an_mhtml_file_is_the_capture() -> None:
    (received,), problems = read("a.mhtml", mhtml())
    capture = received.capture
    assert (capture.media, capture.url) == (Media.HTML, "https://tide.example/gates")
    assert capture.captured_at == "2031-03-05T08:30:00+00:00"
    assert received.raw.decode().strip() == PAGE
    assert check_evidence(received) > 3
    assert problems == []


@pytest.mark.parametrize("date", ["noon", "Wed, 99 Mar 2031 08:30:00 -0000", ""])
def test_a_date_that_is_none_stays_unknown(date: str) -> None:
    (received,), _ = read("a.mhtml", mhtml(date=date))
    assert received.capture.captured_at == UNKNOWN


def test_an_mhtml_file_without_a_page_is_a_problem() -> None:
    received, problems = read("a.mhtml", mhtml(kind="image/svg+xml"))
    assert (received, kinds(problems)) == ([], ["no-page"])


def test_a_cut_mhtml_file_gives_what_is_there() -> None:
    raw = mhtml()
    (received,), _ = read("a.mhtml", raw[: raw.index(b"nobody was hurt")])
    assert "shut at noon" in received.capture.text


def test_a_letter_is_no_mhtml_file() -> None:
    (received,), _ = read("a.txt", b"From: the keeper\n\nThe gates were shut at noon, she wrote.")
    assert received.capture.media is Media.PLAIN


def test_parts_inside_parts_without_end_are_refused_quickly() -> None:
    head = b"MIME-Version: 1.0\r\n"
    nest = b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(3000)
    )
    started = time.process_time()
    received, problems = read("a.mhtml", head + nest)
    assert time.process_time() - started < 10
    assert received == []
    assert kinds(problems)[0] in ("broken", "no-page")


def test_more_parts_than_a_page_has_are_refused() -> None:
    received, problems = read("a.mhtml", mhtml() + b"\r\n--edge" * 30_000)
    assert (received, kinds(problems)) == ([], ["too-many"])


def lines(first: float, words: list[str], *, x: float = 72, size: float = 11) -> list[tuple[float, float, float, str]]:
    return [(x, first - 14 * at, size, one) for at, one in enumerate(words)]


LEAD = [
    "The keeper Ilka Bren said on Friday that the tide",
    "gates of Orrin were shut at noon, and that they",
    "stay shut.",
]
SECOND = ["The water stood at four metres, the harbour of-", "fice said in a statement, and nobody was hurt."]


def test_the_paragraphs_of_a_pdf_are_rebuilt() -> None:
    raw = pdf([[(72, 740, 22, "Tide gates shut"), *lines(700, LEAD), *lines(640, SECOND)]])
    (received,), problems = read("a.pdf", raw)
    assert received.capture.media is Media.PDF
    assert received.capture.text.split("\n\n") == [
        "Tide gates shut",
        "The keeper Ilka Bren said on Friday that the tide gates of Orrin were shut at noon, and that they stay shut.",
        "The water stood at four metres, the harbour office said in a statement, and nobody was hurt.",
    ]
    assert received.raw == raw
    assert problems == []


def test_evidence_in_a_pdf_is_verbatim() -> None:
    (received,), _ = read("a.pdf", pdf([[(72, 740, 22, "Tide gates shut"), *lines(700, LEAD), *lines(640, SECOND)]]))
    assert check_evidence(received) >= 3
    assert blocks(received)[0] == ("headline", "Tide gates shut")


def test_a_hyphen_that_belongs_to_the_word_stays() -> None:
    words = ["The well-known keeper said that the gates of the well-", "known harbour were shut at noon."]
    (received,), _ = read("a.pdf", pdf([lines(700, words)]))
    assert "the well-known harbour" in received.capture.text


def test_a_paragraph_goes_on_over_the_page_and_running_titles_stand_apart() -> None:
    def leaf(number: int, words: list[str]) -> list[tuple[float, float, float, str]]:
        return [(72, 760, 8, "Orrin Herald"), *lines(700, words), (300, 30, 8, str(number))]

    raw = pdf([leaf(1, LEAD[:2]), leaf(2, ["would stay shut for a week, she said."]), leaf(3, SECOND)])
    (received,), _ = read("a.pdf", raw)
    assert "that they would stay shut for a week" in received.capture.text
    assert "\n\nOrrin Herald\n\n" in received.capture.text


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "The keeper said that the gates of",
        "the harbour were shut at noon on",
        "Friday, and that the water of the",
    ]
    right = ["river stood at four metres when she", "came."]
    (received,), _ = read("a.pdf", pdf([[*lines(700, left), *lines(700, right, x=320)]]))
    assert "the water of the river stood" in received.capture.text


@pytest.mark.parametrize("pages", [[[]], [[], []], [[(72, 700, 8, "Scan 7")]]])
def test_a_pdf_without_a_text_layer_is_a_problem(pages: list[list[tuple[float, float, float, str]]]) -> None:
    received, problems = read("a.pdf", pdf(pages))
    assert (received, kinds(problems)) == ([], ["no-text"])
    assert "text layer" in problems[0].message


def test_pages_without_text_among_others_are_told() -> None:
    (received,), problems = read("a.pdf", pdf([lines(700, LEAD), []]))
    assert kinds(problems) == ["pages-without-text"]
    assert problems[0].report == received.capture.report


@pytest.mark.parametrize("raw", [b"%PDF-1.7 text", b"%PDF-1.4\n" + bytes(5000), pdf([lines(700, LEAD)])[:300]])
def test_a_broken_pdf_is_a_problem(raw: bytes) -> None:
    received, problems = read("a.pdf", raw)
    assert received == []
    assert kinds(problems)[0] in ("broken", "no-text")


def test_a_pdf_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "PDF_SECONDS", 0.01)
    received, problems = read("a.pdf", pdf([lines(700, LEAD)]))
    assert (received, kinds(problems)) == ([], ["too-slow"])


def test_a_pdf_under_another_name_is_known_by_its_bytes() -> None:
    (received,), _ = read("a.html", samples.pdf([lines(700, LEAD)]))
    assert received.capture.media is Media.PDF


def test_paragraphs_of_one_line_stay_apart_where_most_are_short() -> None:
    words = ["The keeper shut the gates.", "Nobody was hurt, she said.", "The harbour office agreed."]
    spread = [(72.0, 700.0 - 30 * at, 11.0, one) for at, one in enumerate(words)]
    raw = pdf([[*spread, *lines(600, LEAD), *lines(540, SECOND)]])
    (received,), _ = read("a.pdf", raw)
    assert received.capture.text.split("\n\n")[:3] == words


def test_a_page_in_double_spacing_is_parted_by_its_short_lines() -> None:
    words = [
        *LEAD,
        "The water stood at four metres, the harbour office",
        "said in a statement on Friday, and nobody was hurt.",
    ]
    (received,), _ = read("a.pdf", pdf([[(72, 700 - 26 * at, 11, one) for at, one in enumerate(words)]]))
    assert [one[:9] for one in received.capture.text.split("\n\n")] == ["The keepe", "The water"]
