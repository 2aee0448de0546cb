"""The two sides of a denial: what was said and by whom, and who spoke against it.

One teller is one side, however many reports print the words: who repeats or amends an account denies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.brief.connectives import load_connectives
from firsthand.ledger.records import Disagreement, Entity
from firsthand.reading.records import Act, Mode, Statement

_ASIDE = 6
"""Words below which a quoted answer ("Maybe, if it rains") is no part of the account that somebody denies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """`said` holds the statements that are denied, `against` those of the others, in the order of the record;
    `amended` what the first teller said later. `denied`: somebody denies it in so many words."""

    said: tuple[Statement, ...]
    against: tuple[Statement, ...]
    amended: tuple[Statement, ...]
    denied: bool

    @property
    def denier(self) -> Statement:
        """The statement that denies in so many words, else the first that stands against."""
        return next((one for one in self.against if _denies(one)), self.against[0])


def find_sides(
    dispute: Disagreement, statements: Mapping[str, Statement], entity_of: Mapping[str, Entity]
) -> Sides | None:
    """Both sides, or `None` where the record holds one teller only.

    A saying inside another's belongs to whoever tells it.
    """
    found = [statements[id_] for id_ in dispute.members if id_ in statements]
    outer = tuple(dict.fromkeys(statements.get(one.inside, one) for one in found))
    if not outer:
        return None
    first = teller(outer[0], entity_of)
    other = next((at for at, one in enumerate(outer) if teller(one, entity_of) != first), len(outer))
    against = tuple(one for one in outer[other:] if teller(one, entity_of) != first)
    if not against:
        return None
    said = tuple(one for at, one in enumerate(outer[:other]) if not (at and _is_aside(one)))
    amended = tuple(one for one in outer[other:] if teller(one, entity_of) == first)
    return Sides(said=said, against=against, amended=amended, denied=any(_denies(one) for one in against))


def teller(st: Statement, entity_of: Mapping[str, Entity]) -> str:
    """One key for one teller: the entity where a record joins the names, else the printed source."""
    entity = next((entity_of[who] for who in st.speakers if who in entity_of), None)
    if entity is not None:
        return entity.id
    return st.speakers[0] if st.speakers else " ".join(piece.quote for piece in st.source)


def _is_aside(st: Statement) -> bool:
    return st.mode is Mode.DIRECT and sum(len(piece.quote.split()) for piece in st.content) < _ASIDE


def _denies(st: Statement) -> bool:
    """Whether the verb says so, or the words call it untrue."""
    if st.act is Act.DENY:
        return True
    words = {word.strip(" .,“”\"'").casefold() for piece in (*st.cue, *st.content) for word in piece.quote.split()}
    return bool(words & load_connectives().untrue)
