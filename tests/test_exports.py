"""The tables and the footnotes: each is read back by its own reader, and nothing that a page printed comes alive."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parent))

from briefs import make_brief, make_hostile_brief
from exported import LONG, SAID, made, make_odd_brief, read_csv_zip, read_footnotes, read_xlsx
from firsthand.brief.records import Brief
from firsthand.errors import OutputError
from firsthand.exports import xlsx_form
from firsthand.exports.cells import guard_text, is_live, number_text, unguard_text
from firsthand.exports.csv_form import render_csv_zip
from firsthand.exports.formats import FORMS, render_export
from firsthand.exports.markdown import escape_markdown, isolated, render_footnotes
from firsthand.exports.places import MACHINE_READ, standing_of
from firsthand.exports.tables import CLAIM_COLUMNS, FIGURE_COLUMNS, STATEMENT_COLUMNS, tabulate_brief
from firsthand.exports.xlsx_form import CUT, fit_cell, render_xlsx

ROOT = Path(__file__).parents[1]
COLUMNS = {"statements": STATEMENT_COLUMNS, "figures": FIGURE_COLUMNS, "claims": CLAIM_COLUMNS}
both = pytest.mark.parametrize("name", ["plain", "odd"])


def table(brief: Brief, name: str) -> list[dict[str, object]]:
    one = next(one for one in tabulate_brief(brief) if one.name == name)
    return [dict(zip(one.columns, row, strict=True)) for row in one.rows]


# ------------------------------------------------------------------ all forms


@both
@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_same_brief_gives_the_same_bytes(form: str, name: str) -> None:
    again = make_brief() if name == "plain" else make_odd_brief()
    assert render_export(made(name), form) == render_export(again, form)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_brief_without_reports_can_be_exported(form: str) -> None:
    brief = made("odd")
    empty = replace(brief, reports=(), statements=(), referents=(), synopsis=(), takeaways=(), changed_last=())
    empty = replace(empty, handle_with_care=(), timeline=())
    assert isinstance(render_export(empty, form), bytes)


@pytest.mark.parametrize("form", sorted(FORMS))
def test_each_form_is_documented(form: str) -> None:
    assert f"`{form}`" in (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_hostile_case_can_be_exported(form: str) -> None:
    assert render_export(make_hostile_brief(), form)


# ------------------------------------------------------------------ tables


@pytest.mark.parametrize(("name", "columns"), COLUMNS.items())
def test_each_column_is_documented(name: str, columns: tuple[str, ...]) -> None:
    told = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    names = [
        re.sub(r"^(said_at|published|as_of)_(precision|modifier|zone|zone_basis|printed)$", r"…_\2", one)
        for one in columns
    ]
    assert [one for one in names if f"`{one}`" not in told] == []


@pytest.mark.parametrize("columns", COLUMNS.values())
def test_no_column_stands_twice(columns: tuple[str, ...]) -> None:
    assert len(columns) == len(set(columns))


@both
def test_there_is_a_row_for_each_statement_figure_and_claim(name: str) -> None:
    brief = made(name)
    counts = {one.name: len(one.rows) for one in tabulate_brief(brief)}
    ledger = brief.ledger
    assert counts == {"statements": len(brief.statements), "figures": len(brief.figures), "claims": len(ledger.claims)}


@both
@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_the_quote_of_a_row_is_the_text_of_the_article_at_its_offsets(kind: str, name: str) -> None:
    texts = {held.article: held.text for held in made(name).reports}
    for row in table(made(name), kind):
        assert texts[str(row["article"])][row["start"] : row["end"]] == row["quote"]  # type: ignore[misc]


def test_a_row_counts_blocks_from_one() -> None:
    row = table(made("plain"), "statements")[0]
    assert (row["block"], row["passages"].split("; ")[0].split(":")[0]) == (2, "source 2")  # type: ignore[attr-defined]


def test_a_statement_says_who_through_whom_and_on_what_that_rests() -> None:
    row = table(made("plain"), "statements")[1]
    assert row["speaker"] == "Tamsin Orle"
    assert row["chain"] == "Tamsin Orle → Alder Post → this page"
    assert (row["occasion"], row["with_whom"], row["occasion_basis"]) == ("interview", "Alder Post", "printed")
    assert row["checked"] == MACHINE_READ


def test_an_unknown_time_has_no_basis() -> None:
    row = table(made("plain"), "statements")[1]
    assert (row["said_at"], row["said_at_precision"], row["said_at_basis"]) == ("unknown", "unknown", "")


def test_a_bound_publication_time_says_what_it_rests_on() -> None:
    row = table(made("plain"), "statements")[-1]
    assert row["published"] == "2031-03-04/2031-03-06"
    assert row["published_basis"] == "bound: page clock; sister report"
    assert row["outlet"] == "unknown"


def test_what_a_person_checked_is_no_longer_machine_read() -> None:
    index = SimpleNamespace(judged={"st-1": "checked by Una Brekke"})
    assert standing_of("st-1", index) == "checked by Una Brekke"
    assert standing_of("st-2", index) == MACHINE_READ


# ------------------------------------------------------------------ cells


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\r=1", "\n=1", " =1", "＝1", "'=1", "''@"])
def test_a_live_cell_gets_an_apostrophe(text: str) -> None:
    assert guard_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "'Tis so", "“=1”", "5 - 3", "(+1)"])
def test_a_cell_that_is_only_text_stays_as_it_is(text: str) -> None:
    assert guard_text(text) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n a1＝🧭"), max_size=6))
def test_a_guard_can_be_taken_off_exactly(text: str) -> None:
    assert unguard_text(guard_text(text)) == text
    assert not is_live(guard_text(text)) or guard_text(text).startswith("'")


@pytest.mark.parametrize(("number", "digits"), [("4E+4", "40000"), ("-0.50", "-0.50"), ("1E-7", "0.0000001")])
def test_a_number_is_written_in_plain_digits(number: str, digits: str) -> None:
    assert number_text(Decimal(number)) == digits


# ------------------------------------------------------------------ CSV


@both
def test_csv_gives_every_cell_back(name: str) -> None:
    read = read_csv_zip(render_csv_zip(made(name)))
    for one in tabulate_brief(made(name)):
        cells = [[cell if isinstance(cell, str) else number_text(cell) for cell in row] for row in one.rows]
        assert [list(row.values()) for row in read[one.name]] == cells


def test_no_cell_of_a_csv_is_a_formula() -> None:
    with ZipFile(io.BytesIO(render_csv_zip(made("odd")))) as files:
        text = files.read("statements.csv").decode("utf-8-sig")
    assert '"\'=HYPERLINK(""https://lamp.example"",""Lamps, out"")"' in text
    assert not re.search(r'(?:^|,|;)"?\s*[=+@-]', text.replace('""', ""), re.MULTILINE)


def test_a_zip_of_tables_holds_no_clock() -> None:
    with ZipFile(io.BytesIO(render_csv_zip(made("plain")))) as files:
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}


# ------------------------------------------------------------------ XLSX


@both
def test_a_workbook_gives_every_cell_back(name: str) -> None:
    read = read_xlsx(render_xlsx(made(name)))
    for one in tabulate_brief(made(name)):
        cells = [[fit_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in one.rows]
        assert [list(row.values()) for row in read[one.name]] == cells


def test_words_that_look_like_finished_markup_stay_words() -> None:
    rows = read_xlsx(render_xlsx(made("odd")))["statements"]
    assert [row["content"] for row in rows][: len(SAID) - 1] == list(SAID[:-1])


def test_a_text_that_a_cell_cannot_hold_is_cut_and_says_so() -> None:
    cell = str(read_xlsx(render_xlsx(made("odd")))["statements"][-1]["content"])
    assert cell.endswith(CUT)
    assert LONG.startswith(cell.removesuffix(CUT))
    assert len(cell.encode("utf-16-le")) // 2 in (32_766, 32_767)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("_x0041_", "_x0041_"),
        ("a\uffffb", "a\ufffdb"),
        ("<r></r>", "<r></r>"),
        ("&lt;b&gt;", "&lt;b&gt;"),
        ("  blanks  ", "  blanks  "),
        ("https://a.example", "https://a.example"),
        ("0042", "0042"),
        ("TRUE", "TRUE"),
    ],
)
def test_a_headline_stands_in_the_workbook_as_printed(printed: str, read: str) -> None:
    brief = made("odd")
    report = replace(brief.reports[0].report, headline=replace(brief.reports[0].report.headline, value=printed))
    changed = replace(brief, reports=(replace(brief.reports[0], report=report),))
    assert read_xlsx(render_xlsx(changed))["statements"][0]["headline"] == read


def test_a_live_text_stays_text_when_somebody_edits_its_cell() -> None:
    with ZipFile(io.BytesIO(render_xlsx(made("odd")))) as files:
        assert 'quotePrefix="1"' in files.read("xl/styles.xml").decode()


def test_a_number_that_a_double_cannot_hold_is_written_as_text() -> None:
    brief = made("plain")
    amount = replace(brief.figures[0].amount, low=Decimal("12345678901234567891"), high=Decimal("0.1"))
    changed = replace(brief, figures=(replace(brief.figures[0], amount=amount),))
    row = read_xlsx(render_xlsx(changed))["figures"][0]
    assert (row["low"], row["high"]) == ("12345678901234567891", 0.1)


def test_more_rows_than_a_sheet_holds_are_refused_with_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_form, "_SHEET_ROWS", 3)
    with pytest.raises(OutputError, match="more than a sheet") as caught:
        render_xlsx(made("plain"))
    assert "csv" in caught.value.next_step


# ------------------------------------------------------------------ Markdown


@pytest.mark.parametrize("make", [make_brief, make_odd_brief, make_hostile_brief])
def test_each_footnote_is_defined_once_and_used(make: object) -> None:
    references, defined = read_footnotes(render_footnotes(make()))  # type: ignore[operator]
    assert set(references) == set(defined)
    assert list(defined) == [str(number) for number in range(1, len(defined) + 1)]


def test_each_sentence_with_a_passage_has_a_footnote_with_all_of_its_words() -> None:
    brief = made("plain")
    text = render_footnotes(brief)
    _, defined = read_footnotes(text)
    for line in (*brief.synopsis, *brief.takeaways):
        printed = next(row for row in text.splitlines() if row.startswith(f"- {escape_markdown(line.text)}[^"))
        notes = [defined[number] for number in re.findall(r"(?<!\\)\[\^(\d+)\]", printed)]
        for passage in line.passages:
            assert any(
                escape_markdown(passage.quote) in note and f"characters {passage.start}–{passage.end}" in note
                for note in notes
            )


def test_a_footnote_says_headline_outlet_date_and_hash() -> None:
    _, defined = read_footnotes(render_footnotes(made("plain")))
    note = next(one for one in defined.values() if "The Alder Post" in one)
    assert "*Weir at Sedge Lock gives way, two swept downstream*" in note
    assert "3 March 2031 (from the page's structured data and a meta tag)" in note
    assert f"`{'0' * 64}`" in note
    assert "<https://alderpost.example/sedge-lock#:~:text=" in note


@pytest.mark.parametrize("make", [make_odd_brief, make_hostile_brief])
def test_no_captured_word_is_markup(make: object) -> None:
    brief = make()  # type: ignore[operator]
    tokens = MarkdownIt("commonmark").enable("table").parse(render_footnotes(brief))
    inner = [token for outer in tokens for token in (outer, *(outer.children or ()))]
    assert not {token.type for token in inner} & {"html_inline", "html_block", "image", "table_open", "fence"}
    hosts = {str(token.attrs["href"]).split("/")[2] for token in inner if token.type == "link_open"}
    assert hosts <= {"alderpost.example"}


@pytest.mark.parametrize("words", ["# a", "1. a", "- a", "[^1]: a", "<b>", "www.a.example", "https://a.example", "a|b"])
def test_markup_in_captured_words_is_escaped(words: str) -> None:
    shown = MarkdownIt("commonmark").enable("table").render(escape_markdown(words))
    assert shown == f"<p>{words.replace('<', '&lt;').replace('>', '&gt;')}</p>\n"


def test_words_from_right_to_left_are_fenced_off_from_the_numbers_behind_them() -> None:
    assert isolated("המים") == "\u2068המים\u2069"
    assert isolated("water") == "water"
