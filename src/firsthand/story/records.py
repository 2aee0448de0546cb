"""Reports about one matter, and how they hang on each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import Evidence, Reason


class DependenceKind(StrEnum):
    COPY = "copy"  # the text was taken, whole or trimmed
    CREDIT = "credit"  # an agency or outlet is credited for the copy
    RELAY = "relay"  # passes on what another outlet obtained
    SAME_OCCASION = "same occasion"
    SAME_DOCUMENT = "same document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """`report` hangs on `other` (a report id, or "" where the other is only named: `name`). `directed` is False where
    nothing shows which of two came first. `share` is the part of `report`'s body words that stand in `other`, 0..1
    (copies only)."""

    id: str
    report: str
    other: str
    name: str
    kind: DependenceKind
    directed: bool
    share: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports (ids, in order of time then hash) about one developing matter. `about` are names that join them."""

    id: str
    reports: tuple[str, ...]
    about: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()
