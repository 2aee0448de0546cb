"""PDF with a text layer: its pages' text with paragraphs rebuilt, read by a process with bounds. No picture is read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import cast

from firsthand.capture.bounds import MAX_BYTES, MAX_PDF_PAGES, PDF_SECONDS
from firsthand.capture.decode import Decoded
from firsthand.capture.receive import receive, too_large
from firsthand.capture.records import NO_RECEIPT, Media, Receipt, Received
from firsthand.capture.source import Refused
from firsthand.evidence import Problem

ENCODING = "pdf text layer"
"""What stands for the encoding of a PDF's capture."""

LEAST_TEXT = 20
"""Characters for each page below which a PDF is a picture with a stamp on it."""


def receive_pdf(name: str, raw: bytes, *, receipt: Receipt = NO_RECEIPT) -> Iterator[Received | Problem]:
    """The capture of a PDF, and what was wrong with it; a problem alone where it has no text layer."""
    if len(raw) > MAX_BYTES:
        yield too_large(name)
        return
    try:
        text, pages, blank = read_pdf(raw)
    except Refused as refused:
        yield refused.told_of(name)
        return
    received = receive(name, raw, Decoded(text=text, encoding=ENCODING), Media.PDF, receipt=receipt)
    if blank:
        what = f"has {blank} of {pages} pages without a text layer: these were not read."
        step = "Recognise their text (OCR) with another program, and add the result."
        yield Refused("pages-without-text", what, step).told_of(name, received.capture.report)
    if pages >= MAX_PDF_PAGES:
        what = f"was read up to page {MAX_PDF_PAGES}."
        yield Refused("too-many", what, "Cut the PDF into parts.").told_of(name, received.capture.report)
    yield received


def read_pdf(raw: bytes) -> tuple[str, int, int]:
    """The text of a PDF, its number of pages and of pages without text. Raises Refused."""
    told = _ask_child(raw)
    if "slow" in told:
        raise Refused("too-slow", f"is a PDF that could not be read: {told['slow']}.", "Print it to a new PDF.")
    if "error" in told:
        why, step = str(told["error"]), "Save it again, without a password, or print the page to a new PDF."
        raise Refused("broken", f"is a PDF that could not be read: {why}.", step)
    text, pages, blank = str(told.get("text", "")), _count(told.get("pages")), _count(told.get("blank"))
    if len("".join(text.split())) < LEAST_TEXT * max(min(pages, 5), 1):
        step = "Recognise its text (OCR) with another program, and add the result."
        raise Refused("no-text", "is a PDF without a text layer (a picture of its pages).", step)
    return text.encode("utf-8", "replace").decode(), pages, blank


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _ask_child(raw: bytes) -> Mapping[str, object]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "firsthand.capture.pdf_text"],
            input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=2 * PDF_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"slow": f"it takes longer than {2 * PDF_SECONDS} seconds"}
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return {"slow": f"its reader was stopped after {PDF_SECONDS} seconds or for its memory"}
    return cast(Mapping[str, object], told) if isinstance(told, dict) else {}
