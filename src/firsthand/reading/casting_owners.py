"""To whom a phrase belongs: the state and the body that are printed with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import Draft
from firsthand.reading.namewords import gender_of, singular
from firsthand.reading.phrases import Determiner, Phrase, Shape, role_at
from firsthand.reading.records import EntityKind

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

WITH_BODY = frozenset(("of", "for", "from", "at", "in", "with", "to", "on", "within", "inside"))
STATES = (EntityKind.GOVERNMENT, EntityKind.PLACE)


def country_of(caster: Caster, at: int, phrase: Phrase) -> tuple[str, str, Draft | None]:
    """The state a phrase is printed with, by which rule ("printed", "owner" or ""), and the body or person that
    owns it."""
    line = caster.lines[phrase.line]
    owner = owner_of(caster, at, phrase)
    if owner is not None and owner.kind in STATES:
        return owner.country, "printed" if owner.country != UNKNOWN else "", owner if owner.country == UNKNOWN else None
    stop = title_end(phrase)
    for start in range(phrase.body, stop):
        if line.words[start].capital:
            match = caster.words.states.find([word.lower for word in line.words[start:stop]])
            if match is not None and len(match.states) == 1:
                return match.states[0].name, "printed", owner
    behind = body_behind(caster, at, phrase)
    if behind is not None and behind.kind in STATES:
        return behind.country, "printed" if behind.country != UNKNOWN else "", owner
    owner = owner or behind
    if owner is not None and owner.country != UNKNOWN and owner.kind is not EntityKind.PERSON:
        return owner.country, owner.country_rule, owner
    return UNKNOWN, "", owner


def title_end(phrase: Phrase) -> int:
    """Where the words before a name end; the phrase's end where it holds no name behind a title."""
    named = phrase.shape is Shape.NAME and phrase.run is not None and phrase.run.name > phrase.body
    return phrase.run.name if named and phrase.run is not None else phrase.end


def title_gender(caster: Caster, phrase: Phrase) -> str:
    """ "m" or "f" where title or role shows it."""
    stop = phrase.run.name if phrase.run else phrase.end
    for word in caster.lines[phrase.line].words[phrase.body : stop]:
        gender = caster.words.titles.courtesy.get(word.lower.rstrip("."), "") or gender_of(
            word.lower, caster.words.titles
        )
        if gender:
            return gender
    return ""


def title_role(caster: Caster, phrase: Phrase) -> str:
    """The role printed before a name."""
    stop = phrase.run.name if phrase.run else phrase.end
    return role_at(caster.lines[phrase.line], phrase.body, stop, caster.words)


def owner_of(caster: Caster, at: int, phrase: Phrase) -> Draft | None:
    """Who stands before the 's, as a possessive pronoun, or as a body's name before the role."""
    if phrase.owner is not None:
        return _settle_inside(caster, at, *phrase.owner)
    if phrase.determiner is Determiner.OWNED:
        return _settle_inside(caster, at, phrase.start, phrase.start + 1)
    stop = phrase.run.name if phrase.run is not None else phrase.head
    for other in range(at + 1, min(at + 6, len(caster.phrases))):
        inner = caster.phrases[other]
        if inner.line != phrase.line or inner.start >= stop:
            break
        if inner.shape is Shape.NAME and inner.end <= stop and inner.start >= phrase.body:
            draft = caster.settle(other)
            if draft is not None and draft.kind is EntityKind.ORGANISATION:
                return draft
    return _body_before(caster, phrase)


def _body_before(caster: Caster, phrase: Phrase) -> Draft | None:
    """A body in small letters before a role: "the ministry spokesperson", "army spokesman Ola Berg"."""
    line = caster.lines[phrase.line]
    named = phrase.shape is Shape.NAME
    stop = title_end(phrase) if named else phrase.head + 1
    role = title_role(caster, phrase) if named else role_at(line, phrase.body, stop, caster.words)
    end = stop - len(role.split())
    if not role or end <= phrase.body or singular(line.words[end - 1].lower) not in caster.words.bodies.stands_for:
        return None
    start = phrase.body
    while start < end - 1 and line.words[start].lower in caster.words.titles.qualifiers:
        start += 1
    return caster.settle_words(
        Phrase(
            line=phrase.line,
            start=start,
            end=end,
            shape=Shape.COMMON,
            head=end - 1,
            body=start,
            determiner=Determiner.DEFINITE,
        )
    )


def _settle_inside(caster: Caster, at: int, start: int, end: int) -> Draft | None:
    if at >= len(caster.phrases):
        return None
    line = caster.phrases[at].line
    for other in range(max(at - 2, 0), min(at + 8, len(caster.phrases))):
        inner = caster.phrases[other]
        if other != at and inner.line == line and inner.end == end and inner.start >= start:
            return caster.settle(other)
    return None


def body_behind(caster: Caster, at: int, phrase: Phrase) -> Draft | None:
    """The body or state in "of …", "for …", "from …" behind the phrase."""
    words = caster.lines[phrase.line].words
    if at >= len(caster.phrases) or phrase.end >= len(words) or words[phrase.end].lower not in WITH_BODY:
        return None
    for other in range(at + 1, min(at + 8, len(caster.phrases))):
        inner = caster.phrases[other]
        if inner.line != phrase.line or inner.start > phrase.end + 1:
            return None
        if inner.start == phrase.end + 1:
            draft = caster.settle(other)
            return draft if draft is not None and draft.kind not in (EntityKind.PERSON, EntityKind.GROUP) else None
    return None
