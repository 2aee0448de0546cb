"""What a brief is called, and which days it covers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.article.records import BlockKind
from firsthand.brief.choose import content_words
from firsthand.brief.context import Context
from firsthand.brief.lead import opening_words
from firsthand.evidence import Evidence
from firsthand.ledger.records import DisagreementKind
from firsthand.reading.records import Reading
from firsthand.story.records import Story
from firsthand.when import UNKNOWN_WHEN, When, days

_SHORT_HEADLINE = 3
"""Words that are set against each headline, so that one of three common words does not stand before one that tells."""

_LATE_HEADLINE = 0.1
"""What the headline of the last report has before that of the first, as a share of words."""

_STRONGER = DisagreementKind.HEADLINE_STRONGER
_NO_HEADLINE = "Reports without a headline"


def choose_title(context: Context) -> str:
    """The headline that most reports of the largest story would carry; without headlines, the names the story is about.

    A headline that is stronger than its own text gives way to one that is not, and one that is somebody's word to one
    that is the report's own.
    """
    story = max(context.stories, key=lambda one: (len(one.reports), one.id), default=None)
    readings = [reading for reading in context.readings if story is None or reading.report.id in story.reports] or list(
        context.readings
    )
    headed = [reading for reading in readings if reading.report.headline.known]
    if headed:
        stronger = {
            passage.of for one in context.ledger.disagreements if one.kind is _STRONGER for passage in one.passages
        }
        stale = _superseded(context)
        said = {piece.of for reading in headed for piece in _said_in_headline(reading, context)}
        plain = (
            [reading for reading in headed if reading.article.id not in stronger | stale | said]
            or [reading for reading in headed if reading.article.id not in stronger | stale]
            or [reading for reading in headed if reading.article.id not in stronger]
            or headed
        )
        best = pick_headed(plain, readings)
        if best is not None:
            return best.report.headline.value
    return name_by_words(story)


def pick_headed(headed: Sequence[Reading], readings: Sequence[Reading]) -> Reading | None:
    """The report of `headed` whose headline most of `readings` would carry."""
    return max(headed, key=lambda reading: (_carried_by(reading, readings), reading.report.id), default=None)


def name_by_words(story: Story | None) -> str:
    """The names that a story is about: what it is called where no report has a headline."""
    names = story.about[:3] if story is not None else ()
    return ", ".join(names) if names else _NO_HEADLINE


def _said_in_headline(reading: Reading, context: Context) -> Iterator[Evidence]:
    """What the headline of a report gives as somebody's words."""
    for statement in reading.statements:
        for piece in statement.content:
            if piece.block is not None and context.block(piece).kind is BlockKind.HEADLINE:
                yield piece


def _superseded(context: Context) -> set[str]:
    """Articles whose headline holds a figure that a later report gives otherwise."""
    figures = {figure.id: figure for reading in context.readings for figure in reading.figures}
    found = set()
    for series in context.ledger.series:
        shown = [figures[id_] for id_ in series.figures if id_ in figures]
        for figure in shown[:-1]:
            if figure.evidence.block is None or context.block(figure.evidence).kind is not BlockKind.HEADLINE:
                continue
            if (figure.amount.low, figure.amount.high) != (shown[-1].amount.low, shown[-1].amount.high):
                found.add(figure.evidence.of)
    return found


def _carried_by(reading: Reading, readings: Sequence[Reading]) -> float:
    """How much of a headline stands in the openings of the other reports, and how late it is: an early headline tells
    what is long past."""
    words = content_words(reading.report.headline.value)
    others = [opening_words(other) for other in readings if other is not reading]
    if not words or not others:
        return 0.0
    shared = sum(len(words & other) / (len(words) + _SHORT_HEADLINE) for other in others) / len(others)
    late = readings.index(reading) / len(others)
    return shared + _LATE_HEADLINE * late


def find_span(readings: tuple[Reading, ...]) -> When:
    """From the first day that any report can be of to the last."""
    whens = [reading.report.published.when for reading in readings if reading.report.published.when.known]
    firsts = [when.first_day for when in whens if when.first_day is not None]
    lasts = [when.last_day for when in whens if when.last_day is not None]
    if not whens:
        return UNKNOWN_WHEN
    return days(min(firsts, default=None), max((*lasts, *firsts), default=None))
