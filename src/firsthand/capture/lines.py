"""Markup as lines of text: the words of an HTML fragment, a line for each block that a reader would see."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SILENT = frozenset(
    [
        "script",
        "style",
        "title",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "video",
        "audio",
        "select",
    ]
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LOOKS_MARKED = re.compile(r"<(?:/?[a-zA-Z][^<>]*|!--)>?|&(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z]\w{1,30});")


def looks_marked(text: str) -> bool:
    """Whether a text holds tags or entities."""
    return _LOOKS_MARKED.search(text) is not None


def read_lines(markup: str) -> str:
    """The words of a piece of HTML, one line a block, without scripts; "" where there are none.

    >>> read_lines("<p>The gates &amp; locks<br>shut.</p><p>All</p>")
    'The gates & locks\\nshut.\\nAll'
    """
    tree = _parse(markup)
    if tree is None:
        return ""
    words: list[str] = []
    silent = 0
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            silent += name in _SILENT
            words.append("\n" if name in _BLOCKS else "")
            words.append(_fold(element.text) if not silent else "")
            continue
        if event == "end":
            silent -= name in _SILENT
            words.append("\n" if name in _BLOCKS else "")
        words.append(_fold(element.tail) if not silent else "")
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(words).split("\n"))
    return "\n".join(line for line in lines if line)


def _fold(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def _parse(markup: str) -> HtmlElement | None:
    """The tree of the markup; `None` where there is nothing to parse. No address in it is ever followed."""
    try:
        return document_fromstring(f"<html><body>{markup}</body></html>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
