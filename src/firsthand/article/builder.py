"""Puts an article together out of runs of a capture, and keeps the map back while it works."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from firsthand.article.records import Article, Block, BlockKind, Dropped, Link, SourceMap
from firsthand.capture.records import Capture
from firsthand.evidence import Span, make_id

BLANK = " "
"""A part that we put in between two runs (a line break of the page): it has no link."""

Part = Span | str
"""A run of the capture, or `BLANK`."""

# Drawn as nothing: soft hyphen, zero-width space, marks of writing direction, word joiner, byte order mark, controls
# other than blanks (NUL among them), lone surrogates. The joiners U+200C and U+200D change what is drawn and stay.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
)
_FOLD = rf"[\s{_INVISIBLE}]{{2,}}|(?! )[\s{_INVISIBLE}]"
_ENTITY = r"&(?:\#[0-9]{1,7};?|\#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)"
_PLAIN_TOKEN = re.compile(_FOLD)
_HTML_TOKEN = re.compile(rf"{_ENTITY}|{_FOLD}")

_FIRST_COMPOSING = 0x300
"""No character below U+0300 joins itself to the one before it under NFC."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of the article and the stretch of the capture they came from; `start` is -1 for what we put in.

    `same`: the capture has these very characters there, so that neighbours can be joined.
    """

    text: str
    start: int
    end: int
    same: bool = False

    @property
    def length(self) -> int:
        return self.end - self.start


class ArticleBuilder:
    """Appends blocks made of runs of a capture: blanks folded, entities decoded, NFC applied, invisibles left out.

    Blocks are parted by one line break. Every link of the map longer than one character with equal lengths has equal
    text; a link of one character to one may differ where a blank was folded (a no-break space) or NFC swapped it.

    >>> from firsthand.capture.records import Blob, Capture, Media
    >>> capture = Capture(id="cap-1", report="rp-1", blob=Blob(sha256="", size=0), name="a", media=Media.HTML,
    ...     encoding="utf-8", text="Tea  &amp;\\nbread", url="unknown", captured_at="unknown")
    >>> builder = ArticleBuilder(capture, version="example-1", entities=True)
    >>> builder.append(BlockKind.PARAGRAPH, [Span(start=0, end=16)])
    True
    >>> builder.finish().text
    'Tea & bread'
    """

    def __init__(self, capture: Capture, *, version: str, entities: bool = False) -> None:
        """`version` names the extractor and its version, such as `plain-1`; `entities` says that `&amp;` means `&`."""
        self._capture = capture
        self._version = version
        self._weaver = _Weaver(text=capture.text, token=_HTML_TOKEN if entities else _PLAIN_TOKEN)
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._links: list[Link] = []
        self._dropped: list[Dropped] = []

    def append(self, kind: BlockKind, parts: Iterable[Part], *, speaker: str = "") -> bool:
        """Adds a block made of `parts`; False, and nothing added, where they hold no visible character."""
        pieces = self._weaver.weave(parts)
        text = "".join(piece.text for piece in pieces)
        if not text:
            return False
        start = self._length + 1 if self._blocks else 0
        self._links.extend(_link(pieces, start))
        self._blocks.append(
            Block(number=len(self._blocks), kind=kind, start=start, end=start + len(text), speaker=speaker)
        )
        self._texts.append(text)
        self._length = start + len(text)
        return True

    def preview(self, parts: Iterable[Part]) -> str:
        """The text that `append` would make of `parts`."""
        return "".join(piece.text for piece in self._weaver.weave(parts))

    def preview_of(self, place: tuple[int, int] | None) -> str:
        """`preview` of one stretch of the capture; "" for `None` or an empty one."""
        return self.preview((Span(start=place[0], end=place[1]),)) if place and place[0] < place[1] else ""

    def drop(self, span: Span, why: str) -> None:
        """Records words of the capture that a person sees and the article leaves out; never a blank stretch."""
        quote = self._capture.text[span.start : span.end]
        start = span.start + len(quote) - len(quote.lstrip())
        end = span.start + len(quote.rstrip())
        if start < end:
            self._dropped.append(Dropped(evidence=self._capture.evidence(Span(start=start, end=end)), why=why))

    def finish(self) -> Article:
        """The article; its id is made from the capture's id and the extractor's version."""
        return Article(
            id=make_id("art", self._capture.id, self._version),
            report=self._capture.report,
            capture=self._capture.id,
            text="\n".join(self._texts),
            blocks=tuple(self._blocks),
            source_map=SourceMap(links=tuple(self._links)),
            dropped=tuple(sorted(self._dropped, key=lambda one: one.evidence.start)),
        )


@dataclass(slots=True)
class _Weaver:
    """Makes folded, decoded, composed pieces out of runs of one text."""

    text: str
    token: re.Pattern[str]
    _pieces: list[_Piece] = field(default_factory=list)

    def weave(self, parts: Iterable[Part]) -> list[_Piece]:
        self._pieces = []
        for part in parts:
            if isinstance(part, str):
                self._add_blank(-1, -1)
            else:
                self._add_run(part.start, part.end)
        pieces = self._pieces
        if pieces and pieces[-1].text.endswith(" "):
            pieces[-1:] = _without_last_blank(pieces[-1])
        text = "".join(piece.text for piece in pieces)
        return pieces if unicodedata.is_normalized("NFC", text) else list(_compose(pieces))

    def _add_run(self, start: int, end: int) -> None:
        at = start
        for found in self.token.finditer(self.text, start, end):
            self._add_plain(at, found.start())
            at = found.end()
            if found[0].startswith("&"):
                self._add_entity(found[0], found.start(), at)
            elif any(one.isspace() for one in found[0]):
                self._add_blank(found.start(), at)
        self._add_plain(at, end)

    def _add_plain(self, start: int, end: int) -> None:
        if start < end and self.text[start] == " ":
            self._add_blank(start, start + 1)
            start += 1
        if start < end:
            self._pieces.append(_Piece(self.text[start:end], start, end, same=True))

    def _add_blank(self, start: int, end: int) -> None:
        if self._pieces and not self._pieces[-1].text.endswith(" "):
            self._pieces.append(_Piece(" ", start, end, same=self.text[start:end] == " "))

    def _add_entity(self, printed: str, start: int, end: int) -> None:
        meant = html.unescape(printed)
        if meant.isspace():
            self._add_blank(start, end)
            return
        seen = _PLAIN_TOKEN.sub("", meant)
        if seen:
            self._pieces.append(_Piece(seen, start, end))


def _without_last_blank(piece: _Piece) -> list[_Piece]:
    if piece.text == " ":
        return []
    return [_Piece(piece.text[:-1], piece.start, piece.end - 1, same=piece.same)]


def _compose(pieces: list[_Piece]) -> Iterator[_Piece]:
    """The same pieces under NFC, cut before every character that cannot join itself to the one before."""
    letters = [letter for piece in pieces for letter in _letters(piece)]
    at = 0
    while at < len(letters):
        end = at + 1
        while end < len(letters) and ord(letters[end].text[0]) >= _FIRST_COMPOSING:
            end += 1
        yield from _compose_group(letters[at:end])
        at = end


def _letters(piece: _Piece) -> Iterator[_Piece]:
    if not piece.same:
        yield piece
        return
    for index, letter in enumerate(piece.text):
        yield _Piece(letter, piece.start + index, piece.start + index + 1, same=True)


def _compose_group(group: list[_Piece]) -> Iterator[_Piece]:
    printed = "".join(letter.text for letter in group)
    composed = unicodedata.normalize("NFC", printed)
    linked = [letter for letter in group if letter.start >= 0]
    start, end = (linked[0].start, linked[-1].end) if linked else (-1, -1)
    if composed == printed:
        yield from group
    elif len(composed) != end - start or len(composed) == 1:
        yield _Piece(composed, start, end)
    elif all(letter.same for letter in group) and len(group) == len(composed):
        for letter, one in zip(group, composed, strict=True):
            yield _Piece(one, letter.start, letter.end, same=one == letter.text)
    else:  # as long by chance: two links of unequal lengths, so that nobody divides them
        yield _Piece(composed[0], start, end - 1)
        yield _Piece(composed[1:], end - 1, end)


def _link(pieces: list[_Piece], start: int) -> Iterator[Link]:
    """Links for the pieces from `start` of the article on; equal runs that touch on both sides are one link."""
    joined: _Piece | None = None
    at = start
    for piece in pieces:
        if joined is not None and joined.same and piece.same and joined.end == piece.start:
            joined = _Piece(joined.text + piece.text, joined.start, piece.end, same=True)
            continue
        if joined is not None:
            yield from _link_one(joined, at)
            at += len(joined.text)
        joined = piece
    if joined is not None:
        yield from _link_one(joined, at)


def _link_one(piece: _Piece, at: int) -> Iterator[Link]:
    if piece.start >= 0:
        yield Link(start=at, end=at + len(piece.text), capture_start=piece.start, capture_end=piece.end)
