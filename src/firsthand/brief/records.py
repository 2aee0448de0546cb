"""The brief: the page a person reads, as one record. Its JSON is this record written out, its schema is generated
from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.article.records import Block, Dropped, Report
from firsthand.article.revisions import Rewording
from firsthand.evidence import Evidence, Problem, Reason
from firsthand.judgements.records import Judged
from firsthand.ledger.records import Ledger
from firsthand.reading.records import (
    Event,
    Figure,
    Instrument,
    Mention,
    Narration,
    Referent,
    Relay,
    Statement,
    TimeMention,
)
from firsthand.story.records import Dependence, Story
from firsthand.when import When

SCHEMA = "firsthand.brief/1"


class Carriage(StrEnum):
    """How a word of a composed sentence is allowed to stand there."""

    CARRIED = "carried"  # stands in a cited passage
    DERIVED = "derived"  # from a named record: a resolved date, an alias, a count
    CONNECTIVE = "connective"  # one of the closed list


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of words of a composed sentence with its carriage; `source` is the id of the passage's finding or of the
    record."""

    text: str
    carriage: Carriage
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One composed sentence that passed the check, with all its passages and the findings it stands on."""

    id: str
    text: str
    parts: tuple[Part, ...]
    passages: tuple[Evidence, ...]
    findings: tuple[str, ...]
    chain: str = ""
    origins: str = ""
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefReport:
    """A report with its clean text, so that every passage can be shown in place."""

    report: Report
    article: str
    capture: str
    text: str
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    rests_on: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageVersion:
    name: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryHeading:
    """One of several stories that the given reports tell: its number (1 is the largest), the headline most of its
    reports would carry, its reports by id, and whether this brief holds it."""

    number: int
    story: str
    title: str
    headline: tuple[Evidence, ...]
    reports: tuple[str, ...]
    covers: When
    held: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one version of a report changed of the version before it, sentence by sentence. `article` is the later one;
    the text of an earlier version is not in the brief, only the sentences of it that are no more. `at` and `before_at`:
    when each was captured, in UTC."""

    id: str
    report: str
    article: str
    number: int
    versions: int
    before_at: str
    at: str
    changes: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything that is known of one set of reports, chosen, composed and checked. All tuples are in a fixed order
    that does not
    depend on the order of the arguments: reports by time then hash, findings by report then place."""

    schema: str
    program: str
    stages: tuple[StageVersion, ...]
    as_of: str
    as_of_basis: str
    title: str
    covers: When
    reports: tuple[BriefReport, ...]
    synopsis: tuple[Line, ...]
    takeaways: tuple[Line, ...]
    changed_last: tuple[Line, ...]
    handle_with_care: tuple[Line, ...]
    timeline: tuple[Line, ...]
    refused: tuple[Problem, ...]
    mentions: tuple[Mention, ...]
    referents: tuple[Referent, ...]
    times: tuple[TimeMention, ...]
    statements: tuple[Statement, ...]
    narrations: tuple[Narration, ...]
    figures: tuple[Figure, ...]
    instruments: tuple[Instrument, ...]
    events: tuple[Event, ...]
    relays: tuple[Relay, ...]
    stories: tuple[Story, ...]
    dependences: tuple[Dependence, ...]
    ledger: Ledger
    problems: tuple[Problem, ...]
    not_held: tuple[str, ...]
    judged: tuple[Judged, ...] = ()
    contents: tuple[StoryHeading, ...] = ()
    revisions: tuple[Revision, ...] = ()
