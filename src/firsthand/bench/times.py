"""Scores of times against TimeML: spans strict and relaxed, and values (TempEval-3's measure)."""

from __future__ import annotations

import re
import time as clock
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from spacy.language import Language

from firsthand.article.records import Article, Block, BlockKind, Published, SourceMap
from firsthand.reading.parse import parse_article
from firsthand.reading.records import TimeKind, TimeMention
from firsthand.reading.resolve import resolve_times
from firsthand.reading.time_counts import read_count
from firsthand.reading.time_words import load_time_words, read_tokens
from firsthand.reading.times import find_times
from firsthand.when import UNKNOWN_WHEN, Precision, When, day

_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_VALUE = re.compile(r'value="([^"]*)"')
_DCT = re.compile(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', re.DOTALL)
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTime:
    """A TIMEX3 of an annotated text: its place in the text without tags, and its value."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldText:
    """An annotated file: its text, the times in it, and the document's creation day."""

    name: str
    text: str
    times: tuple[GoldTime, ...]
    created: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScore:
    """Counts over files; `missed` and `wrong` are for reading, as (file, words, gold value, our value)."""

    gold: int
    found: int
    strict: int
    relaxed: int
    value: int
    seconds: float
    notes: tuple[tuple[str, str, str, str], ...] = ()

    def scores(self) -> dict[str, float]:
        """F1 of strict spans, relaxed spans and values, with the number of gold times as `n`."""
        total = self.gold + self.found
        named = {"strict": self.strict, "relaxed": self.relaxed, "value": self.value}
        return {f"{name}.f1": 2 * right / total if total else 0.0 for name, right in named.items()} | {
            "n": float(self.gold),
            "found": float(self.found),
        }


def read_timeml(name: str, source: str) -> GoldText:
    """The text of a TimeML file with its times; the creation time is no time of the text.

    >>> gold = read_timeml("x", '<TEXT>on <TIMEX3 value="2031-03-03">Monday</TIMEX3>.</TEXT>')
    >>> gold.text, gold.times[0].start
    ('on Monday.', 3)
    """
    body = _TEXT.search(source)
    created = _DCT.search(source)
    text, times, opened, at = "", [], [], 0
    marked = body.group(1) if body else ""
    for tag in _TAG.finditer(marked):
        text += unescape(marked[at : tag.start()])
        at = tag.end()
        if tag.group(2) != "TIMEX3":
            continue
        if not tag.group(1):
            value = _VALUE.search(tag.group(3))
            opened.append((len(text), value.group(1) if value else ""))
        elif opened:
            start, named = opened.pop()
            if text[start:].strip():
                times.append(GoldTime(start=start, end=len(text), value=named))
    text += unescape(marked[at:])
    day_created = date.fromisoformat(created.group(1)) if created else None
    return GoldText(name=name, text=text, times=tuple(times), created=day_created)


def score_times(files: Iterable[Path], model: Language, *, anchored: bool = True) -> TimeScore:
    """Our times against the annotated ones of TimeML files, pooled.

    `anchored=False` hides the creation day, for narratives whose times hang on each other and not on it.
    """
    began = clock.perf_counter()
    golds = [read_timeml(path.name, path.read_text(encoding="utf-8", errors="replace")) for path in sorted(files)]
    parts = [_score(gold, model, anchored) for gold in golds]
    return TimeScore(
        gold=sum(part.gold for part in parts),
        found=sum(part.found for part in parts),
        strict=sum(part.strict for part in parts),
        relaxed=sum(part.relaxed for part in parts),
        value=sum(part.value for part in parts),
        seconds=clock.perf_counter() - began,
        notes=tuple(note for part in parts for note in part.notes),
    )


def _score(gold: GoldText, model: Language, anchored: bool) -> TimeScore:
    article = _article(gold)
    parse = parse_article(article, model)
    when = day(gold.created) if gold.created and anchored else UNKNOWN_WHEN
    found = resolve_times(find_times(parse, wide=True), parse=parse, published=Published(when=when))
    strict, relaxed, value, notes = 0, 0, 0, []
    left = list(found)
    for one in gold.times:
        hit = next(
            (mention for mention in left if mention.evidence.start < one.end and one.start < mention.evidence.end), None
        )
        words = " ".join(gold.text[one.start : one.end].split())
        if hit is None:
            notes.append((gold.name, words, one.value, "MISSED"))
            continue
        left.remove(hit)
        same = (hit.evidence.start, hit.evidence.end) == (one.start, one.end)
        right = timex_value(hit) == one.value
        strict, relaxed, value = strict + same, relaxed + 1, value + right
        if not (same and right):
            notes.append((gold.name, words, one.value, f"{' '.join(hit.evidence.quote.split())} = {timex_value(hit)}"))
    notes.extend(
        (gold.name, " ".join(mention.evidence.quote.split()), "NONE", timex_value(mention)) for mention in left
    )
    return TimeScore(
        gold=len(gold.times),
        found=len(found),
        strict=strict,
        relaxed=relaxed,
        value=value,
        seconds=0.0,
        notes=tuple(notes),
    )


def _article(gold: GoldText) -> Article:
    blocks: list[Block] = []
    at = 0
    for piece in re.split(r"(\n\s*\n)", gold.text):
        if piece.strip():
            blocks.append(Block(number=len(blocks), kind=BlockKind.PARAGRAPH, start=at, end=at + len(piece)))
        at += len(piece)
    return Article(
        id=f"art-{gold.name}",
        report=gold.name,
        capture="",
        text=gold.text,
        blocks=tuple(blocks),
        source_map=SourceMap(links=()),
        dropped=(),
    )


_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_PARTS = {6: "MO", 12: "AF", 18: "EV", 20: "NI", 5: "MO"}
_UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "century": "CE", "fortnight": "W",
}  # fmt: skip
_VAGUE = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF",
}  # fmt: skip
_SETS = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y",
    "nightly": "P1D", "hourly": "PT1H",
}  # fmt: skip


def timex_value(mention: TimeMention) -> str:
    """A mention's value as TIMEX3 writes it: `1998-W12`, `1998-SU`, `P3D`, `PRESENT_REF`; "" where it has none."""
    rule = mention.because[0].rule
    words = mention.evidence.quote.lower()
    if rule == "times.vague":
        return "FUTURE_REF" if words.endswith("future") else _VAGUE.get(words.split()[0], "PAST_REF")
    if rule == "times.era" and words.endswith(("bc", "bce")):
        return f"BC{int(words.split()[0]):04d}"
    if rule == "times.set-word":
        return _SETS[words]
    if mention.kind is TimeKind.DURATION or rule in ("times.past-span", "times.set", "times.in-span"):
        return _length_value(mention)
    return _when_value(mention.when) if mention.when.known else ""


def _length_value(mention: TimeMention) -> str:
    tokens = read_tokens(mention.evidence.quote, load_time_words())
    unit = next((token.name for token in tokens if token.kind.startswith("U_")), "")
    if unit not in _UNITS:
        return ""
    count = read_count(tokens)
    number = "X" if count is None else str(count)
    if unit in ("decade", "quarter"):  # TIMEX3 counts them in years and months
        times, letter = (10, "Y") if unit == "decade" else (3, "M")
        return f"P{'X' if count is None else int(count * times)}{letter}"
    if mention.because[0].rule == "times.set" or (count is None and "last" in mention.evidence.quote.lower()):
        number = "1"
    letters = _UNITS[unit]
    return f"PT{number}{letters[1]}" if letters.startswith("T") else f"P{number}{letters}"


def _when_value(when: When) -> str:
    start = when.start
    if start is None:
        return ""
    if when.precision is Precision.SEASON:
        return f"{start.year:04d}-{_SEASONS[start.month]}"
    if when.precision is Precision.DECADE:
        return f"{start.year // 10:03d}"
    if when.precision is Precision.PART_OF_DAY:
        return f"{start:%Y-%m-%d}T{_PARTS[start.hour]}"
    return _interval_value(when) if when.precision is Precision.INTERVAL else when.value


def _interval_value(when: When) -> str:
    start, last = when.first_day, when.last_day
    if start is None or last is None:
        return when.value
    length = (last - start).days + 1
    if length == 2 and start.weekday() == 5:
        return f"{start.isocalendar().year}-W{start.isocalendar().week:02d}-WE"
    if 90 <= length <= 92 and start.day == 1 and start.month % 3 == 1:
        return f"{start.year:04d}-Q{start.month // 3 + 1}"
    if start.month == 1 and last.month == 12 and length > 36000:
        return f"{start.year // 100:02d}"
    return when.value
