"""Exports of press databases: one file, many articles, told apart by the lines that stand around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from firsthand.capture.bounds import MAX_PARTS, MAX_PRESS_TEXT
from firsthand.capture.decode import find_media, read_text
from firsthand.capture.lines import read_lines
from firsthand.capture.press_parts import part_press
from firsthand.capture.receive import find_losses, locate, number_part, receipt_of, receive_text
from firsthand.capture.records import Media, Received
from firsthand.capture.source import Refused, Source
from firsthand.evidence import Problem

_ENDS = re.compile(
    r"""^[ \t]*(?: End\ of\ Document
              | Document\ [A-Z]{2,12}[0-9]{8,}\w{4,20}          # "Document ORRHER0020310314ed3e0001x"
              | (?:news|pub|web)\u00b7[0-9]{8}\u00b7[\w\u00b7+-]{3,40}  # "news\u00b720310314\u00b7OH\u00b70012"
        )[ \t]*\r?$\n?""",
    re.VERBOSE | re.MULTILINE,
)
_STARTS = re.compile(
    r"^[ \t]*(?:(?:Document[ ]+)?\d{1,5}[ ]+(?:of|de|sur)[ ]+\d{1,5}(?:[ ]+DOCUMENTS?)?|[_=]{20,})[ \t]*\r?$\n?",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_SIGNS = tuple(
    re.compile(sign)
    for sign in (
        r"End of Document",
        r"END OF DOCUMENT",
        r"Document [A-Z]{2,12}[0-9]{8,}",
        r"Document [0-9]{1,5} (?:of|de|sur) [0-9]",
        r" DOCUMENTS?\b",
        r"\u00b7[0-9]{8}\u00b7",
        r"&middot;[0-9]{8}&middot;",
    )
)
"""Signs of an export, one pattern each: a pattern that begins with plain letters runs over 50 MB in no time."""
_LABELLED = re.compile(
    r"^[ \t]*(?:full[ -]text|body|load-date|publication title|publication date|HD|TD|LP)"
    r"(?:[ \t]*:|[ \t]{2,}|[ \t]*\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
LEAST_TEXT = 80
"""Characters of text that an article in an export has at least: a table of contents has none."""


def find_press(text: str) -> bool:
    """Whether a text is an export: signs of one, and at least one whole article of it.

    >>> find_press("End of Document")
    False
    """
    if not (any(sign.search(text) for sign in _SIGNS) or len(_LABELLED.findall(text[:200_000])) >= 2):
        return False
    return next(_find_articles(_as_lines(text)), None) is not None


def read_press(source: Source, *, raw: bytes | None = None) -> Iterator[Received | Problem]:
    """A capture for each article, its own header lines with it; what stands between two articles is none."""
    decoded = read_text(source.whole if raw is None else raw)
    yield from find_losses(source.name, "", decoded)
    text = _as_lines(decoded.text)
    number = 0
    for start, end in _find_articles(text):
        number += 1
        if number > MAX_PARTS:
            return
        article = text[start:end].encode("utf-8", "replace").decode()
        name = number_part(source, number)
        received = receive_text(name, article, Media.PRESS, receipt=receipt_of(source, article.encode("utf-8")))
        told = part_press(article).told
        url = next((article[one.span.start : one.span.end] for one in told if one.field == "url"), "")
        yield locate(received, url=url if re.fullmatch(r"https?://\S{3,2000}", url) else "")
    if not number:
        yield Refused("no-text", "is an export without any article in it.").told_of(source.name)


def _as_lines(text: str) -> str:
    """The text; where it is a page of markup, its lines."""
    return read_lines(text) if find_media(text) is Media.HTML else text


def _find_articles(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between the lines that part articles, where they hold one."""
    edges = {0, len(text)}
    edges.update(found.end() for found in _ENDS.finditer(text))
    edges.update(found.start() for found in _STARTS.finditer(text))
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if LEAST_TEXT <= end - start <= MAX_PRESS_TEXT:
            parted = part_press(text[start:end])
            if parted.told and sum(span.end - span.start for span in parted.body) >= LEAST_TEXT:
                yield start, end
