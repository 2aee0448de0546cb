"""MHTML: a page that a browser saved with its pictures in one file. The page itself is the capture."""

from __future__ import annotations

import email
import email.errors
import email.message
import email.utils
from collections.abc import Iterator
from email import policy

from firsthand.capture.bounds import MAX_MAIL_LINES, MAX_MAIL_PARTS
from firsthand.capture.receive import locate, receipt_of, receive_page
from firsthand.capture.records import Received
from firsthand.capture.source import Refused, Source
from firsthand.evidence import UNKNOWN, Problem

_HEAD = 16_384
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def find_mhtml(head: bytes) -> bool:
    """Whether bytes open as the mail-like header of an MHTML file.

    >>> find_mhtml(b"From: <Saved by Blink>\\r\\nMIME-Version: 1.0\\r\\nContent-Type: multipart/related; boundary=x")
    True
    """
    start = head[:_HEAD].lstrip().lower()
    if not start.startswith((b"from:", b"mime-version:", b"snapshot-content-location:", b"content-type:", b"subject:")):
        return False
    lines = start.split(b"\n\n" if b"\n\n" in start else b"\r\n\r\n")[0]
    return b"mime-version:" in lines and (b"multipart/related" in lines or b"multipart/alternative" in lines)


def read_mhtml(source: Source) -> Iterator[Received | Problem]:
    """The capture of the page, with the address and the time of saving that the file names."""
    try:
        yield from _read(source)
    except Refused as refused:
        yield refused.told_of(source.name)


def _read(source: Source) -> Iterator[Received | Problem]:
    raw = source.whole
    if raw.count(b"\n--") > MAX_MAIL_PARTS or raw.count(b"\n") > MAX_MAIL_LINES:
        raise Refused("too-many", f"holds more than {MAX_MAIL_PARTS} parts and was not read.", "Save the page as HTML.")
    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
        page = _find_page(message)
        body = page.get_payload(decode=True) if page is not None else None
    except (RecursionError, ValueError, LookupError, AssertionError, email.errors.MessageError):
        raise Refused("broken", "is an MHTML file that is damaged.", "Save the page again.") from None
    if page is None or not isinstance(body, bytes):
        raise Refused("no-page", "is an MHTML file without a page in it.", "Save the page again.")
    url = _address(message.get("Snapshot-Content-Location")) or _address(page.get("Content-Location"))
    charset = _words(page.get_param("charset"))
    for one in receive_page(source.name, body, charset=charset, receipt=receipt_of(source, body)):
        placed = isinstance(one, Received)
        yield (
            locate(one, url=url, captured_at=_time(message.get("Date")))
            if placed and isinstance(one, Received)
            else one
        )


def _find_page(message: email.message.Message) -> email.message.Message | None:
    """The part that the file names as its start, or the first that is a page."""
    parts = [part for part in message.walk() if part.get_content_type() in _PAGES]
    start = _words(message.get_param("start")).strip("<>")
    named = [part for part in parts if start and str(part.get("Content-ID", "")).strip("<> ") == start]
    html = [part for part in parts if part.get_content_type() != "text/plain"]
    return next(iter((*named, *html, *parts)), None)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


def _address(value: object) -> str:
    told = "".join(str(value or "").split())[:4000].encode("utf-8", "replace").decode()
    return told if told.startswith(("http://", "https://")) else ""


def _time(value: object) -> str:
    """ "Tue, 14 Jan 2031 10:20:30 -0000" in ISO 8601 with its zone: a browser writes UTC so."""
    try:
        at = email.utils.parsedate_to_datetime(str(value or ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return UNKNOWN
    return at.isoformat() if at.tzinfo is not None else f"{at.isoformat()}+00:00"
