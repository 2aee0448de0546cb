"""Passages of several reports that give one value for one thing: an amount, or a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from firsthand.evidence import Reason, make_id
from firsthand.ledger.counts import Count, is_equal, middle
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.index import Index
from firsthand.ledger.records import Agreement, AgreementKind, FigureSeries
from firsthand.story.weights import Weights, make_weights

SENSES_BY_ACTOR = 2
"""Senses that two dated passages share at least, where one named person or body acts in both."""

SENSES_ALONE = 4
"""The same where nobody named acts in both: four words, or most of the shorter passage."""

SHARE_ALONE = 0.45
SHARE_BY_ACTOR = 0.2


def find_agreements(
    index: Index, counts: tuple[Count, ...], series: tuple[FigureSeries, ...], dated: tuple[DatedPassage, ...]
) -> tuple[Agreement, ...]:
    """Figures that agree across reports, then days that reports give alike for one thing, each in the order of the
    first passage."""
    by_id = {count.figure.id: count for count in counts}
    found = [one for each in series for one in _agree_on_figures([by_id[figure] for figure in each.figures])]
    return (*found, *_agree_on_days(dated, index))


def _agree_on_figures(group: list[Count]) -> Iterator[Agreement]:
    """One agreement for each amount that two reports or more give."""
    held: list[list[Count]] = []
    for count in group:
        for same in held:
            if is_equal(same[0], count):
                same.append(count)
                break
        else:
            held.append([count])
    for same in held:
        if len({count.report for count in same}) > 1 and middle(same[0]) != 1:
            yield Agreement(
                id=make_id("ag", AgreementKind.FIGURE, *(count.figure.id for count in same)),
                kind=AgreementKind.FIGURE,
                value=f"{_show(same[0].figure.amount.low)} {same[0].thing}",
                about=same[0].thing,
                members=tuple(count.figure.id for count in same),
                passages=tuple(count.sentence for count in same),
                because=(Reason(rule="ledger.same-amount", words=tuple(count.figure.evidence for count in same)),),
            )


def _show(amount: Decimal | None) -> str:
    if amount is None:
        return "?"
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"


def _agree_on_days(dated: tuple[DatedPassage, ...], index: Index) -> Iterator[Agreement]:
    weights = make_weights(one.senses for one in dated)
    by_day: dict[tuple[str, str], list[DatedPassage]] = defaultdict(list)
    for one in dated:
        story = index.stories.get(one.report, one.report)
        by_day[story, one.when.value[:10]].append(one)
    for (_, day), passages in by_day.items():
        for at, left in enumerate(passages):
            for right in passages[at + 1 : at + 40]:
                if left.report != right.report and is_one_happening(left, right, weights):
                    yield _make_day(left, right, day)


def is_one_happening(left: DatedPassage, right: DatedPassage, weights: Weights) -> bool:
    """Whether two dated passages tell of one thing: one named person or body acts in both and they share words, or
    they share most of theirs."""
    shared = left.senses & right.senses
    lighter = min(weights.total(left.senses), weights.total(right.senses)) or 1.0
    share = weights.total(shared) / lighter
    if left.actors & right.actors:
        return len(shared) >= SENSES_BY_ACTOR and share >= SHARE_BY_ACTOR
    if left.actors and right.actors:
        return False
    return (len(shared) >= SENSES_ALONE or (len(shared) >= 3 and share >= 0.7)) and share >= SHARE_ALONE


def _make_day(left: DatedPassage, right: DatedPassage, day: str) -> Agreement:
    return Agreement(
        id=make_id("ag", AgreementKind.DATE, left.time.id, right.time.id),
        kind=AgreementKind.DATE,
        value=day,
        about=" ".join(sorted(left.senses & right.senses)),
        members=(left.finding, right.finding),
        passages=(left.sentence, right.sentence),
        because=(Reason(rule="ledger.same-day-same-thing", words=(left.time.evidence, right.time.evidence)),),
    )


def by_finding(dated: tuple[DatedPassage, ...]) -> Mapping[str, tuple[DatedPassage, ...]]:
    """The dated passages of each finding."""
    held: dict[str, list[DatedPassage]] = defaultdict(list)
    for one in dated:
        held[one.finding].append(one)
    return {finding: tuple(found) for finding, found in held.items()}
