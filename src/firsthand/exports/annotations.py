"""The findings as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), JSON-LD.

A `TextPositionSelector` counts Unicode code points, as the model demands and as this program does; JavaScript counts
UTF-16 units and must convert. The count runs in the clean text that `conformsTo` names, not in the page with its
menus; the `TextQuoteSelector` beside it finds the words on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from firsthand.brief.index import composed_lines, statement_passages
from firsthand.brief.phrasing import chain_in_words, origins_in_words, when_in_words
from firsthand.brief.records import Brief, BriefReport, Line
from firsthand.brief.told import reading_in_words
from firsthand.brief.view import figure_words, giver_name
from firsthand.evidence import Evidence, make_id
from firsthand.exports.places import Lookup, distinct, look_up, passage_link, report_url, standing_of
from firsthand.ledger.records import Claim
from firsthand.reading.records import Figure, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

_AROUND = 32
"""Code points of prefix and suffix, never beyond the block: a page has other things between its paragraphs."""

_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""The only form of a time that the model takes here: 2031-03-05T08:00:00Z."""

_Json = dict[str, object]


def render_annotations(brief: Brief) -> str:
    """One AnnotationCollection with one page: a composed sentence, a statement, a figure or a claim is one annotation,
    each of its passages one target."""
    at = look_up(brief)
    found = [*_lines(brief, at), *_statements(brief, at), *_figures(brief, at), *_claims(brief, at)]
    name = _urn(make_id("br", *(held.report.id for held in brief.reports)))
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": brief.title,
        "generator": {"type": "Software", "name": brief.program},
        "total": len(found),
    }
    if found:
        page = {"id": f"{name}:1", "type": "AnnotationPage", "startIndex": 0, "items": found}
        collection["first"] = page
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _lines(brief: Brief, at: Lookup) -> Iterator[_Json]:
    seen: dict[str, Line] = {line.id: line for line in composed_lines(brief) if line.passages}
    for line in seen.values():
        yield _annotation(line.id, ("composed sentence", line.text), line.passages, at)


def _statements(brief: Brief, at: Lookup) -> Iterator[_Json]:
    for st in brief.statements:
        passages = statement_passages(st)
        if passages:
            yield _annotation(st.id, ("statement", _statement_words(st, at)), passages, at)


def _statement_words(st: Statement, at: Lookup) -> str:
    speakers = distinct(map(at.name_of, st.speakers)) or " … ".join(one.quote for one in st.source) or "unknown speaker"
    said = when_in_words(st.said_at) if st.said_at.known else "day of saying unknown"
    how = (st.act.value, st.mode.value, st.polarity.value, st.modality.value, *reading_in_words(st))
    facts = (*how, said, chain_in_words(st.chain))
    return f"{speakers} · {' · '.join(filter(None, facts))}"


def _figures(brief: Brief, at: Lookup) -> Iterator[_Json]:
    for fg in brief.figures:
        passages = (fg.evidence, *fg.counted, *fg.giver_evidence)
        yield _annotation(fg.id, ("figure", _figure_words(fg, at)), passages, at)


def _figure_words(fg: Figure, at: Lookup) -> str:
    counted = " … ".join(one.quote for one in fg.counted)
    giver = giver_name(fg, at.index) or "giver unknown"
    return " · ".join(filter(None, (figure_words(fg), counted and f"counts {counted}", giver)))


def _claims(brief: Brief, at: Lookup) -> Iterator[_Json]:
    for claim in brief.ledger.claims:
        yield _annotation(claim.id, ("claim", _claim_words(claim)), (claim.passage,), at)


def _claim_words(claim: Claim) -> str:
    return f"{origins_in_words(claim)} · {len(claim.members)} statements or narrations"


def _annotation(finding: str, said: tuple[str, str], passages: Iterable[Evidence], at: Lookup) -> _Json:
    kind, words = said
    return {
        "id": _urn(finding),
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            _body(words, "describing"),
            _body(kind, "tagging"),
            _body(standing_of(finding, at.index), "tagging"),
        ],
        "target": [_target(one, at.held(one.report)) for one in dict.fromkeys(passages)],
    }


def _body(words: str, purpose: str) -> _Json:
    return {"type": "TextualBody", "value": words, "format": "text/plain", "language": "en", "purpose": purpose}


def _target(passage: Evidence, held: BriefReport) -> _Json:
    """The passage in the page by its address, or by its bytes where no address is known."""
    url = report_url(held)
    target: _Json = {"type": "SpecificResource", "source": url or f"urn:sha256:{held.report.sha256}"}
    if url:
        target["state"] = [_state(held)]
        target["via"] = passage_link(passage, held)
    target["selector"] = [_quote_selector(passage, held), _position_selector(passage)]
    return target


def _state(held: BriefReport) -> _Json:
    """Which bytes the address gave, and when, where that is known to the second in UTC: pages change."""
    state: _Json = {"type": "TimeState", "cached": f"urn:sha256:{held.report.sha256}"}
    if _UTC.fullmatch(held.report.captured_at):
        state["sourceDate"] = held.report.captured_at
    return state


def _quote_selector(passage: Evidence, held: BriefReport) -> _Json:
    selector: _Json = {"type": "TextQuoteSelector", "exact": passage.quote}
    block = next((one for one in held.blocks if one.number == passage.block), None)
    if block is not None and passage.of == held.article:
        prefix = held.text[max(block.start, passage.start - _AROUND) : passage.start]
        suffix = held.text[passage.end : min(block.end, passage.end + _AROUND)]
        selector |= {name: words for name, words in (("prefix", prefix), ("suffix", suffix)) if words}
    return selector


def _position_selector(passage: Evidence) -> _Json:
    """`end` is the first character that is not in it, in the model as here."""
    return {
        "type": "TextPositionSelector",
        "start": passage.start,
        "end": passage.end,
        "conformsTo": _urn(f"text:{passage.of}"),
    }


def _urn(name: str) -> str:
    return f"urn:firsthand:{name}"
