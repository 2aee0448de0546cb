"""The figures of an article: amounts with what they count, how they are hedged and who gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.symbols import VERB
from spacy.tokens import Token

from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.amounts import Found, bounded, find_amounts, hedge_before
from firsthand.reading.counted import find_counted
from firsthand.reading.figure_antecedents import resolve_counted, taken_up
from firsthand.reading.figure_givers import Counter, find_counter
from firsthand.reading.figure_guards import is_figure, without_preposition
from firsthand.reading.figure_place import Place
from firsthand.reading.numerals import FigureWords, Number, load_figure_words
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import (
    Amount,
    EntityKind,
    Figure,
    FigureKind,
    Mention,
    Naming,
    Statement,
    TimeMention,
)
from firsthand.when import UNKNOWN_WHEN, When


def find_figures(
    parse: Parse,
    times: tuple[TimeMention, ...],
    statements: tuple[Statement, ...],
    *,
    mentions: tuple[Mention, ...] = (),
    words: FigureWords | None = None,
) -> tuple[Figure, ...]:
    """The figures of every block. Numbers inside a time, and numbers that name or order a thing, are none.

    The giver is whoever speaks in the innermost statement whose content holds the figure, or else the subject of a verb
    of counting; the report's own narration gives none. `mentions` lead such a subject to its referent.
    """
    around = _Around(times=times, statements=statements, mentions=mentions, words=words or load_figure_words())
    return tuple(figure for parsed in parse.blocks for figure in _in_block(parsed, around))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What else was read of the article."""

    times: tuple[TimeMention, ...]
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    words: FigureWords


def _in_block(parsed: ParsedBlock, around: _Around) -> Iterator[Figure]:
    block, words = parsed.block, around.words
    text = parsed.article.text[block.start : block.end]
    dated = [time.evidence.span for time in around.times if time.evidence.block == block.number]
    found: list[Figure] = []
    amounts = [*find_amounts(text, words), *_ratios(parsed, words), *_nones(parsed, words)]
    for amount in sorted(amounts, key=lambda one: one.start):
        span = Span(start=amount.start, end=amount.end).shifted(block.start)
        if any(span.overlaps(time) for time in dated):
            continue
        place = Place(found=amount, text=text, parsed=parsed, words=words)
        kept = is_figure(replace(place, found=without_preposition(place)))
        if kept is not None:
            found.append(_figure(kept, place, around, tuple(found)))
    yield from found


_TAKES_UP = re.compile(r"\b(?:the|all|these|those|all the)\s$", re.IGNORECASE)


def _figure(found: Found, place: Place, around: _Around, before: tuple[Figure, ...]) -> Figure:
    parsed = place.parsed
    evidence = parsed.article.evidence(Span(start=found.start, end=found.end).shifted(parsed.block.start))
    counted = tuple(parsed.article.evidence(span) for span in find_counted(found, place))
    counted = resolve_counted(counted, evidence, parsed, before)
    last = before[-1] if before else None
    bare = not counted and found.kind is FigureKind.COUNT
    if bare and last is not None and _same_sentence(parsed, last.evidence, evidence):
        counted = last.counted  # "counted 60 detainees; … counted more than 200"
    elif bare and _TAKES_UP.search(place.before):
        counted = taken_up(found.amount, before)  # "two lorries burned; the two were empty"
    statement = innermost(around.statements, evidence.span)
    giver = (
        _Giver(statement=_speaking(statement, around))
        if statement
        else _Giver(counter=find_counter(place, around.mentions, around.words))
    )
    return Figure(
        id=make_id("fg", parsed.article.id, evidence.start, evidence.end),
        report=parsed.article.report,
        evidence=evidence,
        amount=found.amount,
        kind=found.kind,
        hedge=found.hedge,
        counted=counted,
        giver=giver.referent,
        giver_naming=giver.naming,
        giver_evidence=giver.evidence,
        statement=statement.id if statement else "",
        as_of=_as_of(evidence, parsed, around.times),
        because=(Reason(rule=f"figures.{found.rule}", words=(evidence,)), *giver.because),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Giver:
    """Who gives a figure: the speaker of a statement, or the subject of a verb of counting."""

    statement: Statement | None = None
    counter: Counter | None = None

    @property
    def referent(self) -> str:
        if self.statement is not None:
            return self.statement.speakers[0] if self.statement.speakers else ""
        return self.counter.referent if self.counter is not None else ""

    @property
    def naming(self) -> Naming:
        if self.statement is not None:
            return self.statement.naming
        return self.counter.naming if self.counter is not None else Naming.UNKNOWN

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        if self.statement is not None:
            return self.statement.source
        return (self.counter.evidence,) if self.counter is not None else ()

    @property
    def because(self) -> tuple[Reason, ...]:
        if self.statement is not None:
            note = f"inside the content of {self.statement.id}"
            return (Reason(rule="figures.giver-speaks", words=self.statement.source, note=note),)
        return (Reason(rule="figures.giver-counts", words=self.evidence),) if self.counter is not None else ()


def _speaking(statement: Statement, around: _Around) -> Statement:
    """The statement itself, or the one around it where its own source names nobody.

    "Reports indicate …, according to the ministry" is the ministry's; "it is estimated" has no giver anywhere.
    """
    by_id = {other.id: other for other in around.statements}
    seen = statement
    while not seen.speakers and seen.source and seen.naming is Naming.UNKNOWN and seen.inside in by_id:
        seen = by_id[seen.inside]
    outer = by_id.get(seen.inside)
    if outer is not None and _tells_for(outer, seen, around):
        return outer
    return seen if seen.speakers else statement


def _tells_for(outer: Statement, inner: Statement, around: _Around) -> bool:
    """ "The coast guard revised its count to 229, Commander Berg said": the count is the word of the person by name
    who tells what a body did with it."""
    kinds = {mention.referent: mention.kind for mention in around.mentions}
    person = outer.naming is Naming.NAMED and all(kinds.get(one) is EntityKind.PERSON for one in outer.speakers)
    body = all(kinds.get(one) is EntityKind.ORGANISATION for one in inner.speakers)
    opens = bool(inner.source) and inner.source[0].start == outer.content[0].start
    return person and body and opens and bool(outer.speakers) and bool(inner.speakers)


def innermost(statements: tuple[Statement, ...], span: Span) -> Statement | None:
    """The statement whose content holds `span` most closely."""
    holding = [
        (piece.end - piece.start, statement)
        for statement in statements
        for piece in statement.content
        if piece.start <= span.start and span.end <= piece.end
    ]
    return min(holding, key=lambda pair: pair[0])[1] if holding else None


def _same_sentence(parsed: ParsedBlock, one: Evidence, other: Evidence) -> bool:
    first, second = parsed.tokens(one.span), parsed.tokens(other.span)
    return first is not None and second is not None and first[0].sent.start == second[0].sent.start


_AS_OF = ("as of", "as at", "as on")


def _as_of(figure: Evidence, parsed: ParsedBlock, times: tuple[TimeMention, ...]) -> When:
    """The time that the sentence says the count was taken at: "as of Monday"."""
    for time in times:
        if time.evidence.block != parsed.block.number or not _same_sentence(parsed, figure, time.evidence):
            continue
        before = parsed.article.text[parsed.block.start : time.evidence.start].rstrip().lower()
        if before.endswith(_AS_OF):
            return time.when
    return UNKNOWN_WHEN


def _ratios(parsed: ParsedBlock, words: FigureWords) -> Iterator[Found]:
    """ "Rents have more than tripled"."""
    for token in parsed.doc:
        factor = words.ratios.get(token.lemma_.lower()) if token.pos == VERB else None
        if factor is None or _doubles_as(token):
            continue
        end = token.idx + len(token.text)
        amount = Amount(low=factor, high=factor, unit="ratio")
        number = Number(start=token.idx, end=end, value=factor)
        hedge = hedge_before(parsed.text[: token.idx], words)
        if hedge:
            amount = bounded(amount, hedge[1])
        yield Found(
            kind=FigureKind.RATIO,
            amount=amount,
            start=token.idx,
            end=end,
            number=number,
            hedge=hedge[0] if hedge else "",
            rule="ratio",
        )


def _doubles_as(token: Token) -> bool:
    follows = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    return follows in ("as", "up", "down", "over", "back") or (token.tag_ == "VBG" and token.dep_ == "amod")


_NO = re.compile(r"\bno\b", re.IGNORECASE)


def _nones(parsed: ParsedBlock, words: FigureWords) -> Iterator[Found]:
    """ "There were no survivors": a count of nought; "no terms were agreed" counts nothing."""
    for token in parsed.doc if _NO.search(parsed.text) else ():
        if token.lower_ != "no" or token.dep_ != "det" or token.head.tag_ != "NNS":
            continue
        if token.head.lemma_.lower() not in words.none_nouns:
            continue
        verb = token.head.head
        there = any(child.dep_ == "expl" for child in verb.children)
        if there or token.head.dep_ == "nsubjpass":
            end = token.idx + len(token.text)
            zero = Decimal(0)
            yield Found(
                kind=FigureKind.COUNT,
                amount=Amount(low=zero, high=zero),
                start=token.idx,
                end=end,
                number=Number(start=token.idx, end=end, value=zero),
                rule="none",
            )
