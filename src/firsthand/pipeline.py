"""The stage table, and the whole way from paths to a brief.

Each stage is a pure function; this is the one place that puts them in order. Nothing here looks at a clock: `as_of`
is given, or the
latest day that the pages themselves show.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language

from firsthand.article.entries import read_entry
from firsthand.article.extract import Extract
from firsthand.article.html import read_html
from firsthand.article.metadata import latest_date_on_pages, read_report
from firsthand.article.plain import read_plain
from firsthand.article.records import Article, Published, Report
from firsthand.brief.assemble import Colophon, Findings, assemble_brief
from firsthand.brief.compose import compose_brief
from firsthand.brief.contents import keep_story, list_stories
from firsthand.brief.records import Brief, StageVersion
from firsthand.capture.files import read_paths
from firsthand.capture.records import Capture, Media
from firsthand.errors import InputError
from firsthand.evidence import Problem, make_problem
from firsthand.judgements.records import NO_JOINING, Joining
from firsthand.ledger.build import build_ledger
from firsthand.reader import DEFAULT, Reader
from firsthand.reading.parse import load_model
from firsthand.reading.read import Undated, date_reading, read_undated
from firsthand.reading.readers import load_hearing
from firsthand.reading.records import Reading
from firsthand.story.credits import narrow_credits
from firsthand.story.dependences import find_dependences
from firsthand.story.judged import judge_stories
from firsthand.story.narrowing import narrow_published
from firsthand.story.stories import group_stories
from firsthand.when import Precision, When, day
from firsthand.workers import Mapped, count_cores, count_processes, share_out

STAGES: tuple[StageVersion, ...] = tuple(
    StageVersion(name=name, version=2 if name != "capture" else 1)
    for name in (
        "capture",
        "article",
        "metadata",
        "statements",
        "mentions",
        "occasions",
        "chains",
        "times",
        "narration",
        "figures",
        "instruments",
        "events",
        "stories",
        "ledger",
        "brief",
    )
)
"""The stages in order with their versions. A raised version means: read again."""

NOT_HELD = (
    "positions of parties over time",
    "tracked questions and their answers",
)
"""What a brief does not hold yet, said on its page."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

PROGRAM = f"firsthand {version('firsthand')}"

_DATED = frozenset({Precision.DAY, Precision.MINUTE, Precision.HOUR})
"""A publication time this exact is never narrowed."""

_LATEST_FIRST = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A capture with what was extracted from it."""

    capture: Capture
    extract: Extract


def read(
    paths: Sequence[str | Path],
    *,
    as_of: date | None = None,
    stdin: bytes | None = None,
    progress: Progress | None = None,
    jobs: int = 1,
    story: str = "",
    reader: Reader = DEFAULT,
) -> Brief:
    """The brief of saved pages: files, folders, or `-` for `stdin`.

    `as_of` bounds what a date without a year can mean; without it the latest day that any of the pages shows. Many
    pages are shared out to up to `jobs` processes, 0 for one a core (see `firsthand.workers`): the brief is the same
    with any number. `story` keeps to one of several stories: see `make_brief`.
    Raises InputError where no page could be read, UnknownFinding where no story is called so.
    """
    tell = progress or (lambda what, done, total: None)
    captures, problems = read_paths(paths, stdin=stdin)
    with share_out(count_processes(jobs or count_cores(), len(captures))) as mapped:
        pages, more = _read_pages(captures, mapped, tell)
        problems = (*problems, *more)
        if not pages:
            raise nothing_read(problems)
        bound, basis = _as_of(as_of, pages)
        readings, more = _read_all(pages, bound, mapped, tell, reader)
    problems = (*problems, *more)
    if not readings:
        raise nothing_read(problems)
    return make_brief(readings, problems, bound, basis=basis, story=story, progress=tell)


def make_brief(
    readings: tuple[Reading, ...],
    problems: tuple[Problem, ...],
    as_of: When,
    *,
    basis: str,
    joining: Joining = NO_JOINING,
    story: str = "",
    progress: Progress | None = None,
) -> Brief:
    """The brief of readings, which are in order of time then hash: what is worked out anew each time.

    `joining` is what people hold for one or for two. `story` (a number of `Brief.contents` or the first characters of
    an id) keeps to the reports of one. Raises UnknownFinding where no story is called so.
    """
    stories = judge_stories(group_stories(readings), joining)
    contents = list_stories(readings, stories)
    if story:
        contents, stories, readings = keep_story(story, contents, stories, readings)
    dependences = find_dependences(readings)
    readings = narrow_credits(readings, dependences)
    if progress:
        progress("comparing reports", 0, 1)
    ledger = build_ledger(readings, stories, dependences, joining=joining)
    return assemble_brief(
        Findings(
            readings=readings,
            stories=stories,
            dependences=dependences,
            ledger=ledger,
            problems=_ordered(problems),
        ),
        compose_brief(readings, stories, dependences, ledger),
        Colophon(
            program=PROGRAM,
            stages=STAGES,
            as_of=as_of.value,
            as_of_basis=basis,
            not_held=NOT_HELD,
            contents=contents,
        ),
    )


@cache
def _model() -> Language:
    return load_model()


def read_page(capture: Capture) -> Extract:
    """The article of one capture, by what the bytes are."""
    if capture.media is Media.HTML:
        return read_html(capture)
    return read_entry(capture) if capture.media in (Media.ENTRY, Media.PRESS) else read_plain(capture)


def is_usable(extract: Extract) -> bool:
    """Whether the page has text, in a language that is read."""
    return bool(extract.article.blocks) and not any(one.kind == "article.language" for one in extract.problems)


def read_report_again(article: Article, report: Report, published: Published, reader: Reader = DEFAULT) -> Reading:
    """The reading of one report, its times resolved against `published`."""
    return date_reading(_read_anew(article, report, reader), published)


def narrow_readings(
    readings: Iterable[Reading],
    redate: Callable[[Reading, Published], Reading],
    *,
    joining: Joining = NO_JOINING,
) -> tuple[Reading, ...]:
    """The readings in order of time then hash, those dated again whose publication time sister reports narrow."""
    ordered = tuple(sorted(readings, key=_order))
    narrowed = dict(narrow_published(ordered, judge_stories(group_stories(ordered), joining)))
    again = (
        redate(reading, narrowed[reading.report.id])
        if reading.report.id in narrowed and _is_vague(reading.report)
        else reading
        for reading in ordered
    )
    return tuple(sorted(again, key=_order))


def _read_pages(
    captures: tuple[Capture, ...], mapped: Mapped, tell: Progress
) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    pages: list[Page] = []
    problems: list[Problem] = []
    tell("cleaning pages", 0, len(captures))
    for done, (capture, extract) in enumerate(zip(captures, mapped(try_page, captures), strict=True), start=1):
        tell("cleaning pages", done, len(captures))
        if isinstance(extract, Problem):
            problems.append(extract)
            continue
        problems.extend(extract.problems)
        if is_usable(extract):
            pages.append(Page(capture=capture, extract=extract))
    return tuple(pages), tuple(problems)


def try_page(capture: Capture) -> Extract | Problem:
    """The article of one capture, or our own bug as a problem."""
    try:
        return read_page(capture)
    except Exception:
        return tell_crash(capture)


def _as_of(given: date | None, pages: tuple[Page, ...]) -> tuple[When, str]:
    if given is not None:
        return day(given), "given"
    latest = latest_date_on_pages([(page.capture, page.extract) for page in pages])
    return latest, "latest day on the pages" if latest.known else "no page shows a day"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What reading one page gave: a reading, or only problems."""

    reading: Reading | None
    problems: tuple[Problem, ...]


def _read_all(
    pages: tuple[Page, ...], as_of: When, mapped: Mapped, tell: Progress, reader: Reader
) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """Each page read, then read again for its times where sister reports narrow its publication time; in order of
    time then hash."""
    readings: list[Reading] = []
    problems: list[Problem] = []
    tell("reading", 0, len(pages))
    for done, read in enumerate(mapped(partial(_try_reading, as_of, reader), pages), start=1):
        tell("reading", done, len(pages))
        problems.extend(read.problems)
        if read.reading:
            readings.append(read.reading)
    again = narrow_readings(
        readings,
        lambda reading, published: date_reading(_read_once(reading.article, reading.report, reader), published),
    )
    return again, tuple(problems)


def _is_vague(report: Report) -> bool:
    """Whether the publication time is known to less than a day: sister reports may narrow it."""
    return report.published.when.precision not in _DATED


def _try_reading(as_of: When, reader: Reader, page: Page) -> _Read:
    try:
        report, problems = read_report(page.capture, page.extract, as_of=as_of)
        once = (_read_once if _is_vague(report) else _read_anew)(page.extract.article, report, reader)
        return _Read(reading=date_reading(once, report.published), problems=problems)
    except Exception:
        return _Read(reading=None, problems=(tell_crash(page.capture),))


def _read_anew(article: Article, report: Report, reader: Reader) -> Undated:
    return read_undated(article, report, _model(), hearing=load_hearing(reader))


_read_once = lru_cache(maxsize=16)(_read_anew)
"""Keeps the last few: a page whose publication time sister reports narrow is dated twice."""


def nothing_read(problems: tuple[Problem, ...]) -> InputError:
    """The error when no page could be read, with each page's own reason."""
    reasons = "; ".join(_named(problem) for problem in problems) or "no pages were given"
    return InputError(
        f"nothing could be read: {reasons}", next_step="give saved pages, or folders of them"
    )


def _named(problem: Problem) -> str:
    """The problem's first line with its page's name in it, once."""
    message = problem.message.splitlines()[0]
    return message if problem.name in message else f"{problem.name}: {message}"


def _order(reading: Reading) -> tuple[date, date, str]:
    """Reports by the first day they can be of, then by the last, then by hash; undated ones last."""
    when = reading.report.published.when
    return when.first_day or when.last_day or _LATEST_FIRST, when.last_day or _LATEST_FIRST, reading.report.sha256


def tell_crash(capture: Capture) -> Problem:
    """Our own bug on one page: the traceback is kept, the other pages go on."""
    return make_problem(
        "firsthand.bug",
        f"Firsthand failed on this page; the others were read. {traceback.format_exc(limit=-3)}",
        name=capture.name,
        report=capture.report,
        next_step="Please report this with the page, if you may share it.",
    )


def _ordered(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(
        sorted(
            {problem.id: problem for problem in problems}.values(),
            key=lambda problem: (problem.name, problem.kind, problem.id),
        )
    )
