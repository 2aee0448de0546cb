"""The made-up cases of instruments: identity, provision, who invokes them and what they are said to require."""

from __future__ import annotations

import pytest

from firsthand.article.records import Article
from firsthand.reading.attach import attach_statements
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.frames import build_frames
from firsthand.reading.instruments import find_instruments
from firsthand.reading.mentions import Mentions, find_mentions
from firsthand.reading.occasionwords import load_occasion_words
from firsthand.reading.parse import load_model, parse_article
from firsthand.reading.records import Instrument
from firsthand.reading.statements import find_statements
from marks import Case, load_cases

MODEL = load_model()
KNOWN_FAILURES = {
    "a rulebook of a company": "the case wants the company's full name, which its text does not print",
}


def read_instruments(article: Article) -> tuple[tuple[Instrument, ...], Mentions]:
    parse = parse_article(article, MODEL)
    frames = build_frames(parse, MODEL)
    drafts = find_statements(frames, load_cue_words(), MODEL)
    sources = tuple(sorted({span for draft in drafts for span in (*draft.source, *draft.audience)}))
    mentions = find_mentions(parse, sources=sources)
    statements = attach_statements(drafts, frames, article, mentions, load_occasion_words())
    return find_instruments(parse, statements, mentions), mentions


def invoker_names(instrument: Instrument, mentions: Mentions) -> set[str]:
    if not instrument.invoked_by:
        return {"unknown"}
    referent = mentions.referent(instrument.invoked_by)
    return {referent.name, *referent.aliases, referent.country} if referent.named else {"unnamed"}


CASES = [
    pytest.param(*case.values, id=case.id, marks=pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[str(case.id)]))
    if case.id in KNOWN_FAILURES
    else case
    for case in load_cases("instruments")
]


@pytest.mark.parametrize("case", CASES)
def test_instruments_of_a_case_are_what_a_reader_takes_from_them(case: Case) -> None:
    instruments, mentions = read_instruments(case.article)
    if case.table.get("none") == ["instrument"]:
        assert [instrument.evidence.quote for instrument in instruments] == []
    for row in case.table.get("instrument", ()):
        places = case.marked("instrument", row["id"])
        found = [instrument for instrument in instruments if instrument.evidence.span in places]
        assert len(found) == len(places), [instrument.evidence.quote for instrument in instruments]
        for instrument in found:
            assert ", ".join(filter(None, (instrument.name, instrument.provision))) == row["is"]
        required = [piece.span for instrument in found for piece in instrument.requires]
        assert required == list(case.marked("requires", row["id"]))
        assert any(row["invoked_by"] in invoker_names(instrument, mentions) for instrument in found)
