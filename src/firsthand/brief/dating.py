"""Absolute dates behind the printed times of a sentence: the missing year where the rest is printed, else the date in
brackets."""

from __future__ import annotations

import re

from firsthand.brief.context import Context
from firsthand.brief.passage import Derived, DerivedAs
from firsthand.brief.phrasing import MONTHS, when_in_words
from firsthand.evidence import Evidence
from firsthand.reading.records import TimeMention
from firsthand.when import Precision, When

_MONTH = "|".join(rf"{month}|{month[:3]}\.?|{month[:4]}\.?" for month in MONTHS)
_BUT_FOR_THE_YEAR = re.compile(
    rf"""
    (?:(?:on|in|by|since|until|late|early|mid)[ -])*             # "in late", "mid-"
    (?:
        (?P<behind>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:{_MONTH})      # 5 February
      | (?P<month>{_MONTH})(?:[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?)?   # February, Feb. 3
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def times_in(context: Context, whole: Evidence) -> tuple[TimeMention, ...]:
    """The times in the words of `whole` whose date a reader needs: it is known, and the print does not give its
    year."""
    return tuple(
        time
        for time in context.times[whole.of]
        if whole.start <= time.evidence.start and time.evidence.end <= whole.end and _worth_resolving(time)
    )


def _worth_resolving(time: TimeMention) -> bool:
    dated = time.when.known and time.when.first_day is not None and time.when.last_day is not None
    return dated and time.when.precision is not Precision.UNKNOWN and not re.search(r"\d{4}", time.evidence.quote)


def missing_year(printed: str, when: When) -> str:
    """The year with the mark before it, where a printed date lacks its year only; "" where it lacks more.

    >>> from datetime import date
    >>> from firsthand.when import day, month
    >>> missing_year("mid-December", month(2024, 12)), missing_year("Feb. 3", day(date(2026, 2, 3)))
    (' 2024', ', 2026')
    >>> missing_year("last month", month(2025, 1))
    ''
    """
    found = _BUT_FOR_THE_YEAR.fullmatch(printed.strip())
    first, last = when.first_day, when.last_day
    if found is None or first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return ""
    number = found["behind"] or found["day"]
    precise = when.precision is Precision.MONTH if number is None else first == last and first.day == int(number)
    named = MONTHS[first.month - 1][:3].casefold() in printed.casefold()
    if not precise or not named:
        return ""
    return f", {first.year}" if found["day"] else f" {first.year}"


def date_behind(time: TimeMention) -> str:
    """What a sentence puts behind the printed time: the missing year, or the whole date in brackets."""
    return missing_year(time.evidence.quote, time.when) or f" ({when_in_words(time.when)})"


def resolved(time: TimeMention) -> Derived:
    """The words of `date_behind` as the check knows them: they stand behind the printed time and nowhere else."""
    year = missing_year(time.evidence.quote, time.when).strip(", ")
    return Derived(
        text=year or when_in_words(time.when), source=time.id, used_as=DerivedAs.TIME, after=time.evidence.quote
    )


def with_dates(whole: Evidence, times: tuple[TimeMention, ...], *, skip: tuple[str, ...]) -> str:
    """The words of `whole` with the date of each time behind it; `skip` are ids of times that keep their print
    alone."""
    out, at = [], whole.start
    for time in times:
        if time.id in skip or time.evidence.start < at:
            continue
        out.append(whole.quote[at - whole.start : time.evidence.end - whole.start])
        out.append(date_behind(time))
        at = time.evidence.end
    out.append(whole.quote[at - whole.start :])
    return "".join(out)
