"""Content that the parser hung elsewhere than on its verb of saying: on a noun, on an agent, or split in two."""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading.cuewords import Cue
from firsthand.reading.subjects import SUBJECTS, opens_content, subtree


def misplaced(verb: Token, cue: Cue) -> list[int]:
    """Content that the parser hung elsewhere, with a finite verb behind it that it left over."""
    found = (_split(verb, finite=True) if not cue.audience else []) or _elsewhere(verb, cue)
    after = max(found) + 1 if found else verb.sent.end
    following = verb.doc[after] if after < verb.sent.end else None
    if (
        following is not None
        and following.pos_ in ("VERB", "AUX")
        and following.dep_ == "ccomp"
        and following.head.i == verb.i
    ):
        return [*found, *(at for at in subtree(following) if at >= after)]
    return found


def left_over(verb: Token, after: int) -> list[int]:
    """The finite verb right behind the content, where its subject was joined to a noun of the content: "said he
    opened the valve and no water came"; and the part of a number told: "said 40 were saved, six of them children"."""
    following = verb.doc[after] if verb.i + 1 < after < verb.sent.end else None
    part = _part_of_number(verb, after)
    if part:
        return part
    if (
        following is None
        or following.tag_ not in _FINITE
        or (following.dep_, following.head.i) != ("conj", verb.i)
        or any(child.dep_ in SUBJECTS for child in following.children)
        or not any(at.dep_ == "conj" for at in (following.nbor(-1), following.nbor(-1).head))
    ):
        return []
    return [at for at in subtree(following) if at >= after]


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _part_of_number(verb: Token, after: int) -> list[int]:
    """A tail without a verb that begins with a number "of them" and that the parser hung on the verb of saying."""
    comma = after - 1 if verb.doc[after - 1].text == "," else after
    if not verb.i + 1 < comma < verb.sent.end - 3 or verb.doc[comma].text != ",":
        return []
    number, of, them = verb.doc[comma + 1 : comma + 4]
    if number.pos_ != "NUM" or of.lower_ != "of" or them.lower_ not in ("them", "whom", "those", "these"):
        return []
    tail = next((child for child in verb.children if min(subtree(child)) in (comma, number.i)), None)
    if tail is None or any(at.tag_ in _FINITE for at in tail.subtree):
        return []
    return [comma, *subtree(tail)]


def _elsewhere(verb: Token, cue: Cue) -> list[int]:
    """Content that the parser hung elsewhere: on the agent ("assured by a steward that …"), or split ("told the flat
    was empty")."""
    for agent in (child for child in verb.children if child.dep_ == "agent"):
        for noun in agent.children:
            for clause in noun.children:
                first = clause.doc[min(subtree(clause))] if clause.dep_ in ("relcl", "acl", "ccomp") else None
                if (
                    first is not None
                    and first.lower_ == "that"
                    and any(at.dep_ in SUBJECTS and at.i != first.i for at in clause.children)
                ):
                    return [at for at in subtree(clause) if at != first.i]
    return _deeper(verb, cue) or _split(verb)


def _deeper(verb: Token, cue: Cue) -> list[int]:
    """A clause that the parser hung on a noun or participle behind the verb: "told X in an interview published on
    Friday that …"."""
    passing = ("VBN", "VBG") if "question" in cue.takes else ("VBN",)
    for token in verb.subtree:
        if token.dep_ not in ("ccomp", "acl", "relcl", "advcl") or token.i <= verb.i or token.head.i == verb.i:
            continue
        asks = "question" in cue.takes and any(
            at.dep_ == "mark" and at.lower_ in ("whether", "if") for at in token.children
        )
        between = [at for at in token.ancestors if verb.i < at.i and at.pos_ == "VERB"]
        first = verb.doc[min(subtree(token))]
        complete = first.lower_ == "that" and any(at.dep_ in SUBJECTS and at.i > first.i for at in token.children)
        if (opens_content(token) or complete or asks) and all(
            (at.tag_ in passing and at.dep_ in ("acl", "amod", "advcl")) or at.lower_ == "writing" for at in between
        ):
            return [at for at in subtree(token) if verb.doc[at].lower_ != "that" or verb.doc[at].head.i != token.i]
    return []


def _split(verb: Token, *, finite: bool = False) -> list[int]:
    """A clause of which the parser took the subject for the verb's object: "told the flat was empty"."""
    for noun in (child for child in verb.children if child.dep_ in ("dobj", "npadvmod", "oprd") and child.i > verb.i):
        after = max(subtree(noun)) + 1
        following = verb.doc[after] if after < verb.sent.end else None
        if (
            following is not None
            and following.pos_ in ("VERB", "AUX")
            and (following.tag_ in _FINITE if finite else following.tag_ != "VBG")
            and not any(child.dep_ in SUBJECTS for child in following.children if finite)
            and following.head.i in (verb.i, verb.head.i)
        ):
            return [*subtree(noun), *subtree(following)]
    return []
