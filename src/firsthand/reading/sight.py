"""From where a time is looked at: the anchor's day, the clause's tense, and the times just told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from firsthand.reading.tense import Tense
from firsthand.when import Precision, When

_DAYLIKE = frozenset({Precision.DAY, Precision.PART_OF_DAY, Precision.HOUR, Precision.MINUTE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time mentioned before: its value, where it stands, and whether it printed its own year."""

    when: When
    end: int
    block: int
    sentence: int
    year_printed: bool = False
    daylike: bool = False
    year_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a rule may look at: one day of the anchor (`None` where nothing anchors), and earlier times."""

    day: date | None
    tense: Tense
    start: int
    block: int
    sentence: int
    told: tuple[Told, ...] = ()

    def told_day(self) -> date | None:
        """The day just told in this block or the one before; `None` where the latest such words have no value."""
        latest = next((told for told in self.told if told.daylike), None)
        if latest is None or latest.when.start is None or latest.when.precision not in _DAYLIKE:
            return None
        return latest.when.start.date()

    def told_period(self) -> When | None:
        """The time just told, of whatever grain."""
        return self.told[0].when if self.told and self.told[0].when.start is not None else None

    def told_week(self) -> When | None:
        """A week named right before: "next week, on Wednesday"."""
        if not self.told:
            return None
        latest = self.told[0]
        near = latest.block == self.block and 0 < self.start - latest.end <= 8
        return latest.when if near and latest.when.precision is Precision.WEEK else None

    def frame(self) -> Told | None:
        """The latest time that printed its own year."""
        return next((told for told in self.told if told.year_printed and told.when.start is not None), None)


def nearest(past: date | None, future: date | None, sight: Sight) -> date | None:
    """Of the last and the next day that words may mean, the one that the clause's tense shows.

    Where it shows none, a day within four months stands if the other is more than eight away; and a "past" day that is
    most of a year back does not stand against one a few weeks ahead, since then the tense was of another verb.

    >>> sight = Sight(day=date(2031, 3, 5), tense=Tense.UNKNOWN, start=0, block=0, sentence=0)
    >>> nearest(date(2031, 1, 11), date(2032, 1, 11), sight)
    datetime.date(2031, 1, 11)
    """
    if sight.day is None:
        return None
    if past == sight.day or future == sight.day:
        return sight.day
    if past is None or future is None:
        one = past or future
        right = (past is None) == (sight.tense is Tense.FUTURE)
        return one if right else None
    back, ahead = (sight.day - past).days, (future - sight.day).days
    if sight.tense is Tense.PAST:
        return None if back > _FAR_DAYS and ahead < _SOON_DAYS else past
    if sight.tense is Tense.FUTURE:
        return None if ahead > _FAR_DAYS and back < _SOON_DAYS else future
    if back <= _NEAR_DAYS and ahead > 2 * _NEAR_DAYS:
        return past
    if ahead <= _NEAR_DAYS and back > 2 * _NEAR_DAYS:
        return future
    return None


_NEAR_DAYS = 120
_FAR_DAYS = 285
_SOON_DAYS = 80
