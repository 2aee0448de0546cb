"""States of a twin: each becomes another real state, with its capital, people, official name and abbreviation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from firsthand.languages.tables import load_table

COMPASS = ("North", "South", "East", "West")
_OTHER_AXIS = {"North": "West", "South": "East", "East": "South", "West": "North"}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state as pages print it."""

    name: str
    official: str
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]
    also: tuple[str, ...]

    @property
    def compass(self) -> str:
        first = self.name.split()[0]
        return first if first in COMPASS else ""

    @property
    def base(self) -> str:
        """The name without its compass word ("Korea"), which names the whole."""
        return self.name.removeprefix(self.compass).strip()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, self.official, *self.people, *self.capitals, *self.seats, *self.also)


@cache
def load_states() -> tuple[State, ...]:
    """The table of states as records. A form of two halves of a land ("Korea") is the whole's and neither's."""
    rows = load_table("en", "countries")["country"]
    counted = Counter(form for row in rows for form in {*row.get("people", ()), *row.get("also", ())})

    def own(forms: Iterable[str]) -> tuple[str, ...]:
        return tuple(form for form in forms if counted[form] == 1)

    return tuple(
        State(
            name=row["name"],
            official=row["official"],
            people=own(row.get("people", ())) or tuple(row.get("people", ())),
            capitals=tuple(row.get("capitals", ())),
            seats=tuple(row.get("seats", ())),
            also=own(row.get("also", ())),
        )
        for row in rows
    )


def printed(word: str, text: str) -> bool:
    """Whether `word` stands in `text` as a whole word, also with an -s."""
    return re.search(rf"(?<![\w-]){re.escape(word)}s?(?!\w)", text) is not None


def swap_states(text: str, random: Random, *, keep: frozenset[str]) -> dict[str, str]:
    """Every form of the states in `text` to that of another state. `keep` are forms that show none (languages)."""
    met = [
        state
        for state in load_states()
        if any(printed(form, text) for form in (state.name, *state.people) if form.casefold() not in keep)
    ]
    met += [
        state for state in load_states() if state not in met and any(printed(seat, text) for seat in state.capitals)
    ]
    parted = [state for state in met if state.compass and _family(state)]
    changes: dict[str, str] = {}
    for base in sorted({state.base for state in parted}):
        changes |= _swap_family(base, text, random)
    taken = {state.name for state in met}
    for state in met:
        if state not in parted and not _covered(state, changes):
            target = random.choice([one for one in _plain_targets(text) if one.name not in taken])
            taken.add(target.name)
            changes |= dict(_pairs(state, target))
    return changes


def _family(state: State) -> tuple[State, ...]:
    """The two halves of a parted land, or nothing."""
    halves = tuple(one for one in load_states() if one.compass and one.base == state.base)
    return halves if len(halves) == 2 else ()


def _covered(state: State, changes: dict[str, str]) -> bool:
    return state.name in changes


def _swap_family(base: str, text: str, random: Random) -> dict[str, str]:
    halves = sorted((one for one in load_states() if one.compass and one.base == base), key=lambda one: one.name)
    ways = [way for way in _ways(halves) if all(_can_be(old, new, text) for old, new in way)]
    if not ways:
        return {}
    way = random.choice(ways)
    changes: dict[str, str] = {}
    for old, new in way:
        changes |= dict(_pairs(old, new))
        if old.compass != new.compass:
            changes[f"the {old.compass}"] = f"the {new.compass}"
            changes[f"The {old.compass}"] = f"The {new.compass}"
    whole, new_whole = way[0][0], way[0][1]
    changes[whole.base] = new_whole.base
    old_people, new_people = _people_base(whole), _people_base(new_whole)
    changes[old_people], changes[_plural(old_people)] = new_people, _plural(new_people)
    return changes


def _people_base(state: State) -> str:
    return state.people[0].removeprefix(state.compass).strip()


def _plural(people: str) -> str:
    """The people as many: "Germans" and "Romans" take an -s, "Frenchmen" and "Danish" none."""
    ends = people.endswith(("s", "sh", "ch", "ese", "men")) or re.search(r"(?:glish|rish|elsh|tch|ench)man$", people)
    return people if ends else f"{people}s"


def _ways(halves: list[State]) -> Iterator[tuple[tuple[State, State], ...]]:
    """Every way to map the two halves on the halves of another land, the same axis kept or both turned."""
    first, second = halves
    for base in sorted({one.base for one in load_states() if one.compass and _family(one) and one.base != first.base}):
        for third in (one for one in load_states() if one.compass and one.base == base):
            fourth = next(one for one in _family(third) if one != third)
            same_axis = {first.compass, second.compass} == {third.compass, fourth.compass}
            wanted = first.compass if same_axis else _OTHER_AXIS[first.compass]
            if third.compass == wanted:
                yield (first, third), (second, fourth)


def _can_be(old: State, new: State, text: str) -> bool:
    """The new state has whatever the pages print of the old one, and no other state has its official name."""
    shared = [one for one in load_states() if one.official == new.official]
    if any(printed(seat, text) for seat in (*old.capitals, *old.seats)) and not new.capitals:
        return False
    return len(shared) == 1 or not any(printed(form, text) for form in (old.official, *old.also))


def _plain_targets(text: str) -> list[State]:
    """States that no page prints, of one plain word, a capital of one word, and people that are many with an -s."""
    return [
        state
        for state in load_states()
        if state.capitals
        and not state.compass
        and " " not in state.name + state.people[0] + state.capitals[0]
        and state.people[0].endswith("an")
        and not any(printed(form, text) for form in state.forms)
        and sum(state.people[0] in other.people for other in load_states()) == 1
    ]


def _pairs(old: State, new: State) -> Iterator[tuple[str, str]]:
    yield old.official, new.official
    yield old.name, new.name  # after the official name: of some states they are one
    for form in old.people:
        yield form, new.people[0]
        if _plural(form) != form:
            yield _plural(form), _plural(new.people[0])
    for seat in (*old.capitals, *old.seats):
        yield seat, new.capitals[0] if new.capitals else new.name
    for short in old.also:
        yield short, _abbreviation(short, new) if short.isupper() else new.name


def _abbreviation(short: str, new: State) -> str:
    """The initials of the official name, with that of "of" where the old ones have it."""
    words = new.official.replace("'s", "").split()
    small = "OF" if "O" in short.replace(".", "")[1:-1] else ""
    letters = "".join(word[0].upper() for word in words if word[0].isupper() or word.upper() == small)
    if len(letters) < 2:
        return new.name
    return ".".join(letters) + "." if "." in short else letters
