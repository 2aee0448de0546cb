"""Datelines: the place, day and agency that open a report's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from firsthand.article.dates import Calendar, PrintedDate, find_dates
from firsthand.article.names import Names
from firsthand.evidence import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline at the start of a text; spans are offsets into that text.

    `span` ends where the dateline's own words end, `body` is where the report's text goes on after dash or colon.
    """

    span: Span
    body: int
    place: Span | None
    source: Span | None
    on: PrintedDate | None


_UPPER = r"[^\W\d_a-z\u00DF-\u00F6\u00F8-\u00FF]"
_PLACE_WORD = rf"{_UPPER}[\w.'\u2019-]*"
_INNER = r"(?:of|the|de|del|la|al|am|an|der|on|upon|sur|do|da|es|and)"
_PLACE = rf"{_PLACE_WORD}(?:[ ]{_INNER}[ ]{_PLACE_WORD}|[ -]{_PLACE_WORD}){{0,3}}"
_CAPS_WORD = rf"{_UPPER}(?:{_UPPER}|['\u2019.-])+"
_CAPS_PLACE = rf"{_CAPS_WORD}(?:[ -](?:{_CAPS_WORD}|of|de|the|la)){{0,3}}"
_DASH = r"(?:\u2014|\u2013|\u2012|\u2015|--+|-|\u2212)"
_SOURCE = rf"\([ ]*(?P<source>{_UPPER}?[\w.&'\u2019/][^()]{{0,40}}?)[ ]*\)"


@cache
def _pattern(months: tuple[str, ...], weekdays: tuple[str, ...]) -> re.Pattern[str]:
    month = "|".join(months)
    weekday = "|".join(weekdays)
    year = r"(?:,?[ ]+(?:19|20)\d\d)"
    ordinal = r"(?:st|nd|rd|th)?"
    month_first = rf"(?:{month})\b\.?[ ]*\d{{1,2}}{ordinal}"
    day_first = rf"\d{{1,2}}{ordinal}[ ]+(?:{month})\b\.?"
    on = rf"(?P<on>(?i:(?:(?:{weekday})\b\.?,?[ ]+)?(?:{month_first}|{day_first}){year}?))"
    more = rf"(?: [ ]?[,/][ ]* {_PLACE}\.? ){{0,2}}?"
    dash = rf"(?: [ ]{_DASH}[ ] | \u2014 | \u2013 | --+ )"
    open_text = "(?=[\"'\u2018\u201c\u00ab(<\\[]?\\w)"
    return re.compile(
        rf"""
        (?:
          # KYIV, Ukraine, March 3 (Agency) -   |  Kyiv, March 3 (Agency) Text
          (?P<place1>{_PLACE}) {more} [ ]*[,/]?[ ]* {on} [ ]*[,:]?[ ]* {_SOURCE} [ ]*
          (?: [:.]? [ ]* {_DASH} [ ]* | [:][ ]* | [ ]+ )
          # KYIV, March 3. /AGENCY/. Text
        | (?P<place9>{_PLACE}) {more} [ ]*,[ ]* {on.replace("<on>", "<on9>")} \.? [ ]*
          / (?P<source9>{_UPPER}[^/()]{{1,40}}?) / \.? [ ]* (?: {_DASH} [ ]* )?
          # KYIV, March 3 -
        | (?P<place2>{_PLACE}) {more} [ ]*,[ ]* {on.replace("<on>", "<on2>")} [ ]* (?: {dash} | -[ ] | : ) [ ]*
          # KYIV, Ukraine (Agency) -   |  Kyiv (Agency) --
        | (?P<place3>{_PLACE}) {more} [ ]+ {_SOURCE.replace("source", "source3")} [ ]* (?: {_DASH} | : ) [ ]*
          # KYIV -   |  KYIV, Ukraine --
        | (?P<place4>{_CAPS_PLACE}) {more} [ ]* {dash} [ ]*
          # KYIV: Text
        | (?P<place6>{_CAPS_PLACE}) {more} [ ]* : [ ]+
          # Kyiv, March 3: handled above; Kyiv | Agency |
        | (?P<place5>{_PLACE}) {more} [ ]+ \| [ ]+ (?P<source5>{_UPPER}[^|()]{{1,40}}?) [ ]+ \| [ ]*
          # (Agency) -
        | {_SOURCE.replace("source", "source7")} [ ]* {_DASH} [ ]*
          # March 3 (Agency) -
        | {on.replace("<on>", "<on8>")} [ ]* {_SOURCE.replace("source", "source8")} [ ]* (?: {_DASH} | : )? [ ]*
        ) {open_text}
        """,
        re.VERBOSE,
    )


_NO_PLACE = re.compile(
    r"(?:UPDATE|BREAKING|EXCLUSIVE|WATCH|LIVE|VIDEO|PHOTOS?|NOTE|CORRECTION|CLARIFICATION|EDITOR|OPINION|ANALYSIS|READ|MORE|RELATED|SEE|HOST|ANCHOR|REPORTER|Q|A|WHAT|WHY|WHO|WHEN|WHERE|HOW|THE|A|AN|BY|SUMMARY|COMMENT|REVIEW|FACTBOX|TIMELINE|EXPLAINER|INTERVIEW|URGENT|ALERT|TOPSHOT|ADVISORY|EMBARGOED|IN|ON|IT|IF|STORY|PREVIEW|SYNOPSIS|FILE|PICTURED|CAPTION|SOURCE|CREDIT)\b",
    re.IGNORECASE,
)


def find_dateline(text: str, *, calendar: Calendar, names: Names, opening: bool = True) -> Dateline | None:
    """The dateline that `text` begins with, or `None`. `opening`: the text is the first of the report's body; further
    down only the forms with a day or a listed agency are taken.

    >>> from firsthand.article.dates import load_calendar
    >>> from firsthand.article.names import load_names
    >>> text = "LISBON, March 3 (Tidewire) - The ferry sank."
    >>> found = find_dateline(text, calendar=load_calendar("en"), names=load_names("en"))
    >>> text[found.place.start:found.place.end], text[found.source.start:found.source.end], text[found.body:]
    ('LISBON', 'Tidewire', 'The ferry sank.')
    """
    found = _pattern(tuple(calendar.months), tuple(calendar.weekdays)).match(text[:400])
    if found is None or _NO_PLACE.match(text):
        return None
    groups = found.groupdict()
    place = _group(found, "place")
    source = _group(found, "source")
    day_words = _group(found, "on")
    on = next(iter(find_dates(text[day_words.start : day_words.end], calendar)), None) if day_words else None
    sourced = source is not None and bool(names.agency(text[source.start : source.end]))
    if not opening and on is None and not sourced:
        return None
    if source is not None and on is None and not sourced and not _is_source(text[source.start : source.end]):
        return None
    if (groups.get("place6") or (source is not None and on is None and not sourced)) and not _begins(
        text[found.end() :]
    ):
        return None
    if groups.get("place6") and not opening:
        return None
    end = len(found[0].rstrip(" :\u2014\u2013\u2012\u2015-\u2212"))
    return Dateline(span=Span(start=0, end=end), body=found.end(), place=_place(text, place), source=source, on=on)


def _group(found: re.Match[str], stem: str) -> Span | None:
    for name, value in found.groupdict().items():
        if value and re.fullmatch(rf"{stem}\d?", name):
            return Span(start=found.start(name), end=found.end(name))
    return None


def _place(text: str, place: Span | None) -> Span | None:
    if place is None:
        return None
    words = text[place.start : place.end].rstrip(" ,.")
    return Span(start=place.start, end=place.start + len(words))


def _begins(rest: str) -> bool:
    """Whether `rest` reads like the beginning of a sentence."""
    return rest.lstrip("\"'\u2018\u201c\u00ab([")[:1].isupper()


def _is_source(words: str) -> bool:
    """Whether bracketed words could name an agency or paper: few, and none of them lower case but joining ones."""
    return len(words.split()) <= 4 and words[0].isupper()
