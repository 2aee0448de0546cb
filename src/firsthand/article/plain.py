"""Captures without markup, as copied from a page or scraped: the report found by line and layout evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from firsthand.article.builder import ArticleBuilder
from firsthand.article.credits import find_sign_off_credit
from firsthand.article.datelines import find_dateline
from firsthand.article.extract import Extract
from firsthand.article.lines import Stretch, group_lines
from firsthand.article.names import is_name
from firsthand.article.placing import place_units
from firsthand.article.plain_offers import find_plain_offers
from firsthand.article.problems import find_page_problems
from firsthand.article.records import BlockKind, ReportKind
from firsthand.article.rows import cut_row
from firsthand.article.turns import SignOff, find_sign_off, find_turns, is_transcript, words_between
from firsthand.article.units import PageWords, Role, Unit, judge_stretch, load_page_words
from firsthand.capture.records import Capture

VERSION = "plain-1"

_KINDS = {
    Role.TEXT: BlockKind.PARAGRAPH,
    Role.SENTENCE: BlockKind.PARAGRAPH,
    Role.CAPTION: BlockKind.CAPTION,
    Role.CREDIT: BlockKind.CREDIT,
    Role.CORRECTION: BlockKind.CORRECTION,
    Role.HEADLINE: BlockKind.HEADLINE,
    Role.STANDFIRST: BlockKind.STANDFIRST,
    Role.KEY_POINT: BlockKind.KEY_POINT,
    Role.SUBHEADING: BlockKind.SUBHEADING,
    Role.BYLINE: BlockKind.BYLINE,
}

_TOP = 4
"""Lines at the head of a page among which its title may be."""

_TRAILING_TITLE = 25
"""Words: what stands behind a reporter's sign-off, without a stop, up to this length repeats the story as a title."""


def read_plain(capture: Capture, *, language: str = "en") -> Extract:
    """The article of a plain capture, with what the page offered about itself.

    Blocks are typed by their own words and by their place; what is left out is in `article.dropped` with its reason.
    A page on which no text of a report is found gives an article without blocks and a problem.
    """
    words = load_page_words(language)
    lines = group_lines(capture.text)
    pieces = [piece for at, one in enumerate(lines) for piece in _pieces(one, words, top=at < _TOP)]
    stretches = [cell for piece in pieces for cell in cut_row(piece, words)]
    units = _with_cut_end([judge_stretch(stretch, words) for stretch in stretches])
    transcript = is_transcript(
        [unit.text for unit in units if unit.role in {Role.TEXT, Role.SENTENCE, Role.SHORT}], words.boilerplate
    )
    placed, region = place_units(units, words)
    offers = find_plain_offers(capture, placed, region, words)
    clocks = {offer.evidence.start for offer in offers if offer.field == "page clock"}
    placed = tuple(_as_clock(unit, clocks) for unit in placed)
    writer = _Writer(capture, words)
    if transcript:
        writer.write_transcript(placed)
    else:
        writer.write(placed)
    article = writer.builder.finish()
    return Extract(
        article=article,
        kind=ReportKind.TRANSCRIPT if transcript else ReportKind.ARTICLE,
        offers=offers,
        problems=find_page_problems(capture, article, few=1),
    )


_CUT_SENTENCE = 14
"""Words: a last line this long without a stop is a sentence that a broken download cut, not a link."""


def _with_cut_end(units: list[Unit]) -> list[Unit]:
    """The units, the page's last line taken for text where it is a sentence that was cut."""
    if units and units[-1].role is Role.SHORT and units[-1].words >= _CUT_SENTENCE:
        return [*units[:-1], units[-1].as_role(Role.TEXT)]
    return units


def _as_clock(unit: Unit, clocks: set[int]) -> Unit:
    """A date line that turned out to be the page's clock."""
    held = any(unit.stretch.span.start <= at < unit.stretch.span.end for at in clocks)
    return replace(unit, why="page clock") if held and unit.role is Role.DATE else unit


_HUGE = 60
"""Words: a line longer than this may be a whole page in one line; cells and datelines inside it are looked for."""

_CELLS = re.compile(r"(?<![.!?\u201d\"'\u2019)])[ ]{2,}|[ ]{3,}")
"""Runs of blanks between the cells of a page; two blanks behind a full stop are a typist's habit."""

_TITLE = re.compile(r"^(?P<head>[^|]{15,}?\S)\s+(?P<sign>\||\u2013|\u2014|-|\u00bb|::)\s+(?P<site>[^|]{2,60})$")


def _pieces(stretch: Stretch, words: PageWords, *, top: bool) -> list[Stretch]:
    """A stretch cut where it holds more than one thing.

    That is: cells and a dateline inside a huge line, or, at the `top` of the page, the site's name behind its title.
    """
    if len(stretch.text.split()) >= _HUGE:
        cuts = [0, *(found.end() for found in _CELLS.finditer(stretch.text)), len(stretch.text)]
        cells = [stretch.part(start, end) for start, end in pairwise(cuts) if stretch.text[start:end].strip()]
        return [piece for cell in cells for piece in _before_dateline(cell, words)]
    title = _TITLE.match(stretch.text) if top else None
    if title and _is_site(title["site"], title["sign"], words):
        return [stretch.part(0, title.end("head")), stretch.part(title.start("site"), len(stretch.text))]
    return [stretch]


def _is_site(name: str, sign: str, words: PageWords) -> bool:
    """Whether what stands behind a title is the site's name: a paper's, or any short name behind a bar."""
    named = words.names.looks_like_masthead(name) or bool(words.names.outlet(name))
    return named or (sign == "|" and is_name(name) and len(name.split()) <= 4)


def _before_dateline(cell: Stretch, words: PageWords) -> list[Stretch]:
    """A huge line cut where, behind other matter, a dateline with its day begins the report's text."""
    for found in re.finditer(r"(?<=\S)[ ]+(?=[^\W\d_a-z])", cell.text[:_HEAD_OF_PAGE]):
        dateline = find_dateline(cell.text[found.end() :], calendar=words.calendar, names=words.names, opening=False)
        if dateline is not None and dateline.place is not None:
            return [cell.part(0, found.start()), cell.part(found.end(), len(cell.text))]
    return [cell]


_HEAD_OF_PAGE = 600
"""Characters of a huge line within which a dateline may begin the report."""


class _Writer:
    """Writes placed units as blocks."""

    def __init__(self, capture: Capture, words: PageWords) -> None:
        self.builder = ArticleBuilder(capture, version=VERSION)
        self._words = words
        self._opened = False

    def write(self, units: Sequence[Unit]) -> None:
        """Blocks of a written report, in the order of the page."""
        last = max((at for at, unit in enumerate(units) if unit.role in {Role.TEXT, Role.SENTENCE}), default=-1)
        for at, unit in enumerate(units):
            if unit.role in {Role.TEXT, Role.SENTENCE}:
                self._write_text(unit.stretch, last=at == last)
            elif unit.role in _KINDS:
                self._append(_KINDS[unit.role], unit.stretch, unit.stretch.bullet, len(unit.text))
            else:
                self.builder.drop(unit.stretch.span, unit.why or unit.role.value)

    def _append(self, kind: BlockKind, stretch: Stretch, start: int, end: int, *, speaker: str = "") -> None:
        if start < end:
            self.builder.append(kind, [stretch.cut(start, end)], speaker=speaker)

    def _write_text(self, stretch: Stretch, *, last: bool) -> None:
        """A paragraph: its dateline before it, sentences that were glued together apart, a sign-off behind it."""
        start, end = stretch.bullet, len(stretch.text)
        dateline = find_dateline(
            stretch.text[start:], calendar=self._words.calendar, names=self._words.names, opening=not self._opened
        )
        if dateline is not None:
            self._append(BlockKind.DATELINE, stretch, start, start + dateline.span.end)
            start += dateline.body
        self._opened = True
        credit = find_sign_off_credit(stretch.text, self._words.names) if last else None
        body_end = credit.start if credit else end
        for first, stop in words_between(stretch.text, start, body_end, self._words.boilerplate):
            self._append(BlockKind.PARAGRAPH, stretch, first, stop)
        if credit:
            self._append(BlockKind.CREDIT, stretch, credit.start, credit.end)

    def write_transcript(self, units: Sequence[Unit]) -> None:
        """Blocks of a broadcast: every paragraph of a turn is a block with the turn's label."""
        spoken = [at for at, unit in enumerate(units) if unit.role in _SPOKEN]
        speaker = ""
        signed = False
        for at, unit in enumerate(units):
            if unit.role not in _SPOKEN or signed:
                self._write_aside(unit, signed)
                continue
            speaker, signed = self._write_turns(unit.stretch, speaker, closing=at == spoken[-1])

    def _write_aside(self, unit: Unit, signed: bool) -> None:
        if signed and unit.role in _SPOKEN:
            self.builder.drop(unit.stretch.span, "trailing title")
        elif unit.role in _KINDS:
            self._append(_KINDS[unit.role], unit.stretch, unit.stretch.bullet, len(unit.text))
        else:
            self.builder.drop(unit.stretch.span, unit.why or unit.role.value)

    def _write_turns(self, stretch: Stretch, speaker: str, *, closing: bool) -> tuple[str, bool]:
        """Writes one paragraph's turns; gives the speaker who has the turn behind it, and whether a sign-off ended
        the report."""
        turns = find_turns(stretch.text, self._words.boilerplate, opened=True)
        signed = False
        for number, turn in enumerate(turns):
            if turn.label_span is not None:
                speaker = turn.label
                self.builder.drop(stretch.cut(turn.label_span.start, turn.label_span.end), "turn label")
            ends = closing and number == len(turns) - 1
            signed = self._write_speech(stretch, turn.start, turn.end, speaker, closing=ends) or signed
        return speaker, signed

    def _write_speech(self, stretch: Stretch, start: int, end: int, speaker: str, *, closing: bool) -> bool:
        pieces = list(words_between(stretch.text, start, end, self._words.boilerplate))
        pieces, title = self._without_title(stretch, pieces, closing=closing)
        sign_off: SignOff | None = None
        for number, (first, stop) in enumerate(pieces):
            sign_off = None
            if number == len(pieces) - 1:
                sign_off = find_sign_off(stretch.text[first:stop], self._words.boilerplate, closing=closing)
            spoken = first + sign_off.span.start if sign_off else stop
            self._append(BlockKind.TURN if speaker else BlockKind.PARAGRAPH, stretch, first, spoken, speaker=speaker)
            if sign_off:
                self._append(BlockKind.CREDIT, stretch, spoken, stop)
        if title:
            self.builder.drop(stretch.cut(*title), "trailing title")
        return bool(closing and sign_off)

    def _without_title(
        self, stretch: Stretch, pieces: list[tuple[int, int]], *, closing: bool
    ) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
        """The pieces up to a sign-off, and the words behind it that restate the story as a title."""
        if not closing or len(pieces) < 2:
            return pieces, None
        start, end = pieces[-1]
        text = stretch.text[start:end]
        before = stretch.text[slice(*pieces[-2])]
        titled = not text.endswith((".", "!", "\u201d", '"')) and text.count(" ") < _TRAILING_TITLE
        if titled and find_sign_off(before, self._words.boilerplate, closing=True):
            return pieces[:-1], (start, end)
        return pieces, None


_SPOKEN = frozenset({Role.TEXT, Role.SENTENCE, Role.SUBHEADING})
