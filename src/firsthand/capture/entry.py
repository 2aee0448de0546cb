"""An article given as data (a JSON line, an entry of a feed): its text with its fields above, as one decoded text.

    firsthand entry, json field
    title: Tide gates shut
    published: 2031-03-05T08:30:00Z

    The gates were shut at noon.

The bytes of this text are the capture's blob, so that a field is evidence like any other words; the digest of the raw
line or entry is kept in the receipt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from firsthand.capture.bounds import MAX_ENTRY_TEXT, MAX_FIELD
from firsthand.evidence import UNKNOWN, Span

OPENING = "firsthand entry, "
BASES = ("json field", "feed entry", "feed title")
"""On what the fields of an entry rest. A feed's own title is weaker: it is offered as "feed title"."""

FIELDS = frozenset(
    (
        "title",
        "url",
        "published",
        "modified",
        "seen",
        "outlet",
        "feed",
        "agency",
        "byline",
        "language",
        "summary",
        "guid",
    )
)
_HEAD = re.compile(rf"{OPENING}(?P<basis>[a-z ]{{3,20}})\n(?P<fields>(?:[a-z]+: [^\n]*\n)*)\n")
_LINE = re.compile(r"(?P<field>[a-z]+): (?P<value>[^\n]*)\n")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A field that an input gives as data: its name, on what it rests, and where its words stand in the capture."""

    field: str
    basis: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A capture's text told apart: its fields, in the order of the text, and the stretches that are the article."""

    told: tuple[Told, ...]
    body: tuple[Span, ...]


def render_entry(basis: str, fields: Iterable[tuple[str, str]], text: str) -> str:
    """The decoded text of an entry. Blanks in a field are folded; fields without words are left out.

    >>> render_entry("json field", [("title", "Tide  gates"), ("url", "")], "Shut.")
    'firsthand entry, json field\\ntitle: Tide gates\\n\\nShut.'
    """
    lines = [f"{OPENING}{basis}\n"]
    for field, value in fields:
        folded = " ".join(_clean(value[: MAX_FIELD * 2]).split())[:MAX_FIELD].strip()
        if folded:
            lines.append(f"{field}: {folded}\n")
    body = _clean(text[:MAX_ENTRY_TEXT]).replace("\r\n", "\n").replace("\r", "\n")
    return "".join((*lines, "\n", body.strip()))


def find_entry(text: str) -> bool:
    """Whether the text is an entry in the form of `render_entry`."""
    return text.startswith(OPENING) and _HEAD.match(text) is not None


def part_entry(text: str) -> Parted:
    """The fields and the article of an entry.

    >>> parted = part_entry("firsthand entry, json field\\ntitle: Gates\\n\\nShut.")
    >>> parted.told[0].field, parted.body[0].start
    ('title', 42)
    """
    head = _HEAD.match(text)
    start = head.end() if head else 0
    body = (Span(start=start, end=len(text)),) if start < len(text) else ()
    return Parted(told=tuple(_find_told(text, head)) if head else (), body=body)


def _find_told(text: str, head: re.Match[str]) -> Iterator[Told]:
    for found in _LINE.finditer(text, *head.span("fields")):
        start, end = found.span("value")
        if found["field"] in FIELDS and start < end:
            basis = "feed title" if found["field"] == "feed" else head["basis"]
            yield Told(field=found["field"], basis=basis, span=Span(start=start, end=end))


def clean_time(printed: str) -> str:
    """A time in ISO 8601 with its zone, or "unknown": a time without a zone is none for a capture.

    >>> clean_time("2031-03-05T08:30:00Z"), clean_time("2031-03-05 08:30:00")
    ('2031-03-05T08:30:00+00:00', 'unknown')
    """
    try:
        at = datetime.fromisoformat(printed.strip())
    except ValueError:
        return UNKNOWN
    return at.isoformat() if at.tzinfo is not None else UNKNOWN


def _clean(text: str) -> str:
    """Without controls (a line break and a tab stay) and lone surrogates, which no UTF-8 can hold."""
    return _UNFIT.sub("\ufffd", text) if _UNFIT.search(text) else text
