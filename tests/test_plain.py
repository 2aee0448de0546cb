"""Captures without markup: what of a page is the report, and what is the page's."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.article.extract import Extract
from firsthand.article.plain import read_plain
from firsthand.article.records import BlockKind, ReportKind
from firsthand.capture.records import Blob, Capture, Media
from firsthand.evidence import UNKNOWN, Span

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

LEAD = "Three fishing boats were towed into the port of Velsund on Tuesday after their engines failed in heavy seas."
SECOND = "The harbour master, Odile Brandt, said all eleven people on board were safe and that two had minor injuries."
THIRD = "“We saw the lights go out one after the other,” said Mr Brandt’s deputy, who was on watch that night."
LAST = (
    "An inquiry into the fuel that the boats had taken on board will open in Velsund next week, the port office said."
)
BODY = f"{LEAD}\n\n{SECOND}\n\n{THIRD}\n\n{LAST}"
HEADLINE = "Fishing boats towed into Velsund after engines fail"


def capture_of(text: str, *, url: str = UNKNOWN, captured_at: str = UNKNOWN) -> Capture:
    return Capture(
        id="cap-1",
        report="rp-1",
        blob=Blob(sha256="0" * 64, size=len(text.encode())),
        name="page.txt",
        media=Media.PLAIN,
        encoding="utf-8",
        text=text,
        url=url,
        captured_at=captured_at,
    )


def read(text: str) -> Extract:
    return read_plain(capture_of(text))


def texts(extract: Extract, kind: BlockKind) -> list[str]:
    article = extract.article
    return [article.text[block.start : block.end] for block in article.blocks if block.kind is kind]


def dropped(extract: Extract) -> dict[str, str]:
    return {one.evidence.quote: one.why for one in extract.article.dropped}


def test_the_paragraphs_under_a_headline_are_the_report() -> None:
    found = read(f"{HEADLINE}\n\n{BODY}\n")
    assert texts(found, BlockKind.HEADLINE) == [HEADLINE]
    assert texts(found, BlockKind.PARAGRAPH) == [LEAD, SECOND, THIRD, LAST]
    assert found.kind is ReportKind.ARTICLE


def test_a_weather_widget_is_dropped_with_its_town_and_clock() -> None:
    found = read(f"-4.5 °C\nPort Ellory\nWednesday, March 5, 2031\n\n{HEADLINE}\n\n{BODY}")
    assert dropped(found) == {"-4.5 °C": "weather", "Port Ellory": "weather", "Wednesday, March 5, 2031": "page clock"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- Advertisement -", "advertisement"),
        ("Story continues below advertisement", "advertisement"),
        ("Share   Tweet   Email   Print", "share buttons"),
        ("1,204 shares", "share buttons"),
        ("Click to start listening", "listen button"),
        ("Listen to this article (3 min)", "listen button"),
        ("READ MORE: Lighthouse keeper retires after forty years", "related links"),
        ("Related: Ten quiet beaches for the spring", "related links"),
        ("Sign up to our weekly newsletter about the sea", "newsletter"),
        ("We use cookies to improve your visit and to measure our audience.", "cookie notice"),
        ("4 min read", "reading time"),
        ("Photo: Ines Maro/Northlight", "photo line"),
        ("Tags: harbour, boats, engines, fuel", "tag list"),
    ],
)
def test_a_line_of_the_page_inside_the_body_is_dropped_with_its_reason(line: str, why: str) -> None:
    found = read(f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\n{line}\n\n{THIRD}\n\n{LAST}")
    assert dropped(found)[line] == why
    assert texts(found, BlockKind.PARAGRAPH)[:2] == [LEAD, SECOND]


def test_a_copyright_line_below_the_text_is_dropped() -> None:
    found = read(f"{HEADLINE}\n\n{BODY}\n\n© 2031 Velsund Chronicle. All rights reserved.")
    assert list(dropped(found).values()) == ["copyright line"]


def test_a_menu_of_short_lines_is_dropped() -> None:
    found = read(f"News\nHarbour life\nBoats for sale\nOur people\n\n{HEADLINE}\n\n{BODY}")
    assert list(dropped(found).values()) == ["menu"] * 4
    assert texts(found, BlockKind.HEADLINE) == [HEADLINE]


def test_a_headline_printed_twice_is_kept_once() -> None:
    found = read(f"{HEADLINE}\n\nClick to play\n{HEADLINE}\n\n{BODY}")
    assert texts(found, BlockKind.HEADLINE) == [HEADLINE]
    assert dropped(found)[HEADLINE] == "repeated headline"


def test_the_sites_name_behind_the_title_is_no_part_of_the_headline() -> None:
    found = read(f"{HEADLINE} | Velsund Chronicle\nHome\n{HEADLINE}\n\n{BODY}")
    assert texts(found, BlockKind.HEADLINE) == [HEADLINE]
    assert ("outlet", "Velsund Chronicle") in {(one.field, one.value) for one in found.offers}


def test_a_page_without_a_line_above_its_text_has_no_headline() -> None:
    found = read(BODY)
    assert texts(found, BlockKind.HEADLINE) == []
    assert len(texts(found, BlockKind.PARAGRAPH)) == 4


def test_links_below_a_heading_of_other_reports_are_dropped() -> None:
    below = "Most read\nBakery wins prize for rye loaf\nNew ferry timetable from June\nCouncil votes on bridge toll"
    found = read(f"{HEADLINE}\n\n{BODY}\n\n{below}")
    assert set(dropped(found).values()) == {"related links"}
    assert texts(found, BlockKind.PARAGRAPH)[-1] == LAST


def test_comments_below_the_text_are_not_the_report() -> None:
    comments = (
        "Comments (2)\nseagull44\nI was on that pier and I can tell you that nobody came for a whole hour that night."
        "\nReply\noldsalt\nThey should check the fuel tanks of every boat in this port before anybody sails again."
    )
    found = read(f"{HEADLINE}\n\n{BODY}\n{SECOND.replace('Brandt', 'Falk')}\n\n{comments}")
    assert not any(
        "seagull" in text or "oldsalt" in text or "whole hour" in text for text in texts(found, BlockKind.PARAGRAPH)
    )


def test_a_labelled_summary_is_the_standfirst_and_listed_points_are_key_points() -> None:
    head = f"{HEADLINE}\n\nSummary\n\nThree boats lost power and were towed in, and nobody died.\n\nAt a glance\n\n"
    points = "  • Eleven people were on three boats.\n  • Two of them were hurt.\n  • An inquiry opens next week.\n\n"
    found = read(head + points + BODY)
    assert texts(found, BlockKind.STANDFIRST) == ["Three boats lost power and were towed in, and nobody died."]
    assert texts(found, BlockKind.KEY_POINT) == [
        "Eleven people were on three boats.",
        "Two of them were hurt.",
        "An inquiry opens next week.",
    ]
    assert texts(found, BlockKind.PARAGRAPH) == [LEAD, SECOND, THIRD, LAST]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "▪", "1.", "→ ", "o"])
def test_key_points_are_found_behind_every_sort_of_list_mark(mark: str) -> None:
    points = f"{mark} Eleven people were on board.\n{mark} Two of them were hurt.\n"
    found = read(f"{HEADLINE}\n\nKey points\n{points}\n{BODY}")
    assert texts(found, BlockKind.KEY_POINT) == ["Eleven people were on board.", "Two of them were hurt."]


def test_a_line_between_headline_and_byline_is_the_standfirst() -> None:
    found = read(f"{HEADLINE}\n\nPort office blames bad fuel for a night of rescues\n\nBy Mara Quist\n\n{BODY}")
    assert texts(found, BlockKind.STANDFIRST) == ["Port office blames bad fuel for a night of rescues"]
    assert texts(found, BlockKind.BYLINE) == ["By Mara Quist"]


@pytest.mark.parametrize(
    "line",
    [
        "By Mara Quist",
        "By MARA QUIST and TOM ELSE, Staff Writers",
        "Reported by Mara Quist in Velsund",
        "By Mara Quist | 5 March 2031",
    ],
)
def test_a_byline_is_a_byline(line: str) -> None:
    assert texts(read(f"{HEADLINE}\n{line}\n\n{BODY}"), BlockKind.BYLINE) == [line]


@pytest.mark.parametrize(
    "line", ["By the time help came, two boats had sunk.", "By noon the sea was calm again, and people went home."]
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str) -> None:
    found = read(f"{HEADLINE}\n\n{LEAD}\n\n{line}\n\n{SECOND}\n\n{LAST}")
    assert line in texts(found, BlockKind.PARAGRAPH)


@pytest.mark.parametrize(
    ("printed", "dateline"),
    [
        ("Velsund, Mar 4 (Northlight) ", "Velsund, Mar 4 (Northlight)"),
        ("VELSUND, March 4 (Northlight) - ", "VELSUND, March 4 (Northlight)"),
        ("VELSUND — ", "VELSUND"),
        ("VELSUND, March 4. /NORTHLIGHT/. ", "VELSUND, March 4. /NORTHLIGHT/."),
        ("PORT ELLORY, Norway (AP) — ", "PORT ELLORY, Norway (AP)"),
    ],
)
def test_a_dateline_is_a_block_of_its_own_before_the_text(printed: str, dateline: str) -> None:
    found = read(f"{HEADLINE}\n\n{printed}{BODY}")
    kinds = [block.kind for block in found.article.blocks][:3]
    assert kinds == [BlockKind.HEADLINE, BlockKind.DATELINE, BlockKind.PARAGRAPH]
    assert texts(found, BlockKind.DATELINE) == [dateline]
    assert texts(found, BlockKind.PARAGRAPH)[0] == LEAD


@pytest.mark.parametrize(
    "caption",
    [
        "The boats at the fish quay on the morning after the storm. [NORTHLIGHT]",
        "The boats at the fish quay. (Photo: Ines Maro)",
        "Odile Brandt, left, speaks to fishermen in this file photo. (AP)",
        "FILE - The port of Velsund is seen from the lighthouse on a clear day in June.",
    ],
)
def test_a_caption_inside_the_body_is_a_caption(caption: str) -> None:
    found = read(f"{HEADLINE}\n\n{LEAD}\n\n{caption}\n\n{SECOND}\n\n{THIRD}\n\n{LAST}")
    assert texts(found, BlockKind.CAPTION) == [caption]


@pytest.mark.parametrize(
    "caption",
    [
        "A tug waits off the mole, in this file photo of May 2029. GREYLINE PRESS/Ida Morrow",
        "Una Brekke in an undated photo. CONTRIBUTED",
    ],
)
def test_a_house_in_capitals_behind_the_last_stop_makes_a_caption(caption: str) -> None:
    assert texts(read(f"{HEADLINE}\n\n{LEAD}\n\n{caption}\n\n{SECOND}\n\n{THIRD}\n"), BlockKind.CAPTION) == [caption]


def test_a_paragraph_that_ends_in_capitals_is_no_caption() -> None:
    line = "The skipper wrote one word in the log of the boat before he went below with the others. ENGINES"
    assert texts(read(f"{HEADLINE}\n\n{LEAD}\n\n{line}\n\n{SECOND}\n\n{THIRD}\n"), BlockKind.CAPTION) == []


@pytest.mark.parametrize(
    "line", ["“It was [the harbour] that failed us,” said a skipper who has fished here for years [sic]"]
)
def test_brackets_inside_a_quotation_make_no_caption(line: str) -> None:
    assert texts(read(f"{HEADLINE}\n\n{LEAD}\n\n{line}\n\n{SECOND}\n\n{LAST}"), BlockKind.CAPTION) == []


@pytest.mark.parametrize(
    "credit", ["NORTHLIGHT", "Northlight", "North Sea Wire", "(Reuters)", "AP", "With files from the Velsund Chronicle"]
)
def test_a_lone_name_or_credit_below_the_last_paragraph_is_a_credit(credit: str) -> None:
    assert texts(read(f"{HEADLINE}\n\n{BODY}\n\n{credit}\n"), BlockKind.CREDIT) == [credit]


def test_a_lone_name_of_two_words_is_a_credit_where_a_caption_credits_it_too() -> None:
    caption = "The boats at the fish quay on the morning after. [NORTH LIGHT]"
    assert texts(read(f"{HEADLINE}\n\n{LEAD}\n\n{caption}\n\n{BODY}\n\nNorth Light"), BlockKind.CREDIT) == [
        "North Light"
    ]
    assert texts(read(f"{HEADLINE}\n\n{BODY}\n\nPort Ellory"), BlockKind.CREDIT) == []


def test_a_sign_off_at_the_end_of_the_last_paragraph_is_cut_off_as_a_credit() -> None:
    found = read(f"{HEADLINE}\n\n{BODY} (Reuters)")
    assert texts(found, BlockKind.CREDIT) == ["(Reuters)"]
    assert texts(found, BlockKind.PARAGRAPH)[-1] == LAST


def test_a_correction_below_the_text_stays_as_a_correction() -> None:
    note = "Correction: an earlier version of this article gave the number of boats as four."
    found = read(f"{HEADLINE}\n\n{BODY}\n\nMost read\nBakery wins prize\n\n{note}")
    assert texts(found, BlockKind.CORRECTION) == [note]


def test_a_subheading_stands_between_paragraphs() -> None:
    found = read(f"{HEADLINE}\n\n{LEAD}\n\n{SECOND}\n\nQuestions about the fuel\n\n{THIRD}\n\n{LAST}")
    assert texts(found, BlockKind.SUBHEADING) == ["Questions about the fuel"]


def test_windows_line_ends_and_tabs_change_nothing() -> None:
    plain = read(f"{HEADLINE}\n\n{BODY}")
    windows = read(f"{HEADLINE}\r\n\r\n\t" + BODY.replace("\n", "\r\n").replace("\r\n\r\n", "\r\n\r\n\t"))
    assert windows.article.text == plain.article.text


def test_a_page_without_blank_lines_is_read() -> None:
    found = read(f"Home\nNews\nBoats\n{HEADLINE}\nBy Mara Quist\n5 March 2031\n" + BODY.replace("\n\n", "\n"))
    assert texts(found, BlockKind.PARAGRAPH) == [LEAD, SECOND, THIRD, LAST]
    assert texts(found, BlockKind.HEADLINE) == [HEADLINE]


def wrap(paragraph: str, width: int) -> str:
    lines, line = [], ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize(("width", "parting"), [(72, "\n\n"), (64, "\n\n"), (72, "\n   ")])
def test_lines_wrapped_by_a_program_are_joined_into_paragraphs(width: int, parting: str) -> None:
    paragraphs = [wrap(one, width) for one in (LEAD, SECOND, THIRD, LAST)]
    found = read(f"{HEADLINE}\n\n" + parting.join(paragraphs))
    assert texts(found, BlockKind.PARAGRAPH) == [LEAD, SECOND, THIRD, LAST]


def test_a_page_in_one_huge_line_begins_at_its_dateline() -> None:
    page = f"Velsund Chronicle {HEADLINE} VELSUND, March 4 (Northlight) - {LEAD} {SECOND} {LAST}"
    found = read(page)
    assert texts(found, BlockKind.DATELINE) == ["VELSUND, March 4 (Northlight)"]
    assert " ".join(texts(found, BlockKind.PARAGRAPH)).startswith(LEAD)


def test_sentences_glued_together_become_paragraphs() -> None:
    found = read(f"{HEADLINE}\n\n{LEAD}{SECOND}{LAST}")
    assert texts(found, BlockKind.PARAGRAPH) == [LEAD, SECOND, LAST]


@pytest.mark.parametrize("word", ["U.S.Army engineers", "Dr.Brandt", "www.Velsund.example", "mara@port.Example"])
def test_abbreviations_and_addresses_are_not_taken_apart(word: str) -> None:
    line = f"The port office told {word} on Monday that the two boats would be inspected before they sail."
    assert texts(read(f"{HEADLINE}\n\n{LEAD}\n\n{line}\n\n{LAST}"), BlockKind.PARAGRAPH)[1] == line


TRANSCRIPT = (
    "Presenter: Three boats were towed into Velsund last night. Tom Else reports."
    "Report:The boats lost power within an hour of each other.The harbour master said nobody was badly hurt."
    "Brandt:They were lucky, and they know it.Report:An inquiry opens next week.Tom Else, Radio Velsund News."
)


def turns(extract: Extract) -> list[tuple[str, str]]:
    article = extract.article
    return [(one.speaker, article.text[one.start : one.end]) for one in article.blocks if one.kind is BlockKind.TURN]


def test_turns_run_together_become_blocks_with_their_speaker() -> None:
    found = read(TRANSCRIPT)
    assert found.kind is ReportKind.TRANSCRIPT
    assert turns(found) == [
        ("Presenter", "Three boats were towed into Velsund last night."),
        ("Report", "The boats lost power within an hour of each other."),
        ("Report", "The harbour master said nobody was badly hurt."),
        ("Brandt", "They were lucky, and they know it."),
        ("Report", "An inquiry opens next week."),
    ]


def test_a_reporters_sign_off_and_hand_over_are_credits() -> None:
    assert texts(read(TRANSCRIPT), BlockKind.CREDIT) == ["Tom Else reports.", "Tom Else, Radio Velsund News."]


def test_a_title_behind_the_sign_off_is_neither_headline_nor_text() -> None:
    found = read(TRANSCRIPT + "Boats Towed Into Velsund After Engines Fail")
    assert dropped(found)["Boats Towed Into Velsund After Engines Fail"] == "trailing title"
    assert texts(found, BlockKind.HEADLINE) == []


def test_a_turn_goes_on_over_paragraphs_until_the_next_label() -> None:
    found = read(f"HOST: {LEAD}\n\n{SECOND}\n\nMARA QUIST, REPORTER: {THIRD}\n\n{LAST}")
    assert [speaker for speaker, _ in turns(found)] == ["HOST", "HOST", "MARA QUIST, REPORTER", "MARA QUIST, REPORTER"]


@pytest.mark.parametrize(
    "line",
    [
        "The verdict: guilty on all counts, the court in Velsund said late on Monday evening.",
        "Background: the port was built in 1911 and has burned twice since then.",
    ],
)
def test_a_colon_in_a_written_report_makes_no_transcript(line: str) -> None:
    assert read(f"{HEADLINE}\n\n{LEAD}\n\n{line}\n\n{LAST}").kind is ReportKind.ARTICLE


@pytest.mark.parametrize("text", ["", " \n\t\n", "Home\nNews\nContact us", "12:04\n***"])
def test_a_page_without_text_is_a_problem_and_no_report(text: str) -> None:
    found = read(text)
    assert found.article.blocks == ()
    assert [problem.kind for problem in found.problems] == ["article.thin"]


DIRT = [
    f"{HEADLINE}\n\n{BODY}",
    f"21 °C\nVelsund\n5 March 2031\n{HEADLINE}\n- Advertisement -\n{BODY}\nNORTHLIGHT\n© Velsund Chronicle",
    TRANSCRIPT,
    BODY.replace("\n\n", "\r\n") + "\x00\u200b\ufeff",
    "Cafe\u0301 fire\n\n" + LEAD.replace("port", "cafe\u0301") + f"\n\n{SECOND}",
]


@pytest.mark.parametrize("text", DIRT)
def test_every_visible_word_is_kept_or_dropped_and_nothing_is_both(text: str) -> None:
    capture = capture_of(text)
    article = read_plain(capture).article
    kept = {at for link in article.source_map.links for at in range(link.capture_start, link.capture_end)}
    gone = {at for one in article.dropped for at in range(one.evidence.start, one.evidence.end)}
    assert not kept & gone
    rest = "".join(letter for at, letter in enumerate(text) if at not in kept | gone)
    assert not any(letter.isalnum() for letter in rest), rest


@pytest.mark.parametrize("text", DIRT)
def test_every_block_leads_back_to_its_words_on_the_page(text: str) -> None:
    capture = capture_of(text)
    article = read_plain(capture).article
    for block in article.blocks:
        spans = article.source_map.to_capture(Span(start=block.start, end=block.end))
        assert spans
        assert all(span.end <= len(capture.text) for span in spans)


def test_reading_twice_gives_the_same() -> None:
    assert read(DIRT[1]) == read(DIRT[1])


@pytest.mark.skipif(
    not SEEDS.exists(), reason="the seed pages lie beside the repository in ../shared and are not there"
)
@pytest.mark.parametrize(
    ("name", "gone", "kinds"),
    [
        (
            "000_07c548516d19d063.txt",
            ["58.8 F", "Los Angeles", "- Advertisement -"],
            [BlockKind.CAPTION, BlockKind.CREDIT],
        ),
        ("002_7706ceb6eb0908b3.txt", ["date 2025-02-19", "Photo :"], [BlockKind.TURN, BlockKind.CREDIT]),
        (
            "003_f8bdc51c63609121.txt",
            ["Click to start"],
            [BlockKind.STANDFIRST, BlockKind.KEY_POINT, BlockKind.DATELINE],
        ),
    ],
)
def test_the_seeds_lose_their_dirt_and_keep_their_blocks(name: str, gone: list[str], kinds: list[BlockKind]) -> None:
    article = read((SEEDS / name).read_bytes().decode()).article
    assert not [words for words in gone if words in article.text]
    assert set(kinds) <= {block.kind for block in article.blocks}
