"""Headlines that promise more than the report's own statements hold."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.evidence import Reason, make_id
from firsthand.ledger.accounts import Account, Shelf
from firsthand.ledger.index import Index
from firsthand.ledger.lists import LedgerLists
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Modality
from firsthand.story.words import find_words

SHARED_SENSES = 2
"""Senses (names among them) that a headline shares at least with the statement it is measured by."""

_HELD_BACK = frozenset({Modality.POSSIBLE, Modality.CONDITIONAL})


def find_stronger_headlines(shelf: Shelf, index: Index, lists: LedgerLists) -> Iterator[Disagreement]:
    """Headlines without any hedge whose nearest statement in the body is conditional or merely possible.

    Only where no statement or sentence of the body says as much outright as the headline does.
    """
    for reading in index.readings:
        own = [account for account in shelf.accounts if account.report == reading.report.id]
        heads = [one for one in own if one.echo and _is_headline(one, index) and not _find_hedges(one, lists)]
        body = [one for one in own if not one.echo]
        for head in heads[:1]:
            nearest = _find_nearest(head, body)
            if (
                nearest
                and nearest.statement
                and (nearest.modality in _HELD_BACK or len(_find_hedges(nearest, lists)) >= 2)
            ):
                yield _make_stronger(head, nearest, _find_hedges(nearest, lists))


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


def _find_nearest(head: Account, body: list[Account]) -> Account | None:
    """The body's account that shares most with the headline, if it shares enough; the speaker's name counts as
    shared."""
    scored = [(len(head.stems & (one.stems | set(one.speakers))), -at, one) for at, one in enumerate(body)]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best and best[0] >= SHARED_SENSES else None


def _make_stronger(head: Account, held: Account, hedges: tuple[str, ...]) -> Disagreement:
    passages = (*head.passages, *held.passages)
    return Disagreement(
        id=make_id("dg", DisagreementKind.HEADLINE_STRONGER, head.finding, held.finding),
        kind=DisagreementKind.HEADLINE_STRONGER,
        about=head.text,
        members=(head.finding, held.finding),
        passages=passages,
        values=(*("stated" for _ in head.passages), *(f"held back: {', '.join(hedges)}" for _ in held.passages)),
        because=(Reason(rule="ledger.headline-without-its-hedge", words=passages, note=", ".join(hedges)),),
    )
