"""Whom a description means: an office by its holder, an unnamed source by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firsthand.evidence import UNKNOWN
from firsthand.reading.cast import ANOTHER_OFFICE, Answer, Draft, outer_word, same_role
from firsthand.reading.casting_authors import AUTHOR, find_author
from firsthand.reading.casting_bodies import belongs, kind_in, settle_body
from firsthand.reading.casting_owners import country_of, owner_of, title_end, title_gender
from firsthand.reading.casting_states import place
from firsthand.reading.names import LAW, singular_head
from firsthand.reading.namewords import NameWords, gender_of, singular
from firsthand.reading.phrases import Determiner, Phrase, Shape, role_at
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.states import COMPASS
from firsthand.reading.tokens import WordLine

if TYPE_CHECKING:
    from firsthand.reading.casting import Caster

PEOPLE = (EntityKind.PERSON, EntityKind.GROUP, EntityKind.UNKNOWN)
NEW = frozenset(("other", "second", "third", "fourth", "another", "different", "unnamed", "new"))
PRONOUN_LIKE = frozenset(("it", "i", "we", "you", "this", "that", "there", "nobody", "nothing", "which", "what"))
MAY_BE_ANYTHING = frozenset(("body", "business", "group", "club", "team", "station", "school", "home", "network"))
"""Nouns that stand for a body only where they speak: "the body was found" is none."""
NEAR = 2
"""Sentences back in which a person without an office can be "the minister"."""


def settle_common(caster: Caster, at: int, phrase: Phrase) -> Answer:
    """Whom a phrase without a name means: a body, the holder of an office, an unnamed source."""
    line = caster.lines[phrase.line]
    lowers = [word.lower for word in line.words[phrase.body : phrase.head + 1]]
    head = lowers[-1] if lowers else ""
    if head in COMPASS and phrase.determiner is Determiner.DEFINITE:
        return place(caster, head, None), MentionHow.NAME, "mentions.place"
    role = role_at(line, phrase.body, phrase.head + 1, caster.words)
    owned = phrase.owner or phrase.determiner is Determiner.OWNED
    if phrase.source and owned and _is_vehicle(head, caster.words):
        owner = owner_of(caster, at, phrase)
        if owner is not None:
            return owner, MentionHow.ROLE, "mentions.vehicle"
    family = _family(caster, phrase, head)
    if family is not None:
        return family, MentionHow.NAME, "mentions.family"
    if not role or (head in caster.words.bodies.stands_for and head not in caster.words.titles.groups):
        kind = body_kind(lowers, caster.words)
        if kind in MAY_BE_ANYTHING and not phrase.source:
            return None, MentionHow.DESCRIPTION, ""
        if kind and not phrase.plural:
            return settle_body(caster, at, phrase, kind=kind)
    kind = kind_in(lowers, caster.words)
    if role and " " in kind and " " not in role and not phrase.plural:
        return settle_body(caster, at, phrase, kind=kind)  # "coast guard" is no guard
    if role:
        return _settle_role(caster, at, phrase, role)
    author = find_author(caster, at, phrase, head)
    if author is not None:
        return author, MentionHow.ROLE, AUTHOR
    if phrase.source and head not in PRONOUN_LIKE:
        kind_of = EntityKind.GROUP if phrase.plural else _person_or_thing(line, phrase)
        return _described(caster, at, phrase, kind_of), MentionHow.DESCRIPTION, "mentions.described"
    return None, MentionHow.DESCRIPTION, ""


def _is_vehicle(head: str, words: NameWords) -> bool:
    return singular_head(head) in {singular_head(word) for word in words.bodies.vehicles}


def _person_or_thing(line: WordLine, phrase: Phrase) -> EntityKind:
    """A person where "who" follows, whatever the noun: "a deckhand who was on the ferry"."""
    at = phrase.end
    while at < len(line.words) and line.words[at].text in (",", "–", "—"):
        at += 1
    who = at < len(line.words) and line.words[at].lower in ("who", "whose", "whom")
    return EntityKind.PERSON if who else EntityKind.UNKNOWN


def _family(caster: Caster, phrase: Phrase, head: str) -> Draft | None:
    """ "The Quillon family": people named by their family's name."""
    before = caster.lines[phrase.line].words[phrase.head - 1] if phrase.head > phrase.body else None
    if (
        head not in ("family", "families", "brothers", "sisters")
        or before is None
        or not before.capital
        or before.tag == "POS"
    ):
        return None
    printed = caster.lines[phrase.line].text(phrase.body, phrase.head + 1)
    draft = caster.cast.by_name.get(("family", printed.lower()))
    if draft is None:
        draft = caster.cast.add(EntityKind.GROUP, printed, named=True, plural=True)
        caster.cast.by_name[("family", printed.lower())] = draft
    return draft


def body_kind(lowers: Sequence[str], words: NameWords) -> str:
    """The kind of body that a common phrase means, with the words that narrow it: "border agency", "company", or ""."""
    kind = kind_in(lowers, words)
    if kind:
        return kind
    head = singular(lowers[-1]) if lowers else ""
    if head not in words.bodies.stands_for:
        return ""
    before = [word for word in lowers[:-1] if word not in words.titles.qualifiers and word.isalpha()]
    match = words.states.find(before)
    before = before[match.length :] if match else before
    return " ".join([*before[-2:], head])


def _settle_role(caster: Caster, at: int, phrase: Phrase, role: str) -> Answer:
    line = caster.lines[phrase.line]
    group = phrase.plural or line.words[phrase.head].lower in caster.words.titles.groups
    bare = phrase.determiner is Determiner.BARE and not group
    definite = phrase.determiner in (Determiner.DEFINITE, Determiner.OWNED) or bare
    fresh = {word.lower for word in line.words[phrase.body : phrase.head]} & NEW
    if definite and not fresh:
        country, _, owner = country_of(caster, at, phrase)
        known = _known_role(caster, phrase, role, country=country, owner=owner)
        if known is not None and known.plural == group:
            return known, MentionHow.ROLE, "mentions.role"
    kind = EntityKind.GROUP if group else EntityKind.PERSON
    draft = _described(caster, at, phrase, kind)
    if (
        draft.of is not None
        and draft.of.kind is EntityKind.ORGANISATION
        and role in ("counterpart", "rival", "successor", "predecessor")
    ):
        draft.kind = EntityKind.ORGANISATION
    draft.definite = definite
    return draft, MentionHow.ROLE if definite else MentionHow.DESCRIPTION, "mentions.described"


def _modifiers(caster: Caster, phrase: Phrase, role: str) -> set[str]:
    words = caster.lines[phrase.line].words[phrase.body : phrase.head + 1 - len(role.split())]
    small = caster.words.titles.qualifiers
    return {
        w.lower for w in words if w.text.isalpha() and w.lower not in small and w.tag not in ("DT", "CD", "IN", "PRP$")
    }


def _known_role(caster: Caster, phrase: Phrase, role: str, *, country: str, owner: Draft | None) -> Draft | None:
    """The last referent that holds this office; else the one person just spoken of whose office is not printed."""
    modifiers = _modifiers(caster, phrase, role)
    gender = gender_of(role, caster.words.titles)
    group = phrase.plural or caster.lines[phrase.line].words[phrase.head].lower in caster.words.titles.groups
    for draft in caster.cast.recent():
        if draft.kind not in PEOPLE or draft.plural != group:
            continue
        if not any(same_role(role, other) for other in draft.roles) or (gender and draft.gender not in ("", gender)):
            continue
        if UNKNOWN not in (country, draft.country) and country != draft.country and draft.country_rule != "inferred":
            continue
        if owner is not None and draft.of is not None and owner is not draft.of:
            continue
        held = draft.modifiers | _words_of(draft.of) | {word for held in draft.roles for word in held.split()}
        if modifiers <= held or not (draft.modifiers or modifiers & ANOTHER_OFFICE):
            return draft
    if group or owner is not None or phrase.determiner is not Determiner.DEFINITE or not _has_the_floor(caster, phrase):
        return None
    if modifiers or country != UNKNOWN:
        return _epithet(caster, phrase, role, gender) if country != UNKNOWN else None
    return _roleless(caster, phrase, gender)


def _epithet(caster: Caster, phrase: Phrase, role: str, gender: str) -> Draft | None:
    """ "The Swiss photographer, who …" opens the paragraph behind one that tells of one named person: whoever that is
    has been given a calling. An office of state is somebody's of whom the page may not have told yet."""
    words = caster.lines[phrase.line].words[phrase.body : phrase.head]
    nation = len(words) == 1 and caster.words.states.find([words[0].lower]) is not None
    if not nation or phrase.start or role.split()[-1] in OFFICES:
        return None
    return _roleless(caster, phrase, gender)


_OFFICE_WORDS = (
    "minister president premier chancellor ambassador secretary governor mayor official spokesman spokeswoman king "
    "spokesperson diplomat envoy general commander officer leader chief head delegate representative lawmaker queen "
    "senator prince princess negotiator prosecutor judge"
)
OFFICES = frozenset(_OFFICE_WORDS.split())
"""Roles of which a state has one or many holders that a page speaks of."""


def _has_the_floor(caster: Caster, phrase: Phrase) -> bool:
    """Whether a phrase speaks or is its sentence's subject. Whoever is only spoken of ("asked whether the captain had
    known") is not the one who speaks."""
    words = caster.lines[phrase.line].words
    outer = outer_word(words, phrase)
    above = words[outer.head]
    narrowed = phrase.end < len(words) and words[phrase.end].tag in ("VBG", "VBN", "IN", "WP", "WDT", "TO")
    leads = outer.dep in ("nsubj", "nsubjpass") and above.dep == "ROOT"
    return leads or (phrase.source and not narrowed and above.dep in _MAIN)


_MAIN = frozenset(("ROOT", "ccomp", "conj", "parataxis", "dep"))
"""Where the verb of a main clause stands, also for a parser that a quotation led astray. In "a day before the captain
declined" nobody has the floor."""


def _roleless(caster: Caster, phrase: Phrase, gender: str) -> Draft | None:
    """The one named person who led a sentence just before and whose office is not printed."""
    now = caster.lines[phrase.line].words[phrase.start].sentence
    near = [
        place
        for place in caster.cast.places
        if place.rank >= 2
        and ((place.line == phrase.line and now - place.sentence <= NEAR) or place.line == phrase.line - 1)
    ]
    people = {p.draft.number: p.draft for p in near if p.draft.kind is EntityKind.PERSON and p.draft.named}
    fit = [draft for draft in people.values() if not draft.roles and (not gender or draft.gender in ("", gender))]
    return fit[0] if len(people) == 1 and len(fit) == 1 else None


def _words_of(draft: Draft | None) -> set[str]:
    if draft is None:
        return set()
    return {word for form in (draft.name, *draft.forms, *draft.roles) for word in form.lower().split()}


def _described(caster: Caster, at: int, phrase: Phrase, kind: EntityKind) -> Draft:
    """A new unnamed referent with the state and the body that its phrase prints."""
    printed = caster.lines[phrase.line].text(phrase.start, caster.full_end(phrase))
    draft = caster.cast.add(kind, printed, named=False, plural=phrase.plural or kind is EntityKind.GROUP)
    belongs(draft, *country_of(caster, at, phrase))
    return draft


def describe(caster: Caster, at: int, phrase: Phrase, draft: Draft) -> None:
    """Notes what a phrase prints of whom it means: office, gender, body and state beside a name or as an apposition."""
    if phrase.shape is Shape.PRONOUN:
        if draft.kind in PEOPLE and not draft.gender:
            draft.gender = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}.get(
                phrase.pronoun, ""
            )
        return
    if draft.kind is EntityKind.ORGANISATION and phrase.shape is Shape.COMMON:
        _describe_body(caster, at, phrase, draft)
    elif draft.kind in PEOPLE and (
        phrase.shape is Shape.COMMON or title_end(phrase) != phrase.end or phrase.body != phrase.start
    ):
        _describe_person(caster, at, phrase, draft)


def _describe_person(caster: Caster, at: int, phrase: Phrase, draft: Draft) -> None:
    line = caster.lines[phrase.line]
    named = phrase.shape is Shape.NAME and phrase.run is not None
    stop = phrase.run.name if named and phrase.run is not None else phrase.head + 1
    if stop <= phrase.body:
        return
    role = role_at(line, phrase.body, stop, caster.words)
    last = line.words[stop - 1]
    trade = named and last.tag in ("NN", "NNP") and last.text.isalpha() and not last.capital
    if not role and trade and last.lower not in caster.words.titles.courtesy:
        role = last.lower
    if role:
        draft.roles[role] = None
        draft.modifiers |= set() if named else _modifiers(caster, phrase, role)
    draft.gender = draft.gender or title_gender(caster, phrase) or gender_of(role, caster.words.titles)
    belongs(draft, *country_of(caster, at, phrase))


def _describe_body(caster: Caster, at: int, phrase: Phrase, draft: Draft) -> None:
    """ "Seoul's spy agency" beside the agency's name: its kinds and its state."""
    lowers = [word.lower for word in caster.lines[phrase.line].words[phrase.body : phrase.head + 1]]
    if lowers and lowers[-1] in LAW:
        draft.kind, draft.thing = EntityKind.UNKNOWN, True
        return
    if not lowers or not caster.lines[phrase.line].words[phrase.head].tag.startswith("NN"):
        return
    if len(lowers) > 1 or draft.roles or phrase.owner:
        draft.roles[" ".join(lowers)] = None
    kind = body_kind(lowers, caster.words)
    if kind:
        draft.roles[kind] = None
    belongs(draft, *country_of(caster, at, phrase))
