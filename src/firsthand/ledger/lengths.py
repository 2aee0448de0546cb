"""How long one thing lasted, told with lengths of time that differ: "for about forty minutes", "for an hour"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.ledger.clauses import Told
from firsthand.ledger.compared import Compared
from firsthand.ledger.contrast import load_contrast
from firsthand.ledger.counts import HEDGE_SHARE, find_bounds
from firsthand.ledger.occasions import can_be_one_time
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import FigureKind
from firsthand.story.words import find_words

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_629_800,
    "year": 31_557_600,
}
"""Seconds of each unit of time."""

COVERED = 0.6
"""Share of either sentence's matter that two lengths by two tellers share at least."""

TIMES_APART = 6
"""Times that one length may be the other: a cell for forty minutes and a prison for ten years are two things."""

KNOWN_AT_LEAST = 12
KNOWN_BY = 0.1
"""Sentences of a story, and share of them, at most that hold the thing by which one teller's two lengths are of it."""

_ONE = re.compile(
    r"""
    \bfor\s+(?P<words>(?P<hedge>(?:about|around|nearly|almost|roughly)\s+)?
    (?P<half>half\s+)?an?\s+(?:full\s+)?(?P<unit>minute|hour|day|week|month|year))\b   # for about half an hour
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Length:
    """A length of time in seconds, with the clause's matter and whose word it is."""

    told: Told
    words: Evidence
    hedge: str
    low: Decimal
    high: Decimal
    matter: frozenset[str]
    tellers: frozenset[str]


def find_lengths(compared: Compared, told: Mapping[str, tuple[Told, ...]]) -> Iterator[Disagreement]:
    """Lengths of time in two reports that one teller, or two of one matter, give for one thing."""
    by_story: dict[str, list[_Length]] = defaultdict(list)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    number: Counter[str] = Counter()
    for sentences in told.values():
        for one in sentences:
            story = compared.index.stories.get(one.account.report, one.account.report)
            number[story] += 1
            held[story].update(one.senses)
            by_story[story].extend(_find_in(one, compared))
    for story, lengths in by_story.items():
        most = max(KNOWN_BY * number[story], KNOWN_AT_LEAST)
        rare = frozenset(sense for sense, times in held[story].items() if times <= most)
        seen: set[frozenset[Evidence]] = set()
        for at, left in enumerate(lengths):
            for right in lengths[at + 1 :]:
                pair = frozenset({left.words, right.words})
                if pair not in seen and _differ(left, right) and _are_of_one_thing(left, right, rare):
                    seen.add(pair)
                    yield _make(left, right)


def _find_in(told: Told, compared: Compared) -> Iterator[_Length]:
    """The one length of time that a sentence gives with "for"."""
    account = told.account
    if account.echo or "?" in told.evidence.quote:
        return
    found = list(_find_printed(told, compared))
    if len(found) != 1:
        return
    words, hedge, low, high = found[0]
    clause = next((one for one in told.clauses if words.quote in one.text), None)
    contrast = load_contrast()
    if clause is None or {clause.opener, *clause.words} & contrast.unsure:
        return
    yield _Length(
        told=told,
        words=words,
        hedge=hedge,
        low=low,
        high=high,
        matter=contrast.of((*clause.senses, *told.before)),
        tellers=frozenset(account.speakers) if account.statement else told.people,
    )


def _find_printed(told: Told, compared: Compared) -> Iterator[tuple[Evidence, str, Decimal, Decimal]]:
    """Each length behind "for": its words, its hedge, and its bounds in seconds."""
    reading, sentence = compared.index.reports[told.account.report], told.evidence
    for figure in reading.figures:
        unit = _SECONDS.get(figure.amount.unit.rstrip("s"))
        inside = figure.evidence.of == sentence.of and sentence.span.covers(figure.evidence.span)
        low, high = find_bounds(figure)
        if figure.kind is FigureKind.DURATION and inside and unit and low is not None and high is not None:
            ahead = find_words(sentence.quote[: figure.evidence.start - sentence.start])
            if "for" in ahead[-1 - len(find_words(figure.hedge)) :]:
                yield figure.evidence, figure.hedge, low * unit, high * unit
    for match in _ONE.finditer(sentence.quote):
        start, end = match.span("words")
        words = reading.article.evidence(Span(start=sentence.start + start, end=sentence.start + end))
        if not any(one.evidence.of == words.of and one.evidence.span.overlaps(words.span) for one in reading.figures):
            one = Decimal(_SECONDS[match["unit"]]) / (2 if match["half"] else 1)
            reach = one * HEDGE_SHARE if match["hedge"] else Decimal(0)
            yield words, "", one - reach, one + reach


def _differ(left: _Length, right: _Length) -> bool:
    if left.told.account.report == right.told.account.report or left.told.account.overlaps(right.told.account):
        return False
    ours, theirs = sorted((one.low + one.high) / 2 for one in (left, right))
    apart = max(left.low, right.low) > min(left.high, right.high)
    return apart and ours > 0 and theirs <= TIMES_APART * ours


def _are_of_one_thing(left: _Length, right: _Length, rare: frozenset[str]) -> bool:
    ours, theirs = left.told, right.told
    if (
        ours.times
        and theirs.times
        and not any(can_be_one_time(one, other) for one in ours.times for other in theirs.times)
    ):
        return False
    shared = left.matter & right.matter
    if left.tellers & right.tellers and shared & rare:
        return True
    if ours.people and theirs.people and not ours.people & theirs.people:
        return False
    names = 1 if ours.names & theirs.names else 0
    least = max(len(left.matter), len(right.matter))
    return len(shared) + names >= 2 and bool(shared) and len(shared) >= COVERED * least


def _make(left: _Length, right: _Length) -> Disagreement:
    pair = (left, right)
    return Disagreement(
        id=make_id(
            "dg",
            DisagreementKind.FIGURE,
            left.told.account.finding,
            right.told.account.finding,
            left.words.start,
            right.words.start,
        ),
        kind=DisagreementKind.FIGURE,
        about=min((one.told.evidence.quote for one in pair), key=len),
        members=tuple(one.told.account.finding for one in pair),
        passages=tuple(one.told.evidence for one in pair),
        values=tuple(f"{one.hedge} {one.words.quote}".strip() for one in pair),
        because=(Reason(rule="ledger.one-thing-two-lengths", words=tuple(one.words for one in pair)),),
    )
