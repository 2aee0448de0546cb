"""`bench case`: each kind of row is held by the right brief, and not by a wrong, thin or empty one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefs import make_ledger, make_readings
from firsthand.bench.answer_key import AnswerKey, make_answer_key, read_answer_key
from firsthand.bench.case import compare_brief
from firsthand.bench.name_match import is_called, same_outlet, touches
from firsthand.bench.verdicts import Verdict, count_held
from firsthand.bench.when_match import find_days, same_days
from firsthand.brief.records import SCHEMA, Brief, BriefReport
from firsthand.errors import AnswerKeyError, NotFound
from firsthand.ledger.records import Ledger, Origin
from firsthand.reading.records import Event, Mode, Naming, Reading, Setting, Statement
from firsthand.when import UNKNOWN_WHEN, Modifier, day, days, month

ROOT = Path(__file__).parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"


def make_brief(readings: tuple[Reading, ...], ledger: Ledger) -> Brief:
    """A brief that holds these readings and this ledger, and composes nothing."""
    return Brief(
        schema=SCHEMA,
        program="test",
        stages=(),
        as_of="unknown",
        as_of_basis="",
        title="The weir",
        covers=UNKNOWN_WHEN,
        reports=tuple(
            BriefReport(
                report=one.report,
                article=one.article.id,
                capture=one.article.capture,
                text=one.article.text,
                blocks=one.article.blocks,
                dropped=one.article.dropped,
            )
            for one in readings
        ),
        synopsis=(),
        takeaways=(),
        changed_last=(),
        handle_with_care=(),
        timeline=(),
        refused=(),
        mentions=tuple(found for one in readings for found in one.mentions),
        referents=tuple(found for one in readings for found in one.referents),
        times=tuple(found for one in readings for found in one.times),
        statements=tuple(found for one in readings for found in one.statements),
        narrations=tuple(found for one in readings for found in one.narrations),
        figures=tuple(found for one in readings for found in one.figures),
        instruments=tuple(found for one in readings for found in one.instruments),
        events=tuple(found for one in readings for found in one.events),
        relays=tuple(found for one in readings for found in one.relays),
        stories=(),
        dependences=(),
        ledger=ledger,
        problems=(),
        not_held=(),
    )


READINGS = make_readings()
BRIEF = make_brief(READINGS, make_ledger(READINGS))
POST, RADIO, UNSIGNED = "01_alder-post.html", READINGS[1].report.name, "03_unsigned.txt"
GATES: dict[str, object] = {
    "id": "gates",
    "file": POST,
    "source_printed": "Tamsin Orle, who runs the lock",
    "speaker_is": "Tamsin Orle",
    "mode": "direct",
    "setting": "interview",
    "with": "The Alder Post",
    "holds": ["We had asked for new gates", "nobody would have been in the water"],
    "chain": ["Tamsin Orle", "Alder Post", "page"],
}
THOUGHT: dict[str, object] = {"id": "thought", "file": RADIO, "holds": ["never thought the gates would hold"]}
BELIEVED: dict[str, object] = {"id": "believed", "file": UNSIGNED, "holds": ["never believed the gates would hold"]}
HOMES: dict[str, object] = {"id": "homes", "file": POST, "holds": ["Around 40 homes were flooded"]}
COUNTY: dict[str, object] = {"id": "county", "file": UNSIGNED, "holds": ["Around 60 homes were flooded"]}


def make_key(**tables: list[dict[str, object]]) -> AnswerKey:
    return make_answer_key(tables)


def judge(brief: Brief, **tables: list[dict[str, object]]) -> Verdict:
    """The verdict of the last row."""
    return compare_brief(brief, make_key(**tables))[-1]


def change(file: str, start: str, **fields: object) -> Brief:
    """The brief with one statement changed: the one in `file` whose content begins so."""

    def changed(found: Statement) -> Statement:
        mine = found.content[0].quote.lstrip("“").startswith(start) and found.report == report
        return replace(found, **fields) if mine else found  # type: ignore[arg-type]

    report = next(one.report.id for one in BRIEF.reports if one.report.name == file)
    return replace(BRIEF, statements=tuple(changed(found) for found in BRIEF.statements))


# ---------------------------------------------------------------- statements


def test_a_statement_row_is_held_when_every_key_is_met() -> None:
    assert judge(BRIEF, statement=[GATES]) == Verdict(row="statement gates", group="statement", held=True)


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"mode": Mode.INDIRECT}, "mode is indirect"),
        ({"speakers": ()}, "speaker is - (named)"),
        ({"naming": Naming.UNNAMED}, "speaker is Tamsin Orle (unnamed)"),
        ({"chain": ()}, "chain is []"),
        ({"source": ()}, "its source is ['(none)']"),
    ],
)
def test_a_statement_row_is_missing_when_one_key_differs(fields: dict[str, object], found: str) -> None:
    verdict = judge(change(POST, "We had asked", **fields), statement=[GATES])
    assert (verdict.held, verdict.found) == (False, found)


def test_a_statement_must_hold_every_string_itself() -> None:
    verdict = judge(BRIEF, statement=[{**GATES, "holds": ["We had asked", "Around 40 homes"]}])
    assert not verdict.held
    assert verdict.found.startswith("only part of it is held")


def test_a_row_without_words_is_held_by_source_and_act() -> None:
    row: dict[str, object] = {"id": "x", "file": RADIO, "source_printed": "Brandt", "act": "deny"}
    assert judge(BRIEF, statement=[row]).held
    assert judge(BRIEF, statement=[{**row, "act": "promise"}]).found == "no statement has this source and act"


def test_a_row_that_names_another_is_held_by_the_statement_inside_it() -> None:
    outer = next(found.id for found in BRIEF.statements if found.content[0].quote.startswith("Around 40"))
    inner: dict[str, object] = {**GATES, "inside": "homes"}
    assert judge(change(POST, "We had asked", inside=outer), statement=[HOMES, inner]).held
    assert "inside nothing" in judge(BRIEF, statement=[HOMES, inner]).found


def test_the_same_speaker_is_asked_across_rows() -> None:
    row: dict[str, object] = {**THOUGHT, "same_speaker_as": "gates"}
    assert judge(BRIEF, statement=[GATES, row]).held
    assert not judge(BRIEF, statement=[GATES, {**COUNTY, "same_speaker_as": "gates"}]).held


def test_unnamed_and_unknown_are_answers_of_their_own() -> None:
    silent = change(UNSIGNED, "Around 60", naming=Naming.UNKNOWN, speakers=())
    assert judge(silent, statement=[{**COUNTY, "speaker_is": "unknown"}]).held
    assert not judge(silent, statement=[{**COUNTY, "speaker_is": "unnamed"}]).held


# ---------------------------------------------------------------- reports and times


def test_a_report_row_names_each_key_that_differs() -> None:
    row: dict[str, object] = {"file": POST, "outlet": "Alder Post", "published": ["2031-03-03", "2031-03-03"]}
    assert judge(BRIEF, report=[row]).held
    wrong = judge(BRIEF, report=[{**row, "outlet": "Fen Mercury", "not_in_text": ["swept two lock keepers"]}])
    assert wrong.found == "outlet is 'The Alder Post'; the text has 'swept two lock keepers'"


def test_a_bound_is_held_by_a_wider_true_bound_and_never_by_one_day() -> None:
    row: dict[str, object] = {
        "file": UNSIGNED,
        "published": ["2031-03-05", "2031-03-06"],
        "published_basis": ["bound: page clock"],
    }
    assert judge(BRIEF, report=[row]).held
    assert not judge(BRIEF, report=[{**row, "published": ["2031-03-06", "2031-03-07"]}]).held
    assert not judge(BRIEF, report=[{**row, "published_basis": ["date line"]}]).held


def test_an_undated_report_is_held_by_no_date_only() -> None:
    assert not judge(BRIEF, report=[{"file": POST, "published": "unknown"}]).held


def test_a_time_is_held_by_its_days() -> None:
    row: dict[str, object] = {"file": POST, "text": "Monday", "value": "2031-03-03"}
    assert judge(BRIEF, time=[row]).held
    assert judge(BRIEF, time=[{**row, "value": "2031-03-10"}]).found == "'Monday' is 2031-03-03 (none)"
    assert judge(BRIEF, time=[{**row, "occurrence": 2}]).found == "the text has it 1 times"


def test_times_compare_by_value() -> None:
    assert same_days(month(2031, 2), ("2031-02-01", "2031-02-28"))
    assert same_days(replace(month(2031, 2), modifier=Modifier.MID), "2031-02")
    assert same_days(days(date(2031, 3, 3), date(2031, 3, 9)), "2031-W10")
    assert not same_days(day(date(2031, 2, 1)), "2031-02")
    assert same_days(UNKNOWN_WHEN, "unknown")
    with pytest.raises(AnswerKeyError):
        find_days("last Tuesday")


# ---------------------------------------------------------------- figures and instruments


def test_a_figure_row_asks_amount_hedge_counted_and_giver() -> None:
    row: dict[str, object] = {
        "file": POST,
        "amount": 40,
        "hedge": "around",
        "counted_holds": ["homes"],
        "giver": "Fen Rivers Board",
    }
    assert judge(BRIEF, figure=[row]).held
    assert judge(BRIEF, figure=[{**row, "giver": "unknown"}]).found == "giver is Fen Rivers Board (named)"
    assert judge(BRIEF, figure=[{**row, "amount": 41}]).found == "no figure has this amount"


def test_an_instrument_row_asks_each_print_and_what_it_requires() -> None:
    row: dict[str, object] = {"is": "Waterways Act", "printed": {POST: "Waterways Act"}}
    assert judge(BRIEF, instrument=[{**row, "requires_holds": ["inspected each autumn"]}]).held
    assert not judge(BRIEF, instrument=[{**row, "requires_holds": ["new gates"]}]).held
    assert not judge(BRIEF, instrument=[{**row, "is": "Rivers Act"}]).held


# ---------------------------------------------------------------- across


def across(kind: str, members: list[object], rows: list[dict[str, object]], value: object = "") -> Verdict:
    row: dict[str, object] = {"id": "row", "kind": kind, "members": members}
    return judge(BRIEF, statement=rows, across=[{**row, "value": value} if value else row])


def test_an_entity_row_is_held_when_the_speakers_are_one_person() -> None:
    assert across("entity", ["gates", "thought"], [GATES, THOUGHT], "one person, Tamsin Orle").held
    assert across("entity", ["gates", "thought"], [GATES, THOUGHT], "one person, Aldo Brandt").found
    assert across("entity", ["gates", "county"], [GATES, COUNTY]).found == "the speakers are not one entity"


def test_an_origin_row_asks_number_reports_and_what_it_was() -> None:
    value: dict[str, object] = {"reports": 3, "origins": 1, "what": "interview of Tamsin Orle with the Alder Post"}
    rows = [GATES, THOUGHT, BELIEVED]
    assert across("origin", ["gates", "thought", "believed"], rows, value).held
    assert "2 origins" in across("origin", ["gates", "county"], [GATES, COUNTY], value).found
    assert across("origin", ["gates", "thought"], rows, {**value, "what": "hearing of Tamsin Orle"}).found


def test_a_wording_row_asks_its_kind() -> None:
    rows = [THOUGHT, BELIEVED]
    assert across("wording", ["thought", "believed"], rows, "one utterance, two wordings").held
    assert across("wording", ["thought", "believed"], rows, "one account in two strengths: a / b").found


def test_a_disagreement_is_held_by_passages_cited_together() -> None:
    members: list[object] = [{"file": POST, "holds": "Around 40 homes"}, {"file": UNSIGNED, "holds": "Around 60 homes"}]
    assert across("disagreement", members, [HOMES], "40 / 60; reconcilable: a later count").held
    assert not across("disagreement", [*members, "thought"], [THOUGHT]).held


def test_an_open_question_is_held_by_its_passage() -> None:
    assert across("open", [{"file": UNSIGNED, "holds": "It remains unclear whether the board knew"}], [HOMES]).held
    assert not across("open", [{"file": UNSIGNED, "holds": "an official at the county"}], [HOMES]).held


def test_what_this_version_does_not_keep_is_missing() -> None:
    assert "keeps no record" in across("position", ["gates"], [GATES]).found


# ---------------------------------------------------------------- must not


def must_not(brief: Brief, row: dict[str, object], rows: list[dict[str, object]]) -> Verdict:
    return judge(brief, statement=rows, must_not=[row])


def test_what_the_brief_says_is_not_held() -> None:
    row: dict[str, object] = {"says": "statement", "speaker_is": "Tamsin Orle", "holds": ["Around 40 homes"]}
    assert must_not(BRIEF, row, [GATES]).held
    assert not must_not(BRIEF, {**row, "speaker_is": "Fen Rivers Board"}, [GATES]).held


def test_an_empty_brief_holds_no_row_at_all() -> None:
    empty = make_brief((), Ledger())
    rows: list[dict[str, object]] = [
        {"says": "statement", "speaker_is": "Ida Quist"},
        {"says": "figure", "amount": 26},
        {"says": "place", "text": "Ohio"},
        {"says": "report", "file": POST, "published": "2031-03-09"},
        {"says": "entity", "members": ["gates", "county"]},
        {"says": "contradiction", "members": ["gates", "county"]},
        {"says": "origin", "of": ["gates", "thought"], "origins": 2},
    ]
    verdicts = compare_brief(empty, make_key(statement=[GATES, COUNTY, THOUGHT], must_not=rows))
    assert not any(verdict.held for verdict in verdicts)


def test_a_brief_that_read_nothing_of_the_kind_is_not_silent() -> None:
    mute = replace(BRIEF, figures=())
    assert must_not(BRIEF, {"says": "figure", "amount": 26}, [GATES]).held
    assert must_not(mute, {"says": "figure", "amount": 26}, [GATES]).found == "the brief has no figure at all"


def test_a_day_of_publication_that_must_not_be_said() -> None:
    row: dict[str, object] = {"says": "report", "file": POST, "published": ["2031-03-03", "2031-03-03"]}
    assert not must_not(BRIEF, row, [GATES]).held
    assert must_not(BRIEF, {**row, "published": ["2031-03-06", "2031-03-06"]}, [GATES]).held


def test_a_statement_of_another_act_is_not_what_must_not_be_said() -> None:
    row: dict[str, object] = {"says": "statement", "holds": ["Around 40 homes"]}
    found = next(one for one in BRIEF.statements if "Around 40 homes" in one.content[0].quote)
    assert not must_not(BRIEF, {**row, "act": found.act, "mode": found.mode}, [GATES]).held
    assert must_not(BRIEF, {**row, "act": "deny"}, [GATES]).held
    assert must_not(BRIEF, {**row, "polarity": "negative"}, [GATES]).held


def test_a_time_that_must_not_be_said() -> None:
    row: dict[str, object] = {"says": "time", "file": POST, "text": "Monday", "value": "2031-03-03"}
    assert not must_not(BRIEF, row, [GATES]).held
    assert must_not(BRIEF, {**row, "value": "2031-03-10"}, [GATES]).held
    assert must_not(BRIEF, {**row, "occurrence": 2}, [GATES]).found == "no time was found there"


def test_an_event_on_a_day_that_must_not_be_said() -> None:
    passage = BRIEF.statements[0].content[0]
    event = Event(id="ev-1", report=BRIEF.statements[0].report, evidence=passage, time="", when=day(date(2031, 3, 3)))
    told = replace(BRIEF, events=(event,))
    row: dict[str, object] = {"says": "event", "holds": [passage.quote[:20]], "when": "2031-03-03"}
    assert not must_not(told, row, [GATES]).held
    assert must_not(told, {**row, "when": "2031-03-04"}, [GATES]).held
    assert must_not(told, {**row, "file": UNSIGNED}, [GATES]).held
    assert must_not(replace(BRIEF, events=()), row, [GATES]).found == "the brief has no event at all"


def test_two_origins_are_said_when_both_are_known() -> None:
    row: dict[str, object] = {"says": "origin", "of": ["gates", "thought"], "origins": 2}
    assert must_not(BRIEF, row, [GATES, THOUGHT]).held
    orle = next(one for one in BRIEF.ledger.origins if "Orle" in one.what)
    first, second, *_ = orle.statements
    parted = (replace(orle, statements=(first,)), replace(orle, id="or-2", statements=(second,)))
    ledger = replace(BRIEF.ledger, origins=parted)
    assert not must_not(replace(BRIEF, ledger=ledger), row, [GATES, THOUGHT]).held
    unknown: tuple[Origin, ...] = tuple(replace(one, known=False) for one in parted)
    ledger = replace(BRIEF.ledger, origins=unknown)
    assert must_not(replace(BRIEF, ledger=ledger), row, [GATES, THOUGHT]).held


def test_joined_unnamed_speakers_are_said_to_be_one() -> None:
    row: dict[str, object] = {"says": "entity", "members": ["gates", "thought"]}
    assert not must_not(BRIEF, row, [GATES, THOUGHT]).held
    assert must_not(BRIEF, {**row, "members": ["gates", "county"]}, [GATES, COUNTY]).held


def test_a_reconciled_difference_is_no_contradiction() -> None:
    row: dict[str, object] = {"says": "contradiction", "members": ["homes", "county"]}
    assert must_not(BRIEF, row, [HOMES, COUNTY]).held
    bare = tuple(replace(one, reconciliation="") for one in BRIEF.ledger.disagreements)
    ledger = replace(BRIEF.ledger, disagreements=bare)
    assert not must_not(replace(BRIEF, ledger=ledger), row, [HOMES, COUNTY]).held


# ---------------------------------------------------------------- the key, names, counts


def test_an_unknown_key_is_an_error_with_the_row() -> None:
    with pytest.raises(AnswerKeyError, match=r"row 1 of \[\[statement\]\] \(gates\).*speakr"):
        make_key(statement=[{**GATES, "speakr": "x"}])


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(AnswerKeyError, match="unknown table"):
        make_key(stament=[])


def test_a_row_may_only_name_rows_of_its_key() -> None:
    with pytest.raises(AnswerKeyError, match="names lost"):
        make_key(statement=[{**GATES, "inside": "lost"}])


def test_a_folder_without_a_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as raised:
        read_answer_key(tmp_path)
    assert "expected.toml" in raised.value.next_step


def test_the_example_key_is_read() -> None:
    key = read_answer_key(ROOT / "examples" / "harbour")
    assert len(key.report) == 14
    assert key.across


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout (../shared/seeds)")
def test_the_key_of_the_seeds_is_read() -> None:
    assert len(read_answer_key(SEEDS).statement) == 34


def test_a_body_is_called_by_its_state_in_any_form() -> None:
    names = ("Foreign Ministry",)
    assert is_called("Danish foreign ministry", names=names, country="Denmark", government=False)
    assert not is_called("Danish foreign ministry", names=names, country="Norway", government=False)
    assert not is_called("Danish foreign ministry", names=names, country="unknown", government=False)
    assert is_called("Danish government", names=("Copenhagen",), country="Denmark", government=True)
    assert not is_called("Danish government", names=("Copenhagen",), country="Denmark", government=False)


def test_an_outlet_has_short_forms_call_signs_and_hosts() -> None:
    assert same_outlet("Fen Mercury", "The Fen Mercury")
    assert same_outlet("NRW", "Norvil Radio Weekly")
    assert same_outlet("https://www.fenmercury.example/a", "The Fen Mercury")
    assert not same_outlet("The Daily News", "The Fen Daily News")


def test_a_pronoun_touches_no_longer_word() -> None:
    assert not touches("he", "the ministry")
    assert touches("Orle", "Tamsin Orle, who runs the lock")


def test_scores_are_shares_with_their_totals() -> None:
    verdicts = [
        Verdict(row="a", group="across", held=True, kind="open"),
        Verdict(row="b", group="across", held=False, kind="copy"),
    ]
    assert count_held(verdicts) == {
        "held": 0.5,
        "total": 2,
        "across.held": 0.5,
        "across.total": 2,
        "across.open.held": 1.0,
        "across.open.total": 1,
        "across.copy.held": 0.0,
        "across.copy.total": 1,
    }


def test_the_setting_is_compared_by_its_word() -> None:
    row = {**GATES, "setting": "briefing"}
    occasion = next(found.occasion for found in BRIEF.statements if found.occasion.setting is Setting.INTERVIEW)
    assert judge(BRIEF, statement=[row]).found == f"setting is {occasion.setting}"
