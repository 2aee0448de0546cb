"""Reports that differ: figures, days, denials, attribution dropped, a headline stronger than its text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import Reason, make_id
from firsthand.ledger.accounts import Account, Shelf
from firsthand.ledger.compared import Compared
from firsthand.ledger.counts import Count
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.drift import find_drift
from firsthand.ledger.dropped import find_dropped
from firsthand.ledger.headlines import find_stronger_headlines
from firsthand.ledger.index import Index
from firsthand.ledger.occasions import can_be_one_time
from firsthand.ledger.records import Disagreement, DisagreementKind, FigureSeries, SeriesRelation
from firsthand.ledger.retold_days import TIME_ZONE, find_interview_days, find_retold_days
from firsthand.reading.records import Act
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
    found += _denied(compared)
    found += _denied_at_once(compared.index, compared.shelf)
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
        about=" ".join(sorted(left.senses & right.senses)),
        members=(left.finding, right.finding),
        passages=(left.sentence, right.sentence),
        values=(left.when.value, right.when.value),
        reconciliation=TIME_ZONE if apart == 1 and (left.local or right.local) else "",
        because=(Reason(rule="ledger.one-deed-two-days", words=(left.time.evidence, right.time.evidence)),),
    )


def _denied(compared: Compared) -> Iterator[Disagreement]:
    """What one speaker (or a report) asserts and another denies: one for each two voices and each two reports."""
    seen: set[tuple[str, ...]] = set()
    for likeness in compared.alike:
        left, right = (compared.shelf.by_finding[one] for one in (likeness.left, likeness.right))
        if not likeness.opposed or left.echo or right.echo or not _are_two_voices(left, right):
            continue
        if Act.ASK in {one.statement.act for one in (left, right) if one.statement}:
            continue
        voices = (*left.speakers, *right.speakers, left.report, right.report)
        if voices not in seen:
            seen.add(voices)
            yes, no = (right, left) if left.denied else (left, right)
            yield _make_denial(yes, no, rule="ledger.asserted-and-denied")


def _are_two_voices(left: Account, right: Account) -> bool:
    """Two speakers, one of whom at least is known; a report and a statement; never one speaker at two times (he may
    have changed his mind)."""
    if left.statement is None and right.statement is None:
        return left.report != right.report
    return not set(left.speakers) & set(right.speakers)


def _make_denial(left: Account, right: Account, *, rule: str) -> Disagreement:
    passages = (*left.passages, *(right.passages or ()))
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, left.finding, right.finding),
        kind=DisagreementKind.DENIAL,
        about=left.text,
        members=(left.finding, right.finding),
        passages=passages,
        values=tuple("asserted" if passage in left.passages else "denied" for passage in passages),
        because=(Reason(rule=rule, words=(left.passages[0], right.passages[0])),),
    )


def _denied_at_once(index: Index, shelf: Shelf) -> Iterator[Disagreement]:
    """A denial without words of its own ("denied that", "rejected the claim") takes up the statement of another
    speaker just before it."""
    for reading in index.readings:
        before = None
        for statement in reading.statements:
            words = " ".join(part.quote for part in statement.content)
            account = shelf.by_finding.get(statement.id)
            speakers = {shelf.entity_of.get(who, who) for who in statement.speakers}
            if statement.act is Act.DENY and len(words.split()) <= ANAPHOR_WORDS and before is not None:
                told = shelf.by_finding[before.id]
                if not speakers & set(told.speakers):
                    passages = (*told.passages, *statement.source, *statement.cue, *statement.content)
                    yield Disagreement(
                        id=make_id("dg", DisagreementKind.DENIAL, before.id, statement.id),
                        kind=DisagreementKind.DENIAL,
                        about=told.text,
                        members=(before.id, statement.id),
                        passages=passages,
                        values=tuple("asserted" if one in told.passages else "denied" for one in passages),
                        because=(Reason(rule="ledger.denied-just-after", words=statement.cue),),
                    )
            if account is not None and statement.act is not Act.DENY and not statement.inside:
                before = statement


ANAPHOR_WORDS = 3
"""Words of a denial that only point back: "that", "the claim", "those reports"."""
