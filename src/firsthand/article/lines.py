"""The lines of a capture without markup, and the stretches they make: one paragraph, heading or button each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from firsthand.evidence import Span

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")

_BULLET = re.compile(
    r"""
    (?: [\u2022\u25E6\u25AA\u25AB\u25CF\u25CB\u2023\u2043\u00B7\u25A0\u25B6\u25B8\u25BA\u27A4\u2192\u2713\u2714\u00BB]
        [ ]*                                          # a BULLET, arrow or tick, with or without a blank
      | [-*+\u2013\u2014o] [ ]+                       # "- text", "* text", "o text"
      | \(? (?: [0-9]{1,2} | [a-h] ) [.)] [ ]+        # "1. text", "a) text", "(2) text"
    ) (?= \S )
    """,
    re.VERBOSE,
)

_WIDEST_WRAP = 110
"""Characters: mail and wire systems break lines at 65 to 100; a longer line was not broken by a program."""

_NARROWEST_WRAP = 45
"""Characters: a page whose widest line is shorter has columns, menus or verse, and no wrapped paragraphs."""

_SOFT_BREAK = 40
"""Characters: a line this long without a stop that goes on in lower case below is one paragraph, however pages are
wrapped."""

_NEVER_LAST = re.compile(r"(?<=\s)(?:the|an?|of|to|and|or|from|with|his|her|its|their|that)$")
"""Words that no English paragraph or title ends with: the line below goes on."""

_ENDS = tuple('.!?:;\u2026"\u201d\u2019)]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line: its visible characters, the blank lines above it, its indent in blanks (a tab is four)."""

    span: Span
    text: str
    gap: int
    indent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Lines that read on as one. `text` is the capture at `span` with every blank as a space: same length, same
    offsets.

    `bullet` is the number of characters of a list mark at its start; `gap` the blank lines above.
    """

    span: Span
    text: str
    gap: int
    bullet: int = 0

    def cut(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the capture."""
        return Span(start=self.span.start + start, end=self.span.start + end)

    def part(self, start: int, end: int) -> Stretch:
        """The stretch that `text[start:end]` is, without outer blanks; ValueError where nothing visible is left."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Stretch(span=self.cut(start, end), text=self.text[start:end], gap=self.gap if start == 0 else 0)


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of `text` that hold something visible, whatever its line ends are.

    >>> [(line.text, line.gap) for line in read_lines("Tides\\r\\n\\r\\n  High at noon\\r\\n")]
    [('Tides', 0), ('High at noon', 1)]
    """
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    after = 0
    breaks = 0
    for found in _LINE.finditer(text):
        breaks += len(_BREAK.findall(text, after, found.start()))
        after = found.end()
        words = found[0].strip(" \t\u00a0\u3000\u200b\ufeff\x00")
        if not words or words.isspace():
            continue
        start = found.start() + found[0].index(words)
        blanks = found[0][: start - found.start()]
        yield Line(
            span=Span(start=start, end=start + len(words)),
            text=_spaced(words),
            gap=max(breaks - 1, 0),
            indent=len(blanks.expandtabs(4)),
        )
        breaks = 0


def _spaced(words: str) -> str:
    return "".join(" " if letter.isspace() else letter for letter in words)


def group_lines(text: str) -> tuple[Stretch, ...]:
    """The stretches of `text`: wrapped lines joined, list marks found.

    >>> wrapped = "The harbour office said on Monday that the\\nferry would not sail.\\n\\nTides"
    >>> [stretch.text for stretch in group_lines(wrapped)]
    ['The harbour office said on Monday that the ferry would not sail.', 'Tides']
    """
    lines = read_lines(text)
    width = _wrap_width(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _reads_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_stretch(text, group) for group in groups)


def _stretch(text: str, group: list[Line]) -> Stretch:
    span = Span(start=group[0].span.start, end=group[-1].span.end)
    words = _spaced(text[span.start : span.end])
    mark = _BULLET.match(words)
    return Stretch(span=span, text=words, gap=group[0].gap, bullet=mark.end() if mark else 0)


def _wrap_width(lines: tuple[Line, ...]) -> int:
    """At how many characters a program broke the lines of this page; 0 where none did."""
    widths = sorted(line.indent + len(line.text) for line in lines)
    if len(widths) < 3:
        return 0
    widest = widths[-1] if len(widths) < 20 else widths[int(len(widths) * 0.97)]
    if not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return 0
    pairs = [(one, two) for one, two in pairwise(lines) if two.gap == 0]
    running = [one for one, two in pairs if two.text[0].islower() and not one.text.endswith(_ENDS)]
    if len(running) < 2 or len(running) < 0.15 * len(pairs):
        return 0
    # A hyphenated or ragged page has a stray long line: the running lines say where the margin is.
    return max(line.indent + len(line.text) for line in running)


def _reads_on(group: list[Line], line: Line, width: int) -> bool:
    """Whether `line` continues the paragraph of `group`."""
    last = group[-1]
    if line.gap or _BULLET.match(line.text):
        return False
    open_ended = not last.text.endswith(_ENDS)
    if open_ended and line.text[0].islower() and len(last.text) >= _SOFT_BREAK:
        return True
    if len(last.text) >= _SOFT_BREAK and _NEVER_LAST.search(last.text):
        return True
    if not width:
        return False
    if line.indent >= last.indent + 2 and not _BULLET.match(group[0].text):
        return False
    # The next word would have fitted: whoever broke the line here meant it.
    return last.indent + len(last.text) + 1 + len(line.text.split(" ", 1)[0]) > width
