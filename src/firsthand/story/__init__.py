"""Many readings: stories, copies, dependence, and what sister reports tell of a publication time."""

from firsthand.story.copies import find_copies
from firsthand.story.credits import narrow_credits
from firsthand.story.dependences import find_dependences
from firsthand.story.narrowing import narrow_published
from firsthand.story.stories import group_stories

__all__ = ["find_copies", "find_dependences", "group_stories", "narrow_credits", "narrow_published"]
