"""Figures: numbers in words, hedges, ranges, what is counted and who gives it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.article.records import Article, Block, BlockKind, SourceMap
from firsthand.evidence import Span
from firsthand.reading.figures import find_figures
from firsthand.reading.numerals import find_numbers, load_figure_words
from firsthand.reading.parse import Parse, load_model, parse_article
from firsthand.reading.records import Figure, FigureKind, Mode, Naming, Statement
from firsthand.reading.times import find_times


@cache
def model() -> Any:
    return load_model()


def parse(text: str) -> Parse:
    block = Block(number=0, kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    article = Article(
        id="art-1", report="r", capture="c", text=text, blocks=(block,), source_map=SourceMap(links=()), dropped=()
    )
    return parse_article(article, model())


def figures(text: str, statements: tuple[Statement, ...] = ()) -> tuple[Figure, ...]:
    parsed = parse(text)
    return find_figures(parsed, find_times(parsed), statements)


def statement(text: str, content: str, source: str = "", speaker: str = "rf-1") -> Statement:
    article = parse(text).article
    at = text.index(content)
    said = article.evidence(Span(start=at, end=at + len(content)))
    by = (article.evidence(Span(start=text.index(source), end=text.index(source) + len(source))),) if source else ()
    return Statement(
        id=f"st-{content[:8]}",
        report="r",
        source=by,
        cue=(),
        content=(said,),
        mode=Mode.INDIRECT,
        speakers=(speaker,) if source else (),
        naming=Naming.NAMED if source else Naming.UNKNOWN,
    )


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("two hundred and five", "205"),
        ("thirty-four", "34"),
        ("twelve hundred", "1200"),
        ("half a million", "500000"),
        ("three dozen", "36"),
        ("1.5 billion", "1500000000"),
        ("£3bn", "3000000000"),
        ("12,345.5", "12345.5"),
        ("four million two hundred thousand", "4200000"),
    ],
)
def test_a_number_in_words_or_digits_has_its_value(printed: str, value: str) -> None:
    (number,) = find_numbers(printed, load_figure_words())
    assert number.value == Decimal(value)


@given(st.integers(min_value=32, max_value=9_999_999))
def test_grouped_digits_read_back_as_the_number(value: int) -> None:
    (number,) = find_numbers(f"{value:,}", load_figure_words())
    assert number.value == value


@given(st.text(max_size=80))
def test_numbers_of_any_text_are_in_order_and_never_overlap(text: str) -> None:
    numbers = find_numbers(text, load_figure_words())
    assert all(first.end <= second.start for first, second in pairwise(numbers))


def test_a_vague_number_has_no_amount() -> None:
    (figure,) = figures("Tens of thousands of marchers filled the quay.")
    assert (figure.amount.low, figure.amount.high) == (None, None)
    assert [piece.quote for piece in figure.counted] == ["marchers"]


def test_about_before_a_topic_is_no_hedge() -> None:
    found = figures("The minister spoke about two missing sailors.")
    assert [(figure.evidence.quote, figure.hedge) for figure in found] == [("two", "")]


def test_an_age_after_a_name_is_no_count() -> None:
    (figure,) = figures("Orla Bystrom, 41, runs the ferry.")
    assert (figure.kind, figure.amount.unit) == (FigureKind.AGE, "years")


def test_those_killed_and_those_wounded_are_counted_apart() -> None:
    found = figures("Around 40 have been killed and about 210 wounded, the ministry said.")
    assert [[piece.quote for piece in figure.counted] for figure in found] == [["killed"], ["wounded"]]
    assert [figure.hedge for figure in found] == ["around", "about"]


def test_the_giver_is_the_speaker_of_the_innermost_statement() -> None:
    text = "Tove Lindahl said the police had told her that 16 boats were lost."
    outer = statement(text, "the police had told her that 16 boats were lost", "Tove Lindahl", "rf-tove")
    inner = statement(text, "16 boats were lost", "the police", "rf-police")
    (figure,) = figures(text, (outer, inner))
    assert (figure.giver, figure.statement) == ("rf-police", inner.id)
    assert [piece.quote for piece in figure.giver_evidence] == ["the police"]


def test_an_estimate_without_a_speaker_has_no_giver() -> None:
    text = "It is estimated that 9,000 geese winter there, Tove Lindahl said elsewhere."
    (figure,) = figures(text, (statement(text, "9,000 geese winter there"),))
    assert (figure.giver, figure.giver_naming) == ("", Naming.UNKNOWN)


def test_a_share_of_ones_mind_counts_nothing() -> None:
    (figure,) = figures("“I have made up my mind 80 percent,” she said.")
    assert (figure.amount.low, figure.amount.unit, figure.counted) == (Decimal(80), "percent", ())


def test_a_number_inside_a_time_is_no_figure() -> None:
    assert figures("The gate was shut on 14 March 2031 at 7.30pm.") == ()


def test_a_figure_is_verbatim_and_has_the_same_id_again() -> None:
    first, second = figures("Some 300 pilgrims came."), figures("Some 300 pilgrims came.")
    assert first[0].evidence.quote == "300"
    assert [figure.id for figure in first] == [figure.id for figure in second]


def test_money_has_its_currency_and_scale() -> None:
    found = figures("The pier cost $US3.2 million and the crane 40 million kronor less than 5 to 7 million euros.")
    assert (found[0].amount.low, found[0].amount.unit) == (Decimal("3200000.0"), "USD")
    assert (found[-1].amount.low, found[-1].amount.high, found[-1].amount.unit) == (None, Decimal(7000000), "EUR") or (
        found[-1].amount.low == Decimal(5000000)
    )


def test_a_source_that_names_nobody_leaves_the_figure_to_the_speaker_around_it() -> None:
    text = "Reports indicate that 40 boats sank, according to Harbour Aid."
    outer = statement(text, "Reports indicate that 40 boats sank", "Harbour Aid", "rf-aid")
    inner = replace(statement(text, "40 boats sank", "Reports"), speakers=(), naming=Naming.UNKNOWN, inside=outer.id)
    (figure,) = figures(text, (outer, inner))
    assert (figure.giver, figure.statement) == ("rf-aid", inner.id)
