"""How far a credit reaches: a reprint that adds a paragraph of its own does not owe that paragraph to the agency."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from firsthand.evidence import UNKNOWN, Reason
from firsthand.reading.records import Basis, Hop, HopKind, Reading, Statement
from firsthand.story.copies import Body, read_body
from firsthand.story.records import Dependence, DependenceKind

RUNS_AT_LEAST = 3
"""Five-word runs outside quotations that a paragraph must have before it can be called the reprint's own."""


def narrow_credits(readings: tuple[Reading, ...], dependences: tuple[Dependence, ...]) -> tuple[Reading, ...]:
    """The readings, where in a report that is known to be a copy the agency's hop is unknown for each statement whose
    paragraph shares no run of words with any other copy. Reports without a copy beside them stay as they are."""
    partners: dict[str, set[str]] = defaultdict(set)
    for one in dependences:
        if one.kind is DependenceKind.COPY and one.other:
            partners[one.report].add(one.other)
            partners[one.other].add(one.report)
    bodies = {one.report.id: read_body(one) for one in readings if one.report.id in partners}
    return tuple(
        _narrow(reading, bodies[reading.report.id], [bodies[other] for other in sorted(partners[reading.report.id])])
        if reading.report.id in partners and reading.report.agency.known
        else reading
        for reading in readings
    )


def _narrow(reading: Reading, body: Body, others: list[Body]) -> Reading:
    own = find_own_blocks(body, others)
    statements = tuple(_leave_open(one, reading) if _stands_in(one, own) else one for one in reading.statements)
    return reading if statements == reading.statements else replace(reading, statements=statements)


def find_own_blocks(body: Body, others: list[Body]) -> frozenset[int]:
    """The numbers of the blocks of which no run of words stands in any of the other bodies."""
    runs: dict[int, int] = defaultdict(int)
    shared: set[int] = set()
    for run, at in body.runs.items():
        block = body.blocks[at]
        runs[block] += 1
        if any(run in other.runs for other in others):
            shared.add(block)
    return frozenset(block for block, number in runs.items() if number >= RUNS_AT_LEAST and block not in shared)


def _stands_in(statement: Statement, own: frozenset[int]) -> bool:
    blocks = {part.block for part in (*statement.source, *statement.cue, *statement.content)}
    return bool(blocks) and blocks <= own


def _leave_open(statement: Statement, reading: Reading) -> Statement:
    """The statement with an unknown hop in place of the agency's."""
    if all(hop.kind is not HopKind.CREDITED for hop in statement.chain):
        return statement
    words = (*statement.cue, *statement.content)[:1]
    note = f"{reading.report.agency.value}: the paragraph stands in no other copy"
    because = (Reason(rule="story.own-paragraph", words=words, note=note),)
    unknown = Hop(kind=HopKind.CREDITED, name=UNKNOWN, basis=Basis.INFERRED, because=because)
    return replace(statement, chain=tuple(unknown if hop.kind is HopKind.CREDITED else hop for hop in statement.chain))
