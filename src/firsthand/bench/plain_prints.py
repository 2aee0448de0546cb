"""HTML pages printed as the plain text that people copy or programs scrape: tuning material, made when it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span"
        " strike strong sub sup time tt u var wbr",
    )
)
_UNSEEN = frozenset(
    re.findall(r"\w+", "script style noscript template svg head iframe object canvas textarea select option math")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACED = frozenset(re.findall(r"\w+", "p h1 h2 h3 h4 h5 h6 blockquote ul ol table figure"))
_HEADINGS = frozenset(re.findall(r"\w+", "h1 h2 h3 h4 h5 h6"))

SHORT_CELL = 60
"""Characters: a block up to this long can be a cell of a row."""

LONG_BLOCK = 120
"""Characters: a block this long is a paragraph, between the first and last of which a scraper cuts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBlock:
    """Words that a page shows together: the tag of their block, and the number of the box that holds it."""

    text: str
    tag: str
    box: int


def read_blocks(html: str) -> tuple[str, tuple[PrintedBlock, ...]]:
    """The title of a page and the blocks that it shows, in page order; nothing where it cannot be parsed.

    >>> read_blocks("<title>Tides</title><div><p>High at <b>noon</b></p></div>")[1][0].text
    'High at noon'
    """
    try:
        tree = document_fromstring(html.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError):
        return "", ()
    title = " ".join((tree.findtext(".//title") or "").split())
    blocks = []
    for (_, tag, box), group in groupby(_texts(tree), key=lambda one: one[0]):
        text = " ".join("".join(words for _, words in group).split())
        if text:
            blocks.append(PrintedBlock(text=text, tag=tag, box=box))
    return title, tuple(blocks)


_Place = tuple[int, str, int]


def _texts(tree: HtmlElement) -> Iterator[tuple[_Place, str]]:
    """Each run of characters with the block that it stands in: a counter, the tag and the box above."""
    number = 0
    stack: list[tuple[HtmlElement, _Place]] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if element.tail and stack:
                yield stack[-1][1], element.tail
            continue
        tag = element.tag if isinstance(element.tag, str) else "div"
        inline = tag in _INLINE and bool(stack)
        if event == "start":
            number += not inline
            box = id_of(element.getparent(), stack)
            place = stack[-1][1] if inline else (number, tag, box)
            stack.append((element, place))
            if _is_seen(stack) and element.text:
                yield place, element.text
            continue
        seen = _is_seen(stack[:-1])
        stack.pop()
        if element.tail and stack and seen:
            if not inline:
                number += 1
                stack[-1] = (stack[-1][0], (number, *stack[-1][1][1:]))
            yield stack[-1][1], element.tail


def id_of(element: HtmlElement | None, stack: Sequence[tuple[HtmlElement, _Place]]) -> int:
    """The depth-first number of the block around, which names a box."""
    return stack[-1][1][0] if stack and element is not None else 0


def _is_seen(stack: Sequence[tuple[HtmlElement, _Place]]) -> bool:
    return not any(
        element.tag in _UNSEEN or "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "")
        for element, _ in stack
    )


def print_browser(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """As "select all" in a browser gives it: everything, a blank line about paragraphs, headings and lists."""
    return "".join(f"\n{one.text}\n" if one.tag in _SPACED else f"{one.text}\n" for one in blocks)


def print_lines(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """The title, then one line a block, and no blank lines."""
    return "\n".join((title, *(one.text for one in blocks)))


def print_bars(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """Short neighbours joined by bars; a blank line between."""
    return "\n\n".join((title, *_rows(blocks, " | ")))


def print_cells(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """Short neighbours joined by three blanks, as cells of a row are; no title."""
    return "\n\n".join(_rows(blocks, "   "))


def print_glued(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """Short neighbours glued together without any sign, as programs do that forget the blanks between blocks."""
    return "\n".join((title, *_rows(blocks, "")))


def print_scraped(title: str, blocks: Sequence[PrintedBlock]) -> str:
    """From the headline to the last paragraph, a blank line between, as readers' modes and scrapers give it."""
    prose = [at for at, one in enumerate(blocks) if len(one.text) >= LONG_BLOCK]
    first = next((at for at, one in enumerate(blocks) if one.tag == "h1"), prose[0] if prose else 0)
    last = prose[-1] if prose and prose[-1] > first else len(blocks)
    return "\n\n".join(one.text for one in blocks[first : last + 1])


PRINTS: Mapping[str, Callable[[str, Sequence[PrintedBlock]], str]] = {
    "browser": print_browser,
    "lines": print_lines,
    "bars": print_bars,
    "cells": print_cells,
    "glued": print_glued,
    "scraped": print_scraped,
}
"""Every way to print, by its name. A pack's pages take turns."""

MOST_CELLS = 6


def _rows(blocks: Sequence[PrintedBlock], joint: str) -> Iterator[str]:
    """The blocks, short ones that follow each other in rows of at most `MOST_CELLS`; headings stand alone."""
    row: list[str] = []
    for one in blocks:
        if len(one.text) <= SHORT_CELL and one.tag not in _HEADINGS:
            row.append(one.text)
            if len(row) < MOST_CELLS:
                continue
        if row:
            yield joint.join(row)
            row = []
            if len(one.text) <= SHORT_CELL and one.tag not in _HEADINGS:
                continue
        yield one.text
    if row:
        yield joint.join(row)


def print_page(number: int, html: str) -> tuple[str, str]:
    """The name of the way in which page `number` of a pack is printed, and its text.

    >>> print_page(3, "<p>Quay</p><p>4 March 2031</p>")
    ('cells', 'Quay   4 March 2031')
    """
    name = tuple(PRINTS)[number % len(PRINTS)]
    return name, PRINTS[name](*read_blocks(html))
