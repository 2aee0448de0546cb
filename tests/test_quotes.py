"""Quotation marks and frames: what counts as a quotation, and that every token keeps its place."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.reading.frames import PLACEHOLDER, build_frames
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.quotes import find_quotes
from marks import plain_article

_model = cache(load_model)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“We ran,” she said. “Then we hid.”", ["We ran,", "Then we hid."]),
        ("‘It’s the drivers’ fault,’ he said.", ["It’s the drivers’ fault,"]),
        ('He said "no" twice.', ["no"]),
        ("“My boss called it ‘a splash’ and left,” she said.", ["My boss called it ‘a splash’ and left,"]),
        ("the players’ coach and the teams’ owner", []),
        ('a 32" screen and a 15" laptop', []),
        ("«Nous partons», he said", ["Nous partons"]),
        ("''We ran,'' she said. ''Then we hid.''", ["We ran,", "Then we hid."]),
        ("''She said, 'Go,''' Maro recalled.", ["She said, 'Go,'"]),
    ],
)
def test_quotations_are_found_and_apostrophes_and_inches_are_not(text: str, inner: list[str]) -> None:
    assert [quote.inner for quote in find_quotes(text)] == inner


def test_a_quotation_that_is_not_closed_runs_to_the_end_of_its_paragraph() -> None:
    (quote,) = find_quotes("She said: “We waited. Nobody came.")
    assert not quote.closed
    assert quote.inner == "We waited. Nobody came."


def test_a_whole_quotation_is_one_token_of_the_frame_and_keeps_its_place() -> None:
    article = plain_article("“Is it over? I doubt it,” Maro Lind said on Monday.")
    frame = build_frames(parse_article(article, _model()), _model())[0]
    at = next(iter(frame.quotes))
    assert frame.doc[at].text == PLACEHOLDER
    assert article.text[frame.starts[at] : frame.ends[at]] == "“Is it over? I doubt it,”"


def test_words_quoted_inside_a_clause_stay_in_the_frame_without_their_marks() -> None:
    article = plain_article("The judge called the inquiry “toothless” and left.")
    frame = build_frames(parse_article(article, _model()), _model())[0]
    assert "toothless" in [token.text for token in frame.doc]
    assert not frame.quotes


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“Yes,” ",
                "he said ",
                "that ",
                "‘no’ ",
                '"We go." ',
                "Ana Brol told ",
                "them. ",
                "“Never",
                "” ",
                "’s ",
                "it rained, ",
                "adding ",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_token_of_a_frame_stands_where_it_says(parts: list[str]) -> None:
    text = "".join(parts).strip()
    if not text:
        return
    article = plain_article(text)
    for frame in build_frames(parse_article(article, _model()), _model()):
        for at, token in enumerate(frame.doc):
            if at not in frame.quotes and not token.is_punct:
                assert article.text[frame.starts[at] : frame.ends[at]] == token.text
