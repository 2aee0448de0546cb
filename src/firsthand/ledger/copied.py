"""Which reports and passages are one print, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import Indel

from firsthand.evidence import Evidence
from firsthand.story.records import Dependence, DependenceKind
from firsthand.story.words import find_words

SAME_PRINT = 0.85
"""Likeness of the words in order from which two sentences are one print, trimmed or not."""

PRINT_WORDS = 8
"""Words under which two like sentences may be anybody's: "seven people died"."""


def find_copy_groups(dependences: Iterable[Dependence]) -> Mapping[str, str]:
    """Report to the report that stands for all copies of its text.

    >>> find_copy_groups(())
    {}
    """
    stands: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for one in dependences:
        if one.kind is DependenceKind.COPY and one.other:
            first = stands.get(one.other, one.other)
            before = stands.get(one.report, one.report)
            if first == before and one.other in stands:
                continue
            joined = {*groups.pop(before, ()), *groups.get(first, ()), one.report, one.other}
            groups[first] = sorted(joined)
            stands.update(dict.fromkeys(groups[first], first))
    return stands


def are_apart(left: Evidence, right: Evidence, copied: Mapping[str, str]) -> bool:
    """Whether two passages are two writers': of two reports, neither a copy of the other, in words that are not one
    print."""
    if copied.get(left.report, left.report) == copied.get(right.report, right.report):
        return False
    return not is_one_print(left.quote, right.quote)


def is_one_print(left: str, right: str) -> bool:
    """Whether two sentences are the same words, with small trims.

    >>> is_one_print("The mill on the Orta burned down late on Monday.", "The mill on the Orta burned down Monday.")
    True
    >>> is_one_print("Seven people died.", "Seven people died.")
    False
    """
    ours, theirs = find_words(left), find_words(right)
    return (
        min(len(ours), len(theirs)) >= PRINT_WORDS
        and Indel.normalized_similarity(ours, theirs, score_cutoff=SAME_PRINT) > 0
    )
