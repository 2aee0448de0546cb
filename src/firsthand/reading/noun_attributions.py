"""Nouns that report: "a warning by engineers that …", "her account is that …", "the question whether …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.records import Act


def sentence_span(frame: Frame, sentence: TokenSpan) -> Span:
    """Where the sentence stands in the article."""
    return Span(start=frame.starts[sentence.start], end=frame.ends[sentence.end - 1])


def find_noun(frame: Frame, noun: Token, words: CueWords) -> Iterator[Draft]:
    """ "a warning by engineers that …", "his claim that …", "cast a similar stance … that …"."""
    clause = _that_clause(noun, words)
    if clause is None:
        return
    subject = _noun_source(noun, words)
    tokens = [at for at in subjects.subtree(clause) if at > noun.i]
    while tokens and (
        frame.doc[tokens[0]].is_punct or (frame.doc[tokens[0]].lower_ == "that" and frame.doc[tokens[0]].dep_ != "det")
    ):
        tokens = tokens[1:]
    if not subject or len(tokens) < 2:
        return
    carrier = noun.head if noun.dep_ == "dobj" else noun
    yield Draft(
        source=frame.pieces(subject),
        cue=frame.pieces([noun.i]),
        content=frame.pieces([at for at in tokens if at not in subject]),
        act=words.nouns[noun.lemma_.lower()],
        region=sentence_span(frame, noun.sent),
        rule="statements.noun",
        clause=frame.pieces([at for at in subjects.subtree(carrier) if at not in tokens and at not in subject]),
    )


def _that_clause(noun: Token, words: CueWords) -> Token | None:
    """The clause that says what the noun reports: its own, or of the light verb it is the object of."""
    places = [noun, *(child for child in noun.children if child.dep_ == "prep")]
    if noun.dep_ == "dobj" and noun.head.lemma_ in words.light:
        places.append(noun.head)
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        places.append(noun.head)  # "her account is that …"
    for place in places:
        for child in place.subtree if place.dep_ == "prep" else place.children:
            marked = any(at.dep_ == "mark" and at.lower_ == "that" and at.i < child.i for at in child.children)
            if child.dep_ in ("acl", "ccomp", "relcl", "advcl") and child.i > noun.i and marked:
                return child
    act = words.nouns[noun.lemma_.lower()]
    return _question(noun) if act is Act.ASK else _to_do(noun, act)


_QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which", "whose", "whom"})


def _question(noun: Token) -> Token | None:
    """What is asked: "the question whether it is safe", "raised the question of who paid"."""
    for place in (noun, *(child for child in noun.children if child.dep_ == "prep")):
        for child in place.children:
            first = noun.doc[min(subjects.subtree(child))]
            finite = child.pos_ in ("VERB", "AUX") and child.dep_ in ("acl", "relcl", "ccomp", "pcomp", "advcl")
            if finite and child.i > noun.i and first.lower_ in _QUESTION_WORDS and first.i > noun.i:
                return child
    return None


_FOR = frozenset({"call", "appeal", "plea", "demand", "request", "push"})


def _to_do(noun: Token, act: Act) -> Token | None:
    """What is promised or called for: "her promise to rebuild it", "their call for an inquiry"."""
    if act not in (Act.PROMISE, Act.URGE, Act.WARN):
        return None
    for child in noun.children:
        to = any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children)
        if child.i > noun.i and child.dep_ in ("acl", "relcl", "xcomp") and to:
            return child
        if child.i > noun.i and child.lower_ == "for" and child.dep_ == "prep" and noun.lemma_.lower() in _FOR:
            return next((at for at in child.children if at.dep_ == "pobj"), None)
    return None


def _noun_source(noun: Token, words: CueWords) -> tuple[int, ...]:
    """Whose warning it is: the possessive, the phrase with "by", "from" or "of", or the subject of the light verb."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ not in ("my", "our", "your"):
            return tuple(at for at in subjects.subtree(child) if noun.doc[at].dep_ != "case")
    of = ("by", "from") if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else ("by", "from", "of")
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and child.lower_ in of:
            for below in child.children:
                if below.dep_ == "pobj":
                    dropped = frozenset(
                        at.i for at in below.children if at.dep_ in ("acl", "relcl", "ccomp") and at.i > below.i
                    )
                    return subjects.subtree(below, without=dropped)
    if noun.dep_ == "dobj" and noun.head.lemma_ in words.light:
        return subjects.subject_of(noun.head).tokens
    return ()
