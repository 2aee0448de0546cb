"""A role in the lead and the name further down: "the harbour master said …", then "Ola Berg, the harbour master, …".

Works on a report of which every phrase is settled: what was told of somebody without a name goes to the one person to
whom the report gives that office, or who is named right where the lead is taken up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from firsthand.article.records import ECHOES, BlockKind
from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import Draft, same_role
from firsthand.reading.namewords import singular
from firsthand.reading.phrases import Determiner, Shape, role_at
from firsthand.reading.records import EntityKind

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster, Settled

LEADS: Mapping[str, str] = {
    "heads": "head", "headed": "head", "leads": "leader", "led": "leader", "runs": "head", "ran": "head",
    "chairs": "chair", "chaired": "chair", "commands": "commander", "commanded": "commander", "captains": "captain",
    "captained": "captain", "edits": "editor", "edited": "editor", "directs": "director", "directed": "director",
    "manages": "manager", "managed": "manager", "owns": "owner", "owned": "owner",
}  # fmt: skip
"""What somebody is "who heads the union"."""
TOP = frozenset(("head", "leader", "chief", "boss"))
TOPS = TOP | {
    "president", "chair", "chairman", "chairwoman", "chairperson", "director", "secretary", "secretary general",
    "general secretary", "chief executive", "ceo", "director general", "commissioner", "governor",
}  # fmt: skip
"""Offices that "the head of" a body can be, where the body is the same."""
LESSER = frozenset(("deputy", "vice", "assistant", "associate", "former", "ex", "acting", "interim", "junior", "late"))
_NAMELESS_WORDS = (
    "official source person aide diplomat insider expert analyst witness resident observer critic man woman "
    "adviser advisor staffer employee executive member lawmaker spokesman spokeswoman spokesperson "
)
NAMELESS = frozenset(_NAMELESS_WORDS.split())
"""Roles under which people speak who are not to be named: a name right behind one is somebody else's."""
SPOKE = 3
_SMALL = frozenset(("the", "a", "an", "of", "for", "in", "at", "on", "and", "s", "'s", "’s"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """A role as printed once: the words that lower it ("deputy"), and those that say of what it is."""

    role: str
    lesser: frozenset[str]
    where: frozenset[str]


def join_roles(caster: Caster) -> None:
    """Gives each role that was spoken of before its holder's name to that holder, where one person alone holds it."""
    spots = _spots(caster)
    offices = {number: _offices(caster, found) for number, found in spots.items()}
    for _ in range(2):
        for number in sorted(spots, reverse=True):
            nameless = spots[number][0].draft
            if _is_nameless(nameless):
                holder = _holder(caster, number, spots, offices) or _taken_up(caster, number, spots, offices)
                if holder is not None:
                    offices[holder.number] += offices.pop(number)
                    spots[holder.number] = sorted(spots[holder.number] + spots.pop(number), key=_place)
                    _merge(caster, nameless, holder)


def _is_nameless(draft: Draft) -> bool:
    return not draft.named and not draft.plural and draft.kind is EntityKind.PERSON and bool(draft.roles)


def _place(settled: Settled) -> tuple[int, int]:
    return settled.phrase.line, settled.phrase.start


def _spots(caster: Caster) -> dict[int, list[Settled]]:
    """Where each person stands, in text order."""
    found: dict[int, list[Settled]] = {}
    for settled in sorted((one for one in caster.done.values() if one is not None), key=_place):
        if settled.draft.kind is EntityKind.PERSON:
            found.setdefault(settled.draft.number, []).append(settled)
    return found


def _offices(caster: Caster, spots: Sequence[Settled]) -> tuple[_Office, ...]:
    found = [office for settled in spots for office in _printed(caster, settled)]
    return tuple(dict.fromkeys(found))


def _printed(caster: Caster, settled: Settled) -> Iterator[_Office]:
    phrase, line = settled.phrase, caster.lines[settled.phrase.line]
    if phrase.shape is Shape.PRONOUN:
        return
    named = phrase.run if phrase.shape is Shape.NAME else None
    stop = named.name if named is not None else phrase.head + 1
    role = role_at(line, phrase.body, stop, caster.words) if stop > phrase.body else ""
    if role:
        end = phrase.end if named is not None else caster.full_end(phrase)
        around = [word.lower for word in (*line.words[phrase.start : stop - len(role.split())], *line.words[stop:end])]
        yield _Office(role=role, lesser=LESSER & set(around), where=_what(around, caster))
    yield from _who_heads(caster, settled)


def _who_heads(caster: Caster, settled: Settled) -> Iterator[_Office]:
    """ "Ola Berg, who heads the pilots' union": the office that the verb says, and what stands behind it."""
    words = caster.lines[settled.phrase.line].words
    at = settled.phrase.end + (settled.phrase.end < len(words) and words[settled.phrase.end].text == ",")
    if at + 2 >= len(words) or words[at].lower != "who" or words[at + 1].lower not in LEADS:
        return
    role, body = LEADS[words[at + 1].lower], []
    for word in words[at + 2 : at + 12]:
        if word.text in (",", ".", ";", ")") or word.tag.startswith("V"):
            break
        body.append(word.lower)
    settled.draft.roles[role] = None
    yield _Office(role=role, lesser=frozenset(), where=_what(body, caster))


def _what(words: Sequence[str], caster: Caster) -> frozenset[str]:
    small = caster.words.titles.qualifiers | _SMALL | LESSER
    return frozenset(singular(word) for word in words if word[0].isalpha() and word not in small)


def _fit(one: _Office, other: _Office) -> bool:
    apart = one.where and other.where and not one.where & other.where
    if one.lesser != other.lesser or apart:
        return False
    return same_role(one.role, other.role) or bool(
        one.where & other.where and {one.role, other.role} <= TOPS and {one.role, other.role} & TOP
    )


def _agree(one: Draft, other: Draft) -> bool:
    gender = one.gender == other.gender or "" in (one.gender, other.gender)
    country = one.country == other.country or UNKNOWN in (one.country, other.country)
    return gender and country


def _holder(
    caster: Caster, number: int, spots: dict[int, list[Settled]], offices: dict[int, tuple[_Office, ...]]
) -> Draft | None:
    """The one named person further down who holds the office; `None` where two do, or where the report speaks of
    several people of that role."""
    first, mine = spots[number][0], offices[number]
    if not mine or _of_many(caster, number, spots, offices):
        return None
    holders = [
        found[0].draft
        for other, found in spots.items()
        if found[0].draft.named and any(_fit(office, theirs) for office in mine for theirs in offices[other])
    ]
    if len(holders) != 1 or not _agree(first.draft, holders[0]):
        return None
    return holders[0] if _place(spots[holders[0].number][0]) > _place(first) else None


def _of_many(
    caster: Caster, number: int, spots: dict[int, list[Settled]], offices: dict[int, tuple[_Office, ...]]
) -> bool:
    """Whether the role says too little to be one person's: "a resident" beside other residents, "an official"."""
    draft, mine = spots[number][0].draft, offices[number]
    if draft.definite and spots[number][0].phrase.determiner is not Determiner.BARE:
        return False
    roles = {office.role for office in mine}
    if roles & NAMELESS or spots[number][0].phrase.determiner is Determiner.OWNED:
        return True
    groups = {role for one in caster.cast.drafts if one.plural for role in one.roles}
    fresh = [
        other
        for other, found in spots.items()
        if other != number
        and found[0].phrase.determiner is Determiner.INDEFINITE
        and not found[0].draft.named
        and caster.lines[found[0].phrase.line].kind not in ECHOES
        and roles & {office.role for office in offices[other]}
    ]
    headed = caster.lines[spots[number][0].phrase.line].kind in ECHOES
    return bool(roles & groups) or bool(fresh and (not headed or len(fresh) > 1))


def _taken_up(
    caster: Caster, number: int, spots: dict[int, list[Settled]], offices: dict[int, tuple[_Office, ...]]
) -> Draft | None:
    """Who opens the next paragraph with a full name and no office, and goes on with what the lead told: nobody is
    introduced without a word unless the lead has done it."""
    first = next((one for one in spots[number] if caster.lines[one.phrase.line].kind not in ECHOES), None)
    if first is None or not first.phrase.source or _of_many(caster, number, spots, offices):
        return None
    line = _next_paragraph(caster, first.phrase.line)
    lead = _is_lead(caster, first.phrase.line)
    if line < 0 or not (lead and (first.draft.definite or _is_told_of(caster, first))):
        return None
    named = next((one for found in spots.values() for one in found if _place(one) == (line, 0)), None)
    if named is None or named.phrase.run is None or not named.draft.named:
        return None
    if not named.phrase.source and not _speaks_by_pronoun(named, first, spots):
        return None
    holder = named.draft
    earlier = [one for one in spots[holder.number] if one.phrase.line < line and _is_body(caster, one.phrase.line)]
    full = named.phrase.run.end - named.phrase.run.name > 1
    if earlier or holder.roles or not full or not _agree(first.draft, holder):
        return None
    return holder if _goes_on(caster, first.phrase.line, spots[holder.number]) else None


def _speaks_by_pronoun(named: Settled, first: Settled, spots: dict[int, list[Settled]]) -> bool:
    """Whether he who opens the paragraph speaks in it as "he", and nobody spoke in the lead before the nameless one."""
    line, lead = named.phrase.line, first.phrase
    speaks = any(one.phrase.source for one in spots[named.draft.number] if one.phrase.line == line)
    before = (one.phrase for found in spots.values() for one in found if one.phrase.line == lead.line)
    return speaks and not any(one.source and one.start < lead.start for one in before)


def _is_body(caster: Caster, line: int) -> bool:
    return caster.lines[line].kind in (BlockKind.PARAGRAPH, BlockKind.TURN)


def _is_lead(caster: Caster, line: int) -> bool:
    return not any(_is_body(caster, other) for other in range(line))


def _next_paragraph(caster: Caster, line: int) -> int:
    return next((other for other in range(line + 1, len(caster.lines)) if _is_body(caster, other)), -1)


def _is_told_of(caster: Caster, first: Settled) -> bool:
    """Whether the lead tells of one person without a name: "a deckhand who was on the ferry"."""
    words = caster.lines[first.phrase.line].words
    return first.phrase.end < len(words) and words[first.phrase.end].lower in ("who", "whose", "whom")


def _goes_on(caster: Caster, lead: int, spots: Sequence[Settled]) -> bool:
    """Whether the named one's sentences, or turns, share a word with the lead that is none of everybody's."""
    called = spots[0].draft.name.casefold().split()[-1:]
    told = {one.phrase.line for one in spots if one.phrase.source and one.phrase.line != lead}
    told |= {line.number for line in caster.lines if line.speaker and line.speaker.casefold().split()[-1:] == called}
    return bool(_content(caster, told) & _content(caster, {lead}))


def _content(caster: Caster, lines: set[int]) -> frozenset[str]:
    return frozenset(
        singular(word.lower)
        for line in lines
        for word in caster.lines[line].words
        if word.tag in ("NN", "NNS", "NNP", "NNPS") and len(word.text) > 3
    )


def _merge(caster: Caster, nameless: Draft, holder: Draft) -> None:
    """Everything that was told of the one is told of the other."""
    holder.roles.update(nameless.roles)
    holder.modifiers |= nameless.modifiers
    holder.gender = holder.gender or nameless.gender
    holder.of = holder.of or nameless.of
    if holder.country == UNKNOWN:
        holder.country, holder.country_rule = nameless.country, nameless.country_rule
    for draft in caster.cast.drafts:
        if draft.of is nameless:
            draft.of = holder
    for at, settled in caster.done.items():
        if settled is not None and settled.draft is nameless:
            caster.done[at] = replace(settled, draft=holder, rule="mentions.role-then-name")


__all__ = ["join_roles"]
