"""Ranges of days, months and years as intervals, seen from one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from firsthand.reading.calendar import joined, safe_date
from firsthand.reading.resolve_dates import day_named, month_number, resolve_date, resolve_month, resolve_weekday
from firsthand.reading.sight import Sight
from firsthand.reading.time_shapes import Shape
from firsthand.when import When, day, year

Resolver = Callable[[Shape, Sight], When | None]


def _split(shape: Shape, *joins: str) -> tuple[Shape, Shape] | None:
    at = next((at for at, token in enumerate(shape.tokens) if at and token.kind in joins), None)
    if at is None:
        return None
    return Shape(rule=shape.rule, tokens=shape.tokens[:at]), Shape(rule=shape.rule, tokens=shape.tokens[at + 1 :])


def _both(first: Shape, last: Shape, sight: Sight, one: Resolver) -> When | None:
    """A range whose sides lend each other the month or year that only one of them prints."""
    ends = one(last, sight)
    begins = one(first, sight)
    if ends is None or begins is None:
        return None
    return joined(begins, ends)


def resolve_day_range(shape: Shape, sight: Sight) -> When | None:
    number = month_number(shape)
    numbers = [token.value or 0 for token in shape.all("DAYNUM", "ORD", "ORDWORD")]
    if number is None or len(numbers) != 2:
        return None
    last = day_named(number, numbers[1], shape, sight)
    first = safe_date(last.year, last.month, numbers[0]) if last else None
    return joined(day(first), day(last)) if first and last else None


def _spread_year(shape: Shape, sight: Sight, one: Resolver) -> When | None:
    sides = _split(shape, "DASH", "TO", "AND")
    printed = shape.first("YEAR")
    if sides is None:
        return None
    first, last = sides
    if printed is not None and not first.has("YEAR"):
        first = Shape(rule=shape.rule, tokens=(*first.tokens, printed))
    if printed is not None and not last.has("YEAR"):
        last = Shape(rule=shape.rule, tokens=(*last.tokens, printed))
    return _both(first, last, sight, one)


def resolve_date_range(shape: Shape, sight: Sight) -> When | None:
    return _spread_year(shape, sight, resolve_date)


def resolve_month_range(shape: Shape, sight: Sight) -> When | None:
    return _spread_year(shape, sight, resolve_month)


def resolve_year_range(shape: Shape, sight: Sight) -> When | None:
    first, last = (token.value or 0 for token in shape.all("YEAR", "DAYNUM", "DIGITS"))
    return joined(year(first), year(last if last > 999 else first // 100 * 100 + last))


def resolve_weekday_range(shape: Shape, sight: Sight) -> When | None:
    sides = _split(shape, "DASH", "TO")
    if sides is None:
        return None
    first, last = resolve_weekday(sides[0], sight), resolve_weekday(sides[1], sight)
    if first is None or last is None:
        return None
    if first.start is not None and last.start is not None and first.start > last.start:
        start = first.start.date()
        first = day(start - timedelta(days=7))
    return joined(first, last)
