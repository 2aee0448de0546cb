"""When a time of a brief is the one an answer key gives: by the days it covers, not by its print."""

from __future__ import annotations

import re
from datetime import date, timedelta

from firsthand.bench.answer_key import Days
from firsthand.errors import AnswerKeyError
from firsthand.when import When

WIDER_BY = 31
"""Days that a bound may be longer than the key's interval and still be held: the key's own rule."""


def find_days(value: Days) -> tuple[date, date]:
    """First and last day of a time of an answer key. Raises: AnswerKeyError.

    >>> find_days("2025-02")
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    """
    if not isinstance(value, str):
        return find_days(value[0])[0], find_days(value[1])[1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value), date.fromisoformat(value)
    if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return monday, monday + timedelta(days=6)
    if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
        year, number = int(month[1]), int(month[2])
        following = date(year + number // 12, number % 12 + 1, 1)
        return date(year, number, 1), following - timedelta(days=1)
    if re.fullmatch(r"\d{4}", value):
        return date(int(value), 1, 1), date(int(value), 12, 31)
    raise AnswerKeyError(
        f"no time of an answer key: {value!r}", next_step="write 2025-02-19, 2025-02, 2025 or two days"
    )


def same_days(when: When, value: Days) -> bool:
    """Whether `when` covers just the days of `value`; "unknown" asks that nothing is said."""
    if value == "unknown":
        return not when.known
    return (when.first_day, when.last_day) == find_days(value)


def covers_days(when: When, value: Days) -> bool:
    """Whether `when` is a true bound of the days of `value`, at most `WIDER_BY` days longer."""
    if value == "unknown" or when.first_day is None or when.last_day is None:
        return False
    first, last = find_days(value)
    longer = (when.last_day - when.first_day) - (last - first)
    return when.first_day <= first and last <= when.last_day and longer <= timedelta(days=WIDER_BY)
