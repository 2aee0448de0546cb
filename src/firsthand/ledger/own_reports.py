"""Whether an outlet's own report prints the interview that another report says was given to that outlet."""

from __future__ import annotations

import re

from firsthand.ledger.index import Index
from firsthand.reading.records import Mode, Setting, Statement
from firsthand.story.outlets import same_outlet
from firsthand.story.words import find_words

PIECE_WORDS = 3
"""Words at least of each stretch of a relayed quotation that must stand in the outlet's own report."""

_LEFT_OUT = re.compile(r"\.\s?\.\s?\.|…|\[[^\]]*\]")


def find_own_reports(told: Statement, outlet: str, index: Index) -> tuple[str, ...]:
    """The reports of `outlet` in the same story, no later than the one that relays it, that print a quotation of
    `told` word for word but for what it marks as left out."""
    pieces = _find_pieces(told)
    if not pieces:
        return ()
    return tuple(
        reading.report.id
        for reading in index.readings
        if reading.report.id != told.report
        and reading.report.outlet.known
        and same_outlet(reading.report.outlet.value, outlet)
        and index.same_story(reading.report.id, told.report)
        and _is_no_later(reading.report.id, told.report, index)
        and _holds(reading.article.text, pieces)
    )


def is_plain(told: tuple[Statement, ...]) -> bool:
    """Whether a report names no occasion but an interview for what a speaker says in it."""
    return {one.occasion.setting for one in told} <= {Setting.UNKNOWN, Setting.INTERVIEW}


def _find_pieces(told: Statement) -> tuple[str, ...]:
    if told.mode is not Mode.DIRECT:
        return ()
    pieces = [" ".join(find_words(piece)) for part in told.content for piece in _LEFT_OUT.split(part.quote)]
    kept = tuple(piece for piece in pieces if piece)
    return kept if kept and all(len(piece.split()) >= PIECE_WORDS for piece in kept) else ()


def _is_no_later(own: str, relaying: str, index: Index) -> bool:
    first, last = index.published(own).first_day, index.published(relaying).last_day
    return first is not None and last is not None and first <= last


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    words = f" {' '.join(find_words(text))} "
    at = 0
    for piece in pieces:
        at = words.find(f" {piece} ", at)
        if at < 0:
            return False
    return True
