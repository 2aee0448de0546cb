"""Web archives (WARC): each response or resource that is a page is a capture. Read as a stream, whole records only."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urljoin, urlsplit

from firsthand.capture.bounds import (
    MAX_ARCHIVE_BYTES,
    MAX_BYTES,
    MAX_HEADERS,
    MAX_PARTS,
    MAX_RECORDS,
    MAX_REDIRECTS,
    MAX_REMEMBERED,
    MAX_SLOW,
)
from firsthand.capture.entry import clean_time
from firsthand.capture.http_message import Headers, Response, find_header, read_body, read_headers, read_response
from firsthand.capture.pdf import receive_pdf
from firsthand.capture.receive import locate, number_part, receive_page
from firsthand.capture.records import Media, Receipt, Received, Redirect
from firsthand.capture.source import Refused, Source
from firsthand.capture.unpack import Flow, Stream
from firsthand.evidence import UNKNOWN, Problem, make_id

_VERSION = re.compile(rb"WARC/\d\.\d{1,2}\s*")
_PDF = b"%PDF-"
_HEAD = 16 * 1024
"""Bytes of a record that is too large within which its HTTP headers tell whether it would have been a page."""
_KEPT = 4096
"""Bytes of a repeat that waits for its page: its HTTP headers."""
_WEB = ("http://", "https://")
KEPT_NAME, KEPT_TIME, KEPT_MEDIA = "firsthand-name", "firsthand-captured-at", "firsthand-media"
"""Headers of the records in a bundle of ours: what a capture is called there, when it was captured as far as anybody
claims (or "unknown"; `WARC-Date` must always be a time), and what its bytes are."""
_TEXTS = frozenset({Media.HTML, Media.PLAIN, Media.ENTRY, Media.PRESS})
_LONGEST_NAME = 500
"""Characters."""
_BLANK_LINES = 1000
"""Blank lines between two records that are passed over; a right archive has two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """One record: its number, its headers and its block."""

    number: int
    headers: Headers
    block: bytes

    def header(self, name: str) -> str:
        return find_header(self.headers, name)

    @property
    def url(self) -> str:
        return self.header("warc-target-uri").strip().strip("<>")[:4000]


@dataclass(slots=True)
class _Crawl:
    """What earlier records of one archive told: redirects, and pages that a later record may repeat."""

    source: Source
    redirects: dict[str, Redirect] = field(default_factory=dict)
    pages: OrderedDict[str, Received] = field(default_factory=OrderedDict)
    places: dict[str, str] = field(default_factory=dict)
    held: int = 0
    slow: int = 0
    waiting: list[_Record] = field(default_factory=list)

    def remember(self, record: _Record, received: Received) -> None:
        key = record.header("warc-payload-digest") or received.capture.blob.sha256
        if key not in self.pages:
            self.pages[key] = received
            self.held += len(received.raw)
        self.places.setdefault(record.url, key)
        while self.held > MAX_REMEMBERED and len(self.pages) > 1:
            _, old = self.pages.popitem(last=False)
            self.held -= len(old.raw)

    def find(self, record: _Record) -> Received | None:
        """The page that a revisit repeats: the one of its digest, or of the address it refers to."""
        digest = record.header("warc-payload-digest")
        if digest:
            return self.pages.get(digest)
        told = record.header("warc-refers-to-target-uri").strip("<>") or record.url
        return self.pages.get(self.places.get(told, ""))

    def way_to(self, url: str) -> tuple[Redirect, ...]:
        """The hops that led to `url`, first first."""
        hops: list[Redirect] = []
        while len(hops) < MAX_REDIRECTS and (hop := self.redirects.get(url)) and hop not in hops:
            hops.append(hop)
            url = hop.url
        return tuple(reversed(hops))


def find_warc(head: bytes) -> bool:
    """Whether bytes (unpacked) open as a WARC.

    >>> find_warc(b"WARC/1.1\\r\\nWARC-Type: warcinfo\\r\\n")
    True
    """
    return _VERSION.match(head) is not None


def read_warc(source: Source) -> Iterator[Received | Problem]:
    """A capture for each HTTP response of status 200 that is HTML, plain text or PDF, and for each record that repeats
    one.

    Problems: an archive that is cut or damaged (the records before are kept), pages that are too large or packed in a
    way that is not read, repeats whose page is not in the archive, an archive without any page.
    """
    try:
        with closing(source.open()) as file:
            yield from read_warc_flow(source, file)
    except OSError as error:
        yield Refused("unreadable", f"could not be read to its end: {error.strerror or error}.").told_of(source.name)


def read_warc_flow(source: Source, flow: Flow) -> Iterator[Received | Problem]:
    """The same out of bytes that are already open; `source` gives the name and digest of what holds them."""
    crawl = _Crawl(source)
    records = pages = told = 0
    try:
        for record in _find_records(Stream(flow, limit=MAX_ARCHIVE_BYTES)):
            records += 1
            for one in _read_record(record, crawl):
                pages += isinstance(one, Received)
                told += isinstance(one, Problem)
                yield one
    except Refused as refused:
        told += 1
        yield refused.told_of(source.name)
    for record in crawl.waiting:
        for one in _repeat(record, crawl, last=True):
            pages += isinstance(one, Received)
            told += isinstance(one, Problem)
            yield one
    if not (pages or told):
        what = f"is a web archive of {records} records; none is a page (HTML, text or PDF, status 200)."
        yield Refused("no-page", what, "Crawl the pages again, or leave it out.").told_of(source.name)


def _find_records(stream: Stream) -> Iterator[_Record]:
    """The records up to the first that is not whole. Raises Refused there."""
    for number in range(1, MAX_RECORDS + 1):
        if not _find_version(stream, number):
            return
        headers = read_headers(_read_head(stream, number))
        length = _length(headers, number)
        if length > MAX_BYTES:
            head = stream.read(_HEAD)
            short = stream.skip(length - len(head)) < length - len(head)
            record = _Record(number=number, headers=(*headers, ("firsthand-too-large", "1")), block=head)
        else:
            block = stream.read(length)
            short = len(block) < length
            record = _Record(number=number, headers=headers, block=block)
        if short:
            raise _cut(number)
        yield record
    raise Refused("too-many", f"holds more than {MAX_RECORDS} records: the rest was not read.", "Cut it into files.")


def _find_version(stream: Stream, number: int) -> bool:
    """Goes to the next record; False at the end of the archive."""
    for _ in range(_BLANK_LINES):
        line = stream.readline()
        if not line:
            if stream.cut:
                raise _cut(number)
            return False
        if line.strip():
            if not _VERSION.fullmatch(line):
                raise Refused("broken", f"is damaged behind record {number - 1}: what came before was read.",
                              "Fetch the archive again.")  # fmt: skip
            return True
    raise Refused("broken", f"is damaged behind record {number - 1}: what came before was read.")


def _cut(number: int) -> Refused:
    what = f"is cut in the middle of record {number}: the {number - 1} before it were read."
    return Refused("cut", what, "Fetch the archive again.")


def _read_head(stream: Stream, number: int) -> bytes:
    lines: list[bytes] = []
    size = 0
    while (line := stream.readline()).strip():
        lines.append(line)
        size += len(line)
        if size > MAX_HEADERS:
            raise Refused("broken", f"has a record with more than {MAX_HEADERS // 1024} KB of headers.")
    if not line:
        raise _cut(number)
    return b"".join(lines)


def _length(headers: Headers, number: int) -> int:
    printed = find_header(headers, "content-length").strip()
    if not re.fullmatch(r"[0-9]{1,15}", printed):
        what = f"does not say how long record {number} is: what came before was read."
        raise Refused("broken", what, "Fetch the archive again.")
    return int(printed)


def _read_record(record: _Record, crawl: _Crawl) -> Iterator[Received | Problem]:
    """What one record gives: nothing where it is no page."""
    kind = record.header("warc-type").lower()
    if kind == "revisit":
        yield from _repeat(record, crawl)
        return
    if kind == "resource":
        yield from _read_resource(record, crawl)
        return
    if kind != "response" or not record.url.startswith(_WEB):
        return
    try:
        response = read_response(record.block)
    except Refused:
        return
    name = number_part(crawl.source, record.number)
    if 300 <= response.status < 400:
        _note_redirect(record.url, response, crawl)
    if response.status != 200 or not _is_page(record, response):
        return
    try:
        yield from _read_page(name, record, response, crawl)
    except Refused as refused:
        yield refused.told_of(name)


def _read_resource(record: _Record, crawl: _Crawl) -> Iterator[Received | Problem]:
    """A page that was kept without a response of a server: as in our own bundles, which say how it came. What crawlers
    keep beside pages (their logs, extracted text, pictures of the screen) stands under no address of the web."""
    ours = record.header(KEPT_MEDIA)
    kind = record.header("content-type")
    if not (ours or record.url.startswith(_WEB)):
        return
    response = Response(status=0, headers=(("Content-Type", kind),), body=record.block)
    if response.media is None or not _is_page(record, response):
        return
    name = _find_name(record, crawl)
    try:
        for one in _read_page(name, record, response, crawl):
            if isinstance(one, Received) and ours in _TEXTS and one.capture.media in _TEXTS:
                yield replace(one, capture=replace(one.capture, media=Media(ours)))
            else:
                yield one
    except Refused as refused:
        yield refused.told_of(name)


def _find_name(record: _Record, crawl: _Crawl) -> str:
    """The name under which a bundle of ours keeps a page; else the archive's with the record's number."""
    kept = unquote(record.header(KEPT_NAME))[:_LONGEST_NAME]
    shown = "".join(one for one in kept if one.isprintable())
    return shown or number_part(crawl.source, record.number)


def _note_redirect(url: str, response: Response, crawl: _Crawl) -> None:
    try:
        location = urljoin(url, response.header("location").strip())
    except ValueError:
        return
    if location and location != url and len(crawl.redirects) < MAX_RECORDS:
        crawl.redirects.setdefault(location, Redirect(url=url, status=response.status, location=location))


def _is_page(record: _Record, response: Response) -> bool:
    """A page by what the server or the crawler says of it; a robots.txt is a text and no page."""
    try:
        path = urlsplit(record.url).path
    except ValueError:
        return False
    if path == "/robots.txt":
        return False
    if not response.header("content-type"):
        told = record.header("warc-identified-payload-type").lower()
        return told in ("text/html", "application/xhtml+xml", "application/pdf") or response.body[:5] == _PDF
    return response.media is not None


def _read_page(name: str, record: _Record, response: Response, crawl: _Crawl) -> Iterator[Received | Problem]:
    if record.header("firsthand-too-large"):
        raise Refused("too-large", f"is larger than {MAX_BYTES // 1024**2} MB and was not read.", "Save it as text.")
    raw = read_body(response)
    receipt = Receipt(
        container=crawl.source.name,
        container_sha256=crawl.source.sha256,
        digest=f"sha256:{hashlib.sha256(record.block).hexdigest()}",
        promised=record.header("warc-payload-digest")[:200],
        status=response.status,
        headers=response.headers,
        redirects=crawl.way_to(record.url),
    )
    pdf = response.media is Media.PDF or raw.startswith(_PDF)
    if pdf and crawl.slow >= MAX_SLOW:
        what = f"was not opened, since {MAX_SLOW} PDFs of this archive took too long."
        raise Refused("too-slow", what, "Give the PDF by itself.")
    found = receive_pdf(name, raw, receipt=receipt) if pdf else receive_page(
        name, raw, charset=response.charset, receipt=receipt
    )  # fmt: skip
    for one in found:
        if isinstance(one, Received):
            located = _place(one, record)
            crawl.remember(record, located)
            yield located
        else:
            crawl.slow += one.kind == "capture.too-slow"
            yield one


def _place(received: Received, record: _Record) -> Received:
    """The capture with the archive's address and time; what the page itself says of them gives way."""
    bare = replace(received, capture=replace(received.capture, url=UNKNOWN, captured_at=UNKNOWN))
    url = record.url if record.url.startswith(_WEB) else UNKNOWN
    kept = record.header(KEPT_TIME)
    at = clean_time(kept or record.header("warc-date"))
    return locate(bare, url=url, captured_at=kept if kept and at != UNKNOWN else at)


def _repeat(record: _Record, crawl: _Crawl, *, last: bool = False) -> Iterator[Received | Problem]:
    """The capture of a record that says "the same as before": the same blob, met again at its own time."""
    earlier = crawl.find(record)
    name = _find_name(record, crawl)
    if earlier is not None:
        capture = earlier.capture
        receipt = replace(capture.receipt, digest=f"sha256:{hashlib.sha256(record.block).hexdigest()}",
                          redirects=crawl.way_to(record.url))  # fmt: skip
        renamed = replace(capture, name=name, id=make_id("cap", capture.blob.sha256, name), receipt=receipt)
        yield _place(Received(capture=renamed, raw=earlier.raw), record)
    elif not last and len(crawl.waiting) < MAX_PARTS:
        crawl.waiting.append(replace(record, block=record.block[:_KEPT]))
    elif _was_page(record):
        what = "repeats a page that is not in this archive."
        yield Refused("revisit", what, "Add the archive that holds the first visit together with it.").told_of(name)


def _was_page(record: _Record) -> bool:
    """Whether a revisit is of a page: a picture that was met again is no loss."""
    try:
        response = read_response(record.block)
    except Refused:
        return record.url.startswith(("http://", "https://"))
    return response.status in (200, 304) and (response.media is not None or not response.header("content-type"))
