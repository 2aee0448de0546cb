"""Names of a twin: who and what is named in a case, and what each is called instead. Owes nothing to our own reader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from firsthand.bench.twin_pages import TwinWords, load_twin_words
from firsthand.languages.tables import load_table

_WORD = re.compile(r"[^\W\d_](?:[\w]|[-'’](?=[a-z]{2,}))*")
_NAME_WORD = re.compile(r"(?<![\w@/.'’-])[^\W\d_][\w]*(?:[-'’](?!s\b)[^\W\d_][\w]*)*")

_KIND_RUN = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){2,}\b")
_RUNNING = 5
"""Lower-case words that a running line has at least: less is a menu, a button or a widget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The names of a case: those of people, those of agencies and outlets, and every other proper word of the pages."""

    people: tuple[str, ...]
    bylines: tuple[str, ...]
    media: tuple[str, ...]
    words: tuple[str, ...]


def name_words(name: str) -> list[str]:
    """The words of a name, possessives off.

    >>> name_words("Lee Jae-woong's")
    ['Lee', 'Jae-woong']
    """
    return _NAME_WORD.findall(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedNames:
    """The names that an answer key gives: of people, of outlets and agencies, and others."""

    people: tuple[str, ...]
    bylines: tuple[str, ...]
    media: tuple[str, ...]
    others: tuple[str, ...]


def find_names(texts: Iterable[str], keyed: KeyedNames, *, lists: TwinWords, states: Iterable[str]) -> Named:
    """What is named in the pages and their answer key. Words that say a kind of thing, and names of the world, stay."""
    whole, forms = "\n".join(texts), frozenset(states)
    for form in sorted(forms, key=len, reverse=True):
        whole = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", "§", whole)
    lower = {word for word in _WORD.findall(whole) if word.islower()}
    keep = lists.class_words | lists.keep

    def proper(word: str) -> bool:
        return word[0].isupper() and not {word.casefold(), word.casefold().split("-")[0]} & keep and word not in forms

    given = [
        word
        for name in (*keyed.people, *keyed.bylines, *keyed.media, *keyed.others)
        for word in name_words(name)
        if proper(word)
    ]
    printed = [word for word in _inside_sentences(whole) if proper(word) and word.casefold() not in lower]
    plain = [word for word in printed if sum(letter.isupper() for letter in word) < 2 or "-" in word]
    words = [*given, *plain]
    return Named(
        bylines=keyed.bylines,
        people=tuple(
            dict.fromkeys(name for name in keyed.people if all(map(proper, name_words(name))) and name_words(name))
        ),
        media=tuple(dict.fromkeys(keyed.media)),
        words=tuple(dict.fromkeys(words)),
    )


def _inside_sentences(text: str) -> Iterator[str]:
    """Capitalised words of running lines that stand neither first in a sentence nor among headline capitals."""
    for line in text.splitlines():
        words = re.findall(r"[^\W\d_]+", line)
        if sum(word.islower() for word in words) < max(_RUNNING, 0.6 * len(words)):
            continue
        for found in _NAME_WORD.finditer(line):
            before = line[: found.start()].rstrip()
            if before and before[-1] not in '.?!:•“"‘(>|[':
                yield found[0]


@cache
def _known_media() -> tuple[frozenset[str], frozenset[str]]:
    """Agencies and outlets on our lists whose names are all proper words."""
    agencies = frozenset(
        form for row in load_table("en", "agencies")["agency"] for form in (row["name"], *row["short"])
    )
    outlets = frozenset(form for row in load_table("en", "outlets")["outlet"] for form in (row["name"], *row["short"]))
    return agencies, outlets


def rename(named: Named, *, text: str, lists: TwinWords, random: Random) -> dict[str, str]:
    """A new name for each, of other length and initial; people keep the order of their names."""
    taken = {word.casefold() for word in _WORD.findall(text)} | lists.class_words | lists.keep
    pools = {
        "given": _shuffled(lists.given, random),
        "surname": _shuffled(lists.surnames, random),
        "place": _shuffled(lists.places, random),
    }
    changes: dict[str, str] = {}
    stay = lists.class_words | lists.keep
    _rename_media([name for name in named.media if not stay & set(name.casefold().split())], changes, taken, random)
    for name in (*named.bylines, *named.people):
        parts, new = name_words(name), []
        for at, word in enumerate(parts):
            kind = "surname" if len(parts) == 1 or at == len(parts) - 1 else "given"
            new.append(changes.get(word) or _new_word(word, pools[kind], taken, random))
            if word.casefold() not in stay:
                changes[word] = new[-1]
        changes[name] = " ".join(new)  # whole, for a part that is a word of its own ("Sun")
    for word in named.words:
        if word.casefold() in {old.casefold() for old in changes}:
            continue
        changes[word] = (
            _new_acronym(word, taken, random)
            if _is_acronym(word, text)
            else _new_word(word, pools["place"], taken, random)
        )
    return changes


def _rename_media(names: list[str], changes: dict[str, str], taken: set[str], random: Random) -> None:
    """A name on a list of ours becomes, half of the times, another of that list."""
    for name in names:
        for list_of in _known_media():
            if name not in list_of or random.random() < 0.5:
                continue
            like = [
                one
                for one in sorted(list_of)
                if len(one.split()) == len(name.split()) and one.replace(" ", "").isalpha() and len(one) > 3
                and not one.isupper() and one[0] != name[0] and len(one) != len(name)
                and not any(word.casefold() in taken for word in one.split())
            ]  # fmt: skip
            if like:
                new = random.choice(like)
                taken.update(word.casefold() for word in new.split())
                changes |= {
                    old: word for old, word in zip(name.split(), new.split(), strict=True) if old not in changes
                }


def rename_bodies(text: str, lists: TwinWords, random: Random) -> dict[str, str]:
    """Bodies whose names are kind words alone, by other kind words; the words of their field stay."""
    chosen = {old: random.choice(new) for old, new in lists.bodies.items()}
    changes: dict[str, str] = {}
    for run in sorted(set(_KIND_RUN.findall(text))):
        words = run.removeprefix("The ").split()
        if any(word.casefold() not in lists.class_words for word in words):
            continue
        new = [chosen.get(word, word) for word in words]
        if words[-1] == "General":
            new[-1] = words[-1]
        if new != words and len(set(new)) == len(new):
            changes[" ".join(words)] = " ".join(new)
            for field in words[:-1]:  # "the reconnaissance bureau", said of it in small letters
                if words[-1] != new[-1] and field not in lists.bodies:
                    changes[f"{field} {words[-1]}".lower()] = f"{field} {new[-1]}".lower()
    return changes


def _shuffled(pool: tuple[str, ...], random: Random) -> list[str]:
    words = list(pool)
    random.shuffle(words)
    return words


def _is_acronym(word: str, text: str) -> bool:
    return word.isupper() and len(word) > 1 and word.capitalize() not in text


def _new_acronym(word: str, taken: set[str], random: Random) -> str:
    while True:
        letters = "".join(random.choice("BDFGHJKLMPQRTVZ") for _ in range(len(word) + random.choice((-1, 1)) or 2))
        if letters[0] != word[0] and letters.casefold() not in taken and len(letters) > 1:
            taken.add(letters.casefold())
            return letters


def _new_word(word: str, pool: list[str], taken: set[str], random: Random) -> str:
    """The first word of the pool that fits; an invented one where none does."""
    for at, new in enumerate(pool):
        if _fits(word, new, taken):
            taken.add(new.casefold())
            return pool.pop(at)
    while not _fits(word, new := _invented(random), taken):
        pass
    taken.add(new.casefold())
    return new


def _fits(old: str, new: str, taken: set[str]) -> bool:
    return new[0] != old[0].upper() and len(new) != len(old) and new.casefold() not in taken


def _invented(random: Random) -> str:
    onsets, nuclei, codas = load_twin_words().syllables
    count = random.choice((1, 2, 2, 3))
    return "".join(
        random.choice(onsets) + random.choice(nuclei) + random.choice(codas) for _ in range(count)
    ).capitalize()
