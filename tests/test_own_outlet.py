"""What is told to the page's own outlet, and who is a guest of a broadcast."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.article.records import Article, BlockKind, Metadatum
from firsthand.reading.own_outlet import find_guests
from firsthand.reading.parse import load_model
from firsthand.reading.read import read_undated
from firsthand.reading.records import Setting, Statement
from marks import plain_article
from readings import bare_report


def transcript(*turns: tuple[str, str]) -> Article:
    """An article of turns, each with its label."""
    plain = plain_article("\n".join(words for _, words in turns))
    blocks = tuple(
        replace(block, kind=BlockKind.TURN, speaker=label)
        for block, (label, _) in zip(plain.blocks, turns, strict=True)
    )
    return replace(plain, blocks=blocks)


def statements(article: Article) -> tuple[Statement, ...]:
    return read_undated(article, bare_report(article.report), load_model()).statements


def test_who_answers_a_host_twice_is_a_guest() -> None:
    article = transcript(
        ("Host", "Is the dam safe?"), ("Toll", "It is."), ("Host", "Who says so?"), ("Toll", "The engineers do.")
    )
    assert find_guests(article) == {"Toll"}


@pytest.mark.parametrize("host", ["Correspondent", "Report"])
def test_a_voice_in_a_correspondents_piece_is_no_guest(host: str) -> None:
    article = transcript((host, "He waits."), ("Toll", "It is."), (host, "He leaves."), ("Toll", "They do."))
    assert find_guests(article) == frozenset()


def test_one_answer_makes_no_guest() -> None:
    assert find_guests(transcript(("Host", "Is it safe?"), ("Toll", "It is."))) == frozenset()


def test_a_guests_turns_are_an_interview() -> None:
    article = transcript(
        ("Host", "Is the dam safe?"), ("Toll", "It is safe."), ("Host", "Who says so?"), ("Toll", "Engineers do.")
    )
    found = [one for one in statements(article) if one.turn == "Toll" and not one.cue]
    assert [one.occasion.setting for one in found] == [Setting.INTERVIEW]
    assert found[0].occasion.with_whom == ""  # the page names no station


def test_what_is_told_to_us_about_ourselves_is_no_interview() -> None:
    article = plain_article(
        "The bank told us that the clerk had lost our money.\nMara Toll told us that the dam was safe."
    )
    outlet = Metadatum(value="Casterby Echo", evidence=())
    report = replace(bare_report(article.report), outlet=outlet)
    found = read_undated(article, report, load_model()).statements
    assert [one.occasion.with_whom for one in found] == ["", "Casterby Echo"]
