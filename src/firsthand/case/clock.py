"""The only clock of the program, and who is at the keyboard."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime


def now() -> str:
    """This moment in UTC, ISO 8601 with its zone, to the microsecond."""
    return find_moment().isoformat(timespec="microseconds")


def find_moment() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def find_operator(given: str = "") -> str:
    """The name as given, else the user's name on this machine, else "unknown"."""
    if given.strip():
        return given.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
