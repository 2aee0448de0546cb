"""One report that tells one intention more and less firmly: in its standfirst, its lead and its quotations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import UNKNOWN, Evidence, Reason, make_id
from firsthand.ledger.accounts import Account
from firsthand.ledger.compared import Compared
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.story.words import find_words

SHARED_SENSES = 2
"""Senses beside the words of firmness that two tellings of one intention share at least."""


def find_drift(compared: Compared) -> Iterator[Disagreement]:
    """What headline, standfirst or key points tell of one intention with another firmness than the body's statements.

    Only where both name one doer (or doers of one state) and share what is to be done.
    """
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in compared.shelf.accounts:
        by_report[account.report].append(account)
    for own in by_report.values():
        body = [one for one in own if not one.echo and one.statement is not None and not one.statement.inside]
        for head in (one for one in own if one.echo):
            step = find_step(head, compared)
            if not step:
                continue
            others = [one for one in body if _tells_otherwise(head, step, one, compared)]
            firmness = compared.lists.step_order
            if any(abs(firmness[find_step(one, compared)] - firmness[step]) > 1 for one in others):
                yield _make_drift(head, others, compared)


def find_step(account: Account, compared: Compared) -> str:
    """How firmly the account tells an intention ("considers", "ready", "intends", "will"), or ""."""
    for passage in account.passages:
        for word in find_words(passage.quote):
            step = compared.lists.steps.get(word)
            if step:
                return step
    return ""


def _tells_otherwise(head: Account, step: str, other: Account, compared: Compared) -> bool:
    theirs = find_step(other, compared)
    if not theirs or theirs == step or head.denied != other.denied:
        return False
    entities = {one for one in head.stems & other.stems if one.startswith("en-")}
    in_names = head.name_stems | other.name_stems
    shared = {one for one in head.stems & other.stems if one not in in_names and not one.startswith("en-")}
    shared -= compared.lists.step_stems
    return bool(shared) and len(shared) + len(entities) >= SHARED_SENSES and _has_one_doer(head, other, compared)


def _has_one_doer(head: Account, other: Account, compared: Compared) -> bool:
    ours, theirs = find_doers(head, compared), find_doers(other, compared)
    if ours & theirs:
        return True
    countries = [{compared.shelf.entities[one].country for one in each} - {UNKNOWN} for each in (ours, theirs)]
    return bool(countries[0] & countries[1])


def find_doers(account: Account, compared: Compared) -> frozenset[str]:
    """Whoever is named right before the word of firmness; the speaker where nobody is."""
    for passage in account.passages:
        place = _find_step_place(passage, compared)
        if place is None:
            continue
        before = [one for one in compared.index.mentions_in(passage) if one.evidence.end <= place]
        named = [compared.shelf.entity_of[one.referent] for one in before if one.referent in compared.shelf.entity_of]
        known = [one for one in named if compared.shelf.entities[one].named]
        if known:
            return frozenset({known[0] if account.statement is None else known[-1]})
    return frozenset(account.speakers)


def _find_step_place(passage: Evidence, compared: Compared) -> int | None:
    at = 0
    for word in passage.quote.split():
        at = passage.quote.index(word, at)
        if any(part in compared.lists.steps for part in find_words(word)):
            return passage.start + at
        at += len(word)
    return None


def _make_drift(head: Account, others: list[Account], compared: Compared) -> Disagreement:
    told = (head, *others)
    passages = tuple(passage for one in told for passage in one.passages)
    return Disagreement(
        id=make_id("dg", DisagreementKind.DRIFT, *(one.finding for one in told)),
        kind=DisagreementKind.DRIFT,
        about=head.text,
        members=tuple(one.finding for one in told),
        passages=passages,
        values=tuple(find_step(one, compared) for one in told for _ in one.passages),
        because=(Reason(rule="ledger.one-intention-two-firmnesses", words=passages),),
    )
