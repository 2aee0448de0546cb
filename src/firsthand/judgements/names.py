"""Names that people reject: what was taken for a person or a body is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from firsthand.judgements.anchors import find_mention
from firsthand.judgements.records import Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.statements import Folded, tell_judged
from firsthand.reading.records import HopKind, Naming, Reading, Statement


def judge_names(reading: Reading, standing: Iterable[Judgement]) -> Folded:
    """The reading without the entities that people rejected. What they were thought to have said stays, with an unknown
    speaker: its printed source is as it was."""
    judged: list[Judged] = []
    for one in standing:
        for anchor in one.anchors if one.ruling is Ruling.REJECT else ():
            if anchor.kind is not Kind.REFERENT or anchor.blob != reading.report.sha256:
                continue
            mention = find_mention(anchor, reading.mentions, reading.article)
            mark = Mark.REJECTED if mention else Mark.ORPHANED
            judged.append(tell_judged(one, mark, "", reading.report.id, anchor.quote))
            reading = remove_name(reading, mention.referent) if mention else reading
    return Folded(reading=reading, judged=tuple(judged))


def remove_name(reading: Reading, gone: str) -> Reading:
    """The reading without one referent: whatever was laid to it is laid to nobody."""
    return replace(
        reading,
        referents=tuple(
            replace(one, of="") if one.of == gone else one for one in reading.referents if one.id != gone
        ),
        mentions=tuple(one for one in reading.mentions if one.referent != gone),
        statements=tuple(_without_speaker(one, gone) for one in reading.statements),
        figures=tuple(
            replace(one, giver="", giver_naming=Naming.UNKNOWN) if one.giver == gone else one
            for one in reading.figures
        ),
        instruments=tuple(
            replace(one, invoked_by="", invoked_naming=Naming.UNKNOWN) if one.invoked_by == gone else one
            for one in reading.instruments
        ),
        events=tuple(replace(one, who=tuple(who for who in one.who if who != gone)) for one in reading.events),
    )


def _without_speaker(statement: Statement, gone: str) -> Statement:
    chain = tuple(
        replace(hop, referent="") if hop.referent == gone else hop
        for hop in statement.chain
        if hop.referent != gone or hop.kind is not HopKind.SPEAKER
    )
    speakers = tuple(who for who in statement.speakers if who != gone)
    naming = statement.naming if speakers or not statement.speakers else Naming.UNKNOWN
    return replace(statement, chain=chain, speakers=speakers, naming=naming)
