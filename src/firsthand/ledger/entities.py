"""Whom the referents of several reports mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from firsthand.evidence import UNKNOWN, Reason, make_id
from firsthand.judgements.records import NO_JOINING, Joining
from firsthand.ledger.bodies import can_be_one_body, find_body_keys, find_only_of_kind, name_with_country
from firsthand.ledger.index import Index
from firsthand.ledger.joins import Joins
from firsthand.ledger.lists import LedgerLists, load_lists
from firsthand.ledger.names import find_name_words
from firsthand.ledger.people import (
    Profile,
    find_full_name_keys,
    find_profiles,
    join_given_names,
    join_surnames,
    why_one_person,
)
from firsthand.ledger.records import Entity
from firsthand.reading.records import EntityKind, Referent
from firsthand.story.words import find_words, fold

_KIND_ORDER = (
    EntityKind.PERSON,
    EntityKind.GOVERNMENT,
    EntityKind.ORGANISATION,
    EntityKind.PLACE,
    EntityKind.GROUP,
    EntityKind.UNKNOWN,
)


def group_entities(
    index: Index, *, lists: LedgerLists | None = None, joining: Joining = NO_JOINING
) -> tuple[Entity, ...]:
    """The people, bodies, governments and places of all reports, in the order of their first mention.

    One full name is one person in one story, and in another story only with support; a surname takes up the only
    full name of its story; people known by a surname alone join only with support; bodies join by name, initials, or
    kind and country; an unnamed source joins nobody.
    """
    known = lists or load_lists()
    profiles = find_profiles(index, known)
    joins = Joins(profiles, joining)
    for group in joining.together:  # what a person holds for one comes first
        present = [one for one in group if one in profiles]
        for other in present[1:]:
            joins.join(present[0], other, Reason(rule="judgement.merge", note="a person holds them for one"))
    _join_people(list(profiles.values()), joins, index, known)
    _join_bodies(profiles, joins, index, known)
    _join_other_kinds(profiles.values(), joins, index)
    _join_mistaken_places(profiles.values(), joins, index)
    _join_same_key(profiles.values(), joins, _government_key, "ledger.same-government")
    _join_same_key(profiles.values(), joins, lambda one: _place_key(one, known), "ledger.same-place")
    return _make_entities(profiles, joins, known)


def _join_people(profiles: list[Profile], joins: Joins, index: Index, lists: LedgerLists) -> None:
    people = [one for one in profiles if one.referent.kind is EntityKind.PERSON and one.referent.named]
    for left, right in _pairs_by(people, lambda one: find_full_name_keys(one.referent.name, lists.names)):
        why = why_one_person(left, right, index, lists)
        if why:
            joins.join(left.referent.id, right.referent.id, why)
    for join in (join_surnames, join_given_names):
        for left, right, reason in tuple(join(people, index, lists, joins.root)):
            joins.join(left.referent.id, right.referent.id, reason)


def _join_bodies(profiles: dict[str, Profile], joins: Joins, index: Index, lists: LedgerLists) -> None:
    """Bodies by their names first; then "Norland's spy agency" with the only body of that kind and state that has a
    name."""
    bodies = [one for one in profiles.values() if one.referent.kind in (EntityKind.ORGANISATION, EntityKind.UNKNOWN)]
    for one in bodies:
        if one.short_form in profiles:
            told = Reason(rule="ledger.short-form-in-brackets", words=one.passages[:1], note=one.referent.name)
            joins.join(one.referent.id, one.short_form, told)
    countries = _Countries(bodies, joins)
    for left, right in _pairs_by(bodies, lambda one: find_body_keys(one, lists.names)):
        why = can_be_one_body(left, right, index, lists.names)
        if why:
            countries.join(left, right, why)
    for left, right, reason in find_only_of_kind(bodies, index, lists.names, joins.root):
        countries.join(left, right, reason)


class _Countries:
    """Joins bodies unless that would bring two countries' bodies under one roof through a third whose country is not
    known."""

    def __init__(self, bodies: list[Profile], joins: Joins) -> None:
        self._joins = joins
        self._held: dict[str, set[str]] = defaultdict(set)
        for one in bodies:
            if one.referent.country != UNKNOWN and one.referent.kind is EntityKind.ORGANISATION:
                self._held[joins.root(one.referent.id)].add(one.referent.country)

    def join(self, left: Profile, right: Profile, why: Reason) -> None:
        ours, theirs = (self._joins.root(one.referent.id) for one in (left, right))
        both = self._held[ours] | self._held[theirs]
        if ours != theirs and len(both) < 2:
            self._joins.join(left.referent.id, right.referent.id, why)
            self._held[self._joins.root(ours)] = both


def _join_other_kinds(profiles: Iterable[Profile], joins: Joins, index: Index) -> None:
    """One name of two words or more in one story is one, also where the readings took it for different kinds."""
    first: dict[tuple[str, str], Profile] = {}
    for one in profiles:
        words = find_name_words(one.referent.name)
        if not one.referent.named or len(words) < 2 or one.referent.kind is EntityKind.GOVERNMENT:
            continue
        other = first.setdefault((index.stories.get(one.referent.report, ""), " ".join(words)), one)
        if other.referent.kind is not one.referent.kind and other.referent.country in (one.referent.country, UNKNOWN):
            joins.join(other.referent.id, one.referent.id, Reason(rule="ledger.same-name-other-kind"))


def _join_mistaken_places(profiles: Iterable[Profile], joins: Joins, index: Index) -> None:
    """A name of one word of which a report told nothing, and which another report of the story knows as a place, is
    that place."""
    places: dict[tuple[str, str], Profile] = {}
    for one in profiles:
        if one.referent.kind is EntityKind.PLACE and one.referent.named:
            places.setdefault((index.stories.get(one.referent.report, ""), fold(one.referent.name)), one)
    heard = {who for reading in index.readings for statement in reading.statements for who in statement.speakers}
    for one in profiles:
        referent = one.referent
        bare = referent.named and " " not in referent.name and not referent.roles and not referent.of
        place = places.get((index.stories.get(referent.report, ""), fold(referent.name)))
        if bare and place and place is not one and referent.kind in _MISTAKEN and referent.id not in heard:
            joins.join(place.referent.id, referent.id, Reason(rule="ledger.same-name-as-place", note=referent.name))


_MISTAKEN = frozenset((EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.UNKNOWN))


def _pairs_by(profiles: list[Profile], keys: Callable[[Profile], frozenset[str]]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs that share a key, each with the first holder and with the holder just before: enough to join a group, in
    linear time."""
    holders: dict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for key in sorted(keys(profile)):
            held = holders[key]
            for other in (*held[:6], *held[-1:]):
                yield other, profile
            held.append(profile)


def _join_same_key(profiles: Iterable[Profile], joins: Joins, key_of: Callable[[Referent], str], rule: str) -> None:
    first: dict[str, str] = {}
    for profile in profiles:
        key = key_of(profile.referent)
        if key and first.setdefault(key, profile.referent.id) != profile.referent.id:
            joins.join(first[key], profile.referent.id, Reason(rule=rule, note=key))


def _government_key(referent: Referent) -> str:
    if referent.kind is not EntityKind.GOVERNMENT:
        return ""
    return fold(referent.country) if referent.country != UNKNOWN else f"{referent.report}:{fold(referent.name)}"


def _place_key(referent: Referent, lists: LedgerLists) -> str:
    """The name; of a state whichever way it is named ("the Republic of Norland") its usual one."""
    if referent.kind is not EntityKind.PLACE or not referent.named:
        return ""
    names = lists.names.states.get(referent.country, frozenset())
    return " ".join(
        find_name_words(referent.country if " ".join(find_words(referent.name)) in names else referent.name)
    )


def _make_entities(profiles: dict[str, Profile], joins: Joins, lists: LedgerLists) -> tuple[Entity, ...]:
    groups = joins.groups()
    ids = {one: make_id("en", *sorted(group)) for group in groups for one in group}
    return tuple(_make_entity([profiles[one] for one in group], ids, joins, lists) for group in groups)


def _make_entity(group: list[Profile], ids: dict[str, str], joins: Joins, lists: LedgerLists) -> Entity:
    referents = [one.referent for one in group]
    kinds = [one.kind for one in referents]
    kind = max(_KIND_ORDER, key=lambda each: (kinds.count(each), -_KIND_ORDER.index(each)))
    roles = tuple(dict.fromkeys(role for one in referents for role in one.roles))
    if EntityKind.UNKNOWN in kinds and lists.things & set(roles):
        kind, roles = EntityKind.UNKNOWN, tuple(role for role in roles if role in lists.things)
    named = any(one.named for one in referents)
    country = next((one.country for one in referents if one.country != UNKNOWN), UNKNOWN)
    name = max(
        (one for one in referents if one.named == named), key=lambda one: (one.name == country, *_fullness(one.name))
    ).name
    printed = dict.fromkeys(form for one in referents for form in (one.name, *one.aliases) if form)
    if named and kind in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT):
        printed.update(
            dict.fromkeys(form for base in tuple(printed) for form in name_with_country(base, country, lists.names))
        )
    own = ids[referents[0].id]
    belongs = [ids[one.of] for one in referents if one.of in ids and ids[one.of] != own]
    return Entity(
        id=own,
        kind=kind,
        name=name,
        named=named,
        names=tuple(printed),
        roles=roles,
        country=country,
        of=belongs[0] if belongs else "",
        referents=tuple(one.id for one in referents),
        reports=tuple(dict.fromkeys(one.report for one in referents)),
        because=tuple(reason for one in referents for reason in joins.why.get(one.id, ())) or referents[0].because,
    )


def _fullness(name: str) -> tuple[bool, int, int]:
    """The fuller of two names is the greater; one that hangs on another's genitive ("the island's board") is less than
    any that does not."""
    return "'s " not in fold(name), len(find_name_words(name)), len(name)
