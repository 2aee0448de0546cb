"""What a site asks of programs (robots.txt, RFC 9309): which paths to leave alone, and how long to wait."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MAX_ROBOTS_BYTES = 512 * 1024
"""Bytes of a robots.txt that are read: RFC 9309 asks for 500 KiB at least."""

MAX_RULES = 10_000
"""Rules of one robots.txt that are followed."""

MAX_CRAWL_DELAY = 30.0
"""Seconds between two requests that a site may ask for."""

_SAFE = "/?=&;:@!$'()*+,~%-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The rules for one program: (allowed?, pattern), and the seconds between two requests."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether the path (with its query) may be asked: the longest rule that fits decides, and of two as long the
        mild one.

        >>> Robots(rules=((False, "/"), (True, "/news/"))).allows("/news/gates")
        True
        """
        told = _plain(path) or "/"
        fitting = [(len(pattern), allowed) for allowed, pattern in self.rules if _fits(pattern, told)]
        return max(fitting)[1] if fitting else True


OPEN = Robots()
CLOSED = Robots(rules=((False, "/"),))


def read_robots(text: str, agent: str) -> Robots:
    """The rules that a robots.txt gives `agent` (the name before "/"): its own group, else that for all.

    >>> read_robots("User-agent: *\\nDisallow: /private", "Firsthand").allows("/private/a")
    False
    """
    own: list[tuple[bool, str]] = []
    every: list[tuple[bool, str]] = []
    delays = {True: 0.0, False: 0.0}
    named = False
    groups: set[str] = set()
    opened = False
    for line in text.lstrip("\ufeff").splitlines()[: 4 * MAX_RULES]:
        key, colon, value = line.split("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            groups = groups if opened else set()
            groups.add(value.split("/")[0].strip().lower())
            opened = True
            named = named or agent.lower() in groups
            continue
        opened = False
        for mine, name, rules in ((True, agent.lower(), own), (False, "*", every)):
            if name not in groups or len(rules) >= MAX_RULES:
                continue
            if key in ("allow", "disallow") and value:
                rules.append((key == "allow", _plain(value)))
            elif key == "crawl-delay" and re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,3})?", value):
                delays[mine] = min(float(value), MAX_CRAWL_DELAY)
    return Robots(rules=tuple(own if named else every), delay=delays[named])


def _plain(path: str) -> str:
    """A path with the same characters percent-encoded whoever wrote it."""
    return quote(unquote_to_bytes(path.replace("%2F", "%252F").replace("%2f", "%252F")), safe=_SAFE)


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with `*` (any run) and a closing `$` (the end) fits the start of the path; in linear time."""
    ends = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, piece in enumerate(others):
        if ends and number == len(others) - 1:
            return path.endswith(piece) and len(path) - len(piece) >= at
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not ends or at == len(path)
