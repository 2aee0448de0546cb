"""What a model is scored on: annotated paragraphs, or token items in CofeNet's form."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.attribution.data import Paragraph

Place = tuple[str, int, int]
"""A role with the first and last token of a span."""

_WRITTEN = {"``": "\u201c", "''": "\u201d", "`": "\u2018", "-LSB-": "[", "-RSB-": "]", "-LRB-": "(", "-RRB-": ")"}
_JOINED = re.compile(r"^(?:[.,;:?!%)\]\u201d]|n't|'\w{0,2}|\.\.\.)$", re.IGNORECASE)
_OPENS = frozenset("(\u201c\u2018[$#")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A text, the characters of each of its tokens, and the annotated spans in tokens. `links` holds the attributions,
    each a set of places."""

    name: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    gold: frozenset[Place]
    links: tuple[frozenset[Place], ...] = ()

    def place(self, role: str, start: int, end: int) -> Place | None:
        """The tokens that a span of characters touches."""
        touched = [at for at, (first, last) in enumerate(self.tokens) if first < end and start < last]
        return (role, touched[0], touched[-1]) if touched else None


def token_items(path: Path) -> tuple[Item, ...]:
    """The items of a file in CofeNet's form: `tokens` and BIO `labels`. The text is the tokens as a page sets them."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return tuple(_token_item(row["id"], row["tokens"], row["labels"]) for row in rows)


def _token_item(name: str, tokens: Sequence[str], labels: Sequence[str]) -> Item:
    text, places = joined(tokens)
    gold: list[list[object]] = []
    for at, label in enumerate(labels):
        if label.startswith("B-"):
            gold.append([label[2:], at, at])
        elif label.startswith("I-"):
            gold[-1][2] = at
    return Item(name=name, text=text, tokens=places, gold=frozenset((str(r), int(a), int(b)) for r, a, b in gold))  # type: ignore[call-overload]


def joined(tokens: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The tokens as running text, and where each stands in it.

    >>> joined(("``", "No", ",", "''", "he", "did", "n't", "say", "."))[0]
    "\u201cNo,\u201d he didn't say."
    """
    text, places = "", []
    for token in turned(tokens):
        word = _WRITTEN.get(token, token)
        if text and text[-1] not in _OPENS and not _JOINED.match(word):
            text += " "
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, tuple(places)


def turned(tokens: Sequence[str]) -> Sequence[str]:
    """The tokens with double marks turned the right way. The tokenizer of these items took straight marks of some
    articles for closing ones throughout: where that is so and they come in pairs, they open and close by turns.

    >>> turned(("''", "No", ",", "''", "he", "said"))
    ['``', 'No', ',', "''", 'he', 'said']
    """
    places = [at for at, token in enumerate(tokens) if token in ("``", "''")]
    found = list(tokens)
    if len(places) % 2 == 0 and not any(tokens[at] == "``" for at in places):
        for at in places[::2]:
            found[at] = "``"
    return found


def paragraph_items(given: Iterable[Paragraph]) -> tuple[Item, ...]:
    """Annotated paragraphs as items; tokens are words and single marks."""
    found = []
    for one in given:
        tokens = tuple((word.start(), word.end()) for word in re.finditer(r"\w+|[^\w\s]", one.text))
        bare = Item(name=one.article, text=one.text, tokens=tokens, gold=frozenset())
        places = {span: place for span in one.gold if (place := bare.place(span.role, span.start, span.end))}
        names = sorted({name for span in one.gold for name in span.of})
        links = tuple(frozenset(place for span, place in places.items() if name in span.of) for name in names)
        found.append(
            Item(name=one.article, text=one.text, tokens=tokens, gold=frozenset(places.values()), links=links)
        )
    return tuple(found)
