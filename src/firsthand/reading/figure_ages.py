"""Ages: numbers that tell how old somebody is, and of whom."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.amounts import Found
from firsthand.reading.figure_place import Place
from firsthand.reading.records import FigureKind

_ENDS = re.compile(
    r"\s?(?:[,.;:)!?”\"’—–-]|$)|\s(?:and|who|from|of|when|at|but|now|then|years?|in|on|next|this|last|or)\b"
)
_LISTED = re.compile(r"\b(?:aged|ages?)\s\w+(?:, \w+)*(?:,|,? (?:and|or|to|through))\s$", re.IGNORECASE)
_TURNS = re.compile(r"\b(?:turn(?:s|ed|ing)?|under the age of|over the age of)\s$", re.IGNORECASE)
_YOUNGEST_TURN = 12
_PERSONS = frozenset({"he", "she", "who", "i", "you"})
_NO_NAMES = ("GPE", "LOC", "DATE", "ORG", "FAC")


def as_age(place: Place) -> Found | None:
    """The amount as an age where it stands like one: after a name, "ages 11 and 12", "who was 27", "turns 39"."""
    found, tokens = place.found, place.tokens()
    value = found.number.value
    if value is None or not found.number.whole or not 1 <= value <= 115 or not tokens:
        return None
    if not (_behind_name(place, tokens) or _of_person(place, tokens) or _told_of(place, tokens)):
        return None
    return replace(found, kind=FigureKind.AGE, amount=replace(found.amount, unit="years"), rule="age")


def _behind_name(place: Place, tokens: tuple[Token, ...]) -> bool:
    """ "Mira Holt, 41, …", "Mira Holt (41)"."""
    if not _person_before(tokens[0]):
        return False
    commas = re.search(r"[A-Z][\w’'-]+\.?,\s$", place.before) and _ENDS.match(place.after)
    bracketed = re.search(r"[A-Z][\w’'-]+ \($", place.before) and place.after.startswith(")")
    return bool((place.found.number.digits and commas) or bracketed)


def _of_person(place: Place, tokens: tuple[Token, ...]) -> bool:
    """ "A man of 41", "ages 11 and 12"."""
    of = re.search(r"\b(\w+) of\s$", place.before)
    if of is not None and of[1].lower() in place.words.people and _nothing_counted(tokens):
        return True
    return bool(_LISTED.search(place.before)) and _nothing_counted(tokens)


def _told_of(place: Place, tokens: tuple[Token, ...]) -> bool:
    """ "Who was 27", "now that he's 36", "she turns 39 next month"."""
    if place.found.hedge or not _ENDS.match(place.after) or re.match(r"\sof\b|-\d|\sin\s(?!\d{4}|[A-Z])", place.after):
        return False
    value = place.found.number.value
    if _TURNS.search(place.before) and value is not None and value > _YOUNGEST_TURN:
        return True
    verb = tokens[-1].head
    if (
        tokens[-1].dep_ not in ("attr", "acomp")
        or verb.lemma_ not in ("be", "’s", "'s")
        or place.found.number.value == 1
    ):
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and _is_person(subject, place)


def _is_person(subject: Token, place: Place) -> bool:
    name = subject.pos_ == "PROPN" and subject.ent_type_ in ("PERSON", "")
    return (subject.lower_ in _PERSONS or name or subject.lower_ in place.words.people) and not any(
        child.lower_ in ("that", "this") for child in subject.children
    )


def _person_before(token: Token) -> bool:
    """A name ends right before the comma or bracket, and it is no place's or month's."""
    if token.i < 2:
        return False
    name = token.nbor(-2)
    return name.pos_ == "PROPN" and name.ent_type_ not in _NO_NAMES and _nothing_counted((token,))


def _nothing_counted(tokens: tuple[Token, ...]) -> bool:
    last = tokens[-1]
    if last.i + 1 >= len(last.doc):
        return True
    return not (last.dep_ == "nummod" and last.head.i > last.i and last.head.pos_ in ("NOUN", "PROPN"))


# ---------------------------------------------------------------- whose age

_AGE_WORDS = re.compile(
    r",?\s?(?:\bat )?(?:\bthe )?\b(?:ages?|aged)(?: of| between| from)?(?: \w+,?)*?(?: and| or| to)?\s?$"
)


def find_aged(place: Place, tokens: tuple[Token, ...]) -> tuple[Span, ...]:
    """Who or what is that old: the noun behind "-year-old", the name before, the subject of "died at the age of 41"."""
    old = re.match(r"-(?:year|yr)s?-old\s", place.after)
    doc = place.parsed.doc
    if old:
        span = doc.char_span(place.found.end + old.end(), place.found.end + old.end() + 1, alignment_mode="expand")
        return _behind_old(place, span[0]) if span is not None else ()
    if place.after.startswith("-"):
        return ()  # "the father of the 5-year-old"
    words = _AGE_WORDS.search(place.before)
    if words is not None and re.match(r",?\s?at\b", words.group()):
        return _subject(place, tokens[-1])
    before = _AGE_WORDS.sub("", place.before)
    noun = re.search(r"([^\W\d_][\w’'-]*)(?:\.?,| of| \()?,?\s?$", before)
    near = doc.char_span(noun.start(1), noun.end(1), alignment_mode="expand") if noun else None
    head = near[0] if near is not None else None
    if head is not None and head.pos_ in ("NOUN", "PROPN") and head.lower_ not in ("age", "ages"):
        return _named(place, head)
    return _subject(place, tokens[-1])


def _behind_old(place: Place, first: Token) -> tuple[Span, ...]:
    """The noun phrase behind "-year-old"; none where a verb follows ("the 16-year-old was hurt")."""
    if first.tag_ in ("VBD", "VBN", "VBZ", "VBP", "MD") or first.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB"):
        return ()
    for chunk in place.parsed.doc.noun_chunks:
        if chunk.start <= first.i < chunk.end:
            owner = next((token for token in chunk if token.i > first.i and token.tag_ == "POS"), None)
            return _span(place, first, owner.nbor(-1) if owner is not None else chunk[-1])
    return _span(place, first, first) if first.pos_ in ("NOUN", "PROPN") else ()


def _named(place: Place, head: Token) -> tuple[Span, ...]:
    first = last = head
    while last.pos_ == "PROPN" and first.i and first.nbor(-1).pos_ == "PROPN":
        first = first.nbor(-1)
    return _span(place, first, last)


def _subject(place: Place, number: Token) -> tuple[Span, ...]:
    """The person who is the subject of the verb that the age hangs on."""
    verb = next((node for node in number.ancestors if node.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return ()
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ == "PRON" or not _is_person(subject, place):
        return ()
    return _named(place, subject)


def _span(place: Place, first: Token, last: Token) -> tuple[Span, ...]:
    return (place.span(first.idx, last.idx + len(last.text)),)
