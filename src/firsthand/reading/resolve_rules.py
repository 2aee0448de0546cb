"""How each kind of time becomes an interval, seen from one day. The table is `RESOLVERS`; each is named as its find rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from firsthand.reading.calendar import (
    century,
    decade,
    half_of,
    joined,
    months_on,
    period_of,
    quarter_of,
    safe_date,
    season_of,
    weekend_of,
)
from firsthand.reading.sight import Sight, nearest
from firsthand.reading.tense import Tense
from firsthand.reading.time_counts import read_count
from firsthand.reading.time_shapes import Shape
from firsthand.reading.time_words import TimeToken
from firsthand.when import When, day, days, month, year

Resolver = Callable[[Shape, Sight], When | None]


def _value(token: TimeToken | None) -> int | None:
    return token.value if token else None


def _month_number(shape: Shape) -> int | None:
    return _value(shape.first("MONTH", "MONTHABBR"))


def year_named(shape: Shape, sight: Sight) -> int | None:
    """The year that the words name, printed or as "last year"; `None` where they name none."""
    printed = shape.first("YEAR")
    if printed is not None:
        return printed.value
    if shape.unit != "year":
        return None
    if shape.has("THAT", "SAME", "PREVIOUS", "FOLLOWING"):
        told = sight.told_period()
        base = told.start.year if told and told.start else None
        return base + _step(shape) if base is not None else None
    return sight.day.year + _step(shape) if sight.day else None


def _step(shape: Shape) -> int:
    if shape.has("LAST", "PREVIOUS"):
        return -1
    return 1 if shape.has("NEXT", "FOLLOWING") else 0


def _date(shape: Shape, sight: Sight) -> When | None:
    number, of_day = _month_number(shape), _value(shape.first("DAYNUM", "ORD", "ORDWORD"))
    if number is None or of_day is None:
        return None
    found = _day_of(number, of_day, shape, sight)
    weekday = _value(shape.first("WEEKDAY", "WEEKDAYABBR"))
    if found is None or (weekday is not None and found.weekday() != weekday):
        return None
    return day(found)


def _day_of(number: int, of_day: int, shape: Shape, sight: Sight) -> date | None:
    named = year_named(shape, sight)
    if named is not None:
        return safe_date(named, number, of_day)
    if shape.unit == "year":
        return None
    return _without_year(sight, lambda of_year: safe_date(of_year, number, of_day))


def _without_year(sight: Sight, on: Callable[[int], date | None]) -> date | None:
    """The day or month meant by words without a year, by the year just told or by the anchor; `None` where they differ."""
    framed = _by_frame(sight, on)
    frame = sight.frame()
    beside = frame is not None and framed is not None and frame.sentence == sight.sentence
    if sight.day is None or (beside and frame is not None and not frame.year_only):
        return framed
    years = range(sight.day.year - 8, sight.day.year + 9)
    known = [found for found in map(on, years) if found is not None]
    past = max((found for found in known if found <= sight.day), default=None)
    future = min((found for found in known if found >= sight.day), default=None)
    anchored = nearest(past, future, sight)
    if frame is None or framed is None or framed == anchored:
        return anchored
    if beside or (frame.block == sight.block and not frame.year_only):
        return None
    return anchored


def _by_frame(sight: Sight, on: Callable[[int], date | None]) -> date | None:
    frame = sight.frame()
    if frame is None or frame.when.start is None:
        return None
    start = frame.when.start.date()
    same = on(start.year)
    if frame.year_only or same is None or same >= start.replace(day=1) or (start - same).days < 62:
        return same
    return on(start.year + 1)


def _month(shape: Shape, sight: Sight) -> When | None:
    number = _month_number(shape)
    if number is None:
        return None
    named = year_named(shape, sight)
    if named is not None:
        return month(named, number)
    if shape.unit == "year":
        return None
    if shape.has("THAT", "FOLLOWING"):
        told = sight.told_period()
        start = told.start.date() if told and told.start else None
        return _next_month(start, number) if start else None
    if shape.has("LAST", "NEXT", "THIS") and sight.day is not None:
        return _month_beside(shape, sight.day, number)
    found = _without_year_month(sight, number)
    return month(found.year, found.month) if found else None


def _without_year_month(sight: Sight, number: int) -> date | None:
    if sight.day is None:
        return _without_year(sight, lambda of_year: date(of_year, number, 1))
    if sight.day.month == number:
        own = _by_frame(sight, lambda of_year: date(of_year, number, 1))
        frame = sight.frame()
        if own is None or frame is None or frame.sentence != sight.sentence or own == sight.day.replace(day=1):
            return sight.day.replace(day=1)
        return None if frame.year_only else own
    return _without_year(sight, lambda of_year: date(of_year, number, 1))


def _month_beside(shape: Shape, on: date, number: int) -> When | None:
    if shape.has("LAST"):
        at = on.year if number < on.month else on.year - 1
        return month(at, number)
    if shape.has("NEXT"):
        return _next_month(on, number)
    return month(on.year, number)


def _next_month(after: date, number: int) -> When:
    return month(after.year if number > after.month else after.year + 1, number)


def _year(shape: Shape, sight: Sight) -> When | None:
    printed = _value(shape.first("YEAR"))
    return None if printed is None or shape.has("FISCAL") else year(printed)


def _decade(shape: Shape, sight: Sight) -> When | None:
    first = _value(shape.first("DECADE"))
    return decade(first) if first is not None else None


def _century(shape: Shape, sight: Sight) -> When | None:
    number = _value(shape.first("ORD", "ORDWORD"))
    return century(number) if number else None


def _iso(shape: Shape, sight: Sight) -> When | None:
    parts = [int(part) for part in shape.tokens[0].text.split("-")]
    found = safe_date(parts[0], parts[1], parts[2])
    return day(found) if found else None


def _slashed(shape: Shape, sight: Sight) -> When | None:
    """Dots put the day first; slashes tell only where one of the two cannot be a month."""
    printed = shape.tokens[0].text
    first, second, of_year = (int(part) for part in printed.replace(".", "/").split("/"))
    if "." in printed or first > 12:
        found = safe_date(of_year, second, first)
    elif second > 12 or first == second:
        found = safe_date(of_year, first, second)
    else:
        found = None
    return day(found) if found else None


def _weekday(shape: Shape, sight: Sight) -> When | None:
    number = _value(shape.first("WEEKDAY", "WEEKDAYABBR"))
    week = sight.told_week()
    if number is None:
        return None
    if week is not None and week.start is not None:
        return day(week.start.date() + timedelta(days=number))
    if shape.has("PREVIOUS", "FOLLOWING"):
        told = sight.told_day()
        return day(_beside(told, number, back=shape.has("PREVIOUS"))) if told else None
    if sight.day is None:
        return None
    if shape.unit == "week":
        found = period_of(sight.day, "week", _step(shape))
        return day(found.start.date() + timedelta(days=number)) if found and found.start else None
    if shape.has("LAST", "NEXT"):
        return _weekday_beside(shape, sight.day, number)
    past = sight.day - timedelta(days=(sight.day.weekday() - number) % 7)
    future = sight.day + timedelta(days=(number - sight.day.weekday()) % 7)
    if past == future or sight.tense is Tense.PAST:
        return day(past)
    if sight.tense is Tense.FUTURE or (shape.has("THIS") and future.isocalendar()[:2] == sight.day.isocalendar()[:2]):
        return day(future)
    return None


def _beside(on: date, number: int, *, back: bool) -> date:
    if back:
        return on - timedelta(days=(on.weekday() - number - 1) % 7 + 1)
    return on + timedelta(days=(number - on.weekday() - 1) % 7 + 1)


def _weekday_beside(shape: Shape, on: date, number: int) -> When | None:
    """ "Last Friday" and "next Tuesday" where the week's end lies between; within one week they can be read two ways."""
    found = _beside(on, number, back=shape.has("LAST"))
    if found.isocalendar()[:2] == on.isocalendar()[:2]:
        return None
    return day(found)


def _weekday_ordinal(shape: Shape, sight: Sight) -> When | None:
    number, of_day = _value(shape.first("WEEKDAY", "WEEKDAYABBR")), _value(shape.first("ORD"))
    if sight.day is None or of_day is None:
        return None
    starts = [months_on(sight.day, step) for step in range(-6, 7)]
    known = [safe_date(start.year, start.month, of_day) for start in starts]
    fits = [found for found in known if found is not None and found.weekday() == number]
    past = max((found for found in fits if found <= sight.day), default=None)
    future = min((found for found in fits if found >= sight.day), default=None)
    found = nearest(past, future, sight)
    return day(found) if found else None


def _ordinal_day(shape: Shape, sight: Sight) -> When | None:
    of_day = _value(shape.first("ORD"))
    if of_day is None:
        return None
    told = sight.told[0] if sight.told and sight.told[0].block == sight.block else None
    if told is not None and told.when.start is not None and told.when.precision.value in ("day", "month"):
        start = told.when.start.date()
        found = safe_date(start.year, start.month, of_day)
        return day(found) if found else None
    if sight.day is None:
        return None
    back, ahead = [
        [safe_date(at.year, at.month, of_day) for at in (months_on(sight.day, step) for step in steps)]
        for steps in ((0, -1, -2), (0, 1, 2))
    ]
    past = next((found for found in back if found and found <= sight.day), None)
    future = next((found for found in ahead if found and found >= sight.day), None)
    found = nearest(past, future, sight)
    return day(found) if found else None


def _day_word(shape: Shape, sight: Sight) -> When | None:
    step = _value(shape.first("DAYWORD"))
    if sight.day is None or step is None:
        return None
    step += (-1 if shape.has("BEFORE") else 1 if shape.has("AFTER") else 0)
    return day(sight.day + timedelta(days=step))


def _part(shape: Shape, sight: Sight) -> When | None:
    return day(sight.day - timedelta(days=1 if shape.has("LAST") else 0)) if sight.day else None


def _part_told(shape: Shape, sight: Sight) -> When | None:
    told = sight.told_day()
    return day(told + timedelta(days=_step(shape))) if told else None


def _overnight(shape: Shape, sight: Sight) -> When | None:
    if sight.day is None:
        return None
    first = sight.day - timedelta(days=0 if sight.tense is Tense.FUTURE else 1)
    return days(first, first + timedelta(days=1))


def _period(shape: Shape, sight: Sight) -> When | None:
    if sight.day is None or shape.has("FISCAL"):
        return None
    return period_of(sight.day, shape.unit, _step(shape))


def _period_told(shape: Shape, sight: Sight) -> When | None:
    step = -1 if shape.has("PREVIOUS", "BEFORE", "EARLIER") else 1 if shape.has("FOLLOWING", "NEXT", "AFTER", "LATER") else 0
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


def _past_span(shape: Shape, sight: Sight) -> When | None:
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


def _ago(shape: Shape, sight: Sight) -> When | None:
    return _stepped(sight.day, shape, -1)


def _in_span(shape: Shape, sight: Sight) -> When | None:
    return _stepped(sight.day, shape, 1) if sight.tense in (Tense.FUTURE, Tense.PRESENT) else None


def _offset_told(shape: Shape, sight: Sight) -> When | None:
    sign = -1 if shape.has("EARLIER", "BEFORE") else 1
    on = sight.told_day()
    if on is None and shape.unit in ("month", "year", "decade"):
        period = sight.told_period()
        if period is None or period.start is None or _finer(shape.unit, period):
            return None
        on = period.start.date()
    count = read_count(shape.tokens)
    if on is not None and shape.unit in ("week", "fortnight") and count is not None and count == int(count):
        return day(on + timedelta(days=sign * int(count) * (7 if shape.unit == "week" else 14)))
    return _stepped(on, shape, sign)


def _weekend(shape: Shape, sight: Sight) -> When | None:
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


def _season(shape: Shape, sight: Sight) -> When | None:
    number, named = _value(shape.first("SEASON")), year_named(shape, sight)
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


def _quarter(shape: Shape, sight: Sight) -> When | None:
    number, named = _value(shape.first("ORD", "ORDWORD")), year_named(shape, sight)
    half = shape.has("HALF")
    if number is None or number > (2 if half else 4) or shape.has("FISCAL"):
        return None
    if named is not None:
        return half_of(named, number) if half else quarter_of(named, number)
    if sight.day is None or shape.unit == "year" or half:
        return None
    past = [quarter_of(sight.day.year + step, number) for step in (-1, 0)]
    begun = [found for found in past if found.start is not None and found.start.date() <= sight.day]
    return begun[-1] if sight.tense is Tense.PAST else None


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


def _day_range(shape: Shape, sight: Sight) -> When | None:
    number = _month_number(shape)
    numbers = [token.value or 0 for token in shape.all("DAYNUM", "ORD", "ORDWORD")]
    if number is None or len(numbers) != 2:
        return None
    last = _day_of(number, numbers[1], shape, sight)
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


def _date_range(shape: Shape, sight: Sight) -> When | None:
    return _spread_year(shape, sight, _date)


def _month_range(shape: Shape, sight: Sight) -> When | None:
    return _spread_year(shape, sight, _month)


def _year_range(shape: Shape, sight: Sight) -> When | None:
    first, last = (token.value or 0 for token in shape.all("YEAR", "DAYNUM", "DIGITS"))
    return joined(year(first), year(last if last > 999 else first // 100 * 100 + last))


def _weekday_range(shape: Shape, sight: Sight) -> When | None:
    sides = _split(shape, "DASH", "TO")
    if sides is None:
        return None
    first, last = _weekday(sides[0], sight), _weekday(sides[1], sight)
    if first is None or last is None:
        return None
    if first.start is not None and last.start is not None and first.start > last.start:
        start = first.start.date()
        first = day(start - timedelta(days=7))
    return joined(first, last)


def _holiday(shape: Shape, sight: Sight) -> When | None:
    token = shape.first("HOLIDAY")
    if token is None or token.value is None:
        return None
    found = _day_of(token.value // 100, token.value % 100, shape, sight)
    return day(found) if found else None


RESOLVERS: dict[str, Resolver] = {
    "iso-date": _iso,
    "slashed-date": _slashed,
    "day-range": _day_range,
    "date-range": _date_range,
    "month-range": _month_range,
    "year-range": _year_range,
    "weekday-range": _weekday_range,
    "date": _date,
    "weekday-ordinal": _weekday_ordinal,
    "month": _month,
    "holiday": _holiday,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "day-word": _day_word,
    "part-of-day": _part,
    "part-of-day-told": _part_told,
    "overnight": _overnight,
    "period": _period,
    "period-told": _period_told,
    "past-span": _past_span,
    "ago": _ago,
    "offset-told": _offset_told,
    "in-span": _in_span,
    "weekend": _weekend,
    "season": _season,
    "quarter": _quarter,
    "ordinal-day": _ordinal_day,
}
"""By the name of the find rule. A kind that is missing ("every Tuesday", "recently") has no interval."""
