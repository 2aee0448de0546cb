"""A case that grows: the same brief as of loose pages, nothing read twice, versions, ids that stay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from casefiles import LATER, PAGES, UNDATED, WEIR, find_said, make_case, without_ids, write_pages
from firsthand import pipeline
from firsthand.article.revisions import Edit
from firsthand.brief.json_form import read_brief_json, render_json
from firsthand.brief.records import Brief, StageVersion
from firsthand.brief.render_html import render_html
from firsthand.brief.render_text import render_text
from firsthand.case import Case
from firsthand.case import desk as desk_room
from firsthand.case.finds import Query
from firsthand.case.minting import choose_ids
from firsthand.errors import InputError, UsageError
from firsthand.pipeline import read

ROOT = Path(__file__).parents[1]
HARBOUR = ROOT / "examples" / "harbour"
SEEDS = ROOT.parent / "shared" / "seeds"


@pytest.mark.parametrize("folder", [HARBOUR, SEEDS], ids=["harbour", "seeds"])
def test_the_brief_of_a_case_is_that_of_its_loose_pages(tmp_path: Path, folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the seeds are not beside this checkout")
    with Case.init(tmp_path / "a") as case:
        case.add([folder])
        assert without_ids(case.brief()) == without_ids(read([folder]))


def test_a_case_that_grew_page_by_page_has_the_brief_of_the_whole(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    with Case.init(tmp_path / "a") as case:
        for page in sorted(pages.iterdir(), reverse=True):
            case.add([page])
            case.brief()
        assert without_ids(case.brief()) == without_ids(read([pages]))


def test_a_rebuilt_case_has_the_same_brief(tmp_path: Path) -> None:
    with make_case(tmp_path) as case:
        before = case.brief()
        assert case.rebuild() == 3
        assert without_ids(case.brief()) == without_ids(before)
        assert not [check for check in case.verify() if check.wrong]


def count_readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The reports that are read from now on."""
    done: list[str] = []
    real = desk_room.read_report_again

    def counted(article: object, report: object, published: object, *more: object) -> object:
        done.append(report.name)  # type: ignore[attr-defined]
        return real(article, report, published, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(desk_room, "read_report_again", counted)
    return done


def test_only_new_bytes_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_case(tmp_path, {"mercury.txt": WEIR}) as case:
        done = count_readings(monkeypatch)
        write_pages(tmp_path / "pages", {"mercury.txt": WEIR, "post.txt": LATER})
        case.add([tmp_path / "pages"])
        case.brief()
        assert done == ["post.txt"]


def test_a_raised_stage_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_case(tmp_path, {"mercury.txt": WEIR}) as case:
        case.brief()
        done = count_readings(monkeypatch)
        stages = tuple(
            StageVersion(name=one.name, version=one.version + (one.name == "figures")) for one in pipeline.STAGES
        )
        monkeypatch.setattr(pipeline, "STAGES", stages)
        assert case.state().waiting == 1
        case.brief()
        case.brief()
        assert done == ["mercury.txt"]
        assert case.state().waiting == 0


def versions(folder: Path, *texts: str, url: str = "https://mercury.example/weir") -> list[Path]:
    """Pages of one address, captured a day apart."""
    made = []
    for day, text in enumerate(texts, 1):
        page = write_pages(folder / str(day), {"page.txt": text}) / "page.txt"
        sidecar = f'{{"url": "{url}?utm_source=feed", "captured_at": "2031-03-0{day + 3}T08:00:00+00:00"}}'
        page.with_name("page.txt.meta.json").write_text(sidecar, encoding="utf-8")
        made.append(page)
    return made


def test_a_rewritten_page_is_one_report_of_two_versions(tmp_path: Path) -> None:
    rewritten = WEIR.replace("Around 40 homes", "Around 60 homes")
    with Case.init(tmp_path / "a") as case:
        case.add(versions(tmp_path, WEIR, rewritten))
        brief = case.brief()
        state = case.state()
        assert (state.reports, state.versions, state.blobs) == (1, 2, 2)
        assert [one.report.id for one in brief.reports] == list(state.rewritten)
        assert "60 homes" in brief.reports[0].text


def test_the_version_that_was_captured_last_stands_whatever_the_order_of_adding(tmp_path: Path) -> None:
    first, second = versions(tmp_path, WEIR, WEIR.replace("40 homes", "60 homes"))
    with Case.init(tmp_path / "a") as case:
        case.add([second])
        case.add([first])
        assert "60 homes" in case.brief().reports[0].text


def test_two_pages_of_a_front_page_address_are_two_reports(tmp_path: Path) -> None:
    with Case.init(tmp_path / "a") as case:
        case.add(versions(tmp_path, WEIR, LATER, url="https://mercury.example/"))
        assert case.state().reports == 2


def test_changes_tell_what_the_last_pages_brought(tmp_path: Path) -> None:
    with make_case(tmp_path, {"mercury.txt": WEIR}) as case:
        case.add([write_pages(tmp_path / "more", {"post.txt": LATER})])
        changes = case.changes()
    told = {one.what: one for one in changes.changes}
    assert (changes.reports_before, changes.reports_now) == (1, 2)
    assert told["new report"].words.startswith("post.txt")
    assert all("40 homes" not in one.words for one in changes.changes if one.what == "new figure")
    assert any("63" in one.words for one in changes.changes if one.what == "new figure")
    said = [one.words for one in changes.changes if one.what == "new statement"]
    assert any("crack" in words for words in said)
    assert not any("new gates" in words for words in said)


def test_a_rewritten_page_changes_only_what_it_says_otherwise(tmp_path: Path) -> None:
    first, second = versions(tmp_path, WEIR, WEIR.replace("that nobody had answered", "that one man came"))
    with Case.init(tmp_path / "a") as case:
        case.add([first])
        case.add([second])
        changes = case.changes()
    assert [one.what for one in changes.changes] == ["rewritten", "sentence changed", "statement reworded"]
    _, sentence, statement = changes.changes
    assert sentence.words == "“She said that [-nobody had answered.-] {+one man came.+}”"
    assert [place.quote for place in sentence.passages] == [
        "She said that nobody had answered.",
        "She said that one man came.",
    ]
    assert statement.words.endswith(": one man came (was: nobody had answered)")


def test_the_brief_says_what_a_rewritten_page_changed(tmp_path: Path) -> None:
    second = WEIR.replace("Around 40 homes", "Around 60 homes").replace("asked for new gates", "begged for gates")
    third = second + "\nThe lock will stay shut until May.\n"
    with Case.init(tmp_path / "a") as case:
        case.add(versions(tmp_path, WEIR, second, third))
        brief = case.brief()
        (report,) = brief.reports
        first, last = brief.revisions
        assert (first.number, last.number, last.versions) == (2, 3, 3)
        assert [one.edit for one in last.changes] == [Edit.ADDED]
        added = last.changes[0].after
        assert added is not None and report.text[added.start : added.end] == "The lock will stay shut until May."
        told = " ".join(render_text(brief).split())
        assert "Fen Mercury (A), version 3 of 3, of 6 March 2031 (the one before is of 5 March 2031)" in told
        assert "changed: “Around [-40-] {+60+} homes were flooded" in told
        assert "<del>40</del> <ins>60</ins>" in render_html(brief)
        assert read_brief_json(render_json(brief).encode()) == brief


def test_a_page_that_was_only_set_otherwise_is_not_told_as_rewritten(tmp_path: Path) -> None:
    with Case.init(tmp_path / "a") as case:
        case.add(versions(tmp_path, WEIR, WEIR + "\n\n"))
        assert case.state().versions == 2
        assert case.brief().revisions == ()


def test_nothing_changed_since_a_later_day(tmp_path: Path) -> None:
    with make_case(tmp_path) as case:
        assert case.changes(since="2999-01-01").changes == ()
        assert case.changes(since="2001-01-01").reports_before == 0
        with pytest.raises(UsageError, match="no moment"):
            case.changes(since="last Tuesday")


def test_a_case_without_a_readable_page_says_so(tmp_path: Path) -> None:
    with Case.init(tmp_path / "a") as case:
        with pytest.raises(InputError, match="empty"):
            case.add([write_pages(tmp_path / "p", {"empty.txt": ""})])
        with pytest.raises(InputError, match=r"empty\.txt"):
            case.brief()
        assert len(case.state().problems) == 1


def test_as_of_bounds_the_brief_of_a_case(tmp_path: Path) -> None:
    with make_case(tmp_path) as case:
        assert (case.brief().as_of, case.brief().as_of_basis) == ("2031-03-06", "latest day on the pages")
        bounded = case.brief(as_of=date(2031, 3, 7))
        assert (bounded.as_of, bounded.as_of_basis) == ("2031-03-07", "given")


def test_a_page_that_our_code_fails_on_stops_no_other_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = desk_room.read_report_again

    def fails(article: object, report: object, published: object, *more: object) -> object:
        if report.name == "post.txt":  # type: ignore[attr-defined]
            raise ValueError("a bug of ours")
        return real(article, report, published, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(desk_room, "read_report_again", fails)
    with make_case(tmp_path) as case:
        brief = case.brief()
        assert len(brief.reports) == 2
        assert [one.name for one in brief.problems if one.kind == "firsthand.bug"] == ["post.txt"]
        assert case.state().waiting == 0
        assert not [check for check in case.verify() if check.wrong]


# ---------------------------------------------------------------- ids


def test_an_entity_keeps_its_id_when_more_is_known_of_it(tmp_path: Path) -> None:
    with make_case(tmp_path, {"mercury.txt": WEIR}) as case:
        before = {one.name: one.id for one in case.brief().ledger.entities}
        case.add([write_pages(tmp_path / "more", {"post.txt": LATER, "undated.txt": UNDATED})])
        after = {one.name: one for one in case.brief().ledger.entities}
    assert len(after["Tamsin Orle"].reports) == 3
    assert after["Tamsin Orle"].id == before["Tamsin Orle"]
    assert after["Fen Rivers Board"].id == before["Fen Rivers Board"]


def test_every_id_that_a_brief_names_is_in_it(tmp_path: Path) -> None:
    with make_case(tmp_path, {"mercury.txt": WEIR}) as case:
        case.brief()
        case.add([write_pages(tmp_path / "more", {"post.txt": LATER})])
        brief = case.brief()
    entities = {one.id for one in brief.ledger.entities}
    origins = {one.id for one in brief.ledger.origins}
    assert {who for origin in brief.ledger.origins for who in origin.speakers} <= entities
    assert {one for claim in brief.ledger.claims for one in claim.origins} <= origins
    assert len(entities) == len(brief.ledger.entities)


def test_of_two_that_were_one_the_greater_part_keeps_the_name() -> None:
    minted = {"a": "en-1", "b": "en-1", "c": "en-1"}
    chosen = choose_ids({"en-8": ("a",), "en-9": ("b", "c")}, minted, {"en-1": 0})
    assert chosen == {"en-8": "en-8", "en-9": "en-1"}


def test_of_two_that_became_one_the_older_name_stays() -> None:
    chosen = choose_ids({"en-9": ("a", "b")}, {"a": "en-2", "b": "en-1"}, {"en-1": 0, "en-2": 1})
    assert chosen == {"en-9": "en-1"}


def test_a_name_that_another_holds_is_not_given_twice() -> None:
    chosen = choose_ids({"en-1": ("z",), "en-9": ("a",)}, {"a": "en-1"}, {"en-1": 0})
    assert chosen == {"en-1": "en-1-2", "en-9": "en-1"}


# ---------------------------------------------------------------- search


@pytest.fixture(scope="module")
def weir(tmp_path_factory: pytest.TempPathFactory) -> Case:
    case = make_case(tmp_path_factory.mktemp("search"))
    case.brief()
    return case


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Query(words="gates", kind="statement"), {"three times", "forty years", "crack"}),
        (Query(words="gates", kind="statement", outlet="alder"), {"forty years"}),
        (Query(words="gates", kind="statement", since="2031-03-05", until="2031-03-06"), {"forty years"}),
        (Query(words='"forty years"', kind="statement", speaker="Orle"), {"forty years"}),
        (Query(words='"years forty"', kind="statement"), set()),
        (Query(words="flood*", kind="statement", speaker="rivers board"), {"63 homes", "40 homes"}),
        (Query(words="gates", speaker="nobody of that name"), set()),
        (Query(words='") OR gates --', kind="statement"), set()),
    ],
)
def test_search_finds_statements_by_words_speaker_outlet_and_day(weir: Case, query: Query, found: set[str]) -> None:
    hits = weir.search(query)
    assert all(any(words in hit.words for words in found) for hit in hits)
    assert all(any(words in hit.words for hit in hits) for words in found)


def test_search_finds_articles(weir: Case) -> None:
    hits = weir.search(Query(words="drain lower fields", kind="article"))
    assert [hit.name for hit in hits] == ["post.txt"]
    assert "lower fields" in hits[0].words


def test_search_by_speaker_alone_lists_what_they_say(weir: Case) -> None:
    said = weir.search(Query(words="", speaker="tamsin orle"))
    brief: Brief = weir.brief()
    entity = next(one for one in brief.ledger.entities if one.name == "Tamsin Orle")
    spoken = [one for one in brief.statements if set(one.speakers) & set(entity.referents)]
    assert {hit.id for hit in said} == {one.id for one in spoken}


def test_an_unreadable_page_stays_in_the_case_and_in_no_brief(tmp_path: Path) -> None:
    pages = PAGES | {"binary.txt": "\x00\x01\x02" * 200}
    with make_case(tmp_path, pages) as case:
        assert len(case.brief().reports) == 3
        assert any("binary.txt" in words for words in case.state().problems)
        assert find_said(case.brief(), "new gates")
