"""What is told to the page's own outlet: "told this newspaper", "told us", and the guest's turns of an interview."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from firsthand.article.boilerplate import load_boilerplate
from firsthand.article.records import Article, Block, Report
from firsthand.article.turns import is_broadcast_label
from firsthand.reading.occasionwords import OccasionWords
from firsthand.reading.records import Basis, Mode, Occasion, Setting, Statement

_REPORTER = re.compile(r"(?i)^(?:me|us|(?:our|this) (?:reporter|correspondent)s?)$")
_TURN = "statements.turn"
_GUEST_TURNS = 2
"""Turns from which on somebody asked by the host is a guest and no voice in a report."""


def name_own_outlet(
    statements: tuple[Statement, ...], report: Report, article: Article, words: OccasionWords
) -> tuple[Statement, ...]:
    """The statements told to the page's own outlet with its name, where the page gives one; a guest's turns also with
    their setting."""
    guests = find_guests(article)
    own = tuple(one.value for one in (report.outlet, report.agency) if one.known)
    return tuple(_told_here(_interviewed(statement, guests), own, words) for statement in statements)


def find_guests(article: Article) -> frozenset[str]:
    """The labels of those who answer a host's questions in two turns or more, each right behind the host's."""
    labels = load_boilerplate("en")
    turns = [block for block in article.blocks if block.speaker]
    answers: dict[str, int] = {}
    for before, block in pairwise(turns):
        hosted = is_broadcast_label(before.speaker, labels) and not is_broadcast_label(block.speaker, labels)
        if hosted and before.speaker in _hosts(turns):
            answers[block.speaker] = answers.get(block.speaker, 0) + 1
    return frozenset(label for label, count in answers.items() if count >= _GUEST_TURNS)


def _hosts(turns: Sequence[Block]) -> frozenset[str]:
    """The labels of those who lead through a broadcast: anchors and hosts, not the reporter whose piece is shown."""
    return frozenset(block.speaker for block in turns if not _IN_THE_FIELD.search(block.speaker))


_IN_THE_FIELD = re.compile(r"(?i)\b(?:report|reporter|correspondent|voice-?over|narrator)\b")


def _interviewed(statement: Statement, guests: frozenset[str]) -> Statement:
    if statement.turn not in guests or not statement.because or statement.because[0].rule != _TURN:
        return statement
    occasion = Occasion(
        setting=Setting.INTERVIEW,
        with_whom="this station",
        asked=statement.occasion.asked,
        evidence=statement.source,
        basis=Basis.INFERRED,
    )
    return replace(statement, occasion=occasion)


def _told_here(statement: Statement, own: tuple[str, ...], words: OccasionWords) -> Statement:
    told = statement.occasion.with_whom
    if not told and not statement.inside and not statement.turn:
        heard = [passage.quote for passage in statement.audience]
        if len(heard) == 1 and any(_same(heard[0], name) for name in own):
            return replace(statement, occasion=replace(statement.occasion, with_whom=_named(heard[0], own)))
        reporter = len(heard) == 1 and _REPORTER.match(heard[0]) and not _is_party(statement)
        told = heard[0] if reporter else ""
    if not told or not (words.own_outlet.search(told) or _REPORTER.match(told)):
        return statement
    if own:
        return replace(statement, occasion=replace(statement.occasion, with_whom=own[0]))
    printed = words.own_outlet.search(told) and statement.occasion.basis is not Basis.INFERRED
    return replace(statement, occasion=replace(statement.occasion, with_whom=told if printed else ""))


_FIRST_PERSON = re.compile(r"\b(?:I|me|my|mine|we|us|our|ours)\b")


def _is_party(statement: Statement) -> bool:
    """Whether what was told to "us" is about us: a reader's letter, somebody's own story, and no interview."""
    return statement.mode is not Mode.DIRECT and any(_FIRST_PERSON.search(one.quote) for one in statement.content)


def _same(heard: str, name: str) -> bool:
    return heard.casefold().removeprefix("the ") == name.casefold().removeprefix("the ")


def _named(heard: str, own: tuple[str, ...]) -> str:
    return next(name for name in own if _same(heard, name))


__all__ = ["find_guests", "name_own_outlet"]
