"""When one thing was: two hours of one deed, one moment on two clocks, and one act told from its two ends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.clauses import Clause, Told, find_times_in
from firsthand.ledger.compared import Compared
from firsthand.ledger.contrast import Contrast, load_contrast
from firsthand.ledger.occasions import published_near
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.ledger.retold_days import TIME_ZONE
from firsthand.story.weights import Weights, make_weights
from firsthand.story.words import find_words
from firsthand.when import Precision, When, ZoneBasis

COVERED = 0.85
COVERED_LONGER = 0.5
"""Weighted shares of the shorter and of the longer clause from which two hours are of one deed."""

HOURS_APART = timedelta(hours=3)
MINUTES_APART = timedelta(minutes=20)
"""Two hours of one deed are no further apart, and no nearer: nobody looks at the clock so closely."""

ZONES_APART = 14
"""Hours at most by which two clocks differ."""

POST = (4, 60)
"""Days between the two ends of one act that are more than the post takes, and no other act."""

_CLOCK = re.compile(
    r"""
    \bat\s+(?:about\s+|around\s+)?
    (?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)          # at 23.40 | at 9:10
    (?P<local>\s+(?:local|[A-Z][\w’'-]+)(?:\s+[A-Z][\w’'-]+)?\s+time\b)?
    (?!\d|\s*(?:%|percent|per\s+cent|million|billion|[ap]\.?m))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moment:
    told: Told
    clause: Clause | None
    at: datetime | None  # None where the page gives a clock and no day
    minute: int
    hour: int
    zoned: bool
    words: Evidence


def find_moments(compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> Iterator[Disagreement]:
    """What two reports of one story give two times for, by kind, in the order of the reports and of the text."""
    contrast = load_contrast()
    weights = make_weights(contrast.of(one.senses) for each in told.values() for one in each)
    by_story: dict[str, list[Told]] = defaultdict(list)
    for sentences in told.values():
        for one in sentences:
            if not one.account.echo and "?" not in one.evidence.quote:
                by_story[compared.index.stories.get(one.account.report, one.account.report)].append(one)
    for own in by_story.values():
        moments = [moment for one in own for moment in _find_moments(one, compared)]
        yield from _find_two_clocks(moments, compared)
        yield from _find_two_hours(moments, weights, contrast)
        yield from _find_two_ends(own, contrast, compared)


def _find_moments(told: Told, compared: Compared) -> Iterator[_Moment]:
    """The times of a sentence that are exact to the minute, and clocks without a day."""
    article = compared.index.reports[told.account.report].article
    taken: list[Evidence] = []
    for time in find_times_in(told.evidence, compared):
        if time.when.precision in (Precision.MINUTE, Precision.HOUR) and time.when.start:
            taken.append(time.evidence)
            zoned = time.when.zone_basis is ZoneBasis.PRINTED or "local" in find_words(time.evidence.quote)
            yield _make_moment(told, time.evidence, time.when.start, time.when.start, zoned=zoned)
    for match in _CLOCK.finditer(told.evidence.quote):
        words = article.evidence(
            type(told.evidence.span)(
                start=told.evidence.start + match.start("hour"), end=told.evidence.start + match.end()
            )
        )
        if not any(words.span.overlaps(one.span) for one in taken) and match["local"]:
            clock = datetime(2000, 1, 1, int(match["hour"]), int(match["minute"]))
            yield _make_moment(told, words, clock, _find_day(told, clock), zoned=True)


def _find_day(told: Told, clock: datetime) -> datetime | None:
    """The clock on the one day that the sentence gives."""
    days = {when.first_day for when in told.times if _is_one_day(when)}
    day = next(iter(days)) if len(days) == 1 else None
    return datetime(day.year, day.month, day.day, clock.hour, clock.minute) if day else None


def _is_one_day(when: When) -> bool:
    return when.first_day is not None and when.first_day == when.last_day


def _make_moment(told: Told, words: Evidence, clock: datetime, at: datetime | None, *, zoned: bool) -> _Moment:
    clause = next((one for one in told.clauses if words.quote.split()[0] in one.text), None)
    return _Moment(told=told, clause=clause, at=at, minute=clock.minute, hour=clock.hour, zoned=zoned, words=words)


# ---------------------------------------------------------------- two clocks


def _find_two_clocks(moments: list[_Moment], compared: Compared) -> Iterator[Disagreement]:
    """The same minute of two hours, one of them said to be some place's own time: one moment on two clocks. Once for
    two reports."""
    seen: set[frozenset[str]] = set()
    for at, left in enumerate(moments):
        for right in moments[at + 1 :]:
            pair = frozenset({left.told.account.report, right.told.account.report})
            if len(pair) < 2 or pair in seen or left.minute != right.minute or not (left.zoned or right.zoned):
                continue
            if not published_near(left.told.account.report, right.told.account.report, compared.index):
                continue
            both = _place(left, right)
            if both and timedelta(0) < abs(both[0] - both[1]) <= timedelta(hours=ZONES_APART):
                seen.add(pair)
                yield _make((left, right), both, TIME_ZONE, "ledger.one-moment-two-clocks")


def _place(left: _Moment, right: _Moment) -> tuple[datetime, datetime] | None:
    """Both moments with their days; a clock without a day stands as near to the other as it can."""
    if left.at is not None and right.at is not None:
        return left.at, right.at
    known = left.at or right.at
    if known is None:
        return None
    loose = left if left.at is None else right
    clock = known.replace(hour=loose.hour, minute=loose.minute)
    near = min((clock + timedelta(days=days) for days in (-1, 0, 1)), key=lambda one: abs(one - known))
    return (near, known) if left.at is None else (known, near)


# ---------------------------------------------------------------- two hours


def _find_two_hours(moments: list[_Moment], weights: Weights, contrast: Contrast) -> Iterator[Disagreement]:
    """Two hours of one day for one deed, without a word of two clocks."""
    for at, left in enumerate(moments):
        for right in moments[at + 1 :]:
            if left.at is None or right.at is None or left.zoned or right.zoned:
                continue
            apart = abs(left.at - right.at)
            near = left.at.date() == right.at.date() and MINUTES_APART <= apart <= HOURS_APART
            if (
                near
                and left.told.account.report != right.told.account.report
                and _is_one_deed(left, right, weights, contrast)
            ):
                yield _make((left, right), (left.at, right.at), "", "ledger.one-deed-two-hours")


def _is_one_deed(left: _Moment, right: _Moment, weights: Weights, contrast: Contrast) -> bool:
    if left.clause is None or right.clause is None or left.clause.negated or right.clause.negated:
        return False
    called = [bool(set(one.clause.words) & contrast.called_out) for one in (left, right) if one.clause]
    if called[0] != called[1]:
        return False  # help is called for after it happened
    if left.told.people and right.told.people and not left.told.people & right.told.people:
        return False
    ours, theirs = (contrast.of(one.clause.senses) - contrast.light for one in (left, right) if one.clause)
    shared = ours & theirs
    both = sorted((weights.total_of(ours), weights.total_of(theirs)))
    if not both[0] or len(shared) + bool(left.told.names & right.told.names) < 2 or not shared:
        return False
    weight = weights.total_of(shared)
    return weight / both[0] >= COVERED and weight / both[1] >= COVERED_LONGER


# ---------------------------------------------------------------- two ends


def _find_two_ends(own: list[Told], contrast: Contrast, compared: Compared) -> Iterator[Disagreement]:
    """One thing sent on one day, as one voice says, and received on another, as another says."""
    ends = [end for told in own for end in _find_ends(told, contrast)]
    seen: set[frozenset[str]] = set()
    for at, (left, left_at, ours) in enumerate(ends):
        for right, right_at, theirs in ends[at + 1 :]:
            if ours[0] != theirs[0] or ours[1] == theirs[1] or left.account.report == right.account.report:
                continue
            sent, got = (left_at, right_at) if ours[1] == 0 else (right_at, left_at)
            pair = frozenset({left.account.report, right.account.report})
            between = (got.start - sent.start).days if got.start and sent.start else 0
            if pair not in seen and POST[0] <= between <= POST[1] and _is_one_thing(left, right, contrast, compared):
                seen.add(pair)
                yield Disagreement(
                    id=make_id("dg", DisagreementKind.DATE, left.account.finding, right.account.finding),
                    kind=DisagreementKind.DATE,
                    about=min(left.evidence.quote, right.evidence.quote, key=len),
                    members=(left.account.finding, right.account.finding),
                    passages=(left.evidence, right.evidence),
                    values=(left_at.value, right_at.value),
                    because=(Reason(rule="ledger.one-act-two-ends", words=(left.evidence, right.evidence)),),
                )


def _find_ends(told: Told, contrast: Contrast) -> Iterator[tuple[Told, When, tuple[int, int]]]:
    """A sentence with one day and one word of sending or receiving."""
    ends = {contrast.converse[word] for clause in told.clauses for word in clause.words if word in contrast.converse}
    days = [one for one in told.times if _is_one_day(one)]
    if len(ends) == 1 and len(days) == 1 and not told.negated:
        yield told, days[0], next(iter(ends))


def _is_one_thing(left: Told, right: Told, contrast: Contrast, compared: Compared) -> bool:
    """Whether both name the thing: a word of it beside the verbs that few sentences hold, or a name."""
    verbs = contrast.of(tuple(contrast.alike))
    shared = (contrast.of(left.senses) & contrast.of(right.senses)) - verbs - contrast.light
    if left.people and right.people and not left.people & right.people:
        return False
    return bool(shared | ((left.names & right.names) - {*left.account.speakers, *right.account.speakers}))


def _make(pair: tuple[_Moment, _Moment], at: tuple[datetime, datetime], reconciliation: str, rule: str) -> Disagreement:
    left, right = (one.told for one in pair)
    return Disagreement(
        id=make_id("dg", DisagreementKind.DATE, pair[0].words.start, left.account.finding, right.account.finding),
        kind=DisagreementKind.DATE,
        about=min(left.evidence.quote, right.evidence.quote, key=len),
        members=(left.account.finding, right.account.finding),
        passages=(left.evidence, right.evidence),
        values=tuple(one.isoformat(timespec="minutes") for one in at),
        reconciliation=reconciliation,
        because=(Reason(rule=rule, words=tuple(one.words for one in pair)),),
    )
