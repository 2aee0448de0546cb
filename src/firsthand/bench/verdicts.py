"""What a bench says of each row of an answer key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row: whether it is held, and where not, what was found instead. `kind` is the across row's kind, else ""."""

    row: str
    group: str
    held: bool
    found: str = ""
    kind: str = ""


def short(text: str, size: int = 70) -> str:
    """At most `size` characters of `text` on one line.

    >>> short("a  long line", 6)
    'a lon…'
    """
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1] + "…"


def decide(*, row: str, group: str, misses: Iterable[str], kind: str = "") -> Verdict:
    """The verdict of a row from what missed: none is held."""
    found = "; ".join(misses)
    return Verdict(row=row, group=group, held=not found, found=found, kind=kind)


def count_held(verdicts: Iterable[Verdict]) -> dict[str, float]:
    """Shares (`held`, `GROUP.held`, `across.KIND.held`) and counts (`total`, …) by dotted name."""
    counts: dict[str, list[bool]] = {"": []}
    for verdict in verdicts:
        names = ["", f"{verdict.group}."]
        if verdict.kind:
            names.append(f"{verdict.group}.{verdict.kind}.")
        for name in names:
            counts.setdefault(name, []).append(verdict.held)
    scores: dict[str, float] = {}
    for name, held in counts.items():
        scores[f"{name}held"] = round(sum(held) / len(held), 4) if held else 0.0
        scores[f"{name}total"] = len(held)
    return scores
