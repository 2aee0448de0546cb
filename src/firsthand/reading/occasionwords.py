"""The words of settings and of relaying as a typed table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table
from firsthand.reading.records import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionWords:
    """Patterns of settings in the order in which they are tried, platforms, and the words around them."""

    settings: tuple[tuple[Setting, re.Pattern[str]], ...]
    platforms: re.Pattern[str]
    sharing: frozenset[str]
    acts: frozenset[str]
    outlet: re.Pattern[str]
    own_outlet: re.Pattern[str]
    agency: re.Pattern[str]


@cache
def load_occasion_words(language: str = "en") -> OccasionWords:
    """The words of settings of a language."""
    table = load_table(language, "occasions")
    order = ("interview", "briefing", "video", "post", "court", "hearing", "report", "document")
    return OccasionWords(
        settings=tuple((Setting(name), _any_of(table[name])) for name in order),
        platforms=_any_of(table["platforms"], cased=True),
        sharing=frozenset(table["sharing"]),
        acts=frozenset(table["acts"]),
        outlet=_any_of(table["outlet_words"]),
        own_outlet=_any_of(table["own_outlet"]),
        agency=_any_of(
            [
                name
                for row in load_table(language, "agencies")["agency"]
                for name in (row["name"], *row.get("short", ()))
            ]
        ),
    )


def _any_of(words: list[str], *, cased: bool = False) -> re.Pattern[str]:
    """One of the words or its plain plural, as whole words; names with capitals are matched as written."""
    named = [re.escape(word) for word in words if word[0].isupper()]
    plain = [f"(?i:{re.escape(word)}s?)" for word in words if not word[0].isupper()]
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(sorted(named if cased else named + plain, key=len, reverse=True))})(?![\w-])"
    )
