"""Grammar around a reporting verb: who its subject is, what its content is, whom it is told to. Works on one frame's parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from firsthand.reading.cuewords import Cue

CLAUSES = frozenset({"ccomp"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CLIMBING = frozenset({"conj", "advcl", "xcomp", "pcomp", "acl", "ccomp", "dep", "prep"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The words that name the source: token indices of the noun phrase; empty where nothing is printed. `expletive` for "it was said"."""

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
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "nsubj") for child in verb.children):
        return is_passive(verb.head)
    return verb.tag_ == "VBN" and (
        verb.dep_ == "acl"
        or any(child.dep_ == "agent" for child in verb.children)
        and not any(child.dep_ == "nsubj" for child in verb.children)
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
    """Who says it: the verb's own subject, the antecedent of "who", the agent of a passive, or the subject it shares."""
    if is_passive(verb):
        return _agent(verb)
    own = [child for child in verb.children if child.dep_ in ("nsubj", "csubj")]
    if len(own) == 2 and own[1].i < verb.i and max(subtree(own[0])) + 1 == min(subtree(own[1])) and not verb.doc[max(subtree(own[0]))].is_punct:
        return Subject(tokens=tuple(sorted({*subtree(own[0]), *subtree(own[1])})), head=own[0].i)
    if own:
        return _from_noun(_nearest(own, verb), verb)
    beside = _beside(verb)
    if beside is not None:
        return _from_noun(beside, verb)
    first = listed_before(verb)
    if first is not None:
        return subject_of(first)
    outer = outer_verb(verb)
    if outer is not None:
        return subject_of(outer)
    if verb.dep_ == "relcl" or verb.dep_ == "acl" and verb.tag_ == "VBG":
        return Subject(tokens=_before(noun_phrase(verb.head), verb), head=verb.head.i)
    if verb.dep_ in _CLIMBING and verb.head.i != verb.i:
        return _shared(verb)
    return _inverted(verb)


def _beside(verb: Token) -> Token | None:
    """A noun right before a finite verb that the parser hung elsewhere: on "as", "but" or "since", or as an apposition of the noun before."""
    if verb.tag_ not in ("VBZ", "VBD", "VBP") or verb.i == verb.sent.start:
        return None
    noun = verb.nbor(-1)
    for above in (noun, *noun.ancestors):
        place = subtree(above)
        apart = above.i < verb.i and max(place) == verb.i - 1 and min(place) > verb.sent.start and verb.doc[min(place) - 1].text == ","
        if above.dep_ == "appos" and apart and verb.dep_ in ("conj", "dep", "parataxis", "ROOT"):
            return above
    if noun.dep_ == "pobj" and noun.pos_ in ("NOUN", "PROPN", "PRON") and noun.head.lower_ in ("as", "but", "since", "than", "before", "after"):
        return noun
    return None


def listed_before(verb: Token) -> Token | None:
    """The first verb of "X denied A, said B and promised C", where the parser made it a clause of the second."""
    if any(child.dep_ in SUBJECTS for child in verb.children):
        return None
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i < verb.i and child.tag_ == verb.tag_ and any(at.dep_ == "nsubj" for at in child.children):
            return child
    return None


_PERSONAL = frozenset({"he", "she", "they", "we", "i", "who"})


def outer_verb(verb: Token) -> Token | None:
    """The reporting verb whose subject this verb shares, where the parser hung it on that verb's content instead.

    "X said the storm had passed and urged people to …": the second verb of the same tense after a subject that cannot speak, or after
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
    while outer is not None and verb.dep_ == "conj" and outer.tag_ != verb.tag_ and outer.i < verb.i:
        outer = _clause_owner(outer)
    if outer is None or outer.i > verb.i:
        return None
    if verb.tag_ == "VBG":
        lead = verb.nbor(-1).lower_ if verb.i > verb.sent.start else ""
        return outer if verb.dep_ in ("advcl", "pcomp", "conj") and (lead in (",", "—", "–", "before", "after") or not _can_speak(inner)) else None
    if verb.dep_ != "conj" or verb.tag_ != outer.tag_ or any(child.dep_ in ("aux", "auxpass") for child in verb.children):
        return None
    return outer if inner.tag_ != outer.tag_ or not _can_speak(inner) else None


def _clause_owner(inner: Token) -> Token | None:
    """The verb whose content clause `inner` heads or is coordinated in."""
    while inner.dep_ in ("conj", "relcl", "acl", "attr", "dobj", "pobj", "prep", "advcl", "appos") and inner.head.i != inner.i:
        inner = inner.head
    return inner.head if inner.dep_ in ("ccomp", "xcomp") and inner.head.pos_ in ("VERB", "AUX") and inner.head.i < inner.i else None


def _can_speak(verb: Token) -> bool:
    """Whether the verb's subject is a person by its look: a pronoun for people or a name."""
    return any(
        child.dep_ in SUBJECTS and (child.lower_ in _PERSONAL or child.ent_type_ in ("PERSON", "ORG", "GPE", "NORP"))
        for child in verb.children
    )


def _nearest(subjects: list[Token], verb: Token) -> Token:
    return min(subjects, key=lambda token: abs(token.i - verb.i))


def _from_noun(noun: Token, verb: Token) -> Subject:
    if noun.lower_ in _RELATIVES and noun.tag_ in ("WP", "WDT", "IN"):
        if verb.dep_ == "relcl":
            return Subject(tokens=_before(noun_phrase(verb.head), verb), head=verb.head.i)
        return Subject()
    if noun.lower_ == "it" and _is_expletive(verb):
        return Subject(expletive=True)
    return Subject(tokens=_clear_of(noun_phrase(noun), verb), head=noun.i)


def _is_expletive(verb: Token) -> bool:
    return is_passive(verb)


def _clear_of(tokens: tuple[int, ...], verb: Token) -> tuple[int, ...]:
    """A subject never reaches over its verb."""
    return tuple(at for at in tokens if at < verb.i) if tokens[0] < verb.i else tuple(at for at in tokens if at > verb.i)


def _before(tokens: tuple[int, ...], verb: Token) -> tuple[int, ...]:
    start = min(subtree(verb))
    return tuple(at for at in tokens if at < start) or tokens[:1]


def _agent(verb: Token) -> Subject:
    expletive = any(child.dep_ in SUBJECTS and child.lower_ == "it" for child in verb.children)
    for child in verb.children:
        if child.dep_ == "agent" or child.dep_ == "prep" and child.lower_ == "by":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    clause = [at.i for at in noun.children if at.dep_ in ("relcl", "acl", "ccomp") and at.i > noun.i and verb.doc[min(subtree(at))].lower_ == "that"]
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
    """"… said Odalys": a noun right behind the verb that the parser took for something else."""
    for child in verb.children:
        if child.i == verb.i + 1 and child.dep_ in ("dobj", "npadvmod", "attr", "oprd", "dep") and child.pos_ in ("PROPN", "PRON", "NOUN"):
            return Subject(tokens=noun_phrase(child), head=child.i)
    return Subject()


def content_of(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    """The tokens of the verb's content that grammar shows, without quotations; empty where there is none."""
    return (
        _clause(verb, cue, subject)
        or _infinitive(verb, cue)
        or _after_preposition(verb, cue)
        or _object(verb, cue)
        or _judgement(verb, cue)
        or _measure(verb, cue)
        or _around(verb, cue, subject)
        or _tail(verb, cue, subject)
    )


def _clause(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    if not cue.takes & {"clause", "question"}:
        return ()
    found: list[int] = []
    for child in verb.children:
        if child.i in subject.tokens or child.dep_ not in ("ccomp", "advcl", "xcomp", "csubj"):
            continue
        marks = {at.lower_ for at in child.children if at.dep_ in ("mark", "advmod", "nsubj", "dobj", "det", "aux", "attr", "nsubjpass") and at.i < child.i}
        if child.dep_ == "csubj" or child.dep_ == "advcl" and not (marks & {"whether", "if"} and "question" in cue.takes):
            continue
        if child.dep_ == "xcomp" and not ("that" in marks or child.pos_ == "AUX" and any(at.dep_ == "nsubj" for at in child.children)):
            continue
        if "question" in cue.takes and "clause" not in cue.takes and child.dep_ == "ccomp" and not _asks(child):
            continue
        if child == listed_before(verb) or not (_has_subject(child) or _lost_subject(verb, subject) or found and min(subtree(child)) == max(found) + 1):
            continue
        found.extend(_without_mark(child, verb, subject))
    if not found:
        found.extend(_misplaced(verb, cue))
    second = [
        child
        for child in verb.children
        if child.dep_ == "nsubj" and child.i not in subject.tokens and child.i != subject.head and child.lower_ not in _RELATIVES
    ]
    if found and second and min(found) > verb.i:
        found.extend(subtree(second[0]))
    if found and max(found) > verb.i:
        found.extend(at for child in verb.children if child.i > max(found) and _is_condition(child) for at in subtree(child))
    return tuple(sorted(set(found)))


_CONDITIONS = frozenset({"if", "unless", "because", "provided", "providing"})


def _is_condition(child: Token) -> bool:
    """A condition or reason behind the content, which the parser hung on the verb of saying: it is the speaker's."""
    if child.dep_ == "prep" and child.lower_ in ("provided", "providing"):
        return True
    return child.dep_ == "advcl" and any(at.dep_ == "mark" and at.lower_ in _CONDITIONS and at.i < child.i for at in child.children)


def _has_subject(clause: Token) -> bool:
    """A content clause has a subject of its own: "goods declared … are weighed" has none."""
    return any(child.dep_ in (*SUBJECTS, "expl", "attr") for child in clause.children) or clause.pos_ not in ("VERB", "AUX") or any(child.dep_ == "mark" for child in clause.children)


def _lost_subject(verb: Token, subject: Subject) -> bool:
    """Whether the parser gave the verb a second subject, its content's: "The vaccine, the minister said, would …"."""
    return sum(child.dep_ in SUBJECTS and child.i not in subject.tokens for child in verb.children) > 0


def _misplaced(verb: Token, cue: Cue) -> list[int]:
    """Content that the parser hung elsewhere, with a finite verb behind it that it left over."""
    found = _elsewhere(verb, cue)
    after = max(found) + 1 if found else verb.sent.end
    following = verb.doc[after] if after < verb.sent.end else None
    if following is not None and following.pos_ in ("VERB", "AUX") and following.dep_ == "ccomp" and following.head.i == verb.i:
        return [*found, *(at for at in subtree(following) if at >= after)]
    return found


def _elsewhere(verb: Token, cue: Cue) -> list[int]:
    """Content that the parser hung elsewhere: on the agent ("assured by a steward that …"), or split ("told the flat was empty")."""
    for agent in (child for child in verb.children if child.dep_ == "agent"):
        for noun in agent.children:
            for clause in noun.children:
                first = clause.doc[min(subtree(clause))] if clause.dep_ in ("relcl", "acl", "ccomp") else None
                if first is not None and first.lower_ == "that" and any(at.dep_ in SUBJECTS and at.i != first.i for at in clause.children):
                    return [at for at in subtree(clause) if at != first.i]
    return _deeper(verb, cue) or _split(verb)


def _deeper(verb: Token, cue: Cue) -> list[int]:
    """A clause that the parser hung on a noun or participle behind the verb: "told X in an interview published on Friday that …"."""
    passing = ("VBN", "VBG") if "question" in cue.takes else ("VBN",)
    for token in verb.subtree:
        if token.dep_ not in ("ccomp", "acl", "relcl", "advcl") or token.i < verb.i or token.head.i == verb.i:
            continue
        asks = "question" in cue.takes and any(at.dep_ == "mark" and at.lower_ in ("whether", "if") for at in token.children)
        between = [at for at in token.ancestors if verb.i < at.i and at.pos_ == "VERB"]
        if (opens_content(token) or asks) and all(at.tag_ in passing and at.dep_ in ("acl", "amod") for at in between):
            return [at for at in subtree(token) if verb.doc[at].lower_ != "that" or verb.doc[at].dep_ != "mark" or verb.doc[at].head.i != token.i]
    return []


def _split(verb: Token) -> list[int]:
    """A clause of which the parser took the subject for the verb's object: "told the flat was empty"."""
    for noun in (child for child in verb.children if child.dep_ in ("dobj", "npadvmod", "oprd") and child.i > verb.i):
        after = max(subtree(noun)) + 1
        following = verb.doc[after] if after < verb.sent.end else None
        if following is not None and following.pos_ in ("VERB", "AUX") and following.tag_ != "VBG" and following.head.i in (verb.i, verb.head.i):
            return [*subtree(noun), *subtree(following)]
    return []


_QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which", "whose", "whom"})


def _asks(clause: Token) -> bool:
    first = clause.doc[min(subtree(clause))]
    return first.lower_ in _QUESTION_WORDS


def _without_mark(clause: Token, verb: Token, subject: Subject) -> list[int]:
    """The clause's tokens but for "that", and without the attribution where that lies inside it."""
    tokens = [at for at in subtree(clause) if at not in subject.tokens]
    if verb.i in tokens:
        tokens = [at for at in tokens if at not in subtree(verb, without=frozenset({clause.i}))]
    tokens = [at for at in tokens if not (at < verb.i and clause.doc[at].lower_ in _RELATIVES)]
    while tokens and clause.doc[tokens[0]].lower_ in ("that", ",", "-", "and") and clause.doc[tokens[0]].dep_ in ("mark", "punct", "cc", "det"):
        if clause.doc[tokens[0]].dep_ == "det":
            break
        tokens = tokens[1:]
    return tokens


def _infinitive(verb: Token, cue: Cue) -> tuple[int, ...]:
    if "inf" not in cue.takes:
        return ()
    for child in verb.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl") and child.i > verb.i and any(at.dep_ == "aux" and at.lower_ == "to" for at in child.children):
            return tuple(sorted({*_moved(verb, cue, child), *subtree(child)}))
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.i > verb.i:
            for below in child.children:
                if below.dep_ in ("acl", "relcl") and any(at.dep_ == "aux" and at.lower_ == "to" for at in below.children):
                    return subtree(child)
    return ()


def _moved(verb: Token, cue: Cue, clause: Token) -> tuple[int, ...]:
    """Who is to do it: the object before the infinitive, or the subject of a passive ("the clinic was ordered to …")."""
    if cue.audience or cue.act.value not in ("order", "urge"):
        return ()
    if is_passive(verb):
        moved = [at for at in verb.children if at.dep_ == "nsubjpass" and at.lower_ not in ("it", "he", "she", "they")]
    else:
        moved = [at for at in verb.children if at.dep_ in ("dobj", "dative") and verb.i < at.i < clause.i and not _is_time(at)]
        if cue.act.value == "order":
            return ()
        moved += [below for at in verb.children if at.dep_ == "prep" and at.lower_ == "on" for below in at.children if below.dep_ == "pobj"]
    return tuple(at for token in moved for at in subtree(token))


def _after_preposition(verb: Token, cue: Cue) -> tuple[int, ...]:
    if "of" not in cue.takes:
        return ()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.prepositions:
            below = tuple(at for at in subtree(child) if at != child.i)
            if below:
                to_do = [at for other in verb.children if other.dep_ in ("xcomp", "advcl", "ccomp") and other.i > child.i for at in subtree(other)]
                return tuple(sorted({*below, *(to_do if cue.act.value == "urge" else ())}))
    return ()


def _object(verb: Token, cue: Cue) -> tuple[int, ...]:
    if "ing" in cue.takes:
        for child in verb.children:
            if child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VBG" and child.i > verb.i:
                return subtree(child)
    if cue.lemma in ("say", "report", "give", "claim", "estimate"):
        for child in verb.children:
            if child.dep_ in ("dobj", "attr", "acomp", "oprd") and child.pos_ == "NUM" and child.i > verb.i and not _is_time(child):
                return subtree(child)
    if "object" not in cue.takes or is_passive(verb):
        return ()
    if cue.act.value in ("deny", "confirm"):
        for child in verb.children:
            if child.dep_ == "dobj" and child.lower_ in ("that", "this", "it", "them", "so") and child.i > verb.i:
                return (child.i,)
    for child in verb.children:
        if child.dep_ in ("dobj", "ccomp") and child.i > verb.i and child.pos_ in ("NOUN", "PROPN", "VERB") and not _is_time(child):
            clause = [at for at in child.children if at.dep_ in ("acl", "relcl", "ccomp") and opens_content(at)]
            if cue.takes == {"object"} and not clause:
                own = [at for at in subtree(verb) if at > verb.i and at not in _adjuncts(verb, child)]
                return tuple(own)
            tail = [at.i for part in verb.children if part.dep_ in ("prep", "oprd") and part.i > child.i and part.lower_ in ("as", "of", "for", "from", "between") for at in part.subtree]
            if clause:
                return tuple(_without_mark(clause[0], verb, Subject()))
            later = {at for below in child.subtree if _is_since(below) for at in subtree(below)}
            return tuple(sorted({*subtree(child), *tail} - later))
    return ()


def _is_since(clause: Token) -> bool:
    """"expressed a wish to go since the war began": the reporter's own time, not the speaker's."""
    return clause.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "since" for child in clause.children)


def _adjuncts(verb: Token, noun: Token) -> set[int]:
    """Times and clauses beside the object that belong to the saying: "blamed the council on Monday, adding …"."""
    return {
        at
        for child in verb.children
        if child.i > noun.i and (child.dep_ in ("advcl", "npadvmod", "punct") or child.dep_ == "conj" and child.pos_ == "VERB" or child.lower_ in ("on", "in", "at", "during"))
        for at in subtree(child)
    }


def _measure(verb: Token, cue: Cue) -> tuple[int, ...]:
    """"put the toll at 40", "puts the wreck three miles out": what is measured and the amount."""
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    own = [at for at in subtree(verb) if at > verb.i]
    if "measure" not in cue.takes or not objects or not any(verb.doc[at].pos_ == "NUM" for at in own):
        return ()
    comma = next((at for at in own if verb.doc[at].text == "," and at > max(subtree(objects[0]))), verb.sent.end)
    return tuple(at for at in own if at < comma)


def _judgement(verb: Token, cue: Cue) -> tuple[int, ...]:
    """"called the inquiry toothless": the object with what it is called."""
    if "judgement" not in cue.takes or is_passive(verb):
        return ()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("ccomp", "oprd", "xcomp") and not any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children):
            objects = [at for part in verb.children if part.dep_ == "dobj" and part.i > verb.i for at in part.subtree]
            return tuple(sorted({*subtree(child), *(at.i for at in objects)}))
    return ()


def _around(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    """The sentence around a parenthesis: "The bridge, it was announced, would stay shut", "As X explained, the buoys drifted"."""
    if not cue.takes & {"clause"} and not cue.manner:
        return ()
    if _is_parenthesis(verb):
        own = set(subtree(verb))
        return tuple(token.i for token in verb.sent if token.i not in own and token.i not in subject.tokens)
    as_clause = verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if verb.dep_ != "parataxis" and not as_clause or verb.head.pos_ not in ("VERB", "AUX"):
        return ()
    own = set(subtree(verb))
    return tuple(at for at in subtree(verb.head) if at not in own and at not in subject.tokens)


def _is_parenthesis(verb: Token) -> bool:
    """"…, it was announced by X, …": between two commas, with an empty "it"."""
    own = subtree(verb)
    commas = [at for at in (min(own) - 1, max(own) + 1) if verb.sent.start <= at < verb.sent.end and verb.doc[at].text == ","]
    commas += [at for at in (min(own), max(own)) if verb.doc[at].text == ","]
    return len(commas) >= 2 and any(child.lower_ == "it" and child.dep_ in SUBJECTS for child in verb.children) and verb.dep_ in ("relcl", "parataxis", "ccomp", "acl", "advcl")


def tail_start(verb: Token) -> int:
    """Where the closing attribution of "…, the head of the union told a hearing on Tuesday." begins; -1 where the verb closes nothing."""
    own = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ not in _RELATIVES]
    beside = _beside(verb) if not own else None
    own = [beside] if beside is not None else own
    if not own or verb.dep_ not in ("ccomp", "parataxis", "conj", "dep", "relcl", "advcl", "acl", "appos"):
        return -1
    if any(child.dep_ in ("mark", "cc") or child.dep_ == "ccomp" and child.i > verb.i for child in verb.children):
        return -1
    start = min((*subtree(own[0]), *(child.i for child in verb.children if child.dep_ == "advmod" and child.i < own[0].i)))
    rest = [token for token in verb.doc[verb.i + 1 : verb.sent.end] if verb not in token.ancestors and not token.is_punct]
    if any(child.dep_ == "dobj" and child.pos_ == "NOUN" and verb.lemma_ not in ("tell", "inform") for child in verb.children):
        return -1
    if rest or start <= verb.sent.start + 2 or verb.doc[start - 1].text != ",":
        return -1
    return start


def _tail(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    """The sentence before a closing attribution that has a subject of its own."""
    start = tail_start(verb) if "clause" in cue.takes else -1
    return tuple(range(verb.sent.start, start - 1)) if start > 0 else ()


def _is_time(token: Token) -> bool:
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
    for child in verb.children:
        if child.i < verb.i or child.i in content and (cue.audience or not addressed):
            continue
        if addressed and child.dep_ in ("dobj", "dative") and not _is_time(child) and child.pos_ in ("NOUN", "PROPN", "PRON"):
            if _takes_infinitive(verb, child) or cue.audience or cue.act.value == "promise":
                return tuple(at for at in noun_phrase(child) if at not in content or not cue.audience or cue.act.value == "order")
        if child.dep_ in ("prep", "dative") and child.lower_ == "to" and cue.takes & {"clause", "inf"}:
            below = [at for at in child.children if at.dep_ == "pobj" and at.pos_ in ("NOUN", "PROPN", "PRON")]
            if below and child.i not in content:
                return tuple(at for at in noun_phrase(below[0]) if at not in content)
    return ()


def _takes_infinitive(verb: Token, noun: Token) -> bool:
    """Whether somebody is asked to do something: "urged the company to …"; the infinitive may hang on the verb or on the noun."""
    return any(
        child.dep_ in ("xcomp", "ccomp", "advcl", "acl", "relcl") and any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children)
        for child in (*verb.children, *noun.children)
    ) or any(child.dep_ == "ccomp" and noun.head.i == child.i for child in verb.children)
