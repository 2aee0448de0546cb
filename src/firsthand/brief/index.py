"""A brief's findings by id: which report, which passages, which kind. What the renderers look things up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.brief.judged import find_hidden, marks_by_finding
from firsthand.brief.letters import report_letter
from firsthand.brief.records import Brief, BriefReport, Line
from firsthand.evidence import Evidence
from firsthand.ledger.records import Claim, Entity, Origin
from firsthand.reading.records import Figure, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefIndex:
    """Lookups over one brief. Ids that it does not hold are in none of them."""

    reports: dict[str, BriefReport]
    letters: dict[str, str]
    statements: dict[str, Statement]
    figures: dict[str, Figure]
    entities: dict[str, Entity]
    entity_of: dict[str, Entity]
    origins: dict[str, Origin]
    claim_of: dict[str, Claim]
    passages: dict[str, tuple[Evidence, ...]]
    kinds: dict[str, str]
    judged: dict[str, str]
    hidden: frozenset[str]


def index_brief(brief: Brief) -> BriefIndex:
    """Every lookup that the renderers need, made once."""
    found = dict(_passages_by_finding(brief))
    return BriefIndex(
        reports={held.report.id: held for held in brief.reports},
        letters={held.report.id: report_letter(at) for at, held in enumerate(brief.reports)},
        statements={st.id: st for st in brief.statements},
        figures={fg.id: fg for fg in brief.figures},
        entities={en.id: en for en in brief.ledger.entities},
        entity_of={rf: en for en in brief.ledger.entities for rf in en.referents},
        origins={origin.id: origin for origin in brief.ledger.origins},
        claim_of={member.finding: claim for claim in brief.ledger.claims for member in claim.members},
        passages={id_: passages for id_, (_, passages) in found.items()},
        kinds={id_: kind for id_, (kind, _) in found.items()},
        judged=marks_by_finding(brief),
        hidden=find_hidden(brief),
    )


def composed_lines(brief: Brief) -> Iterator[Line]:
    """Every composed line of the brief, first screen first."""
    yield from brief.synopsis
    yield from brief.takeaways
    yield from brief.changed_last
    yield from brief.handle_with_care
    yield from brief.timeline
    for held in brief.reports:
        yield from held.rests_on


def statement_passages(st: Statement) -> tuple[Evidence, ...]:
    """Source, cue and content in the order they stand on the page.

    A source that was named further up stays where it is named.
    """
    return tuple(sorted({*st.source, *st.cue, *st.content}))


def _passages_by_finding(brief: Brief) -> Iterator[tuple[str, tuple[str, tuple[Evidence, ...]]]]:
    for line in composed_lines(brief):
        yield line.id, ("line", line.passages)
    for st in brief.statements:
        yield st.id, ("statement", statement_passages(st))
    for na in brief.narrations:
        yield na.id, ("narration", (na.evidence,))
    for fg in brief.figures:
        yield fg.id, ("figure", tuple(sorted({fg.evidence, *fg.counted, *fg.giver_evidence})))
    for instrument in brief.instruments:
        spans = {instrument.evidence, *instrument.requires, *instrument.invoked_evidence}
        yield instrument.id, ("instrument", tuple(sorted(spans)))
    for event in brief.events:
        yield event.id, ("event", (event.evidence,))
    for time in brief.times:
        yield time.id, ("time", (time.evidence,))
    named: dict[str, list[Evidence]] = defaultdict(list)
    for mention in brief.mentions:
        named[mention.referent].append(mention.evidence)
    for entity in brief.ledger.entities:
        yield entity.id, ("entity", tuple(found for rf in entity.referents for found in named[rf]))
    for revision in brief.revisions:
        places = (change.after for change in revision.changes)
        yield revision.id, ("revision", tuple(one for one in places if one and one.of == revision.article))
    yield from _passages_of_ledger(brief)


def _passages_of_ledger(brief: Brief) -> Iterator[tuple[str, tuple[str, tuple[Evidence, ...]]]]:
    ledger = brief.ledger
    for claim in ledger.claims:
        yield claim.id, ("claim", (claim.passage,))
    for wording in ledger.wordings:
        yield wording.id, ("wording", wording.passages)
    for agreement in ledger.agreements:
        yield agreement.id, ("agreement", agreement.passages)
    for disagreement in ledger.disagreements:
        yield disagreement.id, ("disagreement", disagreement.passages)
    for question in ledger.open_questions:
        yield question.id, ("question", (question.passage,))
    for correction in ledger.corrections:
        yield correction.id, ("correction", (correction.passage,))
