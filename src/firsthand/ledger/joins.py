"""Findings brought together one by one, with the reason for each join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from firsthand.evidence import Reason
from firsthand.judgements.records import NO_JOINING, Joining


class Joins:
    """Which ids have been brought together so far, and why: the earlier id keeps the group, so that groups stay in
    order."""

    def __init__(self, ids: Iterable[str], joining: Joining = NO_JOINING) -> None:
        self._parent = {one: one for one in ids}
        self._apart = joining.apart
        self.why: dict[str, list[Reason]] = defaultdict(list)

    def root(self, one: str) -> str:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, left: str, right: str, reason: Reason) -> None:
        ours, theirs = self.root(left), self.root(right)
        if ours != theirs and not self._is_held_apart(ours, theirs):
            self._parent[theirs] = ours
            self.why[left].append(reason)

    def _is_held_apart(self, ours: str, theirs: str) -> bool:
        """Whether a person holds some of the one group and some of the other for two."""
        for sides in self._apart:
            left, right = ({self.root(one) for one in side if one in self._parent} for side in sides)
            if (ours in left and theirs in right) or (ours in right and theirs in left):
                return True
        return False

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in self._parent:
            found[self.root(one)].append(one)
        return list(found.values())
