"""What the content of a reporting verb is: the clause, infinitive or noun phrase that grammar hangs on it, or hung
elsewhere.

Works on one frame's parse, by token indices; quotations are claimed apart (see `quoted`).
"""

from __future__ import annotations

from spacy.tokens import Token

from firsthand.reading.asked import ASKING
from firsthand.reading.audiences import is_time
from firsthand.reading.cuewords import Cue
from firsthand.reading.misplaced import left_over, misplaced
from firsthand.reading.subjects import (
    RELATIVES,
    SUBJECTS,
    Subject,
    is_passive,
    listed_before,
    noun_beside,
    opens_content,
    subtree,
    told_of,
    told_without_verb,
)


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
    told = told_without_verb(verb)
    if told is not None:
        return subtree(told)
    found: list[int] = []
    for child in verb.children:
        if child.i in subject.tokens or child.dep_ not in ("ccomp", "advcl", "xcomp", "csubj"):
            continue
        marks = {
            at.lower_
            for at in child.children
            if at.dep_ in ("mark", "advmod", "nsubj", "dobj", "det", "aux", "attr", "nsubjpass") and at.i < child.i
        }
        if child.dep_ == "csubj" or (
            child.dep_ == "advcl" and not (marks & {"whether", "if"} and "question" in cue.takes)
        ):
            continue
        if child.dep_ == "xcomp" and not (
            "that" in marks or (child.pos_ == "AUX" and any(at.dep_ == "nsubj" for at in child.children))
        ):
            continue
        if "question" in cue.takes and "clause" not in cue.takes and child.dep_ == "ccomp" and not _asks(child):
            continue
        if (
            child == listed_before(verb)
            or _is_told_before(child, verb, subject)
            or not (
                _has_subject(child) or _lost_subject(verb, subject) or (found and min(subtree(child)) == max(found) + 1)
            )
        ):
            continue
        found.extend(_without_mark(child, verb, subject))
    if found:
        second_clause = next((child for child in verb.children if _goes_on(child, max(found))), None)
        found.extend(range(max(found) + 1, max(subtree(second_clause)) + 1) if second_clause is not None else ())
    found.extend(left_over(verb, max(found) + 1) if found else misplaced(verb, cue))
    second = [
        child
        for child in verb.children
        if child.dep_ == "nsubj"
        and child.i not in subject.tokens
        and child.i != subject.head
        and child.lower_ not in RELATIVES
    ]
    if found and second and min(found) > verb.i and not _asks_first(verb):
        found.extend(subtree(second[0]))
    if found and max(found) > verb.i:
        found.extend(
            at for child in verb.children if child.i > max(found) and _is_condition(child) for at in subtree(child)
        )
    return tuple(sorted(set(found)))


_CONDITIONS = frozenset({"if", "unless", "because", "provided", "providing"})


def _is_condition(child: Token) -> bool:
    """A condition or reason behind the content, which the parser hung on the verb of saying: it is the speaker's."""
    if child.dep_ == "prep" and child.lower_ in ("provided", "providing"):
        return True
    return child.dep_ == "advcl" and any(
        at.dep_ == "mark" and at.lower_ in _CONDITIONS and at.i < child.i for at in child.children
    )


def _asks_first(verb: Token) -> bool:
    """Whether the sentence opens with the question: "Pressed by the chair, X, on whether …, she replied"."""
    return any(
        child.dep_ == "advcl" and child.i == verb.sent.start and child.lemma_ in ASKING and child.tag_ in ("VBN", "VBD")
        for child in verb.children
    )


def _is_told_before(clause: Token, verb: Token, subject: Subject) -> bool:
    """Whether a semicolon parts the clause before the verb from the verb and its subject: it is somebody else's."""
    first = min(subject.tokens, default=verb.i)
    return clause.i < first and any(token.text == ";" for token in verb.doc[clause.i : first])


def _goes_on(child: Token, after: int) -> bool:
    """A second "that" clause which the parser joined to the verb of saying: "said that A, and that B"."""
    return child.dep_ == "conj" and child.i > after and opens_content(child)


def _has_subject(clause: Token) -> bool:
    """A content clause has a subject of its own: "goods declared … are weighed" has none."""
    return (
        any(child.dep_ in (*SUBJECTS, "expl", "attr") for child in clause.children)
        or clause.pos_ not in ("VERB", "AUX")
        or any(child.dep_ == "mark" for child in clause.children)
    )


def _lost_subject(verb: Token, subject: Subject) -> bool:
    """Whether the parser gave the verb a second subject, its content's: "The vaccine, the minister said, would …"."""
    return sum(child.dep_ in SUBJECTS and child.i not in subject.tokens for child in verb.children) > 0


_QUESTION_WORDS = frozenset({"whether", "if", "who", "what", "when", "where", "why", "how", "which", "whose", "whom"})


def _asks(clause: Token) -> bool:
    first = clause.doc[min(subtree(clause))]
    return first.lower_ in _QUESTION_WORDS


def _without_mark(clause: Token, verb: Token, subject: Subject) -> list[int]:
    """The clause's tokens but for "that", and without the attribution where that lies inside it."""
    tokens = [at for at in subtree(clause) if at not in subject.tokens]
    if verb.i in tokens:
        tokens = [at for at in tokens if at not in subtree(verb, without=frozenset({clause.i}))]
    opening = min(tokens, default=0)
    tokens = [at for at in tokens if not (at < verb.i and _is_relative(clause.doc[at], verb, opening))]
    while (
        tokens
        and clause.doc[tokens[0]].lower_ in ("that", ",", "-", "and")
        and clause.doc[tokens[0]].dep_ in ("mark", "punct", "cc", "det")
    ):
        if clause.doc[tokens[0]].dep_ == "det":
            break
        tokens = tokens[1:]
    return tokens


def _is_relative(token: Token, verb: Token, opening: int) -> bool:
    """A relative word that ties the content to the verb: not one further inside ("a clerk who doubts it must …"), nor
    the "that" that opens its sentence as a subject ("That would be a breach, argues X")."""
    if token.lower_ not in RELATIVES or token.dep_ == "det" or (token.i != opening and token.head.i != verb.i):
        return False
    return not (token.lower_ == "that" and token.i == verb.sent.start and token.dep_ in SUBJECTS)


def _infinitive(verb: Token, cue: Cue) -> tuple[int, ...]:
    said = told_of(verb) if "clause" in cue.takes and cue.act.value in ("say", "think") and not cue.audience else None
    if said is not None:
        of_whom = [at for child in verb.children if child.dep_ == "nsubjpass" for at in subtree(child)]
        return tuple(sorted({*of_whom, *subtree(said)}))
    if "inf" not in cue.takes:
        return ()
    for child in verb.children:
        if (
            child.dep_ in ("xcomp", "ccomp", "advcl")
            and child.i > verb.i
            and any(at.dep_ == "aux" and at.lower_ == "to" for at in child.children)
        ):
            return tuple(sorted({*_moved(verb, cue, child), *subtree(child)}))
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and child.i > verb.i:
            for below in child.children:
                if below.dep_ in ("acl", "relcl") and any(
                    at.dep_ == "aux" and at.lower_ == "to" for at in below.children
                ):
                    return subtree(child)
    return ()


def _moved(verb: Token, cue: Cue, clause: Token) -> tuple[int, ...]:
    """Who is to do it: the object before the infinitive, or the subject of a passive ("the clinic was ordered to
    …")."""
    if cue.audience or cue.act.value not in ("order", "urge"):
        return ()
    if is_passive(verb):
        moved = [at for at in verb.children if at.dep_ == "nsubjpass" and at.lower_ not in ("it", "he", "she", "they")]
    else:
        moved = [
            at for at in verb.children if at.dep_ in ("dobj", "dative") and verb.i < at.i < clause.i and not is_time(at)
        ]
        if cue.act.value == "order":
            return ()
        moved += [
            below
            for at in verb.children
            if at.dep_ == "prep" and at.lower_ == "on"
            for below in at.children
            if below.dep_ == "pobj"
        ]
    return tuple(at for token in moved for at in subtree(token))


def _after_preposition(verb: Token, cue: Cue) -> tuple[int, ...]:
    if "of" not in cue.takes:
        return ()
    for child in verb.children:
        if child.i > verb.i and child.dep_ in ("prep", "prt", "agent") and child.lower_ in cue.prepositions:
            below = tuple(at for at in subtree(child) if at != child.i)
            if below:
                to_do = [
                    at
                    for other in verb.children
                    if other.dep_ in ("xcomp", "advcl", "ccomp") and other.i > child.i
                    for at in subtree(other)
                ]
                return tuple(sorted({*below, *(to_do if cue.act.value == "urge" else ())}))
    return ()


def _object(verb: Token, cue: Cue) -> tuple[int, ...]:
    if "ing" in cue.takes:
        for child in verb.children:
            gerund = child.tag_ == "VBG" or any(at.lower_ == "having" and at.dep_ == "aux" for at in child.children)
            if child.dep_ in ("xcomp", "ccomp") and gerund and child.i > verb.i:
                return subtree(child)
    if cue.lemma in _COUNTING:
        for child in verb.children:
            if (
                child.dep_ in ("dobj", "attr", "acomp", "oprd")
                and child.pos_ == "NUM"
                and child.i > verb.i
                and not is_time(child)
            ):
                return subtree(child)
    if "object" not in cue.takes or is_passive(verb):
        return ()
    if cue.act.value in ("deny", "confirm"):
        for child in verb.children:
            if child.dep_ == "dobj" and child.lower_ in ("that", "this", "it", "them", "so") and child.i > verb.i:
                return (child.i,)
    for child in verb.children:
        if (
            child.dep_ in ("dobj", "ccomp")
            and child.i > verb.i
            and (
                child.pos_ in ("NOUN", "PROPN", "VERB")
                or (child.pos_ == "PRON" and cue.takes == {"object"} and cue.act.value == "say")
            )
            and not is_time(child)
        ):
            clause = [at for at in child.children if at.dep_ in ("acl", "relcl", "ccomp") and opens_content(at)]
            if cue.takes == {"object"} and not clause:
                apart = _adjuncts(verb, child) | _receivers(verb, cue)
                return tuple(at for at in subtree(verb) if at > verb.i and at not in apart)
            tail = [
                at.i
                for part in verb.children
                if part.dep_ in ("prep", "oprd")
                and part.i > child.i
                and part.lower_ in ("as", "of", "for", "from", "between")
                for at in part.subtree
            ]
            if clause:
                return tuple(_without_mark(clause[0], verb, Subject()))
            end = max((*subtree(child), *tail)) + 1
            tail += [
                at
                for part in verb.children
                if part.dep_ in ("xcomp", "advcl") and part.tag_ == "VB" and min(subtree(part)) == end
                for at in subtree(part)
            ]
            later = {at for below in child.subtree if _is_since(below) for at in subtree(below)}
            return tuple(sorted({*subtree(child), *tail} - later))
    return ()


_COUNTING = frozenset(
    (
        "say", "report", "give", "claim", "estimate", "insist", "maintain", "assert", "contend", "state", "allege",
        "reckon", "confirm", "admit",
    )
)  # fmt: skip
"""Verbs after which a bare number is what is told: "the guild insists 40"; what a team added or posted is a score."""


def _is_since(clause: Token) -> bool:
    """ "expressed a wish to go since the war began": the reporter's own time, not the speaker's."""
    return clause.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "since" for child in clause.children)


def _adjuncts(verb: Token, noun: Token) -> set[int]:
    """Times and clauses beside the object that belong to the saying: "blamed the council on Monday, adding …".
    What it is called is none of them: "described the yard during a hearing as …"."""
    apart = {
        at
        for child in verb.children
        if child.i > noun.i
        and (
            child.dep_ in ("advcl", "npadvmod", "punct")
            or (child.dep_ == "conj" and child.pos_ == "VERB")
            or child.lower_ in ("on", "in", "at", "during")
        )
        for at in subtree(child)
    }
    as_what = [at for at in apart if verb.doc[at].lower_ == "as" and verb.doc[at].dep_ == "prep"]
    return {at for at in apart if not as_what or at < min(as_what)}


def _receivers(verb: Token, cue: Cue) -> set[int]:
    """To whom something is promised: "promised the families an answer"."""
    if cue.act.value != "promise":
        return set()
    return {at for child in verb.children if child.dep_ == "dative" and child.i > verb.i for at in subtree(child)}


def _measure(verb: Token, cue: Cue) -> tuple[int, ...]:
    """ "put the toll at 40", "puts the wreck three miles out": what is measured and the amount."""
    objects = [child for child in verb.children if child.dep_ == "dobj" and child.i > verb.i]
    own = [at for at in subtree(verb) if at > verb.i]
    if "measure" not in cue.takes or not objects or not any(verb.doc[at].pos_ == "NUM" for at in own):
        return ()
    comma = next((at for at in own if verb.doc[at].text == "," and at > max(subtree(objects[0]))), verb.sent.end)
    return tuple(at for at in own if at < comma)


def _judgement(verb: Token, cue: Cue) -> tuple[int, ...]:
    """ "called the inquiry toothless": the object with what it is called."""
    if "judgement" not in cue.takes or is_passive(verb):
        return ()
    for child in verb.children:
        if (
            child.i > verb.i
            and child.dep_ in ("ccomp", "oprd", "xcomp")
            and not any(at.lower_ == "to" and at.dep_ == "aux" for at in child.children)
        ):
            objects = [at for part in verb.children if part.dep_ == "dobj" and part.i > verb.i for at in part.subtree]
            return tuple(sorted({*subtree(child), *(at.i for at in objects)}))
    return ()


def _around(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    """The sentence around a parenthesis: "The bridge, it was announced, would stay shut", "As X explained, the buoys
    drifted"."""
    if not cue.takes & {"clause"} and not cue.manner:
        return ()
    if any(token.text == ";" for token in verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)]):
        return ()  # what stands before a semicolon is somebody else's
    if _is_parenthesis(verb):
        own = set(subtree(verb))
        return tuple(token.i for token in verb.sent if token.i not in own and token.i not in subject.tokens)
    as_clause = verb.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.children)
    if (verb.dep_ != "parataxis" and not as_clause) or verb.head.pos_ not in ("VERB", "AUX"):
        return ()
    if verb.head.i > verb.i and verb.head.tag_ == "VBG" and not any(at.dep_ == "aux" for at in verb.head.children):
        return ()  # "she said, her voice dropping": how it was said
    own = set(subtree(verb))
    return tuple(at for at in subtree(verb.head) if at not in own and at not in subject.tokens)


def _is_parenthesis(verb: Token) -> bool:
    """ "…, it was announced by X, …": between two commas, with an empty "it"."""
    own = subtree(verb)
    commas = [
        at for at in (min(own) - 1, max(own) + 1) if verb.sent.start <= at < verb.sent.end and verb.doc[at].text == ","
    ]
    commas += [at for at in (min(own), max(own)) if verb.doc[at].text == ","]
    return (
        len(commas) >= 2
        and any(child.lower_ == "it" and child.dep_ in SUBJECTS for child in verb.children)
        and verb.dep_ in ("relcl", "parataxis", "ccomp", "acl", "advcl")
    )


def tail_start(verb: Token) -> int:
    """Where the closing attribution of "…, the head of the union told a hearing on Tuesday." begins; -1 where the
    verb closes nothing."""
    own = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ not in RELATIVES]
    beside = noun_beside(verb) if not own else None
    own = [beside] if beside is not None else own
    if not own and verb.dep_ == "relcl" and not any(child.dep_ in SUBJECTS for child in verb.children):
        own = [verb.head]  # ", engineers who inspected it said": the first clause has the "who"
    if not own or verb.dep_ not in ("ccomp", "parataxis", "conj", "dep", "relcl", "advcl", "acl", "appos"):
        return -1
    if any(child.dep_ in ("mark", "cc") or (child.dep_ == "ccomp" and child.i > verb.i) for child in verb.children):
        return -1
    if own[0].i > verb.i:
        return -1
    start = min(
        (
            *(at for at in subtree(own[0]) if at < verb.i),
            *(child.i for child in verb.children if child.dep_ == "advmod" and child.i < own[0].i),
        )
    )
    rest = [
        token for token in verb.doc[verb.i + 1 : verb.sent.end] if verb not in token.ancestors and not token.is_punct
    ]
    if any(
        child.dep_ == "dobj" and child.pos_ == "NOUN" and verb.lemma_ not in ("tell", "inform")
        for child in verb.children
    ):
        return -1
    if rest or start <= verb.sent.start + 2 or verb.doc[start - 1].text != ",":
        return -1
    return start


def _tail(verb: Token, cue: Cue, subject: Subject) -> tuple[int, ...]:
    """The sentence before a closing attribution that has a subject of its own."""
    start = tail_start(verb) if "clause" in cue.takes else -1
    return tuple(range(verb.sent.start, start - 1)) if start > 0 else ()
