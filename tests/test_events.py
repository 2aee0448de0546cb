"""Events: what is told to have happened, with its time and whose word it is."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from firsthand.article.records import Article, Block, BlockKind, Published, SourceMap
from firsthand.evidence import Span
from firsthand.reading.events import find_events
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import Event, Mode, Narration, Statement
from firsthand.reading.resolve import resolve_times
from firsthand.reading.times import find_times
from firsthand.when import UNKNOWN_WHEN, day


@cache
def model() -> Any:
    return load_model()


def events(
    text: str, *, published: date | None = date(2031, 3, 5), content: str = "", echo: str = ""
) -> tuple[Event, ...]:
    block = Block(number=0, kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    article = Article(
        id="art-1", report="r", capture="c", text=text, blocks=(block,), source_map=SourceMap(links=()), dropped=()
    )
    parse = parse_article(article, model())
    when = day(published) if published else UNKNOWN_WHEN
    times = resolve_times(find_times(parse), parse=parse, published=Published(when=when))
    said = tuple(
        Statement(id="st-1", report="r", source=(), cue=(), content=(article.evidence(place),), mode=Mode.INDIRECT)
        for place in _places(text, content)
    )
    told = tuple(
        Narration(id="na-1", report="r", evidence=article.evidence(place), echo=True) for place in _places(text, echo)
    )
    return find_events(parse, times, said, told)


def _places(text: str, words: str) -> tuple[Span, ...]:
    return (Span(start=text.index(words), end=text.index(words) + len(words)),) if words else ()


def test_a_dated_clause_is_an_event_with_its_sentence() -> None:
    (event,) = events("The dam at Morvan broke on Monday. Nobody was hurt.")
    assert (event.evidence.quote, event.when.value) == ("The dam at Morvan broke on Monday.", "2031-03-03")


def test_a_planned_event_lies_ahead() -> None:
    (event,) = events("The court will rule on Friday.")
    assert event.when.value == "2031-03-07"


def test_an_unresolved_time_makes_no_event() -> None:
    assert events("The dam broke on Monday.", published=None) == ()


def test_an_event_inside_a_statement_is_that_speakers_word() -> None:
    (event,) = events("Ada Quist said the dam broke on Monday.", content="the dam broke on Monday")
    assert event.statement == "st-1"


def test_an_echo_gives_no_event_of_its_own() -> None:
    text = "Dam broke on Monday"
    assert events(text, echo=text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada Quist, born in 1999, said she would go.", "Ada Quist, born in 1999"),
        ("The Brenna, which sank in 1987, was insured.", "The Brenna, which sank in 1987"),
        ("The fund was set up after the dam broke in 1987.", "the dam broke in 1987"),
        ("The dam at Morvan broke in 1987.", "The dam at Morvan broke in 1987."),
        ("In 1987 the dam at Morvan broke.", "In 1987 the dam at Morvan broke."),
        ("Ada Quist told a hearing in Morvan on Monday that it broke.", ""),
    ],
)
def test_the_words_of_an_event_are_those_that_its_time_governs(text: str, told: str) -> None:
    (event,) = events(text)
    assert event.evidence.quote == (told or text)


@pytest.mark.parametrize(
    "text",
    [
        "Our report gave the year of the dam as 1989.",
        "A correction named 1989 and 1998.",
        "The 1998 accord forbids it.",
        "The flood of 1998 led to the wall.",
        "The pumps could wait until the ship docked in May.",
        "He would leave if the dam broke in May.",
        "A man lives in the 1900 block of Alder Street.",
    ],
)
def test_a_time_that_does_not_govern_the_predicate_makes_no_event(text: str) -> None:
    assert events(text) == ()


def test_a_clause_that_somebody_said_keeps_its_sentence_where_no_statement_holds_it() -> None:
    text = "He believes the Brenna, which sank in 1987, was sold."
    assert [event.evidence.quote for event in events(text)] == [text]


def test_a_date_without_a_verb_is_no_event() -> None:
    assert events("Morvan, 3 March 2031") == ()
