"""Which reports are about one matter."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from firsthand.article.records import BlockKind
from firsthand.evidence import Reason, make_id
from firsthand.reading.records import Reading
from firsthand.story.records import Story
from firsthand.story.weights import Weights, make_weights
from firsthand.story.words import ContentWords, find_stems, find_words, fold, load_content_words, split_words, stem

JOIN_AT = 0.20
"""Cosine from which a report joins the story of another. Measured on 60 of the 100 BASIL triples (see
`docs/measurements.md`)."""

MERGE_AT = 0.25
"""Cosine of two whole stories from which they are one. On small sets drawn from the same BASIL part precision falls
from .98 to .97 with it and recall stays 1; without it the parts of a matter that is told over weeks stay apart."""

TELLING_WORDS = 24
"""Words of a report, heaviest first, by which its possible sisters are looked up: pairs that share none are never
compared."""

COMMON_SHARE = 0.25
"""A word that stands in more than this share of a large set (over 40 reports) looks nobody up."""

FEW_STORIES = 40
"""Stories up to which each is compared with each: what the parts of one matter share stands in most reports of a small
set, so that it is among the telling words of none."""

LONE_AT = 0.15
LONE_WITH = 5
"""Cosine from which a report that is alone joins a story of at least so many: the mean of many reports is steadier than
one. Unrelated pages stay under .07 there; on 31 runs of 50 reports of one kind of event B-cubed F1 is .9526 with it and
.9528 without."""

NAME_WEIGHT = 1.5
HEADLINE_WEIGHT = 1.5
FAR_DAYS = 90
"""Days between two reports after which the same words count for less (half at 90 days more, and so on)."""

_LEFT_OUT = frozenset({BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.DATELINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a report is about: its stems with their weights, of length 1 together, how each is printed, and its day
    where it is known."""

    report: str
    weights: Mapping[str, float]
    printed: Mapping[str, str]
    day: date | None


def group_stories(readings: tuple[Reading, ...], *, words: ContentWords | None = None) -> tuple[Story, ...]:
    """The stories that the reports fall into, each report in exactly one, in order of their first report.

    A report joins the story of its nearest earlier report from a weighted likeness of JOIN_AT on; it may bridge two
    stories, which then are one.
    """
    gists = find_gists(readings, words or load_content_words())
    roots = list(range(len(gists)))
    links: dict[int, tuple[int, float]] = {}
    near = _find_neighbours(gists)
    for at in range(len(gists)):
        best = max(((compare_gists(gists[at], gists[other]), -other) for other in near[at]), default=(0.0, 0))
        if best[0] >= JOIN_AT:
            links[at] = (-best[1], best[0])
            roots[_root(roots, at)] = _root(roots, -best[1])
    while _merge_stories(gists, roots):
        pass
    _join_lone(gists, roots)
    stories = [
        _make_story([gists[at] for at in group], [links[at] for at in group if at in links])
        for group in _list_groups(roots)
    ]
    order = {gist.report: at for at, gist in enumerate(gists)}
    return tuple(sorted(stories, key=lambda story: order[story.reports[0]]))


def _merge_stories(gists: tuple[Gist, ...], roots: list[int]) -> bool:
    """Brings together stories whose reports as a whole are alike: the parts of one developing matter. Whether any
    were: a part that has grown may then be like another."""
    groups = _list_groups(roots)
    wholes = tuple(_make_whole([gists[at] for at in group]) for group in groups)
    firsts = [group[0] for group in groups]
    few = [set(range(at)) for at in range(len(wholes))] if len(wholes) <= FEW_STORIES else None
    for at, near in enumerate(few or _find_neighbours(wholes)):
        for other in sorted(near):
            if compare_gists(wholes[at], wholes[other]) >= MERGE_AT:
                roots[_root(roots, firsts[at])] = _root(roots, firsts[other])
    return len({_root(roots, first) for first in firsts}) < len(firsts)


def _join_lone(gists: tuple[Gist, ...], roots: list[int]) -> None:
    """Brings reports that are alone to the large story that they are most like: another angle on the matter, told in
    words of its own."""
    groups = _list_groups(roots)
    large = [(_make_whole([gists[at] for at in group]), group[0]) for group in groups if len(group) >= LONE_WITH]
    if not large or len(groups) > FEW_STORIES:
        return
    for group in groups:
        if len(group) == 1:
            likeness, first = max((compare_gists(gists[group[0]], whole), -first) for whole, first in large)
            if likeness >= LONE_AT:
                roots[_root(roots, group[0])] = _root(roots, -first)


def _list_groups(roots: list[int]) -> tuple[tuple[int, ...], ...]:
    """The reports of each story, by their places."""
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(roots)):
        members[_root(roots, at)].append(at)
    return tuple(tuple(group) for group in members.values())


def _make_whole(group: list[Gist]) -> Gist:
    """The gist of several reports together: the mean of their weights, on the day of the middle one."""
    heavy: dict[str, float] = defaultdict(float)
    for gist in group:
        for word, weight in gist.weights.items():
            heavy[word] += weight
    length = math.sqrt(sum(weight * weight for weight in heavy.values())) or 1.0
    days = sorted(gist.day for gist in group if gist.day)
    return Gist(
        report=group[0].report,
        weights={word: weight / length for word, weight in heavy.items()},
        printed={},
        day=days[len(days) // 2] if days else None,
    )


def find_gists(readings: tuple[Reading, ...], words: ContentWords) -> tuple[Gist, ...]:
    """The weighted stems of each report; words that are always capital and words of the headline weigh more."""
    counts = [_count_stems(reading, words) for reading in readings]
    weights = make_weights(count.keys() for count in counts)
    return tuple(_make_gist(reading, count, weights, words) for reading, count in zip(readings, counts, strict=True))


def compare_gists(left: Gist, right: Gist) -> float:
    """How near two reports are, 0..1: the cosine of their weights, less where they lie far apart in time."""
    small, large = sorted((left.weights, right.weights), key=len)
    cosine = sum(weight * large[word] for word, weight in small.items() if word in large)
    if left.day is None or right.day is None:
        return cosine
    apart = abs((left.day - right.day).days)
    return cosine * math.pow(0.5, max(apart - FAR_DAYS, 0) / FAR_DAYS)


def _count_stems(reading: Reading, words: ContentWords) -> Counter[str]:
    count: Counter[str] = Counter()
    for block in reading.article.blocks:
        if block.kind not in _LEFT_OUT:
            count.update(find_stems(reading.article.text[block.start : block.end], words))
    return count


def _make_gist(reading: Reading, count: Counter[str], weights: Weights, words: ContentWords) -> Gist:
    names = find_names(reading.article.text)
    headline = (
        frozenset(find_stems(reading.report.headline.value, words)) if reading.report.headline.known else frozenset()
    )
    raw = {
        word: (1 + math.log(number))
        * weights.of(word)
        * (NAME_WEIGHT if word in names else 1.0)
        * (HEADLINE_WEIGHT if word in headline else 1.0)
        for word, number in count.items()
    }
    length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    when = reading.report.published.when
    return Gist(
        report=reading.report.id,
        weights={word: weight / length for word, weight in sorted(raw.items())},
        printed=_find_prints(reading),
        day=when.last_day or when.first_day,
    )


def _find_prints(reading: Reading) -> dict[str, str]:
    """For each stem the word as the report first prints it."""
    text = reading.article.text
    found: dict[str, str] = {}
    for start, end in split_words(text):
        found.setdefault(stem(fold(text[start:end])), text[start:end])
    return found


def find_names(text: str) -> frozenset[str]:
    """Stems of the words that the text never prints in small letters.

    >>> sorted(find_names("The Tern sank when the tug saw it."))
    ['tern']
    """
    capital: set[str] = set()
    small: set[str] = set()
    for raw in text.split():
        for word in find_words(raw):
            (capital if raw.lstrip("“\"'‘([")[:1].isupper() else small).add(stem(word))
    return frozenset(capital - small)


def _find_neighbours(gists: tuple[Gist, ...]) -> list[set[int]]:
    """For each report the earlier ones that share one of its telling words."""
    holders: dict[str, list[int]] = defaultdict(list)
    near: list[set[int]] = []
    telling = [sorted(gist.weights, key=lambda word: (-gist.weights[word], word))[:TELLING_WORDS] for gist in gists]
    common = _find_common(gists)
    for at, heavy in enumerate(telling):
        found = {other for word in heavy if word not in common for other in holders[word]}
        near.append(found)
        for word in heavy:
            holders[word].append(at)
    return near


def _find_common(gists: tuple[Gist, ...]) -> frozenset[str]:
    if len(gists) <= 40:
        return frozenset()
    counts = Counter(word for gist in gists for word in gist.weights)
    return frozenset(word for word, number in counts.items() if number > COMMON_SHARE * len(gists))


def _root(roots: list[int], at: int) -> int:
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at


def _make_story(gists: list[Gist], links: list[tuple[int, float]]) -> Story:
    reports = tuple(gist.report for gist in gists)
    about: tuple[str, ...] = ()
    because: tuple[Reason, ...] = ()
    if len(gists) > 1:
        shared = Counter(word for gist in gists for word in gist.weights)
        heavy: dict[str, float] = defaultdict(float)
        for gist in gists:
            for word, weight in gist.weights.items():
                if shared[word] > 1:
                    heavy[word] += weight
        heaviest = sorted(heavy, key=lambda word: (-heavy[word], word))[:8]
        prints = {word: print for gist in reversed(gists) for word, print in gist.printed.items()}
        about = tuple(prints.get(word, word) for word in heaviest)
        least = min((likeness for _, likeness in links), default=0.0)
        because = (
            Reason(
                rule="story.weighted-words",
                note=f"shared words; weakest link {least:.2f}, joined from {JOIN_AT:.2f} on",
            ),
        )
    return Story(id=make_id("sy", *reports), reports=reports, about=about, because=because)
