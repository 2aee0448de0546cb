"""Several stories in one set of reports: they are listed, and a brief may keep to one."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import briefs
from firsthand import read
from firsthand.brief.contents import keep_story, list_stories, stories_in_words, stories_title
from firsthand.brief.render_html import render_html
from firsthand.brief.render_text import render_text
from firsthand.errors import UnknownFinding
from firsthand.story.records import Story

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour"
READINGS = briefs.make_readings()
IDS = tuple(reading.report.id for reading in READINGS)
SMALL, LARGE = Story(id="sy-small", reports=IDS[:1]), Story(id="sy-large", reports=IDS[1:])

ORCHARD = """Orchard growers lose a third of the pear crop to late frost

7 April 2026

Growers in the Teel valley have lost a third of their pears, the Teel Fruit Board said on Tuesday.

"The blossom was out a fortnight early," said Hanno Wick, who chairs the board. "Then came three nights of frost."

The board asked the canton for help with sprinklers, which keep blossom under a coat of ice. A decision is due in May.
"""


def test_the_largest_story_is_number_one_under_a_printed_headline() -> None:
    first, second = list_stories(READINGS, (SMALL, LARGE))
    assert (first.number, first.story, second.number, second.story) == (1, "sy-large", 2, "sy-small")
    assert first.title in {reading.report.headline.value for reading in READINGS[1:]}
    assert second.title == READINGS[0].report.headline.value


def test_one_story_needs_no_list() -> None:
    assert list_stories(READINGS, (Story(id="sy-all", reports=IDS),)) == ()


@pytest.mark.parametrize("wanted", ["2", "sy-small", "sy-s"])
def test_a_story_is_kept_by_number_or_id(wanted: str) -> None:
    stories = (SMALL, LARGE)
    contents, kept, readings = keep_story(wanted, list_stories(READINGS, stories), stories, READINGS)
    assert [one.held for one in contents] == [False, True]
    assert kept == (SMALL,)
    assert [reading.report.id for reading in readings] == list(IDS[:1])


@pytest.mark.parametrize("wanted", ["3", "sy-", "sy-other"])
def test_no_such_story_is_told(wanted: str) -> None:
    stories = (SMALL, LARGE)
    with pytest.raises(UnknownFinding, match="there are 2"):
        keep_story(wanted, list_stories(READINGS, stories), stories, READINGS)


def test_the_one_story_of_a_set_may_be_asked_for() -> None:
    whole = (Story(id="sy-all", reports=IDS),)
    assert keep_story("1", (), whole, READINGS) == ((), whole, READINGS)
    with pytest.raises(UnknownFinding, match="all reports tell one"):
        keep_story("2", (), whole, READINGS)


def test_the_list_says_which_story_the_brief_holds() -> None:
    contents = list_stories(READINGS, (SMALL, LARGE))
    assert stories_title(contents).startswith("2 stories")
    assert not any("this brief" in words for words in stories_in_words(contents))
    marked = (replace(contents[0], held=False), contents[1])
    assert stories_title(marked) == "Story 2 of 2: the others are left out"
    assert stories_in_words(marked)[1].endswith(", this brief")


def test_a_page_about_another_matter_is_listed_and_left_out_on_request(tmp_path: Path) -> None:
    (tmp_path / "orchard.txt").write_text(ORCHARD, encoding="utf-8")
    mixed = [EXAMPLE, tmp_path / "orchard.txt"]
    whole, ferry, pears = read(mixed), read(mixed, story="1"), read(mixed, story="2")
    assert [len(one.reports) for one in whole.contents] == [14, 1]
    assert [one.headline[0].quote for one in whole.contents] == [one.title for one in whole.contents]
    assert len(whole.reports) == 15
    assert len(ferry.reports) == 14 and not any("Wick" in one.name for one in ferry.ledger.entities)
    assert [shown.report.name for shown in pears.reports] == ["orchard.txt"]
    assert {passage.report for line in pears.synopsis for passage in line.passages} == {pears.reports[0].report.id}
    assert "1. " + whole.contents[0].title in render_text(whole)
    assert whole.contents[1].title in render_html(whole)
