"""Classes of times: quarters of a named year, clauses that others wait for, clock times with a point, addresses."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from firsthand.article.records import Article, Block, BlockKind, Published, SourceMap
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.resolve import resolve_times
from firsthand.reading.times import find_times
from firsthand.when import UNKNOWN_WHEN, day

UNKNOWN = "unknown"


@cache
def model() -> Any:
    return load_model()


def read(text: str, published: date, *, wide: bool = False) -> list[tuple[str, str]]:
    block = Block(number=0, kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    article = Article(
        id="art-1", report="r", capture="c", text=text, blocks=(block,), source_map=SourceMap(links=()), dropped=()
    )
    parse = parse_article(article, model())
    found = resolve_times(find_times(parse, wide=wide), parse=parse, published=Published(when=day(published)))
    return [(one.evidence.quote, one.when.value if one.when.known else UNKNOWN) for one in found]


def read_undated(*paragraphs: str) -> dict[str, str]:
    """The times of a report that shows no day, each paragraph a block."""
    text, blocks = "\n".join(paragraphs), []
    for number, paragraph in enumerate(paragraphs):
        start = blocks[-1].end + 1 if blocks else 0
        blocks.append(Block(number=number, kind=BlockKind.PARAGRAPH, start=start, end=start + len(paragraph)))
    article = Article(
        id="art-1", report="r", capture="c", text=text, blocks=tuple(blocks), source_map=SourceMap(links=()), dropped=()
    )
    parse = parse_article(article, model())
    found = resolve_times(find_times(parse), parse=parse, published=Published(when=UNKNOWN_WHEN))
    return {one.evidence.quote: one.when.value if one.when.known else UNKNOWN for one in found}


def test_a_year_that_names_a_treaty_gives_a_bare_month_no_year() -> None:
    found = read_undated("The river treaty of 1996 still stands.", "We warned the town in November, the mayor said.")
    assert found == {"1996": "1996", "November": UNKNOWN}


def test_a_year_told_in_the_same_paragraph_does() -> None:
    found = read_undated("The dam was built in 1996. The first flood came in November, and the town left.")
    assert found == {"1996": "1996", "November": "1996-11"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sales fell in the third quarter of last year.", "2030-07-01/2030-09-30"),
        ("Sales will fall in the first quarter of next year.", "2032-01-01/2032-03-31"),
        ("Sales fell in the third quarter.", "2031-07-01/2031-09-30"),
        ("The third-quarter loss is wide.", "2031-07-01/2031-09-30"),
        ("They will report on the third quarter.", "2031-07-01/2031-09-30"),
        ("Sales will fall in the second quarter.", UNKNOWN),
    ],
)
def test_a_quarter_is_of_the_year_that_is_named_or_near(text: str, value: str) -> None:
    assert [found for _, found in read(text, date(2031, 10, 25))] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said it could wait until the ship went into dock in April.", "2031-04"),
        ("He said it would hold once the ice came in November.", UNKNOWN),
        ("The ship went into dock in April.", UNKNOWN),
        ("The ship went into dock in January.", "2031-01"),
    ],
)
def test_a_past_clause_that_others_wait_for_can_lie_ahead(text: str, value: str) -> None:
    assert [found for _, found in read(text, date(2031, 3, 12))] == [value]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It ran aground at 21.52 on Monday.", ["21.52 on Monday"]),
        ("Shares closed at 21.52 on Monday.", ["Monday"]),
        ("The index rose to 21.52 on Monday.", ["Monday"]),
        ("It fell by 1.75 on Monday.", ["Monday"]),
    ],
)
def test_a_number_with_a_point_is_a_clock_time_behind_at_and_a_day(text: str, words: list[str]) -> None:
    assert [found for found, _ in read(text, date(2031, 3, 5))] == words


@pytest.mark.parametrize(
    "text",
    [
        "He lives in the 1900 block of Alder Street.",
        "She was hurt in the 1900-block of Alder Street.",
        "The 1520 sq m hall was sold.",
        "In 1984 households were counted as poor, 2000 boats as lost, and 1900 tonnes as spilt.",
    ],
)
def test_a_number_that_addresses_or_measures_is_no_year(text: str) -> None:
    assert [found for found, _ in read(text, date(2031, 3, 5)) if found not in ("1984",)] == []


def test_in_and_a_year_before_a_subject_is_the_year() -> None:
    assert read("In 2004 scientists reported a leak.", date(2031, 3, 5)) == [("2004", "2004")]


def test_a_future_clause_is_not_dated_by_a_year_told_in_passing() -> None:
    text = "The three, asked in July 2029, will join on March 12."
    assert read(text, date(2031, 2, 27))[-1] == ("March 12", "2031-03-12")


def test_what_has_been_scheduled_lies_ahead() -> None:
    assert read("The clerk has scheduled a hearing Thursday.", date(2031, 3, 5)) == [("Thursday", "2031-03-06")]
    assert read("The clerk has met her Thursday.", date(2031, 3, 5)) == [("Thursday", "2031-02-27")]


def test_a_wide_reading_takes_the_bounds_of_a_length_and_no_bond_by_its_term() -> None:
    words = [
        found for found, _ in read("It took nearly two years. The 10-year bond fell.", date(2031, 3, 5), wide=True)
    ]
    assert words == ["nearly two years"]


def test_a_year_before_our_era_is_a_time_without_a_value_and_no_year_of_ours() -> None:
    assert read("The town was founded in 1200 BC by settlers.", date(2031, 3, 5)) == [("1200 BC", UNKNOWN)]


def test_more_than_so_long_ago_lies_before_it() -> None:
    text = "It was built more than three years ago."
    assert read(text, date(2031, 3, 5)) == [("more than three years ago", "2028")]


def test_a_quarter_of_this_year_is_named_by_it() -> None:
    assert read("Sales fell in last year's third quarter.", date(2031, 3, 5)) == [
        ("last year's third quarter", "2030-07-01/2030-09-30")
    ]
