"""Figures that count the same thing, side by side."""

from __future__ import annotations

from collections import defaultdict

from firsthand.evidence import Reason, make_id
from firsthand.ledger.contrast import load_contrast
from firsthand.ledger.counts import MARGIN, Count, can_be_equal, is_equal, middle
from firsthand.ledger.index import Index
from firsthand.ledger.occasions import can_be_one_time
from firsthand.ledger.records import FigureSeries, SeriesRelation
from firsthand.story.weights import Weights, compare_weighted, make_weights
from firsthand.story.words import stem

SAME_THING = 0.35
"""Weighted Dice of two figures' sentences from which one noun counts one thing, when the amounts agree."""

SAME_THING_STRICT = 0.6
"""The same when the amounts differ: a false difference is worse than a missed one."""

FAR_COUNT = 5
"""Times that one toll of a story may be another before their sentences must share words, so that a war's dead are not
set beside a fire's."""

SHARED_WORDS = 2
"""Words beside the counted noun that two such sentences share at least."""


def group_figures(counts: tuple[Count, ...], index: Index) -> tuple[FigureSeries, ...]:
    """Series of two figures or more that count the same thing in one story, in order of time.

    People counted in one state ("dead", "missing", "aboard") are one series through a story, unless the sentences
    name different places; another noun needs sentences that are alike.
    """
    weights = make_weights(count.context for count in counts)
    held: dict[tuple[str, str, str], list[list[Count]]] = defaultdict(list)
    for count in counts:
        story = index.stories.get(count.report, count.report)
        groups = held[story, count.thing, count.unit]
        own = [group for group in groups if any(is_same_thing(other, count, weights) for other in group[:COMPARED])]
        if not own:
            groups.append([count])
            continue
        own[0].append(count)
        if count.is_bare:
            for group in own[1:]:
                own[0].extend(group)
                groups.remove(group)
    found = [make_series(group, index) for groups in held.values() for group in groups if len(group) > 1]
    first = {count.figure.id: at for at, count in enumerate(counts)}
    return tuple(sorted(found, key=lambda series: min(first[one] for one in series.figures)))


def is_same_thing(left: Count, right: Count, weights: Weights) -> bool:
    """Whether two figures of one noun in one story count one thing."""
    if left.figure.id == right.after or right.figure.id == left.after:
        return True
    if left.is_bare:
        return _is_one_measure(left, right)
    if _is_put_in_place(left, right) or _is_one_contest(left, right):
        return True
    agree = can_be_equal(left, right)
    if not agree and left.report == right.report and not _are_set_apart(left, right):
        return False
    if agree and (left.definite or right.definite) and middle(left) == middle(right) >= LARGE:
        return True
    if not agree and _is_one_phrase(left, right):
        return True
    if not agree and left.names != right.names and not left.is_state:
        return False
    if left.names and right.names and not left.names & right.names:
        return False
    shared = left.context & right.context - {left.thing}
    if left.is_state:
        return (
            agree
            or (len(shared) >= SHARED_WORDS and compare_weighted(left.context, right.context, weights) >= SAME_THING)
            or max(middle(left), middle(right)) <= FAR_COUNT * min(middle(left), middle(right))
        )
    least = SAME_THING if agree else SAME_THING_STRICT
    return len(shared) >= SHARED_WORDS and compare_weighted(left.context, right.context, weights) >= least


def _is_one_contest(left: Count, right: Count) -> bool:
    """Whether two margins are of one contest: beside the words of winning they share one, mostly a name."""
    if not left.thing.startswith(MARGIN) or (left.names and right.names and not left.names & right.names):
        return False
    winning = {stem(word) for word in load_contrast().winning | load_contrast().contested}
    shared = (left.context & right.context) - left.counted - right.counted - winning
    return bool(shared) and max(middle(left), middle(right)) <= FAR_COUNT * min(middle(left), middle(right))


def _is_put_in_place(left: Count, right: Count) -> bool:
    """Whether one report gives its number in place of the other's: "44 men, not 41 as first stated"."""
    put = left.instead == middle(right) or right.instead == middle(left)
    return put and min(middle(left), middle(right)) >= SEVERAL


def _are_set_apart(left: Count, right: Count) -> bool:
    """Whether one report gives two numbers for one thing: by two givers, or for two times. A list of prices, of records
    or of yearly means counts many things with one word."""
    two_givers = bool(left.giver and right.giver) and left.giver != right.giver
    two_times = left.at.known and right.at.known and not can_be_one_time(left.at, right.at)
    return two_givers or two_times or left.instead == middle(right) or right.instead == middle(left)


COMPARED = 8
"""Figures of a series that another figure is compared with."""

LARGE = 1000
"""A number from which two equal figures of one noun, one of them taken for known, count one thing in a story."""

SEVERAL = 10
"""A number from which two figures of one full phrase ("island ferries") and one deed are tallies of one thing."""


def _is_one_measure(left: Count, right: Count) -> bool:
    """Two distances or weights with nothing counted: one giver's same number, or one that is put in the other's
    place."""
    same = bool(left.giver) and left.giver == right.giver and middle(left) == middle(right)
    return same or middle(left) == right.instead or middle(right) == left.instead


def _is_one_phrase(left: Count, right: Count) -> bool:
    one = len(left.counted) > 1 and left.counted == right.counted and left.report != right.report
    shared = (left.context & right.context) - left.counted - {left.thing}
    return one and bool(shared) and min(middle(left), middle(right)) >= SEVERAL and left.names == right.names


def make_series(group: list[Count], index: Index) -> FigureSeries:
    ordered = sorted(group, key=lambda count: _time_key(count, index))
    return FigureSeries(
        id=make_id("fs", *(count.figure.id for count in ordered)),
        counts=ordered[0].printed,
        figures=tuple(count.figure.id for count in ordered),
        relation=find_relation(ordered),
        because=(
            Reason(
                rule="ledger.one-counted-state" if ordered[0].is_state else "ledger.one-counted-thing",
                words=tuple(count.sentence for count in ordered),
                note=f"each counts: {ordered[0].printed}",
            ),
        ),
    )


def _time_key(count: Count, index: Index) -> tuple[str, int, int]:
    at = count.at.start or count.at.end
    return at.isoformat() if at else "", index.order[count.report], count.figure.evidence.start


def find_relation(ordered: list[Count]) -> SeriesRelation:
    """Agree, where all do; grew or fell, where every later figure that differs goes one way; else differ."""
    pairs = [
        (left, right) for at, left in enumerate(ordered) for right in ordered[at + 1 :] if not is_equal(left, right)
    ]
    pairs = [(left, right) for left, right in pairs if not (can_be_equal(left, right) and is_one_moment(left, right))]
    if not pairs:
        return SeriesRelation.AGREE
    placed = [(left, right) for left, right in pairs if not is_one_moment(left, right)]
    if len(placed) < len(pairs) and not (placed and all(_is_unplaced(left, right) for left, right in pairs)):
        return SeriesRelation.DIFFER
    pairs = placed
    if all(middle(left) < middle(right) for left, right in pairs):
        return SeriesRelation.GREW
    if all(middle(left) > middle(right) for left, right in pairs):
        return SeriesRelation.FELL
    return SeriesRelation.DIFFER


def _is_unplaced(left: Count, right: Count) -> bool:
    """Whether two tolls are of two times, or one of them of a page that is known only to be no later than some day: it
    can stand wherever the others leave room."""
    loose = any(one.is_state and one.at.known and one.at.start is None for one in (left, right))
    return loose or not is_one_moment(left, right)


def is_one_moment(left: Count, right: Count) -> bool:
    """Whether nothing shows that one of two figures is later than the other."""
    return can_be_one_time(left.at, right.at)
