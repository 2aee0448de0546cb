"""Which judgements stand: those that no later one undoes or takes the place of."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.judgements.records import Judgement, Ruling

_ONE_OF = frozenset({Ruling.CONFIRM, Ruling.REJECT})
"""Two of these about one place cannot both stand: the later one does."""


def find_standing(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that stand, oldest first: also those that were taken over from another case later than they were
    made.

    >>> first = Judgement(id="jd-1", at="", by="Ann", ruling=Ruling.HIDE)
    >>> find_standing([first, Judgement(id="jd-2", at="", by="Ann", ruling=Ruling.UNDO, supersedes="jd-1")])
    ()
    """
    given = sorted(judgements, key=lambda one: one.at)
    gone: set[str] = set()
    for one in reversed(given):  # an undone undo takes nothing away
        if one.supersedes and one.id not in gone:
            gone.add(one.supersedes)
    standing = [one for one in given if one.id not in gone and one.ruling is not Ruling.UNDO]
    return tuple(one for at, one in enumerate(standing) if not _is_overtaken(one, standing[at + 1 :]))


def _is_overtaken(one: Judgement, later: list[Judgement]) -> bool:
    """Whether a later judgement of the same place says otherwise."""
    if one.ruling in _ONE_OF:
        return any(other.ruling in _ONE_OF and other.anchors == one.anchors for other in later)
    if one.ruling is Ruling.AMEND:
        fields = {amendment.field for amendment in one.amends}
        same = [other for other in later if other.ruling is Ruling.AMEND and other.anchors == one.anchors]
        return bool(fields) and fields <= {amendment.field for other in same for amendment in other.amends}
    return False
