"""The articles of a case: made of the captures that none was made of, and which of them stand for their reports."""

from __future__ import annotations

import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from firsthand.article.extract import Extract
from firsthand.article.metadata import latest_date_on_pages, read_report
from firsthand.capture.files import open_capture
from firsthand.capture.records import Blob, Capture, Media
from firsthand.case.addresses import find_url_key
from firsthand.case.clock import now
from firsthand.case.versions import find_version
from firsthand.errors import CaseDamaged, FirsthandError
from firsthand.evidence import UNKNOWN, Problem, make_id, make_problem
from firsthand.pipeline import Progress, is_usable, read_page, tell_crash, try_page
from firsthand.store.articles import (
    StoredArticle,
    find_article,
    find_report,
    load_articles,
    load_unread,
    save_article,
    save_version,
)
from firsthand.store.captures import Import, load_blob, load_blob_sizes, load_captures, load_captures_of, load_decoded
from firsthand.store.file import CaseFile
from firsthand.store.log import save_log
from firsthand.store.problems import save_problem
from firsthand.workers import Mapped

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article with the capture that it was made of (its text left out) and when that was received."""

    article: StoredArticle
    capture: Capture
    at: str


def read_new_pages(file: CaseFile, tell: Progress, mapped: Mapped = map) -> int:
    """Makes the articles that are missing; gives how many were. A page that our code fails on is a problem, and is
    tried again next time.

    Cleaning may be shared out to processes; articles are kept one by one in the order of import, so that the log is the
    same with any number of them.
    """
    version = find_version("article")
    with file.reading() as db:
        waiting, sizes = load_unread(db, version), load_blob_sizes(db)
    made = done = 0
    for batch in batch_by_size(waiting, lambda blob: sizes.get(blob, 0)):
        pages = [_load_page(file, blob) for blob in batch]
        for page, found in zip(pages, mapped(try_page, [capture for capture, _ in pages]), strict=True):
            tell("cleaning pages", done, len(waiting))
            made += _keep_page(file, page, found, version)
            done += 1
    return made


BATCH = 32
"""Pages that are in memory together, waiting to be cleaned or read."""

BATCH_BYTES = 16_000_000
"""Bytes that a batch may hold, unless one page alone holds more."""


def batch_by_size(things: Iterable[T], size: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """The things in order, in groups of at most BATCH and BATCH_BYTES.

    >>> list(batch_by_size([9_000_000, 9_000_000, 1], int))
    [(9000000,), (9000000, 1)]
    """
    held: list[T] = []
    weight = 0
    for one in things:
        if held and (len(held) == BATCH or weight + size(one) > BATCH_BYTES):
            yield tuple(held)
            held, weight = [], 0
        held.append(one)
        weight += size(one)
    if held:
        yield tuple(held)


def _load_page(file: CaseFile, blob: str) -> tuple[Capture, int]:
    """The capture of a blob, as a version of the report that it is known to be one of, and the number of its event."""
    with file.reading() as db:
        capture, seq = load_capture(db, blob)
        known = find_report(db, blob=blob, url_key=find_url_key(capture.url))
    return (replace(capture, report=known) if known else capture), seq


def _keep_page(file: CaseFile, page: tuple[Capture, int], found: Extract | Problem, version: str) -> bool:
    capture, seq = page
    blob = capture.blob.sha256
    try:
        if isinstance(found, Problem):
            raise _Crashed(found)
        extract, capture, url_key = _settle(file, capture, found)
    except FirsthandError:  # the case itself fails: no page is to blame
        raise
    except Exception as error:
        problem = error.problem if isinstance(error, _Crashed) else tell_crash(capture)
        with file.writing() as db:
            save_problem(db, problem, now())
        return False
    with file.writing() as db:
        if find_article(db, blob, version) is not None:  # another process was quicker
            return False
        kept = save_version(db, capture.report, blob=blob, url_key=url_key)
        stored = save_article(
            db,
            extract,
            blob=blob,
            capture=seq,
            version=version,
            latest_day=find_latest_day(capture, extract),
            usable=is_usable(extract),
        )
        save_log(
            db,
            now(),
            "article",
            {
                "blob": blob,
                "article": extract.article.id,
                "sha256": stored.held.sha256,
                "version": version,
                "report": kept.report,
                "number": kept.number,
            },
        )
    return True


class _Crashed(Exception):
    """Our own bug on one page, in whichever process it was cleaned."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def _settle(file: CaseFile, capture: Capture, extract: Extract) -> tuple[Extract, Capture, str]:
    """The extract and the address; read once more where a page that was kept since has this address, or where the page
    itself names an address that is known."""
    with file.reading() as db:
        known = find_report(db, blob=capture.blob.sha256, url_key=find_url_key(capture.url))
    if known and known != capture.report:
        capture = replace(capture, report=known)
        extract = read_page(capture)
    url_key = find_url_key(read_report(capture, extract)[0].url)
    if not url_key:
        return extract, capture, ""
    with file.reading() as db:
        known = find_report(db, blob=capture.blob.sha256, url_key=url_key)
    if known and known != capture.report:
        capture = replace(capture, report=known)
        extract = read_page(capture)
    return extract, capture, url_key


def load_capture(db: sqlite3.Connection, blob: str) -> tuple[Capture, int]:
    """The capture of one blob with its decoded text, and the number of its first event."""
    events = load_captures_of(db, blob)
    capture, seq = open_kept(events, load_blob(db, blob)), events[0].seq
    beside = load_decoded(db, seq)
    if beside is None:
        return capture, seq
    try:
        text = zlib.decompress(beside).decode("utf-8", "surrogatepass")
    except (zlib.error, ValueError) as error:
        raise CaseDamaged(
            f"the text kept beside {capture.name} is not what it was", next_step="take the last good copy"
        ) from error
    return replace(capture, text=text), seq


def open_kept(events: Sequence[Import], raw: bytes | None) -> Capture:
    """The capture of one blob: under its first name, with the first address and time that any of its events tells.

    Without `raw` its text is "".
    """
    if not events:
        raise CaseDamaged("bytes in the case that no capture brought", next_step="firsthand verify CASE says which")
    first = events[0]
    told = next((one for one in events if (one.url, one.captured_at) != (UNKNOWN, UNKNOWN)), first)
    capture = Capture(
        id=first.id,
        report=make_id("rp", first.sha256),
        blob=Blob(sha256=first.sha256, size=len(raw or b"")),
        name=first.name,
        media=Media(first.media),
        encoding=first.encoding,
        text="",
        url=told.url,
        captured_at=told.captured_at,
        receipt=first.receipt,
    )
    return capture if raw is None else open_capture(raw, capture)


def find_unread(file: CaseFile, blobs: Iterable[str]) -> tuple[Problem, ...]:
    """Why some of these pages are no reports: the problems of each, or that it holds no text that reads as one."""
    wanted = frozenset(blobs)
    with file.reading() as db:
        articles = tuple(load_articles(db, find_version("article"))) if wanted else ()
        names = {one.sha256: one.name for one in load_captures(db)} if wanted else {}
    found: list[Problem] = []
    for one in articles:
        if one.sha256 in wanted and not one.usable:
            name = names.get(one.sha256, "")
            words = f"{name} is kept, and gives no report: no text was found in it that reads as one."
            step = "Where it is a report, say so with the page's address: firsthand status lists such pages."
            found += one.extract.problems or (make_problem("case.no-text", words, name=name, next_step=step),)
    return tuple(found)


def find_latest_day(capture: Capture, extract: Extract) -> str:
    """The latest day that one page shows, ISO 8601, "" for none."""
    latest = latest_date_on_pages([(capture, extract)])
    return latest.first_day.isoformat() if latest.first_day else ""


def load_shelf(file: CaseFile, *, before: str = "") -> tuple[Held, ...]:
    """Every article of the present extractor, in the order of import; of captures imported before a moment, if any."""
    with file.reading() as db:
        events: dict[str, list[Import]] = defaultdict(list)
        for one in load_captures(db):
            if not before or one.imported_at < before:
                events[one.sha256].append(one)
        articles = tuple(load_articles(db, find_version("article")))
    return tuple(
        Held(
            article=article,
            capture=replace(open_kept(events[article.sha256], None), report=article.report),
            at=_received(events[article.sha256]),
        )
        for article in articles
        if article.sha256 in events
    )


def _received(events: Iterable[Import]) -> str:
    """When a blob was captured, as claimed; else when it was imported. In UTC."""
    times = [one.captured_at if one.captured_at != UNKNOWN else one.imported_at for one in events]
    return min(datetime.fromisoformat(time).astimezone(UTC).isoformat() for time in times)


def choose_current(shelf: Iterable[Held]) -> tuple[Held, ...]:
    """One usable article a report: of the version that was captured last."""
    latest: dict[str, Held] = {}
    for held in shelf:
        other = latest.get(held.article.report)
        if held.article.usable and (other is None or (other.at, other.article.seq) < (held.at, held.article.seq)):
            latest[held.article.report] = held
    return tuple(latest.values())
