"""Everything the readings hold, by id, looked up once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.evidence import Evidence
from firsthand.reading.records import Mention, Reading, Referent, Statement, TimeMention
from firsthand.story.records import Story
from firsthand.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Lookups over one set of readings. `order` is the place of each report in time; `stories` the story of each
    report."""

    readings: tuple[Reading, ...]
    reports: Mapping[str, Reading]
    order: Mapping[str, int]
    stories: Mapping[str, str]
    statements: Mapping[str, Statement]
    referents: Mapping[str, Referent]
    times: Mapping[str, TimeMention]
    mentions: Mapping[str, tuple[Mention, ...]]

    def mentions_in(self, place: Evidence) -> tuple[Mention, ...]:
        """The mentions that stand wholly inside `place`."""
        return tuple(
            mention
            for mention in self.mentions.get(f"{place.of}#{place.block}", ())
            if place.start <= mention.evidence.start and mention.evidence.end <= place.end
        )

    def published(self, report: str) -> When:
        return self.reports[report].report.published.when

    def same_story(self, left: str, right: str) -> bool:
        return left == right or (left in self.stories and self.stories[left] == self.stories.get(right))

    def root(self, statement: Statement) -> Statement:
        """The outermost statement that holds this one: whose telling brought it into the record."""
        seen = set()
        while statement.inside in self.statements and statement.id not in seen:
            seen.add(statement.id)
            statement = self.statements[statement.inside]
        return statement


def make_index(readings: tuple[Reading, ...], stories: tuple[Story, ...]) -> Index:
    """The lookups over `readings`, which are in order of time then hash."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for reading in readings:
        for mention in reading.mentions:
            mentions[f"{mention.evidence.of}#{mention.evidence.block}"].append(mention)
    return Index(
        readings=readings,
        reports=MappingProxyType({reading.report.id: reading for reading in readings}),
        order=MappingProxyType({reading.report.id: at for at, reading in enumerate(readings)}),
        stories=MappingProxyType({report: story.id for story in stories for report in story.reports}),
        statements=MappingProxyType({one.id: one for reading in readings for one in reading.statements}),
        referents=MappingProxyType({one.id: one for reading in readings for one in reading.referents}),
        times=MappingProxyType({one.id: one for reading in readings for one in reading.times}),
        mentions=MappingProxyType({place: tuple(found) for place, found in mentions.items()}),
    )
