"""The question of an answer: "Asked whether …, X said", "X said when asked about …"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading.frames import Frame

ASKING = frozenset({"ask", "question", "press", "quiz", "challenge", "pressure", "grill", "quizz"})
"""Verbs that put a question to the one who answers."""
_OPENS_QUESTION = frozenset({"whether", "if", "why", "how", "what", "who", "when", "where", "which"})


def _opening_question(verb: Token, asking: Token) -> tuple[int, ...]:
    """The question of an opening participle that the parser hung elsewhere: "Pressed by X, Y, on whether …, she
    replied"."""
    if asking.i != verb.sent.start:
        return ()
    subject = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    end = min((min(at.i for at in child.subtree) for child in subject[-1:]), default=verb.i)
    first = next(
        (
            at
            for at in range(asking.i + 1, end)
            if verb.doc[at].lower_ in _OPENS_QUESTION and (at == asking.i + 1 or verb.doc[at - 1].lower_ in _ABOUT)
        ),
        None,
    )
    comma = next((at for at in range(end - 1, asking.i, -1) if verb.doc[at].text == ","), end)
    return tuple(range(first, comma)) if first is not None else ()


_ABOUT = frozenset({"on", "about", "over", "as", "to", ","})


def find_asked(frame: Frame, verb: Token) -> tuple[Span, ...]:
    """The question of an answer: "Asked whether …, X said", "X said when asked about …"."""
    for token in verb.sent:
        if token.lemma_ not in ASKING or token.tag_ not in ("VBN", "VBD") or token.i == verb.i:
            continue
        asker = [child for child in token.children if child.dep_ == "nsubj"]
        if (asker and not any(child.lower_ == "when" for child in token.children)) or token.dep_ not in (
            "advcl",
            "acl",
            "ROOT",
            "dep",
            "ccomp",
            "conj",
            "csubj",
        ):
            continue
        if any(child.dep_ == "nsubjpass" for child in token.children) and not any(
            child.lower_ in ("when", "as", "after") for child in token.children
        ):
            continue
        if (
            token.dep_ in ("advcl", "acl")
            and token.head.i not in (verb.i, *[child.i for child in verb.subtree])
            and token.i != verb.sent.start
        ):
            continue
        below = [
            at
            for child in token.children
            if child.i > token.i
            and child.dep_ in ("ccomp", "advcl", "prep", "dobj", "xcomp")
            and child.lower_ not in ("for", "to")
            for at in child.subtree
        ]
        question = [at.i for at in below if at.i < verb.i or token.i > verb.i]
        if (
            question
            and frame.doc[min(question)].lower_ in ("on", "about")
            and frame.doc[min(question) + 1].lower_ in ("whether", "how", "why", "what", "if")
        ):
            question.remove(min(question))
        question = question or list(_opening_question(verb, token))
        if question:
            return frame.pieces(question)[:1]
    return ()


_QUESTION_BEFORE = re.compile(r"(?:^|[.!?”’\"]\s+)(?P<question>[A-Z][^.!?“”\"]{6,200}\?)\s+$")


def find_question_before(text: str, start: int, answer: Span) -> Span | None:
    """The reporter's own question right before an answer in quotation marks: "Had he known? “No,” said …".

    `start` is where the block begins. With other words between nobody can tell what was asked.
    """
    found = _QUESTION_BEFORE.search(text[start : answer.start])
    return Span(start=found.start("question"), end=found.end("question")).shifted(start) if found else None
