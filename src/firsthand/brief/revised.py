"""What rewritten pages changed, in words for a page."""

from __future__ import annotations

from collections import Counter
from datetime import date

from firsthand.article.revisions import Edit, Rewording, mark_words
from firsthand.brief.phrasing import number_in_words, report_in_words, when_in_words
from firsthand.brief.records import BriefReport, Revision
from firsthand.when import day

_ORDER = (Edit.CHANGED, Edit.ADDED, Edit.CUT, Edit.MOVED)


def tell_revision(one: Revision, held: BriefReport, letter: str) -> str:
    """Which version of which report, when it was captured, and how many sentences are other than before."""
    counted = Counter(change.edit for change in one.changes)
    first, *rest = [edit for edit in _ORDER if counted[edit]]
    told = [f"{number_in_words(counted[first], 'sentence')} {first}", *(f"{counted[edit]} {edit}" for edit in rest)]
    return (
        f"{report_in_words(held.report)} ({letter}), version {one.number} of {one.versions}, of {_day(one.at)} "
        f"(the one before is of {_day(one.before_at)}): {', '.join(told)}"
    )


def tell_change(change: Rewording) -> str:
    """One sentence: what went in [-brackets-], what came in {+braces+}.

    >>> from firsthand.evidence import Evidence
    >>> old, new = (Evidence(report="", of="", block=0, start=0, end=1, quote=q) for q in ("40 homes.", "60 homes."))
    >>> tell_change(Rewording(edit=Edit.CHANGED, before=old, after=new))
    'changed: “[-40-] {+60+} homes.”'
    """
    if change.before and change.after and change.edit is Edit.CHANGED:
        signs = {"": "{}", "cut": "[-{}-]", "added": "{{+{}+}}"}
        row = mark_words(change.before.quote, change.after.quote)
        return f"changed: “{' '.join(signs[how].format(words) for how, words in row)}”"
    shown = change.after or change.before
    return f"{change.edit}: “{' '.join(shown.quote.split()) if shown else ''}”"


def _day(at: str) -> str:
    return when_in_words(day(date.fromisoformat(at[:10])))
