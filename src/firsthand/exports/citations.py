"""What a citation may say of a report: only what its page shows. Shared by CSL-JSON and RIS."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.article.records import ReportKind
from firsthand.brief.phrasing import basis_in_words, published_in_words
from firsthand.brief.records import BriefReport
from firsthand.exports.places import report_url
from firsthand.when import Modifier, When

_INSIDE = frozenset({Modifier.NONE, Modifier.START, Modifier.MID, Modifier.END})
"""Modifiers under which a time lies within its interval; "before", "after" and "about" do not bind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One report to cite. "" and () stand for what its page does not show: such a field is left out, never guessed.

    Bylines stay whole: a page does not say which of two names is the family's, and many peoples put it first.
    """

    id: str
    broadcast: bool
    title: str
    outlet: str
    authors: tuple[str, ...]
    issued: tuple[int, ...]
    accessed: tuple[int, ...]
    url: str
    language: str
    note: str


def cite_report(held: BriefReport) -> Citation:
    """The citation of one report, each value on one line."""
    report = held.report
    return Citation(
        id=report.id,
        broadcast=report.kind is ReportKind.TRANSCRIPT,
        title=_line(report.headline.value) if report.headline.known else "",
        outlet=_line(report.outlet.value) if report.outlet.known else "",
        authors=tuple(filter(None, (_line(one.value) for one in report.bylines if one.known))),
        issued=certain_date(report.published.when),
        accessed=_day_of(report.captured_at),
        url=report_url(held),
        language=_line(report.language.value) if report.language.known else "",
        note=_line(_note(held)),
    )


def certain_date(when: When) -> tuple[int, ...]:
    """Year, month and day as far as every day of the interval shares them; () where not even the year is sure.

    >>> from firsthand.when import days
    >>> certain_date(days(date(2031, 3, 4), date(2031, 3, 6)))
    (2031, 3)
    >>> certain_date(days(None, date(2031, 3, 6)))
    ()
    """
    first, last = when.first_day, when.last_day
    if first is None or last is None or when.modifier not in _INSIDE or first.year != last.year:
        return ()
    if first.month != last.month:
        return (first.year,)
    return (first.year, first.month) if first != last else (first.year, first.month, first.day)


def _day_of(received: str) -> tuple[int, ...]:
    """The civil day of an ISO time, () for "unknown"."""
    try:
        of = date.fromisoformat(received[:10])
    except ValueError:
        return ()
    return of.year, of.month, of.day


def _note(held: BriefReport) -> str:
    """What a reader must know to trust the citation: on what the date rests, whose copy it is, which bytes."""
    report = held.report
    facts = (
        f"{published_in_words(report)} (from {basis_in_words(report.published.basis)})",
        f"agency {report.agency.value}" if report.agency.known else "",
        "" if report.outlet.known else "outlet unknown",
        f"file {report.name}",
        f"SHA-256 {report.sha256}",
    )
    return "; ".join(filter(None, facts))


def _line(words: str) -> str:
    """On one line, whatever kind of line break the page used.

    >>> _line("two\\u2028lines")
    'two lines'
    """
    return " ".join(words.split())
