"""A person's judgement, where it is anchored, and the mark that it leaves in a brief."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ruling(StrEnum):
    """What a person decided."""

    CONFIRM = "confirm"
    REJECT = "reject"
    AMEND = "amend"
    ADD = "add"
    NOTE = "note"
    HIDE = "hide"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class Kind(StrEnum):
    """What an anchor is of."""

    REPORT = "report"
    STATEMENT = "statement"
    REFERENT = "referent"
    FINDING = "finding"  # any other: a figure, an event, an instrument
    STORY = "story"
    ORIGIN = "origin"
    CLAIM = "claim"


class Field(StrEnum):
    """What can be amended."""

    OUTLET = "outlet"
    PUBLISHED = "published"
    SPEAKER = "speaker"
    CUE = "cue"
    CONTENT = "content"
    TIME = "time"


OF_REPORT = frozenset({Field.OUTLET, Field.PUBLISHED})
"""Fields of a report; the others are a statement's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in bytes: the blob, the range of its decoded text (0 and 0 for the whole), the words there, and for a
    statement the words of its cue. `side` parts the two sides of a split."""

    blob: str
    kind: Kind
    start: int = 0
    end: int = 0
    quote: str = ""
    cue: str = ""
    side: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One field and its new value, as a person gave it."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What `by` decided at `at`. `supersedes` is the id of the judgement that it undoes or takes the place of."""

    id: str
    at: str
    by: str
    ruling: Ruling
    anchors: tuple[Anchor, ...] = ()
    amends: tuple[Amendment, ...] = ()
    note: str = ""
    supersedes: str = ""


class Mark(StrEnum):
    """How a finding stands after the judgements."""

    CHECKED = "checked"
    AMENDED = "amended"
    ADDED = "added"
    REJECTED = "rejected"
    HIDDEN = "hidden"
    NOTED = "noted"
    JOINED = "joined"
    PARTED = "parted"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One finding as a person judged it. `finding` is "" where a rejected one is gone or an orphan has no place;
    `words` are those that were judged, `changed` says which fields have which new values. Of an entity, origin, claim
    or story, `finding` is one of its members until a case names the whole."""

    finding: str
    report: str
    mark: Mark
    by: str
    at: str
    judgement: str
    words: str = ""
    note: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Referents that a person holds for one, and pairs of groups that a person holds apart; stories by their reports,
    origins and claims by their statements."""

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    one_story: tuple[tuple[str, ...], ...] = ()
    other_story: tuple[tuple[str, ...], ...] = ()
    one_origin: tuple[tuple[str, ...], ...] = ()
    other_origin: tuple[tuple[str, ...], ...] = ()
    one_claim: tuple[tuple[str, ...], ...] = ()
    other_claim: tuple[tuple[str, ...], ...] = ()


NO_JOINING = Joining()
