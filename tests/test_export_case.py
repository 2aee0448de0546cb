"""Each form of export from a case, with what people judged in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from casefiles import find_said, make_case
from exported import find_astray, read_csv_zip, read_footnotes, read_ris, read_xlsx, validate
from firsthand.brief.json_form import read_brief_json
from firsthand.brief.records import Brief
from firsthand.case import Case
from firsthand.case.judge import Ruling, Wish
from firsthand.cli.app import run
from firsthand.exports.formats import FORMS


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """A case in which one statement is confirmed, one amended and one rejected."""
    with make_case(tmp_path_factory.mktemp("judged")) as made:
        brief = made.brief()
        for ruling, words in ((Ruling.CONFIRM, "new gates"), (Ruling.REJECT, "nobody had answered")):
            made.judge(Wish(ruling=ruling, targets=(find_said(brief, words).id,)), by="Ann")
        said = find_said(brief, "63 homes").id
        fields = {"speaker": "Maud Ellery"}
        made.judge(Wish(ruling=Ruling.AMEND, targets=(said,), fields=fields), by="Bo")
        yield made


@pytest.fixture(scope="module")
def brief(case: Case) -> Brief:
    return case.brief()


@pytest.fixture
def exported(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> bytes:
    target = tmp_path / "out"
    assert run(["export", str(case.path), "--format", request.param, "-o", str(target), "--quiet"]) == 0
    return target.read_bytes()


@pytest.mark.parametrize("exported", sorted(FORMS), indirect=True)
def test_each_form_is_written_from_a_case(exported: bytes) -> None:
    assert len(exported) > 100


def test_the_same_case_gives_the_same_bytes_in_each_form(case: Case, tmp_path: Path) -> None:
    for form in FORMS:
        made = []
        for name in ("a", "b"):
            target = tmp_path / name
            assert run(["export", str(case.path), "--format", form, "-o", str(target), "--quiet"]) == 0
            made.append(target.read_bytes())
        assert made[0] == made[1], form


def _checked(rows: list[dict[str, object]]) -> dict[str, str]:
    """What the column says of the statements with certain words."""
    words = ("new gates", "63 homes", "crack")
    return {one: str(row["checked"]) for row in rows for one in words if one in str(row["content"])}


def _check_column(rows: list[dict[str, object]]) -> None:
    found = _checked(rows)
    assert "checked" in found["new gates"]
    assert "Ann" in found["new gates"]
    assert "amended" in found["63 homes"]
    assert "Bo" in found["63 homes"]
    assert found["crack"] == "machine-read"
    assert not any("nobody had answered" in str(row["content"]) for row in rows)


@pytest.mark.parametrize("exported", ["csv"], indirect=True)
def test_the_tables_say_who_checked_what(exported: bytes) -> None:
    rows = read_csv_zip(exported)["statements"]
    _check_column([dict(row) for row in rows])
    assert "Maud Ellery" in {row["speaker"] for row in rows}


@pytest.mark.parametrize("exported", ["xlsx"], indirect=True)
def test_the_workbook_says_who_checked_what(exported: bytes) -> None:
    _check_column(next(rows for name, rows in read_xlsx(exported).items() if name.lower() == "statements"))


@pytest.mark.parametrize("exported", ["annotations"], indirect=True)
def test_the_annotations_say_who_checked_what(exported: bytes, brief: Brief) -> None:
    collection = json.loads(exported)
    name = f"urn:firsthand:{find_said(brief, 'new gates').id}"
    checked = next(one for one in collection["first"]["items"] if one["id"] == name)
    assert any("Ann" in body["value"] for body in checked["body"] if body["purpose"] == "tagging")
    looked_at, astray = find_astray(collection, brief)
    assert looked_at
    assert not astray


@pytest.mark.parametrize("exported", ["json"], indirect=True)
def test_the_brief_of_a_case_comes_back_with_its_judgements(exported: bytes, brief: Brief) -> None:
    assert read_brief_json(exported) == brief
    assert len(brief.judged) == 3


@pytest.mark.parametrize("exported", ["md"], indirect=True)
def test_the_footnotes_of_a_case_are_all_defined(exported: bytes) -> None:
    references, notes = read_footnotes(exported.decode())
    assert set(references) == set(notes)


@pytest.mark.parametrize("exported", ["ris"], indirect=True)
def test_each_report_of_a_case_is_cited(exported: bytes) -> None:
    assert len(read_ris(exported.decode())) == 3


@pytest.mark.parametrize("exported", ["csl"], indirect=True)
def test_the_citations_of_a_case_keep_their_schema(exported: bytes) -> None:
    assert len(validate(exported.decode(), "csl")) == 3  # type: ignore[arg-type]
