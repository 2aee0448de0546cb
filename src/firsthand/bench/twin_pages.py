"""Pages of a case as text that can be changed and written back, in their encoding, and the words of twins."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from tomllib import loads

from firsthand.bench.name_match import fold

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"</?(?:p|div|h\d|li|tr|td|br|section|article|header|footer|aside|figcaption|figure)\b[^>]*>", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of a case: its name, its decoded source, and how it was encoded."""

    name: str
    source: str
    encoding: str

    @property
    def is_html(self) -> bool:
        return self.name.endswith((".html", ".htm"))

    @property
    def seen(self) -> str:
        """What a reader sees, one block a line."""
        return _see(self.source) if self.is_html else self.source


@lru_cache(maxsize=256)
def _see(source: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub(" ", source))))


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    return fold(text)


def read_page(name: str, received: bytes) -> Page:
    """The page in its declared encoding, else UTF-8, else windows-1252."""
    declared = _CHARSET.search(received[:2048]) if name.endswith((".html", ".htm")) else None
    for encoding in (declared[1].decode("ascii") if declared else "utf-8", "utf-8", "cp1252"):
        try:
            return Page(name=name, source=received.decode(encoding), encoding=encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return Page(name=name, source=received.decode("latin-1"), encoding="latin-1")


def stands_in(words: str, page: Page) -> bool:
    """Whether a reader of the page sees the words, whatever the quotes and blanks."""
    return fold(words) in _folded(page.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbClass:
    """Verbs that may stand for one another: their forms, what must follow, and what must not stand before."""

    forms: tuple[tuple[str, ...], ...]
    before: str
    unless_after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinWords:
    """The word lists that twins are made with."""

    verbs: tuple[VerbClass, ...]
    class_words: frozenset[str]
    keep: frozenset[str]
    given: tuple[str, ...]
    surnames: tuple[str, ...]
    places: tuple[str, ...]
    leaning: frozenset[str]
    bodies: dict[str, tuple[str, ...]]
    syllables: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


@lru_cache(maxsize=256)
def load_twin_words() -> TwinWords:
    """The lists of `twins.toml`, read once."""
    table = loads(files("firsthand.bench").joinpath("twins.toml").read_text(encoding="utf-8"))
    return TwinWords(
        verbs=tuple(
            VerbClass(
                forms=tuple(map(tuple, row["forms"])),
                before=row.get("before", ""),
                unless_after=tuple(row.get("unless_after", ())),
            )
            for row in table["verbs"]
        ),
        class_words=frozenset(table["words"]["class"].split()),
        keep=frozenset(table["words"]["keep"].split()),
        given=tuple(table["pools"]["given"].split()),
        surnames=tuple(table["pools"]["surname"].split()),
        places=tuple(table["pools"]["place"].split()),
        leaning=frozenset(table["words"]["leaning"].split()),
        bodies={old: tuple(new) for old, new in table["bodies"].items()},
        syllables=(
            tuple(table["pools"]["onsets"].split()),
            tuple(table["pools"]["nuclei"].split()),
            tuple(table["pools"]["codas"].split()),
        ),
    )
