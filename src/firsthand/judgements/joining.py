"""What people merged and split, found again in the readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from firsthand.judgements.anchors import find_mention
from firsthand.judgements.records import Anchor, Joining, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.statements import tell_judged
from firsthand.reading.records import Reading

_MARKS = {Ruling.MERGE: Mark.JOINED, Ruling.SPLIT: Mark.PARTED, Ruling.NOTE: Mark.NOTED, Ruling.HIDE: Mark.HIDDEN}


def find_joining(
    readings: Iterable[Reading], standing: Iterable[Judgement]
) -> tuple[Joining, tuple[Judged, ...]]:
    """Whom and what people hold for one and for two. A side that no mention stands for any more is orphaned."""
    by_blob = {reading.report.sha256: reading for reading in readings}
    together: list[tuple[str, ...]] = []
    apart: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    one_story: list[tuple[str, ...]] = []
    other_story: list[tuple[str, ...]] = []
    judged: list[Judged] = []
    for one in standing:
        if one.ruling not in _MARKS or not any(a.kind in (Kind.REFERENT, Kind.STORY) for a in one.anchors):
            continue
        ids = _find_ids(one.anchors, by_blob)
        found = tuple(dict.fromkeys(id_ for _, id_ in ids))
        sides = tuple(tuple(dict.fromkeys(id_ for side, id_ in ids if side == at)) for at in (0, 1))
        is_story = one.anchors[0].kind is Kind.STORY
        if one.ruling is Ruling.MERGE and len(found) > 1:
            (one_story if is_story else together).append(found)
        elif one.ruling is Ruling.SPLIT and all(sides):
            if is_story:
                other_story.append(sides[1])
            else:
                apart.append((sides[0], sides[1]))
        elif one.ruling in (Ruling.MERGE, Ruling.SPLIT) or not found:
            judged.append(tell_judged(one, Mark.ORPHANED, "", "", _words(one)))
            continue
        judged.append(tell_judged(one, _MARKS[one.ruling], found[0], "", _words(one)))
    joining = Joining(
        together=tuple(together), apart=tuple(apart), one_story=tuple(one_story), other_story=tuple(other_story)
    )
    return joining, tuple(judged)


def _find_ids(anchors: Iterable[Anchor], by_blob: Mapping[str, Reading]) -> list[tuple[int, str]]:
    """(side, referent or report) of each anchor that still stands for one."""
    found: list[tuple[int, str]] = []
    for anchor in anchors:
        reading = by_blob.get(anchor.blob)
        if reading is None:
            continue
        if anchor.kind is Kind.STORY:
            found.append((anchor.side, reading.report.id))
            continue
        mention = find_mention(anchor, reading.mentions, reading.article)
        if mention is not None:
            found.append((anchor.side, mention.referent))
    return found


def _words(one: Judgement) -> str:
    return " · ".join(dict.fromkeys(anchor.quote for anchor in one.anchors if anchor.quote))
