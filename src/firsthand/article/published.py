"""When a report was published: chosen among every date that the page shows, with what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from firsthand.article.dates import Calendar, PrintedDate, find_dates
from firsthand.article.records import Article, BlockKind, Candidate, Published
from firsthand.evidence import Evidence, Problem, Reason, Span, make_problem
from firsthand.when import UNKNOWN_WHEN, Precision, When, day, days

_RANKS = ("json-ld", "meta tag", "date line", "dateline", "url")
"""Bases of a publication date, the most trusted first; a basis that is not listed stands before "url"."""

_SEEN = {"visible markup": "date line", "time element": "date line", "byline": "date line"}
"""What the readers of pages call a date that people see beside the report."""

_YEARS_BACK = 6
"""Years: weekdays of a calendar day come back after five, six or eleven years; further back a weekday supports
nothing."""

_FRESH = timedelta(days=31)
"""A page seen within a month of the only day its dateline can mean needs no weekday to support the year."""

_FARTHEST_ZONE = timedelta(hours=14)
"""The civil day east of UTC: a page fetched at 23:00 UTC may print the next day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOffer:
    """A candidate and the date that its words name."""

    candidate: Candidate
    on: PrintedDate
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDates:
    """Everything about time that one page shows: publication dates, clocks, the capture's own day, the url, years,
    `as_of`."""

    published: tuple[DateOffer, ...]
    others: tuple[DateOffer, ...]
    clock: DateOffer | None
    captured: date | None
    url: date | None
    years: tuple[tuple[int, Evidence], ...]
    weekdays: tuple[tuple[int, Evidence], ...]
    as_of: date | None

    @property
    def bound(self) -> date | None:
        """The last day on which the report can have been published."""
        known = [one for one in (self.as_of, self.captured, self.clock_day) if one is not None]
        return min(known) if known else None

    @property
    def clock_day(self) -> date | None:
        return self.clock.on.readings[0] if self.clock and self.clock.on.full else None


def read_page_dates(
    offers: Iterable[Candidate], article: Article, calendar: Calendar, *, url: str, captured_at: str, as_of: When
) -> PageDates:
    """What the candidates, the address and the first paragraphs say about time."""
    dated = [one for offer in offers if (one := _dated(offer, calendar)) is not None]
    clocks = [one for one in dated if one.candidate.field == "page clock" and one.on.full]
    return PageDates(
        published=tuple(one for one in dated if one.candidate.field == "published"),
        others=tuple(one for one in dated if one.candidate.field == "modified"),
        clock=max(clocks, key=lambda one: one.on.readings[0], default=None),
        captured=_captured(captured_at),
        url=day_in_url(url),
        years=tuple(_years(offers)),
        weekdays=tuple(_weekdays(article, calendar)),
        as_of=as_of.last_day,
    )


def _dated(offer: Candidate, calendar: Calendar) -> DateOffer | None:
    if offer.field not in {"published", "modified", "page clock"}:
        return None
    found = find_dates(offer.value, calendar) or find_dates(offer.evidence.quote, calendar)
    quoted = find_dates(offer.evidence.quote, calendar)
    if not found:
        return None
    on = quoted[0] if quoted and quoted[0].readings else found[0]
    return DateOffer(candidate=offer, on=on, basis=_SEEN.get(offer.basis, offer.basis))


def _captured(captured_at: str) -> date | None:
    try:
        at = datetime.fromisoformat(captured_at.replace("Z", "+00:00"))
    except ValueError:
        return None
    return (at.replace(tzinfo=None) - (at.utcoffset() or timedelta()) + _FARTHEST_ZONE).date()


def day_in_url(url: str) -> date | None:
    """The day that an address names between its slashes or in its last part.

    >>> day_in_url("https://www.example.org/2031/03/05/tides")
    datetime.date(2031, 3, 5)
    """
    found = re.search(
        r"(?<!\d)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2]|[1-9](?=[/-]))\2(0[1-9]|[12]\d|3[01]|[1-9](?=/))(?!\d)", url
    )
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def _years(offers: Iterable[Candidate]) -> Iterator[tuple[int, Evidence]]:
    """Years in copyright lines: kept as support for a dateline's year, never as a date."""
    for offer in offers:
        if offer.field == "year":
            yield int(offer.value), offer.evidence


_LEAD_BLOCKS = 3


def _weekdays(article: Article, calendar: Calendar) -> Iterator[tuple[int, Evidence]]:
    """Weekdays printed in the first paragraphs, without those of another week ("last Tuesday")."""
    names = "|".join(name.capitalize() for name in calendar.weekdays if len(name) > 5)
    pattern = re.compile(
        r"\b(?P<other>(?:last|next|previous|following|every|each|since|until|by|past|coming)\s+)?"
        rf"(?P<day>{names})\b(?P<many>s)?"
    )
    prose = [
        block for block in article.blocks if block.kind in {BlockKind.PARAGRAPH, BlockKind.TURN, BlockKind.DATELINE}
    ]
    for block in prose[:_LEAD_BLOCKS]:
        for found in pattern.finditer(article.text, block.start, block.end):
            if not found["other"] and not found["many"]:
                span = Span(start=found.start("day"), end=found.end("day"))
                yield calendar.weekdays[found["day"].casefold()], article.evidence(span)


def choose_published(dates: PageDates, *, name: str, report: str) -> tuple[Published, tuple[Problem, ...]]:
    """The publication time and what contradicts it. The most trusted full date stands; else a dateline whose year
    something on the page supports; else the bounds that clocks give; else unknown."""
    full = sorted((one for one in dates.published if one.on.full), key=_rank)
    chosen = (
        _from_full(full, dates)
        or _from_ambiguous(dates)
        or _from_dateline(dates)
        or _from_url(dates)
        or _from_bounds(dates)
    )
    problems = tuple(_problems(chosen, full, dates, name=name, report=report))
    return chosen, problems


def _rank(offer: DateOffer) -> tuple[int, str, int]:
    basis = offer.basis.casefold()
    rank = _RANKS.index(basis) if basis in _RANKS else len(_RANKS) - 1.5
    evidence = offer.candidate.evidence
    return int(rank * 2), evidence.of, evidence.start


def _agrees(one: date, other: date, *, zoned: bool) -> bool:
    return abs(one - other) <= timedelta(days=1 if zoned else 0)


def _from_full(full: Sequence[DateOffer], dates: PageDates) -> Published | None:
    if not full:
        return None
    best = full[0]
    on = best.on.readings[0]
    agreeing = [one for one in full if _agrees(one.on.readings[0], on, zoned=best.on.timed or one.on.timed)]
    basis = list(dict.fromkeys(one.basis for one in agreeing))
    if dates.url and dates.url == on:
        basis.append("url")
    when = replace(best.on.when, rule="published.full_date")
    evidence = tuple(dict.fromkeys(one.candidate.evidence for one in agreeing))
    reason = Reason(rule="published.full_date", words=evidence, note=f"the {best.basis} gives the whole date")
    return Published(when=when, basis=tuple(basis), evidence=evidence, because=(reason,))


def _from_ambiguous(dates: PageDates) -> Published | None:
    """A numeric date that reads two ways: decided by another date of the page, or by what is too late, or left an
    interval."""
    for offer in dates.published:
        readings = offer.on.readings
        if len(readings) != 2:
            continue
        evidence = offer.candidate.evidence
        known = [one.on.readings[0] for one in dates.others if one.on.full]
        known += [one for one in (dates.url, dates.clock_day, dates.captured) if one is not None]
        possible = [on for on in readings if dates.bound is None or on <= dates.bound]
        near = [on for on in possible if any(_agrees(on, other, zoned=True) for other in known)]
        left = near if len(near) == 1 else possible
        if len(left) == 1:
            reason = Reason(
                rule="published.numeric_decided", words=(evidence,), note="another date of the page leaves one reading"
            )
            when = replace(day(left[0]), printed=evidence.quote, rule="published.numeric_decided")
            return Published(when=when, basis=(offer.basis,), evidence=(evidence,), because=(reason,))
        reason = Reason(
            rule="published.numeric_ambiguous",
            words=(evidence,),
            note="day and month can be swapped: both readings are kept",
        )
        when = replace(days(readings[0], readings[-1]), printed=evidence.quote, rule="published.numeric_ambiguous")
        return Published(when=when, basis=("bound: numeric date",), evidence=(evidence,), because=(reason,))
    return None


def _from_dateline(dates: PageDates) -> Published | None:
    """A day and month without a year, where the page supports one year."""
    for offer in sorted(dates.published, key=_rank):
        if offer.on.readings or offer.on.when.known:
            continue
        evidence = offer.candidate.evidence
        found = infer_year(offer.on, dates)
        if found is None:
            reason = Reason(
                rule="published.year_unknown",
                words=(evidence,),
                note="no year is printed and nothing on the page supports one",
            )
            bounded = _from_bounds(dates)
            return replace(bounded, because=(*bounded.because, reason))
        on, words, note = found
        when = replace(day(on), printed=evidence.quote, anchor=str(dates.bound or ""), rule="published.year_inferred")
        reason = Reason(rule="published.year_inferred", words=(evidence, *words), note=note)
        basis = [offer.basis, "year inferred", *(["url"] if dates.url == on else [])]
        return Published(when=when, basis=tuple(basis), evidence=(evidence, *words), because=(reason,))
    return None


def infer_year(on: PrintedDate, dates: PageDates) -> tuple[date, tuple[Evidence, ...], str] | None:
    """The day that "Jan 14" means, the words that support its year, and why; `None` where nothing supports one.

    The latest such day not after the bound stands if the weekday printed with it or one in the first paragraphs is
    its own or the eve's, or if the address, a copyright line or a page seen within a month agrees, whatever weekdays
    the text names: they may tell of other days of that week, and some year of six fits any weekday. An earlier year
    needs its own weekday, the only one in the first paragraphs.
    """
    if dates.url and (dates.url.month, dates.url.day) == (on.month, on.day_of_month):
        return dates.url, (), "the address names the same day with its year"
    told = ((on.weekday, ()),) if on.weekday >= 0 else tuple((weekday, (words,)) for weekday, words in dates.weekdays)
    if dates.bound is None:
        return _by_copyright(on, told, dates)
    days_back = [
        found
        for year in range(dates.bound.year, dates.bound.year - _YEARS_BACK - 1, -1)
        if (found := _day(year, on)) and found <= dates.bound
    ]
    if not days_back:
        return None
    latest = days_back[0]
    for weekday, words in told:
        if latest.weekday() in {weekday, (weekday + 1) % 7}:
            return latest, words, "the latest such day, and the weekday in the text is its own or the eve's"
    printed = [evidence for year, evidence in dates.years if year == latest.year]
    seen = [one for one in (dates.clock_day, dates.captured) if one and one - latest <= _FRESH]
    if on.weekday < 0 and (printed or seen):
        return latest, tuple(printed), "the latest such day; the page was seen or printed in that year"
    earlier = [found for found in days_back[1:] if found.weekday() == told[0][0]] if told else []
    if earlier and len({weekday for weekday, _ in told}) == 1:
        return earlier[0], told[0][1], "the latest such day whose weekday is the only one in the text"
    return None


def _day(year: int, on: PrintedDate) -> date | None:
    try:
        return date(year, on.month, on.day_of_month)
    except ValueError:
        return None


_Told = tuple[tuple[int, tuple[Evidence, ...]], ...]
"""Weekdays with the words that tell them."""


def _by_copyright(on: PrintedDate, told: _Told, dates: PageDates) -> tuple[date, tuple[Evidence, ...], str] | None:
    for year, evidence in dates.years:
        found = _day(year, on)
        for weekday, words in told:
            if found and found.weekday() in {weekday, (weekday + 1) % 7}:
                return found, (*words, evidence), "the copyright line's year, and the weekday in the text agrees"
    return None


def _from_url(dates: PageDates) -> Published | None:
    if dates.url is None:
        return None
    reason = Reason(rule="published.url", note=f"the address names {dates.url.isoformat()}")
    return Published(when=replace(day(dates.url), rule="published.url"), basis=("url",), because=(reason,))


def _from_bounds(dates: PageDates) -> Published:
    """Not later than the page's own clock, than the moment of the capture, or than an update of the report."""
    limits: list[tuple[date, str, tuple[Evidence, ...]]] = []
    if dates.clock is not None and dates.clock_day is not None:
        limits.append((dates.clock_day, "bound: page clock", (dates.clock.candidate.evidence,)))
    if dates.captured is not None:
        limits.append((dates.captured, "bound: capture time", ()))
    for one in dates.others:
        if one.on.full:
            limits.append((one.on.readings[0], f"bound: updated by {one.basis}", (one.candidate.evidence,)))
    if not limits:
        return Published(when=UNKNOWN_WHEN)
    last = min(limit for limit, _, _ in limits)
    basis = tuple(name for limit, name, _ in limits if limit == last)
    evidence = tuple(one for limit, _, words in limits if limit == last for one in words)
    when = replace(days(None, last), precision=Precision.INTERVAL, rule="published.bound")
    reason = Reason(rule="published.bound", words=evidence, note="the page was seen on this day: published no later")
    return Published(when=when, basis=basis, evidence=evidence, because=(reason,))


def _problems(
    chosen: Published, full: Sequence[DateOffer], dates: PageDates, *, name: str, report: str
) -> Iterator[Problem]:
    """Weekdays that do not fit their date, dates that differ, and clocks before the publication."""
    for offer in full:
        if not offer.on.weekday_agrees:
            yield _problem(
                "published.weekday_disagrees",
                f"{name}: the weekday in \u201c{offer.on.when.printed}\u201d is not that day's.",
                (offer,),
                name,
                report,
            )
    on = chosen.when.first_day
    if on is None or chosen.when.last_day is None or chosen.basis[:1] == ("bound: numeric date",):
        return
    seen: set[str] = set()
    for offer in full:
        other = offer.on.readings[0]
        if offer.basis not in seen and not _agrees(on, other, zoned=True):
            told = f"{name}: {chosen.basis[0]} says {on.isoformat()}, {offer.basis} says {other.isoformat()}."
            yield _problem("published.dates_differ", told, (full[0], offer), name, report)
        seen.add(offer.basis)
    if dates.url and not _agrees(on, dates.url, zoned=True) and "url" not in chosen.basis:
        yield _problem(
            "published.dates_differ",
            f"{name}: {chosen.basis[0]} says {on.isoformat()}, the address {dates.url.isoformat()}.",
            full[:1],
            name,
            report,
        )
    if dates.clock and dates.clock_day and dates.clock_day < on - timedelta(days=1):
        yield _problem(
            "published.after_clock",
            f"{name}: the page's clock ({dates.clock_day.isoformat()}) is before the publication ({on.isoformat()}).",
            (*full[:1], dates.clock),
            name,
            report,
        )


def _problem(kind: str, message: str, offers: Sequence[DateOffer], name: str, report: str) -> Problem:
    return make_problem(
        kind,
        message,
        name=name,
        report=report,
        next_step="Look at the page and, in a case, amend the report's publication time.",
        evidence=tuple(dict.fromkeys(offer.candidate.evidence for offer in offers)),
    )
