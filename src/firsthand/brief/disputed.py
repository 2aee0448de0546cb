"""The most disputed point with both sides in one sentence: who says it, and who denies it."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice, product

from firsthand.brief.choose import alike, content_words
from firsthand.brief.lines import LineMaker
from firsthand.brief.phrasing import origins_in_words
from firsthand.brief.records import Line
from firsthand.brief.sentence import draft_statement
from firsthand.brief.sides import find_sides
from firsthand.ledger.records import Disagreement, DisagreementKind

_DRAFTS = 4
"""Drafts of each side that are tried against each other."""


def compose_disputed(maker: LineMaker, met: frozenset[str]) -> list[Line]:
    """The denied points, those that most reports carry first: one line each, the side that says it before the side
    that denies it."""
    made: list[Line] = []
    for dispute in _by_weight(maker):
        line = _disputed(dispute, maker, met)
        if line is not None and not any(alike(content_words(line.text), content_words(one.text)) for one in made):
            made.append(line)
    return made


def _by_weight(maker: LineMaker) -> list[Disagreement]:
    """Denials; one that several reports print weighs more, and of one point the earliest print stands for all."""
    places = {reading.report.id: at for at, reading in enumerate(maker.context.readings)}
    held: dict[str, list[Disagreement]] = defaultdict(list)
    for one in maker.context.ledger.disagreements:
        if one.kind is DisagreementKind.DENIAL and one.passages:
            held[one.about.casefold()].append(one)

    def weight(group: list[Disagreement]) -> tuple[int, str]:
        return -len({passage.report for one in group for passage in one.passages}), group[0].about

    ordered = sorted(held.values(), key=weight)
    return [
        one
        for group in ordered
        for one in sorted(group, key=lambda one: (places.get(one.passages[0].report, 0), one.id))
    ]


def _disputed(dispute: Disagreement, maker: LineMaker, met: frozenset[str]) -> Line | None:
    sides = find_sides(dispute, maker.context.statements, maker.context.entity_of)
    if sides is None:
        return None
    said, denied = sides.said[0], sides.denier
    entity = maker.context.speaker(said)
    later = met | ({entity.id} if entity is not None else set())
    first = tuple(islice(draft_statement(said, maker.context, met=met), _DRAFTS))
    drafts = islice(draft_statement(denied, maker.context, met=later), _DRAFTS)
    second = sorted(drafts, key=lambda one: said.report == denied.report and "(reported" in one.text)
    claim = maker.context.claim_of.get(said.id)
    return maker.joined(
        product(first, second),
        findings=(dispute.id, said.id, denied.id),
        because="brief.disputed",
        beside=(origins_in_words(claim) if claim else "", ""),
    )
