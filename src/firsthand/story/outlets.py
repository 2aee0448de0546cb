"""When two printed names mean one outlet or agency."""

from __future__ import annotations

import re

from firsthand.article.records import Report
from firsthand.story.words import find_words

_FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "newspaper",
        "daily",
        "weekly",
        "paper",
        "news",
        "agency",
        "broadcaster",
        "network",
        "magazine",
        "website",
        "outlet",
        "station",
        "media",
    ]
)
_OWN = re.compile(
    r"""
    ^(?:
        (?:this|our)\s+(?:news)?                                                                # this newspaper
        (?:paper|site|website|magazine|station|programme|program|reporters?|correspondent)
      | us | we                                                                                # told us
    )$
    """,
    re.VERBOSE | re.IGNORECASE,
)


def fold_outlet(name: str) -> str:
    """The telling words of an outlet's name, folded; all of them where none would be left.

    >>> fold_outlet("The Morning Ledger newspaper"), fold_outlet("News Agency")
    ('morning ledger', 'news agency')
    """
    words = find_words(name)
    return " ".join(word for word in words if word not in _FILLER) or " ".join(words)


def same_outlet(left: str, right: str) -> bool:
    """Whether two printed names can mean one outlet: equal, or one is the end of the other, or its first
    two words or more.

    >>> same_outlet("the Orin Post", "island daily Orin Post"), same_outlet("Orin Post", "Orin Herald")
    (True, False)
    """
    short, long = sorted((fold_outlet(left).split(), fold_outlet(right).split()), key=len)
    return bool(short) and (long[-len(short) :] == short or (len(short) > 1 and long[: len(short)] == short))


def is_own_outlet(name: str, report: Report) -> bool:
    """Whether `name` is how this report calls its own outlet: its name, "this newspaper", "us"."""
    if _OWN.match(name.strip()):
        return True
    return report.outlet.known and same_outlet(name, report.outlet.value)
