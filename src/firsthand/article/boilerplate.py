"""Which words of a page belong to the page and not to the report, by themselves and whatever stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from firsthand.languages.tables import load_table

_DIGITS = re.compile(r"[0-9][0-9.,]*")
_EDGES = re.compile(r"^[^\w#(\u00A9&@]+|[^\w#)!?%.]+$")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})

_FEW_WORDS = 12
"""Words: what a boilerplate line has at most, unless its class says otherwise."""

_MOST_WORDS = 160
"""Words: no line of a page's own matter is longer."""

_SAYING = re.compile(r"[\"\u201C\u201D].*\b(?:said|says|told|added)\b|\b(?:said|says|told|added)\b.*[\"\u201C\u201D]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dirt:
    """Why a line is not of the report; `foot`: it closes a body above it; `opens`: the short lines below belong to
    it."""

    why: str
    foot: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Class:
    dirt: Dirt
    starts: tuple[str, ...]
    contains: re.Pattern[str] | None
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """The word lists that reading a page needs, of one language. Phrases are as `fold` gives them."""

    exact: Mapping[str, Dirt]
    classes: tuple[_Class, ...]
    labels: Mapping[str, str]
    correction_phrases: tuple[str, ...]
    correction_asks: tuple[str, ...]
    photo_words: frozenset[str]
    caption_phrases: tuple[str, ...]
    no_credit: frozenset[str]
    broadcast: frozenset[str]
    interview: frozenset[str]
    reports: tuple[str, ...]
    byline_starts: tuple[str, ...]
    byline_roles: frozenset[str]
    no_person: frozenset[str]
    credit_starts: tuple[str, ...]
    credit_contains: tuple[str, ...]
    date_labels: Mapping[str, str]
    weather: frozenset[str]
    function_words: frozenset[str]
    abbreviations: frozenset[str]

    def judge(self, text: str) -> Dirt | None:
        """The dirt that `text` is, or `None` where its own words do not say so.

        >>> load_boilerplate("en").judge("- Advertisement -").why
        'advertisement'
        >>> load_boilerplate("en").judge("The minister will share the report on Monday.") is None
        True
        """
        words = text.count(" ") + 1
        if words > _MOST_WORDS:
            return None
        folded = fold(text)
        found = self.exact.get(folded.rstrip(":.!…").rstrip())
        if found or (words > _FEW_WORDS and _SAYING.search(text)):
            return found
        for one in self.classes:
            if words <= one.words and (
                folded.startswith(one.starts) or (one.contains is not None and one.contains.search(folded))
            ):
                return one.dirt
        return None

    def label(self, text: str) -> str:
        """`standfirst`, `key points`, `correction` or `caption`, where `text` is such a label and nothing else; else
        "" ."""
        return self.labels.get(fold(text).rstrip(": "), "")


def fold(text: str) -> str:
    """The words of a line as the lists have them: lower case, straight quotes, numbers as "#", no signs at the ends.

    >>> fold("» 1,204 Shares")
    '# shares'
    """
    plain = " ".join(text.translate(_QUOTES).split()).casefold()
    return _EDGES.sub("", _DIGITS.sub("#", plain)).strip()


@cache
def load_boilerplate(language: str) -> Boilerplate:
    """The lists of `language`. Raises FileNotFoundError where there are none."""
    table = load_table(language, "boilerplate")
    rows = table["class"]
    labels = {word: kind.replace("_", " ") for kind, words in table["labels"].items() for word in words}
    dates = {word: kind for kind in ("published", "updated", "clock") for word in table["dates"][kind]}
    return Boilerplate(
        exact={phrase: _dirt(row) for row in reversed(rows) for phrase in row.get("exact", ())},
        classes=tuple(_class(row) for row in rows),
        labels=labels,
        correction_phrases=tuple(table["corrections"]["contains"]),
        correction_asks=tuple(table["corrections"]["editors_note_asks"]),
        photo_words=frozenset(table["captions"]["photo_words"]),
        caption_phrases=tuple(table["captions"]["phrases"]),
        no_credit=frozenset(table["captions"]["no_credit"]),
        broadcast=frozenset(table["turns"]["broadcast"]),
        interview=frozenset(table["turns"]["interview"]),
        reports=_longest_first(table["turns"]["reports"]),
        byline_starts=_longest_first(table["bylines"]["starts"]),
        byline_roles=frozenset(table["bylines"]["roles"]),
        no_person=frozenset(table["bylines"]["no_person"]),
        credit_starts=tuple(table["credits"]["starts"]),
        credit_contains=tuple(table["credits"]["contains"]),
        date_labels={word: dates[word] for word in _longest_first(dates)},
        weather=frozenset(table["weather"]["words"]),
        function_words=frozenset(table["language"]["function_words"]),
        abbreviations=frozenset(table["abbreviations"]["words"]),
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _dirt(row: Mapping[str, Any]) -> Dirt:
    return Dirt(why=row["why"], foot=row.get("foot", False), opens=row.get("opens", False))


def _class(row: Mapping[str, Any]) -> _Class:
    contains = "|".join(re.escape(phrase) for phrase in row.get("contains", ()))
    return _Class(
        dirt=_dirt(row),
        starts=tuple(row.get("starts", ())),
        contains=re.compile(contains) if contains else None,
        words=row.get("words", _FEW_WORDS),
    )
