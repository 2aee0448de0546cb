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
    "''": "''",
    "``": "''",
}
_STRAIGHT = frozenset({'"', "''"})
"""Marks that open and close alike: two apostrophes stand for one in archives and wire copy of plain text."""
_SINGLE = frozenset("\N{LEFT SINGLE QUOTATION MARK}'")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[\u2014\u2013\-:/\N{LEFT DOUBLE QUOTATION MARK}\"])$")
_INNER_CLOSERS = " \N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\"'"
_ENDS_SENTENCE = ".?!,;\N{HORIZONTAL ELLIPSIS}\N{EM DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation in a block, marks included. Offsets are relative to the block. `closed` is False where it runs to
    the block's end; `width` is the length of its marks."""

    start: int
    end: int
    closed: bool
    text: str
    width: int = 1

    @property
    def inner(self) -> str:
        return self.text[self.width : -self.width] if self.closed else self.text[self.width :]

    @property
    def stopped(self) -> bool:
        """Whether a mark of punctuation stands right inside the closing mark, or inside that of a quotation there."""
        return self.inner.rstrip(_INNER_CLOSERS)[-1:] in _ENDS_SENTENCE


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a block, in text order. Inch marks and apostrophes are none.

    >>> [quote.inner for quote in find_quotes('He said "no".')]
    ['no']
    >>> find_quotes('a 32" screen and a 15" one')
    ()
    >>> [quote.inner for quote in find_quotes("''No,'' he said.")]
    ['No,']
    """
    found: list[Quote] = []
    at = 0
    while at < len(text):
        mark = text[at : at + 2] if text[at : at + 2] in _CLOSERS else text[at]
        if mark in _CLOSERS and _opens(text, at, mark):
            end = _closing(text, at, mark)
            if end is not None:
                found.append(Quote(start=at, end=end, closed=True, text=text[at:end], width=len(mark)))
                at = end
                continue
            if mark not in _SINGLE and (mark not in _STRAIGHT or at == 0):
                found.append(Quote(start=at, end=len(text), closed=False, text=text[at:], width=len(mark)))
                break
        at += len(mark)
    return tuple(found)


def _opens(text: str, at: int, mark: str) -> bool:
    """Whether the mark at `at` can open: nothing, a blank or an opening sign before it, no blank after it."""
    after = text[at + len(mark) : at + len(mark) + 1]
    return bool(_OPENS_AFTER.search(text[:at][-1:])) and bool(after) and not after.isspace()


def _closing(text: str, opened: int, mark: str) -> int | None:
    """The end (exclusive) of the quotation opened at `opened`, or `None` where it is not closed in this block."""
    single, closers = mark in _SINGLE, _CLOSERS[mark]
    width = len(closers) if closers in _STRAIGHT else 1
    for at in range(opened + len(mark), len(text)):
        if not (text.startswith(closers, at) if width > 1 else text[at] in closers):
            continue
        if width > 1 and text.startswith("'", at + width):
            continue  # a quotation inside closes first: ''She said, 'Go.'''
        after = text[at + width : at + width + 1]
        if after.isalnum() or (mark in _STRAIGHT and _opens(text, at, mark) and after not in ("", ".", ",")):
            continue
        if single and not _closes_single(text, opened, at):
            continue
        return at + width
    return None


def _closes_single(text: str, opened: int, at: int) -> bool:
    """A single mark closes after punctuation, or where no later one could: "drones\N{RIGHT SINGLE QUOTATION MARK}
    range" is an apostrophe."""
    if text[at - 1] in _ENDS_SENTENCE or not text[at + 1 : at + 2] or text[at + 1] in ".,;:)":
        return True
    later = text[at + 1 :]
    return text[at - 1] != "s" or ("\N{RIGHT SINGLE QUOTATION MARK}" not in later and "'" not in later)
