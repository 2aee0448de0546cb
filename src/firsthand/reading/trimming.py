"""Content cut to what its own verb says: without a second verb's words, a time of the saying, or an attribution of
the whole sentence."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from firsthand.reading import clauses, subjects
from firsthand.reading.cues import is_cue
from firsthand.reading.cuewords import CueWords
from firsthand.reading.frames import Frame


def less_shared(verb: Token, content: tuple[int, ...], words: CueWords) -> tuple[int, ...]:
    """Content without what another verb of the same speaker says, and without a contrasting speaker's clause."""
    drop: set[int] = set()
    for at in content:
        token = verb.doc[at]
        shared = subjects.outer_verb(token) if is_cue(token, words) else None
        contrasts = token.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in ("while", "whereas", "though", "although")
            for child in token.children
        )
        if (shared is not None and shared.i == verb.i) or (contrasts and token.pos_ == "VERB" and _speaks(token)):
            branch = set(subjects.subtree(token))
            drop |= branch | _joiners_before(verb, min(branch))
        if token.i < verb.i and token.pos_ == "VERB" and token.tag_ == "VBG" and initial_participle(token):
            drop |= {token.i, *initial_participle(token)}
    return tuple(at for at in content if at not in drop)


def _joiners_before(verb: Token, first: int) -> set[int]:
    """The words that join a branch to what stands before it: "and", ", and", "before", ", but then"."""
    found: set[int] = set()
    at = first - 1
    while (
        at > verb.i
        and len(found) < 3
        and verb.doc[at].lower_
        in (
            ("and", "but", ",", "then", "later", "also", "before", "after")
            if at == first - 1
            else ("and", "but", ",", "then")
        )
    ):
        found.add(at)
        at -= 1
    return found


def _speaks(token: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in token.children) and any(
        child.dep_ == "ccomp" for child in token.children
    )


def initial_participle(verb: Token) -> tuple[int, ...]:
    """ "Claiming his passport had been taken, he …": the words up to the comma before the main clause's subject."""
    is_subject = verb.dep_ in ("csubj", "csubjpass") and not any(
        child.dep_ in ("nsubj", "nsubjpass") for child in verb.head.children
    )
    if verb.tag_ != "VBG" or verb.i != verb.sent.start or is_subject:
        return ()
    main = [
        token
        for token in verb.sent
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT" and token.i > verb.i
    ]
    start = min((min(subjects.noun_phrase(token)) for token in main), default=0)
    comma = next((at for at in range(start - 1, verb.i, -1) if verb.doc[at].text == ","), None)
    if comma is None:
        return ()
    first = verb.i + 2 if verb.nbor(1).lower_ == "that" else verb.i + 1
    return tuple(range(first, comma))


def less_joiners(verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content without an "and" or "but" left over at its end."""
    while content and (verb.doc[content[-1]].dep_ in ("cc", "punct") and content[-1] > verb.i):
        if verb.doc[content[-1]].text in (")", "]", "%"):
            break
        content = content[:-1]
    return content


def less_aside(frame: Frame, verb: Token, content: tuple[int, ...], words: CueWords) -> tuple[int, ...]:
    """Content without the writer's remark on it at its end: "said it should be shut, a recommendation that the board
    adopted"."""
    for at in content:
        token = verb.doc[at]
        if at <= verb.i or token.text not in (",", "—", "–", "-") or at + 1 >= verb.sent.end:
            continue
        first = verb.doc[at + 1]
        noun = next((one for one in (first, *first.ancestors) if one.pos_ in ("NOUN", "PRON")), first)
        sums_up = noun.lemma_.lower() in words.summing or noun.lemma_.lower() in words.nouns
        told = [child for child in noun.children if child.dep_ in ("relcl", "acl", "ccomp") and child.i > noun.i]
        if (
            first.lower_ in ("a", "an", "something")
            and noun.left_edge.i == at + 1
            and sums_up
            and told
            and max(subjects.subtree(told[-1])) >= max(content)
            and not any(quote.start <= frame.starts[at] - frame.block.start < quote.end for quote in frame.loose)
        ):
            return tuple(other for other in content if other < at)
    return content


def with_inner_commas(verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content with the commas that the parser hung on another word, where nothing else was left out: "you did not,
    not if you liked your job"."""
    gaps = [before + 1 for before, after in pairwise(content) if after - before == 2]
    return tuple(sorted({*content, *(at for at in gaps if verb.doc[at].text == "," and at != verb.i)}))


def less_time(verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """ "said Friday deputies had …": the day right after the verb is the saying's."""
    if len(content) > 2 and content[0] == verb.i + 1 and verb.doc[content[0]].lower_ in _WEEKDAYS:
        return content[1:]
    return content


_WEEKDAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"}
)


def less_attributions(frame: Frame, verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content without a phrase that attributes the whole sentence ("…, according to X", "…, as reported by X", "…,
    citing X")."""
    drop: set[int] = set()
    for at in content:
        token = frame.doc[at]
        attributing = token.lower_ == "according" and token.i + 1 < len(frame.doc) and token.nbor(1).lower_ == "to"
        relaying = (
            token.dep_ == "advcl"
            and token.tag_ in ("VBN", "VBG")
            and token.lemma_ in ("report", "cite", "quote")
            and token.sent.root.i == verb.i
        )
        tail = (
            clauses.tail_start(token) if token.pos_ == "VERB" and token.lemma_ in _CLOSING and token.i != verb.i else -1
        )
        if tail > verb.i:
            drop.update(range(tail - 1, verb.sent.end))
        if (attributing or relaying) and token.i > verb.i and token.i > 0 and token.nbor(-1).text in (",", "as", "—"):
            drop.update(subjects.subtree(token))
    return tuple(at for at in content if at not in drop)


_CLOSING = frozenset(
    {
        "say",
        "tell",
        "add",
        "report",
        "write",
        "announce",
        "note",
        "explain",
        "state",
        "confirm",
        "warn",
        "insist",
        "claim",
    }
)
