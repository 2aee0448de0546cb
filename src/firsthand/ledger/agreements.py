"""Passages of independent reports that give one value for one thing: an amount, or a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.compared import Compared
from firsthand.ledger.copied import are_apart
from firsthand.ledger.counts import Count, is_equal, middle
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.records import Agreement, AgreementKind
from firsthand.story.weights import Weights, make_weights

SENSES_BY_ACTOR = 1
"""Senses beside names and numbers that two dated passages share at least, where one named person or body acts in
both."""

SENSES_OF_SAYING = 2
"""The same where the day is that of a saying: a spokesman says many things on one day."""

SENSES_ALONE = 4
"""The same where nobody named acts in both: four words, or most of the shorter passage."""

SHARE_ALONE = 0.45
SHARE_BY_ACTOR = 0.2
SHARE_OF_SAYING = 0.4

LOOKED_UP = 8
"""Rarest senses of a dated passage by which others of its day are looked up."""


def find_agreements(compared: Compared) -> tuple[Agreement, ...]:
    """Figures that agree across reports, then days that reports give alike for one thing, each in the order of the
    first passage: one agreement a thing, with one passage of each independent report (a copy says nothing new)."""
    by_id = {count.figure.id: count for count in compared.counts}
    figures: list[Agreement] = []
    for each in compared.series:
        figures.extend(_agree_on_figures([by_id[figure] for figure in each.figures], compared))
    return (*figures, *_agree_on_days(compared))


def _agree_on_figures(group: list[Count], compared: Compared) -> Iterator[Agreement]:
    """One agreement for each amount that two independent reports or more give."""
    held: list[list[Count]] = []
    for count in group:
        for same in held:
            if is_equal(same[0], count):
                same.append(count)
                break
        else:
            held.append([count])
    for same in held:
        passages = [count.sentence for count in same]
        kept = [same[at] for at in _find_independent(passages, compared)]
        if len(kept) > 1 and middle(kept[0]) > 1:
            yield Agreement(
                id=make_id("ag", AgreementKind.FIGURE, *(count.figure.id for count in kept)),
                kind=AgreementKind.FIGURE,
                value=f"{_show(kept[0].figure.amount.low)} {kept[0].printed}",
                about=kept[0].printed if kept[0].is_state or kept[0].figure.counted else kept[0].figure.evidence.quote,
                members=tuple(count.figure.id for count in kept),
                passages=tuple(count.sentence for count in kept),
                because=(Reason(rule="ledger.same-amount", words=tuple(count.figure.evidence for count in kept)),),
            )


def _find_independent(passages: list[Evidence], compared: Compared) -> list[int]:
    """The places of one passage for each independent report, in order: body before headline, original before copy."""
    stands = compared.copied

    def rank(at: int) -> tuple[bool, bool, int]:
        report = passages[at].report
        return is_echo(passages[at], compared), stands.get(report, report) != report, at

    kept: list[int] = []
    for at in sorted(range(len(passages)), key=rank):
        if all(are_apart(passages[other], passages[at], stands) for other in kept):
            kept.append(at)
    return sorted(kept)


def is_echo(passage: Evidence, compared: Compared) -> bool:
    """Whether a passage stands in a headline, a standfirst or a key point, which only restate the body."""
    blocks = compared.index.reports[passage.report].article.blocks
    at = passage.block
    return at is not None and at < len(blocks) and blocks[at].kind.value in ("headline", "standfirst", "key point")


def _show(amount: Decimal | None) -> str:
    if amount is None:
        return "?"
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"


def _agree_on_days(compared: Compared) -> Iterator[Agreement]:
    dated = compared.dated
    weights = make_weights(one.senses for one in dated)
    by_day: dict[tuple[str, str], list[DatedPassage]] = defaultdict(list)
    for one in dated:
        story = compared.index.stories.get(one.report, one.report)
        by_day[story, one.when.value[:10]].append(one)
    for (_, day), passages in by_day.items():
        for group in _group_happenings(passages, weights):
            kept = [group[at] for at in _find_independent([one.sentence for one in group], compared)]
            if len(kept) > 1:
                yield _make_day(kept, day)


def _group_happenings(passages: list[DatedPassage], weights: Weights) -> list[list[DatedPassage]]:
    """Passages of one day that tell of one thing: each beside the first one that it resembles."""
    groups: list[list[DatedPassage]] = []
    holders: dict[str, list[int]] = defaultdict(list)
    for one in passages:
        rare = sorted(one.senses, key=lambda sense: (-weights.of(sense), sense))[:LOOKED_UP]
        near = sorted({at for key in (*rare, *one.actors) for at in holders[key]})
        own = next((at for at in near if is_one_happening(groups[at][0], one, weights)), None)
        if own is not None:
            groups[own].append(one)
            continue
        for key in (*one.senses, *one.actors):
            holders[key].append(len(groups))
        groups.append([one])
    return groups


def is_one_happening(left: DatedPassage, right: DatedPassage, weights: Weights) -> bool:
    """Whether two dated passages tell of one thing: one named person or body acts in both and they share words, or
    they share most of theirs. Names and numbers alone are no happening."""
    shared = left.senses & right.senses
    matter = left.matter & right.matter
    lighter = min(weights.total_of(left.senses), weights.total_of(right.senses)) or 1.0
    share = weights.total(shared) / lighter
    if left.actors & right.actors:
        if left.saying and right.saying:
            return len(matter) >= SENSES_OF_SAYING and share >= SHARE_OF_SAYING
        return len(matter) >= SENSES_BY_ACTOR and share >= SHARE_BY_ACTOR
    if left.actors and right.actors:
        return False
    return (len(matter) >= SENSES_ALONE or (len(matter) >= 3 and share >= 0.7)) and share >= SHARE_ALONE


def _make_day(group: list[DatedPassage], day: str) -> Agreement:
    shortest = min(group, key=lambda one: len(one.sentence.quote))
    return Agreement(
        id=make_id("ag", AgreementKind.DATE, *(one.time.id for one in group)),
        kind=AgreementKind.DATE,
        value=day,
        about=shortest.sentence.quote,
        members=tuple(one.finding for one in group),
        passages=tuple(one.sentence for one in group),
        because=(Reason(rule="ledger.same-day-same-thing", words=tuple(one.time.evidence for one in group)),),
    )
