"""What the reading of one article finds. Every record has an id, its evidence and its reasons.

Ids: mentions `mn-`, referents `rf-`, times `tm-`, statements `st-`, narrations `na-`, figures `fg-`, instruments
`in-`, events `ev-`.
Records name each other by id only. Tuples are in text order.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from firsthand.article.records import Article, Report
from firsthand.evidence import UNKNOWN, Evidence, Problem, Reason
from firsthand.when import UNKNOWN_WHEN, When

# ---------------------------------------------------------------- who


class EntityKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    GOVERNMENT = "government"  # a state acting: "Seoul", "the North", "the South Korean government"
    PLACE = "place"
    GROUP = "group"  # "troops", "some experts", "residents"
    UNKNOWN = "unknown"


class MentionHow(StrEnum):
    """How the words point at whom they mean."""

    NAME = "name"
    ALIAS = "alias"  # surname, acronym, short form
    ROLE = "role"  # "the spokesperson", "the official", "Seoul's spy agency"
    PRONOUN = "pronoun"
    METONYM = "metonym"  # "Seoul", "the North"
    DESCRIPTION = "description"  # an unnamed source: "an official from the ministry", "some experts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name or point at somebody or something; `referent` is whom they mean in this report."""

    id: str
    evidence: Evidence
    kind: EntityKind
    how: MentionHow
    referent: str
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """Whom several mentions of one report mean. Unnamed sources are referents with `named=False`.

    `name` is the fullest printed name without title ("Lee Jae-woong", "National Intelligence Service", "South Korean
    government"),
    or for an unnamed one the fullest printed description. `of` is the id of the referent it belongs to or speaks for
    ("Foreign
    Ministry spokesperson Lee" → the ministry; "Seoul's spy agency" → the South Korean government), "" where not
    printed.
    `country` is the state it belongs to as a canonical name ("South Korea"), "unknown" where the page does not show it.
    `roles` are normalised role words as printed ("spokesperson", "spy agency"); `aliases` every other name form
    printed.
    """

    id: str
    report: str
    kind: EntityKind
    name: str
    named: bool
    of: str = ""
    country: str = UNKNOWN
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()


# ---------------------------------------------------------------- when


class TimeKind(StrEnum):
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time in the text. `find_times` leaves `when` unknown; `resolve_times` fills it, or leaves it unknown with a
    reason."""

    id: str
    evidence: Evidence
    kind: TimeKind
    when: When = UNKNOWN_WHEN
    because: tuple[Reason, ...] = ()


# ---------------------------------------------------------------- said


class Mode(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    SAY = "say"
    DENY = "deny"
    ASK = "ask"
    ANSWER = "answer"
    PROMISE = "promise"
    URGE = "urge"
    WARN = "warn"
    DOUBT = "doubt"
    CONFIRM = "confirm"
    ORDER = "order"
    DECLINE = "decline to comment"
    THINK = "think"


class Polarity(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How far the content commits: asserted, possible ("may"), conditional ("if they ask"), intended ("plans to"),
    wished, required."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    INTENDED = "intended"
    WISHED = "wished"
    REQUIRED = "required"


class Setting(StrEnum):
    INTERVIEW = "interview"
    BRIEFING = "briefing"
    POST = "post"
    VIDEO = "video"
    HEARING = "hearing"
    DOCUMENT = "document"
    REPORT = "report"
    COURT = "court"
    UNKNOWN = "unknown"


class Seen(StrEnum):
    """Which readers saw a statement. `rules` where the tagger was not asked, or keeps silent by its nature (statements
    inside others, turns)."""

    RULES = "rules"
    BOTH = "both"
    RULES_ONLY = "rules only"
    MODEL_ONLY = "model only"


class Naming(StrEnum):
    """Whether a page lets a reader know who spoke."""

    NAMED = "named"
    UNNAMED = "unnamed"  # described, not named
    UNKNOWN = "unknown"  # "it was announced", "he was told"


class Basis(StrEnum):
    PRINTED = "printed"
    INHERITED = "inherited"  # from another statement on the same occasion
    INFERRED = "inferred"
    NONE = "none"  # nothing is known that could rest on anything


class HopKind(StrEnum):
    SPEAKER = "speaker"  # the first speaker
    RETOLD = "retold"  # a speaker who tells another's words (enclosing statement)
    HEARD = "heard"  # the outlet that heard it at first hand: "in an interview with the X"
    SHARED = "shared"  # who passed on a recording or post
    RELAYED = "relayed"  # an outlet or agency that passes on: "as reported by X"
    CREDITED = "credited"  # closing credit, dateline, byline agency
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a chain, from the first speaker to this page. `name` is a short printed name, "page" at the end,
    "unknown" allowed."""

    kind: HopKind
    name: str
    basis: Basis
    referent: str = ""
    evidence: tuple[Evidence, ...] = ()
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The setting of a saying: with whom ("Chosun Ilbo"), on what ("X"), what was asked, and where the page says so."""

    setting: Setting = Setting.UNKNOWN
    with_whom: str = ""
    on_what: str = ""
    asked: tuple[Evidence, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    basis: Basis = Basis.PRINTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a source is reported to have said, thought or ordered. Source, cue and content are tuples of passages.

    `speakers` are referent ids (several: jointly unless `each`); empty with naming UNKNOWN. `source` is empty where
    the subject
    is not printed. `inside` is the id of the enclosing statement, or "". `time` is the id of the time mention of the
    saying, `said_at`
    its value (also inherited from the occasion, see `said_basis`). `turn` is the label of the turn it stands in, or "".
    """

    id: str
    report: str
    source: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    content: tuple[Evidence, ...]
    mode: Mode
    act: Act = Act.SAY
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    speakers: tuple[str, ...] = ()
    each: bool = False
    naming: Naming = Naming.UNKNOWN
    audience: tuple[Evidence, ...] = ()
    audience_is: tuple[str, ...] = ()
    occasion: Occasion = Occasion()
    time: str = ""
    said_at: When = UNKNOWN_WHEN
    said_basis: Basis = Basis.NONE
    inside: str = ""
    chain: tuple[Hop, ...] = ()
    turn: str = ""
    echo: bool = False
    translated: str = UNKNOWN
    seen: Seen = Seen.RULES
    sure: bool = True
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Narration:
    """A sentence (or the part of one) that a report asserts in its own voice. `echo` in headline, standfirst, key
    point, lead-in."""

    id: str
    report: str
    evidence: Evidence
    times: tuple[str, ...] = ()
    echo: bool = False
    because: tuple[Reason, ...] = ()


# ---------------------------------------------------------------- what


class FigureKind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    AGE = "age"
    MEASURE = "measure"
    RATIO = "ratio"
    DURATION = "duration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value: at least `low`, at most `high` (either `None` where open), in `unit` ("" for bare counts, "percent",
    "USD", "km").

    `low == high` for a bare number even if hedged; the hedge is kept as printed on the figure.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount with what it counts, as printed. `giver` is a referent id, "" with naming UNKNOWN where nobody is
    printed."""

    id: str
    report: str
    evidence: Evidence
    amount: Amount
    kind: FigureKind
    hedge: str = ""
    counted: tuple[Evidence, ...] = ()
    giver: str = ""
    giver_naming: Naming = Naming.UNKNOWN
    giver_evidence: tuple[Evidence, ...] = ()
    statement: str = ""
    as_of: When = UNKNOWN_WHEN
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A legal text or document that a report invokes. `name` is its identity ("Third Geneva Convention (1949)")."""

    id: str
    report: str
    evidence: Evidence
    name: str
    provision: str = ""
    invoked_by: str = ""
    invoked_naming: Naming = Naming.UNKNOWN
    invoked_evidence: tuple[Evidence, ...] = ()
    requires: tuple[Evidence, ...] = ()
    statement: str = ""
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something told to have happened or to be planned: its words, its time, whose word it is (a statement id, or ""
    for the
    report's own narration)."""

    id: str
    report: str
    evidence: Evidence
    time: str
    when: When
    who: tuple[str, ...] = ()
    statement: str = ""
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A printed sign that a report passes on what another outlet or agency obtained: "as reported by X", "told the
    X"."""

    report: str
    name: str
    kind: HopKind
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was found in one article, with the report and article it was found in."""

    report: Report
    article: Article
    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    times: tuple[TimeMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    narrations: tuple[Narration, ...] = ()
    figures: tuple[Figure, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    events: tuple[Event, ...] = ()
    relays: tuple[Relay, ...] = ()
    problems: tuple[Problem, ...] = ()
