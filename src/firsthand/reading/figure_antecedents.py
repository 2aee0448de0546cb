"""Whom a counted pronoun means: "231 of them", "three of whom", where what was just counted leaves no doubt."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from firsthand.evidence import Evidence
from firsthand.reading.parse import ParsedBlock
from firsthand.reading.records import Amount, Figure, FigureKind

_PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you", "it", "this", "that", "who", "both"})
_TAKEN_UP = frozenset({"them", "whom", "these", "those", "which"})


def resolve_counted(
    counted: tuple[Evidence, ...], evidence: Evidence, parsed: ParsedBlock, before: tuple[Figure, ...]
) -> tuple[Evidence, ...]:
    """`counted` with a pronoun replaced by the noun that it takes up, or left out where several could be meant.

    `before` are the figures of the block so far, in text order. A plural noun that was counted in the same sentence is
    taken first, then the only plural noun of the sentence before.
    """
    if [one.quote.lower() for one in counted[:1]] == ["those"] and len(counted) > 1:
        return counted  # "56% of those surveyed"
    return tuple(
        resolved
        for one in counted
        for resolved in (_noun(one, evidence, parsed, before) if _is_pronoun(one) else (one,))
    )


def taken_up(amount: Amount, before: tuple[Figure, ...]) -> tuple[Evidence, ...]:
    """What "the two" or "all five" count: the noun that the latest figure of that amount counted, or nothing."""
    same = (figure for figure in reversed(before[-4:]) if figure.amount == amount and figure.kind is FigureKind.COUNT)
    figure = next(same, None)
    return figure.counted[:1] if figure is not None else ()


def _is_pronoun(one: Evidence) -> bool:
    return one.quote.lower() in _PRONOUNS


def _noun(one: Evidence, evidence: Evidence, parsed: ParsedBlock, before: tuple[Figure, ...]) -> tuple[Evidence, ...]:
    tokens = parsed.tokens(evidence.span)
    if one.quote.lower() not in _TAKEN_UP or tokens is None:
        return ()
    sentence = tokens[0].sent
    counted = _counted_in(sentence.start, tokens.start, parsed, before)
    if counted:
        return counted[-1:] if one.quote.lower() in ("whom", "which") or _same(counted) else ()
    if sentence.start == 0 or one.quote.lower() in ("whom", "which"):
        return ()
    return _of_sentence(parsed.doc[sentence.start - 1].sent.start, sentence.start, parsed, before)


def _of_sentence(first: int, last: int, parsed: ParsedBlock, before: tuple[Figure, ...]) -> tuple[Evidence, ...]:
    """The one plural noun counted in a sentence, or else its only plural noun."""
    counted = _counted_in(first, last, parsed, before)
    if counted:
        return counted[-1:] if _same(counted) else ()
    plurals = [token for token in parsed.doc[first:last] if token.tag_ in ("NNS", "NNPS") and token.dep_ != "compound"]
    return (_phrase(plurals[0], parsed.doc, parsed),) if len({token.lemma_ for token in plurals}) == 1 else ()


def _counted_in(first: int, last: int, parsed: ParsedBlock, before: tuple[Figure, ...]) -> tuple[Evidence, ...]:
    """The nouns that figures between two tokens count, states ("missing") aside."""
    found = []
    for figure in before:
        tokens = parsed.tokens(figure.evidence.span)
        if figure.kind is not FigureKind.COUNT or tokens is None or not first <= tokens.start < last:
            continue
        found += [one for one in figure.counted[:1] if _is_noun(one, parsed)]
    return tuple(found)


def _is_noun(one: Evidence, parsed: ParsedBlock) -> bool:
    tokens = parsed.tokens(one.span)
    return tokens is not None and tokens[-1].tag_ in ("NNS", "NNPS", "NN")


def _same(counted: tuple[Evidence, ...]) -> bool:
    return len({one.quote.lower().split()[-1] for one in counted}) == 1


def _phrase(noun: Token, doc: Doc, parsed: ParsedBlock) -> Evidence:
    """The noun with the adjectives and nouns right before it."""
    first = noun
    while first.i and first.nbor(-1).pos_ in ("ADJ", "NOUN", "PROPN") and first.nbor(-1).head.i == noun.i:
        first = first.nbor(-1)
    return parsed.evidence(doc[first.i : noun.i + 1])
