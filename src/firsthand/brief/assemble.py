"""The whole brief as one record, from what every stage found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from firsthand.brief.compose import Composed
from firsthand.brief.records import SCHEMA, Brief, BriefReport, StageVersion, StoryHeading
from firsthand.evidence import Problem
from firsthand.ledger.records import Ledger
from firsthand.reading.records import Reading
from firsthand.story.records import Dependence, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Colophon:
    """By what a brief was made, what bounded "latest", and which stories the given reports tell."""

    program: str
    stages: tuple[StageVersion, ...]
    as_of: str
    as_of_basis: str
    not_held: tuple[str, ...] = ()
    contents: tuple[StoryHeading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All stages' findings of one set of reports, readings in order of time then hash."""

    readings: tuple[Reading, ...]
    stories: tuple[Story, ...]
    dependences: tuple[Dependence, ...]
    ledger: Ledger
    problems: tuple[Problem, ...] = ()


def assemble_brief(findings: Findings, composed: Composed, colophon: Colophon) -> Brief:
    """The brief: composed lines beside the findings they stand on, in the order of the readings."""
    readings = findings.readings
    rests_on = dict(composed.rests_on)
    return Brief(
        schema=SCHEMA,
        program=colophon.program,
        stages=colophon.stages,
        as_of=colophon.as_of,
        as_of_basis=colophon.as_of_basis,
        title=composed.title,
        covers=composed.covers,
        reports=tuple(
            BriefReport(
                report=reading.report,
                article=reading.article.id,
                capture=reading.article.capture,
                text=reading.article.text,
                blocks=reading.article.blocks,
                dropped=reading.article.dropped,
                rests_on=rests_on.get(reading.report.id, ()),
            )
            for reading in readings
        ),
        synopsis=composed.synopsis,
        takeaways=composed.takeaways,
        changed_last=composed.changed_last,
        handle_with_care=composed.handle_with_care,
        timeline=composed.timeline,
        refused=composed.refused,
        mentions=tuple(chain.from_iterable(reading.mentions for reading in readings)),
        referents=tuple(chain.from_iterable(reading.referents for reading in readings)),
        times=tuple(chain.from_iterable(reading.times for reading in readings)),
        statements=tuple(chain.from_iterable(reading.statements for reading in readings)),
        narrations=tuple(chain.from_iterable(reading.narrations for reading in readings)),
        figures=tuple(chain.from_iterable(reading.figures for reading in readings)),
        instruments=tuple(chain.from_iterable(reading.instruments for reading in readings)),
        events=tuple(chain.from_iterable(reading.events for reading in readings)),
        relays=tuple(chain.from_iterable(reading.relays for reading in readings)),
        stories=findings.stories,
        dependences=findings.dependences,
        ledger=findings.ledger,
        problems=(*findings.problems, *chain.from_iterable(reading.problems for reading in readings)),
        not_held=colophon.not_held,
        contents=colophon.contents,
    )
