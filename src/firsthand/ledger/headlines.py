"""Headlines that promise more than the report's own statements hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.accounts import Account, Shelf
from firsthand.ledger.index import Index
from firsthand.ledger.lists import LedgerLists
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Act, Modality, Naming, Setting
from firsthand.story.words import find_words

SHARED_SENSES = 2
"""Senses (names among them) that a headline shares at least with the statement it is measured by."""

HEDGES = 2
"""Words of hedging from which a plain statement is held back."""

SHARED_OF_HEADLINE = 0.6
"""Share of a headline's senses that a quotation of somebody else than the headline names must have."""

_OF_HIMSELF = frozenset(["i", "i'm", "i'd", "i've", "i'll", "we", "we're", "we'd", "my", "me", "our"])
"""Words of somebody who holds himself back: what he says that others think or could do is no hedge of his."""

_HELD_BACK = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL})


def find_stronger_headlines(shelf: Shelf, index: Index, lists: LedgerLists) -> Iterator[Disagreement]:
    """Headlines without any hedge that stand above something less: a conditional or merely possible quotation, what
    one side says and another denies, or no word as charged as theirs."""
    by_report: dict[str, list[Account]] = defaultdict(list)
    for account in shelf.accounts:
        by_report[account.report].append(account)
    for own in by_report.values():
        heads = [one for one in own if one.echo and "?" not in one.text and _is_headline(one, index)]
        body = [one for one in own if not one.echo]
        for head in [one for one in heads if not _is_held_back(one, lists, hedges=1)][:1]:
            found = (
                _above_held_back(head, body, lists) or _above_denied(head, body) or _charged_alone(head, body, lists)
            )
            if found:
                yield found


def _is_headline(account: Account, index: Index) -> bool:
    reading = index.reports[account.report]
    return any(
        passage in reading.report.headline.evidence or _in_headline(passage.block, index, account.report)
        for passage in account.passages
    )


def _in_headline(block: int | None, index: Index, report: str) -> bool:
    blocks = index.reports[report].article.blocks
    return block is not None and block < len(blocks) and blocks[block].kind.value == "headline"


def _find_hedges(account: Account, lists: LedgerLists) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in find_words(account.text) if word in lists.content.hedges))


def _is_held_back(account: Account, lists: LedgerLists, *, hedges: int = HEDGES) -> bool:
    return account.modality in _HELD_BACK or len(_find_hedges(account, lists)) >= hedges


def _count_shared(head: Account, other: Account) -> int:
    """Senses that both have, the words of a name counted with it; the speaker's name counts as shared."""
    shared = head.stems & (other.stems | set(other.speakers))
    entities = {one for one in shared if one.startswith("en-")}
    in_names = (head.name_stems | other.name_stems) & shared
    return len(shared - entities - in_names) + max(len(entities), 1 if in_names else 0)


def _above_held_back(head: Account, body: list[Account], lists: LedgerLists) -> Disagreement | None:
    """The speaker's own words on the headline's matter are conditional or hedged; or nothing in the body says as much
    outright."""
    quotes, least = _find_own_quotes(head, body)
    plainly = [one for one in body if not _is_held_back(one, lists, hedges=1)] if least > 1 else None
    nearest = (
        _find_nearest(head, quotes, least, plainly),
        _find_nearest(head, [one for one in body if one.statement or one.direct], SHARED_SENSES, body),
        _find_only_condition(head, body),
    )
    best = next((one for one in nearest if one is not None and _is_held_back(one, lists)), None)
    if best is None:
        return None
    hedges = _find_hedges(best, lists)
    held = f"held back: {', '.join(hedges)}" if hedges else f"held back: {best.modality}"
    return _make(head, (best,), held, "ledger.headline-without-its-hedge")


def _find_own_quotes(head: Account, body: list[Account]) -> tuple[list[Account], int]:
    """The quotations of whoever the headline tells of, with how many senses they must share: one is enough for the
    interviewed person whom a headline calls "a deckhand"."""
    quotes = [one for one in body if one.direct]
    if head.statement is None:
        return quotes, SHARED_SENSES
    own = [one for one in quotes if set(one.speakers) & set(head.speakers)]
    if own:
        return [one for one in own if _is_of_himself(one)], 1
    heard = [one for one in quotes if one.statement and one.statement.occasion.setting is Setting.INTERVIEW]
    unnamed = head.statement.naming is Naming.UNNAMED
    if unnamed and heard:
        return [one for one in heard if _is_of_himself(one)], 1
    return ([] if unnamed else quotes), SHARED_SENSES


def _is_of_himself(account: Account) -> bool:
    """Whether a speaker tells of himself, or of what would be: what he tells of others holds no headline back that is
    about him."""
    return account.modality is Modality.CONDITIONAL or bool(set(account.words) & _OF_HIMSELF)


def _find_nearest(
    head: Account, among: list[Account], least: int, rivals: list[Account] | None = None
) -> Account | None:
    """The account that shares most with the headline, the first of equals; `None` where a rival shares more."""
    best = max(among, key=lambda one: (_count_shared(head, one), -among.index(one)), default=None)
    if best is None or _count_shared(head, best) < least:
        return None
    if least > 1 and len(head.stems & (best.stems | set(best.speakers))) < SHARED_OF_HEADLINE * len(head.stems):
        return None
    most = max((_count_shared(head, one) for one in rivals or ()), default=0)
    return best if _count_shared(head, best) >= most else None


def _find_only_condition(head: Account, body: list[Account]) -> Account | None:
    """A conditional quotation that alone in the body holds one of the headline's senses: "charges, if …"."""
    plain = {one for one in head.stems if not one.startswith("en-")} - head.name_stems
    for sense in sorted(plain):
        holding = [one for one in body if sense in one.stems]
        if holding and all(one.modality is Modality.CONDITIONAL and one.direct for one in holding):
            return holding[0]
    return None


def _above_denied(head: Account, body: list[Account]) -> Disagreement | None:
    """The headline gives as fact what one side says and another denies in the same report."""
    if head.statement is not None:
        return None
    told = [
        one
        for one in body
        if one.statement and one.statement.act is not Act.DENY and _count_shared(head, one) >= SHARED_SENSES + 1
    ]
    best = max(told, key=lambda one: (_count_shared(head, one), -body.index(one)), default=None)
    if best is None or best.denied != head.denied:
        return None
    for other in body:
        denies = other.statement is not None and other.statement.act is Act.DENY
        apart = not set(other.speakers) & set(best.speakers)
        if denies and apart and _count_plain(head, other) and _count_plain(best, other):
            return _make(head, (best, other), "said by one side and denied by another", "ledger.headline-takes-a-side")
    return None


def _count_plain(left: Account, right: Account) -> int:
    names = left.name_stems | right.name_stems
    return len({one for one in left.stems & right.stems if not one.startswith("en-")} - names)


def _charged_alone(head: Account, body: list[Account], lists: LedgerLists) -> Disagreement | None:
    """The headline tells somebody's words with a charged verb for which the body has only plain ones and the
    speaker's own hedged quotation."""
    if head.statement is None:
        return None
    quotes = [one for one in body if one.direct and _is_held_back(one, lists) and one.statement]
    for sense in lists.senses:
        if sense.name == "say" or not set(head.words) & sense.charged:
            continue
        if any(set(one.words) & sense.charged for one in body):
            continue
        plain = [one for one in body if set(_all_words(one)) & sense.plain]
        voices = {who for one in plain for who in one.speakers}
        held = [one for one in quotes if set(one.speakers) & voices]
        if plain and held:
            return _make(head, (held[0],), f"no word of {sense.name} so strong", "ledger.headline-more-charged")
    return None


def _all_words(account: Account) -> tuple[str, ...]:
    return tuple(word for part in account.passages for word in find_words(part.quote))


def _make(head: Account, others: tuple[Account, ...], held: str, rule: str) -> Disagreement:
    below: tuple[Evidence, ...] = tuple(passage for one in others for passage in one.passages)
    passages = (*head.passages, *below)
    return Disagreement(
        id=make_id("dg", DisagreementKind.HEADLINE_STRONGER, head.finding, *(one.finding for one in others)),
        kind=DisagreementKind.HEADLINE_STRONGER,
        about=head.text,
        members=(head.finding, *(one.finding for one in others)),
        passages=passages,
        values=(*("stated" for _ in head.passages), *(held for _ in below)),
        because=(Reason(rule=rule, words=passages, note=held),),
    )
