"""The text nodes and tags of an HTML capture, each with its characters, and a slim copy that a parser can read.

A tokenizer after the HTML standard (tags, comments, raw text elements), not a tree builder: lxml builds the tree from
the slim copy, in which each text node opens with a marker that says which stretch of the capture it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from firsthand.evidence import Span

MAX_DEPTH = 150
"""Elements open at once that reach the parser. News pages nest 20 to 60 deep; below, tags are left out and no text."""

_LONG_TAG = 300
"""Characters of a tag above which only the attributes that tell what a region is reach the parser."""
_LONG_VALUE = 300

_TAG = re.compile(
    r"""<(?: (?P<close>/)? (?P<name>[A-Za-z][^\s/>]*+) (?P<rest> [^>=]*+
              (?: = \s*+ (?: "[^"]*+" | '[^']*+' | (?!["']) [^\s>]*+ ) [^>=]*+ )*+ ) >
          | !--(?:>|->|.*?(?:-->|--!>|\Z))
          | [!?/][^>]*+(?:>|\Z)
          | (?P<loose_close>/)? (?P<loose>[A-Za-z][^\s/>]*+) [^>]*+ (?:>|\Z)
        )
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s=/>"'][^\s=/>]*+)
        (?: \s*+ = \s*+ (?: "(?P<double>[^"]*+)" | '(?P<single>[^']*+)' | (?P<bare>[^\s>"'][^\s>]*+) )? )?""",
    re.VERBOSE,
)
_RAW = frozenset(
    {"script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "title", "textarea", "math"}
)
"""Elements whose inside is no text of the page."""
_TO_THE_END = frozenset({"script", "style"})
_VOID = frozenset(
    re.findall(
        r"\w+",
        "area base br col embed hr img input link meta param source track wbr"
        " p li td th tr dt dd option thead tbody tfoot",
    )
)
"""Elements without an end, or that the next of their kind closes: they do not nest."""
_PICTURES = frozenset({"img", "picture", "video", "amp-img"})
_UNSEEN = frozenset({"meta", "link", "base", "param", "source", "track", "embed", "input"})
_TELLING = frozenset({"html", "meta", "link", "time", "script", "title"})
_KEPT_ATTRIBUTES = frozenset(
    re.findall(
        r"[\w-]+",
        "class id role itemprop href rel style hidden property datetime aria-hidden aria-label"
        " data-component data-testid",
    )
)

_FIRST_MARK = 0xE0100
_MARKS = 240
"""Variation selectors 17 to 256: drawn as nothing, counted as printable and as no letter, and absent from news text."""
_MARK_TABLE = tuple(chr(_FIRST_MARK + index) for index in range(_MARKS))
_MARK = f"[{_MARK_TABLE[0]}-{_MARK_TABLE[-1]}]"
_FOREIGN_MARK = re.compile(rf"{_MARK}|&\#(?:[xX]0*[eE]01[0-9a-fA-F]{{2}}|0*91[78]\d{{3}});?")
MARKER = re.compile(rf"({_MARK})({_MARK})({_MARK})")


@dataclass(frozen=True, slots=True)
class TextNode:
    """A run of visible characters between two tags: `start`, `end` in the capture, entities not decoded.

    Since the node before it: `breaks` counts line breaks, `pictures` pictures; `blank` says that blanks stood there.
    """

    start: int
    end: int
    breaks: int
    blank: bool
    pictures: int

    @property
    def span(self) -> Span:
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class Attribute:
    """The value of an attribute and where it stands in the capture, entities not decoded."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag that tells something of the page, and the stretch of its inside where that is raw text."""

    name: str
    start: int
    end: int
    attributes: dict[str, Attribute]
    inside: tuple[int, int]

    def value(self, name: str) -> str:
        """The attribute's value, "" where it is not there."""
        found = self.attributes.get(name)
        return found.value if found else ""


@dataclass(slots=True)
class Page:
    """A tokenized page: its text nodes and telling tags in page order, and the slim copy with markers."""

    nodes: list[TextNode] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    slim: str = ""


def find_nodes(text: str) -> Page:
    """The text nodes and telling tags of the page `text`.

    >>> page = find_nodes("<p>One <b>two</b></p><script>three</script>")
    >>> [(node.start, node.end) for node in page.nodes]
    [(3, 7), (10, 13)]
    """
    return _Tokenizer(text).read()


def find_marks(marked: str) -> Iterator[int]:
    """The numbers of the text nodes whose markers `marked` holds, in order."""
    for first, second, third in MARKER.findall(marked):
        yield ((ord(first) - _FIRST_MARK) * _MARKS + ord(second) - _FIRST_MARK) * _MARKS + ord(third) - _FIRST_MARK


def strip_marks(marked: str) -> str:
    """The words without the markers."""
    return MARKER.sub("", marked)


def make_mark(number: int) -> str:
    """The marker of text node `number`.

    >>> list(find_marks("a" + make_mark(77_000) + "b"))
    [77000]
    """
    first, rest = divmod(number, _MARKS * _MARKS)
    return _MARK_TABLE[first] + _MARK_TABLE[rest // _MARKS] + _MARK_TABLE[rest % _MARKS]


class _Tokenizer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._page = Page()
        self._out: list[str] = []
        self._open: list[str] = []
        self._skipped: Counter[str] = Counter()
        self._breaks = 0
        self._blank = False
        self._pictures = 0
        self._ends: dict[str, int] = {}

    def read(self) -> Page:
        text, at, size = self._text, 0, len(self._text)
        while at < size:
            opening = text.find("<", at)
            found = _TAG.match(text, opening) if opening >= 0 else None
            while opening >= 0 and found is None:  # a "<" that opens no tag is text
                opening = text.find("<", opening + 1)
                found = _TAG.match(text, opening) if opening >= 0 else None
            end = opening if found else size
            if at < end:
                self._add_text(at, end)
            if found is None:
                break
            at = self._add_tag(found)
        self._page.slim = "".join(self._out)
        return self._page

    def _add_text(self, start: int, end: int) -> None:
        raw = self._text[start:end]
        if raw.isspace():
            self._blank = True
            self._out.append(" ")
            return
        lead = len(raw) - len(raw.lstrip())
        if "\U000e0100" <= max(raw) <= "\U000e01ef" or "&#" in raw:
            raw = _FOREIGN_MARK.sub("", raw)
        self._out.append(raw[:lead] + make_mark(len(self._page.nodes)) + raw[lead:])
        self._page.nodes.append(TextNode(start, end, self._breaks, self._blank, self._pictures))
        self._breaks, self._blank, self._pictures = 0, False, 0

    def _add_tag(self, found: re.Match[str]) -> int:
        """Takes in one tag or comment; gives where to read on."""
        name = (found["name"] or found["loose"] or "").lower()
        if not name:
            return found.end()
        if found["close"] or found["loose_close"]:
            self._close(name)
            return found.end()
        after = found.end()
        inside = (after, after)
        if name in _RAW and not found[0].endswith("/>"):
            inside = (after, self._find_end(name, after))
            after = max(inside[1], after)
        if name in _TELLING:
            attributes = dict(_find_attributes(self._text, found.start() + 1 + len(name), found.end()))
            self._page.tags.append(Tag(name, found.start(), found.end(), attributes, inside))
        if name == "br":
            self._breaks += 1
        elif name in _PICTURES:
            self._pictures += 1
        if name not in _RAW and name not in _UNSEEN:
            self._emit(name, found)
        return after

    def _find_end(self, name: str, at: int) -> int:
        """Where the raw text of `name` ends: its end tag, in small letters or capitals."""
        ends = [end for end in (self._find_next(f"</{name}", at), self._find_next(f"</{name.upper()}", at)) if end >= 0]
        if ends:
            return min(ends)
        return len(self._text) if name in _TO_THE_END else at

    def _find_next(self, words: str, at: int) -> int:
        known = self._ends.get(words, 0)
        if 0 <= known < at:
            known = self._ends[words] = self._text.find(words, at)
        return known

    def _emit(self, name: str, found: re.Match[str]) -> None:
        if name not in _VOID:
            if len(self._open) >= MAX_DEPTH:
                self._skipped[name] += 1
                return
            self._open.append(name)
        raw = found[0]
        self._out.append(raw if len(raw) <= _LONG_TAG else self._shorten(name, found))

    def _shorten(self, name: str, found: re.Match[str]) -> str:
        kept = [
            f'{key}="{one.value}"'
            for key, one in _find_attributes(self._text, found.start() + 1 + len(name), found.end())
            if key in _KEPT_ATTRIBUTES and len(one.value) <= _LONG_VALUE and '"' not in one.value
        ]
        return f"<{' '.join((name, *kept))}>"

    def _close(self, name: str) -> None:
        if name in _RAW:
            return
        if name not in _VOID:
            if self._skipped[name]:
                self._skipped[name] -= 1
                return
            if name in self._open:
                self._skipped.clear()
                del self._open[_last(self._open, name) :]
        self._out.append(f"</{name}>")


def _last(names: list[str], name: str) -> int:
    return len(names) - 1 - names[::-1].index(name)


def _find_attributes(text: str, start: int, end: int) -> Iterator[tuple[str, Attribute]]:
    """Attributes of a tag by their names in small letters; the first of a name counts, as in browsers."""
    seen: set[str] = set()
    for found in _ATTRIBUTE.finditer(text, start, end - 1):
        name = found["name"].lower()
        group = "double" if found["double"] is not None else "single" if found["single"] is not None else "bare"
        if name not in seen:
            seen.add(name)
            yield name, Attribute(found.start(group), found.end(group), found[group] or "")
