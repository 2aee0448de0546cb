"""The article of a capture whose title, date and address are given as data: JSON Lines, feeds, exports of press
databases.

Its text goes through the readers of pages; its fields become candidates like any that a page offers, each with its
words in the decoded capture and the basis named: "json field", "feed entry", "feed title", "press header".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.article.builder import ArticleBuilder
from firsthand.article.extract import Extract
from firsthand.article.names import fold_name, is_name
from firsthand.article.plain import read_plain
from firsthand.article.records import Article, Block, BlockKind, Candidate, SourceMap
from firsthand.article.units import PageWords, load_page_words
from firsthand.capture.entry import Parted, Told, part_entry
from firsthand.capture.press_parts import part_press
from firsthand.capture.records import Capture, Media
from firsthand.evidence import Span

ENTRY_VERSION = "entry-1"

_FIELDS = {
    "title": "headline",
    "published": "published",
    "modified": "modified",
    "seen": "page clock",
    "outlet": "outlet",
    "agency": "agency",
    "byline": "byline",
    "language": "language",
    "summary": "description",
    "url": "url",
}
"""Fields of an entry and the metadata that they are candidates for."""

_WORDS = re.compile(r"[^\r\n]")
_AND = re.compile(r"\s*(?:;|\band\b|&)\s*")
_AND_OR_COMMA = re.compile(r"\s*(?:;|,|\band\b|&)\s*")
_SURNAME_FIRST = re.compile(r"^([\w'\u2019-]+), ([\w'\u2019.-]+(?: [\w'\u2019.-]+)?)$")
_COMPACT_DAY = re.compile(r"(?:19|20)\d{6}")
_PARTS = re.compile(r"\s+(?:\||-|\u2013|\u2014|::|\u00b7|\u00bb|\u00ab)\s+|:\s+")
_LONGEST_NAME = 60
"""Characters of the name of an outlet."""


def read_entry(capture: Capture, *, language: str = "en") -> Extract:
    """The article of an entry, with its fields among the candidates.

    >>> from firsthand.capture.receive import receive_text
    >>> text = "firsthand entry, json field\\ntitle: Gates shut\\n\\nThe keeper shut the gates at noon, she said."
    >>> extract = read_entry(receive_text("a.jsonl#1", text, Media.ENTRY).capture)
    >>> [(block.kind.value, extract.article.text[block.start:block.end][:10]) for block in extract.article.blocks]
    [('headline', 'Gates shut'), ('paragraph', 'The keeper')]
    """
    parted = part_press(capture.text) if capture.media is Media.PRESS else part_entry(capture.text)
    words = load_page_words(language)
    read = read_plain(replace(capture, text=_only(capture.text, parted)), language=language)
    title = next((one for one in parted.told if one.field == "title"), None)
    offers = tuple(offer for told in parted.told for offer in _offer(capture, told, words))
    article = _with_title(capture, read.article, title) if title and read.article.blocks else read.article
    return replace(read, article=article, offers=(*offers, *read.offers))


def _only(text: str, parted: Parted) -> str:
    """The text with every character outside the article blank: the same length, the same offsets."""
    kept: list[str] = []
    at = 0
    for span in parted.body:
        kept += (_WORDS.sub(" ", text[at : span.start]), text[span.start : span.end])
        at = span.end
    return "".join((*kept, _WORDS.sub(" ", text[at:])))


def _with_title(capture: Capture, article: Article, title: Told) -> Article:
    """The article with the title as its headline, unless its text opens with one that reads the same."""
    builder = ArticleBuilder(capture, version=ENTRY_VERSION)
    builder.append(BlockKind.HEADLINE, [title.span])
    head = builder.finish()
    headline = next((block for block in article.blocks if block.kind is BlockKind.HEADLINE), None)
    first = headline or article.blocks[0]
    if not head.text or fold_name(article.text[first.start : first.end]) == fold_name(head.text):
        return replace(article if headline else _retyped(article, first), id=head.id)
    by = len(head.text) + 1
    links = (replace(link, start=link.start + by, end=link.end + by) for link in article.source_map.links)
    blocks = (
        replace(block, number=block.number + 1, start=block.start + by, end=block.end + by) for block in article.blocks
    )
    return replace(
        article,
        id=head.id,
        text=f"{head.text}\n{article.text}",
        blocks=(*head.blocks, *blocks),
        source_map=SourceMap(links=(*head.source_map.links, *links)),
    )


def _retyped(article: Article, first: Block) -> Article:
    blocks = tuple(replace(one, kind=BlockKind.HEADLINE) if one is first else one for one in article.blocks)
    return replace(article, blocks=blocks)


def _offer(capture: Capture, told: Told, words: PageWords) -> Iterator[Candidate]:
    """The candidates that one field gives: one for each of several names."""
    if told.basis == "feed title":
        yield from _offer_feed(capture, told, words)
        return
    field = _FIELDS.get(told.field)
    if field is None:
        return
    for span in _names(capture, told.span) if field == "byline" else (told.span,):
        evidence = capture.evidence(_first_part(capture, span) if field == "outlet" else span)
        value = _SURNAME_FIRST.sub(r"\2 \1", evidence.quote) if field == "byline" else evidence.quote
        if field == "published" and _COMPACT_DAY.fullmatch(value):
            value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
        yield Candidate(field=field, value=value, basis=told.basis, evidence=evidence)


def _first_part(capture: Capture, span: Span) -> Span:
    """An outlet's name without the place that databases put behind it: "Orrin Herald; Orrin"."""
    name = capture.text[span.start : span.end].split(";")[0].rstrip()
    return Span(start=span.start, end=span.start + len(name)) if name else span


def _names(capture: Capture, span: Span) -> Iterator[Span]:
    """The names in a byline, where it joins several."""
    text = capture.text[span.start : span.end]
    start = 0
    joints = _AND_OR_COMMA if not _SURNAME_FIRST.match(text.split(";")[0].strip()) else _AND
    for found in (*joints.finditer(text), None):
        end = found.start() if found else len(text)
        if text[start:end].strip():
            yield Span(start=span.start + start, end=span.start + end)
        start = found.end() if found else end


def _offer_feed(capture: Capture, told: Told, words: PageWords) -> Iterator[Candidate]:
    """The outlet in a feed's own title ("Orrin Herald - World"): the part that is a known outlet or reads as a
    masthead."""
    text = capture.text[told.span.start : told.span.end]
    edges = [0, *(edge for found in _PARTS.finditer(text) for edge in found.span()), len(text)]
    parts = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if text[start:end].strip()]
    named = [part for part in parts if _is_house(text[slice(*part)], words)]
    for start, end in named[:1]:
        evidence = capture.evidence(Span(start=told.span.start + start, end=told.span.start + end))
        yield Candidate(field="outlet", value=evidence.quote, basis=told.basis, evidence=evidence)


def _is_house(name: str, words: PageWords) -> bool:
    short = len(name) <= _LONGEST_NAME and is_name(name)
    return short and (bool(words.names.outlet(name)) or words.names.looks_like_masthead(name))
