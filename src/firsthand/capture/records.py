"""Bytes as received: the blob, the event of receiving it, and what held it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import Evidence, Span


class Media(StrEnum):
    """What the bytes are, by looking at them. It also says how their text is made again: `read_payload`."""

    HTML = "html"
    PLAIN = "plain"
    PDF = "pdf"
    ENTRY = "entry"  # an article given as data (JSON Lines, a feed): `entry.py` has the form of its text
    PRESS = "press"  # one article of a press database's export: its own header lines, then its text


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes by their name: the SHA-256 in hex, and their number."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One hop on the way to a page: the address that was asked, its HTTP status, and where it sent on to."""

    url: str
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What held a capture and how it came: "", 0 and () where that does not apply (a loose file).

    `container` is the file's name and `container_sha256` that of its bytes; `digest` that of the raw record, line or
    entry as it stands there ("sha256:…"), `promised` the digest which the archive itself states, unchecked.
    Headers are those of the HTTP response, `redirects` the hops that led to it, first first.
    """

    container: str = ""
    container_sha256: str = ""
    digest: str = ""
    promised: str = ""
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()


NO_RECEIPT = Receipt()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One receiving of a blob: under which name, from which url, when, and its decoded text.

    `text` is the decoded text that capture evidence points into; it is kept as decoded (not NFC). `captured_at` is
    ISO 8601 with
    zone, or "unknown". `report` is the id of the report that this capture is a version of; with loose files it is
    made from the blob. Where one file holds many captures, `name` is the file's with a number: "week.warc.gz#3".
    """

    id: str
    report: str
    blob: Blob
    name: str
    media: Media
    encoding: str
    text: str
    url: str
    captured_at: str
    receipt: Receipt = NO_RECEIPT

    def evidence(self, span: Span) -> Evidence:
        """The exact words at `span` of the decoded capture. Raises ValueError outside the text."""
        if span.end > len(self.text):
            raise ValueError(f"{span} is outside the capture {self.id}")
        return Evidence(
            report=self.report,
            of=self.id,
            block=None,
            start=span.start,
            end=span.end,
            quote=self.text[span.start : span.end],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A capture with the bytes of its blob: what a case file stores."""

    capture: Capture
    raw: bytes
