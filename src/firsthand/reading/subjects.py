"""Who the subject of a reporting verb is: its own, the one it shares, the antecedent of "who", the agent of a passive.

Works on one frame's parse, by token indices.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_CLIMBING = frozenset({"conj", "advcl", "xcomp", "pcomp", "acl", "ccomp", "dep", "prep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The words that name the source: token indices of the noun phrase; empty where nothing is printed. `expletive`
    for "it was said"."""

    tokens: tuple[int, ...] = ()
    head: int = -1
    expletive: bool = False


def subtree(token: Token, *, without: frozenset[int] = frozenset()) -> tuple[int, ...]:
    """Indices of the token and all below it, leaving out the branches that start at `without`."""
    found: list[int] = []
    open_tokens = [token]
    while open_tokens:
        current = open_tokens.pop()
        found.append(current.i)
        open_tokens.extend(child for child in current.children if child.i not in without)
    return tuple(sorted(found))


def is_passive(verb: Token) -> bool:
    """Whether the verb is a passive: with its auxiliary, or a bare participle after its noun."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.i == verb.sent.start and verb.dep_ in ("advcl", "csubj", "acl") and verb.tag_ in ("VBN", "VBD"):
        return True
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(child.dep_ in ("aux", "nsubj") for child in verb.children)
    ):
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and (
        verb.dep_ == "acl"
        or (
            any(child.dep_ == "agent" for child in verb.children)
            and not any(child.dep_ == "nsubj" for child in verb.children)
        )
    )


def told_of(verb: Token) -> Token | None:
    """What somebody unnamed says of the passive's subject: the infinitive of "was said to be ill"."""
    if verb.tag_ != "VBN" or not is_passive(verb):
        return None
    return next(
        (
            child
            for child in verb.children
            if child.dep_ == "xcomp" and any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children)
        ),
        None,
    )


def noun_phrase(head: Token) -> tuple[int, ...]:
    """The whole noun phrase of `head` with what hangs on it, as one unbroken run around the head."""
    tokens = subtree(head)
    first = last = tokens.index(head.i)
    while first > 0 and tokens[first - 1] == tokens[first] - 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] == tokens[last] + 1:
        last += 1
    return tokens[first : last + 1]


def subject_of(verb: Token) -> Subject:
    """Who says it: the verb's own subject, the antecedent of "who", the agent of a passive, or the subject it
    shares."""
    if is_passive(verb):
        return _agent(verb)
    own = [child for child in verb.children if child.dep_ in ("nsubj", "csubj")]
    if verb.dep_ == "relcl" and told_without_verb(verb.head.head) == verb.head:
        last = own[0].i if own else verb.head.i
        return Subject(tokens=tuple(range(verb.head.left_edge.i, last + 1)), head=verb.head.i)
    if (
        len(own) == 2
        and own[1].i < verb.i
        and max(subtree(own[0])) + 1 == min(subtree(own[1]))
        and not verb.doc[max(subtree(own[0]))].is_punct
    ):
        return Subject(tokens=tuple(sorted({*subtree(own[0]), *subtree(own[1])})), head=own[0].i)
    behind = _behind_clause(verb)
    if behind is not None:
        return Subject(tokens=noun_phrase(behind), head=behind.i)
    if own:
        return _from_noun(_nearest(own, verb), verb)
    beside = noun_beside(verb)
    if beside is not None:
        return _from_noun(beside, verb)
    first = listed_before(verb)
    if first is not None:
        return subject_of(first)
    outer = outer_verb(verb)
    if outer is not None:
        return subject_of(outer)
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
        return _antecedent(verb)
    if verb.dep_ in _CLIMBING and verb.head.i != verb.i:
        return _shared(verb)
    return _inverted(verb)


def _behind_clause(verb: Token) -> Token | None:
    """The noun right behind the verb of "It was not, wrote the judge: …", where the parser took the clause before for
    the verb's own."""
    if verb.i <= verb.sent.start or verb.nbor(-1).text != "," or verb.lemma_ not in _PLAINLY:
        return None
    noun = next((child for child in verb.children if child.dep_ in _OBJECTS and child.i > verb.i), None)
    if noun is None or noun.left_edge.i != verb.i + 1 or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    after = noun.right_edge.i + 1
    ends = after >= verb.sent.end or verb.doc[after].text in (":", ".")
    return noun if ends and any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children) else None


_PLAINLY = frozenset({"say", "write", "argue", "insist", "add", "explain", "reply", "claim", "conclude", "reckon"})
_OBJECTS = frozenset({"dobj", "npadvmod", "attr", "oprd"})


def told_without_verb(verb: Token) -> Token | None:
    """The first noun of a sentence told before a closing attribution, where the parser took its verb for a clause about
    it and left the noun as a second subject: in "The mate of the tug Quill asked for help, the guild said" the mate."""
    own = [child for child in verb.children if child.dep_ == "nsubj" and child.i < verb.i]
    if len(own) != 2 or own[0].left_edge.i != verb.sent.start:
        return None
    told, comma = subtree(own[0]), own[1].left_edge.i - 1
    clause = next((child for child in own[0].children if child.dep_ == "relcl" and child.i > own[0].i), None)
    if clause is None or verb.doc[comma].text != "," or max(told) != comma - 1 or clause.tag_ not in ("VBD", "VBZ"):
        return None
    marked = any(verb.doc[at].tag_ in ("WDT", "WP", "WP$") or verb.doc[at].text == "," for at in told if at <= clause.i)
    return None if marked else own[0]


def noun_beside(verb: Token) -> Token | None:
    """A noun right before a finite verb that the parser hung elsewhere: on "as", "but" or "since", or as an
    apposition of the noun before, or on the verb before like a time."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or verb.i == verb.sent.start:
        return None
    noun = verb.nbor(-1)
    for above in (noun, *noun.ancestors):
        place = subtree(above)
        apart = (
            above.i < verb.i
            and max(place) == verb.i - 1
            and min(place) > verb.sent.start
            and verb.doc[min(place) - 1].text == ","
        )
        told = above.dep_ in ("appos", "attr") or (above.dep_ == "npadvmod" and above.ent_type_ not in ("DATE", "TIME"))
        if told and apart and verb.dep_ in ("conj", "dep", "parataxis", "ROOT"):
            return above
    if (
        noun.dep_ == "pobj"
        and noun.pos_ in ("NOUN", "PROPN", "PRON")
        and noun.head.lower_ in ("as", "but", "since", "than", "before", "after")
    ):
        return noun
    return None


def listed_before(verb: Token) -> Token | None:
    """The first verb of "X denied A, said B and promised C", where the parser made it a clause of the second."""
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    for child in verb.children:
        if (
            child.dep_ == "ccomp"
            and child.i < verb.i
            and child.tag_ == verb.tag_
            and any(at.dep_ == "nsubj" for at in child.children)
        ):
            return child
    return None


_PERSONAL = frozenset({"he", "she", "they", "we", "i", "who"})


def outer_verb(verb: Token) -> Token | None:
    """The reporting verb whose subject this verb shares, where the parser hung it on that verb's content instead.

    "X said the storm had passed and urged people to …": the second verb of the same tense after a subject that
    cannot speak, or after
    another tense; "X said …, noting that …": a participle after a comma. `None` where the parse may stand.
    """
    inner = verb.head
    if inner.i == verb.i or any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    if inner.lower_ in ("before", "after"):
        inner = inner.head
    elif inner.dep_ in ("prep", "agent"):
        return None
    outer = _clause_owner(inner)
    mistagged = verb.tag_ == "VBN" and verb.dep_ == "conj" and any(opens_content(child) for child in verb.children)
    while outer is not None and not mistagged and verb.dep_ == "conj" and outer.tag_ != verb.tag_ and outer.i < verb.i:
        outer = _clause_owner(outer)
    if outer is None or outer.i > verb.i:
        return None
    if mistagged:
        return None if _can_speak(inner) else outer
    if verb.tag_ == "VBG":
        lead = verb.nbor(-1).lower_ if verb.i > verb.sent.start else ""
        return (
            outer
            if verb.dep_ in ("advcl", "pcomp", "conj")
            and (lead in (",", "—", "–", "before", "after") or not _can_speak(inner))
            else None
        )
    if (
        verb.dep_ != "conj"
        or verb.tag_ != outer.tag_
        or any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    ):
        return None
    return outer if inner.tag_ != outer.tag_ or not _can_speak(inner) else None


def _clause_owner(inner: Token) -> Token | None:
    """The verb whose content clause `inner` heads or is coordinated in."""
    while (
        inner.dep_ in ("conj", "relcl", "acl", "attr", "dobj", "pobj", "prep", "advcl", "appos")
        and inner.head.i != inner.i
    ):
        inner = inner.head
    return (
        inner.head
        if inner.dep_ in ("ccomp", "xcomp") and inner.head.pos_ in ("VERB", "AUX") and inner.head.i < inner.i
        else None
    )


def _can_speak(verb: Token) -> bool:
    """Whether the verb's subject is a person by its look: a pronoun for people or a name."""
    return any(
        child.dep_ in SUBJECTS and (child.lower_ in _PERSONAL or child.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"))
        for child in verb.children
    )


def _nearest(subjects: list[Token], verb: Token) -> Token:
    return min(subjects, key=lambda token: abs(token.i - verb.i))


def _from_noun(noun: Token, verb: Token) -> Subject:
    if noun.lower_ in RELATIVES and noun.tag_ in ("WP", "WDT", "IN"):
        return _antecedent(verb) if verb.dep_ == "relcl" else Subject()
    if noun.lower_ == "it" and _is_expletive(verb):
        return Subject(expletive=True)
    noun = _begun_anew(noun, verb)
    return Subject(tokens=_clear_of(noun_phrase(noun), verb), head=noun.i)


def _begun_anew(noun: Token, verb: Token) -> Token:
    """The noun behind a comma that the parser took for an apposition of the last noun told: in "a fire broke out on
    the Ada, the head of the guild told reporters" no comma closes it before the verb, so that it is the speaker."""
    for child in noun.children:
        place = subtree(child)
        if child.dep_ != "appos" or max(place) != verb.i - 1 or min(place) == 0:
            continue
        parted = verb.doc[min(place) - 1].text == "," and noun.i < min(place)
        told = min(subtree(noun)) > verb.sent.start and child.pos_ == "NOUN"
        if parted and told and verb.doc[min(place)].tag_ in ("DT", "PRP$"):
            return child
    return noun


_HIDING = frozenset({"identified", "named", "anonymity", "anonymous", "anonymously", "unnamed", "unidentified"})


def _antecedent(verb: Token) -> Subject:
    """The noun that a relative clause tells of. Who will not be named is no name: "an aide to Berg, who declined to be
    identified" is the aide."""
    noun = verb.head
    hides = any(at.lower_ in _HIDING for at in verb.subtree)
    if hides and noun.dep_ == "pobj" and noun.pos_ == "PROPN" and noun.head.head.pos_ == "NOUN":
        noun = noun.head.head
    return Subject(tokens=_before(noun_phrase(noun), verb), head=noun.i)


def _is_expletive(verb: Token) -> bool:
    return is_passive(verb)


def _clear_of(tokens: tuple[int, ...], verb: Token) -> tuple[int, ...]:
    """A subject never reaches over its verb."""
    return (
        tuple(at for at in tokens if at < verb.i) if tokens[0] < verb.i else tuple(at for at in tokens if at > verb.i)
    )


def _before(tokens: tuple[int, ...], verb: Token) -> tuple[int, ...]:
    start = min(subtree(verb))
    return tuple(at for at in tokens if at < start) or tokens[:1]


def _agent(verb: Token) -> Subject:
    expletive = any(child.dep_ in SUBJECTS and child.lower_ == "it" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    clause = [
                        at.i
                        for at in noun.children
                        if at.dep_ in ("relcl", "acl", "ccomp")
                        and at.i > noun.i
                        and verb.doc[min(subtree(at))].lower_ == "that"
                    ]
                    tokens = subtree(noun, without=frozenset(clause))
                    return Subject(tokens=tokens, head=noun.i, expletive=expletive)
    return Subject(expletive=expletive)


def opens_content(clause: Token) -> bool:
    """Whether the clause has a "that" of its own."""
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _shared(verb: Token) -> Subject:
    """The subject of the verb that this one hangs on: "said … and urged", "…, adding that", "went on to say"."""
    head = verb.head
    if head.pos_ not in ("VERB", "AUX"):
        if head.dep_ in _CLIMBING | {"prep", "agent"} and head.head.i != head.i:
            return _shared(head)
        return Subject()
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
        return Subject()
    if verb.dep_ == "xcomp":
        told = [child for child in head.children if child.dep_ in ("dobj", "dative")]
        if told:
            return Subject(tokens=noun_phrase(told[0]), head=told[0].i)
    passive = [child for child in head.children if child.dep_ == "nsubjpass"]
    if passive and passive[0].lower_ != "it":
        return _from_noun(_nearest(passive, head), head)
    found = subject_of(head)
    return found if found.head != verb.i else Subject()


def _inverted(verb: Token) -> Subject:
    """ "… said Odalys": a noun right behind the verb that the parser took for something else."""
    behind_quotation = verb.i > 1 and verb.nbor(-1).is_punct and verb.nbor(-2).dep_ == "intj"
    for child in verb.children:
        if (
            (child.i == verb.i + 1 or (behind_quotation and child.left_edge.i == verb.i + 1))
            and child.dep_ in ("dobj", "npadvmod", "attr", "oprd", "dep")
            and child.pos_ in ("PROPN", "PRON", "NOUN")
        ):
            return Subject(tokens=noun_phrase(child), head=child.i)
    return Subject()
