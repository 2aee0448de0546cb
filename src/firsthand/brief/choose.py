"""Which claims a reader should meet first, and which member of a claim says it best."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from firsthand.article.records import BlockKind
from firsthand.brief.context import Context
from firsthand.brief.standing import can_stand, count_words
from firsthand.ledger.records import Claim
from firsthand.reading.records import Act, HopKind, Mode, Naming, Setting, Statement

_TELLING = frozenset({Act.DENY, Act.PROMISE, Act.CONFIRM, Act.WARN, Act.ORDER, Act.URGE})
"""Acts that are news by themselves."""

_FULL = 45
"""Words of a content above which it is no longer one point."""

_THEME = 5.0
"""Most that the words of the headlines add: a statement that the headlines share outweighs a detail that two reports
carry."""

_ALIKE = 0.5
"""Share of content words that two lines may have in common before they say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A statement worth a line, with the claim it belongs to (`None` where it belongs to none) and its weight."""

    statement: Statement
    claim: Claim | None
    weight: float
    words: frozenset[str]


def rank_choices(context: Context) -> tuple[Choice, ...]:
    """Every statement that can stand alone, heaviest first; of one claim only its best member."""
    theme = _find_theme(context)
    groups: dict[str, list[Statement]] = {}
    for reading in context.readings:
        for st in reading.statements:
            if can_stand(st, context):
                claim = context.claim_of.get(st.id)
                groups.setdefault(claim.id if claim else st.id, []).append(st)
    choices = [_choose_member(members, context, theme) for members in groups.values()]
    return tuple(sorted(choices, key=lambda choice: (-choice.weight, choice.statement.id)))


def pick_lines(choices: Iterable[Choice], taken: Iterable[frozenset[str]], most: int) -> tuple[Choice, ...]:
    """The heaviest choices of which no two say the same, and no speaker fills the page.

    Each further line of one speaker weighs less.
    """
    seen = list(taken)
    pool = list(choices)
    picked: list[Choice] = []
    heard: dict[tuple[str, ...], int] = {}
    while pool and len(picked) < most:
        best = max(pool, key=lambda one: (one.weight - 2.0 * heard.get(one.statement.speakers, 0), one.statement.id))
        pool.remove(best)
        if any(alike(best.words, words) for words in seen):
            continue
        picked.append(best)
        seen.append(best.words)
        heard[best.statement.speakers] = heard.get(best.statement.speakers, 0) + 1
    return tuple(picked)


def alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two lines say much the same: most words of the shorter stand in the longer.

    >>> alike(frozenset({"gate", "fail"}), frozenset({"gate", "fail", "board"}))
    True
    """
    return bool(left) and bool(right) and len(left & right) / min(len(left), len(right)) > _ALIKE


_PLAIN = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "that",
        "this",
        "it",
        "its",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "has",
        "have",
        "had",
        "would",
        "will",
        "could",
        "may",
        "might",
        "not",
        "as",
        "who",
        "which",
        "said",
        "says",
        "than",
        "about",
        "into",
        "after",
        "before",
    ]
)


@lru_cache(maxsize=20_000)
def content_words(text: str) -> frozenset[str]:
    """The words that a line is about, cut to their first six letters so that "flooded" meets "flooding"."""
    return frozenset(word[:6] for word in re.findall(r"\w+", text.casefold()) if word not in _PLAIN)


def _find_theme(context: Context) -> dict[str, float]:
    """The words of the headlines, names aside, with the share of headlines that have each: what the reports say
    they are about. A name stands in every second sentence and makes none weightier."""
    plain = plain_words(context)
    headlines = [
        content_words(reading.report.headline.value) & plain
        for reading in context.readings
        if reading.report.headline.known
    ]
    words = {word for headline in headlines for word in headline}
    return {word: sum(word in headline for headline in headlines) / len(headlines) for word in words}


def plain_words(context: Context) -> frozenset[str]:
    """The words that some report prints with a small letter: no names."""
    found: set[str] = set()
    for reading in context.readings:
        found |= content_words(" ".join(re.findall(r"\b[a-z][\w’'-]*", reading.article.text)))
    return frozenset(found)


def _choose_member(members: list[Statement], context: Context, theme: dict[str, float]) -> Choice:
    best = max(members, key=lambda st: (_clarity(st, context), -_place(st, context), st.id))
    claim = context.claim_of.get(best.id)
    words = content_words(" ".join(piece.quote for piece in best.content))
    source = content_words(" ".join(piece.quote for piece in best.source))
    on_theme = 2.0 * fsum(theme.get(word, 0.0) for word in words - source)
    return Choice(
        statement=best,
        claim=claim,
        weight=_weight(best, claim, context) + min(on_theme, _THEME),
        words=words,
    )


def _place(st: Statement, context: Context) -> int:
    return next(at for at, reading in enumerate(context.readings) if reading.report.id == st.report)


def _clarity(st: Statement, context: Context) -> float:
    """How well a statement stands for its claim: who spoke, where, when, and in enough words."""
    words = count_words(st)
    return (
        2.0 * (st.naming is Naming.NAMED)
        + 1.0 * (st.occasion.setting is not Setting.UNKNOWN)
        + 1.0 * st.said_at.known
        + 1.0 * any(hop.kind is HopKind.HEARD for hop in st.chain)
        + min(words, 25) / 25
        - 1.0 * (words > _FULL)
        + 0.5 * (_place(st, context) > 0)
    )


def _weight(st: Statement, claim: Claim | None, context: Context) -> float:
    """Origins, reports, a named first-hand speaker, novelty, and how near it is to what the story is about."""
    origins = claim.origins_at_least if claim else 0
    reports = len(claim.reports) if claim else 1
    about = {name.casefold() for story in context.stories for name in story.about}
    said = " ".join(piece.quote for piece in (*st.source, *st.content)).casefold()
    return (
        2.0 * min(origins, 3)
        + 1.5 * (reports - 1)
        + 0.6 * min(sum(name in said for name in about), 4)
        + 1.0 * (st.act in _TELLING)
        + 0.7 * (_place(st, context) == len(context.readings) - 1)
        + 1.5 * _headlined(st, context)
        + _in_lead(st, context)
        + 1.0 * (st.mode is Mode.DIRECT)
        + _clarity(st, context)
        - 1.0 * (st.act is Act.ASK)
        - 1.5 * (st.naming is not Naming.NAMED)
    )


_LEAD = (2.5, 2.0, 1.5, 0.5)
"""What the first paragraphs of a report add: news is told with the weightiest first."""


def _in_lead(st: Statement, context: Context) -> float:
    """How near to its report's opening a statement stands."""
    blocks = context.reading_of[st.report].article.blocks
    told = [block.number for block in blocks if block.kind in (BlockKind.PARAGRAPH, BlockKind.TURN)]
    place = told.index(st.content[0].block) if st.content and st.content[0].block in told else len(_LEAD)
    return _LEAD[place] if place < len(_LEAD) else 0.0


def _headlined(st: Statement, context: Context) -> float:
    """The share of the report's headline that the statement answers for."""
    headline = context.reading_of[st.report].report.headline
    words = content_words(headline.value) if headline.known else frozenset()
    said = content_words(" ".join(piece.quote for piece in (*st.source, *st.content)))
    return len(words & said) / len(words) if words else 0.0


def _length(st: Statement) -> int:
    return sum(len(piece.quote.split()) for piece in st.content)
