"""When two printed names mean one person or body, as an answer key counts it: by value, not by print."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from firsthand.languages.tables import load_table

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})
_WORD = re.compile(r"\w+(?:[.'&-]\w+)*")
_SMALL = frozenset({"the", "a", "an", "of", "for", "and", "mr", "ms", "mrs"})

GENERIC = frozenset(
    (
        "news", "newspaper", "newspapers", "daily", "weekly", "paper", "agency", "press", "media", "service",
        "broadcaster", "station", "channel", "magazine", "site", "website", "outlet", "radio", "tv",
        "television", "group", "corp", "ltd", "inc", "co", "com", "org", "net", "social", "platform",
    )
)  # fmt: skip
"""Words that describe an outlet without naming it: a longer form may have them more."""


def fold(text: str) -> str:
    """`text` with quotes, dashes and blanks made plain, so that prints compare; letters and case stay.

    >>> fold("ship’s  log")
    "ship's log"
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def holds(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, whatever the quotes and blanks."""
    return fold(words) in fold(text)


def touches(left: str, right: str) -> bool:
    """Whether one of two passages contains the other, at word boundaries and whatever the case.

    >>> touches("he", "The ministry"), touches("Ri", "a soldier named Ri")
    (False, True)
    """
    a, b = fold(left).casefold(), fold(right).casefold()
    short, long = sorted((a, b), key=len)
    return bool(short) and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKey:
    """A name by meaning: the states in it, and its other words without articles."""

    countries: frozenset[str]
    words: tuple[str, ...]

    @property
    def bag(self) -> frozenset[str]:
        return frozenset(self.words)


@cache
def _country_words() -> dict[tuple[str, ...], str]:
    """Every way to print a state (name, people, capital, seat), as lower-case words, to the name we use."""
    rows = load_table("en", "countries")["country"]
    shared = Counter(form for row in rows for form in {*row.get("people", ()), *row.get("also", ())})
    words: dict[tuple[str, ...], str] = {}
    for row in rows:
        loose = (form for form in (*row.get("also", ()), *row.get("people", ())) if shared[form] == 1)
        for form in (row["name"], row["official"], *loose, *row.get("capitals", ()), *row.get("seats", ())):
            words.setdefault(tuple(_plain_words(form)), row["name"])
    words.pop((), None)
    return words


def _plain_words(text: str) -> list[str]:
    plain = re.sub(r"'s?(?=\W|$)", "", fold(text))
    return [word.casefold() for word in _WORD.findall(plain)]


@cache
def name_key(name: str) -> NameKey:
    """The name by meaning.

    >>> name_key("the South Korean foreign ministry") == name_key("foreign ministry of South Korea")
    True
    """
    words, countries, kept = _plain_words(name), set(), []
    forms = _country_words()
    at = 0
    while at < len(words):
        size = next((n for n in (6, 5, 4, 3, 2, 1) if tuple(words[at : at + n]) in forms and at + n <= len(words)), 0)
        if size:
            countries.add(forms[tuple(words[at : at + size])])
            at += size
        else:
            kept.append(words[at])
            at += 1
    return NameKey(countries=frozenset(countries), words=tuple(sorted(word for word in kept if word not in _SMALL)))


def same_name(left: str, right: str) -> bool:
    """Whether two names are one: the same words, case, articles and the form of a state's name aside."""
    a, b = name_key(left), name_key(right)
    return bool(a.words or a.countries) and a == b


def _listed(name: str) -> frozenset[str]:
    """The outlets and agencies that our lists know under this name, by their first name there."""
    return _media().get(fold(name).casefold(), frozenset())


@cache
def _media() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for table, key in (("agencies", "agency"), ("outlets", "outlet")):
        for row in load_table("en", table)[key]:
            for form in (row["name"], *row.get("short", ())):
                folded = fold(form).casefold()
                known[folded] = known.get(folded, frozenset()) | {row["name"]}
    return known


def same_outlet(left: str, right: str) -> bool:
    """Whether two names mean one outlet or agency: also by a short form, a call sign or the site's host.

    >>> same_outlet("www.orrinherald.example", "The Orrin Herald"), same_outlet("Yonhap", "Yonhap News Agency")
    (True, True)
    >>> same_outlet("Castrel Courier", "Valmere Star")
    False
    """
    if same_name(left, right) or _listed(left) & _listed(right):
        return True
    a, b = _ordered(left), _ordered(right)
    short, long = sorted((a, b), key=len)
    if not short:
        return False
    run = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    if run and not set(short) <= GENERIC:
        return True
    return _call_sign(left, right) or _call_sign(right, left) or _host(left, right) or _host(right, left)


def _ordered(name: str) -> list[str]:
    return [word for word in _plain_words(name) if word not in _SMALL]


def _call_sign(sign: str, name: str) -> bool:
    letters = "".join(word[0] for word in _ordered(name))
    return len(letters) > 1 and sign.isupper() and sign.casefold() == letters


def _host(host: str, name: str) -> bool:
    site = host.strip().casefold().removeprefix("https://").removeprefix("http://").split("/")[0]
    if "." not in site or " " in site:
        return False
    joined = "".join(_ordered(name))
    return any(label.replace("-", "") == joined for label in site.split(".")[:-1]) and bool(joined)


def is_called(expected: str, *, names: Iterable[str], country: str, government: bool) -> bool:
    """Whether somebody with these `names` is the one that an answer key calls `expected`.

    A state that the key names must be the one shown for the entity, in a name or as its country. "South Korean
    government" is a government entity whose name is only the state, its people or its capital.
    """
    wanted = name_key(expected)
    if government and not wanted.words:
        wanted = NameKey(countries=wanted.countries, words=("government",))
    if not wanted.words and not wanted.countries:
        return False
    for name in names:
        known = name_key(name)
        words = known.words or (("government",) if government else ())
        states = known.countries | ({country} if country != "unknown" else set())
        if frozenset(words) == wanted.bag and wanted.countries <= states:
            return True
    return False
