"""What may stand in a cell of a spreadsheet: words of a captured page must never become a formula."""

from __future__ import annotations

import re
from decimal import Decimal

Cell = str | int | Decimal
"""Text as printed, or a number that this program made. Only text can be live."""

_LIVE = re.compile(
    r"""
    '* \s* [=+\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]
    | '* [\t\r\n]  # a cell that opens with a tab or a line break: a reader that trims it sees what follows
    """,
    re.VERBOSE,
)


def is_live(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula: it opens with = + - @ or a tab, behind blanks too.

    >>> is_live("=1+1"), is_live(" @now"), is_live("a=b")
    (True, True, False)
    """
    return _LIVE.match(text) is not None


def guard_text(text: str) -> str:
    """The text with one apostrophe in front where it could be live, else as it is. `unguard_text` takes it off.

    >>> guard_text("-5 degrees"), guard_text("’tis"), guard_text("'=1")
    ("'-5 degrees", '’tis', "''=1")
    """
    return f"'{text}" if is_live(text) else text


def unguard_text(text: str) -> str:
    """The text before `guard_text`, exactly: an apostrophe that the page printed stays.

    >>> unguard_text("'=1"), unguard_text("'Tis")
    ('=1', "'Tis")
    """
    return text[1:] if text.startswith("'") and is_live(text[1:]) else text


def number_text(number: int | Decimal) -> str:
    """Plain digits, never an exponent.

    >>> number_text(Decimal("4E+4"))
    '40000'
    """
    return format(number, "f") if isinstance(number, Decimal) else str(number)
