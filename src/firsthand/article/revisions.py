"""What changed between two versions of one report: sentences that came, went, moved or were reworded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from firsthand.article.records import Block
from firsthand.evidence import Evidence

SAME_SENTENCE = 0.5
"""Share of words that two sentences at one place have in common from which one is the other reworded: "Around 40 homes
were flooded" and "Around 60 homes were flooded, the board said" have .61 (`SequenceMatcher.ratio`). Not measured."""

MOST_SENTENCES = 2000
"""Sentences up to which the order is compared; a longer text is compared as a heap of sentences."""

_END = re.compile(
    r"""
    (?<![\s.][A-Z]) (?<!\b[A-Z][a-z]) (?<!\b[A-Z][a-z][a-z])   # "U.S.", "Mr.", "Gen." end no sentence
    [.!?…]+ ["'”’)\]]* \s+ (?=["'“‘(\[]?[A-Z0-9])              # "… came. The" · "“… came.” She" · "Why? He"
    """,
    re.VERBOSE,
)


class Edit(StrEnum):
    """What happened to a sentence."""

    ADDED = "added"
    CUT = "cut"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """One sentence that is not as it was. `before` stands in the earlier version, `after` in the later one; each is
    `None` where the sentence is in the other only."""

    edit: Edit
    before: Evidence | None
    after: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of one version: the id of its article and of its report, and its blocks."""

    article: str
    report: str
    text: str
    blocks: tuple[Block, ...]


def compare_texts(before: Text, after: Text) -> tuple[Rewording, ...]:
    """Every sentence that differs, in the order of the later text; what went stands where it stood. Blanks are no
    difference."""
    ours, theirs = find_sentences(before), find_sentences(after)
    if max(len(ours), len(theirs)) > MOST_SENTENCES:
        return tuple(_compare_heaps(ours, theirs))
    matcher = SequenceMatcher(None, [_fold(one) for one in ours], [_fold(one) for one in theirs], autojunk=False)
    found: list[Rewording] = []
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what != "equal":
            found += _pair(ours[start:end], theirs[other_start:other_end])
    return _join_moved(found)


def find_sentences(of: Text) -> tuple[Evidence, ...]:
    """The sentences of each block, roughly: an abbreviation may cut one in two, in both versions alike.

    >>> block = Block(number=0, kind="paragraph", start=0, end=33)
    >>> [one.quote for one in find_sentences(Text(article="", report="", text="Mr. Orle came. “It burns,” he said.",
    ...     blocks=(block,)))]
    ['Mr. Orle came.', '“It burns,” he sai']
    """
    return tuple(
        Evidence(report=of.report, of=of.article, block=block.number, start=start, end=end, quote=of.text[start:end])
        for block in of.blocks
        for start, end in _split(of.text, block.start, block.end)
    )


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for cut in (*(found.end() for found in _END.finditer(text, start, end)), end):
        words = text[start:cut]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), cut - len(words) + len(words.rstrip())
        start = cut


def _fold(sentence: Evidence) -> str:
    return " ".join(sentence.quote.split())


def _pair(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> Iterator[Rewording]:
    """Sentences at one place: each of the later ones with the first earlier one that it rewords, in order."""
    at = 0
    for after in theirs:
        like = next((one for one in range(at, len(ours)) if _is_reworded(ours[one], after)), None)
        if like is None:
            yield Rewording(edit=Edit.ADDED, before=None, after=after)
            continue
        yield from (Rewording(edit=Edit.CUT, before=gone, after=None) for gone in ours[at:like])
        yield Rewording(edit=Edit.CHANGED, before=ours[like], after=after)
        at = like + 1
    yield from (Rewording(edit=Edit.CUT, before=gone, after=None) for gone in ours[at:])


def _is_reworded(before: Evidence, after: Evidence) -> bool:
    ours, theirs = (re.findall(r"\w+", one.quote.casefold()) for one in (before, after))
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return matcher.quick_ratio() >= SAME_SENTENCE and matcher.ratio() >= SAME_SENTENCE


def _join_moved(found: Sequence[Rewording]) -> tuple[Rewording, ...]:
    """A sentence that went from one place and came at another, word for word, moved."""
    gone = {_fold(one.before): one.before for one in found if one.before and not one.after}
    came = {_fold(one.after) for one in found if one.after and not one.before}
    moved = gone.keys() & came
    return tuple(
        Rewording(edit=Edit.MOVED, before=gone[_fold(one.after)], after=one.after)
        if one.edit is Edit.ADDED and one.after and _fold(one.after) in moved
        else one
        for one in found
        if not (one.edit is Edit.CUT and one.before and _fold(one.before) in moved)
    )


def _compare_heaps(ours: Sequence[Evidence], theirs: Sequence[Evidence]) -> Iterator[Rewording]:
    left = Counter(_fold(one) for one in theirs)
    for one in _missing(ours, left):
        yield Rewording(edit=Edit.CUT, before=one, after=None)
    left = Counter(_fold(one) for one in ours)
    for one in _missing(theirs, left):
        yield Rewording(edit=Edit.ADDED, before=None, after=one)


def _missing(sentences: Iterable[Evidence], there: Counter[str]) -> Iterator[Evidence]:
    for one in sentences:
        if there[_fold(one)]:
            there[_fold(one)] -= 1
        else:
            yield one


def mark_words(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """The words of both sentences in one row, each run with "" (in both), "cut" or "added".

    >>> mark_words("Around 40 homes were flooded.", "Around 60 homes were flooded.")
    (('', 'Around'), ('cut', '40'), ('added', '60'), ('', 'homes were flooded.'))
    """
    ours, theirs = before.split(), after.split()
    row: list[tuple[str, str]] = []
    for what, start, end, other_start, other_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            row.append(("", " ".join(ours[start:end])))
            continue
        row += [("cut", " ".join(ours[start:end]))] if end > start else []
        row += [("added", " ".join(theirs[other_start:other_end]))] if other_end > other_start else []
    return tuple(row)
