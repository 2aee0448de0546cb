"""How a brief words what it shows: dates once, speakers introduced, denials as denials, the event first."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import briefs
from firsthand.brief.check import Refusal, check_line, check_notice
from firsthand.brief.compose import compose_brief
from firsthand.brief.connectives import load_connectives
from firsthand.brief.context import Context, make_context
from firsthand.brief.dating import missing_year
from firsthand.brief.differences import printed_words, tell_differences
from firsthand.brief.index import index_brief
from firsthand.brief.lead import rank_events
from firsthand.brief.passage import Derived, DerivedAs, Passage
from firsthand.brief.phrasing import origin_in_words, published_with_basis
from firsthand.brief.render_text import render_markdown, render_text
from firsthand.brief.standing import tells_alone
from firsthand.brief.told import meant, tell_statement
from firsthand.brief.view import fold_origins, known_origins_first
from firsthand.pipeline import read
from firsthand.reading.records import Act, Basis
from firsthand.when import UNKNOWN_WHEN, day, month

WORDS = load_connectives()
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def context() -> Context:
    readings = briefs.make_readings()
    stories, dependences = briefs.make_stories(readings), briefs.make_dependences(readings)
    return make_context(readings, stories, dependences, briefs.make_ledger(readings), WORDS)


@pytest.mark.parametrize(
    ("printed", "when", "shown"),
    [
        ("February", month(2026, 2), " 2026"),
        ("mid-December", month(2024, 12), " 2024"),
        ("5 February", day(date(2026, 2, 5)), " 2026"),
        ("Feb. 3", day(date(2026, 2, 3)), ", 2026"),
        ("last month", month(2025, 1), ""),
        ("Monday", day(date(2026, 3, 9)), ""),
        ("5 February", day(date(2026, 2, 6)), ""),
        ("March", month(2026, 2), ""),
    ],
)
def test_only_a_date_that_lacks_its_year_alone_gets_it(printed: str, when: object, shown: str) -> None:
    assert missing_year(printed, when) == shown  # type: ignore[arg-type]


DATED = Passage(
    text="Mara Tolle said the ramp jammed in February and again on Monday.",
    finding="st-1",
    derived=(Derived(text="2031", source="tm-1", used_as=DerivedAs.TIME, after="February"),),
)


def test_a_year_stands_behind_its_month_and_nowhere_else() -> None:
    good = "Mara Tolle said the ramp jammed in February 2031 and again on Monday."
    assert not isinstance(check_line(good, passages=(DATED,), connectives=WORDS), Refusal)
    for bad in (good.replace("2031", "2032"), "Mara Tolle said the ramp jammed in February and again on Monday 2031."):
        assert isinstance(check_line(bad, passages=(DATED,), connectives=WORDS), Refusal)


INTRODUCED = Passage(
    text="She said the quay would close.",
    finding="st-2",
    derived=(
        Derived(text="Ilka Bren, head of the quay", source="en-1", used_as=DerivedAs.SPEAKER),
        Derived(text="Ilka Bren", source="en-1", used_as=DerivedAs.SPEAKER),
    ),
)


def test_a_role_stands_beside_the_speaker_only() -> None:
    good = "Ilka Bren, head of the quay, said the quay would close."
    assert not isinstance(check_line(good, passages=(INTRODUCED,), connectives=WORDS), Refusal)
    for bad in (
        "Ilka Bren, head of the port, said the quay would close.",
        "Ilka Bren, head, said the quay would close.",
        "She said Ilka Bren, head of the quay, would close.",
    ):
        assert isinstance(check_line(bad, passages=(INTRODUCED,), connectives=WORDS), Refusal)


def test_both_sides_of_a_dispute_stand_each_on_its_own_passage() -> None:
    said = Passage(text="The crew said the gate was shut.", finding="st-3")
    denied = Passage(text="The board denied that.", finding="st-4")
    good = "The crew said the gate was shut; the board denied that."
    assert not isinstance(check_line(good, passages=(said, denied), connectives=WORDS), Refusal)
    for bad in (
        "The board said the gate was shut; the crew denied that.",
        "The crew said the gate was shut; the board said that.",
    ):
        assert isinstance(check_line(bad, passages=(said, denied), connectives=WORDS), Refusal)


def test_a_count_step_by_step_holds_only_the_records_amounts_and_givers() -> None:
    derived = tuple(Derived(text=word, source="fs-1") for word in ("Aboard", "214", "231", "Fen Line", "Ada Holt"))
    good = "Aboard: 214 (Fen Line), then 231 (Ada Holt)."
    assert not isinstance(check_notice(good, passages=(), connectives=WORDS, derived=derived), Refusal)
    for bad in (good.replace("231", "232"), good.replace("Ada Holt", "Ada Bolt"), good.replace("then", "wrongly")):
        assert isinstance(check_notice(bad, passages=(), connectives=WORDS, derived=derived), Refusal)


def test_the_event_comes_before_what_was_said_of_it(context: Context) -> None:
    first = rank_events(context)[0]
    assert "gave way on Sunday night" in " ".join(passage.quote for passage in first.passages)


def test_an_account_that_opens_with_a_pronoun_tells_no_event() -> None:
    assert not tells_alone("It sank within the hour")
    assert not tells_alone("the crew left after he gave the word")
    assert tells_alone("the ferry sank on its way home")


def test_the_synopsis_opens_with_the_event() -> None:
    readings = briefs.make_readings()
    composed = compose_brief(
        readings, briefs.make_stories(readings), briefs.make_dependences(readings), briefs.make_ledger(readings)
    )
    assert "gave way" in composed.synopsis[0].text


def test_a_denial_in_the_list_reads_as_one() -> None:
    brief = briefs.make_brief()
    denied = next(st for st in brief.statements if st.act is Act.DENY)
    assert tell_statement(denied, brief) == "denied that the board had known of a crack"


def test_a_plain_saying_in_the_list_has_no_verb_before_it() -> None:
    brief = briefs.make_brief()
    said = next(st for st in brief.statements if st.content[0].quote.startswith("she never thought"))
    assert tell_statement(said, brief) == "she never thought the gates would hold"


def test_a_content_that_only_points_says_so() -> None:
    brief = briefs.make_brief()
    denied = next(st for st in brief.statements if st.act is Act.DENY)
    piece = replace(denied.content[0], quote="that")
    assert "points to" in meant(replace(denied, id="st-none", content=(piece,)), brief, index_brief(brief))
    assert meant(denied, brief, index_brief(brief)) == ""


def test_each_difference_stands_once_and_says_who_says_which() -> None:
    brief = briefs.make_brief()
    told = tell_differences(brief, index_brief(brief))
    ids = [id_ for one in told for id_ in one.ids]
    assert len(ids) == len(set(ids))
    assert all(side.who for one in told for side in one.sides)


def test_stems_are_told_in_printed_words() -> None:
    passage = briefs.make_brief().statements[0].content[0]
    assert printed_words("keeper", (replace(passage, quote="two keepers came"),)) == "keepers"
    assert printed_words("barge", (replace(passage, quote="two keepers came"),)) == "barge"


def test_an_origin_names_nobody_twice_and_tells_no_unknown_setting() -> None:
    told = origin_in_words("words of Orle and Orle, setting unknown, 2031-03-04")
    assert told == "words of Orle, 4 March 2031"


def test_origins_without_an_occasion_are_folded_by_report() -> None:
    brief = briefs.make_brief()
    index = index_brief(brief)
    shown = {one.id for one in known_origins_first(brief)}
    folded = {id_ for group in fold_origins(brief, index) for id_ in group.origins}
    assert shown | folded == {one.id for one in brief.ledger.origins}
    assert not shown & folded


def test_a_report_without_a_time_says_so_in_plain_words() -> None:
    report = briefs.make_brief().reports[0].report
    bare = replace(report, published=replace(report.published, when=UNKNOWN_WHEN, basis=()))
    assert published_with_basis(bare) == "the page shows no publication time"


def test_ids_stand_in_text_only_when_asked_for() -> None:
    brief = briefs.make_brief()
    for render in (render_text, render_markdown):
        assert brief.synopsis[0].id not in render(brief)
        assert brief.synopsis[0].id in render(brief, ids=True)


def test_an_unknown_day_of_saying_rests_on_nothing() -> None:
    for st in read([str(ROOT / "examples" / "harbour")]).statements:
        assert (st.said_basis is Basis.NONE) is not st.said_at.known


def test_the_example_reads_as_the_golden_text() -> None:
    golden = (ROOT / "tests" / "golden" / "harbour.txt").read_text(encoding="utf-8")
    assert render_text(read([str(ROOT / "examples" / "harbour")])) == golden, "make golden, then read the diff"
