"""Weeks, weekends, seasons, quarters and steps from one time to another as intervals, seen from one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from firsthand.reading.calendar import half_of, months_on, period_of, quarter_of, safe_date, season_of, weekend_of
from firsthand.reading.resolve_dates import step_of, value_of, year_named
from firsthand.reading.sight import Sight, nearest
from firsthand.reading.tense import Tense
from firsthand.reading.time_counts import read_count
from firsthand.reading.time_shapes import Shape
from firsthand.when import When, day, days, year


def resolve_period(shape: Shape, sight: Sight) -> When | None:
    if sight.day is None or shape.has("FISCAL"):
        return None
    return period_of(sight.day, shape.unit, step_of(shape))


def resolve_bare_quarter(shape: Shape, sight: Sight) -> When | None:
    """ "The latest quarter": the last one that was over. Only a wide reading asks."""
    return period_of(sight.day, "quarter", -1) if sight.day is not None else None


def resolve_period_told(shape: Shape, sight: Sight) -> When | None:
    step = (
        -1
        if shape.has("PREVIOUS", "BEFORE", "EARLIER")
        else 1
        if shape.has("FOLLOWING", "NEXT", "AFTER", "LATER")
        else 0
    )
    step = 0 if shape.has("THAT", "SAME") else step
    if shape.unit == "day":
        told = sight.told_day()
        return day(told + timedelta(days=step)) if told else None
    period = sight.told_period()
    if period is None or period.start is None or _finer(shape.unit, period):
        return None
    return period_of(period.start.date(), shape.unit, step)


def _finer(unit: str, period: When) -> bool:
    """Whether the unit is finer than what was told: "the following month" after a bare year."""
    if period.start is None or period.end is None:
        return True
    length = (period.end - period.start).days
    return length > {"week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}.get(unit, 0)


def resolve_past_span(shape: Shape, sight: Sight) -> When | None:
    count = read_count(shape.tokens) or (1 if shape.tokens[0].kind == "THE" and len(shape.tokens) == 3 else None)
    if sight.day is None or count is None or count != int(count) or shape.has("PREVIOUS"):
        return None
    ahead = shape.has("NEXT")
    far = _steps_from(sight.day, shape.unit, int(count) * (1 if ahead else -1))
    if far is None:
        return None
    return days(sight.day, far) if ahead else days(far, sight.day)


def _steps_from(on: date, unit: str, count: int) -> date | None:
    if unit == "hour":
        return on + timedelta(days=count // 24) if count % 24 == 0 else None
    if unit in ("day", "week", "fortnight"):
        return on + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is None or abs(count) * months > 12 * 1000:
        return None
    first = months_on(on, count * months)
    return safe_date(first.year, first.month, on.day) or safe_date(first.year, first.month, 28)


def _stepped(on: date | None, shape: Shape, sign: int) -> When | None:
    count = read_count(shape.tokens)
    if on is None or count is None or count != int(count) or count > 1000:
        return None
    if shape.unit == "decade":
        return year(on.year + sign * 10 * int(count))
    if shape.unit == "century" or (shape.unit == "hour" and int(count) % 24):
        return None
    if shape.unit == "hour":
        return period_of(on, "day", sign * int(count) // 24)
    return period_of(on, shape.unit, sign * int(count))


def resolve_ago(shape: Shape, sight: Sight) -> When | None:
    return _stepped(sight.day, shape, -1)


def resolve_in_span(shape: Shape, sight: Sight) -> When | None:
    return _stepped(sight.day, shape, 1) if sight.tense in (Tense.FUTURE, Tense.PRESENT) else None


def resolve_offset_told(shape: Shape, sight: Sight) -> When | None:
    sign = -1 if shape.has("EARLIER", "BEFORE") else 1
    on = sight.told_day()
    coarse = shape.unit in ("month", "year", "decade")
    if coarse and (on is None or not sight.told[0].daylike):
        period = sight.told_period()
        if period is None or period.start is None or _finer(shape.unit, period):
            return None
        on = period.start.date()
    count = read_count(shape.tokens)
    if on is not None and shape.unit in ("week", "fortnight") and count is not None and count == int(count):
        return day(on + timedelta(days=sign * int(count) * (7 if shape.unit == "week" else 14)))
    return _stepped(on, shape, sign)


def resolve_weekend(shape: Shape, sight: Sight) -> When | None:
    if sight.day is None:
        return None
    own = weekend_of(sight.day)
    within = sight.day.weekday() >= 5
    if shape.has("NEXT"):
        return None if not within else weekend_of(sight.day + timedelta(days=7))
    if shape.has("THIS") or sight.tense is Tense.FUTURE:
        back = shape.has("THIS") and sight.tense is Tense.PAST and not within
        return weekend_of(sight.day - timedelta(days=7)) if back else own
    if within and not shape.has("LAST"):
        return own
    return weekend_of(sight.day - timedelta(days=7))


def resolve_season(shape: Shape, sight: Sight) -> When | None:
    number, named = value_of(shape.first("SEASON")), year_named(shape, sight)
    if number is None:
        return None
    if named is not None:
        return season_of(named, number)
    if sight.day is None or shape.unit == "year" or shape.has("THAT"):
        return None
    known = [season_of(sight.day.year + step, number) for step in (-2, -1, 0, 1)]
    over = [found for found in known if found.end is not None and found.end.date() <= sight.day]
    begun = [found for found in known if found.start is not None and found.start.date() <= sight.day]
    to_come = [found for found in known if found not in begun]
    if shape.has("LAST"):
        return over[-1]
    if shape.has("NEXT"):
        return to_come[0]
    if shape.has("THIS"):
        return season_of(sight.day.year, number)
    if begun[-1] not in over or sight.tense is Tense.PAST:
        return begun[-1]
    return to_come[0] if sight.tense is Tense.FUTURE else None


def resolve_quarter(shape: Shape, sight: Sight) -> When | None:
    number, named = value_of(shape.first("ORD", "ORDWORD")), year_named(shape, sight)
    half = shape.has("HALF")
    if number is None or number > (2 if half else 4) or shape.has("FISCAL"):
        return None
    if named is not None:
        return half_of(named, number) if half else quarter_of(named, number)
    if sight.day is None or shape.has("U_YEAR") or half:
        return None
    known = [quarter_of(sight.day.year + step, number) for step in (-1, 0, 1)]
    starts = [found.start.date() for found in known if found.start is not None]
    past = max((start for start in starts if start <= sight.day), default=None)
    future = min((start for start in starts if start > sight.day), default=None)
    if sight.tense is Tense.PAST:
        return quarter_of(past.year, number) if past else None
    # "will report on the third quarter" looks back: only the distance tells, and not the tense
    found = nearest(past, future, replace(sight, tense=Tense.UNKNOWN))
    return quarter_of(found.year, number) if found else None
