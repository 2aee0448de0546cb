"""Statements on made-up cases: spans, acts, speakers, nesting, settings and chains, as `tests/cases/statements.toml`
and `tests/cases/speakers.toml` mark them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from firsthand.evidence import Evidence
from firsthand.reading.parse import load_model
from firsthand.reading.read import Undated, read_undated
from firsthand.reading.records import Naming, Referent, Statement
from marks import Case, load_cases
from readings import bare_report

_model = cache(load_model)
CASES = [*load_cases("statements"), *load_cases("speakers")]


def _read(case: Case) -> Undated:
    return read_undated(case.article, bare_report(case.article.report), _model())


def _words(passages: tuple[Evidence, ...]) -> str:
    return " ".join(passage.quote.strip(" .,;:—–-") for passage in passages)


def _marked(case: Case, kind: str, id: str) -> str:
    return " ".join(case.words(span).strip(" .,;:—–-") for span in case.marked(kind, id))


def _fold(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _find(case: Case, id: str, statements: tuple[Statement, ...]) -> Statement:
    """The statement with the marked content and cue, exactly; what was found instead is the message."""
    found = [
        statement
        for statement in statements
        if (not case.marked("content", id) or _words(statement.content) == _marked(case, "content", id))
        and (not case.marked("cue", id) or _words(statement.cue) == _marked(case, "cue", id))
    ]
    assert found, f"no statement {id}; found {[(_words(one.cue), _words(one.content)) for one in statements]}"
    return found[0]


def _speaker_names(statement: Statement, referents: dict[str, Referent]) -> set[str]:
    if statement.naming is not Naming.NAMED:
        return {statement.naming.value}
    return {_fold(name) for id in statement.speakers for name in (referents[id].name, *referents[id].aliases)}


@pytest.mark.parametrize("case", CASES)
def test_statement_is_read_as_marked(case: Case) -> None:
    read = _read(case)
    if "statement" in case.table.get("none", ()):
        assert not read.statements, [(_words(one.cue), _words(one.content)) for one in read.statements]
        return
    referents = {referent.id: referent for referent in read.mentions.referents}
    found = {row["id"]: _find(case, row["id"], read.statements) for row in case.table["statement"]}
    for row in case.table["statement"]:
        _check(row, found, referents)
    for forbidden in case.table.get("never", ()):
        assert not any(_has_all(statement, forbidden, referents) for statement in read.statements)


def _check(row: dict[str, Any], found: dict[str, Statement], referents: dict[str, Referent]) -> None:
    statement = found[row["id"]]
    got: dict[str, object] = {
        "mode": statement.mode.value,
        "act": "decline" if statement.act.value.startswith("decline") else statement.act.value,
        "polarity": statement.polarity.value,
        "modality": statement.modality.value,
        "asked": bool(statement.occasion.asked),
        "setting": statement.occasion.setting.value,
        "with": statement.occasion.with_whom,
        "on": statement.occasion.on_what,
        "chain": [_fold(hop.name) for hop in statement.chain],
    }
    for key, wanted in row.items():
        if key == "id":
            continue
        if key == "speaker_is":
            assert _fold(wanted) in _speaker_names(statement, referents)
        elif key == "speakers":
            assert {_fold(name) for name in wanted} <= _speaker_names(statement, referents)
        elif key == "inside":
            assert statement.inside == found[wanted].id
        elif key == "chain":
            assert got["chain"] == [_fold(name) for name in wanted]
        else:
            assert got[key] == wanted, key


def _has_all(statement: Statement, forbidden: dict[str, str], referents: dict[str, Referent]) -> bool:
    got = {"mode": statement.mode.value, "act": statement.act.value}
    return all(
        _fold(wanted) in _speaker_names(statement, referents) if key == "speaker_is" else got[key] == wanted
        for key, wanted in forbidden.items()
    )


@pytest.mark.parametrize("case", [known.values[0] for known in CASES], ids=lambda case: case.name)
def test_every_passage_of_a_statement_stands_verbatim_in_its_block(case: Case) -> None:
    read = _read(case)
    for statement in read.statements:
        for passage in (
            *statement.source,
            *statement.cue,
            *statement.content,
            *statement.audience,
            *statement.occasion.asked,
        ):
            assert case.article.text[passage.start : passage.end] == passage.quote
