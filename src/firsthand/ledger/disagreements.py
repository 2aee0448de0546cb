"""Reports that differ: figures, days, denials, attribution dropped, a headline stronger than its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from rapidfuzz.distance import Indel

from firsthand.evidence import Reason, make_id
from firsthand.ledger.agreements import is_echo
from firsthand.ledger.clauses import find_all_told
from firsthand.ledger.compared import Compared
from firsthand.ledger.copied import SAME_PRINT, is_one_print
from firsthand.ledger.counts import Count, middle
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.denials import find_denials
from firsthand.ledger.drift import find_drift
from firsthand.ledger.dropped import find_dropped
from firsthand.ledger.headlines import find_stronger_headlines
from firsthand.ledger.index import Index
from firsthand.ledger.lengths import find_lengths
from firsthand.ledger.moments import find_moments
from firsthand.ledger.occasions import can_be_one_time
from firsthand.ledger.records import Disagreement, DisagreementKind, FigureSeries, SeriesRelation
from firsthand.ledger.retold_days import TIME_ZONE, find_interview_days, find_retold_days
from firsthand.ledger.wholes import find_wholes
from firsthand.ledger.years import find_years
from firsthand.story.weights import Weights, make_weights
from firsthand.story.words import find_words

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
        _differ_in_figures(one, _leave_out_same([by_id[figure] for figure in one.figures], compared))
        for one in compared.series
        if one.relation is not SeriesRelation.AGREE
    ]
    found += _differ_in_days(compared.dated, compared.index)
    found += find_years(compared)
    found += find_wholes(compared)
    found += find_retold_days(compared)
    found += find_interview_days(compared, compared.origins)
    found += find_drift(compared)
    told = find_all_told(compared)
    found += find_moments(compared, told)
    found += find_lengths(compared, told)
    found += find_denials(compared, told)
    found += find_dropped(compared)
    found += find_stronger_headlines(compared.shelf, compared.index, compared.lists)
    return _leave_out_copies(tuple({one.id: one for one in found}.values()), compared)


def _leave_out_copies(found: tuple[Disagreement, ...], compared: Compared) -> tuple[Disagreement, ...]:
    """Without what only stands once more in a copy: each passage of it is the same print in a copy of that report.
    The original's stays; where nothing shows which that is, the first."""
    stands = compared.copied
    first: dict[tuple[DisagreementKind, frozenset[str]], list[Disagreement]] = defaultdict(list)
    order = sorted(found, key=lambda one: any(stands.get(p.report, p.report) != p.report for p in one.passages))
    for one in order:
        key = (one.kind, frozenset(stands.get(passage.report, passage.report) for passage in one.passages))
        if not any(_is_said_there(one, other) for other in first[key]):
            first[key].append(one)
    kept = {one.id for each in first.values() for one in each}
    return tuple(one for one in found if one.id in kept)


def _is_said_there(one: Disagreement, other: Disagreement) -> bool:
    """Whether each passage of one has much the same words as a passage of the other."""
    ours, theirs = ([find_words(passage.quote) for passage in each.passages] for each in (one, other))
    return all(any(Indel.normalized_similarity(left, right) >= SAME_PRINT for right in theirs) for left in ours)


def _differ_in_figures(series: FigureSeries, group: list[Count]) -> Disagreement:
    later = series.relation in (SeriesRelation.GREW, SeriesRelation.FELL)
    return Disagreement(
        id=make_id("dg", DisagreementKind.FIGURE, series.id),
        kind=DisagreementKind.FIGURE,
        about=series.counts,
        members=tuple(count.figure.id for count in group),
        passages=tuple(count.sentence for count in group),
        values=tuple(_tell(count) for count in group),
        reconciliation=LATER_COUNT if later else "",
        because=series.because,
    )


def _leave_out_same(group: list[Count], compared: Compared) -> list[Count]:
    """One count for each report (copies are one report) and amount: its body before its headline."""
    best: dict[tuple[str, Decimal], Count] = {}
    for count in group:
        key = (compared.copied.get(count.report, count.report), middle(count))
        held = best.get(key)
        if held is None or (is_echo(held.sentence, compared) and not is_echo(count.sentence, compared)):
            best[key] = count
    kept = {count.figure.id for count in best.values()}
    return [count for count in group if count.figure.id in kept]


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
    if abs((left.when.first_day - right.when.first_day).days) > DAYS_APART or _is_given_both(left, right):
        return False
    shared, matter = left.senses & right.senses, left.matter & right.matter
    lighter = min(weights.total_of(left.senses), weights.total_of(right.senses)) or 1.0
    lightest = min(weights.total_of(left.matter), weights.total_of(right.matter)) or 1.0
    return (
        len(matter) >= 3
        and weights.total(shared) / lighter >= SAME_DEED
        and weights.total(matter) / lightest >= SAME_DEED
    )


def _is_given_both(left: DatedPassage, right: DatedPassage) -> bool:
    """Whether one sentence gives the other's day too ("said on Friday that he would appear on Monday"), or both are
    one print with one word for the day, which a copy's reader only resolves otherwise."""
    if left.when.value in right.days or right.when.value in left.days:
        return True
    one_word = find_words(left.time.evidence.quote) == find_words(right.time.evidence.quote)
    return one_word and is_one_print(left.sentence.quote, right.sentence.quote)


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
