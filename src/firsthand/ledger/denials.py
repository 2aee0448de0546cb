"""What one voice asserts and another denies."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.evidence import Reason, make_id
from firsthand.ledger.accounts import Account
from firsthand.ledger.compared import Compared
from firsthand.ledger.likeness import Likeness
from firsthand.ledger.negation import is_negated_there
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.ledger.taken_up import find_at_odds, find_taken_up
from firsthand.reading.records import Act

ALIKE_WITHOUT_DENIAL = 0.5
"""Likeness from which two accounts, of which one is only negated, speak against each other: "none of them" about
something else shares names easily."""


def find_denials(compared: Compared) -> Iterator[Disagreement]:
    """What one speaker (or a report) asserts and another denies, first across reports, then denials that take up the
    words before them, then what a page itself calls at odds."""
    yield from _denied(compared)
    for reading in compared.index.readings:
        yield from find_taken_up(reading, compared)
        yield from find_at_odds(reading, compared)


def _denied(compared: Compared) -> Iterator[Disagreement]:
    """One for each denial, with everything that asserts what it denies: once for each report and voice."""
    asserting: dict[str, list[Account]] = {}
    for likeness in compared.alike:
        left, right = (compared.shelf.by_finding[one] for one in (likeness.left, likeness.right))
        if likeness.opposed and _are_set_against(left, right, likeness, compared):
            yes, no = (right, left) if left.denied else (left, right)
            asserting.setdefault(no.finding, []).append(yes)
    for finding, told in asserting.items():
        once = {(one.report, one.speakers): one for one in reversed(told)}
        kept = [one for one in told if once[one.report, one.speakers] is one]
        yield _make_denial(kept, compared.shelf.by_finding[finding])


def _are_set_against(left: Account, right: Account, likeness: Likeness, compared: Compared) -> bool:
    if left.echo or right.echo or not _are_two_voices(left, right):
        return False
    acts = {one.statement.act for one in (left, right) if one.statement}
    if Act.ASK in acts:
        return False
    if Act.DENY in acts:
        return True
    yes, no = (right, left) if left.denied else (left, right)
    return likeness.score >= ALIKE_WITHOUT_DENIAL and is_negated_there(no, yes, compared.lists)


def _are_two_voices(left: Account, right: Account) -> bool:
    """Two speakers, one of whom at least is known; a report and a statement; never one speaker at two times (he may
    have changed his mind)."""
    if left.statement is None and right.statement is None:
        return left.report != right.report
    return not set(left.speakers) & set(right.speakers)


def _make_denial(told: list[Account], denial: Account) -> Disagreement:
    asserted = tuple(passage for one in told for passage in one.passages)
    return Disagreement(
        id=make_id("dg", DisagreementKind.DENIAL, *(one.finding for one in told), denial.finding),
        kind=DisagreementKind.DENIAL,
        about=told[0].text,
        members=(*(one.finding for one in told), denial.finding),
        passages=(*asserted, *denial.passages),
        values=(*("asserted" for _ in asserted), *("denied" for _ in denial.passages)),
        because=(Reason(rule="ledger.asserted-and-denied", words=(asserted[0], denial.passages[0])),),
    )
