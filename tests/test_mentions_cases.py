"""The made-up cases of mentions: marks with one id are one referent, marks with different ids are not."""

from __future__ import annotations

from typing import Any

import pytest

from firsthand.evidence import Span
from firsthand.reading.mentions import Mentions, find_mentions
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import Mention, Referent
from marks import Case, load_cases

MODEL = load_model()
KNOWN_FAILURES = {
    "two spellings of one name in one report": "transliterations are joined by the ledger, not inside one report",
    "role before the name is printed": "nothing printed says that the goalkeeper is the woman named next",
    "told a named outlet": "the case counts a man identified by one name as unnamed, the seeds count him as named",
}


def parameters(cases: list[Any]) -> list[Any]:
    """The cases, those that are known to fail here as strict xfails with the reason."""
    return [
        pytest.param(
            *case.values,
            id=case.id,
            marks=[*case.marks, pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[str(case.id)])],
        )
        if case.id in KNOWN_FAILURES
        else case
        for case in cases
    ]


def is_called(referent: Referent, name: str) -> bool:
    """A capital that acts is called by its state too: the key says "Kenya" where "Nairobi" is printed."""
    return name in (referent.name, *referent.aliases, referent.country)


def mention_at(mentions: Mentions, span: Span) -> Mention:
    found = [mention for mention in mentions.mentions if mention.evidence.span == span]
    assert found, f"no mention there; found {[mention.evidence.quote for mention in mentions.mentions]}"
    return found[0]


def check_row(row: dict[str, Any], mention: Mention, referent: Referent) -> None:
    if row.get("kind") == "unnamed":
        assert not referent.named
    elif "kind" in row:
        assert mention.kind.value == row["kind"], mention
    if "is" in row:
        assert is_called(referent, row["is"]), referent


@pytest.mark.parametrize("case", parameters(load_cases("mentions")))
def test_mentions_of_a_case_mean_what_a_reader_takes_from_them(case: Case) -> None:
    mentions = find_mentions(parse_article(case.article, MODEL), sources=())
    meant: dict[str, set[str]] = {}
    rows = {row["id"]: row for row in case.table.get("mention", ())}
    for mark in case.marks:
        mention = mention_at(mentions, mark.span)
        meant.setdefault(mark.id, set()).add(mention.referent)
        check_row(rows.get(mark.id, {}), mention, mentions.referent(mention.referent))
    assert all(len(referents) == 1 for referents in meant.values()), meant
    assert len({referent for referents in meant.values() for referent in referents}) == len(meant), meant
    if case.table.get("none") == ["mention"]:
        assert [mention.evidence.quote for mention in mentions.mentions] == []
    for row in case.table.get("never", ()):
        assert [m.evidence.quote for m in mentions.mentions if m.kind.value == row["kind"]] == []


SPEAKERS = [
    pytest.param(*parameter.values, id=parameter.id)  # what the statement reader misses is no failure here
    for parameter in load_cases("statements")
    if any("speaker_is" in row or "speakers" in row for row in parameter.values[0].table.get("statement", ()))
]


@pytest.mark.parametrize("case", parameters(SPEAKERS))
def test_source_passages_of_the_statement_cases_mean_their_speakers(case: Case) -> None:
    sources = tuple(sorted({mark.span for mark in case.marks if mark.kind in ("source", "audience")}))
    mentions = find_mentions(parse_article(case.article, MODEL), sources=sources)
    for row in case.table["statement"]:
        wanted = row.get("speakers") or [name for name in (row.get("speaker_is"),) if name]
        passages = case.marked("source", row["id"])
        if not passages or not wanted:
            continue
        ids = dict.fromkeys(id for span in passages for id in mentions.referents_of(span)[0])
        found = [mentions.referent(id) for id in ids]
        assert len(found) == len([name for name in wanted if name != "unknown"]), found
        for name in wanted:
            if name == "unnamed":
                assert not found[0].named
            elif name != "unknown":
                assert any(referent.named and is_called(referent, name) for referent in found), found
