"""Everything that composing looks up: statements, readings, entities, claims, by id; and the bench that checks each
line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from firsthand.article.records import Block
from firsthand.brief.connectives import Connectives
from firsthand.brief.letters import report_letter
from firsthand.brief.phrasing import short_report
from firsthand.evidence import Evidence, Span
from firsthand.ledger.records import Claim, Entity, Ledger, Origin
from firsthand.reading.records import Figure, Mention, MentionHow, Narration, Reading, Referent, Statement, TimeMention
from firsthand.story.records import Dependence, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The findings of all stages with lookups by id."""

    readings: tuple[Reading, ...]
    stories: tuple[Story, ...]
    dependences: tuple[Dependence, ...]
    ledger: Ledger
    connectives: Connectives
    reading_of: dict[str, Reading]
    reading_of_text: dict[str, Reading]
    statements: dict[str, Statement]
    narrations: dict[str, Narration]
    referents: dict[str, Referent]
    entity_of: dict[str, Entity]
    entities: dict[str, Entity]
    claim_of: dict[str, Claim]
    origins: dict[str, Origin]
    mentions: dict[str, tuple[Mention, ...]]
    named: dict[str, tuple[Mention, ...]]
    times: dict[str, tuple[TimeMention, ...]]
    letters: dict[str, str]
    figures: dict[str, Figure]

    def block_text(self, evidence: Evidence) -> tuple[str, int]:
        """The text of the block that the evidence stands in, and where the block begins."""
        article = self.reading_of_text[evidence.of].article
        block = article.block_at(evidence.span)
        return article.text[block.start : block.end], block.start

    def block(self, evidence: Evidence) -> Block:
        return self.reading_of_text[evidence.of].article.block_at(evidence.span)

    def evidence(self, of: str, start: int, end: int) -> Evidence:
        """The exact words of the article `of` between two places."""
        return self.reading_of_text[of].article.evidence(Span(start=start, end=end))

    def name_report(self, report: str) -> str:
        """The outlet of a report by its id; its letter where no outlet is known."""
        return short_report(self.reading_of[report].report, self.letters[report])

    def speaker(self, st: Statement) -> Entity | None:
        """Whom the page lets a reader know as the speaker, where it is one."""
        if len(st.speakers) != 1:
            return None
        return self.entity_of.get(st.speakers[0])


def make_context(
    readings: tuple[Reading, ...],
    stories: tuple[Story, ...],
    dependences: tuple[Dependence, ...],
    ledger: Ledger,
    connectives: Connectives,
) -> Context:
    """All lookups, made once. `named` are the mentions by name of an entity, by the entity's id."""
    entity_of = {rf: entity for entity in ledger.entities for rf in entity.referents}
    named: dict[str, list[Mention]] = defaultdict(list)
    for reading in readings:
        for mention in reading.mentions:
            if mention.how is MentionHow.NAME and mention.referent in entity_of:
                named[entity_of[mention.referent].id].append(mention)
    return Context(
        readings=readings,
        stories=stories,
        dependences=dependences,
        ledger=ledger,
        connectives=connectives,
        reading_of={reading.report.id: reading for reading in readings},
        reading_of_text={reading.article.id: reading for reading in readings},
        statements={st.id: st for reading in readings for st in reading.statements},
        narrations={na.id: na for reading in readings for na in reading.narrations},
        referents={rf.id: rf for reading in readings for rf in reading.referents},
        entity_of=entity_of,
        named={id_: tuple(found) for id_, found in named.items()},
        entities={entity.id: entity for entity in ledger.entities},
        claim_of={member.finding: claim for claim in ledger.claims for member in claim.members},
        origins={origin.id: origin for origin in ledger.origins},
        mentions={reading.article.id: reading.mentions for reading in readings},
        times={reading.article.id: reading.times for reading in readings},
        figures={figure.id: figure for reading in readings for figure in reading.figures},
        letters={reading.report.id: report_letter(at) for at, reading in enumerate(readings)},
    )
