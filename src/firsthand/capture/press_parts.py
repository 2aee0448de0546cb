"""One article of a press database's export: its header's fields and its text, by four classes of header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from firsthand.capture.entry import Parted, Told
from firsthand.evidence import Span
from firsthand.languages.tables import load_table

BASIS = "press header"
"""On what the fields rest: the database's own header lines."""

_LINE = re.compile(r"[^\r\n]+")
_LABEL = re.compile(r"[ \t]*(?P<label>[A-Za-z][A-Za-z /-]{1,29}?)[ \t]*:[ \t]*(?P<value>.*)")
_BODY_ALONE = re.compile(r"[ \t]*(?:body|full text|text)[ \t]*", re.IGNORECASE)
_CODE = re.compile(r"[ \t]*(?P<label>[A-Z]{2,3})(?:(?:[ ]{2,}|[ ]?\t[ \t]*)(?P<value>\S.*)|[ \t]*)")
_COUNT = re.compile(r"[ \t]*[0-9][0-9,. ]{0,8}[ ](?P<unit>[^\W\d]+)[ \t]*")
_MARK = re.compile(
    r"[ \t]*(?:(?:Document )?\d{1,5} (?:of|de|sur) \d{1,5}(?: DOCUMENTS?)?|[_=]{20,}|End of Document"
    r"|Document [A-Z]{2,12}[0-9]{8,}\w{4,20})[ \t]*",
    re.IGNORECASE,
)
_ID = re.compile(r"[ \t]*(?:news|pub|web)\u00b7(?P<day>[0-9]{8})\u00b7[\w\u00b7+-]{3,40}[ \t]*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMERIC = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b")
_TIME = re.compile(r"[ \t]*\d{1,2}[:.h]\d\d(?:[ ]*[APap]\.?[Mm]\.?)?(?:[ ]*[A-Z]{2,4})?[ \t]*")
_SHORT_CODE = re.compile(r"[ \t]*[A-Z0-9]{2,10}[ \t]*")
_PAGE = re.compile(r"[ \t]*(?:p(?:age|g)?\.?[ ]*)?[A-Z]?\d{1,4}[A-Z]?(?:[ ]*[-,][ ]*\d{1,4})*[ \t]*", re.IGNORECASE)
_ISSUE = re.compile(r",\s*(?:no|n\u00b0|num|issue)\b\.?.*$|\s*\((?:site web|web site|online)[^)]*\)\s*$", re.IGNORECASE)
_BY = re.compile(r"[ \t]*(?:by|par)[ ]+(?P<name>\S.*?)[ \t]*", re.IGNORECASE)

_DATE_WORDS = 12
"""Words that a line with a date has at most: "The Orrin Herald, Friday, 14 March 2031, p. 4" has nine."""
_HEADER_LINES = 12
"""Lines of a header without labels."""
_OUTLET_WORDS = 10
_PROSE_WORDS = 10
_STOPS = (".", "!", "?", "\u201d", '."', "\u2019")
"""A line of at least so many words with such an end is prose."""
_LONGEST_HEADER = 400
"""Characters of a header line: what is longer is text, and is not tried as a name or an issue."""
_NO_CODES = 3
"""Lines with a known code that make a coded header."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The tables of `press.toml`: label or code to field; units of a count; words of a copyright line; languages."""

    labels: Mapping[str, str]
    codes: Mapping[str, str]
    behind: frozenset[str]
    counted: frozenset[str]
    copyright: tuple[str, ...]
    languages: frozenset[str]
    months: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with words: its place, its text, and whether a blank line stands above it."""

    start: int
    text: str
    gap: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@cache
def _words() -> _Words:
    table, calendar = load_table("en", "press"), load_table("en", "calendar")
    return _Words(
        labels={label: field for field, told in table["labels"].items() for label in _split(told)},
        codes={code: field for field, told in table["codes"].items() for code in _split(told)},
        behind=frozenset(_split(table["lines"]["behind"])),
        counted=frozenset(_split(table["lines"]["counted"])),
        copyright=tuple(_split(table["lines"]["copyright"])),
        languages=frozenset(_split(table["lines"]["languages"])),
        months=frozenset(name for names in calendar["months"] for name in names),
    )


def _split(told: str) -> list[str]:
    return [one.strip() for one in told.split(",") if one.strip()]


def part_press(text: str) -> Parted:
    """The fields that the header of an article gives, and the stretches of its text; no field where no header is found.

    >>> text = "Gates shut\\n120 words\\n14 March 2031\\nOrrin Herald\\nORH\\nEnglish\\n\\nThe gates shut."
    >>> [(one.field, text[one.span.start:one.span.end]) for one in part_press(text).told]
    [('title', 'Gates shut'), ('published', '14 March 2031'), ('outlet', 'Orrin Herald'), ('language', 'English')]
    """
    lines = list(_find_lines(text))
    for parted in (_part_coded, _part_labelled, _part_counted, _part_identified):
        found = parted(lines)
        if found is not None:
            return Parted(told=tuple(sorted(found.told, key=lambda one: one.span)), body=found.body)
    return Parted(told=(), body=(Span(start=0, end=len(text)),) if text else ())


def _find_lines(text: str) -> Iterator[_Line]:
    last = 0
    for found in _LINE.finditer(text):
        words = found[0]
        if words.strip():
            start = found.start() + len(words) - len(words.lstrip())
            yield _Line(start, words.strip(), text.count("\n", last, found.start()) > 1)
            last = found.end()


def _is_short(line: _Line) -> bool:
    return len(line.text) <= _LONGEST_HEADER


def _told(field: str, line: _Line, words: str) -> Iterator[Told]:
    """The field whose words stand at the end of the line; nothing for no words."""
    words = words.strip()
    if words and field not in ("-", "body"):
        start = line.start + line.text.rindex(words)
        yield Told(field=field, basis=BASIS, span=Span(start=start, end=start + len(words)))


def _label(line: _Line) -> tuple[str, str]:
    """The field of a labelled line and the words behind the colon; "" where the line has no label that is known."""
    found = _LABEL.fullmatch(line.text)
    field = _words().labels.get(found["label"].lower(), "") if found else ""
    return (field, found["value"]) if found and field else ("", "")


def _part_labelled(lines: Sequence[_Line]) -> Parted | None:
    """ "HEADLINE: …", "Publication title: …", with a label before the text or a line "Body"."""
    labelled = [(at, *_label(line)) for at, line in enumerate(lines)]
    bodies = [at for at, field, _ in labelled if field == "body" or _BODY_ALONE.fullmatch(lines[at].text)]
    known = {field for _, field, _ in labelled if field}
    if not bodies or len([one for one in labelled if one[1]]) < 2:
        return None
    at = bodies[0]
    end = _end_of_body(lines, at + 1)
    told = [one for n, field, value in labelled if n < at or n >= end for one in _told(field, lines[n], value)]
    first = next((n for n, field, _ in labelled if field), at)
    told.extend(_bare_lines(lines[: min(first, at)], titled="title" in known))
    start = lines[at].start + len(lines[at].text) - len(labelled[at][2].strip() if labelled[at][1] else "")
    stop = lines[end - 1].end
    fields = {one.field for one in told}
    whole = start < stop and ("title" in fields) and bool(fields & {"published", "outlet"})
    return Parted(told=tuple(told), body=(Span(start=start, end=stop),)) if whole else None


def _end_of_body(lines: Sequence[_Line], first: int) -> int:
    """The line with which the fields behind the text begin: one that only stands there, or one behind which there is no
    more prose. A paragraph that opens with "Location:" is text."""
    edge = next((n for n in range(first, len(lines)) if _is_edge(lines[n])), len(lines))
    prose = first
    for n in range(first, edge):
        if _stands_behind(lines[n]):
            return next((m for m in range(prose, n) if _label(lines[m])[0]), n)
        if len(lines[n].text.split()) >= _PROSE_WORDS and lines[n].text.endswith(_STOPS):
            prose = n + 1
    return next((n for n in range(prose, edge) if _label(lines[n])[0]), edge)


def _stands_behind(line: _Line) -> bool:
    return line.text.partition(":")[0].strip().lower() in _words().behind


def _is_edge(line: _Line) -> bool:
    return _MARK.fullmatch(line.text) is not None or _ID.fullmatch(line.text) is not None


def _bare_lines(lines: Sequence[_Line], *, titled: bool) -> Iterator[Told]:
    """Outlet, date and title among lines without labels, above the first label."""
    named = False
    for line in [line for line in lines if not _is_edge(line)][:_HEADER_LINES]:
        if _is_date(line.text):
            yield from _told("published", line, line.text)
        elif _is_copyright(line.text) or _TIME.fullmatch(line.text):
            continue
        elif not titled:
            titled = True
            yield from _told("title", line, line.text)
        elif not named and len(line.text.split()) <= _OUTLET_WORDS:
            named = True
            yield from _told("outlet", line, line.text)


def _is_date(text: str) -> bool:
    """Whether a short line holds a day with its year."""
    if len(text.split()) > _DATE_WORDS or not _YEAR.search(text):
        return False
    named = any(word.casefold() in _words().months for word in re.findall(r"[^\W\d_]{3,}", text))
    return bool(_NUMERIC.search(text)) or (named and re.search(r"\b\d{1,2}\b", text) is not None)


def _is_copyright(text: str) -> bool:
    folded = text.casefold()
    return "\u00a9" in text or any(folded.startswith(word) for word in _words().copyright)


def _part_coded(lines: Sequence[_Line]) -> Parted | None:
    """ "HD  Gates shut": a code, and its words behind it or on the lines below."""
    codes = _words().codes
    starts = [
        (at, codes[found["label"]], found["value"] or "")
        for at, line in enumerate(lines)
        if (found := _CODE.fullmatch(line.text)) and found["label"] in codes
    ]
    fields = {field for _, field, _ in starts}
    if len(starts) < _NO_CODES or not {"title", "body"} <= fields:
        return None
    told: list[Told] = []
    body: list[Span] = []
    for number, (at, field, value) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(lines)
        end = next((n for n in range(at + 1, end) if _is_edge(lines[n])), end)
        if field == "body":
            start = lines[at].end - len(value.strip())
            if lines[end - 1].end > start:
                body.append(Span(start=start, end=lines[end - 1].end))
        elif value.strip():
            told.extend(_told(field, lines[at], value))
        elif at + 1 < end:
            told.extend(_told(field, lines[at + 1], lines[at + 1].text))
    return Parted(told=tuple(told), body=tuple(body)) if body else None


def _part_counted(lines: Sequence[_Line]) -> Parted | None:
    """Bare lines around a count of words: headline, byline, "512 words", date, time, outlet, code, language,
    copyright."""
    counted = _words().counted
    at = next(
        (n for n, line in enumerate(lines[: _HEADER_LINES])
         if (found := _COUNT.fullmatch(line.text)) and found["unit"].casefold() in counted), 0,
    )  # fmt: skip
    above = [line for line in lines[:at] if not _is_edge(line)]
    if not above:
        return None
    told = list(_told("title", above[0], above[0].text))
    for line in above[1:]:
        by = _BY.fullmatch(line.text) if _is_short(line) else None
        told.extend(_told("byline", line, by["name"] if by else line.text) if by or len(line.text.split()) <= 6 else ())
    below, start = _header_below(lines, at + 1)
    told.extend(below)
    if "published" not in {one.field for one in told} or start >= len(lines):
        return None
    end = next((n for n in range(start, len(lines)) if _is_edge(lines[n])), len(lines))
    return (
        Parted(told=tuple(told), body=(Span(start=lines[start].start, end=lines[end - 1].end),))
        if end > start
        else None
    )


def _header_below(lines: Sequence[_Line], at: int) -> tuple[list[Told], int]:
    """What the lines below the count tell, and the line with which the text begins."""
    told: list[Told] = []
    fields: set[str] = set()
    for at in range(at, min(at + _HEADER_LINES, len(lines))):  # noqa: B020
        line = lines[at]
        dated = "published" in fields
        if not dated and _is_date(line.text):
            field = "published"
        elif line.text.casefold() in _words().languages:
            field = "language"
        elif (
            _is_copyright(line.text)
            or _TIME.fullmatch(line.text)
            or _PAGE.fullmatch(line.text)
            or (_SHORT_CODE.fullmatch(line.text) and "outlet" in fields)
        ):
            field = "-"
        elif dated and "outlet" not in fields and not line.gap and len(line.text.split()) <= _OUTLET_WORDS:
            field = "outlet"
        elif dated and "language" not in fields and not line.gap and len(line.text.split()) <= 4:
            field = "-"  # an edition or a section
        else:
            return told, at
        fields.add(field)
        told.extend(_told(field, line, line.text))
    return told, min(at + 1, len(lines))


def _part_identified(lines: Sequence[_Line]) -> Parted | None:
    """An identifier at the end that holds the day; above the text the outlet, the section with the day, the
    headline."""
    last = next((n for n in range(len(lines) - 1, -1, -1) if _ID.fullmatch(lines[n].text)), -1)
    dated = next((n for n, line in enumerate(lines[:4]) if _is_date(line.text) or _YEAR.search(line.text)), -1)
    if last < 4 or dated < 0 or dated + 2 >= last:
        return None
    found = _ID.fullmatch(lines[last].text)
    told = list(_told("published", lines[dated], lines[dated].text))
    if found:
        start = lines[last].start + found.start("day")
        told.append(Told(field="published", basis=BASIS, span=Span(start=start, end=start + 8)))
    if dated:
        name = _ISSUE.sub("", lines[0].text) if _is_short(lines[0]) else lines[0].text
        told.append(Told(field="outlet", basis=BASIS, span=Span(start=lines[0].start, end=lines[0].start + len(name))))
    told.extend(_told("title", lines[dated + 1], lines[dated + 1].text))
    first = dated + 2
    by = _BY.fullmatch(lines[first].text) if _is_short(lines[first]) else None
    if by or (len(lines[first].text.split()) <= 4 and lines[first].text.istitle()):
        told.extend(_told("byline", lines[first], by["name"] if by else lines[first].text))
        first += 1
    end = next((n for n in range(last - 1, first, -1) if not _is_copyright(lines[n].text)), first)
    return Parted(told=tuple(told), body=(Span(start=lines[first].start, end=lines[end].end),))


__all__ = ["BASIS", "part_press"]
