"""Stories as people hold them: some are one, some reports are of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from firsthand.evidence import Reason, make_id
from firsthand.judgements.records import Joining
from firsthand.story.records import Story

_MERGED = Reason(rule="judgement.merge", note="a person holds them for one story")
_SPLIT = Reason(rule="judgement.split", note="a person holds them for another story")


def judge_stories(stories: tuple[Story, ...], joining: Joining) -> tuple[Story, ...]:
    """The stories, those of one group in `one_story` made one, the reports of each in `other_story` taken out.

    >>> left, right = Story(id="sy-1", reports=("a",)), Story(id="sy-2", reports=("b",))
    >>> [story.reports for story in judge_stories((left, right), Joining(one_story=(("a", "b"),)))]
    [('a', 'b')]
    """
    for group in joining.one_story:
        stories = _merge(stories, frozenset(group))
    for group in joining.other_story:
        stories = tuple(part for story in stories for part in _split(story, frozenset(group)))
    return stories


def _merge(stories: tuple[Story, ...], group: frozenset[str]) -> tuple[Story, ...]:
    touched = [story for story in stories if group & set(story.reports)]
    if len(touched) < 2:
        return stories
    about = tuple(dict.fromkeys(name for story in touched for name in story.about))
    made = _make(
        (report for story in touched for report in story.reports),
        replace(touched[0], about=about, because=(*touched[0].because, _MERGED)),
    )
    return tuple(made if story is touched[0] else story for story in stories if story not in touched[1:])


def _split(story: Story, group: frozenset[str]) -> tuple[Story, ...]:
    out = tuple(report for report in story.reports if report in group)
    if not out or len(out) == len(story.reports):
        return (story,)
    rest = (report for report in story.reports if report not in group)
    return _make(rest, story), _make(out, replace(story, because=(*story.because, _SPLIT)))


def _make(reports: Iterable[str], like: Story) -> Story:
    kept = tuple(reports)
    return replace(like, id=make_id("sy", *kept), reports=kept)
