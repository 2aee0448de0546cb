"""What is composed: faithful, checked, dated, said once, and in an order that does not hang on the order of ids."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import briefs
from firsthand.brief.choose import alike, content_words, rank_choices
from firsthand.brief.compose import Composed, compose_brief
from firsthand.brief.connectives import load_connectives
from firsthand.brief.context import Context, make_context
from firsthand.brief.records import Carriage
from firsthand.brief.sentence import draft_statement, sentence_around
from firsthand.brief.standing import can_stand, points_away, standing_pieces
from firsthand.brief.title import choose_title, find_span
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.ledger.records import Ledger
from firsthand.when import UNKNOWN_WHEN, days


@pytest.fixture(scope="module")
def composed() -> Composed:
    readings = briefs.make_readings()
    return compose_brief(
        readings, briefs.make_stories(readings), briefs.make_dependences(readings), briefs.make_ledger(readings)
    )


@pytest.fixture(scope="module")
def context() -> Context:
    readings = briefs.make_readings()
    return make_context(
        readings,
        briefs.make_stories(readings),
        briefs.make_dependences(readings),
        briefs.make_ledger(readings),
        load_connectives(),
    )


def all_lines(composed: Composed) -> list:
    rests = [line for _, lines in composed.rests_on for line in lines]
    return [
        *composed.synopsis,
        *composed.takeaways,
        *composed.changed_last,
        *composed.handle_with_care,
        *composed.timeline,
        *rests,
    ]


def test_the_synopsis_has_three_to_five_sentences(composed: Composed) -> None:
    assert 3 <= len(composed.synopsis) <= 5


def test_each_sentence_of_the_synopsis_gives_chain_origins_and_passages(composed: Composed) -> None:
    for line in composed.synopsis:
        assert line.chain.endswith("this page")
        assert "origin" in line.origins
        assert line.passages
        assert line.findings


def test_each_sentence_of_the_synopsis_has_an_absolute_date(composed: Composed) -> None:
    assert all("March 2031" in line.text for line in composed.synopsis)


def test_the_parts_of_every_line_are_the_line(composed: Composed) -> None:
    for line in all_lines(composed):
        assert "".join(part.text for part in line.parts) == line.text


def test_every_carried_part_stands_in_a_passage(composed: Composed) -> None:
    texts = {reading.article.id: reading.article.text for reading in briefs.make_readings()}
    for line in (*composed.synopsis, *composed.takeaways):
        printed = " ".join(texts[passage.of] for passage in line.passages).casefold()
        for part in line.parts:
            if part.carriage is Carriage.CARRIED:
                for word in part.text.casefold().replace(",", " ").replace("“", " ").replace("”", " ").split():
                    assert word.strip(".():;") in printed


def test_no_two_lines_of_the_first_screen_say_the_same(composed: Composed) -> None:
    lines = [content_words(line.text) for line in (*composed.synopsis, *composed.changed_last[1:])]
    for at, left in enumerate(lines):
        assert not any(left == right for right in lines[at + 1 :])


def test_a_weekday_gives_way_to_its_date(composed: Composed) -> None:
    said = next(line.text for line in composed.synopsis if "Norvil Radio" in line.text)
    assert "on 4 March 2031" in said
    assert "Tuesday" not in said


def test_a_denial_stays_a_denial(composed: Composed) -> None:
    known = [line.text for line in all_lines(composed) if "had known of a crack" in line.text]
    assert known
    assert all("denied" in text for text in known)


def test_a_quotation_is_cut_where_its_next_sentence_would_point_out_of_it(context: Context) -> None:
    asked = next(st for st in context.statements.values() if len(st.content) == 2)
    assert [piece.quote for piece in standing_pieces(asked, context)] == ["“We had asked for new gates three times,”"]


def test_the_title_is_a_headline_that_is_not_stronger_than_its_text(composed: Composed) -> None:
    assert composed.title == briefs.POST[0][1]


def test_without_headlines_the_title_names_what_the_story_is_about(context: Context) -> None:
    bare = tuple(
        replace(
            reading,
            report=replace(reading.report, headline=replace(reading.report.headline, value=UNKNOWN)),
        )
        for reading in context.readings
    )
    assert choose_title(replace(context, readings=bare)) == "Sedge Lock, Tamsin Orle"


def test_the_span_runs_from_the_first_possible_day_to_the_last() -> None:
    assert find_span(briefs.make_readings()).same_as(days(date(2031, 3, 3), date(2031, 3, 6)))
    assert find_span(()) == UNKNOWN_WHEN


def test_care_names_the_unknown_outlet_the_bounds_and_the_stronger_headline(composed: Composed) -> None:
    text = "\n".join(line.text for line in composed.handle_with_care)
    assert "names no outlet" in text
    assert "is known only to be published 4–6 March 2031" in text
    assert "is stronger than the text" in text
    assert "with the Alder Post (3 reports)" in text
    assert "unnamed source" in text


def test_a_figure_keeps_its_hedge(composed: Composed) -> None:
    line = next(line for line in composed.takeaways if line.text.startswith("Homes flooded"))
    assert "around 40 homes (Fen Rivers Board, 3 March 2031)" in line.text
    assert "then around 60 homes (" in line.text


def test_the_latest_report_says_what_it_adds(composed: Composed) -> None:
    assert composed.changed_last[0].text == "The latest dated report: Norvil Radio, 4 March 2031."
    assert len(composed.changed_last) > 1


def test_the_timeline_dates_its_events_and_says_whose_word_it_is(composed: Composed) -> None:
    line = composed.timeline[0]
    assert line.chain == "2 March 2031"
    assert "Fen Rivers Board" in line.origins


def test_each_report_says_what_it_rests_on(composed: Composed) -> None:
    by_report = dict(composed.rests_on)
    unsigned = briefs.make_readings()[2].report.id
    texts = [line.text for line in by_report[unsigned]]
    assert "Relays The Alder Post." in texts
    assert "Credits Quillwire." in texts


def test_nothing_composed_of_a_good_case_is_refused(composed: Composed) -> None:
    assert [problem.message for problem in composed.refused] == []


def test_an_empty_case_composes_nothing_and_does_not_fail() -> None:
    nothing = compose_brief((), (), (), Ledger())
    assert nothing.synopsis == ()
    assert nothing.title == "Reports without a headline"


def test_a_name_that_shares_no_word_with_a_full_source_does_not_replace_it(context: Context) -> None:
    reached = next(st for st in context.statements.values() if "no request" in st.content[0].quote)
    entity = context.entity_of[reached.speakers[0]]
    wrong = replace(entity, name="Sedge Queen", names=("Sedge Queen",))
    other = replace(context, entity_of={**context.entity_of, reached.speakers[0]: wrong})
    assert all("Sedge Queen" not in draft.text for draft in draft_statement(reached, other))


def test_a_statement_that_no_page_gives_a_speaker_has_no_draft(context: Context) -> None:
    some = next(iter(context.statements.values()))
    nobody = replace(some, source=(), speakers=())
    assert list(draft_statement(nobody, context)) == []


def test_a_content_that_begins_with_a_pointing_word_does_not_stand_alone(context: Context) -> None:
    some = next(st for st in context.statements.values() if "no request" in st.content[0].quote)
    piece = some.content[0]
    pointing = Evidence(
        report=piece.report,
        of=piece.of,
        block=piece.block,
        start=piece.start,
        end=piece.end,
        quote="this was never asked for by them",
    )
    assert can_stand(some, context)
    assert not can_stand(replace(some, content=(pointing,)), context)


def test_sentences_are_found_where_a_transcript_runs_them_together() -> None:
    text = "Anchor: The gate fell.Report: Nobody came. Dr. Orle left on Jan. 3."
    assert text[slice(*sentence_around(text, 24, 30))] == "Report: Nobody came."
    assert text[slice(*sentence_around(text, 46, 50))] == "Dr. Orle left on Jan. 3."


def test_a_sentence_that_points_back_is_known() -> None:
    assert points_away("She denied it.")
    assert not points_away("The board denied it.")


def test_alike_means_most_words_of_the_shorter() -> None:
    assert alike(content_words("the gates were flooded"), content_words("gates flooded at the lock on Monday"))
    assert not alike(content_words("the gates held"), content_words("the board resigned"))


def test_of_one_claim_only_one_member_is_chosen(context: Context) -> None:
    claims = [choice.claim.id for choice in rank_choices(context) if choice.claim]
    assert len(claims) == len(set(claims))
