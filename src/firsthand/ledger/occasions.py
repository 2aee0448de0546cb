"""When two tellings can be of one occasion."""

from __future__ import annotations

from datetime import timedelta

from firsthand.ledger.index import Index
from firsthand.reading.records import HopKind, Reading, Setting, Statement
from firsthand.story.outlets import fold_outlet, is_own_outlet
from firsthand.when import Precision, When

NEAR = timedelta(days=14)
"""Two interviews of one speaker with one outlet, both undated, are one where their reports appeared no further apart
than this."""

GATHERED = frozenset({Setting.BRIEFING, Setting.HEARING, Setting.COURT})
"""Occasions where a speaker stands before many: one a day."""


def is_told_outlet(statement: Statement) -> bool:
    """Whether the statement was made to an outlet: in an interview, or "told the Post" with no other setting."""
    setting = statement.occasion.setting
    return setting is Setting.INTERVIEW or (setting is Setting.UNKNOWN and bool(statement.occasion.with_whom))


def find_outlet(statement: Statement, reading: Reading) -> str:
    """The folded name of the first outlet that the statement passed through, as its occasion or its chain prints it,
    else ""."""
    name = statement.occasion.with_whom if is_told_outlet(statement) else ""
    if not name:
        name = next((hop.name for hop in statement.chain if hop.kind in (HopKind.HEARD, HopKind.RELAYED)), "")
    if name and is_own_outlet(name, reading.report) and reading.report.outlet.known:
        name = reading.report.outlet.value
    return fold_outlet(name) if name else ""


def can_be_one_time(left: When, right: When) -> bool:
    """Whether two times can be one: they overlap, or one of them is not known."""
    if not left.known or not right.known:
        return True
    starts = [when.start for when in (left, right) if when.start]
    ends = [when.end for when in (left, right) if when.end]
    return not starts or not ends or max(starts) < min(ends)


def is_one_day(left: When, right: When) -> bool:
    """Whether both are the same civil day, or hours of it."""
    return left.first_day is not None and left.first_day == left.last_day == right.first_day == right.last_day


def is_same_date(left: When, right: When) -> bool:
    """Whether both begin on one civil day, whatever their precision within it."""
    return left.first_day is not None and left.first_day == right.first_day and is_dated(left) and is_dated(right)


def narrower(left: When, right: When) -> When:
    """The narrower of two times that can be one; the known one where the other is not.

    >>> from datetime import date
    >>> from firsthand.when import day, month
    >>> narrower(month(2031, 1), day(date(2031, 1, 14))).value
    '2031-01-14'
    """
    if not left.known or not right.known:
        return left if left.known else right
    return min((left, right), key=_length)


def _length(when: When) -> timedelta:
    if when.start is None or when.end is None:
        return timedelta.max
    return when.end - when.start


def published_near(left: str, right: str, index: Index) -> bool:
    """Whether two reports appeared within `NEAR` of each other, as far as their times are known."""
    ours, theirs = index.published(left), index.published(right)
    starts = [when.start for when in (ours, theirs) if when.start]
    ends = [when.end for when in (ours, theirs) if when.end]
    return not starts or not ends or max(starts) - min(ends) <= NEAR


def is_dated(when: When) -> bool:
    return when.known and when.precision in (Precision.DAY, Precision.PART_OF_DAY, Precision.HOUR, Precision.MINUTE)
