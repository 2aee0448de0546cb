"""Captures made of bytes: one page, or one part of a file that holds many."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from firsthand.capture.bounds import MAX_BYTES
from firsthand.capture.decode import Decoded, find_binary, find_feed, find_media, read_text
from firsthand.capture.entry import find_entry
from firsthand.capture.records import NO_RECEIPT, Blob, Capture, Media, Receipt, Received
from firsthand.capture.source import Source
from firsthand.evidence import UNKNOWN, Problem, make_id, make_problem

WHAT_IS_READ = (
    "pages (HTML, MHTML, PDF), texts, web archives (WARC, WACZ), feeds, JSON Lines and press exports are read"
)

_BLANK = b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"
_SINGLE_FILE = re.compile(
    r"""<!--\s*Page\ saved\ with\ SingleFile\b.{0,40}?\s
        url:\s*(?P<url>\S{1,2000})\s
        (?:.{0,200}?saved\ date:\s*(?P<date>[^\n(]{10,80}))?   # "Tue Jan 14 2031 10:20:30 GMT+0100 (…)"
    """,
    re.VERBOSE | re.DOTALL,
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,5}\)(?P<url>https?://[^\s>]{1,2000})\s*-->")
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) (?:GMT|UTC)([+-]\d{4})")
_HEAD = 20_000
"""Characters at the head of a page in which a browser's note about its saving stands."""
_BELOW = re.compile(r"<(?:title|meta|body|link|script)\b", re.IGNORECASE)
"""What a page's own words begin with: a note behind it was written by the page and not by the browser."""


def receive(name: str, raw: bytes, decoded: Decoded, media: Media, *, receipt: Receipt = NO_RECEIPT) -> Received:
    """The capture of `raw` under `name`, without address and time."""
    sha256 = hashlib.sha256(raw).hexdigest()
    capture = Capture(
        id=make_id("cap", sha256, name),
        report=make_id("rp", sha256),
        blob=Blob(sha256=sha256, size=len(raw)),
        name=name,
        media=media,
        encoding=decoded.encoding,
        text=decoded.text,
        url=UNKNOWN,
        captured_at=UNKNOWN,
        receipt=receipt,
    )
    return Received(capture=capture, raw=raw)


def receive_text(name: str, text: str, media: Media, *, receipt: Receipt = NO_RECEIPT) -> Received:
    """The capture of a text that we made ourselves out of data: its blob is the text in UTF-8."""
    return receive(name, text.encode("utf-8"), Decoded(text=text, encoding="utf-8"), media, receipt=receipt)


def locate(received: Received, *, url: str = UNKNOWN, captured_at: str = UNKNOWN) -> Received:
    """The same capture with its address and time, where they are known and it has none."""
    capture = received.capture
    url = capture.url if capture.url != UNKNOWN else (url or UNKNOWN)
    captured_at = capture.captured_at if capture.captured_at != UNKNOWN else (captured_at or UNKNOWN)
    return replace(received, capture=replace(capture, url=url, captured_at=captured_at))


def number_part(source: Source, number: int) -> str:
    """The name of one capture among many of a file, as people see it.

    >>> number_part(Source("week.warc.gz"), 3)
    'week.warc.gz#3'
    """
    return f"{source.name}#{number}"


def receipt_of(source: Source, raw: bytes = b"") -> Receipt:
    """What held a part: the file, and the digest of the part's raw bytes."""
    digest = f"sha256:{hashlib.sha256(raw).hexdigest()}" if raw else ""
    return Receipt(container=source.name, container_sha256=source.sha256, digest=digest)


def receive_page(
    name: str, raw: bytes, *, charset: str = "", receipt: Receipt = NO_RECEIPT
) -> Iterator[Received | Problem]:
    """The capture of one page, HTML or plain, and what was wrong with its bytes; a problem alone where it is neither.

    `charset` is what a server said of the page.
    """
    unfit = find_unfit(name, raw)
    if unfit:
        yield unfit
        return
    decoded = read_text(raw, charset=charset)
    if find_feed(decoded.text):
        message = f"{name} is a feed or a site map, not a page."
        step = "Save the pages that it lists, and read those."
        yield make_problem("capture.feed", message, name=name, next_step=step)
        return
    media = Media.ENTRY if find_entry(decoded.text) else find_media(decoded.text)
    received = receive(name, raw, decoded, media, receipt=receipt)
    yield from find_losses(name, received.capture.report, decoded)
    url, captured_at = find_saving(decoded.text) if media is Media.HTML else (UNKNOWN, UNKNOWN)
    yield locate(received, url=url, captured_at=captured_at)


def find_saving(text: str) -> tuple[str, str]:
    """Address and time that a browser or SingleFile wrote into a page when it saved it; "unknown" where it did not.

    >>> find_saving("<!-- saved from url=(0022)https://tide.example/a -->")
    ('https://tide.example/a', 'unknown')
    """
    head = _BELOW.split(text[:_HEAD], maxsplit=1)[0]
    found = _SINGLE_FILE.search(head)
    if found is None:
        simple = _SAVED_FROM.search(head)
        return (simple["url"] if simple else UNKNOWN), UNKNOWN
    url = found["url"] if found["url"].startswith(("http://", "https://")) else UNKNOWN
    return url, _script_time(found["date"] or "")


def _script_time(printed: str) -> str:
    """The time that a browser prints as "Tue Jan 14 2031 10:20:30 GMT+0100", in ISO 8601."""
    found = _SCRIPT_DATE.search(printed)
    if found is None:
        return UNKNOWN
    try:
        return datetime.strptime(" ".join(found.groups()), "%b %d %Y %H:%M:%S %z").isoformat()
    except ValueError:
        return UNKNOWN


def find_unfit(name: str, raw: bytes) -> Problem | None:
    """Why the bytes cannot be a page: too many, none, or no text."""
    if len(raw) > MAX_BYTES:
        return too_large(name)
    if not raw.strip(_BLANK):
        return make_problem(
            "capture.empty", f"{name} is empty.", name=name, next_step="Save the page again, or leave the file out."
        )
    kind = find_binary(raw)
    if kind:
        return make_problem(
            "capture.binary",
            f"{name} is {kind}: only {WHAT_IS_READ}.",
            name=name,
            next_step="Save the page as HTML or as text, or leave the file out.",
        )
    return None


def too_large(name: str) -> Problem:
    """The problem of a file above `MAX_BYTES`."""
    return make_problem(
        "capture.too-large",
        f"{name} is larger than {MAX_BYTES // 1024**2} MB and was not read.",
        name=name,
        next_step="Save the page without its pictures, or as text.",
    )


def find_losses(name: str, report: str, decoded: Decoded) -> Iterator[Problem]:
    """What of the bytes could not be read as characters."""
    if decoded.cut:
        yield make_problem(
            "capture.cut",
            f"{name} stops in the middle of a character: the end of the page is missing. What is there was read.",
            name=name,
            report=report,
            next_step="Save the page again.",
        )
    elif decoded.lost:
        yield make_problem(
            "capture.decoding",
            f"{name}: {decoded.lost} characters could not be read as {decoded.encoding}. The others were.",
            name=name,
            report=report,
            next_step="Save the page again as UTF-8 where words are missing.",
        )
