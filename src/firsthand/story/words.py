"""The words of a text that carry its matter: folded, without function words, cut to a rough stem."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from firsthand.languages.tables import load_table

_WORD = re.compile(
    r"""
    \d[\d.,]*\d | \d          # 11,000  2.5  7
    | [^\W\d_]+               # ferry
      (?:['’\-‐‑][^\W_]+)*    # Jae-woong  didn’t
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentWords:
    """Which words are left out (`function`, `reporting`, both of them `passed_over`), turn a sentence round
    (`negators`) or hold it back (`hedges`)."""

    function: frozenset[str]
    reporting: frozenset[str]
    passed_over: frozenset[str]
    negators: frozenset[str]
    hedges: frozenset[str]


@cache
def load_content_words(language: str = "en") -> ContentWords:
    """The word classes of `languages/LANGUAGE/function_words.toml`."""
    table = load_table(language, "function_words")
    function, reporting = frozenset(table["function"].split()), frozenset(table["reporting"].split())
    return ContentWords(
        function=function,
        reporting=reporting,
        passed_over=function | reporting,
        negators=frozenset(table["negators"].split()),
        hedges=frozenset(table["hedges"].split()),
    )


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """`text` in lower case without diacritics, apostrophes straight.

    >>> fold("Zoë’s")
    "zoe's"
    """
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return bare.replace("’", "'").replace("‑", "-").replace("‐", "-").casefold()


@lru_cache(maxsize=100_000)
def find_words(text: str) -> tuple[str, ...]:
    """Every word of `text` in order, folded, without a possessive ending.

    >>> find_words("The North’s 1,200 men didn’t sail.")
    ('the', 'north', '1200', 'men', "didn't", 'sail')
    """
    found = (match.group() for match in _WORD.finditer(text))
    return tuple(_bare_word(word) for word in found)


def split_words(text: str) -> list[tuple[int, int]]:
    """Where each word of `text` stands."""
    return [match.span() for match in _WORD.finditer(text)]


def _bare_word(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").rstrip(".")
    return _POSSESSIVE.sub("", fold(word))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A rough stem, good enough to set "captured" beside "capture": endings off, doubled consonants single, last e off.

    >>> stem("stopped"), stem("captures"), stem("ferries"), stem("missing")
    ('stop', 'captur', 'ferri', 'mis')
    """
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, short in (
        ("ies", "i"),
        ("sses", "ss"),
        ("ing", ""),
        ("edly", ""),
        ("ied", "i"),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word.endswith("ss")):
            word = word[: len(word) - len(ending)] + short
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    if word.endswith("y") and len(word) > 3:
        return word[:-1] + "i"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def find_stems(text: str, words: ContentWords, *, reporting: bool = False) -> tuple[str, ...]:
    """The stems of the words that carry matter, in order. `reporting` keeps words of reporting and of the calendar.

    >>> find_stems("She said the ferries had sunk.", load_content_words())
    ('ferri', 'sunk')
    """
    dropped = words.function if reporting else words.passed_over
    found: list[str] = []
    for word in find_words(text):
        if word in dropped or (len(word) < 2 and not word.isdigit()):
            continue
        found.extend(stem(part) for part in word.split("-") if part and part not in dropped)
    return tuple(found)
