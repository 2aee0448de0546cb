"""What people decide about the statements of one reading: a pure fold over the judgements, oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.judgements.anchors import find_statement, find_words
from firsthand.judgements.records import Amendment, Anchor, Field, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.reports import read_when
from firsthand.reading.records import (
    Basis,
    EntityKind,
    Hop,
    HopKind,
    Mention,
    MentionHow,
    Mode,
    Naming,
    Reading,
    Referent,
    Statement,
)

_MARKS = {Ruling.CONFIRM: Mark.CHECKED, Ruling.AMEND: Mark.AMENDED, Ruling.HIDE: Mark.HIDDEN, Ruling.NOTE: Mark.NOTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folded:
    """A reading after the judgements, and what they did."""

    reading: Reading
    judged: tuple[Judged, ...]


def judge_reading(reading: Reading, standing: Iterable[Judgement]) -> Folded:
    """The reading with what people decided of its statements. A judgement whose place is no longer there changes
    nothing and is listed as orphaned."""
    judged: list[Judged] = []
    for one in standing:
        for anchor in one.anchors:
            if anchor.blob == reading.report.sha256 and anchor.kind is Kind.STATEMENT:
                reading, told = _judge(reading, one, anchor)
                judged.append(told)
    return Folded(reading=reading, judged=tuple(judged))


def _judge(reading: Reading, one: Judgement, anchor: Anchor) -> tuple[Reading, Judged]:
    if one.ruling is Ruling.ADD:
        return _add(reading, one, anchor)
    statement = find_statement(anchor, reading)
    if statement is None:
        return reading, tell_judged(one, Mark.ORPHANED, "", reading.report.id, anchor.quote)
    if one.ruling is Ruling.REJECT:
        gone = tell_judged(one, Mark.REJECTED, "", reading.report.id, anchor.quote)
        return remove_statement(reading, statement.id), gone
    for amendment in one.amends:
        amended = _amend(reading, statement, one, amendment)
        if amended is None:
            return reading, tell_judged(one, Mark.ORPHANED, "", reading.report.id, anchor.quote)
        reading, statement = amended
    return reading, tell_judged(one, _MARKS.get(one.ruling, Mark.NOTED), statement.id, reading.report.id, anchor.quote)


def tell_judged(one: Judgement, mark: Mark, finding: str, report: str, words: str) -> Judged:
    """The mark that a judgement leaves."""
    return Judged(
        finding=finding,
        report=report,
        mark=mark,
        by=one.by,
        at=one.at,
        judgement=one.id,
        words=words,
        note=one.note,
        changed="; ".join(f"{amendment.field}: {amendment.value}" for amendment in one.amends),
    )


def remove_statement(reading: Reading, gone: str) -> Reading:
    """The reading without one statement: what hung on it hangs on nothing. Its words do not become the report's own."""
    return replace(
        reading,
        statements=tuple(
            replace(one, inside="") if one.inside == gone else one for one in reading.statements if one.id != gone
        ),
        figures=tuple(replace(one, statement="") if one.statement == gone else one for one in reading.figures),
        instruments=tuple(replace(one, statement="") if one.statement == gone else one for one in reading.instruments),
        events=tuple(replace(one, statement="") if one.statement == gone else one for one in reading.events),
    )


def _amend(
    reading: Reading, statement: Statement, one: Judgement, amendment: Amendment
) -> tuple[Reading, Statement] | None:
    """The reading with one field of one statement amended; `None` where the words are no longer on the page."""
    why = (*statement.because, Reason(rule=f"judgement.{one.ruling}", note=f"{amendment.field} checked by {one.by}"))
    if amendment.field is Field.SPEAKER:
        if _names(reading, statement) == amendment.value:
            return reading, statement
        reading, who = _find_referent(reading, amendment.value, one)
        changed = replace(
            statement, speakers=(who,), naming=Naming.NAMED, chain=_with_speaker(statement, amendment.value, who)
        )
    elif amendment.field is Field.TIME:
        changed = replace(statement, said_at=read_when(amendment.value), said_basis=Basis.INFERRED, time="")
    else:
        place = find_words(amendment.value, reading.article, near=_start(statement))
        if place is None:
            return None
        changed = (
            replace(statement, cue=(place,)) if amendment.field is Field.CUE else replace(statement, content=(place,))
        )
    changed = replace(changed, because=why)
    statements = tuple(changed if other.id == statement.id else other for other in reading.statements)
    return replace(reading, statements=statements), changed


def _names(reading: Reading, statement: Statement) -> str:
    names = {one.id: one.name for one in reading.referents}
    return " and ".join(names.get(who, "") for who in statement.speakers)


def _find_referent(reading: Reading, name: str, one: Judgement) -> tuple[Reading, str]:
    """The referent of that name, or a new one: with a mention where the page prints the name."""
    folded = name.casefold()
    for known in reading.referents:
        if folded in (known.name.casefold(), *(alias.casefold() for alias in known.aliases)):
            return reading, known.id
    why = (Reason(rule=f"judgement.{one.ruling}", note=f"named by {one.by}"),)
    id_ = make_id("rf", reading.article.id, "judged", name)
    place = find_words(name, reading.article)
    mentions: tuple[Mention, ...] = ()
    if place is not None:
        mentions = (_mention(reading, place, id_, why),)
    referent = Referent(
        id=id_,
        report=reading.report.id,
        kind=EntityKind.PERSON,
        name=name,
        named=True,
        mentions=tuple(mention.id for mention in mentions),
        because=why,
    )
    together = (*reading.mentions, *mentions)
    return replace(reading, referents=(*reading.referents, referent), mentions=together), id_


def _mention(reading: Reading, place: Evidence, referent: str, why: tuple[Reason, ...]) -> Mention:
    return Mention(
        id=make_id("mn", reading.article.id, "judged", place.start, place.end),
        evidence=place,
        kind=EntityKind.PERSON,
        how=MentionHow.NAME,
        referent=referent,
        because=why,
    )


def _with_speaker(statement: Statement, name: str, who: str) -> tuple[Hop, ...]:
    """The chain with its first speaker in the place of the one it had."""
    first = Hop(kind=HopKind.SPEAKER, name=name, basis=Basis.INFERRED, referent=who)
    rest = tuple(hop for hop in statement.chain if hop.kind is not HopKind.SPEAKER)
    return (first, *rest)


def _add(reading: Reading, one: Judgement, anchor: Anchor) -> tuple[Reading, Judged]:
    """The reading with a statement that the program missed."""
    place = find_words(anchor.quote, reading.article, near=anchor.start)
    if place is None:
        return reading, tell_judged(one, Mark.ORPHANED, "", reading.report.id, anchor.quote)
    cue = find_words(anchor.cue, reading.article, near=place.start) if anchor.cue else None
    statement = Statement(
        id=make_id("st", reading.article.id, "added", place.start, place.end),
        report=reading.report.id,
        source=(),
        cue=(cue,) if cue else (),
        content=(place,),
        mode=Mode.DIRECT if _is_quoted(reading.article.text, place.span) else Mode.INDIRECT,
        chain=(Hop(kind=HopKind.PAGE, name="page", basis=Basis.PRINTED),),
        because=(Reason(rule="judgement.add", words=(place,), note=f"added by {one.by}"),),
    )
    statements = (*reading.statements, statement)
    ordered = tuple(sorted(statements, key=lambda other: (_start(other), other.id)))
    reading = replace(reading, statements=ordered)
    for amendment in one.amends:
        amended = _amend(reading, statement, one, amendment)
        if amended is not None:
            reading, statement = amended
    return reading, tell_judged(one, Mark.ADDED, statement.id, reading.report.id, anchor.quote)


def _is_quoted(text: str, span: Span) -> bool:
    around = text[max(span.start - 1, 0) : span.start + 1] + text[span.end - 1 : span.end + 1]
    return any(mark in around for mark in ("“", "”", '"'))


def _start(statement: Statement) -> int:
    places = statement.content or statement.cue or statement.source
    return places[0].start if places else 0
