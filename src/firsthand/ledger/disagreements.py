"""Reports that differ: figures, days, denials, attribution dropped, a headline stronger than its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import Reason, make_id
from firsthand.ledger.compared import Compared
from firsthand.ledger.counts import Count
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.denials import find_denials
from firsthand.ledger.drift import find_drift
from firsthand.ledger.dropped import find_dropped
from firsthand.ledger.headlines import find_stronger_headlines
from firsthand.ledger.index import Index
from firsthand.ledger.occasions import can_be_one_time
from firsthand.ledger.records import Disagreement, DisagreementKind, FigureSeries, SeriesRelation
from firsthand.ledger.retold_days import TIME_ZONE, find_interview_days, find_retold_days
from firsthand.story.weights import Weights, make_weights

LATER_COUNT = "a later count"

SAME_DEED = 0.6
"""Weighted share of the shorter dated passage from which two passages with different days tell of one deed of one
person or body."""

DAYS_APART = 7
"""Days further apart than this are taken for two deeds, not for two dates of one."""


def find_disagreements(compared: Compared) -> tuple[Disagreement, ...]:
    """Every difference found, by kind, each kind in text order."""
    by_id = {count.figure.id: count for count in compared.counts}
    found = [
        _differ_in_figures(one, [by_id[figure] for figure in one.figures])
        for one in compared.series
        if one.relation is not SeriesRelation.AGREE
    ]
    found += _differ_in_days(compared.dated, compared.index)
    found += find_retold_days(compared)
    found += find_interview_days(compared, compared.origins)
    found += find_drift(compared)
    found += find_denials(compared)
    found += find_dropped(compared)
    found += find_stronger_headlines(compared.shelf, compared.index, compared.lists)
    return tuple({one.id: one for one in found}.values())


def _differ_in_figures(series: FigureSeries, group: list[Count]) -> Disagreement:
    later = series.relation in (SeriesRelation.GREW, SeriesRelation.FELL)
    return Disagreement(
        id=make_id("dg", DisagreementKind.FIGURE, series.id),
        kind=DisagreementKind.FIGURE,
        about=series.counts,
        members=series.figures,
        passages=tuple(count.sentence for count in group),
        values=tuple(_tell(count) for count in group),
        reconciliation=LATER_COUNT if later else "",
        because=series.because,
    )


def _tell(count: Count) -> str:
    at = f", {count.at.value}" if count.at.known else ""
    return f"{count.figure.hedge} {count.figure.evidence.quote}{at}".strip()


def _differ_in_days(dated: tuple[DatedPassage, ...], index: Index) -> Iterator[Disagreement]:
    """One deed of one named person or body, told with days that cannot be one."""
    weights = make_weights(one.senses for one in dated)
    by_actor: dict[tuple[str, str], list[DatedPassage]] = defaultdict(list)
    for one in dated:
        for actor in sorted(one.actors):
            by_actor[index.stories.get(one.report, one.report), actor].append(one)
    for passages in by_actor.values():
        for at, left in enumerate(passages):
            for right in passages[at + 1 : at + 20]:
                if _is_one_deed(left, right, weights) and not can_be_one_time(left.when, right.when):
                    yield _make_days(left, right)


def _is_one_deed(left: DatedPassage, right: DatedPassage, weights: Weights) -> bool:
    if (
        left.finding == right.finding
        or left.sentence == right.sentence
        or left.when.first_day is None
        or right.when.first_day is None
    ):
        return False
    if abs((left.when.first_day - right.when.first_day).days) > DAYS_APART:
        return False
    shared = left.senses & right.senses
    lighter = min(weights.total(left.senses), weights.total(right.senses)) or 1.0
    return len(shared) >= 3 and weights.total(shared) / lighter >= SAME_DEED


def _make_days(left: DatedPassage, right: DatedPassage) -> Disagreement:
    assert left.when.first_day is not None and right.when.first_day is not None
    apart = abs((left.when.first_day - right.when.first_day).days)
    return Disagreement(
        id=make_id("dg", DisagreementKind.DATE, left.time.id, right.time.id),
        kind=DisagreementKind.DATE,
        about=min(left.sentence.quote, right.sentence.quote, key=len),
        members=(left.finding, right.finding),
        passages=(left.sentence, right.sentence),
        values=(left.when.value, right.when.value),
        reconciliation=TIME_ZONE if apart == 1 and (left.local or right.local) else "",
        because=(Reason(rule="ledger.one-deed-two-days", words=(left.time.evidence, right.time.evidence)),),
    )
