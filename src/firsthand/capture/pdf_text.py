"""The text layer of a PDF as paragraphs. Runs as a process of its own (`pdf.py` starts it), since a hostile PDF can
loop."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from firsthand.capture.bounds import MAX_PDF_PAGES, MAX_PDF_TEXT, PDF_MEMORY, PDF_SECONDS

_GAP = 1.45
"""Line distances: a step down larger than this times the usual one parts two paragraphs. Set lines are 1.0 apart, a
blank line 2.0, paragraphs on web pages 1.6 to 2.0."""

_SET = 1.2
"""Font sizes from line to line where a document does not show it."""

_LEAST_STEP, _MOST_STEP = 0.8, 3.0
"""Font sizes between which a step down can be one from line to line."""

_OTHER_SIZE = 1.15
"""Ratio of font sizes above which two lines are of different kinds: a headline and its text, a caption and a column."""

_INDENT = 0.8
"""Font sizes that a line is set in from the one before, to open a paragraph."""

_SHORT = 0.75
"""Share of the widest line near it below which a line that ends a sentence ends a paragraph too."""

_EDGE = 2
"""Lines at the top and the foot of a page among which running titles and page numbers stand."""

_HYPHEN = re.compile(r"(?P<head>[^\W\d_]{2,})[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_STOP = re.compile(r"[.!?\u2026:][\"'\u201d\u2019)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a page: its words, where it begins, and how large it is set (points)."""

    text: str
    x: float
    y: float
    size: float


def read_pdf_text(raw: bytes) -> tuple[str, int, int]:
    """The text with a blank line between paragraphs, the number of pages, and how many of them have no text at all.

    Raises whatever the library raises on broken files: only the process that runs it may call it.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and not reader.decrypt(""):
        raise PermissionError("it is locked with a password")
    pages: list[tuple[Line, ...]] = []
    size = 0
    for page in reader.pages:
        lines = tuple(_find_lines(page))
        size += sum(len(line.text) for line in lines)
        pages.append(lines)
        if size > MAX_PDF_TEXT or len(pages) >= MAX_PDF_PAGES:
            break
    paragraphs = group_paragraphs(pages)
    return "\n\n".join(paragraphs)[:MAX_PDF_TEXT], len(pages), sum(not lines for lines in pages)


def _find_lines(page: Any) -> Iterator[Line]:
    """The lines of one page in the order in which they are drawn."""
    drawn: list[tuple[str, float, float, float]] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], font: object, size: float) -> None:
        scale = abs(inner[3] or inner[0] or 1.0) * abs(outer[3] or outer[0] or 1.0)
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        drawn.append((text, x, y, abs(size) * scale))

    page.extract_text(visitor_text=visit)
    words, place = "", (0.0, 0.0, 0.0)
    for text, x, y, size in drawn:
        for number, piece in enumerate(text.split("\n")):
            if number and words.strip():
                yield _line(words, place)
            words = "" if number else words
            if piece.strip() and not words.strip():
                place = (x, y, size)
            words += piece
    if words.strip():
        yield _line(words, place)


def _line(words: str, place: tuple[float, float, float]) -> Line:
    return Line(text=" ".join(words.replace("\x00", " ").split()), x=place[0], y=place[1], size=place[2])


def group_paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Lines joined to paragraphs, over the ends of lines, columns and pages; words that were broken at a line's end
    made whole. A line that is printed on most pages (a running title, a number) stands by itself, behind its page's
    text.

    >>> line = lambda text, y: Line(text=text, x=0, y=y, size=10)
    >>> group_paragraphs([[line("The gates were", 50), line("shut at noon.", 38), line("Nobody said why.", 9)]])
    ['The gates were shut at noon.', 'Nobody said why.']
    """
    running = _find_running(pages)
    whole = Counter(word.casefold() for page in pages for line in page for word in _WORD.findall(line.text))
    steps = _line_steps(pages)
    groups: list[list[Line]] = []
    asides: list[str] = []
    for page in pages:
        body = [line for at, line in enumerate(page) if not _is_running(page, at, running)]
        asides = [line.text for at, line in enumerate(page) if _is_running(page, at, running)]
        for at, line in enumerate(body):
            before = groups[-1][-1] if groups and groups[-1] else None
            goes_on = before is not None and (_goes_on(before, line) if at == 0 else not _parts(body, at, steps))
            if goes_on and groups:
                groups[-1].append(line)
            else:
                groups.append([line])
        groups.extend([Line(text=text, x=0, y=0, size=0)] for text in asides)
        groups = _aside_last(groups, len(asides))
    return [joined for group in groups if (joined := _join(group, whole))]


def _aside_last(groups: list[list[Line]], asides: int) -> list[list[Line]]:
    """The running lines of a page before its last paragraph where that may go on over the page's end."""
    if not asides or len(groups) <= asides:
        return groups
    last = groups[-asides - 1]
    return groups if _STOP.search(last[-1].text) else [*groups[: -asides - 1], *groups[-asides:], last]


def _find_running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What is printed at the edge of most pages, digits set aside."""
    if len(pages) < 2:
        return frozenset()
    seen = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    return frozenset(key for key, times in seen.items() if times >= max(2, len(pages) // 2 + 1))


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _is_running(page: Sequence[Line], at: int, running: frozenset[str]) -> bool:
    return (at < _EDGE or at >= len(page) - _EDGE) and _key(page[at]) in running


def _line_steps(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """For each size of type (whole points) the distance of its lines: the smallest step down that is met more than once
    in the document. The commonest would be that of paragraphs where these are short."""
    steps: dict[int, Counter[float]] = {}
    for page in pages:
        for one, other in pairwise(page):
            down = one.y - other.y
            if not _other_size(one, other) and _LEAST_STEP * other.size <= down <= _MOST_STEP * other.size:
                steps.setdefault(round(other.size), Counter())[round(down)] += 1
    return {
        size: min((one for one, times in seen.items() if times > 1), default=min(seen)) for size, seen in steps.items()
    }


def _parts(lines: Sequence[Line], at: int, steps: dict[int, float]) -> bool:
    """Whether a paragraph begins with the line `at`."""
    before, line = lines[at - 1], lines[at]
    if _other_size(before, line):
        return True
    down = before.y - line.y
    if down < 0:  # the next column
        return not _goes_on(before, line)
    if down > _GAP * steps.get(round(line.size), _SET * line.size):
        return True
    if line.x - before.x > _INDENT * line.size and abs(down) > 1 and _STOP.search(before.text):
        return True
    widest = max(len(one.text) for one in lines[max(at - 4, 0) : at + 4])
    return bool(_STOP.search(before.text)) and len(before.text) < _SHORT * widest and down >= 1


def _other_size(one: Line, other: Line) -> bool:
    small, large = sorted((one.size, other.size))
    return small > 0 and large / small > _OTHER_SIZE


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a text goes on over the end of a column or a page: no stop before it, and the same size."""
    return not _STOP.search(before.text) and not _other_size(before, line) and len(before.text.split()) > 4


def _join(lines: Sequence[Line], whole: Counter[str]) -> str:
    text = ""
    for line in lines:
        broken = _HYPHEN.search(text)
        following = _WORD.match(line.text)
        if text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif broken and following and line.text[:1].islower():
            joined = (broken["head"] + following[0]).casefold()
            hyphenated = f"{broken['head']}-{following[0]}".casefold()
            text = (text if whole[hyphenated] and not whole[joined] else text[:-1]) + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text.replace("\u00ad", "").strip()


def _limit_process() -> None:
    """Bounds this process in seconds and bytes, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is the only bound
        return
    resource.setrlimit(resource.RLIMIT_CPU, (PDF_SECONDS, PDF_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))


def main() -> None:
    """A PDF on standard input; on standard output a JSON object: text, pages, blank; or error, in a few words."""
    _limit_process()
    logging.disable(logging.CRITICAL)
    try:
        text, pages, blank = read_pdf_text(sys.stdin.buffer.read())
        told: dict[str, object] = {"text": text, "pages": pages, "blank": blank}
    except PermissionError as error:
        told = {"error": str(error)}
    except MemoryError:
        told = {"error": f"it needs more than {PDF_MEMORY // 1024**2} MB"}
    except Exception as error:  # a library of others on bytes of others: this process is the boundary
        told = {"error": f"it is damaged ({type(error).__name__})"}
    sys.stdout.buffer.write(json.dumps(told).encode("ascii"))


if __name__ == "__main__":
    main()
