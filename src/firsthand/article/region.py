"""Where on a plain capture the report stands: its headline, its first and its last paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.article.boilerplate import Boilerplate, fold
from firsthand.article.names import Names
from firsthand.article.units import Role, Unit

_LONGEST_HEADLINE = 30
"""Words: the longest headline that is taken for one."""

_WORTH = {
    Role.SHORT: -10.0,
    Role.DIRT: -8.0,
    Role.LABEL: -3.0,
    Role.DATE: -2.0,
    Role.BYLINE: -2.0,
    Role.CAPTION: 3.0,
}
"""What a stretch that is no text does to a region: five lone links undo one paragraph of fifty words.
Chosen on every second page of extract-naeb printed as plain lines (n = 103), with the word lists of that day:
-10/-8/-50 gave F1 .892, -7/-8/-50 .888, -7/-12/-50 .889, -5/-8/-50 .888."""

_FOOT = -50.0
"""What a line that usually closes a body does."""

_FULL_TEXT = 60
"""Words: a longer paragraph says no more for a region than one of this length."""

_BODY_BEFORE_FOOT = 120
"""Words of text above a heading of comments, from which on nothing below it is the report's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Indices of units: the headline (-1 where the page has none), the first and the last unit of the body, both
    included."""

    headline: int
    first: int
    last: int


def find_region(units: Sequence[Unit], lists: Boilerplate, names: Names) -> Region | None:
    """Where the report stands among `units`; `None` where no unit is text."""
    body = _best_run(units)
    if body is None:
        return None
    first, last = body
    headline = _headline(units, first, last, lists, names)
    if headline > first:
        first = next((at for at in range(headline + 1, last + 1) if units[at].role in _TEXTUAL), first)
    headline = headline if headline < first else -1
    return Region(headline=headline, first=_lead(units, headline, first), last=_tail(units, last))


def _lead(units: Sequence[Unit], headline: int, first: int) -> int:
    """The first text under the headline, where nothing but the page's own matter parts it from the body."""
    if headline < 0:
        return first
    above = range(headline + 1, first)
    texts = [at for at in above if units[at].role in _TEXTUAL]
    links = (
        sum(units[at].role is Role.SHORT or units[at].why == "comments" for at in range(texts[0], first))
        if texts
        else 0
    )
    return texts[0] if texts and not links else first


def _tail(units: Sequence[Unit], last: int) -> int:
    """The last text that nothing but advertisements, buttons and captions parts from the body."""
    for at in range(last + 1, len(units)):
        unit = units[at]
        if unit.role in _TEXTUAL:
            last = at
        elif (
            unit.role is not Role.DIRT
            or unit.foot
            or unit.opens
            or unit.why in {"related links", "newsletter", "cookie notice"}
        ):
            break
    return last


_TEXTUAL = frozenset({Role.TEXT, Role.SENTENCE, Role.CAPTION})


def _best_run(units: Sequence[Unit]) -> tuple[int, int] | None:
    """The run of units with the highest sum of worths (Kadane)."""
    total = sum(unit.words for unit in units if unit.role is Role.TEXT)
    best = (0.0, 0, -1)
    score, start, above = 0.0, 0, 0
    for at, unit in enumerate(units):
        if unit.role is Role.TEXT:
            above += unit.words
        if unit.why == "comments" and unit.foot and above >= _BODY_BEFORE_FOOT and above >= 0.3 * total:
            break
        if score <= 0:
            score, start = 0.0, at
        score += _worth(unit)
        if score > best[0]:
            best = (score, start, at)
    _, start, end = best
    if end < 0:
        return None
    while units[start].role not in _TEXTUAL and start < end:
        start += 1
    return start, end


def _worth(unit: Unit) -> float:
    if unit.role is Role.TEXT:
        return float(min(unit.words, _FULL_TEXT))
    if unit.role is Role.SENTENCE:
        return 0.8 * min(unit.words, 10)
    if unit.role is Role.SHORT and unit.stretch.bullet:
        return -1.0
    if unit.foot:
        return _FOOT
    return _WORTH.get(unit.role, 0.0)


def _headline(units: Sequence[Unit], first: int, last: int, lists: Boilerplate, names: Names) -> int:
    """The unit that reads most like this body's headline, or -1. Evidence: printed twice, its words come back in the
    body, near above it, standing alone."""
    body = Counter(
        word for unit in units[first : last + 1] if unit.role is Role.TEXT for word in content_words(unit.text, lists)
    )
    times = Counter(fold(unit.text) for unit in units if unit.words <= _LONGEST_HEADLINE)
    titles = {fold(head) for unit in units if unit.words <= _LONGEST_HEADLINE + 8 for head in heads_of_title(unit.text)}
    for head in titles & set(times):
        times[head] += 1
    best, chosen = 0.0, -1
    reach = _reach(units, first, last)
    for at in range(reach):
        score = _headline_score(units[at], times, body, lists, names)
        if score > 0:
            between = sum(unit.role in {Role.SHORT, Role.TEXT} for unit in units[at + 1 : first]) if at < first else 2
            score -= min(between, 10) * 0.25
            if any(times[fold(head)] > 1 for head in heads_of_title(units[at].text)):
                score -= _TITLE_OF_PAGE
        if score > best:
            best, chosen = score, at
    return chosen if best >= _HEADLINE_SCORE else -1


_HEADLINE_SCORE = 2.0
"""A lone line of six words of which half come back in the body stands at 3.5; a section's name at 1."""


_TITLE_OF_PAGE = 3.0
"""What a line loses that is another one with the site's name behind it: the other is the headline."""

_TITLE_BREAK = re.compile(r"\s+(?:\||-|\u2013|\u2014|::|\u00B7|\u00AB|\u00BB|:)\s+|:\s+")


def heads_of_title(text: str) -> tuple[str, ...]:
    """What may be the headline in a page's title, each cut before another "|" or dash.

    >>> heads_of_title("Ferry sinks - one dead | Northsea Gazette")
    ('Ferry sinks', 'Ferry sinks - one dead')
    """
    return tuple(text[: found.start()] for found in _TITLE_BREAK.finditer(text) if found.start() > 0)


def _reach(units: Sequence[Unit], first: int, last: int) -> int:
    """How far down a headline may stand: before the body's third text."""
    seen = 0
    for at in range(first, last + 1):
        seen += units[at].role is Role.TEXT
        if seen == 2:
            return at
    return first


def _headline_score(unit: Unit, times: Counter[str], body: Counter[str], lists: Boilerplate, names: Names) -> float:
    if unit.role not in {Role.SHORT, Role.SENTENCE, Role.TEXT} or not 2 <= unit.words <= _LONGEST_HEADLINE:
        return 0.0
    text = unit.text
    if unit.stretch.bullet or re.search(r"[.,:;]$", text) or names.looks_like_masthead(text):
        return 0.0
    if unit.role is Role.TEXT and text.endswith(('."', ".\u201d")):
        return 0.0
    wanted = content_words(text, lists)
    if not wanted:
        return 0.0
    shared = sum(word in body for word in wanted) / len(wanted)
    score = 4.0 * shared + (2.0 if times[fold(text)] >= 2 else 0.0)
    score += 1.0 if 4 <= unit.words <= 20 else (-1.5 if unit.words < 3 else 0.0)
    return score + (0.5 if len(wanted) >= 3 else 0.0)


def content_words(text: str, lists: Boilerplate) -> list[str]:
    """The words of a text that carry its matter: folded to their first six letters, without the commonest.

    >>> from firsthand.article.boilerplate import load_boilerplate
    >>> content_words("The ferries were burning", load_boilerplate("en"))
    ['ferrie', 'burnin']
    """
    found = re.findall(r"[\w]+", text.casefold())
    return [word[:6] for word in found if len(word) > 2 and word not in lists.function_words]
