"""Whom a third-person pronoun means: the last speaker or subject that agrees with it, nobody where two fit equally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firsthand.reading.cast import Cast, Draft, Place
from firsthand.reading.phrases import Phrase
from firsthand.reading.records import EntityKind
from firsthand.reading.tokens import Word, WordLine

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
OBJECTS = frozenset(("him", "her", "it", "them"))
SUBJECT_DEPS = frozenset(("nsubj", "nsubjpass"))
ASKED = frozenset(("asked", "pressed", "questioned", "challenged", "quizzed"))
FAR = 8
"""Sentences that a pronoun may look back over."""
SPOKE = 3
"""Rank of a speaker, and of what leads its sentence."""
CARRIED_ON = 3
"""Sentences after which words in quotation marks with "he said" no longer carry on what the last speaker said."""


_REPRESENTING_WORDS = "spokesman spokeswoman spokesperson lawyer attorney solicitor barrister counsel publicist"
REPRESENTING = frozenset(_REPRESENTING_WORDS.split())
"""Who speaks for somebody: "he" in what a spokesman tells is not the spokesman."""


def resolve_pronoun(cast: Cast, lines: Sequence[WordLine], phrase: Phrase) -> Draft | None:
    """Whom `phrase` means. Looks at subjects first, in its own sentence before it and then back over paragraphs,
    and only where no subject agrees at anybody else.

    Nobody is found where two agree equally, or where one who agrees stands nearer but could not be told.
    """
    words = lines[phrase.line].words
    quoted = words[phrase.start].quoted
    if quoted and (not phrase.source or phrase.pronoun in IT):
        return None
    if not phrase.source and phrase.pronoun in ("it", "who"):
        return None
    told_by = _representative(words, phrase)
    sentences = _not_the_same(_back(cast, words, phrase), words, phrase)
    if told_by:
        return _represented(sentences, phrase, told_by)
    label = lines[phrase.line].speaker
    if label and phrase.pronoun in HE | SHE:
        sentences = _within_turn(sentences, phrase, label, words)
    for lowest in (2, 1):
        for places in sentences:
            fitting = [p for p in places if p.rank >= lowest and _agrees(p, phrase.pronoun)]
            if fitting:
                found = _foremost(fitting)
                return found if _alone(found, sentences, phrase, words) else None
    return None


def _representative(words: Sequence[Word], phrase: Phrase) -> frozenset[int]:
    """The words of whoever speaks for somebody, where "he" or "she" stands in what he tells; empty elsewhere."""
    if phrase.pronoun not in HE | SHE:
        return frozenset()
    verb = phrase.start
    for _ in range(len(words)):
        verb = _verb_above(words, verb)
        if verb < 0:
            return frozenset()
        for at in range(min(verb, phrase.start)):
            spoken_for = words[at].head == verb and words[at].dep in SUBJECT_DEPS and words[at].lower in REPRESENTING
            if spoken_for and words[at].sentence == words[phrase.start].sentence:
                return frozenset(n for n in range(phrase.start) if n <= verb and _below(words, n, at))
    return frozenset()


def _not_the_same(sentences: list[list[Place]], words: Sequence[Word], phrase: Phrase) -> list[list[Place]]:
    """The places without those of a lawyer where "her" stands before "lawyer": nobody is his own."""
    if words[phrase.start].tag != "PRP$":
        return sentences
    owned = words[words[phrase.start].head].lower
    kept = [[place for place in places if owned not in place.draft.roles] for places in sentences]
    return [places for places in kept if places]


def _represented(sentences: Sequence[list[Place]], phrase: Phrase, told_by: frozenset[int]) -> Draft | None:
    """The one person of the sentence or the one before for whom a representative speaks: never the representative."""
    speakers = {
        p.draft.number
        for places in sentences
        for p in places
        if p.line == phrase.line and p.word in told_by and REPRESENTING & set(p.draft.roles)
    }
    owners = [
        p.draft
        for places in sentences
        for p in places
        if p.draft.number in speakers and p.draft.of is not None and p.draft.of.kind is EntityKind.PERSON
    ]
    if owners and owners[0].of is not None:
        return owners[0].of if _is_one(owners[0].of, "m" if phrase.pronoun in HE else "f") else None
    for places in sentences[:CLIENT_NEAR]:
        others = [p for p in places if p.draft.number not in speakers]
        fitting = {p.draft.number: p.draft for p in others if _agrees(p, phrase.pronoun)}
        if fitting:
            found = next(iter(fitting.values()))
            return found if len(fitting) == 1 and not found.unsettled else None
    return None


CLIENT_NEAR = 3
"""Sentences, with its own, in which he stands for whom a representative speaks."""


def _back(cast: Cast, words: Sequence[Word], phrase: Phrase) -> list[list[Place]]:
    """The places before the pronoun that it may mean, sentence by sentence, the nearest first."""
    here = (phrase.line, words[phrase.start].sentence)
    barred = _barred(words, phrase)
    sentences: dict[tuple[int, int], list[Place]] = {}
    for place in cast.before(phrase.line, phrase.start):
        key = (place.line, place.sentence)
        if key == here and place.word in barred:
            continue
        if key not in sentences and len(sentences) >= FAR:
            break
        sentences.setdefault(key, []).append(place)
    return list(sentences.values())


def _within_turn(
    sentences: Sequence[list[Place]], phrase: Phrase, label: str, words: Sequence[Word]
) -> list[list[Place]]:
    """The places that a pronoun in somebody's turn may mean: never that somebody, who says "I". Right behind "I said
    to Ola" only Ola; and nobody of another turn where the turn itself is told in the first person."""
    called = label.casefold().split()[-1]
    others = [[p for p in places if p.draft.name.casefold().split()[-1:] != [called]] for places in sentences]
    own = [[p for p in places if p.line == phrase.line] for places in others]
    mine = [word.sentence for word in words[: phrase.start] if word.lower == "i"]
    if not mine or not phrase.source:
        return [places for places in others if places]
    told = [[replace(p, rank=2) for p in places if p.sentence == mine[-1]] for places in own]
    return [places for places in told if places]


def _barred(words: Sequence[Word], phrase: Phrase) -> frozenset[int]:
    """Words of the pronoun's sentence that it cannot mean: the subject of its own clause where it is the object
    ("who sat beside her"), the words told before "he said", and what he was asked."""
    at = phrase.start
    clause = _verb_above(words, at)
    opening = next(n for n in range(at + 1) if words[n].sentence == words[at].sentence)
    if phrase.source and words[opening].lower in ASKED and words[opening].tag in ("VBN", "VBD", "JJ"):
        return frozenset(range(opening, at))
    if clause < 0:
        return frozenset()
    if phrase.source and words[at].dep in SUBJECT_DEPS:
        if _follows_quotation(words, phrase):
            return frozenset()
        told = [n for n in range(at) if words[n].head == clause and words[n].dep == "ccomp"]
        if words[clause].dep == "parataxis" and words[clause].head < at:
            told.append(words[clause].head)
        return frozenset(n for n in range(at) if told and any(_below(words, n, top) for top in told))
    if phrase.pronoun not in OBJECTS or words[at].tag == "PRP$":
        return frozenset()
    tops = [n for n in range(at) if words[n].head == clause and words[n].dep in SUBJECT_DEPS]
    if words[clause].dep in ("relcl", "acl"):
        tops.append(words[clause].head)
        first = min((n for n in range(at) if _below(words, n, clause)), default=at)
        return frozenset(n for n in range(first) if any(_below(words, n, top) for top in tops))
    return frozenset(n for n in range(at) if any(_below(words, n, top) for top in tops))


def _verb_above(words: Sequence[Word], at: int) -> int:
    """The verb whose clause the word stands in, or -1."""
    for _ in range(len(words)):
        above = words[at].head
        if above == at:
            return -1
        at = above
        if words[at].tag.startswith(("VB", "MD")):
            return at
    return -1


def _below(words: Sequence[Word], at: int, top: int) -> bool:
    for _ in range(len(words)):
        if at == top:
            return True
        if words[at].head == at:
            return False
        at = words[at].head
    return False


def _alone(found: Draft | None, sentences: Sequence[list[Place]], phrase: Phrase, words: Sequence[Word]) -> bool:
    """Whether nobody else may be meant: behind a quotation, "he said" may carry on what another said just before. Who
    is named and leads the sentence right before has the floor."""
    if found is None or not phrase.source or not _follows_quotation(words, phrase):
        return True
    if found.named and any(place.draft is found and place.rank >= SPOKE for place in sentences[0]):
        return True
    for places in sentences[:CARRIED_ON]:
        spoke = [p for p in places if p.spoke and _agrees(p, phrase.pronoun)]
        if spoke:
            return _foremost(spoke) is found
    return True


def _follows_quotation(words: Sequence[Word], phrase: Phrase) -> bool:
    return phrase.start > 0 and words[phrase.start - 1].text in ("”", '"', "’", "''", "»")


def _agrees(place: Place, pronoun: str) -> bool:
    draft = place.draft
    if pronoun in HE or pronoun in SHE:
        return _is_one(draft, "m" if pronoun in HE else "f") and (draft.named or draft.definite or place.rank >= SPOKE)
    if pronoun in IT:
        body = draft.kind in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT)
        return not draft.plural and (body or (draft.kind is EntityKind.UNKNOWN and not draft.named))
    if pronoun == "who" or draft.unsettled:
        return False
    return draft.plural or draft.kind in (EntityKind.GROUP, EntityKind.ORGANISATION)


def _is_one(draft: Draft, gender: str) -> bool:
    person = draft.kind is EntityKind.PERSON or (draft.kind is EntityKind.UNKNOWN and draft.named and not draft.thing)
    return person and not draft.plural and draft.gender in ("", gender)


def _foremost(places: list[Place]) -> Draft | None:
    """The one draft of the highest rank; `None` where two share it, or where it is one that could not be told."""
    top = max(place.rank for place in places)
    drafts = {place.draft.number: place.draft for place in places if place.rank == top}
    found = next(iter(drafts.values()))
    return found if len(drafts) == 1 and not found.unsettled else None
