"""What people said of findings, in words for a page."""

from __future__ import annotations

from collections import defaultdict

from firsthand.brief.records import Brief
from firsthand.judgements.records import Judged, Mark

_IN_WORDS = {
    Mark.CHECKED: "checked by",
    Mark.AMENDED: "amended by",
    Mark.ADDED: "added by",
    Mark.REJECTED: "rejected by",
    Mark.HIDDEN: "hidden by",
    Mark.NOTED: "note by",
    Mark.JOINED: "held for one by",
    Mark.PARTED: "held apart by",
    Mark.ORPHANED: "no longer found on the page, judged by",
}


def mark_in_words(one: Judged) -> str:
    """How a finding was judged, by whom, and the note.

    >>> mark_in_words(Judged(finding="st-1", report="", mark=Mark.CHECKED, by="Ann", at="", judgement=""))
    'checked by Ann'
    """
    return f"{_IN_WORDS[one.mark]} {one.by}" + (f": {one.note}" if one.note else "")


def marks_by_finding(brief: Brief) -> dict[str, str]:
    """What people said of each finding, in the order in which they said it."""
    told: dict[str, list[str]] = defaultdict(list)
    for one in brief.judged:
        if one.finding:
            told[one.finding].append(mark_in_words(one))
    return {finding: "; ".join(words) for finding, words in told.items()}


def find_hidden(brief: Brief) -> frozenset[str]:
    """The findings that people hid from the lists."""
    return frozenset(one.finding for one in brief.judged if one.mark is Mark.HIDDEN and one.finding)


def machine_title(brief: Brief) -> str:
    """The head over what no person has looked at."""
    people = ", ".join(_checkers(brief))
    return f"Read by a machine, checked {f'in part by {people}' if people else 'by nobody'}"


def checked_in_words(brief: Brief) -> str:
    """How many findings people have looked at, "" for none."""
    counted = {mark: len({one.judgement for one in brief.judged if one.mark is mark}) for mark in _IN_WORDS}
    return ", ".join(f"{number} {mark}" for mark, number in counted.items() if number)


def judged_in_words(brief: Brief) -> tuple[str, ...]:
    """One line a judgement that stands: what, by whom, on which words."""
    return tuple(
        f"{mark_in_words(one)}, {one.at[:10]}" + (f": “{one.words}”" if one.words else "") for one in brief.judged
    )


def _checkers(brief: Brief) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.by for one in brief.judged if one.mark is not Mark.ORPHANED))
