"""Propositions, each with everything that asserts, denies, asks or leaves it open, and how many independent origins
it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from firsthand.evidence import UNKNOWN, Reason, make_id
from firsthand.judgements.records import NO_JOINING, Joining
from firsthand.ledger.accounts import Account, Shelf
from firsthand.ledger.index import Index
from firsthand.ledger.judged import judge_groups
from firsthand.ledger.likeness import Likeness, by_pair
from firsthand.ledger.records import Claim, ClaimMember, Origin, Stance
from firsthand.reading.records import Act, Modality


def find_claims(
    index: Index,
    shelf: Shelf,
    alike: tuple[Likeness, ...],
    origins: tuple[Origin, ...],
    copied: Mapping[str, str],
    *,
    joining: Joining = NO_JOINING,
) -> tuple[Claim, ...]:
    """A claim for each statement, with whatever says the same beside it, in the order of their first member;
    narration alone makes none.

    `copied` gives the report that stands for all copies of one. A finding joins a claim that it resembles in its
    first member, so that likeness does not wander from passage to passage.
    """
    pairs = by_pair(alike)
    near: dict[str, list[str]] = defaultdict(list)
    for one in alike:
        near[one.right].append(one.left)
        near[one.left].append(one.right)
    leader: dict[str, str] = {}
    groups: dict[str, list[Account]] = {}
    for account in sorted(shelf.accounts, key=lambda one: one.echo):
        leaders = {
            leader[other]
            for other in near[account.finding]
            if other in leader and (leader[other], account.finding) in pairs
        }
        best = max(leaders, key=lambda one: (pairs[one, account.finding].score, one), default=account.finding)
        leader[account.finding] = best
        groups.setdefault(best, []).append(account)
    by_statement = {statement: origin for origin in origins for statement in origin.statements}
    return tuple(
        _make_claim(group, index, pairs, by_statement, copied)
        for group in judge_groups(groups, joining)
        if any(account.statement for account in group)
    )


def _make_claim(
    group: list[Account],
    index: Index,
    pairs: Mapping[tuple[str, str], Likeness],
    by_statement: Mapping[str, Origin],
    copied: Mapping[str, str],
) -> Claim:
    first = group[0]
    members = tuple(_make_member(one, first, pairs, by_statement) for one in group)
    counted = [one for one in group if not one.echo] or group
    known = {
        by_statement[one.finding].id
        for one in counted
        if one.finding in by_statement and by_statement[one.finding].known
    }
    with_known = {
        copied.get(one.report, one.report)
        for one in counted
        if one.finding in by_statement and by_statement[one.finding].known
    }
    loose = {_loose_key(one, by_statement, copied) for one in counted} - {""}
    loose = {key for key in loose if key not in with_known}
    fullest = max(group, key=lambda one: (not one.echo, len(one.stems), -group.index(one)))
    speakers = {who for one in group for who in one.speakers}
    outlets = [index.reports[one.report].report.outlet.value for one in group]
    return Claim(
        id=make_id("cl", *(one.finding for one in group)),
        passage=fullest.passages[0],
        members=members,
        reports=tuple(dict.fromkeys(one.report for one in group)),
        outlets=tuple(dict.fromkeys(name for name in outlets if name != UNKNOWN)),
        origins=tuple(dict.fromkeys(by_statement[one.finding].id for one in group if one.finding in by_statement)),
        origins_at_least=max(len(known), 1),
        origins_at_most=max(len(known) + len(loose), 1),
        first_speakers=len(speakers),
        because=tuple(dict.fromkeys(reason for member in members for reason in member.because)),
    )


def _loose_key(account: Account, by_statement: Mapping[str, Origin], copied: Mapping[str, str]) -> str:
    """What may be an origin of its own: an unknown origin, or a report's narration (copies count once); "" where the
    origin is known."""
    origin = by_statement.get(account.finding)
    if origin is None:
        return copied.get(account.report, account.report)
    return "" if origin.known else origin.id


def _make_member(
    account: Account, first: Account, pairs: Mapping[tuple[str, str], Likeness], by_statement: Mapping[str, Origin]
) -> ClaimMember:
    likeness = pairs.get((first.finding, account.finding))
    because: tuple[Reason, ...] = ()
    if likeness:
        note = f"alike {likeness.score:.2f}, words in order {likeness.letters:.2f}"
        because = (Reason(rule="ledger.same-proposition", words=(first.passages[0], account.passages[0]), note=note),)
    origin = by_statement.get(account.finding)
    return ClaimMember(
        finding=account.finding,
        report=account.report,
        stance=find_stance(account, first, opposed=likeness.opposed if likeness else False),
        origin=origin.id if origin else "",
        because=because,
    )


def find_stance(account: Account, first: Account, *, opposed: bool) -> Stance:
    """How a finding stands to its claim, which is worded as the claim's first member (a denial's words say what it
    denies)."""
    act = account.statement.act if account.statement else None
    if act is Act.ASK:
        return Stance.ASKS
    denies_first = first.statement is not None and first.statement.act is Act.DENY
    if denies_first != opposed:
        return Stance.DENIES
    return Stance.CONDITIONAL if account.modality is Modality.CONDITIONAL else Stance.ASSERTS
