"""What a page says about itself, chosen among everything that it offers: every candidate is kept, and what each
choice rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from firsthand.article.credits import is_office, is_person
from firsthand.article.dates import find_dates
from firsthand.article.extract import Extract
from firsthand.article.houses import agency_name, choose_agency, choose_outlet, place_name, settle_houses
from firsthand.article.language import find_language
from firsthand.article.names import fold_name, same_house
from firsthand.article.published import choose_published, read_page_dates
from firsthand.article.records import Candidate, Metadatum, Report
from firsthand.article.told import find_told
from firsthand.article.units import PageWords, load_page_words
from firsthand.capture.records import Capture
from firsthand.evidence import UNKNOWN, Problem, Reason
from firsthand.when import UNKNOWN_WHEN, When, day

_HEADLINE_RANKS = ("headline", "visible markup", "json-ld", "meta tag")
_BYLINE_RANKS = ("byline", "sign-off", "json-ld", "visible markup", "meta tag", "closing credit")
_FOR_PROGRAMS = frozenset({"json-ld", "meta tag"})
_SEVERAL = re.compile(r"\s*(?:,|;|\band\b|&)\s*")


def read_report(
    capture: Capture, extract: Extract, *, as_of: When = UNKNOWN_WHEN, language: str = "en"
) -> tuple[Report, tuple[Problem, ...]]:
    """The report that a capture is, and what its page says about itself in contradiction.

    `as_of` bounds what a day without a year can mean; without it a year is only taken where the page supports it by
    itself.
    """
    words = load_page_words(language)
    candidates = settle_houses((*extract.offers, *find_told(extract.article, words)), words)
    url = capture.url if capture.url != UNKNOWN else _first_value(candidates, "url")
    dates = read_page_dates(
        candidates, extract.article, words.calendar, url=url, captured_at=capture.captured_at, as_of=as_of
    )
    published, problems = choose_published(dates, name=capture.name, report=capture.report)
    agency = choose_agency(candidates, words)
    outlet = choose_outlet(candidates, words, url=url)
    report = Report(
        id=capture.report,
        name=capture.name,
        kind=extract.kind,
        url=url,
        sha256=capture.blob.sha256,
        captured_at=capture.captured_at,
        headline=_best(candidates, "headline", _HEADLINE_RANKS),
        outlet=outlet,
        agency=agency,
        bylines=_bylines(candidates, outlet, words),
        dateline_place=_place(candidates),
        photo_credits=_photo_credits(candidates, words),
        language=_language(extract, candidates),
        published=published,
    )
    return replace(report, candidates=_marked(candidates, report)), problems


def _first_value(candidates: Sequence[Candidate], field: str) -> str:
    return next((one.value for one in candidates if one.field == field), UNKNOWN)


def _rank(candidate: Candidate, ranks: tuple[str, ...]) -> int:
    return ranks.index(candidate.basis) if candidate.basis in ranks else len(ranks)


def metadatum(value: str, told: Sequence[Candidate], rule: str, note: str = "") -> Metadatum:
    """A value with the bases, passages and reason of the candidates that give it."""
    evidence = tuple(dict.fromkeys(one.evidence for one in told))
    return Metadatum(
        value=value,
        basis=tuple(dict.fromkeys(one.basis for one in told)),
        evidence=evidence,
        because=(Reason(rule=rule, words=evidence, note=note),),
    )


def _best(candidates: Sequence[Candidate], field: str, ranks: tuple[str, ...]) -> Metadatum:
    offered = sorted((one for one in candidates if one.field == field), key=lambda one: _rank(one, ranks))
    if not offered:
        return Metadatum()
    value = offered[0].value
    told = [one for one in offered if fold_name(one.value) == fold_name(value)]
    return metadatum(value, told, f"metadata.{field}")


def _bylines(candidates: Sequence[Candidate], outlet: Metadatum, words: PageWords) -> tuple[Metadatum, ...]:
    """Every person of the best-ranked basis that names any, and those of a closing credit or sign-off besides."""
    offered = [person for one in candidates if one.field == "byline" for person in _people(one, outlet, words)]
    if not offered:
        return ()
    people: dict[str, list[Candidate]] = {}
    best = min(_rank(one, _BYLINE_RANKS) for one in offered)
    kept = [one for one in offered if _rank(one, _BYLINE_RANKS) == best or one.basis in {"sign-off", "closing credit"}]
    for one in kept:
        people.setdefault(fold_name(one.value), []).append(one)
    for one in offered:
        if one not in kept and fold_name(one.value) in people:
            people[fold_name(one.value)].append(one)
    return tuple(metadatum(told[0].value, told, "metadata.byline") for told in people.values())


def _people(one: Candidate, outlet: Metadatum, words: PageWords) -> Iterator[Candidate]:
    """The people that a byline names; in tags for programs several may stand in one string, or the outlet itself."""
    if one.basis not in _FOR_PROGRAMS:
        yield one
        return
    parts = [part for part in _SEVERAL.split(one.value) if part]
    several = len(parts) > 1 and all(is_person(part, words.boilerplate, words.names) for part in parts)
    for value in parts if several else [one.value]:
        own = outlet.known and same_house(value, outlet.value, words.names)
        if not own and not is_office(value, words.boilerplate) and (value.casefold() != value or not value.isascii()):
            yield replace(one, value=value)


def _place(candidates: Sequence[Candidate]) -> Metadatum:
    told = [one for one in candidates if one.field == "dateline_place"]
    return metadatum(place_name(told[0].value), told[:1], "metadata.dateline") if told else Metadatum()


def _photo_credits(candidates: Sequence[Candidate], words: PageWords) -> tuple[Metadatum, ...]:
    houses: dict[str, list[Candidate]] = {}
    values: dict[str, str] = {}
    for one in candidates:
        if one.field == "photo_credit":
            value = agency_name(one.value, words) if words.names.agency(one.value) else one.value
            key = fold_name(value)
            values.setdefault(key, value)
            houses.setdefault(key, []).append(one)
    return tuple(metadatum(values[key], told, "metadata.photo_credit") for key, told in houses.items())


def _language(extract: Extract, candidates: Sequence[Candidate]) -> Metadatum:
    found = find_language(extract.article.text)
    if found != UNKNOWN:
        return Metadatum(
            value=found, basis=("text",), because=(Reason(rule="metadata.language", note="its commonest words"),)
        )
    return _best(candidates, "language", ("html lang", "json-ld", "meta tag"))


def _marked(candidates: Sequence[Candidate], report: Report) -> tuple[Candidate, ...]:
    """The candidates, `chosen` where a field of the report rests on them."""
    chosen = {
        (field, evidence)
        for field, values in {
            "headline": (report.headline,),
            "outlet": (report.outlet,),
            "agency": (report.agency,),
            "byline": report.bylines,
            "dateline_place": (report.dateline_place,),
            "photo_credit": report.photo_credits,
            "language": (report.language,),
        }.items()
        for value in values
        for evidence in value.evidence
    }
    chosen |= {(field, evidence) for field in ("published", "page clock") for evidence in report.published.evidence}
    return tuple(replace(one, chosen=(one.field, one.evidence) in chosen) for one in candidates)


def latest_date_on_pages(pages: Iterable[tuple[Capture, Extract]], *, language: str = "en") -> When:
    """The latest day that any page shows in a date line, clock, meta tag or time of capture: what `as_of` is unless
    given.

    Unknown where no page shows a day with its year.
    """
    words = load_page_words(language)
    shown: list[date] = []
    for capture, extract in pages:
        for offer in (*extract.offers, *find_told(extract.article, words)):
            if offer.field in {"published", "modified", "page clock"}:
                found = find_dates(offer.value, words.calendar) or find_dates(offer.evidence.quote, words.calendar)
                shown.extend(one.readings[0] for one in found if one.full)
        captured = capture.captured_at[:10]
        if captured[:4].isdigit():
            shown.append(date.fromisoformat(captured))
    return day(max(shown)) if shown else UNKNOWN_WHEN
