"""What people say of findings: it holds, it is marked, it can be undone, and nothing of it is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from casefiles import LATER, UNDATED, WEIR, find_said, make_case, speaker_of, without_ids, write_pages
from firsthand import pipeline
from firsthand.brief.records import Brief, StageVersion
from firsthand.brief.render_html import render_html
from firsthand.brief.render_text import render_text
from firsthand.case import Case, shelf
from firsthand.case.judge import Ruling, Wish
from firsthand.errors import UnknownFinding, UsageError
from firsthand.judgements.records import Anchor, Judged, Judgement, Kind, Mark
from firsthand.judgements.standing import find_standing
from firsthand.pipeline import read
from firsthand.reading.records import Naming


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def report_named(brief: Brief, name: str) -> str:
    return next(one.report.id for one in brief.reports if one.report.name == name)


def judge(
    case: Case, ruling: Ruling, *targets: str, by: str = "Bo", note: str = "", quote: str = "", **fields: str
) -> Judgement:
    return case.judge(Wish(ruling=ruling, targets=targets, fields=fields, note=note, quote=quote), by=by)


def marks(brief: Brief) -> list[tuple[Mark, str]]:
    return [(one.mark, one.by) for one in brief.judged]


def raise_stage(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    stages = tuple(StageVersion(name=one.name, version=one.version + (one.name == name)) for one in pipeline.STAGES)
    monkeypatch.setattr(pipeline, "STAGES", stages)


def test_an_amended_day_resolves_the_weekdays_of_its_page(case: Case) -> None:
    judge(case, Ruling.AMEND, report_named(case.brief(), "undated.txt"), published="2031-03-14")
    brief = case.brief()
    said = find_said(brief, "gates crack")
    assert said.said_at.value == "2031-03-12"
    report = next(one.report for one in brief.reports if one.report.name == "undated.txt")
    assert report.published.basis == ("checked by Bo",)


def test_an_amended_day_is_taken_back_by_undo(case: Case) -> None:
    before = case.brief()
    made = judge(case, Ruling.AMEND, report_named(before, "undated.txt"), published="2031-03-14")
    judge(case, Ruling.UNDO, made.id)
    after = case.brief()
    assert find_said(after, "gates crack") == find_said(before, "gates crack")
    assert after.judged == ()
    assert len(case.judgements()) == 2


def test_an_undone_undo_stands_again(case: Case) -> None:
    made = judge(case, Ruling.AMEND, report_named(case.brief(), "undated.txt"), outlet="Reed Courier")
    undone = judge(case, Ruling.UNDO, made.id)
    judge(case, Ruling.UNDO, undone.id)
    assert marks(case.brief()) == [(Mark.AMENDED, "Bo")]


def test_an_amended_outlet_stands_and_the_later_of_two_wins(case: Case) -> None:
    report = report_named(case.brief(), "undated.txt")
    judge(case, Ruling.AMEND, report, outlet="Reed Courier")
    judge(case, Ruling.AMEND, report, outlet="Sedge Courier", by="Cy")
    brief = case.brief()
    shown = next(one.report for one in brief.reports if one.report.id == report)
    assert shown.outlet.value == "Sedge Courier"
    assert marks(brief) == [(Mark.AMENDED, "Cy")]
    assert case.search(shelf_query("bell", outlet="sedge courier"))


def shelf_query(words: str, **more: str) -> object:
    from firsthand.case.finds import Query

    return Query(words=words, **more)  # type: ignore[arg-type]


def test_a_confirmed_statement_is_marked_with_the_name(case: Case) -> None:
    said = find_said(case.brief(), "new gates")
    judge(case, Ruling.CONFIRM, said.id)
    brief = case.brief()
    assert [(one.finding, one.mark, one.by) for one in brief.judged] == [(said.id, Mark.CHECKED, "Bo")]
    assert "checked by Bo" in render_text(brief)
    assert "checked by Bo" in render_html(brief)
    assert "checked by nobody" not in render_text(brief)


def test_a_rejected_statement_is_gone_and_listed(case: Case) -> None:
    said = find_said(case.brief(), "nobody had answered")
    judge(case, Ruling.REJECT, said.id, note="misread")
    brief = case.brief()
    assert said.id not in {one.id for one in brief.statements}
    assert all(said.id not in {member.finding for member in claim.members} for claim in brief.ledger.claims)
    assert [(one.mark, one.words, one.note) for one in brief.judged] == [
        (Mark.REJECTED, "nobody had answered", "misread")
    ]
    assert "rejected by Bo" in render_text(brief)


def test_an_amended_speaker_is_the_speaker(case: Case) -> None:
    said = find_said(case.brief(), "nobody had answered")
    judge(case, Ruling.AMEND, said.id, speaker="Maud Ellery")
    brief = case.brief()
    amended = find_said(brief, "nobody had answered")
    assert speaker_of(brief, amended) == "Maud Ellery"
    assert amended.chain[0].name == "Maud Ellery"
    assert any(one.name == "Maud Ellery" for one in brief.ledger.entities)


def test_a_speaker_who_is_on_the_page_already_is_not_made_anew(case: Case) -> None:
    said = find_said(case.brief(), "homes were flooded")
    judge(case, Ruling.AMEND, said.id, speaker="Tamsin Orle")
    brief = case.brief()
    names = [one.name for one in brief.referents if one.report == said.report]
    assert names.count("Tamsin Orle") == 1


def test_content_and_cue_are_amended_to_words_of_the_page_only(case: Case) -> None:
    said = find_said(case.brief(), "nobody had answered")
    with pytest.raises(UsageError, match="does not print"):
        judge(case, Ruling.AMEND, said.id, content="nobody had replied")
    judge(case, Ruling.AMEND, said.id, content="nobody had answered.")
    assert find_said(case.brief(), "nobody had answered.").content[0].quote == "nobody had answered."


def test_the_time_of_a_saying_is_amended(case: Case) -> None:
    judge(case, Ruling.AMEND, find_said(case.brief(), "nobody had answered").id, time="2031-03-01")
    assert find_said(case.brief(), "nobody had answered").said_at.value == "2031-03-01"


def test_a_missed_statement_is_added_with_its_passage(case: Case) -> None:
    report = report_named(case.brief(), "undated.txt")
    judge(case, Ruling.ADD, report, quote="looking into what she said", speaker="Fen Rivers Board")
    brief = case.brief()
    added = next(one for one in brief.judged if one.mark is Mark.ADDED)
    statement = next(one for one in brief.statements if one.id == added.finding)
    assert statement.content[0].quote == "looking into what she said"
    assert speaker_of(brief, statement) == "Fen Rivers Board"


def test_words_that_the_page_does_not_print_are_not_added(case: Case) -> None:
    with pytest.raises(UsageError, match="do not stand"):
        judge(case, Ruling.ADD, report_named(case.brief(), "undated.txt"), quote="I ran to the boat")


def test_no_sentence_of_the_brief_stands_on_what_is_hidden(case: Case) -> None:
    brief = case.brief()
    line = next(line for line in brief.synopsis if any(one.startswith("st-") for one in line.findings))
    hidden = next(one for one in line.findings if one.startswith("st-"))
    judge(case, Ruling.HIDE, hidden)
    after = case.brief()
    shown = (*after.synopsis, *after.takeaways, *after.changed_last, *after.timeline)
    assert all(hidden not in one.findings for one in shown)
    assert f'id="{hidden}"' not in render_html(after)


def test_a_hidden_report_is_not_in_the_brief(case: Case) -> None:
    report = report_named(case.brief(), "post.txt")
    judge(case, Ruling.HIDE, report)
    assert report not in {one.report.id for one in case.brief().reports}
    judge(case, Ruling.UNDO, case.judgements()[0].id)
    assert report in {one.report.id for one in case.brief().reports}


def test_a_note_stands_beside_its_finding(case: Case) -> None:
    figure = case.brief().figures[0]
    judge(case, Ruling.NOTE, figure.id, note="ask the board")
    assert [(one.finding, one.mark, one.note) for one in case.brief().judged] == [
        (figure.id, Mark.NOTED, "ask the board")
    ]


TWO = {
    "a.txt": WEIR.replace("Tamsin Orle", "T. Orle"),
    "b.txt": LATER.replace("Tamsin Orle", "Marta Quill").replace("Orle", "Quill"),
}


def test_two_entities_are_made_one_and_stay_one_when_pages_come(tmp_path: Path) -> None:
    with make_case(tmp_path, TWO) as case:
        ids = {one.name: one.id for one in case.brief().ledger.entities}
        first = next(name for name in ids if "Orle" in name)
        judge(case, Ruling.MERGE, ids[first], ids["Marta Quill"])
        case.add([write_pages(tmp_path / "more", {"c.txt": UNDATED})])
        brief = case.brief()
        merged = [one for one in brief.ledger.entities if "Marta Quill" in one.names]
        assert [one.id for one in merged] == [ids[first]]
        assert (Mark.JOINED, "Bo") in marks(brief)


def test_one_entity_is_split_in_two(case: Case) -> None:
    brief = case.brief()
    entity = next(one for one in brief.ledger.entities if one.name == "Tamsin Orle")
    other = next(one for one in brief.referents if one.id in entity.referents and one.report != entity.reports[0])
    judge(case, Ruling.SPLIT, entity.referents[0], other.id)
    after = case.brief()
    holders = [one for one in after.ledger.entities if {entity.referents[0], other.id} & set(one.referents)]
    assert len(holders) == 2
    assert {one.name for one in holders} == {"Tamsin Orle"}


def test_a_report_is_taken_out_of_its_story_and_the_two_are_made_one_again(case: Case) -> None:
    story = next(one for one in case.brief().stories if len(one.reports) > 1)
    out = story.reports[-1]
    judge(case, Ruling.SPLIT, story.id, out)
    parted = case.brief().stories
    assert next(one.reports for one in parted if out in one.reports) == (out,)
    assert next(one.id for one in parted if story.reports[0] in one.reports) == story.id
    judge(case, Ruling.UNDO, case.judgements()[0].id)
    assert next(one.reports for one in case.brief().stories if out in one.reports) == story.reports


def test_two_stories_are_made_one(tmp_path: Path) -> None:
    other = """Quill Bay Observer

Ferry stays in port at Nettle Quay

Posted 9 May 2033, 07:40

The evening ferry stayed in port at Nettle Quay on Friday, Maud Ellery, the harbour master, said.
"""
    with make_case(tmp_path, {"weir.txt": WEIR, "ferry.txt": other}) as case:
        stories = case.brief().stories
        assert len(stories) == 2
        judge(case, Ruling.MERGE, *(one.id for one in stories))
        assert [len(one.reports) for one in case.brief().stories] == [2]


@pytest.mark.parametrize("kind", ["origins", "claims"])
def test_two_origins_or_claims_are_made_one_and_parted_again(case: Case, kind: str) -> None:
    def members(brief: Brief) -> dict[str, tuple[str, ...]]:
        if kind == "origins":
            return {one.id: one.statements for one in brief.ledger.origins}
        return {one.id: tuple(member.finding for member in one.members) for one in brief.ledger.claims}

    before = members(case.brief())
    (left, ours), (right, theirs), *_ = before.items()
    judge(case, Ruling.MERGE, left, right)
    joined = members(case.brief())
    assert set(ours) | set(theirs) <= set(joined[left])
    assert len(joined) == len(before) - 1
    judge(case, Ruling.SPLIT, left, theirs[0])
    parted = members(case.brief())
    assert theirs[0] not in parted[left]
    assert any(theirs[0] in held for held in parted.values())
    assert not [one for one in case.brief().judged if one.mark is Mark.ORPHANED]


def test_of_two_judgements_the_one_that_was_made_later_stands_whichever_came_first() -> None:
    anchor = Anchor(blob="b", kind=Kind.STATEMENT)
    earlier = Judgement(id="jd-1", at="2031-03-01T08:00", by="Ann", ruling=Ruling.CONFIRM, anchors=(anchor,))
    later = Judgement(id="jd-2", at="2031-03-02T08:00", by="Bo", ruling=Ruling.REJECT, anchors=(anchor,))
    assert find_standing([later, earlier]) == find_standing([earlier, later]) == (later,)


def entity_named(brief: Brief, name: str) -> str:
    return next(one.id for one in brief.ledger.entities if one.name == name)


def test_a_confirmed_entity_is_marked_and_stays_one(case: Case) -> None:
    who = entity_named(case.brief(), "Tamsin Orle")
    judge(case, Ruling.CONFIRM, who)
    brief = case.brief()
    assert [(one.finding, one.mark) for one in brief.judged] == [(who, Mark.CHECKED)]
    assert "checked by Bo" in next(line for line in render_text(brief).splitlines() if "Tamsin Orle ·" in line)
    assert "<b>checked by Bo</b>" in render_html(brief)


def test_a_rejected_entity_is_gone_and_what_it_said_is_nobodys(case: Case) -> None:
    before = case.brief()
    judge(case, Ruling.REJECT, entity_named(before, "Tamsin Orle"), note="a lock, no person")
    brief = case.brief()
    assert "Tamsin Orle" not in {one.name for one in (*brief.ledger.entities, *brief.referents)}
    said = find_said(brief, "nobody had answered")
    assert (said.speakers, said.naming, said.content) == (
        (), Naming.UNKNOWN, find_said(before, "nobody had answered").content,
    )  # fmt: skip
    assert {(one.mark, one.finding) for one in brief.judged} == {(Mark.REJECTED, "")}
    judge(case, Ruling.UNDO, case.judgements()[0].id)
    assert entity_named(case.brief(), "Tamsin Orle") == entity_named(before, "Tamsin Orle")


@pytest.mark.parametrize("kind", ["claims", "origins"])
def test_a_rejected_claim_or_origin_falls_apart(case: Case, kind: str) -> None:
    def held(brief: Brief) -> dict[str, tuple[str, ...]]:
        if kind == "origins":
            return {one.id: one.statements for one in brief.ledger.origins}
        return {one.id: tuple(member.finding for member in one.members) for one in brief.ledger.claims}

    (left, ours), (right, theirs), *_ = held(case.brief()).items()
    judge(case, Ruling.MERGE, left, right)
    judge(case, Ruling.REJECT, left)
    apart = held(case.brief()).values()
    assert not any(len({*ours, *theirs} & set(members)) > 1 for members in apart)
    assert {who for members in apart for who in members} >= {*ours, *theirs}


def test_no_sentence_stands_on_a_hidden_entity(case: Case) -> None:
    who = entity_named(case.brief(), "Tamsin Orle")
    judge(case, Ruling.HIDE, who)
    after = case.brief()
    theirs = {one.id for one in after.statements if speaker_of(after, one) == "Tamsin Orle"}
    assert theirs and not any(theirs & set(line.findings) for line in (*after.synopsis, *after.takeaways))
    assert not any(line.startswith("- Tamsin Orle ·") for line in render_text(after).splitlines())


def test_no_sentence_stands_on_a_hidden_story(tmp_path: Path) -> None:
    with make_case(tmp_path) as case:
        (story,) = case.brief().stories
        judge(case, Ruling.HIDE, story.id)
        brief = case.brief()
        assert (brief.synopsis, brief.takeaways, brief.timeline) == ((), (), ())
        assert len(brief.reports) == 3


def test_what_people_judged_is_told_with_report_words_and_new_value(case: Case) -> None:
    brief = case.brief()
    judge(case, Ruling.AMEND, find_said(brief, "nobody had answered").id, speaker="Maud Ellery", note="heard it")
    judge(case, Ruling.AMEND, report_named(brief, "undated.txt"), published="2031-03-14")
    told = " ".join(render_text(case.brief()).split())
    assert ": report A, “nobody had answered”, speaker: Maud Ellery (heard it)" in told
    assert "published: 2031-03-14" in told
    assert "14 March 2031 (checked by Bo)" in told


# ---------------------------------------------------------------- a better program comes


def test_a_judgement_survives_a_raised_stage(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(case, Ruling.CONFIRM, find_said(case.brief(), "new gates").id)
    judge(case, Ruling.REJECT, find_said(case.brief(), "nobody had answered").id)
    raise_stage(monkeypatch, "statements")
    brief = case.brief()
    assert sorted(marks(brief)) == [(Mark.CHECKED, "Bo"), (Mark.REJECTED, "Bo")]


def shift_articles(monkeypatch: pytest.MonkeyPatch, instead: str, words: str) -> None:
    """An extractor of a later version, which reads a page as if `words` stood there as `instead`."""
    from dataclasses import replace

    real = shelf.read_page

    def other(capture: object) -> object:
        return real(replace(capture, text=capture.text.replace(words, instead)))  # type: ignore[type-var, attr-defined]

    monkeypatch.setattr(shelf, "read_page", other)
    monkeypatch.setattr(pipeline, "read_page", other)
    raise_stage(monkeypatch, "article")


def test_a_judgement_survives_an_extractor_that_drops_a_paragraph_below(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = find_said(case.brief(), "new gates")
    judge(case, Ruling.CONFIRM, said.id)
    shift_articles(monkeypatch, "", "Around 40 homes were flooded, according to the Fen Rivers Board.")
    brief = case.brief()
    assert "40 homes" not in next(one.text for one in brief.reports if one.report.name == "mercury.txt")
    assert marks(brief) == [(Mark.CHECKED, "Bo")]


def test_a_judgement_whose_words_are_gone_is_listed_as_orphaned(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(case, Ruling.REJECT, find_said(case.brief(), "nobody had answered").id)
    shift_articles(monkeypatch, "", "She said that nobody had answered.")
    brief = case.brief()
    assert [(one.mark, one.words) for one in brief.judged] == [(Mark.ORPHANED, "nobody had answered")]
    assert "no longer found" in render_text(brief)


def test_a_later_run_does_not_override_a_confirmed_speaker(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from firsthand.case import desk

    judge(case, Ruling.CONFIRM, find_said(case.brief(), "nobody had answered").id)
    real = desk.read_report_again

    def worse(article: object, report: object, published: object, *more: object) -> object:
        from dataclasses import replace

        reading = real(article, report, published, *more)  # type: ignore[arg-type]
        board = [one.id for one in reading.referents if "Board" in one.name][:1]
        statements = tuple(replace(one, speakers=tuple(board)) for one in reading.statements)
        return replace(reading, statements=statements)

    monkeypatch.setattr(desk, "read_report_again", worse)
    raise_stage(monkeypatch, "statements")
    brief = case.brief()
    assert speaker_of(brief, find_said(brief, "nobody had answered")) == "Tamsin Orle"
    assert speaker_of(brief, find_said(brief, "new gates")) == "Fen Rivers Board"


# ---------------------------------------------------------------- what makes no sense


@pytest.mark.parametrize(
    ("ruling", "targets", "fields"),
    [
        (Ruling.CONFIRM, (), {}),
        (Ruling.AMEND, ("st",), {}),
        (Ruling.AMEND, ("st",), {"outlet": "Reed Courier"}),
        (Ruling.AMEND, ("rp",), {"speaker": "Maud Ellery"}),
        (Ruling.AMEND, ("rp",), {"published": "last Tuesday"}),
        (Ruling.NOTE, ("st",), {}),
        (Ruling.MERGE, ("en",), {}),
        (Ruling.REJECT, ("rp",), {}),
        (Ruling.CONFIRM, ("st",), {"speaker": "Maud Ellery"}),
        (Ruling.CONFIRM, ("st-0000000000",), {}),
        (Ruling.UNDO, ("jd-0000000000",), {}),
    ],
)
def test_a_judgement_that_makes_no_sense_is_refused_and_not_kept(
    case: Case, ruling: Ruling, targets: tuple[str, ...], fields: dict[str, str]
) -> None:
    brief = case.brief()
    ids = {"st": brief.statements[0].id, "rp": brief.reports[0].report.id, "en": brief.ledger.entities[0].id}
    with pytest.raises((UsageError, UnknownFinding)):
        judge(case, ruling, *(ids.get(one, one) for one in targets), **fields)
    assert case.judgements() == ()


def test_the_fold_of_judgements_is_the_same_after_a_rebuild(case: Case) -> None:
    brief = case.brief()
    judge(case, Ruling.REJECT, find_said(brief, "nobody had answered").id)
    judge(case, Ruling.AMEND, report_named(brief, "undated.txt"), published="2031-03-14")
    judge(case, Ruling.AMEND, find_said(brief, "homes were flooded").id, speaker="Tamsin Orle")
    before = judged_of(case.brief())
    case.rebuild()
    assert judged_of(case.brief()) == before


def judged_of(brief: Brief) -> tuple[tuple[Judged, ...], tuple[object, ...]]:
    return brief.judged, brief.statements


SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
NO_SEEDS = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout")


@NO_SEEDS
def test_the_seeds_one_by_one_tell_what_each_changed(tmp_path: Path) -> None:
    with Case.init(tmp_path / "seeds") as case:
        for number, name in enumerate(("003", "002", "000")):
            case.add(sorted(SEEDS.glob(f"{name}_*.txt")))
            changes = case.changes()
            assert (changes.reports_before, changes.reports_now) == (number, number + 1)
            told = [one.what for one in changes.changes]
            assert told.count("new report") == 1
            assert "new statement" in told
            assert "statement gone" not in told
            assert ("time of report" in told) == (number == 1)  # a later page shows the year
        assert without_ids(case.brief()) == without_ids(read([SEEDS]))


@NO_SEEDS
def test_an_amended_page_of_the_seeds_is_dated_again(tmp_path: Path) -> None:
    with Case.init(tmp_path / "seeds") as case:
        case.add([SEEDS])
        report = next(one.report for one in case.brief().reports if one.report.name.startswith("000"))
        assert not report.outlet.known
        judge(case, Ruling.AMEND, report.id, outlet="Reed Courier", published="2025-03-01")
        brief = case.brief()
        times = [one for one in brief.times if one.evidence.report == report.id]
        days = {one.when.value for one in times if "Wednesday" in one.evidence.quote}
        assert days == {"2025-02-26"}
        assert next(one.report.outlet.value for one in brief.reports if one.report.id == report.id) == "Reed Courier"
        assert not [check for check in case.verify() if check.wrong]
