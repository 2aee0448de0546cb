"""Refusals to say and silences: "declined to comment", "would not say whether", "did not respond", "went
unanswered"."""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading import subjects
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.noun_attributions import sentence_span
from firsthand.reading.records import Act


def find_refusal(frame: Frame, token: Token, words: CueWords) -> tuple[Draft, set[int]] | None:
    """ "declined to comment", "would not say whether", "did not respond to requests", "went unanswered"."""
    lemma = token.lemma_.lower()
    unable = _unable(token, words)
    if token.pos_ not in ("VERB", "AUX") and unable is None:
        return None
    inner = [child for child in token.children if child.dep_ == "xcomp" and child.lemma_ in words.refused]
    negated = any(child.dep_ == "neg" or child.lower_ in ("neither", "never") for child in token.children)
    if unable is not None:
        last = unable
    elif lemma in words.refusing and inner:
        last = inner[0]
    elif lemma == "confirm" and negated and any(child.lemma_ == "deny" for child in token.children):
        last = next(child for child in token.children if child.lemma_ == "deny")
    elif negated and _says_nothing(token, words):
        last = token
    elif lemma == "go" and any(child.lower_ == "unanswered" for child in token.children):
        last = next(child for child in token.children if child.lower_ == "unanswered")
    else:
        return None
    subject = subjects.subject_of(token.head if unable is not None else token)
    if lemma == "reach":
        subject = _reached(token)
    if not subject.tokens:
        return None
    first = min([token.i, *(child.i for child in token.children if child.dep_ in ("aux", "neg") and last.i == token.i)])
    cue = tuple(range(first, last.i + 1))
    if last.lemma_ == "rule" and last.i + 1 < len(frame.doc) and last.nbor(1).lower_ == "out":
        cue = (*cue, last.i + 1)
    content = [
        at.i
        for child in last.children
        if child.i > last.i
        and not _for_comment(last)
        and child.dep_ in ("ccomp", "dobj", "prep", "advcl", "xcomp")
        and child.lower_ != "to"
        for at in child.subtree
    ]
    content += _fronted_question(token, last)
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


def _says_nothing(verb: Token, words: CueWords) -> bool:
    lemma = verb.lemma_.lower()
    if lemma in words.silent and not any(child.dep_ == "ccomp" for child in verb.children):
        return True
    return (lemma in words.unsaid and _is_withheld(verb)) or (lemma == "reach" and _for_comment(verb))


_HELPERS = frozenset({"do", "did", "does", "will", "wo", "would", "can", "ca", "could", "have", "has", "had"})


def _is_withheld(verb: Token) -> bool:
    """ "would not say whether", "could not confirm", "has not said who": nothing was said; a "never" or a bare "not" is
    another matter."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)
    told = bool(_fronted_question(verb, verb)) or any(
        child.i > verb.i and child.dep_ in ("ccomp", "dobj", "xcomp", "prep") for child in verb.children
    )
    return bool(helpers & _HELPERS) and told and not passive and any(child.dep_ == "neg" for child in verb.children)


_QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which", "whose", "whom"})


def _fronted_question(token: Token, last: Token) -> list[int]:
    """The question at the head of its sentence: "Who had paid he would not say", "Whether … the ministry declined to
    say"."""
    first = token.sent[0]
    if first.lower_ not in _QUESTION_WORDS or token.sent[-1].text == "?":
        return []
    for verb in (token, last):
        for child in verb.children:
            tokens = subjects.subtree(child)
            if (
                child.dep_ in ("ccomp", "advcl", "csubj", "dobj", "nsubj")
                and tokens[0] == first.i
                and tokens[-1] < token.i
            ):
                return list(tokens)
    return []


def _for_comment(token: Token) -> bool:
    return any(
        child.lower_ == "for" and any(at.lower_ in ("comment", "comments") for at in child.children)
        for child in token.children
    )


def _unable(token: Token, words: CueWords) -> Token | None:
    """The verb of "was unable to confirm", or the adjective of "was not available for comment"."""
    if token.pos_ != "ADJ" or token.head.lemma_ != "be":
        return None
    if token.lower_ in ("unable", "unwilling"):
        return next((at for at in token.children if at.dep_ == "xcomp" and at.lemma_ in words.unsaid), None)
    negated = token.lower_ == "unavailable" or any(child.dep_ == "neg" for child in token.head.children)
    return token if token.lower_ in ("available", "unavailable") and negated and _for_comment(token) else None


def _reached(token: Token) -> subjects.Subject:
    """Who "could not be reached"."""
    noun = next((child for child in token.children if child.dep_ == "nsubjpass"), None)
    return subjects.Subject(tokens=subjects.noun_phrase(noun), head=noun.i) if noun is not None else subjects.Subject()


def _unmarked(frame: Frame, content: list[int]) -> list[int]:
    ordered = sorted(content)
    return ordered[1:] if ordered and frame.doc[ordered[0]].lower_ == "that" else ordered
