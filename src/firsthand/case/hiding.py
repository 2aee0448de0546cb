"""What people hid: its sentences go from the brief; the finding is still counted, and says that it is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from firsthand.brief.records import Brief, Line
from firsthand.judgements.records import Judgement, Kind, Mark


def name_wholes(brief: Brief, judgements: Iterable[Judgement]) -> Brief:
    """The brief in which each judgement of an entity, origin, claim or story names it by its id, and no longer by one
    of its members."""
    kinds = {one.id: one.anchors[0].kind for one in judgements if one.anchors}
    holders = _find_holders(brief)
    return replace(
        brief,
        judged=tuple(
            replace(one, finding=holders.get((kinds.get(one.judgement, Kind.REPORT), one.finding), one.finding))
            for one in brief.judged
        ),
    )


def _find_holders(brief: Brief) -> dict[tuple[Kind, str], str]:
    """The whole that each member is of, by the kind of the whole."""
    ledger = brief.ledger
    holders = {(Kind.REFERENT, who): one.id for one in ledger.entities for who in one.referents}
    holders |= {(Kind.ORIGIN, who): one.id for one in ledger.origins for who in one.statements}
    holders |= {(Kind.CLAIM, member.finding): one.id for one in ledger.claims for member in one.members}
    return holders | {(Kind.STORY, report): one.id for one in brief.stories for report in one.reports}


def hide_lines(brief: Brief) -> Brief:
    """The brief without the composed sentences that stand on a hidden finding, or on any part of a hidden entity,
    origin, claim or story."""
    hidden = frozenset(one.finding for one in brief.judged if one.mark is Mark.HIDDEN and one.finding)
    hidden |= frozenset(_find_members(brief, hidden))
    if not hidden:
        return brief

    def kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(
            line
            for line in lines
            if not hidden & set(line.findings) and not hidden & {place.report for place in line.passages}
        )

    return replace(
        brief,
        synopsis=kept(brief.synopsis),
        takeaways=kept(brief.takeaways),
        changed_last=kept(brief.changed_last),
        handle_with_care=kept(brief.handle_with_care),
        timeline=kept(brief.timeline),
        reports=tuple(replace(held, rests_on=kept(held.rests_on)) for held in brief.reports),
    )


def _find_members(brief: Brief, wholes: frozenset[str]) -> Iterator[str]:
    """The findings and reports of which the hidden wholes are made."""
    if not wholes:
        return
    hidden = {who for one in brief.ledger.entities if one.id in wholes for who in one.referents}
    yield from (one.id for one in brief.statements if hidden & set(one.speakers))
    yield from (who for one in brief.ledger.origins if one.id in wholes for who in one.statements)
    yield from (member.finding for one in brief.ledger.claims if one.id in wholes for member in one.members)
    yield from (report for one in brief.stories if one.id in wholes for report in one.reports)
