"""When people of two reports are one person: by full name, or by a surname with support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from firsthand.evidence import UNKNOWN, Evidence, Reason
from firsthand.ledger.appositions import Apposed, find_apposed
from firsthand.ledger.index import Index
from firsthand.ledger.lists import LedgerLists, NameLists
from firsthand.ledger.names import (
    find_bare_name,
    find_name_words,
    find_surnames,
    fold_spelling,
    is_general_name,
    is_longer_name,
    same_full_name,
    same_spelled,
    spelling_key,
)
from firsthand.reading.records import EntityKind, Reading, Referent, Setting
from firsthand.story.outlets import fold_outlet, is_own_outlet
from firsthand.story.words import find_stems, fold

DESCRIBED_ALIKE = 2
"""Words of description ("a soldier captured by …") that two people known by one surname share at least, where
nothing else supports it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A referent with what its report tells of it: the words that describe it, what it is called beside its name
    ("deckhand"), its roles, to whom it belongs, and the interviews it gave."""

    referent: Referent
    described: frozenset[str]
    heads: frozenset[str]
    roles: frozenset[str]
    of: str
    bodies: frozenset[str]
    interviews: frozenset[str]
    passages: tuple[Evidence, ...]
    short_form: str = ""


def find_profiles(index: Index, lists: LedgerLists) -> dict[str, Profile]:
    """A profile for each referent of the readings, by its id, in text order."""
    found: dict[str, Profile] = {}
    for reading in index.readings:
        passages = _find_passages(reading)
        interviews = _find_interviews(reading)
        bodies = _find_own_bodies(reading, index)
        apposed = find_apposed(reading, lists)
        for referent in reading.referents:
            beside = apposed.get(referent.id)
            profile = _make_profile(_enrich(referent, beside, lists.names), index, passages[referent.id], lists)
            heard = {part for outlet in interviews[referent.id] for part in find_stems(outlet, lists.content)}
            found[referent.id] = replace(
                profile,
                described=profile.described | heard | (beside.words if beside else set()),
                heads=profile.roles | (beside.heads if beside else set()),
                short_form=beside.same if beside else "",
                bodies=frozenset(bodies[referent.id]),
                interviews=frozenset(interviews[referent.id]),
            )
    return found


def _enrich(referent: Referent, beside: Apposed | None, names: NameLists) -> Referent:
    """The referent with what stands beside its names: the kind of body it is called, its state, the full name that
    its short form stands behind. "Norland's coast guard" is a body, whatever the reading took it for."""
    if beside is not None and referent.kind in (EntityKind.ORGANISATION, EntityKind.UNKNOWN):
        if beside.country != UNKNOWN and referent.country == UNKNOWN:
            referent = replace(referent, country=beside.country)
        if beside.full:
            aliases = (*referent.aliases, referent.name, beside.printed)
            referent = replace(referent, name=beside.full, aliases=aliases)
    if beside is not None and beside.body and (referent.kind is not EntityKind.PERSON or _is_bare(referent)):
        country = beside.country if referent.country == UNKNOWN else referent.country
        roles = (*referent.roles, beside.body)
        return replace(referent, kind=EntityKind.ORGANISATION, country=country, roles=roles)
    if not referent.named and is_general_name(find_bare_name(referent.name, referent.country, names), names):
        return replace(referent, kind=EntityKind.ORGANISATION)
    return referent


def _is_bare(referent: Referent) -> bool:
    """A name of one word to which nothing gives a role or a form: the reading had nothing to go by."""
    return len(find_name_words(referent.name)) == 1 and not referent.roles


def _make_profile(referent: Referent, index: Index, passages: list[Evidence], lists: LedgerLists) -> Profile:
    own = {part for form in (referent.name, *referent.aliases) for part in find_stems(form, lists.content)}
    printed = " ".join(passage.quote for passage in passages)
    above = index.referents.get(referent.of)
    return Profile(
        referent=referent,
        described=frozenset(find_stems(printed, lists.content)) - own - lists.naming,
        heads=frozenset(),
        roles=frozenset(part for role in referent.roles for part in find_stems(role, lists.content)),
        of=" ".join(find_name_words(above.name)) if above else "",
        bodies=frozenset(),
        interviews=frozenset(),
        passages=tuple(passages),
    )


def _find_passages(reading: Reading) -> dict[str, list[Evidence]]:
    """Where the report prints the referent: its mentions, and the source passages of what it said (they hold the
    description)."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for mention in reading.mentions:
        found[mention.referent].append(mention.evidence)
    for statement in reading.statements:
        if len(statement.speakers) == 1:
            found[statement.speakers[0]].extend(statement.source)
    return found


def _find_own_bodies(reading: Reading, index: Index) -> dict[str, set[str]]:
    """For each speaker the bodies that his own words name."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in reading.statements:
        for part in statement.content:
            for mention in index.mentions_in(part):
                body = index.referents.get(mention.referent)
                if body and body.named and body.kind is EntityKind.ORGANISATION:
                    for who in statement.speakers:
                        found[who].add(" ".join(find_name_words(body.name)))
    return found


def _find_interviews(reading: Reading) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for statement in reading.statements:
        outlet = statement.occasion.with_whom
        if statement.occasion.setting is Setting.INTERVIEW and outlet:
            if is_own_outlet(outlet, reading.report):
                outlet = reading.report.outlet.value
            for who in statement.speakers:
                found[who].add(fold_outlet(outlet))
    return found


def find_full_name_keys(name: str, lists: NameLists) -> frozenset[str]:
    """Keys that two prints of one full name share; none for a single word."""
    words = find_name_words(name)
    if len(words) < 2:
        return frozenset()
    ends = " ".join(sorted((fold_spelling(words[0], lists), fold_spelling(words[-1], lists))))
    begins = " ".join(words[:2])
    return frozenset({spelling_key(name, lists), f"{ends} ends", f"{begins} begins", "".join(words)})


def why_one_person(left: Profile, right: Profile, index: Index, lists: LedgerLists) -> Reason | None:
    """The reason for which two people with full names are one, or `None`.

    The same name in one story is one person unless the countries differ. Between stories, and between two spellings,
    it takes support.
    """
    if left.referent.report == right.referent.report:
        return None
    same = same_full_name(left.referent.name, right.referent.name)
    longer = is_longer_name(left.referent.name, right.referent.name)
    if not same and not longer and not same_spelled(left.referent.name, right.referent.name, lists.names):
        return None
    if _differ(left.referent.country, right.referent.country):
        return None
    words = (*left.passages[:1], *right.passages[:1])
    in_one_story = index.same_story(left.referent.report, right.referent.report)
    if same and in_one_story and not _roles_clash(left, right):
        return Reason(rule="ledger.same-full-name", words=words, note=f"{left.referent.name} = {right.referent.name}")
    support = find_support(left, right)
    if support and (same or in_one_story):
        rule = (
            "ledger.same-full-name"
            if same
            else "ledger.longer-name-with-support"
            if longer
            else "ledger.name-spelled-otherwise"
        )
        return Reason(rule=rule, words=words, note=support)
    return None


def find_support(left: Profile, right: Profile) -> str:
    """What beside the name speaks for one person, in words, or ""."""
    if left.interviews & right.interviews:
        return f"one interview, with {min(left.interviews & right.interviews)}"
    if left.of and left.of == right.of:
        return f"one body: {left.of}"
    if left.of in right.bodies or right.of in left.bodies:
        return f"one body: {left.of if left.of in right.bodies else right.of}"
    shared = left.roles & right.roles
    if shared:
        return f"one role: {', '.join(sorted(shared))}"
    described = (left.described | left.roles) & (right.described | right.roles)
    if len(described) >= DESCRIBED_ALIKE:
        return f"described alike: {', '.join(sorted(described))}"
    same_country = left.referent.country == right.referent.country != UNKNOWN
    if same_country and described:
        return f"one country and described alike: {left.referent.country}, {', '.join(sorted(described))}"
    return ""


def _roles_clash(left: Profile, right: Profile) -> bool:
    """Both have roles, none is shared, and nothing else speaks for one person."""
    return (
        bool(left.roles and right.roles)
        and not left.roles & right.roles
        and not find_support(left, right)
        and bool(left.of and right.of)
    )


def _differ(left: str, right: str) -> bool:
    return UNKNOWN not in (left, right) and fold(left) != fold(right)


def join_surnames(
    people: list[Profile], index: Index, lists: LedgerLists, root: Callable[[str], str]
) -> Iterator[tuple[Profile, Profile, Reason]]:
    """Pairs of one person where one side is printed by a surname alone."""
    full: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    alone: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for one in people:
        story = index.stories.get(one.referent.report, one.referent.report)
        if len(find_name_words(one.referent.name)) == 1:
            alone[story, find_name_words(one.referent.name)[0]].append(one)
        else:
            for surname in find_surnames(one.referent.name, one.referent.aliases):
                full[story, surname].append(one)
    for key, singles in alone.items():
        bearers = full.get(key, [])
        for at, one in enumerate(singles):
            reason = _why_only_bearer(one, bearers, root)
            if reason:
                yield bearers[0], one, reason
            if not bearers:
                yield from _with_support(one, singles[:at])


def join_given_names(
    people: list[Profile], index: Index, lists: LedgerLists, root: Callable[[str], str]
) -> Iterator[tuple[Profile, Profile, Reason]]:
    """Pairs of one person where one side is printed by a first name alone: one name alone in two reports, or the only
    full name of the story that begins with it. It takes support in every case."""
    full: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    alone: dict[tuple[str, str], dict[str, list[Profile]]] = defaultdict(lambda: defaultdict(list))
    for one in people:
        words = find_name_words(one.referent.name)
        key = (index.stories.get(one.referent.report, one.referent.report), words[0] if words else "")
        if len(words) == 1:
            alone[key][root(one.referent.id)].append(one)
        elif words and "-" not in one.referent.name:
            full[key].append(one)
    for key, groups in alone.items():
        bearers = full.get(key, [])
        if len({root(one.referent.id) for one in bearers}) > 1:
            continue
        known = [bearers] if bearers else []
        for group in groups.values():
            for other in known:
                told = _why_alike(other, group)
                if told:
                    places = (*other[0].passages[:1], *group[0].passages[:1])
                    yield other[0], group[0], Reason(rule="ledger.first-name-with-support", words=places, note=told)
                    other.extend(group)
                    break
            else:
                known.append(list(group))


def _why_alike(left: list[Profile], right: list[Profile]) -> str:
    """What speaks for one person in two groups of mentions by one first name; "" where a country or a report speaks
    against it."""
    if any(_differ(one.referent.country, other.referent.country) for one in left for other in right):
        return ""
    if {one.referent.report for one in left} & {one.referent.report for one in right}:
        return ""
    heads = [frozenset(word for one in group for word in one.heads) for group in (left, right)]
    if heads[0] & heads[1]:
        return f"called alike: {', '.join(sorted(heads[0] & heads[1]))}"
    return next((told for one in left for other in right if (told := find_support(one, other))), "")


def _why_only_bearer(one: Profile, bearers: list[Profile], root: Callable[[str], str]) -> Reason | None:
    if len({root(bearer.referent.id) for bearer in bearers}) != 1:
        return None
    if any(
        bearer.referent.report == one.referent.report or _differ(bearer.referent.country, one.referent.country)
        for bearer in bearers
    ):
        return None
    told = one.roles or one.described
    if told and not any(find_support(one, bearer) for bearer in bearers):
        return None
    words = (*bearers[0].passages[:1], *one.passages[:1])
    return Reason(
        rule="ledger.only-bearer-of-surname",
        words=words,
        note=f"nobody else in the story is called {one.referent.name}",
    )


def _with_support(one: Profile, earlier: list[Profile]) -> Iterator[tuple[Profile, Profile, Reason]]:
    for other in earlier:
        support = find_support(one, other)
        if (
            other.referent.report != one.referent.report
            and support
            and not _differ(one.referent.country, other.referent.country)
        ):
            words = (*other.passages[:1], *one.passages[:1])
            yield other, one, Reason(rule="ledger.surname-with-support", words=words, note=support)
            return
