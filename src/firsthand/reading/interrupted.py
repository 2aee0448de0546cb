"""Tellings that another attribution interrupts: "She accepts, a friend said, that …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.cues import is_cue
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.noun_attributions import sentence_span
from firsthand.reading.records import Act

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST = 9
"""Tokens of an attribution between two commas: "a spokeswoman for the bank said"."""
_BEFORE = 4
"""Tokens between the interrupted verb and the comma: whom it is told to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Aside:
    """An attribution between two commas: its commas, its verb, and the words of its subject."""

    first: int
    last: int
    verb: Token
    subject: tuple[int, ...]


def find_interrupted(frame: Frame, sentence: TokenSpan, words: CueWords) -> Iterator[Draft]:
    """Two drafts for each verb of saying that is parted from its "that" by another's attribution: first what that
    other tells, which is all the rest of the sentence, then what is told in it."""
    for aside in _asides(frame, sentence, words):
        told = _interrupted(frame, sentence, aside, words)
        if told is not None:
            yield from _both(frame, sentence, aside, told, words)
        elif _parts_predicate(frame, sentence, aside):
            yield _parted(frame, sentence, aside)


def _parts_predicate(frame: Frame, sentence: TokenSpan, aside: _Aside) -> bool:
    """Whether the aside stands between a noun phrase that opens the sentence and its finite verb: "Rivers, she told
    reporters, do not come with a line"."""
    noun = frame.doc[sentence.start : aside.first]
    first = frame.doc[aside.last + 1] if aside.last + 1 < sentence.end else None
    if first is None or first.tag_ not in _FINITE or not 0 < len(noun) <= _LONGEST or aside.subject[0] > aside.verb.i:
        return False
    plain = all(token.pos_ not in ("VERB", "AUX", "SCONJ", "ADV", "CCONJ") and not token.is_punct for token in noun)
    return plain and noun[0].pos_ != "ADP" and noun[-1].pos_ in ("NOUN", "PROPN", "PRON")


def _parted(frame: Frame, sentence: TokenSpan, aside: _Aside) -> Draft:
    audience = range(aside.verb.i + 1, aside.last)
    heard = tuple(at for at in audience if frame.doc[at].ent_type_ not in ("DATE", "TIME"))
    return Draft(
        source=frame.pieces(aside.subject)[:1],
        cue=frame.pieces([aside.verb.i]),
        content=(*frame.pieces(range(sentence.start, aside.first)), *frame.pieces(range(aside.last + 1, sentence.end))),
        act=Act.SAY,
        region=sentence_span(frame, sentence),
        rule="statements.parted",
        clause=frame.pieces(audience),
        audience=frame.pieces(heard)[:1],
    )


def _asides(frame: Frame, sentence: TokenSpan, words: CueWords) -> Iterator[_Aside]:
    commas = [token.i for token in sentence if token.text == ","]
    for first, last in pairwise(commas):
        inside = [frame.doc[at] for at in range(first + 1, last)]
        verbs = [token for token in inside if token.tag_ in _FINITE]
        if not 1 < len(inside) <= _LONGEST or len(verbs) != 1 or not _says(verbs[0], words):
            continue
        verb = verbs[0]
        before = tuple(at for at in range(first + 1, verb.i))
        subject = before or tuple(range(verb.i + 1, last))
        if frame.doc[subject[0]].tag_ in ("DT", "PRP", "PRP$", "NNP", "NN", "NNS", "NNPS", "JJ", "CD"):
            yield _Aside(first=first, last=last, verb=verb, subject=subject)


def _says(verb: Token, words: CueWords) -> bool:
    cues = words.verbs.get(verb.lemma_.lower(), ())
    return any(cue.act is Act.SAY and "clause" in cue.takes for cue in cues)


def _interrupted(frame: Frame, sentence: TokenSpan, aside: _Aside, words: CueWords) -> Token | None:
    """The verb of saying right before the aside whose "that" stands right behind it."""
    if aside.last + 2 >= sentence.end or frame.doc[aside.last + 1].lower_ != "that":
        return None
    for at in range(aside.first - 1, max(aside.first - 1 - _BEFORE, sentence.start), -1):
        token = frame.doc[at]
        if token.pos_ in ("VERB", "AUX"):
            clause = any("clause" in cue.takes for cue in words.verbs.get(token.lemma_.lower(), ()))
            return token if clause and token.tag_ in ("VBD", "VBZ", "VBP", "VBN") else None
        if token.is_punct:
            return None
    return None


def _both(frame: Frame, sentence: TokenSpan, aside: _Aside, told: Token, words: CueWords) -> Iterator[Draft]:
    teller = _teller(frame, sentence, told)
    rest = frame.pieces(range(aside.last + 2, sentence.end))
    if not teller or not rest:
        return
    region = sentence_span(frame, sentence)
    cue = next(cue for cue in words.verbs[told.lemma_.lower()] if "clause" in cue.takes)
    yield Draft(
        source=frame.pieces(aside.subject)[:1],
        cue=frame.pieces([aside.verb.i]),
        content=(*frame.pieces(range(sentence.start, aside.first)), *rest),
        act=Act.SAY,
        region=region,
        rule="statements.interrupting",
    )
    yield Draft(
        source=frame.pieces(teller)[:1],
        cue=frame.pieces([told.i]),
        content=rest,
        act=cue.act,
        region=region,
        rule="statements.interrupted",
        audience=frame.pieces(range(told.i + 1, aside.first)) if cue.audience else (),
        introduced=True,
    )


def _teller(frame: Frame, sentence: TokenSpan, told: Token) -> tuple[int, ...]:
    """Who tells it: the verb's subject, else the noun phrase that opens the sentence."""
    own = subjects.subject_of(told).tokens if not subjects.is_passive(told) else ()
    if own and max(own) < told.i:
        return own
    opening = []
    for at in range(sentence.start, told.i):
        if frame.doc[at].tag_ in ("RB", "MD", "VBD", "VBZ", "VBP") or frame.doc[at].is_punct:
            break
        opening.append(at)
    return tuple(opening)


def with_fronted(frame: Frame, sentence: TokenSpan, draft: Draft, words: CueWords) -> Draft:
    """ "Mrs Lund, he told the Echo, “ought to take her turn”": the draft with the noun phrase that its predicate
    lacks."""
    if not draft.cue or len(draft.content) != 1 or draft.content[0] in draft.quoted:
        return draft
    own = {at for at in range(sentence.start, sentence.end) if draft.content[0].start <= frame.starts[at]}
    first = frame.doc[min(own)] if own else None
    verb = next((token for token in sentence if frame.starts[token.i] == draft.cue[0].start), None)
    if first is None or verb is None or first.i < verb.i or first.tag_ not in _FINITE or not is_cue(verb, words):
        return draft
    comma = next((token.i for token in sentence if token.text == ","), sentence.end)
    noun = tuple(range(sentence.start, comma))
    if not noun or comma > verb.i or any(frame.doc[at].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "ADV") for at in noun):
        return draft
    named = frame.pieces(noun)
    if not named or frame.doc[noun[-1]].pos_ not in ("NOUN", "PROPN", "PRON") or _source_ahead(draft, named[0]):
        return draft
    return replace(draft, content=(*named, *draft.content))


def _source_ahead(draft: Draft, noun: Span) -> bool:
    """Whether the noun phrase is itself who says it."""
    return any(noun.overlaps(span) for span in (*draft.source, *draft.cue))


__all__ = ["find_interrupted", "with_fronted"]
