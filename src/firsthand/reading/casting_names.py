"""Whom a proper name means: people and bodies by full and short names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import Answer, Draft, same_role
from firsthand.reading.casting_bodies import describe_named_body, settle_body, unique_kind
from firsthand.reading.casting_owners import country_of, title_gender, title_role
from firsthand.reading.casting_roles import settle_common
from firsthand.reading.casting_states import qualifies, settle_compass, settle_state
from firsthand.reading.names import is_title, name_key
from firsthand.reading.namewords import singular
from firsthand.reading.phrases import Phrase
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.states import COMPASS

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

LED = 3
"""Rank of a place that leads its sentence, or speaks."""
NOBODY: Answer = (None, MentionHow.NAME, "")


def settle_name(caster: Caster, at: int, phrase: Phrase) -> Answer:
    """Whom the name in a phrase means."""
    assert phrase.run is not None
    line = caster.lines[phrase.line]
    key = name_key(line, phrase.run)
    name = caster.names.get(key)
    if name is None:
        return NOBODY
    lowers = [word.lower for word in line.words[phrase.run.start : phrase.run.end]]
    if name.state is not None and phrase.run.start == phrase.run.name:
        return settle_state(caster, phrase, name)
    if len(key) == 1 and key[0] in COMPASS:
        return settle_compass(caster, phrase, key[0])
    if all(is_title(word, caster.words) or word in caster.words.titles.qualifiers for word in lowers) or (
        phrase.plural and len(lowers) == 1 and singular(lowers[0]) in caster.words.titles.roles
    ):
        return settle_common(caster, at, phrase)
    kind = unique_kind(lowers, caster.words)
    if kind:
        return settle_body(caster, at, phrase, kind=kind)
    if name.kind in (EntityKind.PLACE, EntityKind.UNKNOWN) and len(key) == 1 and qualifies(caster, phrase):
        return NOBODY
    full = _full_key(caster, key, phrase)
    if full is None:
        return NOBODY
    draft = caster.cast.by_name.get(full) or _new_named(caster, full, at, phrase)
    draft.forms[name.printed] = None
    if len(full) == 1 and full != key and full not in caster.clusters.get(key, ()) and key not in caster.acronyms:
        draft.name = f"{draft.name} {name.printed}"  # a relative called by first name, then by the family's
    if key == full:
        return draft, MentionHow.NAME, "mentions.name"
    return draft, MentionHow.ALIAS, "mentions.short-name"


def _new_named(caster: Caster, full: tuple[str, ...], at: int, phrase: Phrase) -> Draft:
    """A new draft for a name; a body already spoken of by its kind and state takes the name instead."""
    name = caster.names[full]
    draft = caster.cast.add(name.kind, name.printed, named=True)
    draft.thing = name.votes[EntityKind.PERSON] <= -1
    before = caster.lines[phrase.line].words[phrase.run.start - 1].lower if phrase.run and phrase.run.start else ""
    if draft.thing and before in caster.words.bodies.things:
        draft.roles[before] = None
    if name.kind is not EntityKind.ORGANISATION and not draft.thing:
        draft.gender = caster.words.titles.given.get(full[0].split("-")[0], "")
    if name.nickname:
        draft.forms[name.nickname] = None
    if name.kind is EntityKind.ORGANISATION:
        describe_named_body(caster, draft, full, phrase)
        known = _kind_known(caster, draft, at, phrase)
        if known is not None:
            caster.cast.drafts.pop()
            known.forms[known.name] = None
            known.name, known.named = name.printed, True
            draft = known
    caster.cast.by_name[full] = draft
    return draft


def _kind_known(caster: Caster, draft: Draft, at: int, phrase: Phrase) -> Draft | None:
    """The body without a name of its own that was spoken of by this one's kind and state ("South Korea's spy
    agency")."""
    country = country_of(caster, at, phrase)[0]
    country = country if country != UNKNOWN else draft.country
    if country == UNKNOWN or not draft.roles:
        return None
    proper = {id(other) for other in caster.cast.by_name.values()}
    fitting = [
        other
        for other in caster.cast.drafts
        if other is not draft
        and other.kind is EntityKind.ORGANISATION
        and id(other) not in proper
        and other.named
        and other.country == country
        and set(draft.roles) & set(other.roles)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _full_key(caster: Caster, key: tuple[str, ...], phrase: Phrase) -> tuple[str, ...] | None:
    """The fullest name that `key` is short for here; `None` where two fit equally."""
    if key in caster.acronyms:
        return caster.acronyms[key]
    choices = caster.clusters.get(key, (key,))
    gender = title_gender(caster, phrase)
    met = {one: caster.cast.by_name[one] for one in choices if one in caster.cast.by_name}
    if len(choices) == 1:
        holder = met.get(choices[0])
        if holder is None or choices[0] == key or not gender or holder.gender in ("", gender):
            return choices[0]
        return _kin_of(caster, holder, gender) or key
    fit = [one for one, draft in met.items() if not gender or draft.gender in ("", gender)]
    role = title_role(caster, phrase)
    same = [one for one in fit if role and any(same_role(role, other) for other in met[one].roles)]
    fit = same or fit
    if len(fit) > 1:
        fit = _called_so(caster, key, fit)
    return fit[0] if len(fit) == 1 else None


def _called_so(caster: Caster, key: tuple[str, ...], fit: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Of several bearers of a surname the one whom the report has called by it alone, else the only one who has led a
    sentence or spoken: his wife and son keep their first names."""
    met = caster.cast.by_name
    called = [one for one in fit if caster.names[key].printed in met[one].forms]
    if called:
        return called
    led = {place.draft.number for place in caster.cast.places if place.rank >= LED}
    return [one for one in fit if met[one].number in led]


def _kin_of(caster: Caster, holder: Draft, gender: str) -> tuple[str, ...] | None:
    """The relative of a family name's holder who was named by first name alone ("her husband Gerald", then "Mr
    Amoah")."""
    for key, draft in caster.cast.by_name.items():
        kin = draft.of is holder and set(draft.roles) & caster.words.titles.kin
        if kin and len(key) == 1 and draft.gender in ("", gender):
            return key
    return None
