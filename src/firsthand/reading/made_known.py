"""Phrases that stand for a verb of saying: "let it be known that", "made it clear that", "gave us to understand
that"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.reading import subjects
from firsthand.reading.attributions import source_spans
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.noun_attributions import sentence_span
from firsthand.reading.records import Act

_MAKING = frozenset({"let", "make"})
_KNOWN = frozenset({"known", "clear", "plain", "public", "explicit", "slip"})


def find_made_known(frame: Frame, sentence: TokenSpan) -> Iterator[Draft]:
    """The sentence's phrases of making known, one draft for each "that" clause."""
    for verb in sentence:
        if verb.lemma_ not in _MAKING or verb.pos_ != "VERB":
            continue
        known = next((token for token in verb.doc[verb.i + 1 : verb.i + 6] if token.lower_ in _KNOWN), None)
        if known is None or known.sent.start != sentence.start or not _is_object_empty(verb, known):
            continue
        subject = subjects.subject_of(verb)
        clauses = _clauses_behind(verb, known)
        if not subject.tokens or not clauses:
            continue
        told = {at for tokens in clauses for at in tokens}
        own = [at for at in subjects.subtree(verb) if at not in told and at not in subject.tokens]
        for part, tokens in enumerate(clauses):
            yield Draft(
                source=source_spans(frame, subject.tokens, subject.head),
                cue=frame.pieces(range(verb.i, known.i + 1)),
                content=frame.pieces(tokens),
                act=Act.SAY,
                region=sentence_span(frame, sentence),
                rule="statements.made-known",
                clause=frame.pieces(own),
                introduced=True,
                part=part,
            )


def _is_object_empty(verb: Token, known: Token) -> bool:
    """Whether nothing but an empty "it" and adverbs stands between: not "made the law clear"."""
    return all(
        token.lower_ in ("it", "be", "abundantly") or token.pos_ == "ADV" for token in verb.doc[verb.i + 1 : known.i]
    )


def _clauses_behind(verb: Token, known: Token) -> list[list[int]]:
    """The tokens of each "that" clause behind the phrase, without the "that"."""
    tops = [
        token
        for token in verb.subtree
        if token.i > known.i
        and token.dep_ in ("ccomp", "conj", "advcl", "acl", "relcl", "xcomp")
        and _opens_behind(token, known)
    ]
    found: list[list[int]] = []
    for top in tops:
        inner = frozenset(other.i for other in tops if other.i > top.i)
        tokens = [at for at in subjects.subtree(top, without=inner) if at > known.i]
        while tokens and (verb.doc[tokens[-1]].dep_ == "cc" or verb.doc[tokens[-1]].is_punct):
            tokens = tokens[:-1]
        mark = next((at for at in tokens if verb.doc[at].lower_ == "that"), None)
        if mark is not None and len(tokens) > 2:
            found.append([at for at in tokens if at > mark])
    return found if found and min(found[0]) <= known.i + 2 else []


def _opens_behind(clause: Token, known: Token) -> bool:
    """Whether the clause is the first behind the phrase or joined to such a one, and has a "that" of its own."""
    if not subjects.opens_content(clause):
        return False
    head = clause.head
    return head.i <= known.i or (clause.dep_ == "conj" and subjects.opens_content(head))
