"""What a figure counts, as printed."""

from __future__ import annotations

import re

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.amounts import Found
from firsthand.reading.figure_ages import find_aged
from firsthand.reading.figure_place import Place
from firsthand.reading.records import FigureKind


def find_counted(found: Found, place: Place) -> tuple[Span, ...]:
    """The passages that say what is counted: the noun behind the number, the state counted in ("killed")."""
    tokens = place.tokens()
    if not tokens:
        return ()
    if found.kind is FigureKind.AGE:
        return find_aged(place, tokens)
    if found.rule == "ratio":
        return _subject(place, tokens[-1])
    numbered = _numbered(tokens) if found.kind is FigureKind.COUNT and not _has_noun(tokens) else None
    if numbered is not None:
        return _phrase(place, numbered, numbered)
    of = re.match(r"(?:\sor (?:so|more|fewer|less))?\s(?:more )?of\s", place.after)
    if of:
        behind = _of_phrase(place, found.end + of.end())
        return (*behind, *_beside_them(place, behind)) if behind else ()
    if found.kind in (FigureKind.SHARE, FigureKind.MEASURE, FigureKind.MONEY, FigureKind.DURATION):
        return _share_counted(found, place, tokens) if found.amount.unit == "share" else ()
    return _behind(place, tokens)


def _has_noun(tokens: tuple[Token, ...]) -> bool:
    return any(
        token.dep_ in ("nummod", "amod", "compound") and token.head.pos_ in ("NOUN", "PROPN") for token in tokens
    )


def _beside_them(place: Place, behind: tuple[Span, ...]) -> tuple[Span, ...]:
    """What they are: "19 of them crew", "three of whom were children"."""
    doc, at = place.parsed.doc, place.parsed.block.start
    last = doc.char_span(behind[-1].start - at, behind[-1].end - at, alignment_mode="expand")
    if last is None or last[-1].lower_ not in ("them", "whom", "these", "those") or last.end >= len(doc):
        return ()
    follows = doc[last.end]
    return _phrase(place, follows, follows) if follows.pos_ in ("NOUN", "ADJ") or follows.tag_ == "VBN" else ()


def _phrase(place: Place, first: Token, last: Token) -> tuple[Span, ...]:
    """The words from `first` to `last`; none where the noun was looked for behind its own number ("a 4-year-old's")."""
    return (place.span(first.idx, last.idx + len(last.text)),) if first.i <= last.i else ()


def _of_phrase(place: Place, start: int) -> tuple[Span, ...]:
    """The noun phrase that begins at `start`, without what hangs behind its noun."""
    doc = place.parsed.doc
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None:
        return ()
    first = span[0]
    for chunk in doc.noun_chunks:
        if chunk.start <= first.i < chunk.end:
            return _phrase(place, first, _whole(chunk[-1]) or chunk[-1])
    return _phrase(place, first, first) if first.pos_ in ("NOUN", "PROPN") else ()


def _share_counted(found: Found, place: Place, tokens: tuple[Token, ...]) -> tuple[Span, ...]:
    """ "One in five drivers", "half the town"."""
    after = re.match(r"\s", place.after)
    if not after:
        return ()
    return _of_phrase(place, found.end + 1) if found.end + 1 < len(place.parsed.text) else ()


def _behind(place: Place, tokens: tuple[Token, ...]) -> tuple[Span, ...]:
    last = tokens[-1]
    head = next(
        (
            token.head
            for token in reversed(tokens)
            if token.dep_ in ("nummod", "compound", "det", "amod", "quantmod") and token.head.i > last.i
        ),
        None,
    )
    if head is not None and (head.pos_ == "NUM" or "," in last.doc[last.i + 1 : head.i].text[:2]):
        head = None  # another number's noun: "40-0, 31 wins"
    head = _whole(head)
    follows = last.nbor() if last.i + 1 < len(last.doc) else None
    if follows is not None and (head is None or head.i < follows.i) and _is_fate(follows, place):
        return _phrase(place, follows, follows)
    if head is None and follows is not None and follows.tag_ in ("NNS", "NNPS"):
        head = follows
    found: list[Span] = []
    if head is not None and follows is not None and head.i - last.i <= 7:
        found.extend(_phrase(place, _first_after(last), head))
    state = (
        _state(head if head is not None else last) or _after_noun(head) or _beside(head if head is not None else last)
    )
    if state is not None:
        found.extend(_phrase(place, state, state))
    elif head is None and follows is not None and follows.tag_ in ("VBN", "VBD", "JJ"):
        if follows.pos_ != "AUX" and (follows.dep_ != "ROOT" or follows.pos_ == "ADJ"):
            found.extend(_phrase(place, follows, follows))
    elif head is None and last.dep_ == "dobj" and last.head.lower_ in place.words.fates:
        found.extend(_phrase(place, last.head, last.head))  # "the fire killed 12"
    return tuple(sorted(set(found)))


def _is_fate(follows: Token, place: Place) -> bool:
    """A state right behind its number with no noun after it: "Two dead and seven missing after a slide"."""
    after = follows.nbor() if follows.i + 1 < len(follows.doc) else None
    plain = follows.tag_ in ("JJ", "VBN", "VBG", "VBD") and follows.lower_ in place.words.fates
    return plain and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET"))


def _whole(head: Token | None) -> Token | None:
    """The noun that a compound belongs to: "two harbour tugs" are tugs."""
    while head is not None and head.dep_ in ("compound", "nmod", "amod") and _goes_on(head):
        head = head.head
    return head


def _goes_on(head: Token) -> bool:
    between = head.doc[head.i + 1 : head.head.i]
    return (
        0 < head.head.i - head.i <= 3
        and head.head.pos_ in ("NOUN", "PROPN")
        and not any(token.is_punct and token.text not in ("-", "’", "'") for token in between)
    )


def _after_noun(head: Token | None) -> Token | None:
    """The state right behind the noun: "nine people dead", "12 men missing"."""
    if head is None or head.i + 1 >= len(head.doc):
        return None
    follows = head.nbor()
    after = follows.nbor() if follows.i + 1 < len(head.doc) else None
    if follows.pos_ not in ("ADJ", "VERB") or follows.tag_ not in ("JJ", "VBN", "VBG"):
        return None
    if after is not None and after.pos_ in ("NOUN", "PROPN", "DET"):
        return None
    return follows if follows.dep_ in ("amod", "acl", "acomp", "oprd", "advcl", "ccomp") else None


def _beside(head: Token) -> Token | None:
    """The state that the words right behind the noun or the number tell, whatever the parse: "11 people were still
    missing", "six died and four are missing"."""
    at, doc = head.i + 1, head.doc
    if at >= len(doc) or doc[at].lower_ not in ("were", "was", "are", "is", "remain", "remained"):
        return None
    at += 1
    while at < len(doc) and doc[at].tag_ == "RB":
        at += 1
    if at >= len(doc):
        return None
    found = doc[at]
    return found if found.tag_ in ("JJ", "VBN") or (found.tag_ == "VBG" and found.lemma_ in _WHEREABOUTS) else None


def _first_after(last: Token) -> Token:
    first = last.nbor()
    while first.text in ("-", "or", "so", "more", "fewer", "less", "other", "others") and first.i + 1 < len(first.doc):
        if first.lower_ == "others":
            break
        first = first.nbor()
    return first


_PREDICATES = frozenset({"acomp", "oprd", "attr", "amod", "xcomp", "ccomp", "advcl"})
TOTALS = frozenset({"number", "count", "total", "toll", "tally", "figure"})
_UNSAID = frozenset({"number", "count", "total", "tally", "figure"})
_WHEREABOUTS = frozenset({"miss", "recover", "shelter", "hide", "die", "lack", "lie"})
_STATES_OF_BEING = frozenset({"be", "remain", "stay", "go", "lie", "feel", "become"})


def _state(subject: Token) -> Token | None:
    """The word that says what holds of those counted: "300 have been killed", "11 were still missing", "eight are
    listed as missing"."""
    verb = subject.head
    if subject.dep_ not in ("nsubjpass", "nsubj") or verb.i < subject.i or verb.pos_ not in ("VERB", "AUX"):
        return None
    complement = _complement(verb)
    if complement is not None:
        return complement
    if verb.tag_ == "VBG" and verb.lemma_ in _WHEREABOUTS and not any(child.dep_ == "dobj" for child in verb.children):
        return verb  # "were still missing"
    if subject.dep_ == "nsubjpass" or (verb.tag_ in ("VBN", "VBD") and verb.pos_ == "VERB" and _elliptic(verb)):
        return verb
    return None


def _complement(verb: Token) -> Token | None:
    """The adjective or participle of a state: "remained missing", "listed as missing", "known to have died"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        is_state = child.dep_ in _PREDICATES and child.pos_ in ("ADJ", "VERB")
        if verb.lemma_ in _STATES_OF_BEING and is_state:
            return child
        if child.dep_ == "xcomp" and child.tag_ in ("VB", "VBN"):
            return _complement(child) or child
        if child.dep_ == "prep" and child.lower_ == "as":
            return next((at for at in child.children if at.pos_ in ("ADJ", "VERB")), None)
    return None


def _elliptic(verb: Token) -> bool:
    """ "and about 2,700 wounded": a participle without its helper, or its own past."""
    return (
        verb.dep_ in ("conj", "ccomp", "acl", "advcl")
        and verb.tag_ in ("VBN", "VBD")
        and not any(child.dep_ in ("dobj", "ccomp") for child in verb.children)
    )


def _numbered(tokens: tuple[Token, ...]) -> Token | None:
    """What is numbered in "put the number of people on board at 231": the noun behind "number of"."""
    for above in tokens[-1].ancestors:
        if above.pos_ not in ("VERB", "AUX"):
            continue
        for child in above.children:
            if child.dep_ in ("dobj", "nsubj", "nsubjpass") and child.lemma_.lower() in TOTALS:
                of = [at for at in child.children if at.dep_ == "prep" and at.lower_ in ("of", "for")]
                own = next((below for at in of for below in at.children if below.dep_ == "pobj"), child)
                return None if own in tokens or own.lemma_.lower() in _UNSAID else own
        return None
    return None


def _subject(place: Place, verb: Token) -> tuple[Span, ...]:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            words = list(child.subtree)
            return _phrase(place, words[0], words[-1])
    return ()
