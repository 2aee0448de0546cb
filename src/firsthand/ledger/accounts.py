"""What a statement or a sentence of narration says, in a form that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firsthand.evidence import Evidence
from firsthand.ledger.index import Index
from firsthand.ledger.lists import LedgerLists
from firsthand.ledger.records import Entity
from firsthand.reading.records import Act, EntityKind, Figure, Modality, Mode, Narration, Polarity, Reading, Statement
from firsthand.story.words import find_stems, find_words

_NAMED_KINDS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A statement's content, or a narration, ready to be compared.

    `stems` carry its matter, with entity ids in place of those it names; `actors` are the named people and bodies
    among them. `speakers` are entity ids of who says it ("" inside none); `denied` says that it denies what the
    words assert (a denial, or negated words: both cancel out).
    """

    finding: str
    report: str
    statement: Statement | None
    passages: tuple[Evidence, ...]
    words: tuple[str, ...]
    stems: frozenset[str]
    name_stems: frozenset[str]
    actors: frozenset[str]
    numbers: frozenset[str]
    speakers: tuple[str, ...]
    denied: bool
    modality: Modality
    echo: bool

    @property
    def text(self) -> str:
        return " ".join(passage.quote for passage in self.passages)

    @property
    def direct(self) -> bool:
        return self.statement is not None and self.statement.mode in (Mode.DIRECT, Mode.MIXED)

    def overlaps(self, other: Account) -> bool:
        """Whether both hold some of the same words of one page."""
        return any(ours.overlaps(theirs) for ours in self.passages for theirs in other.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All accounts, with the entity of each referent."""

    accounts: tuple[Account, ...]
    by_finding: Mapping[str, Account]
    entities: Mapping[str, Entity]
    entity_of: Mapping[str, str]


def find_accounts(index: Index, entities: tuple[Entity, ...], lists: LedgerLists) -> Shelf:
    """An account for each statement that has content and for each narration, in the order of the reports and of the
    text."""
    entity_of = {referent: entity.id for entity in entities for referent in entity.referents}
    by_id = {entity.id: entity for entity in entities}
    accounts: list[Account] = []
    for reading in index.readings:
        reader = _Reader(index, entity_of, by_id, lists, reading)
        found = [reader.of_statement(one) for one in reading.statements if one.content]
        found += [reader.of_narration(one) for one in reading.narrations]
        accounts.extend(sorted(found, key=lambda one: (one.passages[0].start, one.finding)))
    return Shelf(
        accounts=tuple(accounts),
        by_finding=MappingProxyType({one.finding: one for one in accounts}),
        entities=MappingProxyType(by_id),
        entity_of=MappingProxyType(entity_of),
    )


class _Reader:
    """Makes the accounts of one reading."""

    def __init__(
        self,
        index: Index,
        entity_of: Mapping[str, str],
        entities: Mapping[str, Entity],
        lists: LedgerLists,
        reading: Reading,
    ) -> None:
        self._index = index
        self._entity_of = entity_of
        self._entities = entities
        self._lists = lists
        self._figures: dict[tuple[str, int | None], list[Figure]] = defaultdict(list)
        for figure in reading.figures:
            self._figures[figure.evidence.of, figure.evidence.block].append(figure)
        self._reading = reading

    def of_statement(self, statement: Statement) -> Account:
        speakers = tuple(dict.fromkeys(self._entity_of[who] for who in statement.speakers if who in self._entity_of))
        negative = statement.polarity is Polarity.NEGATIVE or self._is_negated(statement.content)
        return self._make(
            statement.id,
            statement.content,
            statement=statement,
            speakers=speakers,
            denied=negative != (statement.act is Act.DENY),
            modality=statement.modality,
            echo=statement.echo,
        )

    def of_narration(self, narration: Narration) -> Account:
        passages = (narration.evidence,)
        return self._make(
            narration.id,
            passages,
            statement=None,
            speakers=(),
            denied=self._is_negated(passages),
            modality=Modality.ASSERTED,
            echo=narration.echo,
        )

    def _make(
        self,
        finding: str,
        passages: tuple[Evidence, ...],
        *,
        statement: Statement | None,
        speakers: tuple[str, ...],
        denied: bool,
        modality: Modality,
        echo: bool,
    ) -> Account:  # fmt: skip
        named = [entity for passage in passages for entity in self._find_entities(passage)]
        stems = {one for passage in passages for one in self.find_stems(passage.quote)}
        return Account(
            finding=finding,
            report=self._reading.report.id,
            statement=statement,
            passages=passages,
            words=tuple(word for passage in passages for word in find_words(passage.quote)),
            stems=frozenset(stems | {entity.id for entity in named if entity.named}),
            name_stems=self._find_name_stems(passages),
            actors=frozenset(entity.id for entity in named if _is_actor(entity)),
            numbers=frozenset(self._find_numbers(passages)),
            speakers=speakers,
            denied=denied,
            modality=modality,
            echo=echo,
        )

    def _find_name_stems(self, passages: tuple[Evidence, ...]) -> frozenset[str]:
        """The stems of words inside mentions of somebody named: they and the entity count as one sense."""
        named = (
            mention.evidence.quote
            for passage in passages
            for mention in self._index.mentions_in(passage)
            if mention.referent in self._entity_of and self._entities[self._entity_of[mention.referent]].named
        )
        return frozenset(one for quote in named for one in self.find_stems(quote))

    def find_stems(self, text: str) -> frozenset[str]:
        return frozenset(find_senses(text, self._lists))

    def _find_entities(self, passage: Evidence) -> list[Entity]:
        found = (self._entity_of.get(mention.referent) for mention in self._index.mentions_in(passage))
        return [self._entities[one] for one in found if one]

    def _find_numbers(self, passages: tuple[Evidence, ...]) -> set[str]:
        return {
            f"{figure.amount.low}-{figure.amount.high}{figure.amount.unit}"
            for passage in passages
            for figure in self._figures.get((passage.of, passage.block), ())
            if passage.start < figure.evidence.end and figure.evidence.start < passage.end
        }

    def _is_negated(self, passages: tuple[Evidence, ...]) -> bool:
        negators = self._lists.content.negators
        words = (word for passage in passages for word in find_words(passage.quote))
        return any(word in negators or word.endswith("n't") or word.startswith("non-") for word in words)


def _is_actor(entity: Entity) -> bool:
    """A person or body with a name of its own: "the ministry" in small letters sets nobody apart."""
    return entity.named and entity.kind in _NAMED_KINDS and any(char.isupper() for char in entity.name)


def find_senses(text: str, lists: LedgerLists) -> tuple[str, ...]:
    """The stems of the words that carry matter, synonyms brought to one stem, in order.

    >>> from firsthand.ledger.lists import load_lists
    >>> lists = load_lists()
    >>> find_senses("The soldiers started the talks.", lists) == find_senses("Troops began negotiations", lists)
    True
    """
    return tuple(lists.synonyms.get(one, one) for one in find_stems(text, lists.content))
