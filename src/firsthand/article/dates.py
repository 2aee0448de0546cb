"""Full calendar dates as pages print them beside a report: in date lines, clocks, datelines and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from firsthand.evidence import UNKNOWN, Span
from firsthand.languages.tables import load_table
from firsthand.when import Precision, When, ZoneBasis, day, days


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The names of months and weekdays in one language: lower case, without full stops; numbers from 1 and from
    Monday = 0."""

    months: dict[str, int]
    weekdays: dict[str, int]
    zones: dict[str, str]
    pattern: re.Pattern[str]
    numeric: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date in a text. `when` is unknown where the year is not printed (`month`, `day_of_month` then say what is),
    and the interval from one reading to the other where day and month can be swapped (`readings`). `weekday`: Monday
    = 0, -1 not printed.
    """

    span: Span
    when: When
    month: int
    day_of_month: int
    weekday: int = -1
    readings: tuple[date, ...] = ()
    timed: bool = False

    @property
    def full(self) -> bool:
        """Whether it names one day with its year."""
        return len(self.readings) == 1

    @property
    def weekday_agrees(self) -> bool:
        return self.weekday < 0 or not self.full or self.readings[0].weekday() == self.weekday


@cache
def load_calendar(language: str) -> Calendar:
    """The calendar of `language`. Raises FileNotFoundError where there is none."""
    table = load_table(language, "calendar")
    months = {name: number for number, names in enumerate(table["months"], 1) for name in names}
    weekdays = {name: number for number, names in enumerate(table["weekdays"]) for name in names}
    zones = dict(table["zones"])
    month = "|".join(sorted(months, key=len, reverse=True))
    weekday = "|".join(sorted(weekdays, key=len, reverse=True))
    zone = "|".join(sorted(zones, key=len, reverse=True))
    half = r"[ap]\.?[ ]?m(?:\b\.?|(?=[ ]?(?-i:[A-Z])))"
    clock = rf"""
        (?P<hour>2[0-3]|[01]?[0-9]) (?: [:.h](?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)? | (?=[ ]?{half}) )
        [ ]* (?P<half>{half})?
        [ ]* (?P<zone>\(?\b(?:{zone})(?:\b|(?-i:(?<=[A-Z])(?=[A-Z][a-z])))\)?|[+-][0-9]{{2}}:?[0-9]{{2}}|Z\b)?
        (?:[ ]hrs?\b)?"""
    before = re.sub(r"\?P<(\w+)>", r"?P<\1_before>", clock)
    join = r"(?: [ ]*[,|/\u2013\u2014\u00B7\u2022@-]?[ ]* (?:at[ ]*)? )"
    first = r"(?:\b|(?-i:(?<=[^\W\d_])(?=[A-Z][a-z])))"  # "PublishedMarch 5", glued in copying
    last = r"(?:\b|(?-i:(?=[A-Z]))|(?=[0-2]?[0-9][:.][0-5][0-9])|(?=[0-3]?[0-9][ ](?-i:[A-Z][a-z]{2})))"  # "20319:30"
    named = rf"""
        (?: (?<![\w:.]) {before} [ ]*,?[ ]* (?:on[ ]+)? )?
        (?: {first}(?P<weekday>{weekday})\b \.? ,? [ ]+ )?
        (?: (?<![0-9])(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th)? [ ]*[-./]?[ ]* (?:of[ ]+)? (?P<m1>{month})\b \.? ,?
            (?: [ ]*[-./]?[ ]* (?P<y1>(?:19|20)[0-9]{{2}}){last} )?
          | {first}(?P<m2>{month})\b \.? [ ]* (?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?\b
            (?: ,? [ ]+ (?P<y2>(?:19|20)[0-9]{{2}}){last} )?
        )
        (?: {join} {clock} )?"""
    numeric = rf"""
        (?: \b(?P<weekday>{weekday})\b \.? ,? [ ]+ )?
        (?<![\w/.-])
        (?: (?P<y1>(?:19|20)[0-9]{{2}}) (?P<s1>[-/.]) (?P<m1>[01]?[0-9]) (?P=s1) (?P<d1>[0-3]?[0-9])
          | (?P<a>[0-3]?[0-9]) (?P<s2>[-/.]) (?P<b>[0-3]?[0-9]) (?P=s2) (?P<y2>(?:19|20)[0-9]{{2}})
        ) (?![0-9/])
        (?: (?: T | {join} ) {clock} )?"""
    flags = re.VERBOSE | re.IGNORECASE
    return Calendar(
        months=months,
        weekdays=weekdays,
        zones=zones,
        pattern=re.compile(named, flags),
        numeric=re.compile(numeric, flags),
    )


def find_dates(text: str, calendar: Calendar) -> tuple[PrintedDate, ...]:
    """The dates in `text`, with or without a year, in text order; offsets into `text`.

    >>> one, = find_dates("Published Wed 5 March 2031, 14:30 GMT", load_calendar("en"))
    >>> one.when.value, one.when.zone, one.weekday
    ('2031-03-05T14:30', '+00:00', 2)
    >>> find_dates("03/04/2031", load_calendar("en"))[0].when.value
    '2031-03-04/2031-04-03'
    """
    found = [*_named(text, calendar), *_numeric(text, calendar)]
    return tuple(sorted(found, key=lambda one: one.span))


def _named(text: str, calendar: Calendar) -> Iterator[PrintedDate]:
    for found in calendar.pattern.finditer(text):
        number = int(found["d1"] or found["d2"])
        month = calendar.months[(found["m1"] or found["m2"]).casefold()]
        weekday = calendar.weekdays.get((found["weekday"] or "").casefold(), -1)
        year = found["y1"] or found["y2"]
        start = found.start()
        end = found.end() if found["hour"] else _end_of_day_words(found)
        if not year:
            if 1 <= number <= 31:
                yield PrintedDate(
                    span=_trimmed(text, start, _end_of_day_words(found)),
                    when=When(),
                    month=month,
                    day_of_month=number,
                    weekday=weekday,
                )
            continue
        try:
            on = date(int(year), month, number)
        except ValueError:
            continue
        yield _dated(found, calendar, readings=(on,), span=_trimmed(text, start, end))


def _end_of_day_words(found: re.Match[str]) -> int:
    return max(found.end(name) for name in ("d1", "m1", "y1", "d2", "y2"))


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,"))
    return Span(start=start, end=start + len(words.strip(" ,")))


def _numeric(text: str, calendar: Calendar) -> Iterator[PrintedDate]:
    for found in calendar.numeric.finditer(text):
        if found["y1"]:
            choices = [(int(found["y1"]), int(found["m1"]), int(found["d1"]))]
        else:
            year, one, two = int(found["y2"]), int(found["a"]), int(found["b"])
            choices = [(year, two, one), (year, one, two)]
        readings = tuple(sorted({on for choice in choices if (on := _date(*choice))}))
        weekday = calendar.weekdays.get((found["weekday"] or "").casefold(), -1)
        if weekday >= 0 and len(readings) == 2:
            readings = tuple(on for on in readings if on.weekday() == weekday) or readings
        if readings:
            end = found.end() if found["hour"] else found.end("d1" if found["d1"] else "y2")
            yield _dated(found, calendar, readings=readings, span=_trimmed(text, found.start(), end))


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _dated(found: re.Match[str], calendar: Calendar, *, readings: tuple[date, ...], span: Span) -> PrintedDate:
    weekday = calendar.weekdays.get((found["weekday"] or "").casefold(), -1)
    suffix = "" if found["hour"] else "_before"
    groups = found.groupdict()
    timed = bool(groups.get(f"hour{suffix}"))
    if len(readings) == 1:
        when = day(readings[0])
        if timed:
            when = _at(readings[0], groups, suffix, calendar)
    else:
        when = days(readings[0], readings[-1])
    return PrintedDate(
        span=span,
        when=replace(when, printed=found.string[span.start : span.end]),
        month=readings[0].month,
        day_of_month=readings[0].day,
        weekday=weekday,
        readings=readings,
        timed=timed,
    )


def _at(on: date, groups: dict[str, str | None], suffix: str, calendar: Calendar) -> When:
    hour = int(groups[f"hour{suffix}"] or 0)
    half = (groups[f"half{suffix}"] or "").casefold()[:1]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    start = datetime(on.year, on.month, on.day, hour, int(groups[f"minute{suffix}"] or 0))
    zone = (groups[f"zone{suffix}"] or "").strip("() ").casefold()
    return When(
        start=start,
        end=start + timedelta(minutes=1),
        precision=Precision.MINUTE,
        zone=calendar.zones.get(zone, zone) or UNKNOWN,
        zone_basis=ZoneBasis.PRINTED if zone else ZoneBasis.UNKNOWN,
    )
