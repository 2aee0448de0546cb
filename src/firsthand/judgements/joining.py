"""What people merged and split, found again in the readings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from firsthand.judgements.anchors import find_mention, find_statement
from firsthand.judgements.records import Anchor, Joining, Judged, Judgement, Kind, Mark, Ruling
from firsthand.judgements.statements import tell_judged
from firsthand.reading.records import Reading

_MARKS = {
    Ruling.MERGE: Mark.JOINED,
    Ruling.SPLIT: Mark.PARTED,
    Ruling.CONFIRM: Mark.CHECKED,
    Ruling.REJECT: Mark.REJECTED,
    Ruling.NOTE: Mark.NOTED,
    Ruling.HIDE: Mark.HIDDEN,
}

_JOINED = frozenset({Kind.REFERENT, Kind.STORY, Kind.ORIGIN, Kind.CLAIM})


def find_joining(
    readings: Iterable[Reading], standing: Iterable[Judgement]
) -> tuple[Joining, tuple[Judged, ...]]:
    """Whom and what people hold for one and for two. A side that no mention stands for any more is orphaned.

    What is confirmed is held for one from then on. What is rejected falls apart: a claim, an origin or a story; an
    entity is no matter of joining (see `names`).
    """
    by_blob = {reading.report.sha256: reading for reading in readings}
    one: dict[Kind, list[tuple[str, ...]]] = defaultdict(list)
    two: dict[Kind, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    judged: list[Judged] = []
    for judgement in standing:
        kind = judgement.anchors[0].kind if judgement.anchors else Kind.REPORT
        if judgement.ruling not in _MARKS or kind not in _JOINED:
            continue
        if judgement.ruling is Ruling.REJECT and kind is Kind.REFERENT:
            continue
        ids = _find_ids(judgement.anchors, by_blob)
        found = tuple(dict.fromkeys(id_ for _, id_ in ids))
        left, right = (tuple(dict.fromkeys(id_ for side, id_ in ids if side == at)) for at in (0, 1))
        if judgement.ruling in (Ruling.MERGE, Ruling.CONFIRM) and len(found) > 1:
            one[kind].append(found)
        elif judgement.ruling is Ruling.REJECT and found:
            two[kind] += [((found[0],), (other,)) for other in found[1:]]
        elif judgement.ruling is Ruling.SPLIT and left and right:
            two[kind].append((left, right))
        elif judgement.ruling in (Ruling.MERGE, Ruling.SPLIT) or not found:
            judged.append(tell_judged(judgement, Mark.ORPHANED, "", "", _words(judgement)))
            continue
        judged.append(tell_judged(judgement, _MARKS[judgement.ruling], found[0], "", _words(judgement)))
    out = {kind: tuple(right for _, right in pairs) for kind, pairs in two.items()}
    joining = Joining(
        together=tuple(one[Kind.REFERENT]),
        apart=tuple(two[Kind.REFERENT]),
        one_story=tuple(one[Kind.STORY]),
        other_story=out.get(Kind.STORY, ()),
        one_origin=tuple(one[Kind.ORIGIN]),
        other_origin=out.get(Kind.ORIGIN, ()),
        one_claim=tuple(one[Kind.CLAIM]),
        other_claim=out.get(Kind.CLAIM, ()),
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
        if anchor.kind in (Kind.ORIGIN, Kind.CLAIM):
            statement = find_statement(anchor, reading)
            if statement is not None:
                found.append((anchor.side, statement.id))
            continue
        mention = find_mention(anchor, reading.mentions, reading.article)
        if mention is not None:
            found.append((anchor.side, mention.referent))
    return found


def _words(one: Judgement) -> str:
    return " · ".join(dict.fromkeys(anchor.quote for anchor in one.anchors if anchor.quote))
