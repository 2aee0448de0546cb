"""Reports whose text was taken from one another."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from firsthand.article.records import Article, BlockKind
from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.records import Reading
from firsthand.story.outlets import fold_outlet, same_outlet
from firsthand.story.records import Dependence, DependenceKind
from firsthand.story.words import fold, split_words

RUN = 5
"""Words in a row that count as one shared passage piece."""

LONG_RUN = 14
"""Words in a row that no two writers hit on by chance (outside quotation marks)."""

COPY_SHARE = 0.25
"""Share of the shorter body's five-word runs (quotations left out) from which a text is a copy. Two reports that
only quote one speech share under 0.1; a trimmed and re-led agency story shares 0.3 to 1."""

WORDS_AT_LEAST = 30
"""Shared words (outside quotations) under which nothing is called a copy, however short the report."""

PASSAGES = 4
"""Shared passages that are kept as evidence, longest first."""

HOLDERS_AT_MOST = 40
"""A run of words that stands in more reports than this is boilerplate."""

_BODY = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN, BlockKind.STANDFIRST, BlockKind.KEY_POINT})
_MARK = re.compile('[“”"]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body words of a report in order, with their places, whether they stand in quotation marks, and their
    five-word runs."""

    reading: Reading
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    quoted: tuple[bool, ...]
    blocks: tuple[int, ...]
    runs: Mapping[tuple[str, ...], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two bodies share: stretches of equal words (first word in each, number), and the share of the shorter
    one's runs."""

    stretches: tuple[tuple[int, int, int], ...]
    left_share: float
    right_share: float
    words: int


def find_copies(readings: tuple[Reading, ...]) -> tuple[Dependence, ...]:
    """Pairs of reports whose bodies share long exact passages, trimmed and reordered copies included.

    The copy is the one that credits the other's agency or outlet, else the later one; with neither known the pair is
    undirected. Words that both quote are no sign of copying and are left out of the share.
    """
    bodies = [read_body(reading) for reading in readings]
    found: list[Dependence] = []
    for left, right in _find_pairs(bodies):
        shared = compare_bodies(bodies[left], bodies[right])
        if is_copy(shared):
            found.append(_make_copy(bodies[left], bodies[right], shared))
    return tuple(found)


def read_body(reading: Reading) -> Body:
    """The body words of a report and the five-word runs that start outside quotations (first place of each)."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    quoted: list[bool] = []
    blocks: list[int] = []
    for block in reading.article.blocks:
        if block.kind not in _BODY:
            continue
        for word, place, inside in _words_of(reading.article, block.start, block.end):
            words.append(word)
            places.append(place)
            quoted.append(inside)
            blocks.append(block.number)
    runs: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - RUN + 1):
        if blocks[at] == blocks[at + RUN - 1] and not all(quoted[at : at + RUN]):
            runs.setdefault(tuple(words[at : at + RUN]), at)
    return Body(
        reading=reading,
        words=tuple(words),
        places=tuple(places),
        quoted=tuple(quoted),
        blocks=tuple(blocks),
        runs=runs,
    )


def _words_of(article: Article, start: int, end: int) -> list[tuple[str, tuple[int, int], bool]]:
    """The folded words of a stretch of text, where each stands, and whether in quotation marks."""
    text = article.text[start:end]
    inside = False
    changes = []
    for mark in _MARK.finditer(text):
        inside = (mark[0] != "”") if mark[0] != '"' else not inside
        changes.append((mark.start(), inside))
    found = []
    for word_start, word_end in split_words(text):
        at = bisect_right(changes, (word_start, True)) - 1
        place = (start + word_start, start + word_end)
        found.append((fold(text[word_start:word_end]), place, at >= 0 and changes[at][1]))
    return found


def _find_pairs(bodies: list[Body]) -> list[tuple[int, int]]:
    """Pairs that share enough runs to be worth comparing word by word."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, body in enumerate(bodies):
        for run in body.runs:
            holders[run].append(at)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for reports in holders.values():
        if 1 < len(reports) <= HOLDERS_AT_MOST:
            for pair in combinations(reports, 2):
                counts[pair] += 1
    return sorted(pair for pair, number in counts.items() if number >= LONG_RUN - RUN)


def compare_bodies(left: Body, right: Body) -> Shared:
    """The longest common stretches of two bodies from RUN words on, in the order of the left one."""
    stretches: list[tuple[int, int, int]] = []
    at = 0
    while at <= len(left.words) - RUN:
        other = right.runs.get(tuple(left.words[at : at + RUN]))
        if other is None or left.blocks[at] != left.blocks[at + RUN - 1]:
            at += 1
            continue
        length = RUN
        while (
            _goes_on(left, at + length)
            and _goes_on(right, other + length)
            and left.words[at + length] == right.words[other + length]
        ):
            length += 1
        stretches.append((at, other, length))
        at += length
    common = left.runs.keys() & right.runs.keys()
    words = sum(1 for start, _, length in stretches for at in range(start, start + length) if not left.quoted[at])
    return Shared(
        stretches=tuple(stretches),
        left_share=len(common) / len(left.runs) if left.runs else 0.0,
        right_share=len(common) / len(right.runs) if right.runs else 0.0,
        words=words,
    )


def is_copy(shared: Shared) -> bool:
    """Whether what two bodies share is too much and too exact for two writers."""
    longest = max((length for _, _, length in shared.stretches), default=0)
    return (
        longest >= LONG_RUN
        and shared.words >= WORDS_AT_LEAST
        and max(shared.left_share, shared.right_share) >= COPY_SHARE
    )


def _goes_on(body: Body, at: int) -> bool:
    return at < len(body.words) and body.blocks[at] == body.blocks[at - 1]


def _make_copy(left: Body, right: Body, shared: Shared) -> Dependence:
    later, why = decide_direction(left.reading, right.reading)
    directed = later is not None
    copy, source = (left, right) if later is left.reading else (right, left)
    share = shared.left_share if copy is left else shared.right_share
    evidence = [*_passages(left, shared, side=0), *_passages(right, shared, side=1)]
    report, other = copy.reading.report, source.reading.report
    return Dependence(
        id=make_id("dp", DependenceKind.COPY, report.id, other.id),
        report=report.id,
        other=other.id,
        name=_name_of(source.reading),
        kind=DependenceKind.COPY,
        directed=directed,
        share=round(share, 3),
        evidence=tuple(evidence),
        because=(Reason(rule="story.shared-passages", words=tuple(evidence[:2]), note=why),),
    )


def decide_direction(left: Reading, right: Reading) -> tuple[Reading | None, str]:
    """Which of two reports is the copy, and why; `None` where nothing shows it.

    A credit that names the other's outlet or its own dateline agency decides before time does; two that credit one
    agency are both its copies.
    """
    left_gives, right_gives = _credits(left), _credits(right)
    left_is, right_is = _is_called(left), _is_called(right)
    if left_gives & right_is and not right_gives & left_is - right_is:
        return left, "credits the other"
    if right_gives & left_is and not left_gives & right_is - left_is:
        return right, "credits the other"
    if left_gives & right_gives:
        return None, "both credit one agency"
    earlier, later = left.report.published.when, right.report.published.when
    if earlier.end and later.start and earlier.end <= later.start:
        return right, "published later"
    if later.end and earlier.start and later.end <= earlier.start:
        return left, "published later"
    return None, "nothing shows which came first"


def _credits(reading: Reading) -> frozenset[str]:
    agency = reading.report.agency
    names = {fold_outlet(agency.value)} if agency.known and not _is_agency_page(reading) else set()
    names.update(fold_outlet(relay.name) for relay in reading.relays)
    return frozenset(names)


def _is_called(reading: Reading) -> frozenset[str]:
    report = reading.report
    names = {fold_outlet(report.outlet.value)} if report.outlet.known else set()
    if _is_agency_page(reading):
        names.add(fold_outlet(report.agency.value))
    return frozenset(names)


def _is_agency_page(reading: Reading) -> bool:
    """Whether the page is the agency's own: its outlet is the agency, or there is no outlet beside an agency that
    stands at the head and not in a closing credit."""
    report = reading.report
    if not report.agency.known:
        return False
    if report.outlet.known:
        return same_outlet(report.agency.value, report.outlet.value)
    return "closing credit" not in report.agency.basis


def _name_of(reading: Reading) -> str:
    report = reading.report
    return report.outlet.value if report.outlet.known else report.agency.value if report.agency.known else report.name


def _passages(body: Body, shared: Shared, *, side: int) -> list[Evidence]:
    longest = sorted(shared.stretches, key=lambda stretch: (-stretch[2], stretch[0]))[:PASSAGES]
    found = []
    for stretch in sorted(longest):
        (start, _), (_, end) = body.places[stretch[side]], body.places[stretch[side] + stretch[2] - 1]
        found.append(body.reading.article.evidence(Span(start=start, end=end)))
    return found
