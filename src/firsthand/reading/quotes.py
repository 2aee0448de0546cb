"""Quotation marks first: which stretches of a block stand between marks, before any grammar is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSERS = {
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    '"': '"',
    "'": "'",
}
_SINGLE = frozenset("\N{LEFT SINGLE QUOTATION MARK}'")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[\u2014\u2013\-:/\N{LEFT DOUBLE QUOTATION MARK}\"])$")
_ENDS_SENTENCE = ".?!,;\N{HORIZONTAL ELLIPSIS}\N{EM DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation in a block, marks included. Offsets are relative to the block. `closed` is False where it runs to
    the block's end."""

    start: int
    end: int
    closed: bool
    text: str

    @property
    def inner(self) -> str:
        return self.text[1:-1] if self.closed else self.text[1:]

    @property
    def stopped(self) -> bool:
        """Whether a mark of punctuation stands right inside the closing mark."""
        return self.inner.rstrip()[-1:] in _ENDS_SENTENCE


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a block, in text order. Inch marks and apostrophes are none.

    >>> [quote.inner for quote in find_quotes('He said "no".')]
    ['no']
    >>> find_quotes('a 32" screen and a 15" one')
    ()
    """
    found: list[Quote] = []
    at = 0
    while at < len(text):
        mark = text[at]
        if mark in _CLOSERS and _opens(text, at):
            end = _closing(text, at, _CLOSERS[mark])
            if end is not None:
                found.append(Quote(start=at, end=end, closed=True, text=text[at:end]))
                at = end
                continue
            if mark not in _SINGLE and (mark != '"' or at == 0):
                found.append(Quote(start=at, end=len(text), closed=False, text=text[at:]))
                break
        at += 1
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    """Whether the mark at `at` can open: nothing, a blank or an opening sign before it, no blank after it."""
    return bool(_OPENS_AFTER.search(text[:at][-1:])) and at + 1 < len(text) and not text[at + 1].isspace()


def _closing(text: str, opened: int, closers: str) -> int | None:
    """The end (exclusive) of the quotation opened at `opened`, or `None` where it is not closed in this block."""
    single = text[opened] in _SINGLE
    for at in range(opened + 1, len(text)):
        if text[at] not in closers:
            continue
        after = text[at + 1 : at + 2]
        if after.isalnum() or (text[opened] == '"' and _opens(text, at) and after not in ("", ".", ",")):
            continue
        if single and not _closes_single(text, opened, at):
            continue
        return at + 1
    return None


def _closes_single(text: str, opened: int, at: int) -> bool:
    """A single mark closes after punctuation, or where no later one could: "drones\N{RIGHT SINGLE QUOTATION MARK}
    range" is an apostrophe."""
    if text[at - 1] in _ENDS_SENTENCE or not text[at + 1 : at + 2] or text[at + 1] in ".,;:)":
        return True
    later = text[at + 1 :]
    return text[at - 1] != "s" or ("\N{RIGHT SINGLE QUOTATION MARK}" not in later and "'" not in later)
