"""States by every word that stands for them: names, peoples, capitals, seats of government and compass words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from firsthand.languages.tables import load_table

COMPASS = frozenset({"north", "south", "east", "west"})
LONGEST = 7
"""Words in the longest name of a state that we look for."""


class StateWord(StrEnum):
    """In which way a word stands for a state."""

    NAME = "name"
    PEOPLE = "people"  # "Kenyan", "Kenyans"
    CAPITAL = "capital"
    SEAT = "seat"  # "the Kremlin", "Downing Street"
    COMPASS = "compass"  # "the North"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state under the one name we use, with its official name."""

    name: str
    official: str

    @property
    def compass(self) -> str:
        """ "north" for a name such as North Korea, else ""."""
        first = self.name.partition(" ")[0].lower()
        return first if first in COMPASS else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMatch:
    """Words that stand for a state: how many words, in which way, and which states they may mean."""

    length: int
    how: StateWord
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """Every state, and the words that stand for it in lower case, joined by single blanks, without "the"."""

    all: tuple[State, ...]
    words: Mapping[str, tuple[tuple[StateWord, State], ...]]

    def find(self, tokens: Sequence[str]) -> StateMatch | None:
        """The longest word for a state that `tokens` begin with.

        >>> found = load_states().find(["south", "korean", "troops"])
        >>> found.length, found.how.value, found.states[0].name
        (2, 'people', 'South Korea')
        """
        for length in range(min(LONGEST, len(tokens)), 0, -1):
            entries = self.words.get(" ".join(tokens[:length]).lower().replace("’", "'"))
            if entries:
                how = entries[0][0]
                return StateMatch(length=length, how=how, states=tuple(state for _, state in entries))
        return None

    def named(self, name: str) -> State | None:
        """The state that `name` stands for, or `None` where none or several do.

        >>> load_states().named("ROK").official
        'Republic of Korea'
        """
        entries = self.words.get(name.lower().removeprefix("the ").replace("’", "'"), ())
        return entries[0][1] if len(entries) == 1 else None


@cache
def load_states(language: str = "en") -> States:
    """The states of the world as a language names them."""
    rows = load_table(language, "countries")["country"]
    states = tuple(State(name=row["name"], official=row["official"]) for row in rows)
    words: dict[str, list[tuple[StateWord, State]]] = {}
    for row, state in zip(rows, states, strict=True):
        for how, forms in (
            (StateWord.NAME, [row["name"], row["official"], *row.get("also", ())]),
            (StateWord.PEOPLE, _plurals(row.get("people", ()))),
            (StateWord.CAPITAL, row.get("capitals", ())),
            (StateWord.SEAT, row.get("seats", ())),
        ):
            for form in forms:
                known = words.setdefault(form.lower().removeprefix("the ").replace("’", "'"), [])
                if state not in (other for _, other in known):
                    known.append((how, state))
    return States(all=states, words=MappingProxyType({word: _strongest(known) for word, known in words.items()}))


def _strongest(known: list[tuple[StateWord, State]]) -> tuple[tuple[StateWord, State], ...]:
    """Where a word means several states in several ways, the way that comes first: Djibouti is a state before a
    city."""
    order = list(StateWord)
    best = min(order.index(how) for how, _ in known)
    return tuple(entry for entry in known if order.index(entry[0]) == best)


def _plurals(people: Iterable[str]) -> list[str]:
    forms = list(people)
    return forms + [form + "s" for form in forms if not form.endswith(("s", "ese", "ish", "sh", "ch", "man"))]
