"""Stories, copies, dependence, and publication times that sister reports narrow."""

from __future__ import annotations

import json
import lzma
import random
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from firsthand.reading.records import EntityKind, HopKind, Reading, Setting
from firsthand.story import find_copies, find_dependences, group_stories, narrow_published
from firsthand.story.records import DependenceKind
from firsthand.when import UNKNOWN_WHEN, days
from readings import Page

SHARED = Path(__file__).resolve().parents[2] / "shared"

LOCK = """
Lock keepers at Tarn End have closed the eastern sluice after a crack was found in its oak gate, the Waterways
Trust said on Thursday.

Divers found the crack on Monday while they cleared weed from the sill. The gate was fitted thirty-one years ago
and was due to be replaced next spring.

Barges bound for the upper basin will wait below the lock for at least nine days while carpenters from Melbury
build a brace around the broken post.

The trust said no water had been lost and that the towpath would stay open to walkers."""

TRIMMED = """
Lock keepers at Tarn End have closed the eastern sluice after a crack was found in its oak gate.

Barges bound for the upper basin will wait below the lock for at least nine days while carpenters from Melbury
build a brace around the broken post.

Divers found the crack on Monday while they cleared weed from the sill.

A café beside the lock has put out extra chairs for the crews."""

RETOLD = """
A split in a wooden gate has shut the sluice at Tarn End, and skippers on their way to the upper basin face more
than a week of waiting.

It was discovered by divers who had gone down to cut weed, according to the Waterways Trust. Carpenters are to
shore up the post."""

ORCHARD = """
Growers in the Vell valley say frost has taken half of the pear blossom, and a tax on imported juice is no help to
them.

The orchard league will meet the farm minister to ask for loans."""


def page(name: str, text: str, **more: object) -> Reading:
    return Page(name, text, **more).reading()  # type: ignore[arg-type]


def test_reports_of_one_matter_are_one_story_and_another_matter_is_another() -> None:
    readings = (page("a", LOCK), page("b", ORCHARD), page("c", RETOLD))
    assert [story.reports for story in group_stories(readings)] == [("rp-a", "rp-c"), ("rp-b",)]


def test_a_story_says_which_words_join_it() -> None:
    story = group_stories((page("a", LOCK), page("c", RETOLD)))[0]
    assert {"Tarn", "carpenters"} & set(story.about)
    assert story.because[0].rule == "story.weighted-words"


def test_one_report_alone_is_a_story_without_reasons() -> None:
    (story,) = group_stories((page("a", LOCK),))
    assert story.reports == ("rp-a",)
    assert story.because == ()


def test_a_trimmed_and_reordered_text_is_a_copy_with_passages_from_both() -> None:
    (copy,) = find_copies(
        (
            page("a", LOCK, published=date(2031, 3, 6)),
            page("b", TRIMMED, outlet="Orchard Sun", published=date(2031, 3, 7)),
        )
    )
    assert (copy.report, copy.other, copy.directed) == ("rp-b", "rp-a", True)
    assert copy.share > 0.6
    assert {passage.report for passage in copy.evidence} == {"rp-a", "rp-b"}


def test_a_copy_with_other_paragraphs_has_passages_in_one_paragraph_each() -> None:
    parted = LOCK.replace(". ", ".\n\n")
    words = parted.split(" ")
    cut = " ".join(f"{word}\n\n" if at % 17 == 16 else word for at, word in enumerate(words))
    for text in (parted, cut):
        for pages in ((page("a", LOCK), page("b", text)), (page("b", text), page("a", LOCK))):
            for copy in find_copies(pages):
                texts = {one.article.id: one.article.text for one in pages}
                assert all(texts[place.of][place.start : place.end] == place.quote for place in copy.evidence)


def test_a_retold_story_is_no_copy() -> None:
    assert find_copies((page("a", LOCK), page("c", RETOLD))) == ()


def test_two_reports_that_quote_one_speech_are_no_copies() -> None:
    speech = (
        "“We shall mend this gate with oak from our own woods, and the men who cut it will be the men who hang it, "
        "as their fathers did before them, and when it swings again we shall drink to it on the quay until the moon "
        "goes down behind the mill”"
    )
    left = f"The warden spoke to a crowd of forty at noon in the rain.\n\n{speech}, she said."
    right = f"There were cheers at Tarn End when its warden promised local timber.\n\nShe told them: {speech}."
    assert find_copies((page("a", left), page("b", right))) == ()


def test_a_copy_is_directed_by_credit_before_time() -> None:
    source = Page("a", LOCK, outlet="Kestrel News", published=date(2031, 3, 7)).reading()
    taker = Page("b", TRIMMED, outlet="Orchard Sun", agency="Kestrel News", published=date(2031, 3, 6)).reading()
    (copy,) = find_copies((taker, source))
    assert (copy.report, copy.other, copy.directed) == ("rp-b", "rp-a", True)
    assert copy.because[0].note == "credits the other"


def test_a_copy_stays_undirected_where_nothing_shows_who_came_first() -> None:
    (copy,) = find_copies((page("a", LOCK), page("b", TRIMMED, outlet="Orchard Sun")))
    assert not copy.directed


def test_two_reports_that_credit_one_agency_are_undirected_copies() -> None:
    (copy,) = find_copies(
        (
            page("a", LOCK, outlet="Veldt Times", agency="Kestrel", published=date(2031, 3, 6)),
            page("b", TRIMMED, outlet="Orchard Sun", agency="Kestrel", published=date(2031, 3, 7)),
        )
    )
    assert not copy.directed


def test_a_credited_agency_is_a_dependence() -> None:
    (credit,) = find_dependences((page("a", LOCK, agency="Kestrel"),))
    assert (credit.kind, credit.name, credit.other) == (DependenceKind.CREDIT, "Kestrel", "")


def test_words_of_relaying_point_at_the_outlets_own_report() -> None:
    first = Page("a", "Herder Altan Sereg told this newspaper that a drone had circled the well.", outlet="Maple Wire")
    second = Page("b", "A herder saw a drone over the well, as reported by Maple Wire.", outlet="Orchard Sun")
    second.relay("Maple Wire", HopKind.RELAYED, "as reported by Maple Wire")
    (relay,) = find_dependences((first.reading(), second.reading()))
    assert (relay.kind, relay.report, relay.other) == (DependenceKind.RELAY, "rp-b", "rp-a")


def test_nothing_is_relayed_from_a_report_that_came_out_later() -> None:
    later = Page("a", "Altan Sereg spoke of the well.", outlet="Maple Wire", published=date(2031, 4, 20))
    page = Page("b", "A herder was hurt, as reported by Maple Wire.", outlet="Sun", published=date(2031, 3, 2))
    page.relay("Maple Wire", HopKind.RELAYED, "as reported by Maple Wire")
    (relay,) = find_dependences((page.reading(), later.reading()))
    assert (relay.kind, relay.report, relay.other, relay.name) == (DependenceKind.RELAY, "rp-b", "", "Maple Wire")


def test_two_reports_of_one_interview_hang_on_one_occasion() -> None:
    pages = []
    for name, outlet in (("a", "Nile Wire"), ("b", "Orchard Sun")):
        each = Page(name, "Petra Maluf told the Lantern Post that the pumps were dry.", outlet=outlet)
        who = each.refer("Petra Maluf")
        each.say("the pumps were dry", who, setting=Setting.INTERVIEW, with_whom="Lantern Post")
        pages.append(each.reading())
    kinds = [(one.kind, one.report, one.other) for one in find_dependences(tuple(pages))]
    assert (DependenceKind.SAME_OCCASION, "rp-b", "rp-a") in kinds


def loose_and_dated(loose_text: str, dated_text: str, *, clock: date | None, told: date) -> tuple[Reading, Reading]:
    loose = Page(
        "loose",
        loose_text,
        published=days(None, clock) if clock else UNKNOWN_WHEN,
        basis=("bound: page clock",) if clock else (),
    )
    loose.time("Wednesday")
    dated = Page("dated", dated_text, outlet="Orchard Sun", published=date(2031, 3, 12))
    dated.time("Wednesday", told)
    for each in (loose, dated):
        if "Petra Maluf" in each.article.text:
            each.refer("Petra Maluf", EntityKind.PERSON)
    return loose.reading(), dated.reading()


NEWS = "A ferry cook, Petra Maluf, said on Wednesday that passengers had been kept below deck on orders."
SISTER = "In an interview on Wednesday, Petra Maluf said orders were given to keep passengers below deck."


def narrowed(readings: tuple[Reading, ...]) -> dict[str, str]:
    stories = group_stories(readings)
    return {report: published.when.value for report, published in narrow_published(readings, stories)}


def test_a_sister_with_the_same_news_and_weekday_bounds_an_undated_page_from_below() -> None:
    readings = loose_and_dated(NEWS, SISTER, clock=date(2031, 3, 14), told=date(2031, 3, 12))
    assert narrowed(readings) == {"rp-loose": "2031-03-12/2031-03-14"}


def test_the_narrowed_time_says_on_what_it_rests() -> None:
    readings = loose_and_dated(NEWS, SISTER, clock=date(2031, 3, 14), told=date(2031, 3, 12))
    ((_, published),) = narrow_published(readings, group_stories(readings))
    assert published.basis == ("bound: page clock", "weekday in text", "sister report")
    assert [passage.quote for passage in published.evidence] == ["Wednesday", "Wednesday"]


def test_a_page_without_any_bound_stays_undated() -> None:
    assert narrowed(loose_and_dated(NEWS, SISTER, clock=None, told=date(2031, 3, 12))) == {}


def test_a_weekday_of_another_week_narrows_nothing() -> None:
    assert narrowed(loose_and_dated(NEWS, SISTER, clock=date(2031, 3, 28), told=date(2031, 3, 12))) == {}


def test_other_news_on_the_same_weekday_narrows_nothing() -> None:
    other = "The ferry company will open a second kiosk, its owner said on Wednesday, and paint the railings green."
    assert narrowed(loose_and_dated(NEWS, other, clock=date(2031, 3, 14), told=date(2031, 3, 12))) == {}


def test_a_weekday_still_to_come_narrows_nothing() -> None:
    ahead = (
        "Petra Maluf, a ferry cook, said passengers were kept below deck on orders and will testify until Wednesday."
    )
    assert narrowed(loose_and_dated(ahead, SISTER, clock=date(2031, 3, 14), told=date(2031, 3, 12))) == {}


def text_of(row: dict[str, Any]) -> str:
    paragraphs = (" ".join(sentences) for sentences in row["body-paragraphs"] if sentences)
    return "\n\n".join([row["title"].strip() or "-", *paragraphs])


def b_cubed(predicted: list[str], gold: list[str]) -> float:
    ours, theirs = defaultdict(set), defaultdict(set)
    for at, (left, right) in enumerate(zip(predicted, gold, strict=True)):
        ours[left].add(at)
        theirs[right].add(at)
    both = [len(ours[left] & theirs[right]) for left, right in zip(predicted, gold, strict=True)]
    precision = sum(n / len(ours[left]) for n, left in zip(both, predicted, strict=True)) / len(gold)
    recall = sum(n / len(theirs[right]) for n, right in zip(both, gold, strict=True)) / len(gold)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.skipif(
    not (SHARED / "bench" / "basil").exists(), reason="needs ../shared/bench/basil beside the repository"
)
def test_three_outlets_on_twenty_events_fall_into_their_stories() -> None:
    with lzma.open(SHARED / "bench" / "basil" / "articles.jsonl.xz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    events = random.Random(5).sample(sorted({row["triplet-uuid"] for row in rows})[60:], 20)
    part = sorted((row for row in rows if row["triplet-uuid"] in events), key=lambda row: (row["date"], row["uuid"]))
    readings = tuple(
        page(row["uuid"], text_of(row), headline=True, published=date.fromisoformat(row["date"][:10])) for row in part
    )
    story_of = {report: story.id for story in group_stories(readings) for report in story.reports}
    score = b_cubed([story_of[reading.report.id] for reading in readings], [row["triplet-uuid"] for row in part])
    assert score > 0.88
