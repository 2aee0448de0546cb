"""Findings brought together one by one, with the reason for each join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from firsthand.evidence import Reason


class Joins:
    """Which ids have been brought together so far, and why: the earlier id keeps the group, so that groups stay in
    order."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {one: one for one in ids}
        self.why: dict[str, list[Reason]] = defaultdict(list)

    def root(self, one: str) -> str:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, left: str, right: str, reason: Reason) -> None:
        ours, theirs = self.root(left), self.root(right)
        if ours != theirs:
            self._parent[theirs] = ours
            self.why[left].append(reason)

    def groups(self) -> list[list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in self._parent:
            found[self.root(one)].append(one)
        return list(found.values())
