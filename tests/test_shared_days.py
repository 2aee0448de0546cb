"""Days that a statement takes over from its session or from the lede that sums it up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache

from firsthand.reading.parse import load_model
from firsthand.reading.read import date_reading, read_undated
from firsthand.reading.records import Basis, Statement
from firsthand.when import day
from marks import plain_article
from readings import bare_report

_model = cache(load_model)


def _statements(text: str) -> tuple[Statement, ...]:
    article = plain_article(text)
    report = bare_report(article.report)
    published = replace(report.published, when=day(date(2031, 3, 13)), basis=("date line",))
    return date_reading(read_undated(article, report, _model()), published).statements


def _holding(words: str, text: str) -> Statement:
    return next(one for one in _statements(text) if any(words in piece.quote for piece in one.content))


def test_a_quotation_behind_it_emerged_on_a_day_takes_that_day() -> None:
    found = _holding(
        "Two cranes",
        "Two cranes stood idle while the barge sank because nobody on the barge called, it emerged on Wednesday.\n"
        '"Two cranes were ready, but nobody on the barge asked," Hanne Rook of the Farl Port Office told a press '
        "briefing.",
    )
    assert (found.said_at.start, found.said_basis) == (datetime(2031, 3, 12), Basis.INHERITED)


def test_a_quotation_on_another_matter_takes_no_day_from_the_lede() -> None:
    found = _holding(
        "Rents have",
        "Two cranes stood idle while the barge sank because nobody on the barge called, it emerged on Wednesday.\n"
        '"Rents have doubled since the spring," Hanne Rook of the Farl Housing Office told a press briefing.',
    )
    assert not found.said_at.known


def test_during_the_session_is_the_day_of_the_session() -> None:
    found = _holding(
        "would sit in public",
        "Moira Stell told the transport committee on Wednesday that the letter had lain unread.\n"
        "Transport Minister Jon Sand announced during the session that the tribunal would sit in public.",
    )
    assert (found.said_at.start, found.said_basis) == (datetime(2031, 3, 12), Basis.INHERITED)


def test_a_session_of_which_the_page_gives_no_day_has_none() -> None:
    found = _holding(
        "would sit in public",
        "Moira Stell told the transport committee that the letter had lain unread.\n"
        "Transport Minister Jon Sand announced during the session that the tribunal would sit in public.",
    )
    assert not found.said_at.known
