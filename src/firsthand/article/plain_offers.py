"""What a plain capture says about itself outside its text: date lines, clocks, mastheads, photo and copyright lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from firsthand.article.boilerplate import fold
from firsthand.article.credits import find_photo_credit
from firsthand.article.dates import PrintedDate, find_dates
from firsthand.article.names import is_name
from firsthand.article.plain_outlets import find_outlets, in_one_line
from firsthand.article.records import Candidate
from firsthand.article.region import Region
from firsthand.article.units import PageWords, Role, Unit
from firsthand.capture.records import Capture

_FIELDS = {"published": "published", "updated": "modified", "clock": "page clock"}
"""Fields of candidates by what a label beside a date says."""

_FEW_TEXTS = 2
"""Paragraphs of the body above a date line that may still be the report's own."""

_NEAR = 2
"""Lines between a date and the headline below it."""

_TOP_LINES = 2
"""Lines at the head of a page in which a date is the page's clock."""

_CLOSING = frozenset({Role.CREDIT, Role.BYLINE, Role.DATE})

_PHOTO = re.compile(
    r"\b(?:photo(?:graph)?|picture|image|pic)s?(?:\s+credit)?\s*(?::|by\b|/|\u00A9)\s*(?P<name>[^|;]{2,60})",
    re.IGNORECASE,
)


def find_plain_offers(
    capture: Capture, units: Sequence[Unit], region: Region | None, words: PageWords
) -> tuple[Candidate, ...]:
    """Every value of a metadata field that the lines of a page offer outside the report's own text, in the order of
    the page.

    Fields: published, modified, page clock, year (of a copyright line), outlet, photo_credit. Credits, bylines and
    datelines inside the article are not here.
    """
    found: list[Candidate] = []
    for at, unit in enumerate(units):
        if unit.role in {Role.DATE, Role.BYLINE}:
            found.extend(_dates(capture, units, at, region, words))
        if unit.role is Role.DATE:
            found.extend(_photo_in_date_line(capture, unit, words))
        found.extend(_names(capture, unit, words))
    found.extend(find_outlets(capture, units, region, words))
    return tuple(sorted(found, key=lambda one: (one.evidence.start, one.field)))


def _offer(capture: Capture, unit: Unit, start: int, end: int, *, field: str, value: str, basis: str) -> Candidate:
    evidence = capture.evidence(unit.stretch.cut(start, end))
    return Candidate(field=field, value=value, basis=basis, evidence=evidence)


def _dates(
    capture: Capture, units: Sequence[Unit], at: int, region: Region | None, words: PageWords
) -> Iterator[Candidate]:
    unit = units[at]
    after = 0
    kind = ""
    for one in find_dates(unit.text, words.calendar):
        own = _label_of(unit.text[after : one.span.start], words)
        kind = own or kind or _label_above(units, at, words)
        after = one.span.end
        own_row = one.weekday < 0 and _in_own_row(capture, units, at, words)
        field = _FIELDS[kind] if kind else "published" if own_row else judge_day(one, units, at, region)
        basis = "page clock" if field == "page clock" else "date line"
        value = one.when.value if one.when.known else unit.text[one.span.start : one.span.end]
        yield _offer(capture, unit, one.span.start, one.span.end, field=field, value=value, basis=basis)


def _label_of(before: str, words: PageWords) -> str:
    """`published`, `updated` or `clock` where the words before a date end with such a label."""
    labels = words.boilerplate.date_labels
    folded = fold(before).rstrip(" :|-")
    for label, kind in labels.items():
        if folded == label or folded.endswith(f" {label}"):
            return kind
    return ""


def _label_above(units: Sequence[Unit], at: int, words: PageWords) -> str:
    above = units[at - 1] if at else None
    if above is None or above.words > 3:
        return ""
    return words.boilerplate.date_labels.get(fold(above.text).rstrip(": "), "")


def judge_day(one: PrintedDate, units: Sequence[Unit], at: int, region: Region | None) -> str:
    """What an unlabelled date of a date line is by its place: "published", "page clock" (the day of the visit) or
    "other date" (of a teaser, an entry, a comment).

    Source: our own count on naeb and fundus pages in English printed as text, 2026-11. Right, between headline and
    body: 112 of 120; among the first two paragraphs: 24 of 26; further down in the body: 6 of 48; below it: 75 of
    328. Above the headline: right on it and without a weekday 7 of 8, elsewhere 12 of 33.
    """
    if units[at].role is Role.BYLINE and (region is None or at <= region.last):
        return "published"
    if region is None:
        return "page clock" if at and units[at - 1].why in {"weather", "menu", "masthead"} else "published"
    if at < (region.headline if region.headline >= 0 else region.first):
        return _judge_above(one, units, at, region)
    if at <= region.last:
        texts = sum(unit.role is Role.TEXT for unit in units[region.first : at])
        return "published" if texts <= _FEW_TEXTS else "other date"
    between = [unit for unit in units[region.last + 1 : at] if unit.role not in _CLOSING]
    dated = any(unit.role is Role.DATE for unit in units[region.first : region.last + 1])
    if not between and not dated:
        return "published"
    return "page clock" if one.weekday >= 0 and not one.timed else "other date"


def _in_own_row(capture: Capture, units: Sequence[Unit], at: int, words: PageWords) -> bool:
    """Whether a date shares its line, without a weekday and above the text, with what tells of the report alone: a
    byline, a photograph's credit, or a station with its programme."""
    row = [other for other in range(max(at - 4, 0), at + 4) if other != at and in_one_line(capture, units, other, at)]
    if any(units[other].role is Role.BYLINE or units[other].why == "photo line" for other in row):
        return True
    return any(
        word.casefold() in words.names.station_words
        for other in row
        if is_name(units[other].text)
        for word in units[other].text.split()
    )


def _judge_above(one: PrintedDate, units: Sequence[Unit], at: int, region: Region) -> str:
    """A date above the headline: a weekday or weather beside it tells of the visit, other dates beside it of
    teasers."""
    top = region.headline if region.headline >= 0 else region.first
    if region.headline < 0 and _is_broadcast_day(units, at, region):
        return "published"
    alone = not any(unit.role is not Role.DATE for unit in units[:top])
    if alone:
        return "published"
    weather = any(unit.why == "weather" for unit in units[: top + 1])
    if weather or one.weekday >= 0:
        return "page clock"
    below = any(unit.role is Role.DATE for unit in units[top : region.first])
    beside = sum(unit.role is Role.DATE for unit in units[:top]) > 1
    between = sum(unit.role is not Role.DATE for unit in units[at + 1 : top])
    if below or beside:
        return "other date"
    if region.headline >= 0 and at > _TOP_LINES and (between <= _NEAR or one.timed):
        return "published"
    return "page clock"


def _is_broadcast_day(units: Sequence[Unit], at: int, region: Region) -> bool:
    """Whether a date line stands right below the title of a transcript, with no hour and no weather about it."""
    above = units[:at]
    titled = any("transcript" in fold(unit.text) for unit in above)
    return titled and ":" not in units[at].text and all(unit.why != "weather" for unit in units[: region.first])


def _photo_in_date_line(capture: Capture, unit: Unit, words: PageWords) -> Iterator[Candidate]:
    """The photographer's house behind "Photo :"."""
    photo = _PHOTO.search(unit.text)
    if photo and not find_dates(photo["name"], words.calendar):
        start, end = photo.start("name"), photo.start("name") + len(photo["name"].rstrip(" ."))
        yield _offer(capture, unit, start, end, field="photo_credit", value=unit.text[start:end], basis="photo line")


def _names(capture: Capture, unit: Unit, words: PageWords) -> Iterator[Candidate]:
    if unit.why == "copyright line":
        year = re.search(r"\b(?:19|20)\d\d\b", unit.text)
        if year:
            yield _offer(capture, unit, *year.span(), field="year", value=year[0], basis="copyright line")
    elif unit.why == "photo line":
        credit = find_photo_credit(unit.text, words.boilerplate)
        if credit is None:
            yield _offer(capture, unit, 0, len(unit.text), field="photo_credit", value=unit.text, basis="photo line")
        elif credit.name:
            start, end = credit.name.start, credit.name.end
            yield _offer(
                capture, unit, start, end, field="photo_credit", value=unit.text[start:end], basis="photo line"
            )
