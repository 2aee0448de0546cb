"""The words of a parse as plain records, so that readers of names need not ask spaCy for each of them again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.article.records import BlockKind
from firsthand.evidence import Span
from firsthand.reading.parse import Parse, ParsedBlock

OPENING = frozenset("“‘„«")
CLOSING = frozenset("”»")
TITLE_CASE = 0.75
"""Share of longer words with a capital above which a heading's capitals say nothing about names."""


@dataclass(frozen=True, slots=True)
class Word:
    """A token: `head` is the number of the word it hangs on, `start` and `end` are offsets in the article."""

    text: str
    lower: str
    tag: str
    dep: str
    head: int
    label: str
    start: int
    end: int
    sentence: int
    opens: bool  # first word of a sentence, of a quotation or after a colon
    quoted: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """The words of one block. `shouts`: capitals there say nothing about names. `speaker`: the label of a turn."""

    number: int
    kind: BlockKind
    words: tuple[Word, ...]
    shouts: bool
    speaker: str = ""

    def text(self, start: int, end: int) -> str:
        """The words as one string with single blanks, hyphenated words joined."""
        pieces: list[str] = []
        for at in range(start, end):
            if pieces and self.words[at].start > self.words[at - 1].end:
                pieces.append(" ")
            pieces.append(self.words[at].text)
        return "".join(pieces)

    def span(self, start: int, end: int) -> Span:
        return Span(start=self.words[start].start, end=self.words[end - 1].end)


def read_words(parse: Parse) -> tuple[WordLine, ...]:
    """The words of every block, in text order."""
    return tuple(_read_line(block) for block in parse.blocks)


def _read_line(block: ParsedBlock) -> WordLine:
    words = tuple(_read_words(block))
    longer = [word for word in words if len(word.text) > 3 and word.text.isalpha()]
    share = sum(word.capital for word in longer) / len(longer) if longer else 0.0
    loud = sum(word.text.isupper() for word in longer) / len(longer) if longer else 0.0
    ends = block.text.rstrip().endswith((".", "?", "!", "”", '"', ")", "]"))
    titled = share > TITLE_CASE and (not ends or block.block.kind is BlockKind.HEADLINE or _raises_verbs(words))
    shouts = len(longer) > 3 and (loud > TITLE_CASE or titled)
    label = block.block.speaker
    return WordLine(number=block.block.number, kind=block.block.kind, words=words, shouts=shouts, speaker=label)


def _raises_verbs(words: tuple[Word, ...]) -> bool:
    """Whether verbs, pronouns and adverbs inside a line have capitals: a heading, even with a full stop behind it."""
    inside = [word for word in words if word.capital and not word.opens]
    raised = [word for word in inside if word.tag.startswith(("VB", "PRP", "RB", "MD"))]
    return len(raised) > 1 or any(word.tag in ("VBZ", "VBD", "VBP") for word in raised)


def _read_words(block: ParsedBlock) -> Iterator[Word]:
    base, sentence, opens, quoted, straight = block.block.start, -1, True, False, False
    for token in block.doc:
        text = token.text
        if token.is_sent_start or sentence < 0:
            sentence += 1
            opens = True
        if text in OPENING or (text in ('"', "'") and not straight):
            quoted, opens, straight = True, True, text == '"' or straight
        elif text in CLOSING or (text == '"' and straight) or (text == "’" and quoted and token.tag_ != "POS"):
            quoted = straight = False
        start = base + token.idx
        yield Word(
            text, text.lower(), token.tag_, token.dep_, token.head.i, token.ent_type_, start, start + len(text),
            sentence, opens, quoted,
        )  # fmt: skip
        opens = text in (":", "(", "—", "–") or (opens and not text[0].isalnum())
