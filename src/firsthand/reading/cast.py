"""Whom the phrases of one article mean, while the article is being read: drafts of referents, and finding one of
them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from firsthand.evidence import UNKNOWN
from firsthand.reading.names import Name
from firsthand.reading.namewords import NameWords
from firsthand.reading.phrases import Phrase
from firsthand.reading.records import EntityKind, MentionHow
from firsthand.reading.tokens import Word

HORIZON = 600
"""Places that a definite description may look back over: some 4,000 words."""


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A referent in the making. `gender` is "m", "f" or ""; `modifiers` are the words that narrowed its description.

    An `unsettled` one stands for words of which nobody can tell whom they mean: it is no referent, but it is in the
    way of a pronoun.
    """

    number: int
    kind: EntityKind
    name: str
    named: bool
    plural: bool = False
    gender: str = ""
    country: str = UNKNOWN
    country_rule: str = ""
    of: Draft | None = None
    roles: dict[str, None] = field(default_factory=dict)
    modifiers: set[str] = field(default_factory=set)
    forms: dict[str, None] = field(default_factory=dict)
    definite: bool = False
    thing: bool = False
    unsettled: bool = False
    last: tuple[int, int] = (-1, -1)


@dataclass(slots=True, kw_only=True)
class Place:
    """Where a draft stood in the text, and how prominently: 4 speaks and leads its sentence, 3 speaks or leads it, 2
    subject, 1 other, 0 in a quotation. `spoke`: as the source of a statement."""

    line: int
    sentence: int
    word: int
    draft: Draft
    rank: int
    spoke: bool = False


@dataclass(slots=True, kw_only=True)
class Cast:
    """All drafts of one article and the places they stood in so far."""

    words: NameWords
    drafts: list[Draft] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unsettled: list[Place] = field(default_factory=list)
    by_name: dict[tuple[str, ...], Draft] = field(default_factory=dict)
    by_state: dict[tuple[str, bool], Draft] = field(default_factory=dict)

    def add(self, kind: EntityKind, name: str, *, named: bool, plural: bool = False) -> Draft:
        draft = Draft(number=len(self.drafts), kind=kind, name=name, named=named, plural=plural)
        self.drafts.append(draft)
        return draft

    def stand(self, draft: Draft, place: tuple[int, int, int], rank: int, *, spoke: bool = False) -> None:
        line, sentence, word = place
        found = Place(line=line, sentence=sentence, word=word, draft=draft, rank=rank, spoke=spoke)
        (self.unsettled if draft.unsettled else self.places).append(found)
        draft.last = (line, word)

    def before(self, line: int, word: int) -> list[Place]:
        """Every place before that word, the nearest first, with those of words nobody could settle."""
        found = [
            place
            for place in (*self.places[-HORIZON:], *self.unsettled[-HORIZON:])
            if (place.line, place.word) < (line, word)
        ]
        return sorted(found, key=lambda place: (place.line, place.word), reverse=True)

    def recent(self) -> Iterator[Draft]:
        """The drafts met in the last `HORIZON` places, the last met first."""
        seen: set[int] = set()
        for place in reversed(self.places[-HORIZON:]):
            if place.draft.number not in seen:
                seen.add(place.draft.number)
                yield place.draft


Answer = tuple[Draft | None, MentionHow, str]
"""Whom a phrase means (`None` where nobody can be told), in which way, and the rule."""


def outer_word(words: Sequence[Word], phrase: Phrase) -> Word:
    """The word of a phrase that hangs on a word outside it."""
    for at in range(phrase.start, phrase.end):
        if not phrase.start <= words[at].head < phrase.end:
            return words[at]
    return words[phrase.head]


ANOTHER_OFFICE = frozenset(("prime", "vice", "deputy", "assistant", "associate", "lieutenant", "attorney", "junior"))
"""Words that make of an office another one: the vice president is not the president."""
ONE_OFFICE = (frozenset(("judge", "justice", "magistrate")),)
"""Words for one office."""


def same_role(one: str, other: str) -> bool:
    """Whether two role words say the same office.

    >>> same_role("spokesman", "spokesperson"), same_role("police chief", "chief"), same_role("driver", "pilot")
    (True, True, False)
    >>> same_role("prime minister", "minister"), same_role("justice", "judge")
    (False, True)
    """
    if one == other or any({one, other} <= office for office in ONE_OFFICE):
        return True
    if one.startswith("spokes") and other.startswith("spokes"):
        return True
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return long.endswith(" " + short) and not set(long.split()[: -len(short.split())]) & ANOTHER_OFFICE


def joins(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words of `short` stand in `full` in their order, and `full` has more.

    >>> joins(["lee"], ["lee", "jae-woong"]), joins(["ann", "lee"], ["lee"])
    (True, False)
    """
    if len(short) >= len(full):
        return False
    rest = iter(full)
    return all(word in rest for word in short)


def cluster_names(
    names: dict[tuple[str, ...], Name], words: NameWords
) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """For each name the fullest names that it may be short for; itself where there are none."""
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key, name in names.items():
        for word in {*key, name.nickname.lower(), ""} if name.state is None else ():
            by_word[word].append(key)
    found: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for key, name in names.items():
        near = by_word[next(iter(key), "")] if name.state is None else []  # a short form's words stand in the full name
        longer = [other for other in near if _short_for(name, names[other])]
        tops = [
            one for one in longer if not any(joins(one, other) and _alike(names[one], names[other]) for other in longer)
        ]
        people = [one for one in tops if names[one].kind is EntityKind.PERSON]
        found[key] = tuple(people or tops) or (key,)
    return found


def _alike(one: Name, other: Name) -> bool:
    return one.kind is other.kind or EntityKind.UNKNOWN in (one.kind, other.kind)


def _short_for(name: Name, other: Name) -> bool:
    """Whether `name` can be the short form of `other`: a part of a person's name, the beginning or end of a body's."""
    if other.kind is EntityKind.PERSON:
        if name.words == (other.nickname.lower(),):
            return True
        believed = name.kind is not EntityKind.ORGANISATION or len(name.words) == 1
        return believed and joins(name.words, other.words) and name.votes[EntityKind.ORGANISATION] < 4
    if other.votes[EntityKind.PERSON] <= -2:
        return len(other.words) == 2 and name.words == other.words[1:] and name.kind is not EntityKind.PLACE
    if other.kind is EntityKind.UNKNOWN:
        return name.kind in (EntityKind.PERSON, EntityKind.UNKNOWN) and joins(name.words, other.words)
    if other.kind is EntityKind.ORGANISATION and (name.kind is not EntityKind.PLACE or _only_speaks(name, other)):
        count = len(name.words)
        ends = other.words[:count] == name.words or other.words[-count:] == name.words
        if not ends or len(other.words) <= count:
            return False
        return name.kind is not EntityKind.PERSON or _only_speaks(name, other)
    return False


def _only_speaks(name: Name, other: Name) -> bool:
    """Whether a single word that begins a body's name was taken for a person or a place only because it speaks: with
    no title, no full name and nobody in it, it is the body's short form."""
    return len(name.words) == 1 and other.words[:1] == name.words and name.spoke and not name.placed and not name.marked


def initials(name: str) -> str:
    """The capitals that begin the words of a name.

    >>> initials("Federation of Inland Pilots")
    'FIP'
    """
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
