"""A cited passage as the check reads it: its words, where a carried run may begin and end, and what may not be
dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from firsthand.brief.connectives import Connectives
from firsthand.brief.tokens import Token, read_tokens


class DerivedAs(StrEnum):
    """What a derived phrase may be used for."""

    SPEAKER = "speaker"  # only as the subject of a reporting verb
    SAID_ON = "said on"  # when it was said
    TIME = "time"  # in brackets after the printed words that it resolves
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """Words that a record gives: a resolved date, a name, a count. `source` is the record's id; `after` are the
    printed words of a TIME."""

    text: str
    source: str
    used_as: DerivedAs = DerivedAs.OTHER
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What one statement or narration lets a sentence say.

    `text` holds the cited words with what stands around them, so that a condition or a denial beside the
    citation is seen. `cited` are the stretches of `text` whose words may be carried, all of it where empty.
    `attributed`: the sentence must say whose word it is. `cueless`: no verb of saying is printed (a turn, a
    colon), so "said" may be put in.
    """

    text: str
    finding: str
    cited: tuple[tuple[int, int], ...] = ()
    attributed: bool = True
    cueless: bool = False
    derived: tuple[Derived, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A passage read: tokens, the borders at which a run may begin (`starts`) and before which it may end (`ends`),
    clause numbers."""

    passage: Passage
    tokens: tuple[Token, ...]
    open_to: frozenset[int]
    starts: frozenset[int]
    ends: frozenset[int]
    clauses: tuple[int, ...]

    @cached_property
    def starts_with(self) -> Mapping[str, tuple[int, ...]]:
        """Where a run may begin, by its first word, in order."""
        found: dict[str, tuple[int, ...]] = {}
        for at in sorted(self.starts):
            if at < len(self.tokens):
                word = self.tokens[at].folded
                found[word] = (*found.get(word, ()), at)
        return found


def read_ground(passage: Passage, words: Connectives) -> Ground:
    """The passage with its borders worked out."""
    tokens = read_tokens(passage.text)
    open_to = frozenset(at for at, token in enumerate(tokens) if _cited(token, passage))
    borders = {0, len(tokens)} | _times(tokens, passage, words)
    starts, ends = borders | _openings(open_to), set(borders)
    clauses, clause = [], 0
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        marked = before is not None and bool(before.after.strip("/"))
        opened = token.folded in words.openers or (before is not None and before.folded in words.leaders)
        if marked or opened:
            starts.add(at)
            ends.add(at)
            clause += 1
        if token.folded in words.reporting:
            starts.update((at, at + 1))
            ends.update((at, at + 1))
        clauses.append(clause)
    return Ground(
        passage=passage,
        tokens=tokens,
        open_to=open_to,
        starts=frozenset(starts),
        ends=frozenset(ends),
        clauses=tuple(clauses),
    )


def _cited(token: Token, passage: Passage) -> bool:
    return not passage.cited or any(start <= token.start and token.end <= end for start, end in passage.cited)


def _openings(open_to: frozenset[int]) -> set[int]:
    """Where a cited stretch begins. Where it ends is no border: a content that a reader cut short must be refused."""
    return {at for at in open_to if at - 1 not in open_to}


def _times(tokens: tuple[Token, ...], passage: Passage, words: Connectives) -> set[int]:
    """Both ends of a printed time: it may give way to its date."""
    found: set[int] = set()
    printed = [read_tokens(one.after) for one in passage.derived if one.after]
    for at, token in enumerate(tokens):
        for time in printed:
            if tuple(one.text for one in tokens[at : at + len(time)]) == tuple(one.text for one in time):
                found |= {at, at + len(time)}
        if token.folded in words.weekdays:
            found |= {at, at + 1}
    return found | {at - 1 for at in found if at and tokens[at - 1].folded in words.before_weekday}


def conditional_at(ground: Ground, at: int, words: Connectives) -> bool:
    """Whether the token opens a condition; "should", "were" and "had" do only where they open a clause."""
    token = ground.tokens[at]
    if token.folded not in words.conditions:
        return False
    if token.folded not in words.inverted:
        return True
    return at == 0 or ground.clauses[at - 1] != ground.clauses[at]


def negative(token: Token, words: Connectives) -> bool:
    return token.folded in words.negations or token.folded.endswith("n't")


def joined(tokens: tuple[Token, ...]) -> bool:
    """Whether no mark parts the tokens from each other."""
    return all(not left.after for left, _ in pairwise(tokens))
