"""Classes of lines that were once false or ugly: denials, series, timelines, people, names of reports. All invented."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import briefs
from firsthand.brief.care import compose_care
from firsthand.brief.connectives import load_connectives
from firsthand.brief.context import Context, make_context
from firsthand.brief.differences import names_one_day
from firsthand.brief.happenings import find_told
from firsthand.brief.index import index_brief
from firsthand.brief.introduce import introduce
from firsthand.brief.lines import LineMaker
from firsthand.brief.people import order_entities
from firsthand.brief.phrasing import on_when, short_report
from firsthand.brief.records import Brief
from firsthand.brief.sentence import draft_printed, sentence_around
from firsthand.brief.sides import find_sides
from firsthand.brief.standing import in_order
from firsthand.brief.told import stands_printed, tell_statement
from firsthand.evidence import Evidence, Span
from firsthand.ledger.records import DisagreementKind
from firsthand.pipeline import read
from firsthand.reading.records import Act
from firsthand.when import Modifier, day

ROOT = Path(__file__).parents[1]


def page(tmp: Path, name: str, outlet: str, dated: str, *paragraphs: str) -> None:
    text = "\n\n".join((f"{outlet}\n{dated}", *paragraphs))
    (tmp / f"{name}.txt").write_text(text + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def weir() -> Context:
    readings = briefs.make_readings()
    stories, dependences = briefs.make_stories(readings), briefs.make_dependences(readings)
    return make_context(readings, stories, dependences, briefs.make_ledger(readings), load_connectives())


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Brief:
    """Two reports of one invented matter."""
    tmp = tmp_path_factory.mktemp("case")
    page(
        tmp,
        "a",
        "Harrow Courier",
        "4 May 2031",
        "Four dead and seven missing after slide at Corrie Pass",
        "Four people died and seven are missing after a slide at Corrie Pass on Sunday, the mountain police said.",
        "Ilka Bren, head of the Corrie road board, said on Monday that the slope had been watched for years.",
        "Ilka Bren, born in 1979, told the Courier that the board had no warning.",
        "A digger, seen in this undated photo posted by the board on 2 May, clears the lower road.",
        "The keeper of the hut, Tomas Weil, said the board had been told of a crack on 1 May.",
        "Bren denied that the board had been told of a crack.",
        "The entry of 1 May in the hut book reads: “Crack in the slope. Told the board.”",
    )
    page(
        tmp,
        "b",
        "Fell Radio",
        "6 May 2031",
        "CORRIE, 6 May - Nine people are now known to have died in the slide at Corrie Pass, the mountain police said.",
        "Commander Rhea Loss, whose husband runs the hut, said the search would end on Wednesday.",
    )
    return read([str(tmp)])


def test_missing_people_are_not_counted_as_dead(told: Brief) -> None:
    seven = next(one for one in told.figures if one.evidence.quote == "seven" and one.evidence.block == 0)
    assert [piece.quote for piece in seven.counted] == ["missing"]


def test_a_year_of_birth_and_a_picture_are_no_events(told: Brief) -> None:
    lines = " ".join(f"{line.chain} {line.text}" for line in told.timeline)
    assert "1979" not in lines
    assert "undated photo" not in lines


def test_a_printed_sentence_keeps_the_whole_quotation() -> None:
    text = "The entry reads: “Crack in the slope. Told the board.” It rained. “Go home,” he said."
    start, end = sentence_around(text, 4, 9)
    assert text[start:end].endswith("Told the board.”")
    open_ended = "The entry reads: “Crack in the slope. Told the board."
    assert sentence_around(open_ended, 4, 9) == (0, len("The entry reads: “Crack in the slope."))


def test_a_sentence_begins_behind_its_dateline(weir: Context) -> None:
    reading = weir.readings[0]
    text = "PORT ALMA, Norland (Tidewire) — The quay closed on Monday."
    article = replace(reading.article, text=text, blocks=(replace(reading.article.blocks[1], start=0, end=len(text)),))
    moved = replace(
        weir,
        reading_of_text={**weir.reading_of_text, article.id: replace(reading, article=article)},
        times={**weir.times, article.id: ()},
    )
    draft = draft_printed("na-1", article.evidence(Span(start=50, end=57)), moved)
    assert draft.text == "The quay closed on Monday."


def test_a_denial_names_who_denies(told: Brief) -> None:
    lines = [line.text for line in told.handle_with_care if "is denied by" in line.text]
    assert any("crack" in text and "is denied by Ilka Bren (Harrow Courier)" in text for text in lines)


def test_who_repeats_his_own_words_denies_nothing(told: Brief) -> None:
    index = index_brief(told)
    dispute = next(one for one in told.ledger.disagreements if one.kind is DisagreementKind.DENIAL)
    sides = find_sides(dispute, index.statements, index.entity_of)
    assert sides is not None and sides.denied and sides.denier.act is Act.DENY
    repeated = replace(sides.said[0], id="st-again")
    alone = replace(dispute, members=(sides.said[0].id, repeated.id))
    assert find_sides(alone, {**index.statements, repeated.id: repeated}, index.entity_of) is None


def test_a_record_without_a_denying_word_is_no_denial(told: Brief) -> None:
    index = index_brief(told)
    dispute = next(one for one in told.ledger.disagreements if one.kind is DisagreementKind.DENIAL)
    sides = find_sides(dispute, index.statements, index.entity_of)
    assert sides is not None
    plain = {one.id: replace(one, act=Act.SAY, cue=()) for one in sides.against}
    kept = find_sides(dispute, {**index.statements, **plain}, index.entity_of)
    assert kept is not None and not kept.denied


def test_two_days_of_one_date_are_no_difference(weir: Context) -> None:
    some = weir.ledger.disagreements[0]
    one = replace(
        some, kind=DisagreementKind.DATE, values=("2031-05-04, of the report", "2031-05-04, of the interview")
    )
    assert names_one_day(one)
    assert not names_one_day(replace(one, values=("2031-05-04, of the report", "2031-05-03, of the interview")))


def test_a_teller_then_words_then_a_verb_report_no_words_of_the_teller(weir: Context) -> None:
    st = next(one for one in weir.statements.values() if one.act is Act.DENY)

    def at(start: int) -> Evidence:
        return replace(st.content[0], start=start, end=start + 4, quote="word")

    wrong = replace(st, source=(at(0),), content=(at(10),), cue=(at(20),))
    assert not in_order(wrong)
    assert in_order(replace(wrong, content=(at(20),), cue=(at(10),)))
    assert in_order(replace(wrong, source=(at(20),), content=(at(0),), cue=(at(10),)))


def test_a_role_and_its_body_are_told_where_they_stand_beside_the_name(told: Brief) -> None:
    line = next(
        line for line in (*told.synopsis, *told.takeaways, *told.changed_last, *told.timeline) if "watched" in line.text
    )
    assert "Ilka Bren, head of the Corrie road board" in line.text


def test_nobody_is_introduced_by_the_role_of_another(weir: Context) -> None:
    orle = next(one for one in weir.ledger.entities if one.name == "Tamsin Orle")
    assert introduce(orle, weir) is None
    assert introduce(replace(orle, named=False), weir) is None


def test_what_somebody_is_to_another_is_no_role_of_a_name(told: Brief) -> None:
    loss = next(one for one in order_entities(told, index_brief(told)) if one.entity.name == "Rhea Loss")
    assert "husband" not in loss.entity.roles


def test_a_report_without_an_outlet_goes_by_its_letter(weir: Context) -> None:
    unnamed = next(one for one in weir.readings if not one.report.outlet.known)
    assert short_report(unnamed.report, "C") == "report C"
    named = next(one for one in weir.readings if one.report.outlet.known)
    assert short_report(named.report, "A") == named.report.outlet.value


def test_care_names_the_unknown_outlet_first(weir: Context) -> None:
    first = compose_care(LineMaker(context=weir))[0]
    assert "names no outlet" in first.text


def test_a_part_of_a_day_stands_before_its_day() -> None:
    early = replace(day(date(2031, 5, 4)), modifier=Modifier.START)
    assert on_when(early) == "early on 4 May 2031"
    assert on_when(day(date(2031, 5, 4))) == "on 4 May 2031"


def test_a_list_prints_no_verb_that_its_page_does_not() -> None:
    brief = briefs.make_brief()
    denied = next(st for st in brief.statements if st.act is Act.DENY)
    assert stands_printed("denied that", denied, brief)
    assert not stands_printed("never denied that", denied, brief)
    assert not stands_printed("that denied", denied, brief)
    assert tell_statement(denied, brief).startswith("denied that")


def test_an_event_of_a_saying_keeps_its_own_day_where_no_origin_knows_better(weir: Context) -> None:
    events = {one.id: one for reading in weir.readings for one in reading.events}
    assert all(
        one.when == events[one.id].when or one.when.start >= events[one.id].when.start for one in find_told(weir)
    )


QUAY = "said the old quay would close to all ships"
TOLD = (
    (f"Dana Roth, head of the Lower Quay board, {QUAY}.", "Dana Roth, head of the Lower Quay board", True),
    (f"Dana Roth, whose brother is head of the quay board, {QUAY}.", QUAY, False),
    (f"The brother of the head of the quay board, Dana Roth, {QUAY}.", QUAY, False),
)


@pytest.mark.parametrize(("sentence", "shown", "body"), TOLD)
def test_a_name_is_introduced_by_what_stands_unbroken_beside_it(
    sentence: str, shown: str, body: bool, tmp_path: Path
) -> None:
    page(tmp_path, "a", "Harrow Courier", "4 May 2031", "The quay closes", sentence, "Roth said no more on Monday.")
    brief = read([str(tmp_path)])
    lines = " ".join(line.text for line in (*brief.synopsis, *brief.takeaways, *brief.changed_last))
    assert ("Dana Roth, head" in lines) is body
    assert shown in lines
