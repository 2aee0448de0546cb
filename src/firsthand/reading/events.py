"""What is told to have happened or to be planned, with its time: the timeline's unit."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from firsthand.evidence import Reason, Span, make_id
from firsthand.reading.figures import innermost
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import Event, Narration, Statement, TimeKind, TimeMention


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
    if tokens is None or verb is None:
        return
    sentence = tokens.root.sent
    span = _trimmed(parsed, parsed.span(sentence))
    statement = innermost(statements, time.evidence.span)
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
