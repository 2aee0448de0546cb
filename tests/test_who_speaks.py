"""Who speaks, by classes of wording: each with a negative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.article.records import BlockKind
from firsthand.evidence import Span
from firsthand.reading.mentions import Mentions, find_mentions
from firsthand.reading.occasions import _outlet_name
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import EntityKind, Naming
from marks import plain_article

MODEL = load_model()


def read(text: str, *sources: str) -> tuple[Mentions, list[Span]]:
    """The mentions of a text whose sources are the given words, each looked for behind the one before."""
    article = plain_article(text)
    spans: list[Span] = []
    for words in sources:
        start = article.text.index(words, spans[-1].end if spans else 0)
        spans.append(Span(start=start, end=start + len(words)))
    return find_mentions(parse_article(article, MODEL), sources=tuple(spans)), spans


def said_by(text: str, *sources: str) -> list[str]:
    """The name of whom the last source means; empty where nobody can be told."""
    mentions, spans = read(text, *sources)
    return [mentions.referent(id).name for id in mentions.referents_of(spans[-1])[0]]


def kinds(text: str, *sources: str) -> dict[str, EntityKind]:
    mentions, _ = read(text, *sources)
    return {one.name: one.kind for one in mentions.referents if one.named}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The survey, dated May 3 and written by the consultants Quill Partners, said two piers had sunk.",
            "The survey",
        ),
        ("A study by Quill Partners said two piers had sunk.", "A study"),
    ],
)
def test_a_written_thing_speaks_for_its_author(text: str, source: str) -> None:
    assert said_by(text, source) == ["Quill Partners"]


def test_who_ordered_a_report_did_not_write_it() -> None:
    assert said_by("The survey, ordered by Quill Partners, said two piers had sunk.", "The survey") != [
        "Quill Partners"
    ]


def test_it_behind_a_report_by_a_person_is_no_body_before_it() -> None:
    text = "Quill Lines said no. A report by the engineer Ada Tolvaj said the pier was sound. It said the quay was old."
    assert said_by(text, "Quill Lines", "A report", "It") == []


def test_an_epithet_of_a_place_is_no_part_of_the_name() -> None:
    assert "Quill Partners" in kinds("Lisbon-based Quill Partners said no.", "Lisbon-based Quill Partners")


def test_a_hyphen_inside_a_given_name_stays() -> None:
    assert "Choe Min-ho" in kinds("The pilot, Choe Min-ho, said no.", "The pilot, Choe Min-ho")


def test_initials_in_the_plural_are_nobody_by_name() -> None:
    found = kinds("She told MPs that it was late. The MPs agreed.", "She")
    assert not any(name.startswith("MP") for name in found)


def test_saint_stays_with_its_city() -> None:
    assert "St. Louis" in kinds("The baker lives in St. Louis with his son.", "The baker")


def test_a_street_that_ends_a_sentence_takes_in_no_name() -> None:
    assert not any("Berg" in name and "St" in name for name in kinds("He lives on Quill St. Berg said so.", "Berg"))


def test_the_husband_named_beside_her_lends_her_no_gender() -> None:
    text = "Ondrava Tolvaj, whose husband, Rik, was aboard, said little. “Go,” she said."
    assert said_by(text, "Ondrava Tolvaj", "she") == ["Ondrava Tolvaj"]


def test_an_office_before_a_comma_marks_a_person() -> None:
    found = kinds("Its chief executive, Quinn Petrosk, said no.", "Its chief executive, Quinn Petrosk")
    assert found["Quinn Petrosk"] is EntityKind.PERSON


def test_an_office_that_a_body_can_have_marks_nobody() -> None:
    found = kinds("The operator, Quill Ferries, said no. Quill Ferries sank.", "The operator, Quill Ferries")
    assert found.get("Quill Ferries") is not EntityKind.PERSON


def test_with_which_behind_it_a_name_is_no_person() -> None:
    found = kinds("Norvane Ashby, which owns the mill, said no.", "Norvane Ashby")
    assert found.get("Norvane Ashby") is not EntityKind.PERSON


def test_a_public_body_told_by_what_it_does_is_known() -> None:
    mentions, spans = read("The mountain rescue service said no.", "The mountain rescue service")
    assert mentions.referents_of(spans[0])[1] is Naming.NAMED


def test_a_rescue_service_may_be_any() -> None:
    mentions, spans = read("A rescue service said no.", "A rescue service")
    assert mentions.referents_of(spans[0])[1] is Naming.UNNAMED


def test_she_is_whom_the_passive_names_as_its_agent() -> None:
    text = "The minister, Gareth Prill, left. That was welcomed by Bridget Holm of the union. But she doubted the rest."
    assert said_by(text, "The minister, Gareth Prill", "she") == ["Bridget Holm"]


def test_entries_of_a_table_name_nobody() -> None:
    found = kinds("Ola Berg baked it.\nTotal Carbon 3 g\nVitamin Quell 2 mg\nBerg said it was good.", "Berg")
    assert not {"Total Carbon", "Vitamin Quell"} & set(found)


def test_a_city_told_of_an_outlet_is_not_the_outlet() -> None:
    assert _outlet_name("the Orin Post, a Cork weekly") == "Orin Post"
    assert _outlet_name("the Sunday Lantern, a Cork weekly") == "Sunday Lantern"
    assert _outlet_name("the Orin Post Sunday") == "Orin Post"


def test_in_somebodys_turn_he_is_the_one_spoken_to() -> None:
    article = plain_article("Ona Prill and Rik Halm met.\nI said to Rik, go. And he said, no.")
    blocks = tuple(
        replace(block, kind=BlockKind.TURN, speaker="Prill") if block.number else block for block in article.blocks
    )
    turned = replace(article, blocks=blocks)
    start = article.text.index("he said")
    span = Span(start=start, end=start + 2)
    mentions = find_mentions(parse_article(turned, MODEL), sources=(span,))
    assert [mentions.referent(id).name for id in mentions.referents_of(span)[0]] == ["Rik Halm"]
