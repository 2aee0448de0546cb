"""A time as an interval. A value: two are equal by meaning, wherever they are printed.

Beside `evidence` at the bottom of the house, since pages, readings and stories all need it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from firsthand.evidence import UNKNOWN


class Precision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"
    UNKNOWN = "unknown"


class Modifier(StrEnum):
    NONE = "none"
    START = "start"
    MID = "mid"
    END = "end"
    APPROX = "approx"
    BEFORE = "before"
    AFTER = "after"


class ZoneBasis(StrEnum):
    PRINTED = "printed"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A half-open interval of civil time. A side that is `None` is unbounded; both `None` is "unknown".

    `start` and `end` are civil (no tzinfo); `zone` is what was printed or inferred ("+09:00", "Kyiv", "unknown").
    `printed` are the words, `anchor` the day or interval they were resolved against ("" for none), `rule` the rule
    applied.
    The modifier says that the words name a part or a neighbourhood of the interval ("mid-December": the whole month,
    MID).
    """

    start: datetime | None = None
    end: datetime | None = None
    precision: Precision = Precision.UNKNOWN
    modifier: Modifier = Modifier.NONE
    zone: str = UNKNOWN
    zone_basis: ZoneBasis = ZoneBasis.UNKNOWN
    printed: str = ""
    anchor: str = ""
    rule: str = ""

    @property
    def known(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def value(self) -> str:
        """The interval in ISO 8601 words: `2025-02-19`, `2025-01`, `2025-W02`, `2025`, `2025-01-06/2025-01-12`,
        `../2025-02-21`.

        >>> day(date(2025, 2, 19)).value
        '2025-02-19'
        """
        if not self.known:
            return UNKNOWN
        if self.start is not None and self.precision in _SHORT:
            return _SHORT[self.precision](self.start)
        if self.start is not None and self.precision in (Precision.MINUTE, Precision.HOUR):
            return self.start.isoformat(timespec="minutes")
        return f"{_day_or_open(self.start)}/{_day_or_open(self.end, last=True)}"

    @property
    def first_day(self) -> date | None:
        return self.start.date() if self.start else None

    @property
    def last_day(self) -> date | None:
        """The last day that the interval touches; `None` where it is open."""
        return (self.end - timedelta(microseconds=1)).date() if self.end else None

    def same_as(self, other: When) -> bool:
        """Equal by meaning: the same interval, whatever the print, anchor or rule."""
        return self.known and (self.start, self.end) == (other.start, other.end)


def _day_or_open(at: datetime | None, *, last: bool = False) -> str:
    if at is None:
        return ".."
    return (at - timedelta(microseconds=1) if last else at).date().isoformat()


def _iso_week(at: datetime) -> str:
    year, week, _ = at.isocalendar()
    return f"{year:04d}-W{week:02d}"


_SHORT: dict[Precision, Callable[[datetime], str]] = {
    Precision.DAY: lambda at: at.date().isoformat(),
    Precision.PART_OF_DAY: lambda at: at.date().isoformat(),
    Precision.WEEK: _iso_week,
    Precision.MONTH: lambda at: f"{at.year:04d}-{at.month:02d}",
    Precision.YEAR: lambda at: f"{at.year:04d}",
    Precision.DECADE: lambda at: f"{at.year:04d}s",
}

UNKNOWN_WHEN = When()


def midnight(of: date) -> datetime:
    return datetime(of.year, of.month, of.day)


def day(of: date) -> When:
    """The whole civil day.

    >>> day(date(2025, 2, 19)).last_day
    datetime.date(2025, 2, 19)
    """
    return When(start=midnight(of), end=midnight(of + timedelta(days=1)), precision=Precision.DAY)


def days(first: date | None, last: date | None) -> When:
    """The civil days from `first` to `last`, both included; `None` leaves a side open."""
    if first is not None and first == last:
        return day(first)
    return When(
        start=midnight(first) if first else None,
        end=midnight(last + timedelta(days=1)) if last else None,
        precision=Precision.INTERVAL if first or last else Precision.UNKNOWN,
    )


def month(year: int, number: int) -> When:
    """The whole calendar month.

    >>> month(2024, 12).value
    '2024-12'
    """
    following = date(year + number // 12, number % 12 + 1, 1)
    return When(start=datetime(year, number, 1), end=midnight(following), precision=Precision.MONTH)


def year(number: int) -> When:
    """The whole calendar year."""
    return When(start=datetime(number, 1, 1), end=datetime(number + 1, 1, 1), precision=Precision.YEAR)
