"""What people said of findings, in words for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from firsthand.brief.letters import report_letter
from firsthand.brief.phrasing import when_in_words
from firsthand.brief.records import Brief
from firsthand.judgements.records import Judged, Mark
from firsthand.reading.records import Seen
from firsthand.when import day

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


def readers_in_words(brief: Brief) -> str:
    """What read the statements: rules alone, or a learned model beside them."""
    learned = any(one.seen is not Seen.RULES for one in brief.statements)
    return "rules, a parser and a learned model" if learned else "rules and a parser"


def checked_in_words(brief: Brief) -> str:
    """How many findings people have looked at, "" for none."""
    counted = {mark: len({one.judgement for one in brief.judged if one.mark is mark}) for mark in _IN_WORDS}
    return ", ".join(f"{number} {mark}" for mark, number in counted.items() if number)


def judged_in_words(brief: Brief) -> tuple[str, ...]:
    """One line a judgement that stands: how it was judged, by whom and when, on which report and words, what was
    changed, and the note."""
    reports = {held.report.id: report_letter(at) for at, held in enumerate(brief.reports)}
    return tuple(_in_words(one, reports) for one in brief.judged)


def _in_words(one: Judged, letters: Mapping[str, str]) -> str:
    """
    >>> _in_words(Judged(finding="st-1", report="rp-1", mark=Mark.AMENDED, by="Ann", at="2031-03-05T08:30",
    ...     judgement="", words="nobody came", changed="speaker: Maud Ellery", note="heard it"), {"rp-1": "B"})
    'amended by Ann, 5 March 2031: report B, “nobody came”, speaker: Maud Ellery (heard it)'
    """
    where = f"report {letters[one.report]}" if one.report in letters else ""
    words = f"“{one.words}”" if one.words else ""
    changed = one.changed if one.mark in (Mark.AMENDED, Mark.ADDED) else ""
    parts = ", ".join(part for part in (where, words, changed) if part)
    on = when_in_words(day(date.fromisoformat(one.at[:10]))) if one.at else "day unknown"
    note = f" ({one.note})" if one.note else ""
    return f"{_IN_WORDS[one.mark]} {one.by}, {on}" + (f": {parts}" if parts else "") + note


def _checkers(brief: Brief) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.by for one in brief.judged if one.mark is not Mark.ORPHANED))
