"""Values of records in plain words: dates, chains, counts of origins, the basis of a publication time.

Nothing here looks at a page: each function gives the words of one record, so that the check can call them derived.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from firsthand.article.records import Report
from firsthand.evidence import UNKNOWN
from firsthand.ledger.records import Claim
from firsthand.reading.records import Basis, Hop, HopKind
from firsthand.when import Modifier, Precision, When, days

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MODIFIED = {
    Modifier.START: "early",
    Modifier.MID: "mid-",
    Modifier.END: "late",
    Modifier.APPROX: "about",
    Modifier.BEFORE: "before",
    Modifier.AFTER: "after",
}

_INSIDE = {Modifier.BEFORE: "earlier", Modifier.AFTER: "later"}
"""Words with which a part of the interval itself is meant: "earlier this month" lies in the month."""


def day_in_words(of: date) -> str:
    """
    >>> day_in_words(date(2025, 2, 19))
    '19 February 2025'
    """
    return f"{of.day} {MONTHS[of.month - 1]} {of.year}"


def days_in_words(first: date, last: date) -> str:
    """Two days and what lies between, without saying a shared month or year twice.

    >>> days_in_words(date(2025, 2, 19), date(2025, 2, 21))
    '19–21 February 2025'
    >>> days_in_words(date(2025, 1, 14), date(2025, 2, 21))
    '14 January – 21 February 2025'
    """
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def when_in_words(when: When) -> str:
    """A time in absolute words with the precision it has; "date unknown" where it is unknown.

    >>> from firsthand.when import day, month
    >>> when_in_words(day(date(2025, 2, 19))), when_in_words(month(2024, 12))
    ('19 February 2025', 'December 2024')
    >>> when_in_words(days(None, date(2025, 2, 21)))
    'by 21 February 2025'
    """
    if not when.known:
        return "date unknown"
    words = _bare_words(when)
    if when.modifier is Modifier.NONE:
        return words
    lead = _MODIFIED[when.modifier]
    if when.modifier in _INSIDE and re.search(
        rf"{_INSIDE[when.modifier]}\s+(?:this|that|in)\b", when.printed, re.IGNORECASE
    ):
        lead = f"{_INSIDE[when.modifier]} in{' the' if words.startswith('week') else ''}"
    return f"{lead}{words}" if lead.endswith("-") else f"{lead} {words}"


def _bare_words(when: When) -> str:
    first, last = when.first_day, when.last_day
    if first is None:
        assert last is not None
        return f"by {day_in_words(last)}"
    if last is None:
        return f"from {day_in_words(first)}"
    if when.precision is Precision.MONTH:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if when.precision is Precision.YEAR:
        return str(first.year)
    if when.precision is Precision.DECADE:
        return f"{first.year}s"
    if when.precision is Precision.WEEK:
        return f"week of {days_in_words(first, last)}"
    if when.precision in (Precision.MINUTE, Precision.HOUR) and when.start is not None:
        return f"{day_in_words(first)}, {when.start:%H:%M}"
    return days_in_words(first, last)


def on_when(when: When) -> str:
    """The time with the preposition it takes in a sentence: "on 19 February 2025", "in December 2024"; "" where
    unknown.

    >>> from firsthand.when import month
    >>> on_when(month(2024, 12))
    'in December 2024'
    """
    if not when.known:
        return ""
    words = when_in_words(when)
    first, last = when.first_day, when.last_day
    if when.modifier in (Modifier.BEFORE, Modifier.AFTER, Modifier.APPROX) or first is None or last is None:
        return words
    if when.precision in (Precision.MONTH, Precision.YEAR, Precision.SEASON, Precision.WEEK, Precision.DECADE):
        return f"in the {words}" if words.startswith("week") else f"in {words}"
    if first == last and when.modifier in (Modifier.START, Modifier.END):
        return f"{_MODIFIED[when.modifier]} on {_bare_words(when)}"
    if first == last:
        return f"on {words}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day_in_words(last)}"
    return f"between {day_in_words(first)} and {day_in_words(last)}"


def number_in_words(count: int, one: str, many: str = "") -> str:
    """
    >>> number_in_words(1, "report"), number_in_words(3, "report")
    ('one report', '3 reports')
    """
    return f"one {one}" if count == 1 else f"{count} {many or one + 's'}"


def origins_in_words(claim: Claim) -> str:
    """How many independent origins a claim has, in how many reports.

    "at least K, at most M" where the two differ.
    """
    reports = number_in_words(len(claim.reports), "report")
    least, most = claim.origins_at_least, claim.origins_at_most
    if most <= 0:
        return f"no known origin, in {reports}"
    if least == most:
        return f"{number_in_words(least, 'origin')} in {reports}"
    if least <= 0:
        return f"at most {number_in_words(most, 'origin')} in {reports}"
    return f"at least {least}, at most {most} origins in {reports}"


def chain_in_words(chain: Iterable[Hop], *, speaker: str = "") -> str:
    """The hops from the first speaker to this page; "?" marks a hop that is inferred. `speaker` replaces the
    first name.

    >>> chain_in_words((Hop(kind=HopKind.SPEAKER, name="Orle", basis=Basis.PRINTED),
    ...                 Hop(kind=HopKind.PAGE, name="page", basis=Basis.PRINTED)))
    'Orle → this page'
    """
    names: list[str] = []
    for hop in chain:
        name = "this page" if hop.kind is HopKind.PAGE else hop.name
        if name == UNKNOWN:
            name = "unknown"
        if speaker and not names:
            name = speaker
        names.append(f"{name} (inferred)" if hop.basis is Basis.INFERRED else name)
    return " → ".join(names)


def report_in_words(report: Report) -> str:
    """A short name for a report: its outlet, else the agency that it credits, else its file.

    A page that names no outlet is never given one.
    """
    if report.outlet.known:
        return report.outlet.value
    if report.agency.known:
        return f"unknown outlet crediting {report.agency.value}"
    return f"unknown outlet ({report.name})"


def short_report(report: Report, letter: str) -> str:
    """A report's name where it is met again and again: its outlet, else its letter in the list of reports."""
    return report.outlet.value if report.outlet.known else f"report {letter}"


_BASES = {
    "json-ld": "the page's structured data",
    "meta tag": "a meta tag",
    "date line": "a date line",
    "dateline": "the dateline",
    "year inferred": "a year inferred",
    "weekday in text": "a weekday in the text",
    "sister report": "sister reports",
    "bound: page clock": "a page clock as upper bound",
    "bound: captured": "the time of capture as upper bound",
    "url": "the address",
    "time element": "a time element",
    "byline": "the byline",
    "copyright": "a copyright line",
}


def basis_in_words(basis: tuple[str, ...]) -> str:
    """On what a value rests, for people.

    >>> basis_in_words(("dateline", "year inferred"))
    'the dateline and a year inferred'
    """
    words = [_BASES.get(word, word.removeprefix("bound: ") if word.startswith("bound") else word) for word in basis]
    if not words:
        return "nothing on the page"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def published_in_words(report: Report) -> str:
    """When a report was published, to the minute where the page says so, or that it does not say."""
    when = report.published.when
    return when_in_words(when) if when.known else "the page shows no publication time"


JUDGED_BASIS = "checked by "
"""How a basis begins that is a person's word, and not a place on the page."""


def published_with_basis(report: Report) -> str:
    """As `published_in_words`, with what the time rests on; "no time, and nothing to work one out from" rests on
    nothing."""
    words = published_in_words(report)
    known = report.published.when.known and report.published.basis
    if known and report.published.basis[0].startswith(JUDGED_BASIS):
        return f"{words} ({report.published.basis[0]})"
    return f"{words} (from {basis_in_words(report.published.basis)})" if known else words


def day_of_report(report: Report) -> str:
    """As `published_in_words`, but never closer than the day."""
    when = report.published.when
    return when_in_words(whole_days(when)) if when.known else "undated"


def whole_days(when: When) -> When:
    """The days that a time touches: a sentence gives the day, not the minute.

    >>> from datetime import datetime, timedelta
    >>> at = datetime(2025, 2, 19, 8, 20)
    >>> whole_days(When(start=at, end=at + timedelta(minutes=1), precision=Precision.MINUTE)).value
    '2025-02-19'
    """
    if when.precision in (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY):
        return days(when.first_day, when.last_day)
    return when


_TWICE = re.compile(r"(?P<name>\b[^,]+?)(?: and (?P=name))+(?=,| with | on | through |$)")


def origin_in_words(what: str) -> str:
    """What an origin is, for people: dates in words, a name once, and nothing about what no page shows.

    >>> origin_in_words("words of Orle and Orle, through The Post, setting unknown, 2026-03-11")
    'words of Orle, through The Post, 11 March 2026'
    """
    plain = what.replace(", setting unknown", "")
    kind, of, who = value_in_words(plain).partition(" of ")
    return f"{kind}{of}{_TWICE.sub(lambda found: found['name'], who)}"


_ISO_DAYS = re.compile(r"\b(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)\b")
_ISO_WEEK = re.compile(r"\b(\d{4})-W(\d\d)\b")
_ISO_MONTH = re.compile(r"\b(\d{4})-(\d\d)(?![-\d])")
_ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d)?\b")


def _week_in_words(year: int, week: int) -> str:
    return f"week of {days_in_words(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))}"


def value_in_words(value: str) -> str:
    """A value of the ledger for people: ISO dates become words.

    >>> value_in_words("11, 2026-03-11T18:05")
    '11, 11 March 2026'
    """
    value = _ISO_WEEK.sub(lambda found: _week_in_words(int(found[1]), int(found[2])), value)
    spans = _ISO_DAYS.sub(lambda found: days_in_words(*(date.fromisoformat(part) for part in found.groups())), value)
    one = _ISO_DAY.sub(lambda found: day_in_words(date(*(int(part) for part in found.groups()))), spans)
    return _ISO_MONTH.sub(lambda found: f"{MONTHS[int(found[2]) - 1]} {found[1]}", one)


def covers_in_words(when: When) -> str:
    """The span of time that the reports were published in.

    >>> covers_in_words(days(date(2025, 1, 14), date(2025, 2, 21)))
    '14 January – 21 February 2025'
    """
    return when_in_words(when) if when.known else "no report shows when it was published"
