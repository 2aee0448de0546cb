"""The ledger of a set of readings, made in one go."""

from __future__ import annotations

from firsthand.judgements.records import NO_JOINING, Joining
from firsthand.ledger.accounts import find_accounts
from firsthand.ledger.agreements import find_agreements
from firsthand.ledger.claims import find_claims
from firsthand.ledger.compared import Compared
from firsthand.ledger.copied import find_copy_groups
from firsthand.ledger.corrections import find_corrections
from firsthand.ledger.counts import find_counts
from firsthand.ledger.dated import find_dated
from firsthand.ledger.disagreements import find_disagreements
from firsthand.ledger.entities import group_entities
from firsthand.ledger.index import make_index
from firsthand.ledger.judged import judge_origins
from firsthand.ledger.likeness import find_alike
from firsthand.ledger.lists import LedgerLists, load_lists
from firsthand.ledger.origins import find_origins
from firsthand.ledger.questions import find_open_questions
from firsthand.ledger.records import Ledger
from firsthand.ledger.series import group_figures
from firsthand.ledger.wordings import find_wordings
from firsthand.reading.records import Reading
from firsthand.story.records import Dependence, Story


def build_ledger(
    readings: tuple[Reading, ...],
    stories: tuple[Story, ...],
    dependences: tuple[Dependence, ...],
    *,
    lists: LedgerLists | None = None,
    joining: Joining = NO_JOINING,
) -> Ledger:
    """What the readings show together. They are in order of time then hash, and so is everything in the ledger.

    >>> build_ledger((), (), ()).claims
    ()
    """
    known = lists or load_lists()
    index = make_index(readings, stories)
    entities = group_entities(index, lists=known, joining=joining)
    shelf = find_accounts(index, entities, known)
    alike = find_alike(shelf.accounts, index)
    origins = judge_origins(find_origins(index, shelf, alike, dependences), joining)
    copied = find_copy_groups(dependences)
    claims = find_claims(index, shelf, alike, origins, copied, joining=joining)
    counts = find_counts(index, known, shelf.entity_of)
    series = group_figures(counts, index)
    dated = find_dated(index, shelf, known)
    compared = Compared(
        index=index,
        shelf=shelf,
        lists=known,
        alike=alike,
        claims=claims,
        counts=counts,
        series=series,
        dated=dated,
        origins=origins,
        copied=copied,
    )
    return Ledger(
        entities=entities,
        origins=origins,
        claims=claims,
        wordings=find_wordings(index, shelf, alike, origins, known),
        series=series,
        agreements=find_agreements(compared),
        disagreements=find_disagreements(compared),
        open_questions=find_open_questions(readings, lists=known),
        corrections=find_corrections(readings),
    )
