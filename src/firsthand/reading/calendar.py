"""Intervals of the calendar: weeks, seasons, quarters, parts of a day, and steps from one to another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from firsthand.when import Precision, When, day, days, midnight, month, year

_SEASON_STARTS = {1: 3, 2: 6, 3: 9, 4: 12}


def safe_date(year_number: int, month_number: int, day_number: int) -> date | None:
    """The civil day, or `None` where the calendar has none ("31 April")."""
    try:
        return date(year_number, month_number, day_number)
    except ValueError:
        return None


def week_of(on: date) -> When:
    """The ISO week, Monday to Sunday.

    >>> week_of(date(2031, 3, 5)).value
    '2031-W10'
    """
    monday = on - timedelta(days=on.weekday())
    return When(start=midnight(monday), end=midnight(monday + timedelta(days=7)), precision=Precision.WEEK)


def weekend_of(on: date) -> When:
    """The Saturday and Sunday of the week of `on`."""
    saturday = on - timedelta(days=on.weekday()) + timedelta(days=5)
    return days(saturday, saturday + timedelta(days=1))


def season_of(year_number: int, season: int) -> When:
    """The months that the north counts as spring (1), summer, autumn, winter (4, which ends in the next year)."""
    first = _SEASON_STARTS[season]
    start = date(year_number, first, 1)
    last = months_on(start, 3)
    return When(start=midnight(start), end=midnight(last), precision=Precision.SEASON)


def quarter_of(year_number: int, quarter: int) -> When:
    """The calendar quarter, as an interval."""
    start = date(year_number, 3 * quarter - 2, 1)
    return days(start, months_on(start, 3) - timedelta(days=1))


def half_of(year_number: int, half: int) -> When:
    start = date(year_number, 6 * half - 5, 1)
    return days(start, months_on(start, 6) - timedelta(days=1))


def decade(first: int) -> When:
    """Ten years from `first`.

    >>> decade(1990).value
    '1990s'
    """
    return When(start=datetime(first, 1, 1), end=datetime(first + 10, 1, 1), precision=Precision.DECADE)


def century(number: int) -> When:
    return days(date(100 * number - 99, 1, 1), date(100 * number, 12, 31))


def months_on(on: date, count: int) -> date:
    """The first of the month `count` months after that of `on`."""
    index = on.year * 12 + on.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def period_of(on: date, unit: str, steps: int) -> When | None:
    """The calendar unit `steps` after the one that holds `on`; `None` for units without a calendar."""
    if unit == "day":
        return day(on + timedelta(days=steps))
    if unit == "week":
        return week_of(on + timedelta(days=7 * steps))
    if unit == "fortnight":
        return week_of(on + timedelta(days=14 * steps))
    if unit == "month":
        at = months_on(on, steps)
        return month(at.year, at.month)
    if unit == "quarter":
        at = months_on(on, 3 * steps)
        return quarter_of(at.year, (at.month + 2) // 3)
    if unit == "year":
        return year(on.year + steps)
    if unit == "decade":
        return decade(on.year // 10 * 10 + 10 * steps)
    if unit == "century":
        return century((on.year - 1) // 100 + 1 + steps)
    return None


def part_of(on: date, hours: tuple[int, int]) -> When:
    """A part of a civil day, such as its morning."""
    start = midnight(on)
    return When(
        start=start + timedelta(hours=hours[0]),
        end=start + timedelta(hours=hours[1]),
        precision=Precision.PART_OF_DAY,
    )


def minute_of(on: date, hour: int, minute: int, *, whole: bool) -> When:
    """A minute of a civil day; the hour where the clock gave no minutes (`whole`)."""
    start = midnight(on) + timedelta(hours=hour, minutes=minute)
    return When(
        start=start,
        end=start + (timedelta(hours=1) if whole else timedelta(minutes=1)),
        precision=Precision.HOUR if whole else Precision.MINUTE,
    )


def joined(first: When, last: When) -> When | None:
    """From the start of `first` to the end of `last`, or `None` where they run backward."""
    if first.start is None or last.end is None or first.start >= last.end:
        return None
    return replace(When(), start=first.start, end=last.end, precision=Precision.INTERVAL)
