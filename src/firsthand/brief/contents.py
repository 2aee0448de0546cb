"""The stories that the given reports tell, where they tell several: which there are, and one of them kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.brief.phrasing import covers_in_words, number_in_words
from firsthand.brief.records import StoryHeading
from firsthand.brief.title import find_span, name_by_words, pick_headed
from firsthand.errors import UnknownFinding
from firsthand.reading.records import Reading
from firsthand.story.records import Story


def list_stories(readings: Sequence[Reading], stories: Sequence[Story]) -> tuple[StoryHeading, ...]:
    """The stories of the reports by size, then in order of their first report: number 1 is the largest. Nothing
    where all reports tell one story.

    Each has the headline that most of its reports would carry, as it is printed there.
    """
    if len(stories) < 2:
        return ()
    by_id = {reading.report.id: reading for reading in readings}
    found = []
    for number, story in enumerate(sorted(stories, key=lambda one: -len(one.reports)), start=1):
        told = tuple(by_id[report] for report in story.reports)
        best = pick_headed([reading for reading in told if reading.report.headline.known], told)
        found.append(
            StoryHeading(
                number=number,
                story=story.id,
                title=best.report.headline.value if best else name_by_words(story),
                headline=best.report.headline.evidence[:1] if best else (),
                reports=story.reports,
                covers=find_span(told),
            )
        )
    return tuple(found)


def keep_story(
    wanted: str, contents: tuple[StoryHeading, ...], stories: tuple[Story, ...], readings: tuple[Reading, ...]
) -> tuple[tuple[StoryHeading, ...], tuple[Story, ...], tuple[Reading, ...]]:
    """The contents marked, and what is left where a brief keeps to one story: its number, or the first characters of
    its id. Raises: UnknownFinding."""
    if wanted == "1" and not contents:
        return contents, stories, readings
    found = [one for one in contents if wanted == str(one.number) or one.story == wanted]
    found = found or [one for one in contents if not wanted.isdigit() and one.story.startswith(wanted)]
    if len(found) != 1:
        known = f"there are {len(contents)}" if contents else "all reports tell one"
        raise UnknownFinding(
            f"no story is called {wanted!r}: {known}", next_step="the brief without --story lists them by number"
        )
    kept = found[0]
    return (
        tuple(replace(one, held=one is kept) for one in contents),
        tuple(one for one in stories if one.id == kept.story),
        tuple(reading for reading in readings if reading.report.id in kept.reports),
    )


def stories_title(contents: Sequence[StoryHeading]) -> str:
    """What stands above the list of stories.

    >>> stories_title(())
    ''
    """
    if not contents:
        return ""
    kept = [one for one in contents if one.held]
    if len(kept) == 1:
        return f"Story {kept[0].number} of {len(contents)}: the others are left out"
    return f"{len(contents)} stories stand in these reports; --story NUMBER keeps to one"


def stories_in_words(contents: Sequence[StoryHeading]) -> tuple[str, ...]:
    """One line for each story: its headline as printed, its reports and their days."""
    return tuple(
        f"{one.title} ({number_in_words(len(one.reports), 'report')}, {covers_in_words(one.covers)})"
        + (", this brief" if one.held and not all(other.held for other in contents) else "")
        for one in contents
    )
