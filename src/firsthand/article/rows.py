"""Lines of a plain capture that hold several things side by side: a row of cells, or lines that were glued together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from firsthand.article.credits import read_byline
from firsthand.article.dates import find_dates
from firsthand.article.lines import Stretch
from firsthand.article.units import PageWords, is_date_line, is_loose_date

_BREAK = re.compile(
    r"""
      [ ]* [|\u2022\u00B7\u25CF\u2502] [ ]*          # "Tides | Harbour", "Tides · Harbour"
    | (?<![.!?\u201d"'\u2019)]) [ ]{2,}             # two blanks, but no typist's habit behind a full stop
    | [ ]{3,}
    """,
    re.VERBOSE,
)

MOST_WORDS = 120
"""Words: a row of cells is shorter; in a longer stretch dates stand in prose."""


def cut_row(stretch: Stretch, words: PageWords) -> list[Stretch]:
    """The cells of a row in which one is a date line; the stretch alone where none is.

    >>> from firsthand.article.lines import group_lines
    >>> from firsthand.article.units import load_page_words
    >>> row, = group_lines("Radio Orin   Breakfast   2031-03-05   Photo: Tove Lind")
    >>> [cell.text for cell in cut_row(row, load_page_words("en"))]
    ['Radio Orin', 'Breakfast', '2031-03-05', 'Photo: Tove Lind']
    """
    text = stretch.text
    if text.count(" ") > MOST_WORDS or not any(letter.isdigit() for letter in text):
        return [stretch]
    dated = [one for one in find_dates(text, words.calendar) if one.when.known]
    if not dated or read_byline(text, words=words.boilerplate, names=words.names, calendar=words.calendar):
        return [stretch]
    edges = sorted({0, len(text), *_breaks(text, stretch.bullet, words)})
    cells = [stretch.part(start, end) for start, end in pairwise(edges) if text[start:end].strip(" |\u2022\u00b7")]
    cells = [bare for cell in cells if (bare := _without_bar(cell)) is not None]
    if len(cells) < 2 or not any(_is_date_cell(cell, words) for cell in cells):
        return [stretch]
    return cells


def _is_date_cell(cell: Stretch, words: PageWords) -> bool:
    if not any(one.when.known for one in find_dates(cell.text, words.calendar)):
        return False
    return is_date_line(cell.text, words) or is_loose_date(cell.text, words)


def _without_bar(cell: Stretch) -> Stretch | None:
    """The cell without the bars at its ends; `None` where nothing else is there."""
    text = cell.text
    start = len(text) - len(text.lstrip(" |\u2022\u00b7\u25cf\u2502"))
    end = len(text.rstrip(" |\u2022\u00b7\u25cf\u2502"))
    return cell.part(start, end) if start < end else None


def _breaks(text: str, bullet: int, words: PageWords) -> Iterator[int]:
    """Where cells part: at bars and wide blanks, and where a label, a byline or a date was glued to what stands
    before or behind."""
    dates = find_dates(text, words.calendar)
    inside = [(one.span.start, one.span.end) for one in dates]
    for found in _BREAK.finditer(text):
        if found.start() >= bullet and not any(start < found.start() < end for start, end in inside):
            yield found.end()
    for start, end in inside:
        if start and text[start - 1].isalpha():
            yield start
        if end < len(text) and (text[end].isalpha() or text[end].isdigit()):
            yield end
    for found in _glued(words).finditer(text):
        yield found.start()


@cache
def _glue_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    told = "|".join(re.escape(f"{label[0].upper()}{label[1:]}") for label in labels)
    return re.compile(rf"(?<=[^\W\d_A-Z]|[)\d])(?=(?:{told})\b[ ]*(?:on|at)?[ ]*:?[ ]*[\w(]|By[ ]?[A-Z][a-z])")


def _glued(words: PageWords) -> re.Pattern[str]:
    return _glue_pattern(tuple(label for label in words.boilerplate.date_labels if len(label) > 5))
