"""The words for people, bodies and states as typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from firsthand.languages.tables import load_table
from firsthand.reading.states import States, load_states


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleWords:
    """Words for people. Genders are "m", "f" or "" where the word shows none."""

    courtesy: Mapping[str, str]
    ranks: frozenset[str]
    roles: frozenset[str]
    gender: Mapping[str, str]
    groups: frozenset[str]
    qualifiers: frozenset[str]
    kin: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    honours: frozenset[str]
    everyday: frozenset[str]
    identifying: frozenset[str]
    name_nouns: frozenset[str]
    surname_first: frozenset[str]
    role_endings: frozenset[str]
    joined: frozenset[str]
    no_roles: frozenset[str]
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyWords:
    """Words for bodies. `kinds` leads each word to the one we keep for its kind ("spy agency" → "intelligence
    agency")."""

    kinds: Mapping[str, str]
    heads: frozenset[str]
    stands_for: Mapping[str, frozenset[str]]
    of_state: frozenset[str]
    vehicles: frozenset[str]
    documents: frozenset[str]
    not_people_before: frozenset[str]
    first: frozenset[str]
    place_ends: frozenset[str]
    regions: frozenset[str]
    no_name: frozenset[str]
    things: frozenset[str]
    things_do: frozenset[str]
    not_people_after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """All that the reader of mentions knows of a language."""

    titles: TitleWords
    bodies: BodyWords
    states: States


def singular(word: str) -> str:
    """The lower-case singular of a noun for a person.

    >>> [singular(word) for word in ("Officials", "spokesmen", "witnesses", "deputies", "boss", "people")]
    ['official', 'spokesman', 'witness', 'deputy', 'boss', 'person']
    """
    word = word.lower()
    if word == "people":
        return "person"
    if word == "children":
        return "child"
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def gender_of(role: str, titles: TitleWords) -> str:
    """ "m" or "f" where the word for a person shows it.

    >>> words = load_name_words().titles
    >>> gender_of("spokeswoman", words), gender_of("fisherman", words), gender_of("driver", words)
    ('f', 'm', '')
    """
    if role in titles.gender:
        return titles.gender[role]
    if role.endswith("woman"):
        return "f"
    return "m" if role.endswith("man") and len(role) > 5 and role not in ("chairman", "spokesman") else ""


@cache
def load_name_words(language: str = "en") -> NameWords:
    """The words for people, bodies and states of a language.

    >>> load_name_words().bodies.kinds["foreign office"]
    'foreign ministry'
    """
    return NameWords(titles=_titles(language), bodies=_bodies(language), states=load_states(language))


def _titles(language: str) -> TitleWords:
    table, names = load_table(language, "titles"), load_table(language, "given_names")
    courtesy = {
        word: gender
        for key, gender in (("male", "m"), ("female", "f"), ("either", ""))
        for word in table["courtesy"][key]
    }
    gender = {word: key for name, key in (("male", "m"), ("female", "f")) for word in table["gender"][name]}
    return TitleWords(
        courtesy=MappingProxyType(courtesy),
        ranks=frozenset(table["ranks"]["words"]),
        roles=frozenset(word for words in table["roles"].values() for word in words),
        gender=MappingProxyType(gender),
        groups=frozenset(table["groups"]["words"]),
        qualifiers=frozenset(table["qualifiers"]["words"]),
        kin=frozenset(table["kin"]["words"]),
        given=MappingProxyType({name: key[0] for key in ("male", "female") for name in names[key].split()}),
        **{key: frozenset(words) for key, words in table["names"].items()},
    )


def _bodies(language: str) -> BodyWords:
    table = load_table(language, "bodies")
    return BodyWords(
        kinds=MappingProxyType({word: row[0] for row in table["kinds"] for word in row}),
        heads=frozenset(table["heads"]),
        stands_for=MappingProxyType({noun: frozenset(words) for noun, words in table["stands_for"].items()}),
        of_state=frozenset(table["of_state"]["words"]),
        vehicles=frozenset(table["vehicles"]["words"]),
        documents=frozenset(table["documents"]["words"]),
        not_people_before=frozenset(table["no_people"]["before"]),
        place_ends=frozenset(table["places"]["last"]),
        regions=frozenset(table["places"]["regions"]),
        no_name=frozenset(table["places"]["no_name"]),
        first=frozenset(table["first"]["words"]),
        things=frozenset(table["no_people"]["nouns"]),
        things_do=frozenset(table["no_people"]["does"]),
        not_people_after=frozenset(table["no_people"]["after"]),
    )
