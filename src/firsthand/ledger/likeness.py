"""Which accounts say the same proposition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from firsthand.ledger.accounts import Account
from firsthand.ledger.index import Index
from firsthand.reading.records import Act
from firsthand.story.weights import Weights, make_weights

SAME_AT = 0.6
"""Weighted Dice of the senses from which two accounts say the same thing. Example: "the crew was told to keep
passengers below" and "passengers were kept below on orders" reach 0.66; two different sentences on one matter mostly
stay under 0.45."""

HELD_AT = 0.85
"""Weighted share of the shorter account's senses that stand in the longer one, from which the longer one says the
shorter one too."""

SAME_SPEAKER_AT = 0.5
SAME_SPEAKER_HELD = 0.7
"""The same for one speaker in two reports, who is retold in other words more often than he says two things so alike."""

SENSES_AT_LEAST = 3
"""Senses that two accounts share at least."""

SENSES_OF_DENIAL = 2
"""The same where one of the two is a denial: it takes up in few words what was said."""

DENIED_AT = 0.4
"""Weighted Dice from which a denial and an account are about one thing: a denial puts what it takes up in its own
words ("told to stay in their cars", "ordered people to remain in their vehicles")."""

LOOKED_UP = 6
"""Rarest senses of an account by which others like it are looked up."""

HOLDERS_AT_MOST = 200
"""A sense that more accounts hold looks up nobody."""

COMPARED_AT_MOST = 60
"""Earlier accounts that an account is compared with at most. Of the five cases it was set on (8 to 58 reports) one
account in a thousand has more, and no likeness is lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two accounts compare: `score` 0..1, `letters` 0..1 (the words in order), `opposed` where one denies what
    the other asserts."""

    left: str
    right: str
    score: float
    held: float
    letters: float
    opposed: bool
    shared: tuple[str, ...]
    distinct: int
    same_speaker: bool


def find_alike(accounts: tuple[Account, ...], index: Index) -> tuple[Likeness, ...]:
    """Pairs of accounts of one story that say the same proposition or its denial, in order.

    Accounts that name different people or bodies only, or count differently, are not alike; neither are two
    stretches that overlap on one page.
    """
    weights = make_weights(account.stems for account in accounts)
    by_place = {account.finding: at for at, account in enumerate(accounts)}
    found = []
    for left, right in _find_candidates(accounts, weights, index):
        if len(left.stems & right.stems) >= SENSES_OF_DENIAL and not left.overlaps(right):
            likeness = compare_accounts(left, right, weights)
            denial = _is_denial(left) != _is_denial(right)
            if is_same(likeness, least=SENSES_OF_DENIAL if denial else SENSES_AT_LEAST) or (
                denial and likeness.distinct >= SENSES_OF_DENIAL and likeness.score >= DENIED_AT
            ):
                found.append(likeness)
    return tuple(sorted(found, key=lambda one: (by_place[one.left], by_place[one.right])))


def compare_accounts(left: Account, right: Account, weights: Weights) -> Likeness:
    """How near two accounts are; 0 where their names or numbers speak against it."""
    shared = left.stems & right.stems
    ours, theirs, common = (weights.total_of(one) for one in (left.stems, right.stems, shared))
    whole, lighter = ours + theirs, min(ours, theirs)
    against = _names_differ(left, right) or _numbers_differ(left, right)
    return Likeness(
        left=left.finding,
        right=right.finding,
        score=0.0 if against or not whole else 2 * common / whole,
        held=0.0 if against or not lighter else common / lighter,
        letters=Indel.normalized_similarity(left.words, right.words),
        opposed=left.denied != right.denied,
        shared=tuple(sorted(shared)),
        distinct=_count_distinct(left, right, shared),
        same_speaker=left.report != right.report and bool(set(left.speakers) & set(right.speakers)),
    )


def is_same(likeness: Likeness, *, least: int = SENSES_AT_LEAST) -> bool:
    """Whether two accounts say one proposition (or its denial): enough in common for their length."""
    if likeness.letters >= 0.9 and len(likeness.shared) >= 2:
        return likeness.score > 0
    if likeness.distinct < least:
        return False
    if likeness.same_speaker and (likeness.score >= SAME_SPEAKER_AT or likeness.held >= SAME_SPEAKER_HELD):
        return True
    return likeness.score >= SAME_AT or likeness.held >= HELD_AT


def _count_distinct(left: Account, right: Account, shared: frozenset[str]) -> int:
    """How many senses two accounts share, a name and the words in it counted once."""
    entities = {one for one in shared if one.startswith("en-")}
    in_names = left.name_stems & right.name_stems & shared
    return len(shared - entities - in_names) + max(len(entities), 1 if in_names else 0)


def _is_denial(account: Account) -> bool:
    return account.statement is not None and account.statement.act is Act.DENY


def _names_differ(left: Account, right: Account) -> bool:
    """Both name people or bodies beside whoever speaks, and none is the same."""
    ours, theirs = left.actors - set(right.speakers), right.actors - set(left.speakers)
    return bool(ours and theirs) and not ours & theirs


def _numbers_differ(left: Account, right: Account) -> bool:
    return bool(left.numbers and right.numbers) and not left.numbers & right.numbers


def _find_candidates(
    accounts: tuple[Account, ...], weights: Weights, index: Index
) -> Iterator[tuple[Account, Account]]:
    """Pairs of one story that share one of the rarest senses of either: for each account the earlier ones that share
    most of them, the earliest of equals, so that the work grows with the accounts and not with their pairs."""
    stories = [index.stories.get(account.report, account.report) for account in accounts]
    number = Counter((stories[at], sense) for at, account in enumerate(accounts) for sense in account.stems)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    known_by: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        rare = [
            (stories[at], sense)
            for sense in sorted(account.stems, key=lambda one: (-weights.of(one), one))[:LOOKED_UP]
            if number[stories[at], sense] <= HOLDERS_AT_MOST
        ]
        senses = [(stories[at], sense) for sense in account.stems]
        hits = Counter(other for key in rare for other in holders[key])
        hits.update(other for key in senses for other in known_by.get(key, ()))
        near = hits if len(hits) <= COMPARED_AT_MOST else sorted(hits, key=lambda one: (-hits[one], one))
        for other in sorted(list(near)[:COMPARED_AT_MOST]):
            yield accounts[other], account
        for key in senses:
            holders[key].append(at)
        for key in rare:
            known_by[key].append(at)


def by_pair(alike: tuple[Likeness, ...]) -> Mapping[tuple[str, str], Likeness]:
    """The likenesses by both orders of their pair."""
    return {pair: one for one in alike for pair in ((one.left, one.right), (one.right, one.left))}
