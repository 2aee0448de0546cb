"""How each kind of time becomes an interval, seen from one day: one rule a kind, named as the rule that found it."""

from __future__ import annotations

from collections.abc import Callable

from firsthand.reading.resolve_dates import (
    resolve_century,
    resolve_date,
    resolve_day_word,
    resolve_decade,
    resolve_era,
    resolve_holiday,
    resolve_iso,
    resolve_month,
    resolve_ordinal_day,
    resolve_overnight,
    resolve_part,
    resolve_part_told,
    resolve_slashed,
    resolve_weekday,
    resolve_weekday_ordinal,
    resolve_year,
)
from firsthand.reading.resolve_periods import (
    resolve_ago,
    resolve_bare_quarter,
    resolve_in_span,
    resolve_offset_told,
    resolve_past_span,
    resolve_period,
    resolve_period_told,
    resolve_quarter,
    resolve_season,
    resolve_weekend,
)
from firsthand.reading.resolve_ranges import (
    resolve_date_range,
    resolve_day_range,
    resolve_month_range,
    resolve_weekday_range,
    resolve_year_range,
)
from firsthand.reading.sight import Sight
from firsthand.reading.time_shapes import Shape
from firsthand.when import When

Resolver = Callable[[Shape, Sight], When | None]

RESOLVERS: dict[str, Resolver] = {
    "iso-date": resolve_iso,
    "slashed-date": resolve_slashed,
    "day-range": resolve_day_range,
    "date-range": resolve_date_range,
    "month-range": resolve_month_range,
    "year-range": resolve_year_range,
    "weekday-range": resolve_weekday_range,
    "date": resolve_date,
    "weekday-ordinal": resolve_weekday_ordinal,
    "month": resolve_month,
    "holiday": resolve_holiday,
    "year": resolve_year,
    "era": resolve_era,
    "decade": resolve_decade,
    "century": resolve_century,
    "weekday": resolve_weekday,
    "day-word": resolve_day_word,
    "part-of-day": resolve_part,
    "part-of-day-told": resolve_part_told,
    "overnight": resolve_overnight,
    "period": resolve_period,
    "bare-quarter": resolve_bare_quarter,
    "period-told": resolve_period_told,
    "past-span": resolve_past_span,
    "ago": resolve_ago,
    "offset-told": resolve_offset_told,
    "in-span": resolve_in_span,
    "weekend": resolve_weekend,
    "season": resolve_season,
    "quarter": resolve_quarter,
    "ordinal-day": resolve_ordinal_day,
}
"""By the name of the find rule. A kind that is missing ("every Tuesday", "recently") has no interval."""
