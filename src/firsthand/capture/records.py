"""Bytes as received: the blob, and the event of receiving it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import Evidence, Span


class Media(StrEnum):
    """What the bytes are, by looking at them."""

    HTML = "html"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes by their name: the SHA-256 in hex, and their number."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One receiving of a blob: under which name, from which url, when, and its decoded text.

    `text` is the decoded text that capture evidence points into; it is kept as decoded (not NFC). `captured_at` is
    ISO 8601 with
    zone, or "unknown". `report` is the id of the report that this capture is a version of; with loose files it is
    made from the blob.
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
