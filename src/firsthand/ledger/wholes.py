"""What one voice says of all and another of a part: "every pump passed", "the sheets cover two of the four pumps"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.evidence import Reason, make_id
from firsthand.ledger.accounts import Account, find_senses
from firsthand.ledger.compared import Compared
from firsthand.ledger.records import Disagreement, DisagreementKind

SHARED_SENSES = 2
"""Senses beside the counted noun and beside names that the two share at least."""

_ALL = re.compile(
    r"""
    \b(?:every(?:\s+single)?|each|all(?:\s+of)?)\s+       # every | all of
    (?:the\s+|its\s+|their\s+|our\s+|his\s+|her\s+)?
    (?P<noun>(?:[a-z-]+\s+){0,2}?[a-z-]+)                 # drencher pump
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|half|some|several|a\s+few|a\s+third|most|none|few)"
)
_PART = re.compile(
    rf"""
    \b(?P<part>{_NUMBER})\s+of\s+                          # two of
    (?:the\s+|its\s+|their\s+|our\s+|his\s+|her\s+|all\s+)?
    (?:[\w’'-]+[’']s?\s+)?                                 # the ship’s
    (?P<rest>(?:[\w-]+\s+){{0,3}}[\w-]+)                   # four drencher pumps
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    account: Account
    nouns: frozenset[str]
    printed: str


def find_wholes(compared: Compared) -> Iterator[Disagreement]:
    """Statements of all of a kind beside statements of a part of it, by two voices, where both tell the same of it:
    one for each two statements."""
    parts: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    wholes: list[_Told] = []
    for account in compared.shelf.accounts:
        if account.echo or (account.statement is not None and account.statement.inside):
            continue
        story = compared.index.stories.get(account.report, account.report)
        part, whole = _find_told(account, _PART, "rest", compared), _find_told(account, _ALL, "noun", compared)
        for noun in part.nouns if part else ():
            parts[story, noun].append(part)  # type: ignore[arg-type]
        if whole and not account.denied:
            wholes.append(whole)
    for whole in wholes:
        story = compared.index.stories.get(whole.account.report, whole.account.report)
        for noun in sorted(whole.nouns):
            for part in parts[story, noun]:
                if _tell_one_matter(whole, part, noun):
                    yield _make(whole, part)


def _find_told(account: Account, pattern: re.Pattern[str], group: str, compared: Compared) -> _Told | None:
    """What the account says of all or of a part: the senses of the first such words that name a thing."""
    for passage in account.passages:
        for match in pattern.finditer(passage.quote):
            nouns = frozenset(find_senses(match[group], compared.lists)) & account.stems
            if nouns:
                return _Told(account=account, nouns=nouns, printed=match.group().strip())
    return None


def _tell_one_matter(whole: _Told, part: _Told, noun: str) -> bool:
    ours, theirs = whole.account, part.account
    if set(ours.speakers) & set(theirs.speakers) or ours.overlaps(theirs) or not (ours.speakers or theirs.speakers):
        return False
    names = ours.name_stems | theirs.name_stems
    shared = {one for one in ours.stems & theirs.stems if not one.startswith("en-")} - names - {noun}
    return len({one for one in shared if not one[0].isdigit()}) >= SHARED_SENSES


def _make(whole: _Told, part: _Told) -> Disagreement:
    passages = (*whole.account.passages, *part.account.passages)
    return Disagreement(
        id=make_id("dg", DisagreementKind.FIGURE, whole.account.finding, part.account.finding),
        kind=DisagreementKind.FIGURE,
        about=whole.account.text,
        members=(whole.account.finding, part.account.finding),
        passages=passages,
        values=(*(whole.printed for _ in whole.account.passages), *(part.printed for _ in part.account.passages)),
        because=(Reason(rule="ledger.all-and-a-part", words=(whole.account.passages[0], part.account.passages[0])),),
    )
