"""Annotated articles as paragraphs with spans, and the fixed split into training, speakers and tuning.

The form is PolNeAR's (JSON Lines, xz): `text` and `annotations`, one list of attributions an annotator, each with
`source`, `cue` and `content` as lists of [start, end) in characters. Who annotates articles of their own writes that.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROLES = ("source", "cue", "content")
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SPEAKERS = 60
"""Articles kept for labelling speakers: never trained nor tuned on."""
TUNING = 42
"""Articles kept for thresholds and calibration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated span of a paragraph, in the paragraph's characters, with the attributions that it belongs to."""

    role: str
    start: int
    end: int
    of: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of an article that holds words, with its spans in text order; `offset` is where it begins there."""

    article: str
    offset: int
    text: str
    gold: tuple[Gold, ...]


def read_articles(path: Path) -> tuple[dict[str, Any], ...]:
    """The articles of a file of JSON Lines, packed (xz) or not."""
    given = path.read_bytes()
    text = (lzma.decompress(given) if path.suffix == ".xz" else given).decode()
    return tuple(json.loads(line) for line in text.split("\n") if line)


def split(names: Iterable[str]) -> dict[str, str]:
    """Each article's part: `speakers` the 60 with the smallest SHA-256 of their name, `tuning` the next 42, else
    `training`.

    >>> parts = split(f"a{number}" for number in range(200))
    >>> [sum(part == which for part in parts.values()) for which in ("speakers", "tuning", "training")]
    [60, 42, 98]
    """
    ordered = sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return {
        name: "speakers" if rank < SPEAKERS else "tuning" if rank < SPEAKERS + TUNING else "training"
        for rank, name in enumerate(ordered)
    }


def paragraphs(article: dict[str, Any]) -> Iterator[Paragraph]:
    """The paragraphs of an article as its first annotator (in the order of the names) marked them."""
    attributions = article["annotations"][min(article["annotations"])] if article["annotations"] else []
    offset = 0
    for line in article["text"].split("\n"):
        if line.strip():
            yield Paragraph(
                article=article["id"], offset=offset, text=line, gold=_within(attributions, offset, offset + len(line))
            )
        offset += len(line) + 1


def _within(attributions: Sequence[dict[str, Any]], start: int, end: int) -> tuple[Gold, ...]:
    """The spans that begin between `start` and `end`, cut at `end`, each once, with every attribution that uses it."""
    users: dict[tuple[int, int, str], set[str]] = {}
    for attribution in attributions:
        for role in ROLES:
            for first, last in attribution[role]:
                if start <= first < end:
                    users.setdefault((first - start, min(last, end) - start, role), set()).add(attribution["id"])
    return tuple(
        Gold(role=role, start=first, end=last, of=frozenset(of)) for (first, last, role), of in sorted(users.items())
    )


def label(starts: Sequence[int], ends: Sequence[int], gold: Sequence[Gold]) -> list[int]:
    """One label a word. Where spans overlap, the one that begins later keeps its words: it is the inner one.

    >>> inner = Gold(role="cue", start=3, end=7, of=frozenset({"1"}))
    >>> outer = Gold(role="source", start=0, end=7, of=frozenset({"1"}))
    >>> [LABELS[index] for index in label((0, 3, 8), (2, 7, 9), (outer, inner))]
    ['B-source', 'B-cue', 'O']
    """
    found = [0] * len(starts)
    for span in gold:
        begin = 1 + 2 * ROLES.index(span.role)
        opened = False
        for word, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start < span.end and span.start < end:
                found[word] = begin + opened
                opened = True
    return found


def words_of(starts: Sequence[int], ends: Sequence[int], span: Gold) -> tuple[int, int] | None:
    """The first and last word that `span` touches, or `None` where it touches none."""
    places = enumerate(zip(starts, ends, strict=True))
    touched = [word for word, (start, end) in places if start < span.end and span.start < end]
    return (touched[0], touched[-1]) if touched else None
