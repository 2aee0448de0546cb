"""The words around a figure that say in what state it counts people, and that it counts nothing at all."""

from __future__ import annotations

import re

from firsthand.ledger.lists import Counting
from firsthand.reading.records import Figure
from firsthand.story.words import find_words, fold

_JOINED = re.compile(r",?\s+(?:and|or|while|with)\s+(?P<verb>[a-z]+)\s+(?:\S+\s*){0,3}$")
_MORE_OR_LESS = frozenset(
    ["at", "least", "about", "around", "some", "nearly", "almost", "more", "than", "up", "to", "as", "many", "a"]
)


def leave_next(after: str, counting: Counting) -> str:
    """The words after a figure without a verb that counts what comes next: "two people and injured" of "killed two
    people and injured three others"."""
    joined = _JOINED.search(after)
    return after[: joined.start()] if joined and find_state(joined["verb"], counting) else after


def find_verb_before(before: str) -> str:
    """The word right before a figure and its hedge: "killed at least two"; a comma keeps the figure before apart ("two
    dead, six hurt")."""
    words = [word for word in find_words(re.split(r"[,;:—–-]", before)[-1]) if word not in _MORE_OR_LESS]
    return words[-1] if words else ""


_LABEL = re.compile(r"(?<=[\w,;’'\"”)]\s)[A-Z][a-z]+\s$")  # Precinct 5, Box 17: which one, not how many
_COUNTER = re.compile(r"\b(?:image|photo|picture|slide|page|video|part|chapter)\s+\d+\s+of\s+$", re.IGNORECASE)
_CALENDAR = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\s$"
)


def is_label(figure: Figure, before: str) -> bool:
    """Whether the number says which one it is, or how far a row of pictures has come: "Precinct 5", "Image 2 of 40"."""
    digits = figure.evidence.quote[:1].isdigit()
    label = digits and _LABEL.search(before) and not _CALENDAR.search(before)
    return bool(label or _COUNTER.search(before))


def find_state(clause: str, counting: Counting) -> str:
    """The state in which a clause counts people ("dead", "missing"), or ""."""
    words = set(find_words(clause))
    folded = f" {fold(clause)} "
    for name, states, phrases in counting.states:
        if words & states or any(f" {phrase} " in folded for phrase in phrases):
            return name
    return ""
