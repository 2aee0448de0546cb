"""The times of an article as intervals, once it is known when it was published: the second of the two steps."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

from firsthand.article.records import Published
from firsthand.evidence import UNKNOWN, Reason
from firsthand.reading.calendar import minute_of, part_of
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import TimeMention
from firsthand.reading.resolve_rules import RESOLVERS
from firsthand.reading.sight import Sight, Told
from firsthand.reading.tense import Tense, find_tense
from firsthand.reading.time_shapes import Shape, read_shape, read_shapes
from firsthand.reading.time_words import TimeToken, TimeWords, load_time_words, read_tokens
from firsthand.when import UNKNOWN_WHEN, Modifier, Precision, When, ZoneBasis

_LONGEST_ANCHOR = 400  # days; an anchor this wide resolves nothing that hangs on it
_LOOKBACK = 12  # earlier times that a time may hang on


def resolve_times(
    times: tuple[TimeMention, ...],
    *,
    parse: Parse,
    published: Published,
    zone: str = UNKNOWN,
    words: TimeWords | None = None,
) -> tuple[TimeMention, ...]:
    """`times` with their intervals, by the report's publication or by a time just told; unknown where neither tells.

    A value stands only if every day of the publication interval gives it. Nothing looks at the clock.
    """
    known = words or load_time_words()
    anchor = _anchor_days(published.when)
    done: list[TimeMention] = []
    told: list[Told] = []
    for mention in times:
        parsed = parse.at(mention.evidence.span)
        shape = _shape_of(mention, known)
        sight = _sight(mention, parsed, told, known)
        when = _resolve(shape, sight, anchor, known) if shape else UNKNOWN_WHEN
        when = _finished(when, mention, parsed, zone, known)
        done.append(replace(mention, when=when, because=(*mention.because, _reason(when, sight.tense, anchor))))
        if shape is not None and not (shape.rule.name == "year" and _names_a_thing(parsed, mention)):
            told.append(_told(shape, when, mention, sight))
    return tuple(done)


_BEFORE_NAME = re.compile(r"(?:\w+s?\s+of|\b(?:the|an?|its|their|his|her))\s+$", re.IGNORECASE)
_DATES = re.compile(
    r"\b(?:summer|winter|spring|autumn|fall|end|start|beginning|middle|rest|half|year|months?|weeks?)\s+of\s+$",
    re.IGNORECASE,
)


def _names_a_thing(parsed: ParsedBlock, mention: TimeMention) -> bool:
    """Whether a year is part of what something is called: "the Treaty of 1996", "the 1996 accord". Nothing else is told
    to have happened in it."""
    before = parsed.text[: mention.evidence.start - parsed.block.start]
    return bool(_BEFORE_NAME.search(before)) and not _DATES.search(before)


def _anchor_days(when: When) -> tuple[date, ...]:
    first, last = when.first_day, when.last_day
    if first is None or last is None or (last - first).days > _LONGEST_ANCHOR:
        return ()
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


def _shape_of(mention: TimeMention, words: TimeWords) -> Shape | None:
    rule = next((reason.rule for reason in mention.because if reason.rule.startswith("times.")), "")
    tokens = tuple(_with_day(token, words) for token in read_tokens(mention.evidence.quote, words))
    return read_shape(tokens, rule.removeprefix("times."))


def _with_day(token: TimeToken, words: TimeWords) -> TimeToken:
    """A holiday carries its month and day as one number."""
    if token.kind != "HOLIDAY":
        return token
    number, of_day = words.holidays.get(token.name, (0, 0))
    return replace(token, value=number * 100 + of_day)


def _sight(mention: TimeMention, parsed: ParsedBlock, told: list[Told], words: TimeWords) -> Sight:
    span, block = mention.evidence.span, parsed.block.number
    return Sight(
        day=None,
        tense=find_tense(parsed, span, words.tense),
        start=span.start,
        block=block,
        sentence=_sentence_at(parsed, span.start),
        told=tuple(one for one in reversed(told[-_LOOKBACK:]) if one.block >= block - 1),
    )


def _sentence_at(parsed: ParsedBlock, start: int) -> int:
    starts = [parsed.block.start + sentence.start_char for sentence in parsed.doc.sents]
    return bisect_right(starts, start) + 10_000 * parsed.block.number


def _told(shape: Shape, when: When, mention: TimeMention, sight: Sight) -> Told:
    return Told(
        when=when,
        end=mention.evidence.end,
        block=sight.block,
        sentence=sight.sentence,
        year_printed=shape.has("YEAR", "ISO", "SLASH") and shape.rule.name not in ("season", "quarter", "year-range"),
        daylike=shape.has(
            "WEEKDAY", "WEEKDAYABBR", "DAYNUM", "ORD", "DAYWORD", "PART", "U_DAY", "HOLIDAY", "ISO", "SLASH"
        ),
        year_only=shape.rule.name == "year",
    )


def _resolve(shape: Shape, sight: Sight, anchor: tuple[date, ...], words: TimeWords) -> When:
    alone = _at(shape, replace(sight, told=()), words)
    if alone is not None:
        return replace(alone, rule=f"resolve.{shape.rule.name}")
    found = [_at(shape, replace(sight, day=one), words) for one in anchor or (None,)]
    value = found[0]
    if value is None or any(other is None or not value.same_as(other) for other in found):
        return UNKNOWN_WHEN
    base = _base(value, shape, sight, anchor, words)
    return replace(value, rule=f"resolve.{shape.rule.name}", anchor=base)


def _base(value: When, shape: Shape, sight: Sight, anchor: tuple[date, ...], words: TimeWords) -> str:
    """What `value` hangs on: the publication, or the told time without which it would not be."""
    first = anchor[0] if anchor else None
    for known in range(len(sight.told) + 1):
        seen = _at(shape, replace(sight, day=first, told=sight.told[:known]), words)
        if seen is not None and seen.same_as(value):
            return sight.told[known - 1].when.value if known else _anchor_words(anchor)
    return _anchor_words(anchor)


def _anchor_words(anchor: tuple[date, ...]) -> str:
    if not anchor:
        return ""
    first, last = anchor[0].isoformat(), anchor[-1].isoformat()
    return first if first == last else f"{first}/{last}"


def _at(shape: Shape, sight: Sight, words: TimeWords) -> When | None:
    """The interval seen from one anchor day."""
    if shape.rule.name == "clock":
        return _clock(shape, sight, words)
    resolver = RESOLVERS.get(shape.rule.name)
    when = resolver(shape, sight) if resolver else None
    if when is not None and shape.part and when.start is not None and when.precision is Precision.DAY:
        return part_of(when.start.date(), words.hours[shape.part])
    return when


_CLOCK_KINDS = frozenset({"CLOCK", "DECIMAL", "AMPM", "ZONE", "NOON", "FOUR", "AT", "ON"})


def _clock(shape: Shape, sight: Sight, words: TimeWords) -> When | None:
    at = _hour_and_minute(shape)
    rest = tuple(token for token in shape.tokens if token not in _clock_tokens(shape))
    if at is None:
        return None
    on = next((_at(part, sight, words) for part in read_shapes(rest)), None) if rest else None
    if on is None or on.start is None or on.precision is not Precision.DAY:
        return None
    whole = not any(mark in token.text for token in shape.all("CLOCK", "DECIMAL") for mark in ":.")
    return minute_of(on.start.date(), *at, whole=whole and not shape.has("YEAR", "FOUR") and not shape.has("NOON"))


def _clock_tokens(shape: Shape) -> tuple[TimeToken, ...]:
    found = [token for token in shape.tokens if token.kind in _CLOCK_KINDS]
    for token, following in zip(shape.tokens, shape.tokens[1:], strict=False):
        if (token.kind == "DAYNUM" and following.kind == "AMPM") or (token.kind == "YEAR" and following.kind == "ZONE"):
            found.append(token)
    if shape.tokens[-1].kind not in ("CLOSE", "CLOCK") and any(token.kind == "COMMA" for token in shape.tokens[1:2]):
        found.extend(token for token in shape.tokens[:2] if token.kind == "COMMA")
    return tuple(found)


def _hour_and_minute(shape: Shape) -> tuple[int, int] | None:
    if shape.has("NOON"):
        return (12, 0) if shape.has("NOON") and shape.first("NOON").lower != "midnight" else None  # type: ignore[union-attr]
    printed = next(
        (token for token in _clock_tokens(shape) if token.kind in ("CLOCK", "DECIMAL", "DAYNUM", "FOUR", "YEAR")), None
    )
    if printed is None:
        return None
    if printed.kind in ("FOUR", "YEAR"):
        hour, minute = divmod(int(printed.text), 100)
    else:
        parts = [int(part) for part in printed.text.replace(".", ":").split(":")]
        hour, minute = parts[0], parts[1] if len(parts) > 1 else 0
    half = shape.first("AMPM")
    if half is not None:
        hour = hour % 12 + (12 if half.lower.startswith("p") else 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


_EDGES = {-1: Modifier.START, 0: Modifier.MID, 1: Modifier.END}
_LEADS = {
    "since": Modifier.AFTER,
    "after": Modifier.AFTER,
    "before": Modifier.BEFORE,
    "until": Modifier.BEFORE,
    "till": Modifier.BEFORE,
    "by": Modifier.BEFORE,
    "about": Modifier.APPROX,
    "around": Modifier.APPROX,
    "roughly": Modifier.APPROX,
    "nearly": Modifier.APPROX,
    "almost": Modifier.APPROX,
    "approximately": Modifier.APPROX,
    "some": Modifier.APPROX,
}


def _finished(when: When, mention: TimeMention, parsed: ParsedBlock, zone: str, words: TimeWords) -> When:
    """With the words as printed, the part of the interval that they name, and the zone."""
    tokens = read_tokens(mention.evidence.quote, words)
    named, basis = _zone(tokens, mention, parsed, zone)
    modifier = _modifier(tokens, mention, parsed) if when.known else Modifier.NONE
    return replace(when, printed=mention.evidence.quote, modifier=modifier, zone=named, zone_basis=basis)


def _modifier(tokens: tuple[TimeToken, ...], mention: TimeMention, parsed: ParsedBlock) -> Modifier:
    edge = next((token for token in tokens if token.kind in ("EDGE", "EDGEOF")), None)
    if edge is not None:
        return _EDGES[edge.value or 0]
    if tokens[0].kind in ("EARLIER", "LATER"):
        return Modifier.BEFORE if tokens[0].kind == "EARLIER" else Modifier.AFTER
    if tokens[0].kind in ("MORE", "LESS", "AT", "NEARLY") and tokens[-1].kind == "AGO":
        return {"MORE": Modifier.BEFORE, "AT": Modifier.BEFORE}.get(tokens[0].kind, Modifier.APPROX)
    before = parsed.article.text[parsed.block.start : mention.evidence.start].rstrip().rpartition(" ")[2].lower()
    if any(token.name == "decade" for token in tokens):
        return _LEADS.get(before, Modifier.APPROX)
    return _LEADS.get(before, Modifier.NONE)


def _zone(tokens: tuple[TimeToken, ...], mention: TimeMention, parsed: ParsedBlock, zone: str) -> tuple[str, ZoneBasis]:
    printed = next((token.text for token in tokens if token.kind == "ZONE"), "")
    if printed:
        return printed, ZoneBasis.PRINTED
    after = parsed.article.text[mention.evidence.end : parsed.block.end][:16].lower().lstrip(" (,")
    if after.startswith("local time"):
        return "local time", ZoneBasis.PRINTED
    return (zone, ZoneBasis.INFERRED) if zone != UNKNOWN else (UNKNOWN, ZoneBasis.UNKNOWN)


def _reason(when: When, tense: Tense, anchor: tuple[date, ...]) -> Reason:
    if not when.known:
        return Reason(rule="resolve.unknown", note=f"no single value from {_anchor_words(anchor) or 'no known day'}")
    seen = f"seen from {when.anchor}, {tense.value} clause" if when.anchor else "as printed"
    return Reason(rule=when.rule, note=seen)
