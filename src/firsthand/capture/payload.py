"""A blob's text made again out of its bytes: what a case file does when a capture is read once more."""

from __future__ import annotations

from firsthand.capture.decode import read_text
from firsthand.capture.pdf import read_pdf
from firsthand.capture.records import Media
from firsthand.capture.source import Refused
from firsthand.errors import InputError


def read_payload(raw: bytes, media: Media, encoding: str) -> str:
    """The decoded text of a capture's blob, the same as when it was received. Raises InputError for a PDF that this
    machine cannot read any more.

    >>> read_payload(b"caf\\xe9", Media.PLAIN, "windows-1252")
    'caf\xe9'
    """
    if media is not Media.PDF:
        return read_text(raw, charset=encoding).text
    try:
        return read_pdf(raw)[0]
    except Refused as refused:
        raise InputError(f"a PDF {refused.message}", next_step=refused.next_step) from refused
