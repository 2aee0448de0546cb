"""Refusals to say and silences: "declined to comment", "would not say whether", "did not respond", "went
unanswered"."""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading import subjects
from firsthand.reading.attributions import sentence_span
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.records import Act


def find_refusal(frame: Frame, token: Token, words: CueWords) -> tuple[Draft, set[int]] | None:
    """ "declined to comment", "would not say whether", "did not respond to requests", "went unanswered"."""
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX"):
        return None
    inner = [child for child in token.children if child.dep_ == "xcomp" and child.lemma_ in words.refused]
    negated = any(child.dep_ == "neg" or child.lower_ in ("neither", "never") for child in token.children)
    if lemma in words.refusing and inner:
        last = inner[0]
    elif lemma == "confirm" and negated and any(child.lemma_ == "deny" for child in token.children):
        last = next(child for child in token.children if child.lemma_ == "deny")
    elif negated and lemma in words.silent and not any(child.dep_ == "ccomp" for child in token.children):
        last = token
    elif lemma == "go" and any(child.lower_ == "unanswered" for child in token.children):
        last = next(child for child in token.children if child.lower_ == "unanswered")
    else:
        return None
    subject = subjects.subject_of(token)
    if not subject.tokens:
        return None
    first = min([token.i, *(child.i for child in token.children if child.dep_ in ("aux", "neg") and last.i == token.i)])
    cue = tuple(range(first, last.i + 1))
    if last.lemma_ == "rule" and last.i + 1 < len(frame.doc) and last.nbor(1).lower_ == "out":
        cue = (*cue, last.i + 1)
    content = [
        at.i
        for child in last.children
        if child.i > last.i and child.dep_ in ("ccomp", "dobj", "prep", "advcl", "xcomp") and child.lower_ != "to"
        for at in child.subtree
    ]
    own = [at for at in subjects.subtree(token) if at not in content and at not in subject.tokens]
    draft = Draft(
        source=frame.pieces(subject.tokens),
        cue=frame.pieces(cue),
        content=frame.pieces(_unmarked(frame, content)),
        act=Act.DECLINE,
        region=sentence_span(frame, token.sent),
        rule="statements.refusal",
        clause=frame.pieces(own),
    )
    return draft, {token.i, *cue}


def _unmarked(frame: Frame, content: list[int]) -> list[int]:
    ordered = sorted(content)
    return ordered[1:] if ordered and frame.doc[ordered[0]].lower_ == "that" else ordered
