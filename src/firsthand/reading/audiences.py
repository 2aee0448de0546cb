"""Whom a saying is told to: the object of "told", the subject of "was told", or the phrase after "to"."""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading.cuewords import Cue
from firsthand.reading.subjects import is_passive, noun_phrase


def is_time(token: Token) -> bool:
    """A time and no newspaper: "told the weekly Orin Post" is tagged as a date too."""
    if token.lower_ in ("daily", "weekly", "monthly", "quarterly"):
        return False
    return token.ent_type_ in ("DATE", "TIME") or token.dep_ == "npadvmod"


def audience_of(verb: Token, cue: Cue, content: tuple[int, ...]) -> tuple[int, ...]:
    """Whom it is told to: the object of "told", the subject of "was told", or the phrase after "to"."""
    addressed = cue.audience or cue.act.value in ("urge", "order", "promise")
    if addressed and is_passive(verb):
        for child in verb.children:
            if child.dep_ in ("nsubjpass", "nsubj") and child.lower_ != "it":
                return noun_phrase(child)
        return ()
    if cue.act.value == "urge" and (called := _called_on(verb)) is not None:
        return noun_phrase(called)
    for child in verb.children:
        if child.i < verb.i or (child.i in content and (cue.audience or not addressed)):
            continue
        if (
            addressed
            and child.dep_ in ("dobj", "dative")
            and not is_time(child)
            and child.pos_ in ("NOUN", "PROPN", "PRON")
        ) and (
            _takes_infinitive(verb, child)
            or cue.audience
            or (cue.act.value == "promise" and (child.dep_ == "dative" or child.i not in content))
        ):
            return tuple(
                at for at in noun_phrase(child) if at not in content or not cue.audience or cue.act.value == "order"
            )
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and cue.takes & {"clause", "inf"}:
            below = [at for at in child.children if at.dep_ == "pobj" and at.pos_ in ("NOUN", "PROPN", "PRON")]
            if below and child.i not in content:
                return tuple(at for at in noun_phrase(below[0]) if at not in content)
    return ()


def _called_on(verb: Token) -> Token | None:
    """Who is called on to do something: "called on the owner, X, to repair it"."""
    if verb.lemma_ not in ("call", "appeal", "prevail") or not any(
        child.dep_ in ("xcomp", "advcl") for child in verb.children
    ):
        return None
    return next(
        (
            noun
            for child in verb.children
            if child.dep_ in ("prep", "prt") and child.lower_ in ("on", "upon", "to") and child.i > verb.i
            for noun in child.children
            if noun.dep_ == "pobj"
        ),
        None,
    )


def _takes_infinitive(verb: Token, noun: Token) -> bool:
    """Whether somebody is asked to do something: "urged the company to …"; the infinitive may hang on the verb or on
    the noun."""
    return any(
        child.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl")
        and any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children)
        for child in (*verb.children, *noun.children)
    ) or any(child.dep_ == "ccomp" and noun.head.i == child.i for child in verb.children)
