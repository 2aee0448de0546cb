"""What people hid: its sentences go from the brief; the finding is still counted, and says that it is hidden."""

from __future__ import annotations

from dataclasses import replace

from firsthand.brief.records import Brief, Line
from firsthand.judgements.records import Mark


def hide_lines(brief: Brief) -> Brief:
    """The brief without the composed sentences that stand on a hidden finding."""
    hidden = frozenset(one.finding for one in brief.judged if one.mark is Mark.HIDDEN and one.finding)
    if not hidden:
        return brief

    def kept(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(line for line in lines if not hidden & set(line.findings))

    return replace(
        brief,
        synopsis=kept(brief.synopsis),
        takeaways=kept(brief.takeaways),
        changed_last=kept(brief.changed_last),
        handle_with_care=kept(brief.handle_with_care),
        timeline=kept(brief.timeline),
        reports=tuple(replace(held, rests_on=kept(held.rests_on)) for held in brief.reports),
    )
