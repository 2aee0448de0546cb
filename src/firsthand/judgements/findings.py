"""What people say of figures, instruments and events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from firsthand.evidence import Evidence
from firsthand.judgements.anchors import SAME_GROUND, find_capture_range, overlap
from firsthand.judgements.records import Anchor, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.statements import Folded, tell_judged
from firsthand.reading.records import Reading

_MARKS = {Ruling.CONFIRM: Mark.CHECKED, Ruling.REJECT: Mark.REJECTED, Ruling.HIDE: Mark.HIDDEN}


def list_findings(reading: Reading) -> tuple[tuple[str, Evidence], ...]:
    """Every figure, instrument and event of a reading with its passage."""
    return (
        *((one.id, one.evidence) for one in reading.figures),
        *((one.id, one.evidence) for one in reading.instruments),
        *((one.id, one.evidence) for one in reading.events),
    )


def judge_findings(reading: Reading, standing: Iterable[Judgement]) -> Folded:
    """The reading without the findings that people rejected, and their notes; what no longer stands is orphaned."""
    judged: list[Judged] = []
    for one in standing:
        for anchor in one.anchors:
            if anchor.kind is not Kind.FINDING or anchor.blob != reading.report.sha256:
                continue
            found = _find(anchor, reading)
            mark = _MARKS.get(one.ruling, Mark.NOTED) if found else Mark.ORPHANED
            gone = mark is Mark.REJECTED
            judged.append(tell_judged(one, mark, "" if gone else found, reading.report.id, anchor.quote))
            reading = _remove(reading, found) if gone else reading
    return Folded(reading=reading, judged=tuple(judged))


def _find(anchor: Anchor, reading: Reading) -> str:
    place = (anchor.start, anchor.end)
    return next(
        (
            id_
            for id_, passage in list_findings(reading)
            if overlap(find_capture_range(reading.article, (passage,)), place) >= SAME_GROUND
        ),
        "",
    )


def _remove(reading: Reading, gone: str) -> Reading:
    return replace(
        reading,
        figures=tuple(one for one in reading.figures if one.id != gone),
        instruments=tuple(one for one in reading.instruments if one.id != gone),
        events=tuple(one for one in reading.events if one.id != gone),
    )
