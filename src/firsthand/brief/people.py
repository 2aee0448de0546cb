"""Who acts or speaks, by weight, each with no more than pages print beside the name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from firsthand.article.records import Block, BlockKind
from firsthand.brief.index import BriefIndex
from firsthand.brief.records import Brief
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.languages.tables import load_table
from firsthand.ledger.records import Entity
from firsthand.reading.records import EntityKind

_ACTING = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.GROUP})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person or body with how often it is reported to speak and the body it belongs to."""

    entity: Entity
    statements: int
    of: str


def order_entities(brief: Brief, index: BriefIndex) -> tuple[Person, ...]:
    """Who acts or speaks, by weight: named before unnamed, then by what they say, in how many reports, how often they
    are named.

    Left out are places, laws, the outlets and agencies of the reports themselves, names of which no page shows that
    somebody bears them, and people who stand in bylines and credits only.
    """
    spoken: dict[str, int] = defaultdict(int)
    for st in brief.statements:
        if st.echo:
            continue
        for entity in dict.fromkeys(index.entity_of[rf].id for rf in st.speakers if rf in index.entity_of):
            spoken[entity] += 1
    signed = _signing(brief)
    laws = {words.casefold() for one in brief.instruments for words in (one.name, one.evidence.quote)}
    people = [
        Person(
            entity=replace(entity, roles=_carried_roles(entity, index), country=_carried_country(entity, index)),
            statements=spoken[entity.id],
            of=_carried_body(entity, index),
        )
        for entity in brief.ledger.entities
        if entity.id not in index.hidden
        and (entity.kind in _ACTING or (entity.kind is EntityKind.UNKNOWN and spoken[entity.id]))
        and not (entity.kind is not EntityKind.PERSON and _is_law(entity.name, laws))
        and (
            spoken[entity.id]
            or (entity.named and entity.name[-1:].isalnum() and not _is_signature(entity, brief, index, signed))
        )
    ]
    return tuple(
        sorted(
            people,
            key=lambda one: (
                not one.entity.named,
                -one.statements,
                -len(one.entity.reports),
                -len(index.passages.get(one.entity.id, ())),
                one.entity.name,
                one.entity.id,
            ),
        )
    )


def _is_law(name: str, laws: set[str]) -> bool:
    return any(f" {name.casefold()} " in f" {law} " for law in laws)


def _signing(brief: Brief) -> frozenset[str]:
    """The names of outlets, agencies and authors of the reports."""
    made = {
        value.casefold().removeprefix("the ")
        for held in brief.reports
        for value in (
            held.report.outlet.value,
            held.report.agency.value,
            *(one.value for one in (*held.report.bylines, *held.report.photo_credits)),
        )
        if value != UNKNOWN
    }
    return frozenset(made)


_SIGNED = frozenset({BlockKind.BYLINE, BlockKind.CREDIT, BlockKind.DATELINE, BlockKind.CAPTION})


def _is_signature(entity: Entity, brief: Brief, index: BriefIndex, signed: frozenset[str]) -> bool:
    """Whether a name only says who wrote, took or published: nobody of the matter."""
    if entity.name.casefold().removeprefix("the ") in signed:
        return True
    places = index.passages.get(entity.id, ())
    kinds = {block.kind for place in places for block in _blocks(place, index) if block.number == place.block}
    return bool(kinds) and kinds <= _SIGNED - {BlockKind.CAPTION}


def _blocks(place: Evidence, index: BriefIndex) -> tuple[Block, ...]:
    held = index.reports.get(place.report)
    return held.blocks if held is not None else ()


_BESIDE = 60
"""Characters on either side of a name within which a page prints the role or body of the named."""


_NO_ROLES = frozenset({"which", "who", "that", "it", "he", "she", "they", "\N{COPYRIGHT SIGN}"})


def _carried_roles(entity: Entity, index: BriefIndex) -> tuple[str, ...]:
    """The roles that a page prints beside the name, or in the description itself where there is no name."""
    own = entity.name.casefold()
    roles = [role for role in entity.roles if role.casefold() not in _NO_ROLES]
    if not entity.named:
        return tuple(role for role in roles if role.casefold() in own and role.casefold() != own)
    return tuple(
        role
        for role in roles
        if role.casefold() not in own and role.casefold() not in _kin() and _stands_beside(role, entity, index)
    )


@cache
def _kin() -> frozenset[str]:
    """What somebody is to somebody else, or merely is: "the sister of the captain" is no office."""
    table = load_table("en", "titles")
    return frozenset((*table["kin"]["words"], *table["roles"]["life"])) - frozenset(table["roles"]["work"])


def _carried_country(entity: Entity, index: BriefIndex) -> str:
    """The country, where its name, its people or its capital stands in the name or beside it."""
    words = _words_of_country(entity.country)
    if any(re.search(rf"\b{re.escape(word)}\b", entity.name) for word in words):
        return entity.country
    if entity.kind is EntityKind.PERSON or not entity.named:
        return entity.country if any(_stands_beside(word, entity, index) for word in words) else UNKNOWN
    owned = rf"\b(?:{'|'.join(map(re.escape, words))})(?:['’]s?)? $"
    before = (
        held.text[max(place.start - _BESIDE, 0) : place.start]
        for place in index.passages.get(entity.id, ())
        if (held := index.reports.get(place.report)) is not None
    )
    return entity.country if words and any(re.search(owned, text) for text in before) else UNKNOWN


@cache
def _words_of_country(name: str) -> tuple[str, ...]:
    for row in load_table("en", "countries")["country"]:
        if row["name"] == name:
            others = (word for part in ("also", "people", "capitals", "seats") for word in row.get(part, ()))
            return tuple(dict.fromkeys((row["name"], row["official"], *others)))
    return ()


def _carried_body(entity: Entity, index: BriefIndex) -> str:
    """The body that a page prints beside the name."""
    body = index.entities.get(entity.of) or index.entity_of.get(entity.of)
    if body is None or body.kind not in _BODIES or body.id == entity.id:
        return ""
    names = body.names or (body.name,)
    return body.name if any(_stands_beside(one, entity, index) for one in names) else ""


_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT})


def _stands_beside(words: str, entity: Entity, index: BriefIndex) -> bool:
    """Whether the words stand beside the full name in one sentence of some report."""
    for place in index.passages.get(entity.id, ()):
        held = index.reports.get(place.report)
        if held is None or place.block is None or not _holds_name(place.quote, entity):
            continue
        block = next((one for one in held.blocks if one.number == place.block), None)
        if block is None:
            continue
        before = held.text[max(block.start, place.start - _BESIDE) : place.start].rpartition(". ")[2]
        after = held.text[place.end : min(block.end, place.end + _BESIDE)].partition(". ")[0]
        around = f"{_NOT_HIS.split(before)[-1]}{place.quote}{_NOT_HIS.split(after)[0]}"
        if re.search(rf"\b{re.escape(words)}\b", around, re.IGNORECASE):
            return True
    return False


_NOT_HIS = re.compile(r"\b(?:whose|his|her|their|its|told|said|says|met|and|but|while|with)\b", re.IGNORECASE)
"""Words behind which the role of somebody else may stand: "NAME, whose husband …"."""


def fold_once(people: tuple[Person, ...], index: BriefIndex) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Those who are worth a line, and those whom one report names once and nobody quotes, and the unnamed who speak
    once."""
    once = tuple(
        one
        for one in people
        if (one.statements <= 1 and not one.entity.named)
        or (not one.statements and len(one.entity.reports) < 2 and len(index.passages.get(one.entity.id, ())) < 2)
    )
    return tuple(one for one in people if one not in once), once


def _holds_name(quote: str, entity: Entity) -> bool:
    return any(name in quote for name in (entity.name, *entity.names))
