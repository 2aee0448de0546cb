"""What an HTML page offers about itself: candidates for headline, outlet, byline, dates, agency, url and language."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from firsthand.article.boilerplate import load_boilerplate
from firsthand.article.credits import is_person
from firsthand.article.dates import find_dates, load_calendar
from firsthand.article.jsonld import Text, Thing, find_things, read_json
from firsthand.article.names import load_names
from firsthand.article.nodes import Attribute, Page, Tag
from firsthand.article.outline import Chosen
from firsthand.article.records import BlockKind, Candidate
from firsthand.capture.records import Capture
from firsthand.evidence import Span
from firsthand.languages.tables import load_table

JSON_LD = "json-ld"
META_TAG = "meta tag"
TIME_ELEMENT = "time element"
VISIBLE = "visible markup"
CANONICAL = "canonical url"
HTML_LANG = "html lang"
TITLE_ELEMENT = "title element"

LONGEST_VALUE = 600
"""Characters of a value that can be a headline, a name or a summary; longer ones are the text itself."""

_META: dict[str, str] = {
    name: field for field, names in load_table("en", "markup")["meta"].items() for name in names.split()
}
_ITEMS = {
    "headline": "headline",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
    "sourceorganization": "agency",
    "inlanguage": "language",
}
_NAMES_IN_JSON = (
    ("outlet", "publisher"),
    ("byline", "author"),
    ("byline", "creator"),
    ("agency", "sourceOrganization"),
    ("agency", "isBasedOn"),
    ("agency", "provider"),
)
_ARTICLE = re.compile(r"Article|Posting$|^Report$|Reportage|^Review$|^Blog$")
_BY = re.compile(r"^by\s+", re.IGNORECASE)
_URL = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_UPDATED = re.compile(r"(?:updated|modified|edited|revised|upd)\b[^.;|\u2022\u00b7]{0,30}$", re.IGNORECASE)
_TITLE_BREAK = re.compile(
    r"""\s+(?:[|\u2013\u2014\u00bb\u00b7\u2022:-] | &(?:mdash|ndash|middot|raquo|bull|\#82(?:11|12)); )+\s+  # " - "
      | :\s+         # "Herald: "
      | \s*\|\s*     # "|"
    """,
    re.VERBOSE,
)
_OPENING_LINK = re.compile(
    r"""<a\b [^>]*? \b href \s*=\s* ["']? (?:https?://[^/"'\s>]+)? /? (?:index\.\w+)? ["']?  # <a href="/"
        (?:\s[^>]*)? > (?: \s | <[^a/][^>]*> )* $  # <b>, <span> inside
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MARKUP = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_NO_NAME = re.compile(r"home|homepage|front(?: page)?|skip.*|menu|back|close|search|[\W\d]*", re.IGNORECASE)
LONGEST_NAME = 60
"""Characters that the name of an outlet or an agency has at most."""
MOST_ABOVE = 60
"""Stretches from the top of the page among which a logo is looked for."""
_OUTSIDE = re.compile(r"[\W_]+")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without blanks at its ends; empty where it is blank."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()) if words.strip() else end, start + len(words.rstrip())


def _letters(raw: str) -> str:
    return _OUTSIDE.sub("", html.unescape(raw)).casefold()


def find_offers(capture: Capture, page: Page, outline: Sequence[Chosen]) -> tuple[Candidate, ...]:
    """Every candidate; first what pages keep for programs (JSON-LD, meta tags, links, times), then what is seen."""
    finder = _Finder(capture, page, outline)
    seen: set[Candidate] = set()
    found = []
    for one in finder.find():
        if one not in seen:
            seen.add(one)
            found.append(one)
    return tuple(found)


class _Finder:
    def __init__(self, capture: Capture, page: Page, outline: Sequence[Chosen]) -> None:
        self._capture = capture
        self._page = page
        self._outline = outline
        self._lists = load_boilerplate("en")
        self._names_known = load_names("en")

    def find(self) -> Iterator[Candidate]:
        for tag in self._page.tags:
            if tag.name == "script" and "ld+json" in tag.value("type").lower():
                yield from self._find_in_json(tag)
        for tag in self._page.tags:
            if tag.name == "meta":
                yield from self._find_in_meta(tag)
        for tag in self._page.tags:
            if tag.name == "link" and "canonical" in tag.value("rel").lower().split():
                yield from self._find_in_link(tag)
            elif tag.name == "html" and tag.value("lang"):
                yield from self._offer("language", tag.attributes["lang"], HTML_LANG)
            elif tag.name == "title":
                yield from self._find_in_title(tag)
        yield from self._find_in_times()
        yield from self._find_home()
        yield from self._find_seen()

    def _offer(self, field: str, at: Attribute | Text, basis: str) -> Iterator[Candidate]:
        value = " ".join(html.unescape(at.value).split())
        if value and len(value) <= LONGEST_VALUE and at.start < at.end:
            evidence = self._capture.evidence(Span(start=at.start, end=at.end))
            yield Candidate(field=field, value=value, basis=basis, evidence=evidence)

    def _find_in_json(self, tag: Tag) -> Iterator[Candidate]:
        things = list(find_things(read_json(self._capture.text, *tag.inside)))
        named = {text.value: thing for thing in things for text in thing.texts("@id") if len(thing.members) > 1}
        articles = [thing for thing in things if any(_ARTICLE.search(kind) for kind in thing.types)]
        pages = [thing for thing in things if thing.types & {"WebPage", "ItemPage"} and thing not in articles]
        for thing in articles:
            yield from self._find_in_article(thing, named)
        for thing in pages if not articles else []:
            yield from self._find_in_article(thing, named)
        for thing in things:
            if thing.types & {"WebSite", "NewsMediaOrganization"}:
                yield from self._names("outlet", (thing,), named)

    def _find_in_article(self, thing: Thing, named: dict[str, Thing]) -> Iterator[Candidate]:
        for field, keys in (
            ("headline", ("headline", "name")),
            ("published", ("datePublished", "dateCreated")),
            ("modified", ("dateModified",)),
            ("language", ("inLanguage",)),
            ("description", ("description", "alternativeHeadline")),
            ("url", ("url",)),
        ):
            for key in keys:
                texts = thing.texts(key)
                for text in texts:
                    yield from self._offer(field, text, JSON_LD)
                if texts and field != "description":
                    break
        for field, key in _NAMES_IN_JSON:
            yield from self._names(field, thing.get(key), named)

    def _names(self, field: str, told: Sequence[Thing | Text], named: dict[str, Thing]) -> Iterator[Candidate]:
        """The names of persons or bodies: strings, objects with a name, or pointers to such an object."""
        for one in told:
            if isinstance(one, Text):
                if not _URL.match(one.value):
                    yield from self._offer(field, one, JSON_LD)
                continue
            texts = one.texts("name")
            if not texts:
                for pointer in one.texts("@id"):
                    texts += named[pointer.value].texts("name") if pointer.value in named else ()
            for text in texts:
                yield from self._offer(field, text, JSON_LD)
            if field == "agency":
                yield from self._names(field, one.get("publisher"), named)

    def _find_in_meta(self, tag: Tag) -> Iterator[Candidate]:
        content = tag.attributes.get("content")
        if content is None:
            return
        names = (tag.value("property"), tag.value("name"), tag.value("http-equiv"))
        field = next((_META[name] for name in (one.strip().lower() for one in names) if name in _META), "")
        field = field or _ITEMS.get(tag.value("itemprop").lower(), "")
        if field and not (field in ("byline", "agency", "outlet") and _URL.match(content.value.strip())):
            yield from self._offer(field, content, META_TAG)

    def _find_in_link(self, tag: Tag) -> Iterator[Candidate]:
        href = tag.attributes.get("href")
        if href is None or not href.value.strip():
            return
        yield from self._offer("url", href, CANONICAL)
        try:
            host = urlsplit(href.value.strip()).hostname or ""
        except ValueError:
            return
        at = href.value.lower().find(host.lower()) if host else -1
        if at >= 0:
            skip = 4 if host.startswith("www.") and host.count(".") > 1 else 0
            start, end = href.start + at + skip, href.start + at + len(host)
            yield from self._offer("outlet", Attribute(start, end, self._capture.text[start:end]), CANONICAL)

    def _find_in_title(self, tag: Tag) -> Iterator[Candidate]:
        """The title element; and the part of it that is not the headline, which is the site's name."""
        start, end = tag.inside
        breaks = [(one.start(), one.end()) for one in _TITLE_BREAK.finditer(self._capture.text, start, end)]
        edges = zip((start, *(last for _, last in breaks)), (*(first for first, _ in breaks), end), strict=True)
        parts = [_trim(self._capture.text, first, last) for first, last in edges]
        words = [self._capture.text[first:last] for first, last in parts]
        headline = next((one for one in self._outline if one.kind is BlockKind.HEADLINE), None)
        if headline is None or len(parts) < 2:
            start, end = _trim(self._capture.text, start, end)
            yield from self._offer("headline", Text(self._capture.text[start:end], start, end), TITLE_ELEMENT)
            return
        nodes = [self._page.nodes[number] for number in headline.stretch.nodes]
        seen = _letters("".join(self._capture.text[node.start : node.end] for node in nodes))
        others = [at for at, part in enumerate(words) if _letters(part) not in seen]
        if others and len(others) < len(parts):
            at = others[-1] if others[-1] == len(parts) - 1 else others[0]
            yield from self._offer("outlet", Text(words[at], *parts[at]), TITLE_ELEMENT)

    def _find_home(self) -> Iterator[Candidate]:
        """The words of a logo above the headline: alone in a box that is named so, or the link to the front page."""
        kept = (one.stretch.nodes[0] for one in self._outline if one.kind is not None)
        start = next((self._page.nodes[number].start for number in kept), 0)
        for one in self._outline[:MOST_ABOVE]:
            first, last = (self._page.nodes[number] for number in (one.stretch.nodes[0], one.stretch.nodes[-1]))
            if first.start >= start or one.kind is not None or one.stretch.size > LONGEST_NAME or one.stretch.hidden:
                continue
            tag = _OPENING_LINK.search(self._capture.text, max(first.start - 300, 0), first.start)
            if (tag and not _NO_NAME.fullmatch(self._capture.text[first.start : first.end].strip())) or (
                "brand" in one.stretch.roles
            ):
                yield from self._see("outlet", first.start, last.end if "brand" in one.stretch.roles else first.end)

    def _find_in_times(self) -> Iterator[Candidate]:
        """Time elements from the headline to the end of the body: those of comments and teasers are none of ours."""
        start, end = self._body()
        for tag in self._page.tags:
            moment = tag.attributes.get("datetime") if tag.name == "time" else None
            if moment is None or not start <= tag.start <= end:
                continue
            names = f"{tag.value('class')} {tag.value('itemprop')}".lower()
            before = _MARKUP.sub(" ", self._capture.text[max(tag.start - 120, 0) : tag.start]).rstrip(" :\n\t")
            late = "modif" in names or "update" in names or bool(_UPDATED.search(before))
            yield from self._offer("modified" if late else "published", moment, TIME_ELEMENT)

    def _body(self) -> tuple[int, int]:
        """From a little above the headline (or the first block) to the end of the last block, in the capture."""
        kept = [at for at, one in enumerate(self._outline) if one.kind is not None]
        if not kept:
            return 0, 0
        first, last = self._outline[max(kept[0] - 4, 0)].stretch, self._outline[kept[-1]].stretch
        return self._page.nodes[first.nodes[0]].start, self._page.nodes[last.nodes[-1]].end

    def _find_seen(self) -> Iterator[Candidate]:
        """What stands on the page for everybody to read: headline, bylines, date lines, an agency's name."""
        start, end = self._body()
        for one in self._outline:
            nodes = [self._page.nodes[number] for number in one.stretch.nodes]
            if not (start <= nodes[0].start <= end) or one.stretch.hidden:
                continue
            if one.kind is BlockKind.HEADLINE:
                yield from self._see("headline", nodes[0].start, nodes[-1].end)
            elif one.kind is BlockKind.BYLINE:
                for node in nodes:
                    printed = html.unescape(self._capture.text[node.start : node.end]).strip()
                    if is_person(_BY.sub("", printed), self._lists, self._names_known):
                        yield from self._see("byline", node.start, node.end)
            elif one.kind is BlockKind.CREDIT and one.stretch.size <= LONGEST_NAME:
                yield from self._see("agency", nodes[0].start, nodes[-1].end)
            if one.kind in (BlockKind.BYLINE, BlockKind.CREDIT) or one.why == "date line":
                yield from self._find_dates(one)

    def _see(self, field: str, start: int, end: int) -> Iterator[Candidate]:
        start, end = _trim(self._capture.text, start, end)
        words = _MARKUP.sub("", self._capture.text[start:end])
        yield from self._offer(field, Text(words, start, end), VISIBLE)

    def _find_dates(self, one: Chosen) -> Iterator[Candidate]:
        calendar = load_calendar("en")
        labels = {word for word, kind in load_boilerplate("en").date_labels.items() if kind == "updated"}
        before = ""
        for number in one.stretch.nodes:
            node = self._page.nodes[number]
            raw = self._capture.text[node.start : node.end]
            for found in find_dates(raw, calendar):
                told = f"{before} {raw[: found.span.start]}".strip(" :").lower()
                late = bool(_UPDATED.search(told)) or any(told.endswith(label) for label in labels)
                start, end = node.start + found.span.start, node.start + found.span.end
                words = self._capture.text[start:end]
                yield from self._offer("modified" if late else "published", Text(words, start, end), VISIBLE)
                before = ""
            before = raw
