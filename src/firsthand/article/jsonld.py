"""JSON inside a script tag, read so that each string keeps its place in the capture."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*+)"|(?P<mark>[{}\[\],:])|(?P<bare>[^\s{}\[\],:"]++)', re.DOTALL)

DEEPEST = 60
"""Objects inside objects that are followed; schema.org data nests five deep."""


@dataclass(frozen=True, slots=True)
class Text:
    """A JSON string: what it says, and where it stands between its quotation marks."""

    value: str
    start: int
    end: int


@dataclass(slots=True)
class Thing:
    """A JSON object or array; the members of an array have the key ""."""

    members: list[tuple[str, Thing | Text]] = field(default_factory=list)

    def get(self, key: str) -> tuple[Thing | Text, ...]:
        """Every value under `key`, arrays opened."""
        return tuple(one for name, value in self.members if name == key for one in _opened(value))

    def texts(self, key: str) -> tuple[Text, ...]:
        return tuple(one for one in self.get(key) if isinstance(one, Text))

    def things(self, key: str) -> tuple[Thing, ...]:
        return tuple(one for one in self.get(key) if isinstance(one, Thing))

    @property
    def types(self) -> frozenset[str]:
        return frozenset(text.value for text in self.texts("@type"))


def read_json(text: str, start: int, end: int) -> Thing:
    """The JSON at `text[start:end]`, as far as it can be read: what is broken or deeper than pages need is left out.

    >>> thing = read_json('{"@type": "NewsArticle", "headline": "Fire"}', 0, 44)
    >>> thing.things("")[0].texts("headline")
    (Text(value='Fire', start=38, end=42),)
    """
    root = Thing()
    open_things: list[Thing] = [root]
    key: str | None = None
    waiting: Text | None = None
    for found in _TOKEN.finditer(text, start, end):
        if found["string"] is not None:
            waiting = Text(_unescape(found["string"]), found.start("string"), found.end("string"))
            continue
        mark = found["mark"]
        if mark == ":":
            key, waiting = (waiting.value if waiting else ""), None
            continue
        if waiting is not None:
            open_things[-1].members.append((key or "", waiting))
            waiting, key = None, None
        if mark in ("{", "["):
            inner = Thing()
            if len(open_things) < DEEPEST:
                open_things[-1].members.append((key or "", inner))
            open_things.append(inner)
            key = None
        elif mark in ("}", "]"):
            key = None
            if len(open_things) > 1:
                open_things.pop()
        elif mark == ",":
            key = None
    return root


def find_things(root: Thing) -> Iterator[Thing]:
    """The objects that speak of this page: those at the top, in `@graph`, and the main entity of one."""
    pending: list[tuple[Thing, int]] = [(root, 0)]
    while pending:
        thing, depth = pending.pop(0)
        if thing.members and depth:
            yield thing
        if depth < 4:
            for key in ("", "@graph", "mainEntity", "mainEntityOfPage"):
                pending.extend((one, depth + 1) for one in thing.things(key))


def _opened(value: Thing | Text) -> Iterator[Thing | Text]:
    """The value, or the members of an array (and of an array in it)."""
    if isinstance(value, Thing) and value.members and all(not key for key, _ in value.members):
        for _, one in value.members:
            yield from _opened_once(one)
    else:
        yield value


def _opened_once(value: Thing | Text) -> Iterator[Thing | Text]:
    if isinstance(value, Thing) and value.members and all(not key for key, _ in value.members):
        yield from (one for _, one in value.members)
    else:
        yield value


def _unescape(printed: str) -> str:
    if "\\" not in printed:
        return printed
    try:
        told = json.loads(f'"{printed}"', strict=False)
    except ValueError:
        return printed
    return str(told).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
