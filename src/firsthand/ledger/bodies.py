"""When bodies of two reports are one body: by name, initials, or kind and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from firsthand.evidence import UNKNOWN, Reason
from firsthand.ledger.index import Index
from firsthand.ledger.lists import GENERAL_HEADS, NameLists
from firsthand.ledger.names import find_acronym, find_bare_name, find_body_kind, find_name_words, is_general_name
from firsthand.ledger.people import Profile
from firsthand.story.outlets import fold_outlet
from firsthand.story.words import find_words, fold

_MANY_OF = frozenset(
    (
        "police", "newspaper", "broadcaster", "news agency", "watchdog", "armed forces", "grid operator", "red cross",
        "united nations",
        "border service",
    )
)  # fmt: skip
"""Kinds of which a country has several, so that kind and country do not make one body."""


def find_unique_kinds(profile: Profile, lists: NameLists) -> frozenset[str]:
    """The kinds of body, of which a country has one, that the name or a role says, and the name without the words
    that only rank it; for a body whose country is known."""
    referent = profile.referent
    kinds = {find_body_kind(words, (), lists) for words in (referent.name, *referent.roles, *referent.aliases)}
    kinds.add(_find_unranked(find_bare_name(referent.name, referent.country, lists)))
    return frozenset(kind for kind in kinds if kind and kind not in _MANY_OF)


_RANKS = frozenset(("general", "main", "supreme", "central", "national", "federal", "chief", "state", "joint", "royal"))
"""Words of a body's name that leave out easily: "the survey directorate" is the Survey Main Directorate."""


def _find_unranked(name: str) -> str:
    """The words that say what a body is for, where two at least are left: "survey directorate"."""
    words = [word for word in name.split() if word not in _RANKS]
    return " ".join(words) if len(words) > 1 and words[-1] in GENERAL_HEADS else ""


def find_body_keys(profile: Profile, lists: NameLists) -> frozenset[str]:
    """Keys that two mentions of one body share: the name, its initials, an alias in capitals."""
    referent = profile.referent
    keys = set()
    if referent.named:
        keys.add(find_bare_name(referent.name, referent.country, lists))
        keys.add(fold_outlet(referent.name))
        keys.add(f"initials {find_acronym(referent.name)}")
        keys.update(f"initials {form}" for form in find_initials(profile))
        keys.update(
            find_bare_name(form, referent.country, lists)
            for form in referent.aliases
            if not is_general_name(form, lists) and form[:1].isupper()
        )
    return frozenset(key for key in keys if key and key != "initials ")


def can_be_one_body(left: Profile, right: Profile, index: Index, lists: NameLists) -> Reason | None:
    """The reason for which two bodies are one, or `None`. Known countries must agree; a general name ("the Foreign
    Ministry") needs a country, or one story in which no other country's is meant."""
    ours, theirs = left.referent, right.referent
    if UNKNOWN not in (ours.country, theirs.country) and ours.country != theirs.country:
        return None
    words = (*left.passages[:1], *right.passages[:1])
    same_country = ours.country == theirs.country != UNKNOWN
    in_one_story = index.same_story(ours.report, theirs.report)
    general = is_general_name(ours.name, lists) or is_general_name(theirs.name, lists)
    if (
        ours.named
        and theirs.named
        and find_bare_name(ours.name, ours.country, lists) == find_bare_name(theirs.name, theirs.country, lists)
    ):
        if same_country or (in_one_story if general else True):
            return Reason(rule="ledger.same-body-name", words=words, note=f"{ours.name} = {theirs.name}")
        return None
    if in_one_story and ours.named and theirs.named and fold_outlet(ours.name) == fold_outlet(theirs.name):
        return Reason(rule="ledger.same-outlet-name", words=words, note=f"{ours.name} = {theirs.name}")
    if in_one_story and ours.named and theirs.named and _is_short_form(left, right, lists):
        return Reason(rule="ledger.short-form", words=words, note=f"{ours.name} = {theirs.name}")
    if in_one_story and ours.named and theirs.named and _is_acronym_pair(left, right):
        return Reason(rule="ledger.initials", words=words, note=f"{ours.name} = {theirs.name}")
    return None


def find_only_of_kind(
    bodies: list[Profile], index: Index, lists: NameLists, root: Callable[[str], str]
) -> Iterator[tuple[Profile, Profile, Reason]]:
    """Pairs of bodies of one kind and one state in one story, where at most one of them has a name of its own:
    "Norland's spy agency" and the only Norland body of that kind that the story names."""
    held: dict[tuple[str, str, str], list[Profile]] = defaultdict(list)
    for one in bodies:
        if one.referent.country != UNKNOWN:
            story = index.stories.get(one.referent.report, one.referent.report)
            for kind in sorted(find_unique_kinds(one, lists)):
                held[story, one.referent.country, kind].append(one)
    for (_, country, kind), found in held.items():
        named = [one for one in found if _has_own_name(one, lists)]
        if len({root(one.referent.id) for one in named}) > 1:
            continue
        first = named[0] if named else found[0]
        for one in found:
            if one is not first and one not in named:
                words = (*first.passages[:1], *one.passages[:1])
                yield (
                    first,
                    one,
                    Reason(rule="ledger.one-body-of-its-kind", words=words, note=f"the {kind} of {country}"),
                )


def _has_own_name(profile: Profile, lists: NameLists) -> bool:
    """Whether it is called by a name, with capitals: "Norland's survey directorate" only says what it is."""
    referent = profile.referent
    bare = find_bare_name(referent.name, referent.country, lists)
    capital = any(word[0].isupper() and " ".join(find_words(word)) in bare.split() for word in referent.name.split())
    return referent.named and capital and not is_general_name(bare, lists)


def _is_short_form(left: Profile, right: Profile, lists: NameLists) -> bool:
    """Whether one report prints as a short form of the body what is the other's name for it ("Norland" for
    "Norland Lines")."""
    for one, other in ((left, right), (right, left)):
        forms = {" ".join(find_name_words(form)) for form in one.referent.aliases}
        if " ".join(find_name_words(other.referent.name)) in forms and not is_general_name(other.referent.name, lists):
            return True
    return False


def _is_acronym_pair(left: Profile, right: Profile) -> bool:
    for one, other in ((left, right), (right, left)):
        initials = find_initials(one)
        full = {find_acronym(form) for form in (other.referent.name, *other.referent.aliases)}
        also = find_initials(other)
        if initials & (full | also) - {""}:
            return True
    return False


def find_initials(profile: Profile) -> frozenset[str]:
    """The forms of a body's name that are initials, folded; also where small words say what it is ("the FIP pilots'
    federation")."""
    found = set()
    for form in (profile.referent.name, *profile.referent.aliases):
        words = [word for word in form.split() if word.lower() not in ("the", "a", "an")]
        if words and _is_acronym(words[0]) and all(word.islower() for word in words[1:]):
            found.add(fold(words[0]))
    return frozenset(found)


def _is_acronym(form: str) -> bool:
    bare = form.replace(".", "")
    return 2 <= len(bare) <= 8 and bare.isupper() and bare.isalpha()


def name_with_country(name: str, country: str, lists: NameLists) -> tuple[str, ...]:
    """Forms of a body's name that hold its country, where the name does not: with the adjective, and with the
    country in the genitive.

    >>> from firsthand.ledger.lists import load_lists
    >>> name_with_country("Foreign Ministry", "Norway", load_lists().names)
    ('Norwegian foreign ministry', "Norway's foreign ministry")
    """
    adjective = lists.adjectives.get(country, "")
    words = find_words(name)
    if country == UNKNOWN or not adjective or not is_general_name(name, lists):
        return ()
    if any(word in words for word in (*find_words(country), *find_words(adjective))):
        return ()
    bare = " ".join(words[1:] if words[0] == "the" else words)
    return f"{adjective} {bare}", f"{country}'s {bare}"
