"""Annotated attributions: PolNeAR's articles and CofeNet's token lists, as texts with marked spans."""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import msgspec

from firsthand.article.records import Article, Block, BlockKind, SourceMap
from firsthand.errors import InputError
from firsthand.evidence import Span

ROLES = ("source", "cue", "content")

_WORD = re.compile(r"\w+(?:[.'’\-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One attribution: who, with which words, and what; each in pieces, in characters of its text. `confidence` is
    that of its content; `sure` whether the content is shown as sure."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    confidence: float = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """An annotated text. `spans` are the marked stretches of each role; `told` the attributions they belong to, None
    where the format ties nothing together. `readable` is whether its words may be shown to a person."""

    name: str
    article: Article
    tokens: tuple[Span, ...]
    spans: Mapping[str, tuple[Span, ...]]
    told: tuple[Told, ...] | None = None
    readable: bool = False


class _Attribution(msgspec.Struct):
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


class _ArticleRow(msgspec.Struct):
    id: str
    text: str
    annotations: dict[str, list[_Attribution]]
    title: str | None = ""
    split: str = ""


class _TokenRow(msgspec.Struct):
    id: str
    tokens: list[str]
    labels: list[str]


def read_gold(path: Path) -> tuple[GoldText, ...]:
    """The annotated texts of a file of JSON lines, packed with xz or not, in the order of the file. Raises: InputError.

    Articles with several annotators are taken with the first. Token lists with one id stand together as one text of
    several paragraphs.
    """
    try:
        raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        lines = [line for line in raw.splitlines() if line.strip()]
        if lines and b'"tokens"' in lines[0] and b'"labels"' in lines[0]:
            rows = [msgspec.json.decode(line, type=_TokenRow) for line in lines]
            return tuple(_from_tokens(id, list(group)) for id, group in groupby(rows, key=lambda row: row.id))
        return tuple(_from_article(msgspec.json.decode(line, type=_ArticleRow)) for line in lines)
    except (OSError, EOFError, lzma.LZMAError, msgspec.DecodeError, ValueError) as error:
        raise InputError(
            f"cannot read attributions from {path}: {error}",
            next_step="give PolNeAR articles or CofeNet tokens as .jsonl or .jsonl.xz",
        ) from error


def find_tokens(text: str) -> tuple[Span, ...]:
    """Words and single signs, as spans: what spans of articles are compared by.

    >>> [span.end for span in find_tokens("No. It’s shut.")]
    [2, 3, 8, 13, 14]
    """
    return tuple(Span(start=found.start(), end=found.end()) for found in _WORD.finditer(text))


def _from_article(row: _ArticleRow) -> GoldText:
    first = next(iter(row.annotations.values()), [])
    told = tuple(
        Told(source=_pieces(one.source), cue=_pieces(one.cue), content=_pieces(one.content))
        for one in first
        if one.source or one.cue or one.content
    )
    headline = re.sub(r"\W+", "", (row.title or "").casefold())
    return GoldText(
        name=row.id,
        article=_article(row.id, row.text, _paragraphs(row.text), headline),
        tokens=find_tokens(row.text),
        spans={role: spans_of(told, role) for role in ROLES},
        told=told,
        readable=row.split == "train",
    )


def spans_of(told: Sequence[Told], role: str) -> tuple[Span, ...]:
    """Every piece of one role, each once, in text order."""
    pieces = {"source": 0, "cue": 1, "content": 2}[role]
    return tuple(sorted({span for one in told for span in (one.source, one.cue, one.content)[pieces]}))


def _pieces(pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(sorted(Span(start=start, end=end) for start, end in pairs))


def _paragraphs(text: str) -> Iterator[Span]:
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = found.group()
        yield Span(
            start=found.start() + len(line) - len(line.lstrip()), end=found.end() - len(line) + len(line.rstrip())
        )


def _article(name: str, text: str, paragraphs: Iterator[Span], headline: str = "") -> Article:
    blocks = []
    for number, span in enumerate(paragraphs):
        words = re.sub(r"\W+", "", text[span.start : span.end].casefold())
        kind = BlockKind.HEADLINE if not number and headline and words == headline else BlockKind.PARAGRAPH
        blocks.append(Block(number=number, kind=kind, start=span.start, end=span.end))
    return Article(
        id=f"art-{name}",
        report=f"rp-{name}",
        capture="",
        text=text,
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )


def _from_tokens(name: str, rows: list[_TokenRow]) -> GoldText:
    text, spans = "", {role: set[Span]() for role in ROLES}
    tokens: list[Span] = []
    paragraphs: list[Span] = []
    for row in rows:
        if len(row.tokens) != len(row.labels):
            raise ValueError(f"{row.id} has {len(row.tokens)} tokens and {len(row.labels)} labels")
        written, places = write_tokens(row.tokens, len(text))
        for role, start, end in _labelled(row.labels):
            spans[role].add(Span(start=places[start].start, end=places[end - 1].end))
        paragraphs.append(Span(start=len(text), end=len(text) + len(written)))
        tokens.extend(places)
        text += written + "\n"
    return GoldText(
        name=name,
        article=_article(name, text, iter(paragraphs)),
        tokens=tuple(tokens),
        spans={role: tuple(sorted(found)) for role, found in spans.items()},
    )


def _labelled(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Role, first and end token of each run; a run begins only at a B, as CofeNet reads them."""
    opened: tuple[str, int] | None = None
    for at, label in enumerate([*labels, "O"]):
        if opened and label != f"I-{opened[0]}":
            yield opened[0], opened[1], at
            opened = None
        if label.startswith("B-"):
            opened = (label[2:], at)


_OPENING = {"``": "\N{LEFT DOUBLE QUOTATION MARK}", "`": "\N{LEFT SINGLE QUOTATION MARK}"}
_CLOSING = {"''": "\N{RIGHT DOUBLE QUOTATION MARK}"}
_LEANS_LEFT = re.compile(
    r"[,.;:?!)%\]]|\N{RIGHT DOUBLE QUOTATION MARK}|\.\.\.|n't|'(?:s|re|ve|ll|m|d)?'*", re.IGNORECASE
)
_LEANS_RIGHT = frozenset({"(", "[", "$", "\N{LEFT DOUBLE QUOTATION MARK}", "\N{LEFT SINGLE QUOTATION MARK}"})


def write_tokens(tokens: Sequence[str], start: int = 0) -> tuple[str, tuple[Span, ...]]:
    """A treebank's tokens as running text, and each token's place, counted from `start`.

    >>> write_tokens(["``", "No", ",", "''", "she", "did", "n't", "say", "."])[0]
    "“No,” she didn't say."
    """
    text, places = "", []
    leans = True
    for token in tokens:
        shown = _OPENING.get(token) or _CLOSING.get(token) or token
        if not leans and not _LEANS_LEFT.fullmatch(shown):
            text += " "
        places.append(Span(start=start + len(text), end=start + len(text) + len(shown)))
        text += shown
        leans = shown in _LEANS_RIGHT
    return text, tuple(places)
