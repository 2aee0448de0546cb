"""What sets the scene of a saying beside the words of its own verb: "Speaking to X on Tuesday, …"."""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading import subjects

_SPEAKING = frozenset({"speak", "talk", "write", "testify", "appear", "give", "address", "brief"})


def scene_of(verb: Token) -> list[int]:
    """What sets the scene beside the verb's own words: "Speaking to X on Tuesday, …", or the opening phrase of the
    verb it is joined to."""
    found = [
        at
        for child in verb.children
        if child.dep_ == "advcl" and child.lemma_ in _SPEAKING and child.tag_ == "VBG"
        for at in subjects.subtree(child)
    ]
    found += _session(verb)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        found += [
            at
            for child in verb.head.children
            if child.dep_ == "prep" and child.i < verb.head.i
            for at in subjects.subtree(child)
        ]
    return found


_SITTING = _SPEAKING | {"sit", "preside"}


def _session(verb: Token) -> list[int]:
    """ "Justice Orr, sitting on Friday, ordered …", "a statement of Monday, in which she said …"."""
    found = [
        at
        for subject in verb.children
        if subject.dep_ == "nsubj"
        for child in subject.children
        if child.dep_ == "acl" and child.tag_ == "VBG" and child.lemma_ in _SITTING
        for at in subjects.subtree(child)
    ]
    which = [child for child in verb.children if child.dep_ == "prep" and child.lower_ in ("in", "at", "on")]
    if verb.dep_ == "relcl" and any(below.lower_ == "which" for child in which for below in child.children):
        found += subjects.subtree(verb.head, without=frozenset({verb.i}))
    return found
