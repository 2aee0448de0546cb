"""Dates, months, years, weekdays and days of holiday as intervals, seen from one day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from firsthand.reading.calendar import century, decade, months_on, period_of, safe_date
from firsthand.reading.sight import Sight, nearest
from firsthand.reading.tense import Tense
from firsthand.reading.time_shapes import Shape
from firsthand.reading.time_words import TimeToken
from firsthand.when import When, day, days, month, year


def value_of(token: TimeToken | None) -> int | None:
    return token.value if token else None


def month_number(shape: Shape) -> int | None:
    return value_of(shape.first("MONTH", "MONTHABBR"))


def year_named(shape: Shape, sight: Sight) -> int | None:
    """The year that the words name, printed or as "last year"; `None` where they name none."""
    printed = shape.first("YEAR")
    if printed is not None:
        return printed.value
    if not shape.has("U_YEAR"):
        return None
    if shape.has("THAT", "SAME", "PREVIOUS", "FOLLOWING"):
        told = sight.told_period()
        base = told.start.year if told and told.start else None
        return base + step_of(shape) if base is not None else None
    return sight.day.year + step_of(shape) if sight.day else None


def step_of(shape: Shape) -> int:
    if shape.has("LAST", "PREVIOUS"):
        return -1
    return 1 if shape.has("NEXT", "FOLLOWING") else 0


def resolve_date(shape: Shape, sight: Sight) -> When | None:
    number, of_day = month_number(shape), value_of(shape.first("DAYNUM", "ORD", "ORDWORD"))
    if number is None or of_day is None:
        return None
    found = day_named(number, of_day, shape, sight)
    weekday = value_of(shape.first("WEEKDAY", "WEEKDAYABBR"))
    if found is None or (weekday is not None and found.weekday() != weekday):
        return None
    return day(found)


def day_named(number: int, of_day: int, shape: Shape, sight: Sight) -> date | None:
    named = year_named(shape, sight)
    if named is not None:
        return safe_date(named, number, of_day)
    if shape.unit == "year":
        return None
    if shape.has("LAST", "NEXT", "THIS") and sight.day is not None:
        return _day_beside(shape, sight.day, number, of_day)
    return _without_year(sight, lambda of_year: safe_date(of_year, number, of_day))


def _day_beside(shape: Shape, on: date, number: int, of_day: int) -> date | None:
    """ "Last Oct. 23", "next March 3", "this May 9"."""
    of_year = on.year
    if shape.has("LAST") and (number, of_day) >= (on.month, on.day):
        of_year -= 1
    if shape.has("NEXT") and (number, of_day) <= (on.month, on.day):
        of_year += 1
    return safe_date(of_year, number, of_day)


def _without_year(sight: Sight, on: Callable[[int], date | None]) -> date | None:
    """The day or month meant by words without a year, by the year just told or the anchor; `None` if they differ."""
    framed = _by_frame(sight, on)
    frame = sight.frame()
    beside = frame is not None and framed is not None and frame.sentence == sight.sentence
    ahead = sight.tense is Tense.FUTURE and framed is not None and sight.day is not None and framed < sight.day
    if sight.day is None:
        return framed
    if beside and frame is not None and not frame.year_only and not ahead:
        return framed
    years = range(sight.day.year - 8, sight.day.year + 9)
    known = [found for found in map(on, years) if found is not None]
    past = max((found for found in known if found <= sight.day), default=None)
    future = min((found for found in known if found >= sight.day), default=None)
    anchored = nearest(past, future, sight)
    if frame is None or framed is None or framed == anchored:
        return anchored
    if (beside and not ahead) or (not frame.year_only and not ahead and frame.sentence >= sight.sentence - 1):
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


def resolve_month(shape: Shape, sight: Sight) -> When | None:
    number = month_number(shape)
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


def resolve_year(shape: Shape, sight: Sight) -> When | None:
    printed = value_of(shape.first("YEAR"))
    return None if printed is None or shape.has("FISCAL") else year(printed)


def resolve_era(shape: Shape, sight: Sight) -> When | None:
    """ "AD 79" has no rule here; "79 CE" is the year, and a year BC no interval of ours."""
    printed = shape.tokens[0].text
    after = shape.tokens[-1].lower in ("ad", "ce")
    return year(int(printed)) if after and 0 < int(printed) < 3000 else None


def resolve_decade(shape: Shape, sight: Sight) -> When | None:
    first = value_of(shape.first("DECADE"))
    return decade(first) if first is not None else None


def resolve_century(shape: Shape, sight: Sight) -> When | None:
    number = value_of(shape.first("ORD", "ORDWORD"))
    return century(number) if number else None


def resolve_iso(shape: Shape, sight: Sight) -> When | None:
    parts = [int(part) for part in shape.tokens[0].text.split("-")]
    found = safe_date(parts[0], parts[1], parts[2])
    return day(found) if found else None


def resolve_slashed(shape: Shape, sight: Sight) -> When | None:
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


def resolve_weekday(shape: Shape, sight: Sight) -> When | None:
    number = value_of(shape.first("WEEKDAY", "WEEKDAYABBR"))
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
        found = period_of(sight.day, "week", step_of(shape))
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
    """ "Last Friday" with the week's end in between; within one week it can be read two ways."""
    found = _beside(on, number, back=shape.has("LAST"))
    if found.isocalendar()[:2] == on.isocalendar()[:2]:
        return None
    return day(found)


def resolve_weekday_ordinal(shape: Shape, sight: Sight) -> When | None:
    number, of_day = value_of(shape.first("WEEKDAY", "WEEKDAYABBR")), value_of(shape.first("ORD"))
    if sight.day is None or of_day is None:
        return None
    starts = [months_on(sight.day, step) for step in range(-6, 7)]
    known = [safe_date(start.year, start.month, of_day) for start in starts]
    fits = [found for found in known if found is not None and found.weekday() == number]
    past = max((found for found in fits if found <= sight.day), default=None)
    future = min((found for found in fits if found >= sight.day), default=None)
    found = nearest(past, future, sight)
    return day(found) if found else None


def resolve_ordinal_day(shape: Shape, sight: Sight) -> When | None:
    of_day = value_of(shape.first("ORD"))
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


def resolve_day_word(shape: Shape, sight: Sight) -> When | None:
    step = value_of(shape.first("DAYWORD"))
    if sight.day is None or step is None:
        return None
    step += -1 if shape.has("BEFORE") else 1 if shape.has("AFTER") else 0
    return day(sight.day + timedelta(days=step))


def resolve_part(shape: Shape, sight: Sight) -> When | None:
    return day(sight.day - timedelta(days=1 if shape.has("LAST") else 0)) if sight.day else None


def resolve_part_told(shape: Shape, sight: Sight) -> When | None:
    told = sight.told_day()
    return day(told + timedelta(days=step_of(shape))) if told else None


def resolve_overnight(shape: Shape, sight: Sight) -> When | None:
    if sight.day is None:
        return None
    first = sight.day - timedelta(days=0 if sight.tense is Tense.FUTURE else 1)
    return days(first, first + timedelta(days=1))


def resolve_holiday(shape: Shape, sight: Sight) -> When | None:
    token = shape.first("HOLIDAY")
    if token is None or token.value is None:
        return None
    found = day_named(token.value // 100, token.value % 100, shape, sight)
    return day(found) if found else None
