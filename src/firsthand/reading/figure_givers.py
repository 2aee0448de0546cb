"""Who gives a figure outside any statement: the subject of a verb of counting, or the owner of a count."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from firsthand.evidence import Evidence, Span
from firsthand.reading.counted import TOTALS
from firsthand.reading.figure_place import Place
from firsthand.reading.numerals import FigureWords
from firsthand.reading.records import Mention, Naming

_FINITE = ("VBD", "VBN", "VBZ", "VBP")
_GOING_ON = ("continue", "keep", "go")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Who counted, as printed, and the referent that the words lead to."""

    evidence: Evidence
    naming: Naming
    referent: str = ""


def find_counter(place: Place, mentions: tuple[Mention, ...], words: FigureWords) -> Counter | None:
    """Who gives the figure: "the ministry put the toll at 40", "9 were counted by divers", "the clinic's toll is 9"."""
    tokens = place.tokens()
    verb = next((node for node in tokens[-1].ancestors if node.pos_ in ("VERB", "AUX")), None) if tokens else None
    if verb is None:
        return None
    given = _owner(verb, tokens[0]) or (_agent(verb, words) if _is_passive(verb) else _subject(verb, tokens, words))
    return _counter(given, place, mentions) if given is not None and given.pos_ != "PRON" else None


def _owner(verb: Token, number: Token) -> Token | None:
    """ "The clinic's count stands at nine", "the ministry's toll is 40": whose count it is."""
    count = next((child for child in verb.children if child.dep_ == "nsubj" and child.lemma_.lower() in TOTALS), None)
    if count is None or count.i > number.i or verb.lemma_ not in ("be", "stand", "rise", "reach", "remain", "climb"):
        return None
    return next((child for child in count.children if child.dep_ == "poss"), None)


def _is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and (
        verb.dep_ in ("acl", "relcl") or any(child.dep_ == "auxpass" for child in verb.children)
    )


def _agent(verb: Token, words: FigureWords) -> Token | None:
    if verb.lemma_ not in words.counting:
        return None
    by = (child for child in verb.children if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"))
    return next((below for at in by for below in at.children if below.dep_ == "pobj"), None)


def _subject(verb: Token, tokens: tuple[Token, ...], words: FigureWords) -> Token | None:
    goes_on = verb.dep_ == "xcomp" and verb.head.lemma_ in _GOING_ON
    if verb.lemma_ not in words.counting or not (verb.tag_ in _FINITE or goes_on):
        return None
    if verb.lemma_ in words.counting_at and not any(node.lower_ == "at" for node in tokens[-1].ancestors):
        return None
    if verb.lemma_ in words.counting_bare and tokens[-1].head.i != verb.i:
        return None  # "the coast guard says 231", no other number of a sentence with "says"
    finite = verb.head if goes_on else verb
    subject = next((child for child in finite.children if child.dep_ == "nsubj" and child.i < verb.i), None)
    within = subject is not None and any(node.i == subject.i for node in tokens[-1].ancestors)
    return None if within else subject


def _counter(given: Token, place: Place, mentions: tuple[Mention, ...]) -> Counter:
    parsed = place.parsed
    chunk = next((chunk for chunk in parsed.doc.noun_chunks if chunk.start <= given.i < chunk.end), None)
    last = max((node for node in given.subtree if _of_name(node, given)), key=lambda node: node.i)
    first = parsed.doc[chunk.start] if chunk is not None else given
    span = Span(start=first.idx, end=last.idx + len(last.text)).shifted(parsed.block.start)
    named = any(node.pos_ == "PROPN" for node in parsed.doc[first.i : last.i + 1])
    referents = [one.referent for one in mentions if one.evidence.span.covers(span) or span.covers(one.evidence.span)]
    return Counter(
        evidence=parsed.article.evidence(span),
        naming=Naming.NAMED if named else Naming.UNNAMED,
        referent=referents[0] if referents else "",
    )


def _of_name(node: Token, given: Token) -> bool:
    """The noun itself and an "of" phrase that belongs to its name."""
    return node.i == given.i or (
        node.pos_ == "PROPN" and node.dep_ != "appos" and any(parent.i == given.i for parent in node.ancestors)
    )
