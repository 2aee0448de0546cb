"""RSS, RDF and Atom: each entry with a text is one capture. Read as a stream; entities are never opened."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

from firsthand.capture.bounds import MAX_DEPTH, MAX_ENTRY_TEXT, MAX_NAMES
from firsthand.capture.decode import read_text
from firsthand.capture.entry import render_entry
from firsthand.capture.lines import looks_marked, read_lines
from firsthand.capture.receive import find_losses, locate, number_part, receipt_of, receive_text
from firsthand.capture.records import Media, Received
from firsthand.capture.source import Refused, Source
from firsthand.evidence import UNKNOWN, Problem

_FEED = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--.{0,5000}?-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,60000}?\]\s*)?>\s*)*<(?:\w+:)?(?:rss|feed|RDF)\b",
    re.DOTALL,
)
_CONTROLS = {code: None for code in range(32) if code not in (9, 10, 13)}
_FRONT = re.compile(r"^(?:www|feeds?|rss|m|amp)\.")
_PIECE = 1024 * 1024
"""Bytes given to the parser at once: the entries of one piece are given on before the next is parsed. An older expat
looks at an unfinished tag anew with each piece, so that small pieces would make a tag of 100 MB a matter of minutes."""

_ENTRIES = frozenset({"item", "entry"})
_FIELDS = {
    "title": "title",
    "link": "link",
    "guid": "guid",
    "id": "guid",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "dc:date": "published",
    "updated": "modified",
    "modified": "modified",
    "dcterms:modified": "modified",
    "atom:updated": "modified",
    "dc:creator": "byline",
    "author": "byline",
    "source": "source",
    "description": "summary",
    "summary": "summary",
    "content": "content",
    "content:encoded": "content",
    "language": "language",
    "dc:language": "language",
    "dc:publisher": "outlet",
}
"""Elements of an entry or a feed, lower case, and what they tell. Where one is told twice, the first stands."""


@dataclass(slots=True)
class _Entry:
    """An entry, or the feed around the entries, while it is parsed."""

    start: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    source_name: str = ""
    raw: bytes = b""


def find_feed_of_articles(text: str) -> bool:
    """Whether the text opens as RSS, RDF or Atom (a site map does not)."""
    return _FEED.match(text[:65_536]) is not None


def read_feed(source: Source) -> Iterator[Received | Problem]:
    """A capture for each entry with words; where the feed breaks, those before are kept."""
    decoded = read_text(source.whole)
    yield from find_losses(source.name, "", decoded)
    raw = decoded.text.translate(_CONTROLS).encode("utf-8", "replace")
    number = 0
    try:
        for feed, entry in _parse(raw):
            number += 1
            name = number_part(source, number)
            try:
                yield _read_entry(name, feed, entry, source)
            except Refused as refused:
                yield refused.told_of(name)
    except Refused as refused:
        number += 1
        yield refused.told_of(source.name)
    if not number:
        step = "Save the pages that it lists, and read those."
        yield Refused("feed", "is a feed without any entry that could be read.", step).told_of(source.name)


def _parse(raw: bytes) -> Iterator[tuple[_Entry, _Entry]]:
    """The feed (as far as it is known) and each entry. Raises Refused where the XML breaks or declares entities."""
    reader = _Reader(raw)
    for at in range(0, len(raw) + 1, _PIECE):
        broken: Refused | None = None
        try:
            reader.parser.Parse(raw[at : at + _PIECE], at + _PIECE > len(raw))
        except expat.ExpatError as error:
            why = expat.errors.messages.get(error.code, "broken XML")
            broken = Refused(
                "broken", f"is not well-formed from line {error.lineno} on ({why}): what came before was read.",
                "Fetch the feed again.",
            )  # fmt: skip
        except Refused as refused:
            broken = refused
        for entry in reader.finished:
            yield reader.feed, entry
        reader.finished.clear()
        if broken:
            raise broken


class _Reader:
    """Collects entries while the parser goes through the XML; no state outlives one feed."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.feed = _Entry()
        self.finished: list[_Entry] = []
        self._entry: _Entry | None = None
        self._path: list[str] = []
        self._field = ""
        self._field_depth = 0
        self._words: list[str] = []
        self._size = 0
        self._xhtml = False
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.ExternalEntityRefHandler = self._refuse_reference

    def _refuse_entity(self, *_: object) -> None:
        step = "Fetch the feed again from its own address; a feed of news declares none."
        raise Refused(
            "entities", "declares entities of its own, which are never opened: it was not read further.", step
        )

    def _refuse_reference(self, *_: object) -> int:
        self._refuse_entity()
        return 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > MAX_DEPTH:
            raise Refused(
                "broken", f"has elements more than {MAX_DEPTH} deep: it was not read further.", "Leave it out."
            )
        if self._field:
            if self._xhtml:
                self._text(f"<{name}>", markup=True)
            return
        bare = name.split(":")[-1].lower()
        if bare in _ENTRIES and self._entry is None and len(self._path) <= 4:
            self._entry = _Entry(start=self.parser.CurrentByteIndex)
            return
        into = self._entry or self.feed
        told = _FIELDS.get(name.lower()) or (_FIELDS.get(bare) if name.lower() == f"atom:{bare}" else None)
        if told == "link" and attributes.get("href"):
            into.links.setdefault(attributes.get("rel", "alternate"), attributes["href"])
        elif told and self._is_own(into):
            self._field, self._field_depth, self._words, self._size = told, len(self._path), [], 0
            self._xhtml = attributes.get("type", "") in ("xhtml", "application/xhtml+xml")
        elif bare == "name" and len(self._path) > 1 and self._path[-2].lower() in ("author", "atom:author"):
            self._field, self._field_depth, self._words, self._size = "name", len(self._path), [], 0

    def _is_own(self, into: _Entry) -> bool:
        """Whether the element stands directly in the entry or the feed; `author` and `source` of Atom hold more
        inside."""
        parent = self._path[-2].split(":")[-1].lower() if len(self._path) > 1 else ""
        own = ("item", "entry") if into is self._entry else ("channel", "feed")
        if parent == "source" and self._path[-1].split(":")[-1].lower() == "title" and into is self._entry:
            return True
        return parent in own and not (self._path[-1].lower() in ("author", "source") and self._path[0].endswith("feed"))

    def _end(self, name: str) -> None:
        depth = len(self._path)
        self._path.pop()
        if self._field:
            if depth == self._field_depth:
                self._keep("".join(self._words).strip(), in_source="source" in self._path[-1:])
                self._field, self._xhtml = "", False
            elif self._xhtml:
                self._text(f"</{name}>", markup=True)
            return
        if self._entry is not None and name.split(":")[-1].lower() in _ENTRIES and depth <= 4:
            end = self.parser.CurrentByteIndex + len(name.encode()) + 3
            self._entry.raw = self._raw[self._entry.start : end]
            self.finished.append(self._entry)
            self._entry = None

    def _keep(self, words: str, *, in_source: bool) -> None:
        into = self._entry or self.feed
        if self._field == "name" or (self._field == "byline" and words):
            into.names.extend([words] if len(into.names) < MAX_NAMES else ())
        elif self._field == "source" or (in_source and self._field == "title"):
            into.source_name = into.source_name or words
        elif words:
            into.texts.setdefault(self._field, words)

    def _text(self, words: str, *, markup: bool = False) -> None:
        if self._field and self._size <= MAX_ENTRY_TEXT:
            self._size += len(words)
            self._words.append(html.escape(words) if self._xhtml and not markup else words)


def _read_entry(name: str, feed: _Entry, entry: _Entry, source: Source) -> Received:
    """The capture of one entry. Raises Refused where it has no words beside its title."""
    text = max((_plain(entry.texts.get(one, "")) for one in ("content", "summary")), key=len)
    if not text:
        raise Refused("no-text", "has a title and no text.", "Save the page that it points at, and read that.")
    url = _find_link(entry, feed)
    fields = [
        ("title", _one_line(entry.texts.get("title", ""))),
        ("url", url),
        ("published", entry.texts.get("published", "")),
        ("modified", entry.texts.get("modified", "")),
        ("outlet", _one_line(entry.source_name or entry.texts.get("outlet", ""))),
        ("feed", _one_line(feed.texts.get("title", "")) if _same_house(url, _find_link(feed, feed)) else ""),
        *(("byline", _one_line(_name_in_mail(one))) for one in entry.names),
        ("language", entry.texts.get("language", "") or feed.texts.get("language", "")),
        ("guid", entry.texts.get("guid", "")),
    ]
    rendered = render_entry("feed entry", fields, text)
    received = receive_text(name, rendered, Media.ENTRY, receipt=receipt_of(source, entry.raw))
    return locate(received, url=url or UNKNOWN)


def _plain(text: str) -> str:
    return read_lines(text) if looks_marked(text) else text


def _one_line(text: str) -> str:
    """A title as people read it: without tags, entities opened."""
    return " ".join(read_lines(text).split()) if looks_marked(text) else text


def _name_in_mail(author: str) -> str:
    """RSS wants "desk@tide.example (Ilka Bren)"."""
    found = re.fullmatch(r"\s*\S+@\S+\s*\((?P<name>[^()]{2,80})\)\s*", author)
    return found["name"] if found else ("" if "@" in author else author)


def _find_link(entry: _Entry, feed: _Entry) -> str:
    told = entry.links.get("alternate") or entry.texts.get("link") or entry.texts.get("guid", "")
    try:
        url = urljoin(feed.links.get("self", ""), told.strip())
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else ""
    except ValueError:
        return ""


def _same_house(url: str, home: str) -> bool:
    """Whether the feed is of the house whose page the entry is; a collection of many houses' news names none of
    them."""
    try:
        one, other = (_FRONT.sub("", urlsplit(address).hostname or "") for address in (url, home))
    except ValueError:
        return False
    return bool(one and other) and (one == other or one.endswith(f".{other}") or other.endswith(f".{one}"))
