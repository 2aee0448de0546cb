"""What many readings show together. Ids: entities `en-`, origins `or-`, claims `cl-`, wordings `wd-`, figure series
`fs-`,
agreements `ag-`, disagreements `dg-`, open questions `oq-`, corrections `cr-`. Members are ids of findings of the
readings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.evidence import UNKNOWN, Evidence, Reason
from firsthand.reading.records import EntityKind, Setting
from firsthand.when import UNKNOWN_WHEN, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Whom referents of several reports mean. Named entities join; unnamed sources never join across reports without
    a shown reason."""

    id: str
    kind: EntityKind
    name: str
    named: bool
    names: tuple[str, ...]
    roles: tuple[str, ...]
    country: str
    of: str
    referents: tuple[str, ...]
    reports: tuple[str, ...]
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The event by which something entered the record: one interview, briefing, post, document, observation.

    `what` says it in words ("interview of Ri with the Chosun Ilbo"). `speakers` are entity ids. `known` is False for
    a statement whose way
    into the record no page shows: it may or may not share an origin with others, and widens "at most" only.
    """

    id: str
    setting: Setting
    what: str
    known: bool
    speakers: tuple[str, ...]
    heard_by: str
    on: When
    statements: tuple[str, ...]
    reports: tuple[str, ...]
    because: tuple[Reason, ...] = ()


class Stance(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    ASKS = "asks"
    OPEN = "leaves open"
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMember:
    finding: str
    report: str
    stance: Stance
    origin: str
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition with every statement and narration that asserts, denies, asks or leaves it open.

    Independent origins: at least `origins_at_least`, at most `origins_at_most`; `first_speakers` is how many first
    speakers are known.
    `passage` is the member that says it most fully.
    """

    id: str
    passage: Evidence
    members: tuple[ClaimMember, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    origins_at_least: int
    origins_at_most: int
    first_speakers: int
    because: tuple[Reason, ...] = ()


class WordingKind(StrEnum):
    UTTERANCE = "one utterance"
    STRENGTH = "one account in two strengths"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words that stand in one print and other words (or none: "") in the other."""

    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Two prints of one utterance, or one account told more and less strongly. Two members, in order of time."""

    id: str
    kind: WordingKind
    members: tuple[str, str]
    speaker: str
    setting: Setting
    said_at: When
    passages: tuple[Evidence, ...]
    differences: tuple[Difference, ...]
    because: tuple[Reason, ...] = ()


class SeriesRelation(StrEnum):
    AGREE = "agree"
    DIFFER = "differ"
    GREW = "grew"
    FELL = "fell"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries:
    """Figures that count the same thing, side by side, in order of time."""

    id: str
    counts: str
    figures: tuple[str, ...]
    relation: SeriesRelation
    because: tuple[Reason, ...] = ()


class AgreementKind(StrEnum):
    FIGURE = "figure"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Passages of several reports that give one value for one thing."""

    id: str
    kind: AgreementKind
    value: str
    about: str
    members: tuple[str, ...]
    passages: tuple[Evidence, ...]
    because: tuple[Reason, ...] = ()


class DisagreementKind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    NAME = "name"
    DENIAL = "denial"
    ATTRIBUTION_DROPPED = "attribution dropped"
    HEADLINE_STRONGER = "headline stronger"
    DRIFT = "drift within one report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Passages that differ about one thing; `values` are what each passage gives, in the order of `passages`."""

    id: str
    kind: DisagreementKind
    about: str
    members: tuple[str, ...]
    passages: tuple[Evidence, ...]
    values: tuple[str, ...]
    reconciliation: str = ""
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something a report says is not known or not decided. `passage` is the printed words."""

    id: str
    report: str
    passage: Evidence
    finding: str
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was said, what is said now, and where it is admitted ("" values where the note does not say)."""

    id: str
    report: str
    passage: Evidence
    was: str = UNKNOWN
    now: str = UNKNOWN
    when: When = UNKNOWN_WHEN
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    entities: tuple[Entity, ...] = ()
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    wordings: tuple[Wording, ...] = ()
    series: tuple[FigureSeries, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    corrections: tuple[Correction, ...] = ()
