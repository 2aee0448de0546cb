"""`bench published`: what a page says about itself (day, minute, outlet, bylines, agency, place) against the truth.

Right, wrong and unknown are told apart: a wrong day is worse than none. Beside it htmldate on the same pages.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from firsthand.article.html import read_html
from firsthand.article.metadata import latest_date_on_pages, read_report
from firsthand.article.names import Names, fold_name, host_of, load_names
from firsthand.article.plain import read_plain
from firsthand.article.published import read_page_dates
from firsthand.article.records import Article, Metadatum, Report, SourceMap
from firsthand.article.units import load_page_words
from firsthand.bench.plain_prints import print_page
from firsthand.bench.published_gold import GoldPage, open_gold, outlet_of_host
from firsthand.bench.results import BenchOptions, BenchResult, Missing
from firsthand.capture.receive import receive_page, receive_text
from firsthand.capture.records import Capture, Media
from firsthand.evidence import UNKNOWN
from firsthand.when import When

RIGHT, WRONG, UNSAID = "right", "wrong", "unknown"

_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")
_FARTHEST_ZONE = timedelta(hours=14)
_LEFT_OUT = frozenset({"the", "of", "and", "a"})


_NO_ARTICLE = Article(id="", report="", capture="", text="", blocks=(), source_map=SourceMap(links=()), dropped=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One field of one page: right, wrong or unknown, on which basis, and what was found instead of what."""

    field: str
    verdict: str
    basis: str = ""
    found: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """Everything that was judged on one page; `offered` are the bases that a day stood on, right or wrong, chosen or
    not; `named` counts bylines found, right and wanted."""

    name: str
    parts: tuple[str, ...]
    fields: tuple[Judged, ...]
    offered: tuple[tuple[str, bool], ...] = ()
    named: tuple[int, int, int] = (0, 0, 0)


def bench_published(paths: Sequence[Path], options: BenchOptions) -> BenchResult:
    """Scores of every page of the packs; with `options.plain` of the same pages printed as plain text."""
    judged: list[JudgedPage] = []
    with open_gold(paths) as found:
        pages = found[: options.first] if options.first else found
        for number, page in enumerate(pages):
            judged.append(judge_page(number, page, plain=options.plain))
            if options.progress:
                options.progress("pages", number + 1, len(pages))
    return BenchResult(
        bench="published",
        files=tuple(str(path) for path in paths),
        n=len(judged),
        scores={name: round(value, 4) for name, value in _scores(judged).items()},
        missing=tuple(_missing(judged)),
    )


def judge_page(number: int, page: GoldPage, *, plain: bool) -> JudgedPage:
    """What is right, wrong and unknown of one page; with `plain`, of its print as text.

    Names are judged on pages in English only: their lists are.
    """
    capture, parts = _receive(number, page, plain=plain)
    if capture is None:
        return JudgedPage(name=page.name, parts=parts, fields=tuple(_judge_nothing(page)))
    html = capture.media is Media.HTML
    extract = read_html(capture) if html else read_plain(capture)
    as_of = latest_date_on_pages([(capture, extract)])
    report, _ = read_report(capture, extract, as_of=as_of)
    language = report.language.value
    english = language == "en"
    fields = [*_judge_days(page, report), *(_judge_names(page, report) if english else ())]
    if html and page.day:
        fields.append(_judge_day("htmldate", page.day, _peer_day(capture.text), ""))
    return JudgedPage(
        name=page.name,
        parts=(*parts, "english" if english else "other language"),
        fields=tuple(fields),
        offered=tuple(_offered(page, capture, report, as_of)),
        named=_count_names(page, report) if english else (0, 0, 0),
    )


def _receive(number: int, page: GoldPage, *, plain: bool) -> tuple[Capture | None, tuple[str, ...]]:
    parts = (page.part,) if page.part else ()
    if page.file is None:
        capture: Capture | None = receive_text(page.name, page.text, Media.PLAIN).capture
    else:
        received = receive_page(page.name, page.file.read_bytes())
        capture = next((one.capture for one in received if not hasattr(one, "message")), None)
    if capture is not None and plain and capture.media is Media.HTML:
        way, text = print_page(number, capture.text)
        return receive_text(page.name, text, Media.PLAIN).capture, (*parts, way)
    if capture is not None and page.captured_at:
        capture = replace(capture, captured_at=page.captured_at)
    return capture, parts


def _judge_nothing(page: GoldPage) -> Iterable[Judged]:
    if page.day:
        yield Judged(field="day", verdict=UNSAID, wanted=page.day.isoformat())


def _judge_days(page: GoldPage, report: Report) -> Iterable[Judged]:
    when = report.published.when
    basis = report.published.basis[0] if report.published.basis else ""
    if page.day:
        yield _judge_day("day", page.day, _one_day(when), basis)
    if page.moment:
        yield _judge_minute(page.moment, when, basis)
    if page.place:
        found = report.dateline_place.value
        same = any(fold_name(found) == fold_name(wanted) for wanted in (page.place, page.place.split(",")[0]))
        verdict = UNSAID if found == UNKNOWN else RIGHT if same else WRONG
        yield Judged(field="place", verdict=verdict, found=found, wanted=page.place)


def _one_day(when: When) -> date | None:
    return when.first_day if when.first_day == when.last_day else None


def _judge_day(name: str, wanted: date, found: date | None, basis: str) -> Judged:
    verdict = UNSAID if found is None else RIGHT if found == wanted else WRONG
    return Judged(field=name, verdict=verdict, basis=basis, found=str(found or UNKNOWN), wanted=str(wanted))


def _judge_minute(wanted: datetime, when: When, basis: str) -> Judged:
    """A printed zone is reckoned with; without one the minute must be the truth's in some zone of the world."""
    start = when.start
    if start is None or when.end is None or when.end - start > timedelta(minutes=1):
        return Judged(field="minute", verdict=UNSAID, basis=basis, found=when.value, wanted=str(wanted))
    offset = _OFFSET.fullmatch(when.zone)
    civil = wanted.replace(second=0, microsecond=0)
    utc = (civil - (civil.utcoffset() or timedelta())).replace(tzinfo=None)
    if offset and wanted.tzinfo:
        shift = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        same = start - (shift if offset["sign"] == "+" else -shift) == utc
    elif wanted.tzinfo:
        same = abs(start - utc) <= _FARTHEST_ZONE and (start - utc) % timedelta(minutes=30) == timedelta()
    else:
        same = start == civil
    verdict = RIGHT if same else WRONG
    return Judged(field="minute", verdict=verdict, basis=basis, found=f"{when.value} {when.zone}", wanted=str(wanted))


def _peer_day(html: str) -> date | None:
    import htmldate

    try:
        found = htmldate.find_date(html, extensive_search=True, original_date=True)
    except Exception:  # the peer's own bug on a page is its unknown, not ours
        return None
    return date.fromisoformat(found) if found else None


def _offered(page: GoldPage, capture: Capture, report: Report, as_of: When) -> Iterable[tuple[str, bool]]:
    """For each basis its first whole day on the page, and whether it is the day of publication."""
    if page.day is None:
        return
    words = load_page_words("en")
    dates = read_page_dates(
        report.candidates, _NO_ARTICLE, words.calendar, url=report.url, captured_at=capture.captured_at, as_of=as_of
    )
    first: dict[str, date] = {}
    for one in (*dates.published, *dates.others):
        if one.on.full:
            name = one.basis if one.candidate.field == "published" else f"modified: {one.basis}"
            first.setdefault(name, one.on.readings[0])
    if dates.url:
        first["url"] = dates.url
    yield from ((basis, on == page.day) for basis, on in sorted(first.items()))


def _judge_names(page: GoldPage, report: Report) -> Iterable[Judged]:
    names = load_names("en")
    if page.outlet:
        found = report.outlet
        verdict = UNSAID if not found.known else RIGHT if is_outlet(found.value, page.outlet, names) else WRONG
        yield Judged(field="outlet", verdict=verdict, basis=_first_basis(found), found=found.value, wanted=page.outlet)
    if page.authors is not None:
        wanted = {names.agency(one) for one in page.authors} - {""}
        found = report.agency
        if wanted:
            same = not found.known or names.agency(found.value) in wanted
            verdict = UNSAID if not found.known else RIGHT if same else WRONG
            yield Judged(
                field="agency", verdict=verdict, basis=_first_basis(found), found=found.value, wanted=", ".join(wanted)
            )
        yield _judge_bylines(page.authors, report, names)


def _first_basis(found: Metadatum) -> str:
    return found.basis[0] if found.basis else ""


def _judge_bylines(authors: Sequence[str], report: Report, names: Names) -> Judged:
    """All of the people and no other: right; none of them: unknown; else wrong."""
    wanted = {fold_name(one) for one in authors if not names.agency(one)}
    found = {fold_name(one.value) for one in report.bylines}
    verdict = RIGHT if wanted == found else UNSAID if not found else WRONG
    return Judged(
        field="bylines",
        verdict=verdict,
        basis=_first_basis(report.bylines[0]) if report.bylines else "",
        found=", ".join(one.value for one in report.bylines),
        wanted=", ".join(authors),
    )


def _count_names(page: GoldPage, report: Report) -> tuple[int, int, int]:
    if page.authors is None:
        return 0, 0, 0
    names = load_names("en")
    wanted = {fold_name(one) for one in page.authors if not names.agency(one)}
    found = {fold_name(one.value) for one in report.bylines}
    return len(found), len(found & wanted), len(wanted)


def is_outlet(found: str, wanted: str, names: Names) -> bool:
    """Whether a name is that of the outlet that a pack calls by a word without blanks ("LATimes", "quayherald").

    >>> is_outlet("The Quay Herald", "quayherald", load_names("en")), is_outlet("Quay Star", "quayherald",
    ...     load_names("en"))
    (True, False)
    """
    host = host_of(found) if " " not in found.strip() else ""
    if host:
        found = outlet_of_host(host)
    listed = {host.rsplit(".", 1)[0] for host, name in names.hosts.items() if names.outlet(found) == name}
    key = _letters(wanted)
    words = [_letters(word) for word in fold_name(found).split()]
    bare = [word for word in words if word not in _LEFT_OUT and word]
    shorter = any(_is_short_for(key, told) for told in (words, bare))
    whole = "".join(bare)
    part = len(whole) >= 3 and (whole in key or (len(key) >= 3 and key in whole))
    return shorter or part or any(_letters(one.split(".")[-1]) == key for one in listed)


def _letters(name: str) -> str:
    parted = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parted if letter.isalnum())


def _is_short_for(key: str, words: Sequence[str]) -> bool:
    """Whether `key` is made of beginnings of all the words, in order."""
    if not words or not key:
        return not words and not key
    return any(
        key.startswith(words[0][:size]) and _is_short_for(key[size:], words[1:]) for size in range(1, len(words[0]) + 1)
    )


@dataclass(slots=True)
class _Tally:
    verdicts: Counter[str] = field(default_factory=Counter)

    def scores(self, name: str) -> dict[str, float]:
        n = sum(self.verdicts.values())
        return {
            f"{name}.n": n,
            f"{name}.accuracy": self.verdicts[RIGHT] / n,
            f"{name}.wrong": self.verdicts[WRONG] / n,
            f"{name}.unknown": self.verdicts[UNSAID] / n,
        }


def _scores(judged: Sequence[JudgedPage]) -> Mapping[str, float]:
    tallies: dict[str, _Tally] = {}
    for page in judged:
        for one in page.fields:
            name = "htmldate.day" if one.field == "htmldate" else one.field
            tallies.setdefault(name, _Tally()).verdicts[one.verdict] += 1
            for part in page.parts if one.field in {"day", "htmldate", "outlet"} else ():
                tallies.setdefault(f"{part}.{name}", _Tally()).verdicts[one.verdict] += 1
    scores: dict[str, float] = {}
    for name in sorted(tallies, key=lambda name: (name.count("."), name)):
        scores |= tallies[name].scores(name)
    found, right, wanted = (sum(page.named[at] for page in judged) for at in range(3))
    if found and wanted:
        scores |= {"byline.p": right / found, "byline.r": right / wanted, "byline.n": wanted}
    return scores | _scores_by_basis(judged)


def _scores_by_basis(judged: Sequence[JudgedPage]) -> dict[str, float]:
    """How often the day was right for each basis: chosen (`basis.…`), and whenever offered (`offered.…`)."""
    chosen: dict[str, list[bool]] = {}
    offered: dict[str, list[bool]] = {}
    for page in judged:
        for one in page.fields:
            if one.field in {"day", "outlet"} and one.verdict != UNSAID:
                chosen.setdefault(f"{one.field}.{one.basis}", []).append(one.verdict == RIGHT)
        for basis, right in page.offered:
            offered.setdefault(basis, []).append(right)
    scores: dict[str, float] = {}
    for head, table in (("basis", chosen), ("offered", offered)):
        for name, rights in sorted(table.items()):
            scores[f"{head}.{name}.n"] = len(rights)
            scores[f"{head}.{name}.right"] = sum(rights) / len(rights)
    return scores


def _missing(judged: Sequence[JudgedPage]) -> Iterable[Missing]:
    for page in judged:
        for one in page.fields:
            if one.verdict != RIGHT and one.field != "htmldate":
                row = f"{one.field} {page.name} ({', '.join(page.parts)})"
                yield Missing(row=row, found=f"{one.verdict} by {one.basis or '-'}: {one.found} for {one.wanted}")
