"""The table of formats: what a file is, by its content first and its name second, and which reader takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from firsthand.capture.bounds import MAX_BYTES, MAX_PARTS, MAX_TOLD
from firsthand.capture.decode import find_binary, read_text
from firsthand.capture.feeds import find_feed_of_articles, read_feed
from firsthand.capture.jsonlines import find_json, read_json_articles
from firsthand.capture.mhtml import find_mhtml, read_mhtml
from firsthand.capture.pdf import receive_pdf
from firsthand.capture.press import find_press, read_press
from firsthand.capture.receive import receipt_of, receive_page, too_large
from firsthand.capture.records import NO_RECEIPT, Received
from firsthand.capture.source import Refused, Source
from firsthand.capture.unpack import PACKED, Stream, unpack_gzip
from firsthand.capture.wacz import find_wacz, read_wacz
from firsthand.capture.warc import find_warc, read_warc
from firsthand.evidence import Problem

Reader = Callable[[Source], Iterator[Received | Problem]]

_PDF = b"%PDF-"
_PDF_HEAD = 1024
"""Bytes at the head of a PDF within which its mark may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One row: the name for people, how the format is recognised, and its reader."""

    name: str
    find: Callable[[Source], bool]
    read: Reader


def _opens_as_warc(source: Source) -> bool:
    head = source.head
    if head.startswith(PACKED):
        try:
            with source.open() as file:
                head = Stream(file, limit=MAX_BYTES).read(64)
        except Refused:
            head = b""
        return find_warc(head) or (not head and source.name.lower().endswith((".warc.gz", ".warc.zst")))
    return find_warc(head)


def _opens_as_pdf(source: Source) -> bool:
    return source.head.startswith(_PDF) or (source.name.lower().endswith(".pdf") and _PDF in source.head[:_PDF_HEAD])


def _read_pdf(source: Source) -> Iterator[Received | Problem]:
    yield from receive_pdf(source.name, source.whole)


def _is_text(source: Source) -> bool:
    return bool(source.head.strip()) and not find_binary(source.head)


def _head_text(source: Source) -> str:
    return read_text(source.head).text if _is_text(source) else ""


def _is_press(source: Source) -> bool:
    return _is_text(source) and find_press(read_text(source.whole).text)


def _read_page(source: Source) -> Iterator[Received | Problem]:
    receipt = receipt_of(source.holder) if source.holder else NO_RECEIPT
    yield from receive_page(source.name, source.whole, receipt=receipt)


LARGE: tuple[Format, ...] = (
    Format(name="WARC", find=_opens_as_warc, read=read_warc),
    Format(name="WACZ", find=find_wacz, read=read_wacz),
)
"""Formats that are read as a stream, however large the file is."""

WHOLE: tuple[Format, ...] = (
    Format(name="PDF", find=_opens_as_pdf, read=_read_pdf),
    Format(name="MHTML", find=lambda source: find_mhtml(source.head), read=read_mhtml),
    Format(name="feed", find=lambda source: find_feed_of_articles(_head_text(source)), read=read_feed),
    Format(name="JSON", find=lambda source: find_json(_head_text(source)), read=read_json_articles),
    Format(name="press export", find=_is_press, read=read_press),
    Format(name="page", find=lambda source: True, read=_read_page),
)
"""Formats that are read whole, up to `MAX_BYTES`; the last takes what no other does, and says where it is no page."""


def read_source(source: Source) -> Iterator[Received | Problem]:
    """The captures of one file in its own order, and what was wrong with it: never more than `MAX_PARTS` and
    `MAX_TOLD`.

    Raises OSError where the file itself cannot be opened.
    """
    captures = told = 0
    for one in _read(source):
        if isinstance(one, Problem):
            told += 1
            if told <= MAX_TOLD:
                yield one
            if told > MAX_PARTS:
                what = f"holds more than {MAX_PARTS} parts that cannot be read: the rest was not looked at."
                yield Refused("too-many", what, "Look at the file.").told_of(source.name)
                break
            continue
        captures += 1
        if captures > MAX_PARTS:
            what = f"holds more than {MAX_PARTS} articles: the rest was not read."
            yield Refused("too-many", what, "Cut it into several files.").told_of(source.name)
            break
        yield one
    if told > MAX_TOLD:
        yield Refused("more-problems", f"has {told - MAX_TOLD} problems more than are listed.").told_of(source.name)


def _read(source: Source) -> Iterator[Received | Problem]:
    large = next((one for one in LARGE if one.find(source)), None)
    if large is not None:
        yield from large.read(source)
    elif source.size > MAX_BYTES:
        yield too_large(source.name)
    elif source.head.startswith(PACKED):
        yield from _read_packed(source)
    elif not source.head.strip():
        yield from _read_page(source)
    else:
        yield from next(one for one in WHOLE if one.find(source)).read(source)


def _read_packed(source: Source) -> Iterator[Received | Problem]:
    """A single file in gzip or zstd; an archive inside it is not opened."""
    try:
        with source.open() as file:
            raw, cut = unpack_gzip(file, limit=MAX_BYTES)
    except Refused as refused:
        yield refused.told_of(source.name)
        return
    inner = Source(source.name, raw=raw, holder=source)
    if inner.head.startswith((*PACKED, b"PK\x03\x04")):
        step = "Unpack it yourself, and give what is inside."
        yield Refused("nested", "is an archive inside an archive and was not opened.", step).told_of(source.name)
        return
    if cut:
        what = "is cut: the end of what it packs is missing. What is there was read."
        yield Refused("cut", what, "Fetch the file again.").told_of(source.name)
    if len(raw) > MAX_BYTES:
        yield too_large(source.name)
        return
    yield from next(one for one in WHOLE if one.find(inner)).read(inner)
