"""The words of times as a typed table, and a text as a line of word classes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToken:
    """A word of a text with its class ("MONTH", "NUM", "WORD" for all others), its value and its place."""

    kind: str
    start: int
    end: int
    text: str
    value: int | None = None
    name: str = ""

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGuards:
    """Words that show that a month, weekday, season or number is a time, or is none."""

    lead: frozenset[str]
    month_lead: frozenset[str]
    season_lead: frozenset[str]
    clock_lead: frozenset[str]
    noon_lead: frozenset[str]
    naming: frozenset[str]
    counting: frozenset[str]
    works: frozenset[str]
    name_heads: frozenset[str]
    name_after: frozenset[str]
    name_before: frozenset[str]
    event_after: frozenset[str]
    moving: frozenset[str]
    units_after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenseWords:
    """Words that send a clause's times ahead."""

    future_modals: frozenset[str]
    later_modals: frozenset[str]
    open_modals: frozenset[str]
    planning: frozenset[str]
    extending: frozenset[str]
    scheduling: frozenset[str]
    scheduling_for: frozenset[str]
    ahead_nouns: frozenset[str]
    saying: frozenset[str]
    according: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The words of times of one language."""

    classes: Mapping[str, tuple[str, int | None, str]]
    holidays: Mapping[str, tuple[int, int]]
    hours: Mapping[str, tuple[int, int]]
    guards: TimeGuards
    tense: TenseWords
    pattern: re.Pattern[str]


@cache
def load_time_words(language: str = "en") -> TimeWords:
    """The words of times of a language."""
    table = load_table(language, "times")
    holidays = {name: (day[0], day[1]) for name, day in table["holidays"].items()}
    return TimeWords(
        classes=dict(_read_classes(table)),
        holidays=holidays,
        hours={name: (row["hours"][0], row["hours"][1]) for name, row in table["parts"].items()},
        guards=TimeGuards(**{name: frozenset(table["guards"][name]) for name in TimeGuards.__slots__}),
        tense=TenseWords(**{name: frozenset(table["tense"][name]) for name in TenseWords.__slots__}),
        pattern=_token_pattern(tuple(holidays), (*table["values"]["MONTHABBR"], *table["values"]["WEEKDAYABBR"])),
    )


def _read_classes(table: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, tuple[str, int | None, str]]]:
    for kind, words in (*table["classes"].items(), *table["classes"]["more"].items()):  # type: ignore[attr-defined]
        if isinstance(words, list):
            yield from ((word, (kind, None, word)) for word in words)
    for kind, values in table["values"].items():
        yield from ((word, (kind, value, word)) for word, value in values.items())  # type: ignore[attr-defined]
    for unit, words in table["units"].items():
        yield from ((word, (f"U_{unit.upper()}", None, unit)) for word in words)  # type: ignore[attr-defined]
    for part, row in table["parts"].items():
        yield from ((word, ("PART", None, part)) for word in row["words"])  # type: ignore[index]


def _token_pattern(holidays: tuple[str, ...], short: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name).replace("'", "['’]?") for name in sorted(holidays, key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<HOLIDAY>\b(?:{names})\b)                      # New Year's Eve
        | (?P<ISO>\b[12]\d{{3}}-[01]\d-[0-3]\d(?![\d-]))  # 2031-03-04
        | (?P<SLASH>\b[0-3]?\d(?P<mark>[/.])[0-3]?\d(?P=mark)[12]\d{{3}}\b)   # 13/02/2031, 14.02.2031
        | (?P<CLOCK>\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![:\d]))   # 14:30
        | (?P<FRACTION>\b\d+/\d+\b)                       # 3/4: none of ours
        | (?P<DECADE>\b1[0-9]\d0['’]?s\b|\b20\d0['’]?s\b|['’]\d0s\b)    # 1990s, '90s
        | (?P<ORDINAL>\b[0-3]?\d(?:st|nd|rd|th)\b)        # 19th
        | (?P<GROUPED>\b\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?\b)   # 2,031
        | (?P<DECIMAL>\b\d+\.\d+(?!\d))                   # 9.45 (a clock time before "pm")
        | (?P<DIGITS>\d+)
        | (?P<HALFDAY>(?<![A-Za-z])[ap]\.?[ ]?m\b\.?(?!\w))   # a.m., pm
        | (?P<WORD>\b(?:{"|".join(short)})\.|[^\W\d_]+)    # Jan., Tue. with their point
        | (?P<MARK>[^\w\s])
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def read_tokens(text: str, words: TimeWords) -> tuple[TimeToken, ...]:
    """The words and marks of `text` with their classes, in text order.

    >>> [token.kind for token in read_tokens("on 3 May 2031", load_time_words())]
    ['ON', 'DAYNUM', 'MONTH', 'YEAR']
    """
    return tuple(_read_token(match, text, words) for match in words.pattern.finditer(text))


_MARKS = {",": "COMMA", "-": "DASH", "–": "DASH", "—": "DASH", "(": "OPEN", ")": "CLOSE"}
_SPELT = {"ISO", "SLASH", "CLOCK", "FRACTION", "DECIMAL"}


def _read_token(match: re.Match[str], text: str, words: TimeWords) -> TimeToken:
    group, printed = match.lastgroup or "", match.group()
    kind, value, name = group, None, ""
    if group == "WORD":
        kind, value, name = _word_kind(printed, text, match.end(), words)
    elif group == "MARK":
        kind = _MARKS.get(printed, "POINT" if printed in ".;:?!" else "MARK")
    elif group == "HOLIDAY":
        name = printed.lower().replace("’", "'")
    elif group == "DIGITS":
        kind, value = _number_kind(printed), int(printed) if len(printed) < 6 else None
    elif group == "ORDINAL":
        kind, value = "ORD", int(printed[:-2])
    elif group == "DECADE":
        kind, value = "DECADE", _decade(printed)
    elif group == "HALFDAY":
        kind, name = "AMPM", printed[0].lower() + "m"
    elif group not in _SPELT:
        kind = "GROUPED"
    return TimeToken(kind=kind, start=match.start(), end=match.end(), text=printed, value=value, name=name)


def _number_kind(printed: str) -> str:
    if len(printed) <= 2 and 1 <= int(printed) <= 31:
        return "DAYNUM"
    if len(printed) == 4:
        return "YEAR" if 1000 <= int(printed) <= 2199 else "FOUR"
    return "DIGITS"


def _decade(printed: str) -> int:
    digits = "".join(char for char in printed if char.isdigit())
    return int(digits) if len(digits) == 4 else 1900 + int(digits)


def _word_kind(printed: str, text: str, end: int, words: TimeWords) -> tuple[str, int | None, str]:
    kind, value, name = words.classes.get(printed.lower().removesuffix("."), ("WORD", None, ""))
    if kind in ("MONTHABBR", "WEEKDAYABBR"):
        # "Mar.", "Sat": without a capital they are other words ("mar", "sat", "sun")
        return (kind, value, name) if printed[0].isupper() else ("WORD", None, "")
    if kind in ("MONTH", "WEEKDAY") and printed.islower():
        return "WORD", None, ""
    if kind in ("ZONE", "ERA") and not printed.isupper():
        return "WORD", None, ""
    return kind, value, name
