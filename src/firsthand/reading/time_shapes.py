"""What the words of a time say before any anchor is known, and the rules that read it from a line of word classes.

A text becomes a line of class names ("ON WEEKDAY COMMA MONTH DAYNUM"), and a rule is a regular expression on that line.
The longest match wins, and among equals the earlier rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from firsthand.reading.records import TimeKind
from firsthand.reading.time_words import TimeToken


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """A kind of time by its word classes. `wide` rules give what only standards of annotation count."""

    name: str
    example: str
    pattern: str
    kind: TimeKind = TimeKind.DATE
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The words of one time: the rule that read them and their tokens, in text order; `at` is the first one's index."""

    rule: TimeRule
    tokens: tuple[TimeToken, ...]
    at: int = 0

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def all(self, *kinds: str) -> tuple[TimeToken, ...]:
        return tuple(token for token in self.tokens if token.kind in kinds)

    def first(self, *kinds: str) -> TimeToken | None:
        return next((token for token in self.tokens if token.kind in kinds), None)

    def has(self, *kinds: str) -> bool:
        return self.first(*kinds) is not None

    @property
    def unit(self) -> str:
        return next((token.name for token in self.tokens if token.kind.startswith("U_")), "")

    @property
    def part(self) -> str:
        part = self.first("PART")
        return part.name if part else ("night" if self.has("TONIGHT") else "")


_D = "(?:DAYNUM |ORD |ORDWORD (?=OF MONTH))"
_M = "(?:MONTH |MONTHABBR )"
_W = "(?:WEEKDAY |WEEKDAYABBR )"
_YR = "(?:(?:COMMA )?YEAR )"
_WHICH = "(?:LAST |NEXT |THIS )"
_RELYEAR = "(?:(?:OF |COMMA )?(?:(?:THE )?(?:LAST|NEXT|THIS|PREVIOUS|FOLLOWING|THAT|SAME) )+U_YEAR )"
_EDGE = "(?:(?:THE )?EDGE (?:DASH |IN |OF )?(?:THE )?|(?:THE )?EDGEOF OF (?:THE )?)"
_AGE = "(?:EARLIER |LATER |EDGE (?:DASH |IN )?)"
_OFYEAR = f"(?:{_RELYEAR}|(?:COMMA |OF )?YEAR )?"
_ATLEAST = "NEARLY |(?:MORE |LESS )THAN |AT LEAST "
_COUNT = (
    "(?:(?:A |NUM )?(?:COUPLE OF |COUPLE )|(?:A )?VAGUENUM |HALF A |NUM DASH NUM |NUM NUM |A NUM |"
    "NUM |DAYNUM |DIGITS |DECIMAL |A )"
)
_UNIT = "(?:U_[A-Z]+ )"
_ANYYEAR = f"(?:{_YR}|{_RELYEAR})?"
_DATE = f"(?:{_W}(?:COMMA |OPEN |THE )?)?(?:{_WHICH}?{_M}(?:THE )?{_D}{_ANYYEAR}|(?:THE )?{_D}(?:OF )?{_M}{_ANYYEAR})"
_DAYISH = f"(?:{_DATE}|{_WHICH}?{_W}|DAYWORD |ISO )"
_CLOCK = "(?:(?:CLOCK |DECIMAL (?=AMPM)|DAYNUM (?=AMPM))(?:AMPM )?(?:ZONE )?|(?:YEAR|FOUR) ZONE |NOON )"
_POINTED = f"DECIMAL (?:ON |COMMA )?{_DAYISH}"  # "at 21.52 on Monday": is_time asks for "at"
_JOIN = "(?:DASH |TO )"

RULES: tuple[TimeRule, ...] = (
    TimeRule(name="iso-date", example="2031-03-04", pattern="ISO "),
    TimeRule(name="slashed-date", example="13/02/2031", pattern="SLASH "),
    TimeRule(
        name="clock",
        example="2:30 p.m. on Tuesday",
        kind=TimeKind.TIME,
        pattern=f"{_CLOCK}(?:(?:ON |COMMA )?{_DAYISH})?|{_DAYISH}(?:COMMA )?(?:AT )?{_CLOCK}|{_POINTED}",
    ),
    TimeRule(
        name="day-range",
        example="12 to 14 May 2029",
        pattern=f"{_D}(?:{_JOIN}|AND ){_D}{_M}{_YR}?|{_M}{_D}(?:{_JOIN}|AND ){_D}{_YR}?",
    ),
    TimeRule(
        name="date-range",
        example="February 26 to March 2",
        pattern=f"{_M}{_D}{_YR}?(?:{_JOIN}|AND ){_M}{_D}{_YR}?|{_D}{_M}{_YR}?(?:{_JOIN}|AND ){_D}{_M}{_YR}?",
    ),
    TimeRule(name="month-range", example="January-March 2030", pattern=f"{_M}{_YR}?(?:{_JOIN}|AND ){_M}{_YR}?"),
    TimeRule(name="year-range", example="2027-29", pattern="YEAR (?:DASH (?:DAYNUM|DIGITS|YEAR) |(?:TO |AND )YEAR )"),
    TimeRule(name="weekday-range", example="Monday to Wednesday", pattern=f"{_W}{_JOIN}{_W}"),
    TimeRule(
        name="date",
        example="Friday, February 14, 2031",
        pattern=f"{_DATE}(?:CLOSE )?(?:(?:COMMA )?PART )?|(?:THE )?PART OF {_DATE}",
    ),
    TimeRule(name="weekday-ordinal", example="Monday the 17th", pattern=f"{_W}THE ORD "),
    TimeRule(
        name="month",
        example="early October last year",
        pattern=f"(?:{_EDGE}|(?:EARLIER|LATER) )?(?:{_WHICH}|(?:THE )?FOLLOWING |THAT )?{_M}{_OFYEAR}",
    ),
    TimeRule(name="holiday", example="Christmas Day", pattern=f"{_WHICH}?HOLIDAY (?:{_RELYEAR}|(?:COMMA |OF )?YEAR )?"),
    TimeRule(name="year", example="late 2029", pattern=f"{_EDGE}?YEAR |(?:THE )?FISCAL (?:U_YEAR )?YEAR "),
    TimeRule(name="era", example="1200 BC", pattern="(?:YEAR |FOUR |DIGITS |DAYNUM )ERA "),
    TimeRule(name="decade", example="the early 1980s", pattern=f"(?:THE )?{_EDGE}?DECADE "),
    TimeRule(
        name="century", example="the 19th century", pattern=f"{_EDGE}?(?:THE )?(?:EDGE )?(?:ORD |ORDWORD )U_CENTURY "
    ),
    TimeRule(
        name="weekday",
        example="last Friday",
        pattern=f"(?:EDGE )?(?:{_WHICH}|(?:THE )?(?:PREVIOUS |FOLLOWING ))?{_W}(?:EDGE )?(?:PART )?"
        f"(?:(?:OF |COMMA )?{_WHICH}U_WEEK )?"
        f"|(?:THE )?PART OF {_W}",
    ),
    TimeRule(
        name="day-word",
        example="yesterday morning",
        pattern=f"(?:{_AGE})?DAYWORD (?:EDGE )?(?:PART )?|THE U_DAY (?:BEFORE|AFTER) DAYWORD ",
    ),
    TimeRule(
        name="part-of-day",
        example="last night",
        pattern=f"{_AGE}?(?:LAST |THIS )PART |TONIGHT |(?:EARLIER |LATER )TONIGHT ",
    ),
    TimeRule(
        name="part-of-day-told",
        example="the next morning",
        pattern="THE (?:NEXT |PREVIOUS |FOLLOWING |SAME )PART |THAT (?:SAME )?PART ",
    ),
    TimeRule(name="overnight", example="overnight", pattern="OVERNIGHT "),
    TimeRule(
        name="period",
        example="earlier this week",
        pattern=f"(?:{_AGE}|{_EDGE})?{_WHICH}(?:FISCAL )?{_UNIT}",
    ),
    TimeRule(
        name="period-told",
        example="the previous day",
        pattern=f"(?:{_AGE}|{_EDGE})?(?:(?:THE )?(?:PREVIOUS |FOLLOWING )|THE NEXT |THE SAME |THAT (?:SAME )?){_UNIT}"
        f"|THE {_UNIT}(?:BEFORE|AFTER) |THE U_DAY (?:EARLIER|LATER) |NEXT U_DAY ",
    ),
    TimeRule(
        name="past-span",
        example="the past 24 hours",
        pattern=f"(?:THE )?(?:LAST |PREVIOUS |NEXT ){_COUNT}{_UNIT}|THE LAST {_UNIT}",
    ),
    TimeRule(name="ago", example="three years ago", pattern=f"(?:EXACTLY |{_ATLEAST})?{_COUNT}{_UNIT}AGO "),
    TimeRule(
        name="offset-told",
        example="three days later",
        pattern=f"(?:EXACTLY )?{_COUNT}{_UNIT}(?:EARLIER|LATER|BEFORE|AFTER|AFTERWARDS) ",
    ),
    TimeRule(name="in-span", example="in three days", pattern=f"IN {_COUNT}{_UNIT}"),
    TimeRule(name="weekend", example="the weekend", pattern="(?:THE |LAST |THIS |NEXT |THE LAST )WEEKEND "),
    TimeRule(
        name="season",
        example="last summer",
        # "came late this spring" says how it came: the edge word is not taken with "this"
        pattern=f"(?:{_EDGE}(?!THIS ))?(?:{_WHICH}|THE |THAT (?:SAME )?)?(?:EDGE )?SEASON {_OFYEAR}",
    ),
    TimeRule(
        name="quarter",
        example="the first quarter of 2031",
        pattern=f"(?:THE |{_WHICH})?(?:FISCAL (?:DASH )?)?(?:ORDWORD |ORD )(?:FISCAL )?(?:DASH )?"
        "(?:U_QUARTER |HALF (?=OF (?:YEAR|LAST|THIS|NEXT))|U_QUARTER OF FISCAL )"
        f"(?:{_RELYEAR}|(?:OF |COMMA )?(?:FISCAL )?YEAR )?"
        f"|{_WHICH}U_YEAR MARK WORD (?:ORDWORD |ORD )U_QUARTER ",
    ),
    TimeRule(name="ordinal-day", example="the 19th", pattern="THE ORD "),
    TimeRule(
        name="set",
        example="every Tuesday",
        kind=TimeKind.SET,
        pattern=f"EVERY (?:OTHER |NUM |DAYNUM |ORDWORD )?(?:{_UNIT}|{_W}|{_M}|PART |WEEKEND |SEASON )(?:PART )?"
        "|ON WEEKDAYS ",
    ),
    TimeRule(name="set-word", example="daily", kind=TimeKind.SET, wide=True, pattern="SETWORD "),
    TimeRule(
        name="length",
        example="four years",
        kind=TimeKind.DURATION,
        wide=True,
        pattern=f"(?:{_ATLEAST})?(?:(?:THE )?(?:ORDWORD )?{_COUNT}{_UNIT}|"
        f"(?:NUM DASH NUM |NUM |DAYNUM |DIGITS |VAGUENUM )DASH {_UNIT})|VAGUENUM {_UNIT}",
    ),
    TimeRule(
        name="vague",
        example="recently",
        wide=True,
        pattern="VAGUE (?:U_[A-Z]+ )?|RECENT U_[A-Z]+ |THE FUTURE |THE NEAR FUTURE ",
    ),
    TimeRule(name="bare-quarter", example="the latest quarter", wide=True, pattern="THE (?:LATEST )?U_QUARTER "),
)
"""In the order that breaks ties. The example of each is a test."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ])(?:{pattern})")


def _always(shape: Shape) -> bool:
    return True


def read_shapes(
    tokens: tuple[TimeToken, ...], *, wide: bool = False, accept: Callable[[Shape], bool] = _always
) -> Iterator[Shape]:
    """The times among `tokens`, in text order; where they overlap, the longest that `accept` takes."""
    line = "".join(token.kind + " " for token in tokens)
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.kind) + 1
    starts.append(at)
    found = [
        (bisect_left(starts, match.start()), bisect_left(starts, match.end()), order, rule)
        for order, rule in enumerate(RULES)
        if wide or not rule.wide
        for match in _compiled(rule.pattern).finditer(line)
    ]
    taken = 0
    for first, last, _, rule in sorted(found, key=lambda hit: (hit[0], -hit[1], hit[2])):
        if first < taken:
            continue
        shape = Shape(rule=rule, tokens=_trimmed(tokens[first:last]), at=first)
        if accept(shape):
            taken = last
            yield shape


def _trimmed(tokens: tuple[TimeToken, ...]) -> tuple[TimeToken, ...]:
    """Without a closing bracket that was opened outside: "(posted [March 4])"."""
    opened = any(token.kind == "OPEN" for token in tokens)
    return tokens if opened or tokens[-1].kind != "CLOSE" else tokens[:-1]


def read_shape(tokens: tuple[TimeToken, ...], name: str) -> Shape | None:
    """All of `tokens` as one time by the rule called `name`, or `None` where the rule does not read them."""
    line = "".join(token.kind + " " for token in tokens)
    for rule in RULES:
        if rule.name == name and _compiled(rule.pattern).fullmatch(line):
            return Shape(rule=rule, tokens=tokens)
    return None
