"""Pages by their address: fetched politely, each kept with the WARC records of its fetch."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.capture.fetch import Fetcher
from firsthand.capture.records import Received
from firsthand.case.clock import find_moment, now
from firsthand.case.intake import Added, Custody, import_captures
from firsthand.errors import FetchFailed, FetchRefused
from firsthand.evidence import Problem, make_problem
from firsthand.pipeline import Progress
from firsthand.store.file import CaseFile
from firsthand.store.log import save_log

METHOD = "fetch"


def is_url(path: object) -> bool:
    """Whether what was given to `add` is an address.

    >>> is_url("https://tide.example/gates"), is_url("pages/gates.html")
    (True, False)
    """
    return str(path).lower().startswith(("http://", "https://"))


def make_fetcher(*, private: bool) -> Fetcher:
    """A fetcher with our clock. `private` allows addresses of this machine and of its own network."""
    return Fetcher(now=find_moment, private=private)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Who fetches, and what they note."""

    operator: str
    note: str = ""


def import_url(file: CaseFile, url: str, fetcher: Fetcher, errand: Errand, tell: Progress) -> Added:
    """Fetches one page and keeps it. An address that gives no page is told and stands in the log; it is no problem of
    the case, since the next try may well succeed."""
    tell(f"fetching {url}", 0, 1)
    try:
        fetched = fetcher.fetch(url)
    except (FetchRefused, FetchFailed) as error:
        kind = "capture.fetch-refused" if isinstance(error, FetchRefused) else "capture.fetch-failed"
        problem = make_problem(kind, f"{url}: {error.message}.", name=url, next_step=error.next_step)
        return _tell_nothing(file, url, (problem,), errand)
    received = [one for one in fetched.found if isinstance(one, Received)]
    problems = tuple(one for one in fetched.found if isinstance(one, Problem))
    if not received:
        return _tell_nothing(file, url, problems, errand)
    custody = Custody(operator=errand.operator, method=METHOD, path=url, note=errand.note, warc=fetched.warc)
    return import_captures(file, (*received[:1], *problems), custody, tell)


def _tell_nothing(file: CaseFile, url: str, problems: tuple[Problem, ...], errand: Errand) -> Added:
    with file.writing() as db:
        told = [one.message for one in problems]
        save_log(db, now(), "no-page", {"url": url, "told": told, "operator": errand.operator})
    return Added(captures=(), blobs=(), problems=problems)
