"""Order of a twin: neighbouring paragraphs that do not lean on each other change places."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from random import Random

from firsthand.bench.twin_dates import MONTHS, WEEKDAYS
from firsthand.bench.twin_pages import load_twin_words

_LINE = re.compile(r"^(?P<open>[ \t]*<(?:p|div class=\"par\")>)?(?P<words>[^<\n].*?)(?P<close></p>|</div>)?[ \t]*$")
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|hers?|their|its|him|them|that|this|these|those|both|former|latter|other)\b", re.I
)
_NAME = re.compile(r"(?<!^)(?<![.?!“\"‘] )\b[A-Z][\w-]+")
_TIMES = re.compile(
    rf"\b(?:{'|'.join((*MONTHS, *WEEKDAYS))}|(?:last|next|this) (?:week|month|year)|previous day|earlier|today)\b"
)
_SHORTEST = 60
"""Characters that a paragraph of the body has at least: less is a caption, a credit or a menu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    line: int
    frame: tuple[str, str]
    words: str

    @property
    def plain(self) -> str:
        return html.unescape(re.sub(r"<[^>]+>", "", self.words)).strip()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(re.sub(r"['’]s$", "", name) for name in _NAME.findall(self.plain))


def reorder(source: str, random: Random, *, most: int = 2) -> str:
    """`source` with up to `most` pairs of neighbouring body paragraphs in the other order, where the sense allows."""
    lines = source.split("\n")
    paragraphs = [found for found in map(_read_paragraph, range(len(lines)), lines) if found]
    pairs = [at for at in range(2, len(paragraphs) - 1) if _can_swap(paragraphs, at, lines)]
    random.shuffle(pairs)
    done: set[int] = set()
    for at in pairs:
        if len(done) < 2 * most and not done & {at - 1, at, at + 1, at + 2}:
            _swap(lines, paragraphs[at], paragraphs[at + 1])
            done |= {at, at + 1}
    return "\n".join(lines)


def _read_paragraph(number: int, line: str) -> _Paragraph | None:
    found = _LINE.match(line)
    if not found:
        return None
    made = _Paragraph(line=number, frame=(found["open"] or "", found["close"] or ""), words=found["words"])
    whole = len(made.plain) >= _SHORTEST and made.plain[-1] in '.?!”"’'
    return made if whole else None


def _can_swap(paragraphs: list[_Paragraph], at: int, lines: list[str]) -> bool:
    """Neighbours of which neither leans on what stands before, nor what follows on the second."""
    first, second = paragraphs[at], paragraphs[at + 1]
    following = paragraphs[at + 2] if at + 2 < len(paragraphs) else None
    between = lines[first.line + 1 : second.line]
    before = frozenset(name for one in paragraphs[:at] for name in one.names)
    return (
        first.frame == second.frame
        and not any(line.strip() for line in between)
        and not _leans(first.plain)
        and not _leans(second.plain)
        and (following is None or not _leans(following.plain))
        and (first.names & second.names) <= before
        and not (_times(first) & _times(second))
    )


def _leans(text: str) -> bool:
    """Whether it needs what stands before: begins with a small word or a quotation, or has a pronoun before a name."""
    first = re.match(r"[\w’']+", text)
    if first is None or first[0].casefold() in load_twin_words().leaning:
        return True
    name, pronoun = re.search(r"\b[A-Z][\w-]+", text), _PRONOUN.search(text)
    return pronoun is not None and (name is None or pronoun.start() < name.start())


def _times(one: _Paragraph) -> frozenset[str]:
    return frozenset(_TIMES.findall(one.plain))


def _swap(lines: list[str], first: _Paragraph, second: _Paragraph) -> None:
    lines[first.line], lines[second.line] = lines[second.line], lines[first.line]
