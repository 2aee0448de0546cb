"""Whom a third-person pronoun means: the last speaker or subject that agrees with it, nobody where two fit equally."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.reading.cast import Cast, Draft, Place
from firsthand.reading.phrases import Phrase
from firsthand.reading.records import EntityKind
from firsthand.reading.tokens import WordLine

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
FAR = 8
"""Sentences that a pronoun may look back over."""


def resolve_pronoun(cast: Cast, lines: Sequence[WordLine], phrase: Phrase) -> Draft | None:
    """Whom `phrase` means. Looks at subjects first, in its own sentence before it and then back over paragraphs,
    and only
    where no subject agrees at anybody else.
    """
    words = lines[phrase.line].words
    quoted = words[phrase.start].quoted
    if not phrase.source and (quoted or phrase.pronoun in ("it", "who")):
        return None
    here = (phrase.line, words[phrase.start].sentence)
    sentences: dict[tuple[int, int], list[Place]] = {}
    for place in reversed(cast.places):
        key = (place.line, place.sentence)
        if key > here or (key == here and place.word >= phrase.start):
            continue
        if key not in sentences and len(sentences) >= FAR:
            break
        sentences.setdefault(key, []).append(place)
    for lowest in (2, 1):
        for places in sentences.values():
            fitting = [p for p in places if p.rank >= lowest and _agrees(p.draft, phrase.pronoun)]
            if fitting:
                return _foremost(fitting)
    return None


def _agrees(draft: Draft, pronoun: str) -> bool:
    if pronoun in HE or pronoun in SHE:
        gender = "m" if pronoun in HE else "f"
        person = draft.kind is EntityKind.PERSON or (
            draft.kind is EntityKind.UNKNOWN and draft.named and not draft.thing
        )
        return person and not draft.plural and draft.gender in ("", gender)
    if pronoun in IT:
        return draft.kind in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT) and not draft.plural
    if pronoun == "who":
        return False
    return draft.plural or draft.kind in (EntityKind.GROUP, EntityKind.ORGANISATION)


def _foremost(places: list[Place]) -> Draft | None:
    """The one draft of the highest rank; `None` where two share it."""
    top = max(place.rank for place in places)
    drafts = {place.draft.number: place.draft for place in places if place.rank == top}
    return next(iter(drafts.values())) if len(drafts) == 1 else None
