"""Whose words a written thing holds: "the report, written by the consultants X, said", "a study by X found"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.reading.cast import Draft
from firsthand.reading.names import LAW
from firsthand.reading.namewords import singular
from firsthand.reading.phrases import Phrase, Shape
from firsthand.reading.records import EntityKind
from firsthand.reading.tokens import Word

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

AUTHOR = "mentions.author"
"""The rule by which a written thing means who wrote it."""
WRITTEN = frozenset(("written", "authored", "compiled", "prepared", "drafted", "produced", "penned", "drawn"))
"""What its author has done to a written thing. Who ordered or paid for it did not write it."""
GIVEN = frozenset(("figures", "data", "statistics", "numbers", "results", "estimates", "statement", "statements"))
"""What is a body's own word where it gave it out."""
RELEASED = frozenset(("released", "issued", "published", "posted", "circulated", "collected", "provided", "supplied"))
REACH = 16
"""Words behind a written thing in which its author is named."""
SPOKE_AND_LED = 4


def find_author(caster: Caster, at: int, phrase: Phrase, head: str) -> Draft | None:
    """The one person or body by name who wrote what speaks here; `None` where the page names none, or several."""
    papers = (caster.words.bodies.documents | caster.words.bodies.vehicles) - LAW
    if not phrase.source or not {head, singular(head)} & papers or (phrase.plural and head not in GIVEN):
        return None
    words = caster.lines[phrase.line].words
    by = _by(words, phrase, given=head in GIVEN)
    if by < 0:
        return None
    near = [
        other
        for other in range(at + 1, min(at + 10, len(caster.phrases)))
        if caster.phrases[other].line == phrase.line
        and by < caster.phrases[other].start <= by + 4
        and not any(word.text == "," for word in words[by + 1 : caster.phrases[other].start])
    ]
    named = [other for other in near if caster.phrases[other].shape is Shape.NAME]
    named = named or [other for other in near if caster.phrases[other].shape is Shape.COMMON]
    behind = caster.phrases[named[0]].end if named else 0
    if not named or (behind < len(words) and words[behind].lower in ("and", "&", "or")):
        return None
    author = caster.settle(named[0])
    if author is None or author.kind not in (EntityKind.PERSON, EntityKind.ORGANISATION):
        return None
    if caster.phrases[named[0]].shape is Shape.COMMON and author.kind is not EntityKind.ORGANISATION:
        return None
    if author.kind is EntityKind.PERSON:
        _leave_thing(caster, phrase)
    return author


def _by(words: Sequence[Word], phrase: Phrase, *, given: bool) -> int:
    """The number of the word "by" that leads to the author, or -1: right behind the thing, or behind what its author
    has done to it, before anybody says anything. Figures are also "from" whom gave them out."""
    if given and phrase.end + 1 < len(words) and words[phrase.end].lower == "from":
        return phrase.end
    doing = WRITTEN | RELEASED if given else WRITTEN
    for at in range(phrase.end, min(phrase.end + REACH, len(words) - 2)):
        if words[at].tag in ("VBD", "VBZ", "VBP", "MD") and words[at].lower not in doing:
            return -1
        if words[at].lower == "by":
            up = words[at - 1].lower == "up"
            done = words[at - 1 - up].lower in doing
            return at if at == phrase.end or done else -1
        if words[at].text in (".", ";", ":", "“", '"'):
            return -1
    return -1


def _leave_thing(caster: Caster, phrase: Phrase) -> None:
    """Keeps the place of the thing itself: "it" behind a report by a person is the report, and no body before it."""
    thing = Draft(number=-1 - len(caster.cast.unsettled), kind=EntityKind.UNKNOWN, name="", named=False)
    thing.unsettled = True
    words = caster.lines[phrase.line].words
    caster.cast.stand(thing, (phrase.line, words[phrase.start].sentence, phrase.start), SPOKE_AND_LED)


__all__ = ["AUTHOR", "find_author"]
