"""From what a person says about ids in a brief to a judgement that is anchored in bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from firsthand.brief.records import Brief
from firsthand.errors import UnknownFinding, UsageError
from firsthand.evidence import make_id
from firsthand.judgements.anchors import anchor_report, anchor_statement, anchor_words, find_words
from firsthand.judgements.findings import list_findings
from firsthand.judgements.records import (
    OF_REPORT,
    Amendment,
    Anchor,
    Field,
    Judged,
    Judgement,
    Kind,
    Ruling,
)
from firsthand.judgements.reports import read_when
from firsthand.reading.records import Mention, Reading

__all__ = ["Judged", "Judgement", "Ruling", "Wish", "decide", "find_anchors", "sign"]

_SEVERAL = frozenset({Ruling.MERGE, Ruling.SPLIT})
_OF = {
    Ruling.CONFIRM: frozenset(Kind),
    Ruling.REJECT: frozenset(Kind) - {Kind.REPORT},
    Ruling.AMEND: frozenset({Kind.STATEMENT, Kind.REPORT}),
    Ruling.HIDE: frozenset(Kind),
    Ruling.NOTE: frozenset(Kind),
    Ruling.MERGE: frozenset({Kind.REFERENT, Kind.STORY, Kind.ORIGIN, Kind.CLAIM}),
    Ruling.SPLIT: frozenset({Kind.REFERENT, Kind.STORY, Kind.ORIGIN, Kind.CLAIM}),
}
"""What each ruling can be about."""

_TAKEN_OUT = {Kind.STORY: Kind.REPORT, Kind.ORIGIN: Kind.STATEMENT, Kind.CLAIM: Kind.STATEMENT}
"""What is taken out of each whole."""

_WHERE_IDS = "ids stand beside the lines of: firsthand brief CASE --format text --ids"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asks for: a ruling over ids of a brief, new values by field, words of the page, a note."""

    ruling: Ruling
    targets: tuple[str, ...] = ()
    fields: Mapping[str, str] | None = None
    quote: str = ""
    note: str = ""


def decide(wish: Wish, brief: Brief, readings: Sequence[Reading], given: Sequence[Judgement]) -> Judgement:
    """The judgement, without its time, name and id. Raises UsageError and UnknownFinding."""
    if wish.ruling is Ruling.UNDO:
        return _undo(wish, given)
    if wish.ruling is Ruling.ADD:
        return _add(wish, readings)
    if not wish.targets:
        raise UsageError(f"{wish.ruling} needs an id", next_step=_WHERE_IDS)
    if wish.ruling in _SEVERAL and len(wish.targets) < 2:
        raise UsageError(f"{wish.ruling} needs two ids or more", next_step="give both, the one that stays first")
    if wish.ruling is Ruling.NOTE and not wish.note:
        raise UsageError("a note needs words", next_step="give them with --note")
    amends = _amendments(wish)
    anchors = tuple(
        replace(anchor, side=min(at, 1) if wish.ruling is Ruling.SPLIT else 0)
        for at, target in enumerate(wish.targets)
        for anchor in find_anchors(target, brief, readings)
    )
    if wish.ruling is Ruling.SPLIT and anchors[0].kind in _TAKEN_OUT:  # a report of its story, a statement of its claim
        whole, part = anchors[0].kind, _TAKEN_OUT[anchors[0].kind]
        anchors = tuple(replace(one, kind=whole) if one.kind is part else one for one in anchors)
        out = {replace(one, side=0) for one in anchors if one.side}
        anchors = tuple(one for one in anchors if one.side or one not in out)
    wrong = {anchor.kind for anchor in anchors} - _OF[wish.ruling]
    if wrong or (wish.ruling in _SEVERAL and len({anchor.kind for anchor in anchors}) > 1):
        raise UsageError(f"{wish.ruling} is not for this: {', '.join(wish.targets)}", next_step=_WHERE_IDS)
    _check_fields(anchors, amends, readings)
    if wish.ruling is Ruling.CONFIRM:
        amends = _pin(anchors, wish.targets, readings)
    return Judgement(id="", at="", by="", ruling=wish.ruling, anchors=anchors, amends=amends, note=wish.note)


def sign(judgement: Judgement, *, at: str, by: str) -> Judgement:
    """The judgement with its time, name and id."""
    if not by:
        raise UsageError("a judgement needs a name", next_step="give it with --by")
    return replace(judgement, id=make_id("jd", at, by, judgement), at=at, by=by)


def find_anchors(target: str, brief: Brief, readings: Sequence[Reading]) -> tuple[Anchor, ...]:
    """Where the bytes of one id are. Raises UnknownFinding."""
    mentions: dict[str, tuple[Mention, Reading]] = {}
    for reading in readings:
        if target == reading.report.id:
            return (anchor_report(reading),)
        for statement in reading.statements:
            if statement.id == target:
                return (anchor_statement(statement, reading),)
        for id_, passage in list_findings(reading):
            if id_ == target:
                return (anchor_words(passage, reading),)
        for mention in reading.mentions:
            mentions.setdefault(mention.referent, (mention, reading))
    who = next((one.referents for one in brief.ledger.entities if one.id == target), (target,))
    first = (mentions[one] for one in who if one in mentions)
    told = tuple(anchor_words(mention.evidence, reading, Kind.REFERENT) for mention, reading in first)
    if told:
        return told
    blobs = {reading.report.id: reading for reading in readings}
    for story in brief.stories:
        if story.id == target:
            return tuple(replace(anchor_report(blobs[one]), kind=Kind.STORY) for one in story.reports if one in blobs)
    told = tuple(_anchor_members(target, brief, readings))
    if told:
        return told
    near = get_close_matches(target, (*(one.id for one in brief.statements), *_wholes(brief)), n=3, cutoff=0.75)
    raise UnknownFinding(
        f"no finding is called {target!r}",
        next_step=f"did you mean {', '.join(near)}?" if near else _WHERE_IDS,
    )


def _wholes(brief: Brief) -> Iterator[str]:
    ledger = brief.ledger
    for held in (ledger.entities, ledger.origins, ledger.claims, brief.stories):
        yield from (one.id for one in held)


def _anchor_members(target: str, brief: Brief, readings: Sequence[Reading]) -> Iterator[Anchor]:
    """The places of the statements of an origin or a claim."""
    members = {one.id: (Kind.ORIGIN, frozenset(one.statements)) for one in brief.ledger.origins}
    members |= {
        one.id: (Kind.CLAIM, frozenset(member.finding for member in one.members)) for one in brief.ledger.claims
    }
    kind, wanted = members.get(target, (Kind.CLAIM, frozenset()))
    for reading in readings:
        for statement in reading.statements:
            if statement.id in wanted:
                yield replace(anchor_statement(statement, reading), kind=kind)


def _undo(wish: Wish, given: Sequence[Judgement]) -> Judgement:
    known = {one.id for one in given}
    if len(wish.targets) != 1 or wish.targets[0] not in known:
        raise UnknownFinding(
            f"no judgement is called {' '.join(wish.targets)!r}", next_step="firsthand judge CASE list shows them"
        )
    return Judgement(id="", at="", by="", ruling=Ruling.UNDO, supersedes=wish.targets[0], note=wish.note)


def _add(wish: Wish, readings: Sequence[Reading]) -> Judgement:
    """A statement that was missed: `quote` are its words, exactly as the report prints them."""
    reading = next((one for one in readings if (one.report.id,) == wish.targets), None)
    if reading is None:
        raise UnknownFinding("add needs the id of one report", next_step="report ids begin with rp-")
    if not wish.quote:
        raise UsageError("add needs the words that were missed", next_step="give them with --content, as printed")
    place = find_words(wish.quote, reading.article)
    if place is None:
        raise UsageError(
            f"these words do not stand in one passage of {reading.report.name}: {wish.quote!r}",
            next_step="copy them from the brief, exactly and within one paragraph",
        )
    amends = _amendments(wish)
    cue = next((one.value for one in amends if one.field is Field.CUE), "")
    anchor = replace(anchor_words(place, reading, Kind.STATEMENT), cue=cue)
    _check_fields((anchor,), amends, readings)
    kept = tuple(one for one in amends if one.field in (Field.SPEAKER, Field.TIME))
    return Judgement(id="", at="", by="", ruling=Ruling.ADD, anchors=(anchor,), amends=kept, note=wish.note)


def _amendments(wish: Wish) -> tuple[Amendment, ...]:
    given = tuple(Amendment(field=Field(name), value=value) for name, value in (wish.fields or {}).items() if value)
    if wish.ruling is Ruling.AMEND and not given:
        fields = ", ".join(f"--{field}" for field in Field)
        raise UsageError("nothing to amend", next_step=f"give one of {fields}")
    if given and wish.ruling not in (Ruling.AMEND, Ruling.ADD):
        raise UsageError(f"{wish.ruling} changes no field", next_step=f"say amend instead of {wish.ruling}")
    for one in given:
        if one.field in (Field.PUBLISHED, Field.TIME):
            read_when(one.value)
    return given


def _check_fields(anchors: Sequence[Anchor], amends: Sequence[Amendment], readings: Sequence[Reading]) -> None:
    """Fields belong to what is amended, and words of a statement stand in its report."""
    by_blob = {reading.report.sha256: reading for reading in readings}
    for anchor in anchors:
        for one in amends:
            if (one.field in OF_REPORT) != (anchor.kind is Kind.REPORT):
                raise UsageError(f"a {anchor.kind} has no {one.field}", next_step="firsthand judge --help")
            if one.field in (Field.CUE, Field.CONTENT) and find_words(one.value, by_blob[anchor.blob].article) is None:
                raise UsageError(f"the report does not print: {one.value!r}", next_step="copy its words exactly")


def _pin(anchors: Sequence[Anchor], targets: Sequence[str], readings: Sequence[Reading]) -> tuple[Amendment, ...]:
    """What is confirmed of a statement is its speaker too: a later run that reads another does not override it."""
    if len(anchors) != 1 or anchors[0].kind is not Kind.STATEMENT:
        return ()
    for reading in readings:
        names = {one.id: one.name for one in reading.referents}
        for statement in reading.statements:
            if statement.id == targets[0] and len(statement.speakers) == 1 and statement.speakers[0] in names:
                return (Amendment(field=Field.SPEAKER, value=names[statement.speakers[0]]),)
    return ()
