"""Everything that differences are looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from firsthand.ledger.accounts import Shelf
from firsthand.ledger.counts import Count
from firsthand.ledger.dated import DatedPassage
from firsthand.ledger.index import Index
from firsthand.ledger.likeness import Likeness
from firsthand.ledger.lists import LedgerLists
from firsthand.ledger.records import Claim, FigureSeries, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The findings of all reports, already set side by side. `copied` gives the report that stands for all copies of
    one."""

    index: Index
    shelf: Shelf
    lists: LedgerLists
    alike: tuple[Likeness, ...]
    claims: tuple[Claim, ...]
    counts: tuple[Count, ...]
    series: tuple[FigureSeries, ...]
    dated: tuple[DatedPassage, ...]
    origins: tuple[Origin, ...] = ()
    copied: Mapping[str, str] = field(default_factory=dict)
