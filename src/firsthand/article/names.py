"""Names of agencies and outlets: which agency a printed name is, and which printed names are one house."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from firsthand.languages.tables import load_table

_SHORT_FORM = 4
"""Characters: a short form up to this long is only read in the case in which it is listed or in capitals ("STA", not
"Sta")."""

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_OUTER = " \t.,;:-\u2013\u2014|/()[]\u00a9\"'\u201c\u201d\u2018\u2019*"
_CAPITALS = r"[^\W\d_a-z\u00DF-\u00F6\u00F8-\u00FF]"
NAME_WORD = rf"(?:{_CAPITALS}[\w.'\u2019&/-]*|\d+(?:\.[A-Za-z]+)?)"
"""A word of a name: it begins with a capital, or is a number ("News 24", "24.kg")."""

JOINING_WORDS = frozenset(
    {
        "of",
        "the",
        "and",
        "&",
        "de",
        "del",
        "della",
        "di",
        "da",
        "du",
        "la",
        "le",
        "el",
        "al",
        "van",
        "von",
        "der",
        "den",
        "for",
        "bin",
        "ibn",
        "y",
        "e",
        "a",
        "in",
        "on",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a language's lists know of agencies and outlets, keyed by folded name."""

    agencies: Mapping[str, str]
    strict_agencies: Mapping[str, str]
    photo_only: frozenset[str]
    agency_words: tuple[str, ...]
    closing_words: frozenset[str]
    unnamed_agencies: frozenset[str]
    outlets: Mapping[str, str]
    hosts: Mapping[str, str]
    press_words: frozenset[str]
    station_words: frozenset[str]
    section_words: frozenset[str]
    company_words: frozenset[str]

    def agency(self, printed: str) -> str:
        """The agency that `printed` names, as listed, or "" .

        >>> load_names("en").agency("YONHAP News"), load_names("en").agency("AP"), load_names("en").agency("Ap")
        ('Yonhap', 'Associated Press', '')
        """
        bare = printed.strip(_OUTER)
        found = self.strict_agencies.get(bare) or self.agencies.get(fold_name(bare), "")
        if found:
            return found
        first = re.split(r"\s+via\s+|/|\s+[|-]\s+", bare)[0].strip(_OUTER)
        return (self.strict_agencies.get(first) or self.agencies.get(fold_name(first), "")) if first != bare else ""

    def copy_agency(self, printed: str) -> str:
        """As `agency`, without those that give photographs and no text."""
        found = self.agency(printed)
        return "" if found in self.photo_only else found

    def is_called_agency(self, printed: str) -> bool:
        """Whether the words themselves say that this is an agency ("Northsea News Agency")."""
        return fold_name(printed).endswith(self.agency_words)

    def outlet(self, printed: str) -> str:
        """The well-known outlet that `printed` names, or "" ."""
        return self.outlets.get(fold_name(printed), "")

    def looks_like_masthead(self, printed: str) -> bool:
        """Whether a short line of capitals is made like the title of a paper or station."""
        words = printed.split()
        bare = [re.sub(r"[^\w]", "", word).casefold() for word in words]
        if not 1 <= len(words) <= 6 or not is_name(printed) or not any(word in self.press_words for word in bare):
            return False
        return len(words) > 1 or bool(self.outlet(printed))


def is_initials(printed: str) -> bool:
    """Whether a name is two to five capitals, as agencies sign.

    >>> is_initials("WTS"), is_initials("Wts"), is_initials("A")
    (True, False, False)
    """
    return printed.isupper() and printed.isalpha() and 2 <= len(printed) <= 5


@cache
def load_names(language: str) -> Names:
    """The lists of `language`. Raises FileNotFoundError where there are none."""
    agencies = load_table(language, "agencies")
    outlets = load_table(language, "outlets")
    loose: dict[str, str] = {}
    strict: dict[str, str] = {}
    for row in (*agencies["agency"], *agencies["photo_house"]):
        for form in (row["name"], *row["short"]):
            if len(form) > _SHORT_FORM:
                loose.setdefault(fold_name(form), row["name"])
            strict.setdefault(form, row["name"])
            if len(form) > 2 or form.isupper():
                strict.setdefault(form.upper(), row["name"])
    return Names(
        agencies=loose,
        strict_agencies=strict,
        photo_only=frozenset(row["name"] for row in agencies["photo_house"]),
        agency_words=tuple(agencies["agency_words"]),
        closing_words=frozenset(agencies["closing_words"]),
        unnamed_agencies=frozenset(map(fold_name, agencies["unnamed_agencies"])),
        outlets={fold_name(form): row["name"] for row in outlets["outlet"] for form in (row["name"], *row["short"])},
        hosts={host: row["name"] for row in outlets["outlet"] for host in row["hosts"]},
        press_words=frozenset(outlets["press_words"]),
        station_words=frozenset(outlets["station_words"]),
        section_words=frozenset(outlets["section_words"]),
        company_words=frozenset(outlets["company_words"]),
    )


def fold_name(printed: str) -> str:
    """A name for comparing: lower case, one blank, straight apostrophes, no article in front, no signs at the ends.

    >>> fold_name("The  Orrin Herald.")
    'orrin herald'
    """
    plain = " ".join(printed.replace("\u2019", "'").strip(_OUTER).split())
    return _ARTICLE.sub("", plain).casefold()


def is_name(text: str) -> bool:
    """Whether every word could be one of a name: capitals, numbers, and joining words between them.

    >>> is_name("Northsea Gazette of Trade"), is_name("Ferry captain home")
    (True, False)
    """
    words = text.split()
    if not words or not re.fullmatch(NAME_WORD, words[0].strip("(),\"'\u201c\u201d")):
        return False
    return all(
        word.casefold() in JOINING_WORDS or re.fullmatch(NAME_WORD, word.strip("(),\"'\u201c\u201d")) for word in words
    )


def same_house(one: str, other: str, names: Names) -> bool:
    """Whether two printed names are of one outlet: equal, listed as forms of one, or one with plain press words added.

    >>> same_house("Orrin Herald", "The Orrin Herald Online", load_names("en"))
    True
    >>> same_house("Orrin Herald", "Orrin Star", load_names("en"))
    False
    """
    first, second = fold_name(one), fold_name(other)
    if first == second or (names.outlet(one) and names.outlet(one) == names.outlet(other)):
        return True
    short, long = sorted((first.split(), second.split()), key=len)
    if short and long[: len(short)] == short:
        return all(word in names.press_words or word in {"agency", "service"} for word in long[len(short) :])
    return _initials(long) == "".join(short) if len(short) == 1 and len(long) > 2 else False


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in JOINING_WORDS)


def host_of(url: str) -> str:
    """The host of an address without "www", or "" .

    >>> host_of("https://www.tagusreview.example/en/sea")
    'tagusreview.example'
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = re.sub(r"^(?:www\d?|m|amp|mobile)\.", "", host)
    return host if "." in host else ""
