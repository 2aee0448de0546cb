"""What is told to have happened or to be planned, with its time: the timeline's unit."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.evidence import Reason, Span, make_id
from firsthand.reading.figures import innermost
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import Event, Narration, Statement, TimeKind, TimeMention
from firsthand.when import Precision


def find_events(
    parse: Parse,
    times: tuple[TimeMention, ...],
    statements: tuple[Statement, ...],
    narrations: tuple[Narration, ...],
) -> tuple[Event, ...]:
    """One event for each resolved time that hangs on a verb: its sentence, its interval, and whose word it is.

    Echoes (headlines, standfirsts) are restated by the body and give no event of their own.
    """
    echoed = [narration.evidence.span for narration in narrations if narration.echo]
    found: list[Event] = []
    for time in times:
        if not time.when.known or time.kind is TimeKind.SET or any(span.covers(time.evidence.span) for span in echoed):
            continue
        found.extend(_event(parse.at(time.evidence.span), time, statements))
    return tuple(found)


def _event(parsed: ParsedBlock, time: TimeMention, statements: tuple[Statement, ...]) -> Iterator[Event]:
    tokens = parsed.tokens(time.evidence.span)
    verb = _verb(tokens.root) if tokens is not None else None
    if tokens is None or verb is None or not _governs(tokens, verb, time):
        return
    statement = innermost(statements, time.evidence.span)
    words = _told(parsed, verb, time, statement is not None)
    if words is None:
        return
    span = _trimmed(parsed, words)
    evidence = parsed.article.evidence(span)
    yield Event(
        id=make_id("ev", parsed.article.id, time.id, span.start, span.end),
        report=parsed.article.report,
        evidence=evidence,
        time=time.id,
        when=time.when,
        statement=statement.id if statement else "",
        because=(Reason(rule="events.time-on-verb", words=(time.evidence, parsed.evidence(verb))),),
    )


def _trimmed(parsed: ParsedBlock, span: Span) -> Span:
    quote = parsed.article.text[span.start : span.end]
    return Span(start=span.start + len(quote) - len(quote.lstrip()), end=span.start + len(quote.rstrip()))


def _verb(node: Token) -> Token | None:
    """The verb that the time hangs on, by way of prepositions and nouns; `None` in a line without one."""
    for _ in range(8):
        if node.pos_ in ("VERB", "AUX"):
            return node
        if node.head.i == node.i:
            return None
        node = node.head
    return None


_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "oprd", "dative", "appos"})
_OF_NOUN = frozenset({"nummod", "compound", "amod", "poss", "nmod"})
_COARSE = frozenset({Precision.YEAR, Precision.DECADE, Precision.SEASON, Precision.INTERVAL, Precision.MONTH})
_NAMING = frozenset({"of", "than", "as"})


def _governs(tokens: TokenSpan, verb: Token, mention: TimeMention) -> bool:
    """Whether the time says when the verb's act was: "gave the year as 1989" and "the 1998 law forbids" are of no year.

    A month or more behind a noun before the verb ("the flood of 1998 led to …") dates that noun. A day on a noun that
    takes part in the act ("Monday's fire killed nine", "in an interview on Thursday") dates the act too.
    """
    time = tokens.root
    if mention.when.precision not in _COARSE:
        return True
    lead = tokens.doc[tokens.start - 1] if tokens.start > tokens.root.sent.start else None
    if lead is None or lead.tag_ != "IN":
        coordinated = time.dep_ == "conj" and time.head.dep_ in _ARGUMENTS
        return not (time.dep_ in _ARGUMENTS or coordinated or time.dep_ in _OF_NOUN)
    if lead.lower_ in _NAMING:
        return lead.i > lead.sent.start and lead.nbor(-1).lower_ == "as"  # "as of May 2031"
    named = lead.i > lead.sent.start and lead.nbor(-1).pos_ in ("NOUN", "PROPN")
    return not (named and time.i < verb.i)


_NO_FACT = frozenset({"until", "till", "if", "unless", "whether", "than", "lest"})
_OTHER_TIME = frozenset({"after", "since", "because", "although", "though", "before"})


def _told(parsed: ParsedBlock, verb: Token, time: TimeMention, told: bool) -> Span | None:
    """The words of the event: the sentence of a main verb, else the clause with the noun that it belongs to.

    "Ada Quist, born in 1999, said …" is told of her birth as "Ada Quist, born in 1999". `None` where the clause
    tells no fact ("until the ship docked in May"). A clause that somebody said keeps its sentence, unless a statement
    holds it (`told`).
    """
    top = verb
    while top.dep_ in ("conj", "aux", "auxpass", "xcomp") and top.head.i != top.i:
        top = top.head
    marks = {child.lower_ for child in top.children if child.dep_ in ("mark", "advmod") and child.i < top.i}
    if marks & _NO_FACT:
        return None
    said = any(node.dep_ == "ccomp" for node in top.ancestors)
    if said and not told:
        return parsed.span(verb.sent)
    of_noun = (
        top.dep_ in ("acl", "relcl") and top.head.pos_ in ("NOUN", "PROPN") and "that" not in marks and top.tag_ != "VB"
    )
    if of_noun and time.when.precision in _COARSE:
        return _clause(parsed, _edge_of_noun(top.head), top)
    if top.dep_ == "advcl" and marks & _OTHER_TIME and any(child.dep_.startswith("nsubj") for child in top.children):
        first = next(child.i for child in top.children if child.lower_ in _OTHER_TIME) + 1
        return _clause(parsed, first, top)
    return parsed.span(verb.sent)


def _clause(parsed: ParsedBlock, first: int, top: Token) -> Span:
    last = top.right_edge.i
    while last > first and parsed.doc[last].text in (",", ";", ":", "-", "–", "—", "."):
        last -= 1
    return parsed.span(parsed.doc[first : last + 1])


def _edge_of_noun(noun: Token) -> int:
    """Where the noun phrase before a clause begins."""
    first = [child.left_edge.i for child in noun.children if child.i < noun.i and child.dep_ not in ("cc", "punct")]
    return min([noun.i, *first])
