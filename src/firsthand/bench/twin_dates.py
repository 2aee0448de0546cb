"""Dates of a twin: everything 37 days later, with weekdays and months to match. Years that stand alone stay."""

from __future__ import annotations

import re
from datetime import date, timedelta

from firsthand.bench.answer_key import Days
from firsthand.bench.when_match import find_days

SHIFT = timedelta(days=37)
"""Five weeks and two days: each weekday and each month becomes another."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b(?P<dot>\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?P<th>st|nd|rd|th)?"
_LEAD = "[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ee]arly|[Ll]ate|[Mm]id|[Ll]ast|[Nn]ext|the|of|from|to|and|[Dd]uring"
_GAP = r"(?P<gap>[ \xa0]|&nbsp;)"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"\b(?P<y>(?:19|20)\d\d)(?P<s1>[-/])(?P<m>[01]\d)(?P=s1)(?P<d>[0-3]\d)(?!\d)",
        r"\b(?P<d>[0-3]\d)(?P<s1>[./])(?P<m>[01]\d)(?P=s1)(?P<y>(?:19|20)\d\d)\b",
        rf"\b{_MONTH}{_GAP}{_DAY}(?P<year>,? (?P<y>(?:19|20)\d\d))?(?!\d|[.,]\d|[ \xa0](?:percent|people|million))",
        rf"\b{_DAY}{_GAP}{_MONTH}(?P<year>,? (?P<y>(?:19|20)\d\d))?\b",
        r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?P<more>s?)\b",
        rf"\b(?P<short>Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?=[.,]? \d|, (?:{'|'.join(MONTHS)}))",
        rf"(?P<lead>\b(?:{_LEAD})[ -])?\b{_MONTH}(?P<year> (?P<y>(?:19|20)\d\d))?",
    )
)
_NEEDS_LEAD = frozenset(
    {"March", "May", "Mar", "Sep", "Jun", "Dec", "Jan", "Feb", "Apr", "Jul", "Aug", "Oct", "Nov", "Sept"}
)
"""Words that alone may be a verb, a name or part of one."""


def shift_text(text: str, *, near: date, spare: frozenset[str] = frozenset()) -> str:
    """`text` with each date 37 days later. A day without a year is taken in the year nearest to `near`.

    `spare` are names that look like a month or weekday and are not.

    >>> shift_text("on Wednesday, Jan. 11 and in mid-December", near=date(2025, 2, 19))
    'on Friday, Feb. 17 and in mid-January'
    """
    parts, at = [], 0
    while found := _next_date(text, at):
        shape, match = found
        changed = match[0] if match[0] in spare else _RULES[shape](match, near)
        parts += [text[at : match.start()], changed]
        at = match.end()
    return "".join([*parts, text[at:]])


def _next_date(text: str, at: int) -> tuple[int, re.Match[str]] | None:
    """The first date from `at` on; of two that begin together, the shape that says more."""
    found = [(match.start(), shape, match) for shape, one in enumerate(_SHAPES) if (match := one.search(text, at))]
    return min(found, key=lambda one: one[:2])[1:] if found else None


def _numeric(found: re.Match[str], near: date) -> str:
    try:
        moved = date(int(found["y"]), int(found["m"]), int(found["d"])) + SHIFT
    except ValueError:
        return found[0]
    parts = [f"{moved.year:04d}", f"{moved.month:02d}", f"{moved.day:02d}"]
    return found["s1"].join(parts if found[0].startswith(found["y"]) else parts[::-1])


def _named(found: re.Match[str], near: date) -> str:
    number = _month_number(found["month"])
    try:
        moved = _nearest(number, int(found["day"]), found["y"], near) + SHIFT
    except ValueError:
        return found[0]
    name = _month_like(found["month"], moved.month) + found["dot"]
    day = f"{moved.day}{_ordinal(moved.day) if found['th'] else ''}"
    year = found["year"].replace(found["y"], str(moved.year)) if found["year"] else ""
    first, second = (name, day) if found.start("month") < found.start("day") else (day, name)
    return f"{first}{found['gap']}{second}{year}"


def _nearest(month: int, day: int, year: str | None, near: date) -> date:
    if year:
        return date(int(year), month, day)
    near_by = [date(near.year + by, month, day) for by in (-1, 0, 1) if _exists(near.year + by, month, day)]
    return min(near_by, key=lambda one: abs(one - near))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday(found: re.Match[str], near: date) -> str:
    return WEEKDAYS[(WEEKDAYS.index(found["weekday"]) + SHIFT.days) % 7] + found["more"]


def _short_weekday(found: re.Match[str], near: date) -> str:
    short = [name[:3] for name in WEEKDAYS]
    return short[(short.index(found["short"]) + SHIFT.days) % 7]


def _month_alone(found: re.Match[str], near: date) -> str:
    """A month becomes the next one: the middle of every month moves there. `May` alone may be no month."""
    if not found["lead"] and found["month"] in _NEEDS_LEAD:
        return found[0]
    number = _month_number(found["month"])
    name = _month_like(found["month"], number % 12 + 1)
    year = f" {int(found['y']) + number // 12}" if found["year"] else ""
    return f"{found['lead'] or ''}{name}{found['dot']}{year}"


def _month_number(name: str) -> int:
    return next(n for n, full in enumerate(MONTHS, start=1) if full.startswith(name[:3]))


def _month_like(name: str, number: int) -> str:
    full = MONTHS[number - 1]
    return full if name in MONTHS and (len(name) > 3 or name == "May") else full[:3]


def _ordinal(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


_RULES = (_numeric, _numeric, _named, _named, _weekday, _short_weekday, _month_alone)


def shift_value(value: Days, *, text: str = "", published: date | None = None) -> Days:
    """A time of an answer key, 37 days later, as the words `text` in a report of that day would then mean it.

    >>> shift_value("2025-01", text="last month", published=date(2025, 2, 19))
    '2025-02'
    >>> shift_value(("2025-01-06", "2025-01-12"), text="last week", published=date(2025, 1, 14))
    ('2025-02-10', '2025-02-16')
    """
    if not isinstance(value, str):
        return _shift_pair(value, text, published)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + SHIFT).isoformat()
    if re.fullmatch(r"\d{4}-\d\d", value):
        return _shift_month(value, text, published)
    if re.fullmatch(r"\d{4}", value) and published and re.search(r"\b(?:last|this|next) year\b", text):
        return str(int(value) + (published + SHIFT).year - published.year)
    return value


def _shift_pair(value: tuple[str, str], text: str, published: date | None) -> Days:
    first, last = find_days(value)
    if published and "week" in text and (last - first).days == 6:
        weeks = (first - _monday(published)).days // 7
        monday = _monday(published + SHIFT) + timedelta(weeks=weeks)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    return (first + SHIFT).isoformat(), (last + SHIFT).isoformat()


def _shift_month(value: str, text: str, published: date | None) -> str:
    year, number = int(value[:4]), int(value[5:])
    by = 1
    if published and "month" in text:
        moved = published + SHIFT
        by = (moved.year - published.year) * 12 + moved.month - published.month
    count = year * 12 + number - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _monday(of: date) -> date:
    return of - timedelta(days=of.weekday())
