"""The figures of an article: amounts with what they count, how they are hedged and who gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.amounts import Found, find_amounts, hedge_before
from firsthand.reading.counted import find_counted
from firsthand.reading.figure_guards import Place, is_figure
from firsthand.reading.numerals import FigureWords, Number, load_figure_words
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import (
    Amount,
    Figure,
    FigureKind,
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
    words: FigureWords | None = None,
) -> tuple[Figure, ...]:
    """The figures of every block. Numbers inside a time, and numbers that name or order a thing, are none.

    The giver is whoever speaks in the innermost statement whose content holds the figure; the report's own narration gives
    a figure without a giver.
    """
    known = words or load_figure_words()
    found: list[Figure] = []
    for parsed in parse.blocks:
        found.extend(_in_block(parsed, times, statements, known))
    return tuple(found)


def _in_block(
    parsed: ParsedBlock, times: tuple[TimeMention, ...], statements: tuple[Statement, ...], words: FigureWords
) -> Iterator[Figure]:
    block = parsed.block
    text = parsed.article.text[block.start : block.end]
    dated = [time.evidence.span.shifted(-block.start) for time in times if time.evidence.block == block.number]
    last: Figure | None = None
    amounts = [*find_amounts(text, words), *_ratios(parsed, words), *_nones(parsed)]
    for amount in sorted(amounts, key=lambda one: one.start):
        span = Span(start=amount.start, end=amount.end)
        if any(span.overlaps(time) for time in dated):
            continue
        place = Place(found=amount, text=text, parsed=parsed, words=words)
        kept = is_figure(place)
        if kept is None:
            continue
        last = _figure(kept, place, statements, last)
        yield replace(last, as_of=_as_of(last, parsed, times))


def _figure(found: Found, place: Place, statements: tuple[Statement, ...], last: Figure | None) -> Figure:
    parsed = place.parsed
    evidence = parsed.article.evidence(Span(start=found.start, end=found.end).shifted(parsed.block.start))
    counted = tuple(parsed.article.evidence(span) for span in find_counted(found, place))
    if not counted and found.kind is FigureKind.COUNT and last is not None and _same_sentence(parsed, last.evidence, evidence):
        counted = last.counted
    statement = innermost(statements, evidence.span)
    return Figure(
        id=make_id("fg", parsed.article.id, evidence.start, evidence.end),
        report=parsed.article.report,
        evidence=evidence,
        amount=found.amount,
        kind=found.kind,
        hedge=found.hedge,
        counted=counted,
        giver=statement.speakers[0] if statement and statement.speakers else "",
        giver_naming=statement.naming if statement else Naming.UNKNOWN,
        giver_evidence=statement.source if statement else (),
        statement=statement.id if statement else "",
        because=_because(found, evidence, statement),
    )


def _because(found: Found, evidence: Evidence, statement: Statement | None) -> tuple[Reason, ...]:
    first = Reason(rule=f"figures.{found.rule}", words=(evidence,))
    if statement is None:
        return (first,)
    return (first, Reason(rule="figures.giver", words=statement.source, note=f"inside the content of {statement.id}"))


def innermost(statements: tuple[Statement, ...], span: Span) -> Statement | None:
    """The statement whose content holds `span` and that holds no other such statement: the smallest stretch of content."""
    holding = [
        (piece.end - piece.start, statement)
        for statement in statements
        for piece in statement.content
        if piece.span.covers(span)
    ]
    return min(holding, key=lambda pair: pair[0])[1] if holding else None


def _same_sentence(parsed: ParsedBlock, one: Evidence, other: Evidence) -> bool:
    first, second = parsed.tokens(one.span), parsed.tokens(other.span)
    return first is not None and second is not None and first[0].sent.start == second[0].sent.start


_AS_OF = ("as of", "as at", "as on")


def _as_of(figure: Figure, parsed: ParsedBlock, times: tuple[TimeMention, ...]) -> When:
    """The time that the sentence says the count was taken at: "as of Monday"."""
    for time in times:
        if time.evidence.block != parsed.block.number or not _same_sentence(parsed, figure.evidence, time.evidence):
            continue
        before = parsed.article.text[parsed.block.start : time.evidence.start].rstrip().lower()
        if before.endswith(_AS_OF):
            return time.when
    return UNKNOWN_WHEN


def _ratios(parsed: ParsedBlock, words: FigureWords) -> Iterator[Found]:
    """ "Rents have more than tripled"."""
    for token in parsed.doc:
        factor = words.ratios.get(token.lemma_.lower())
        if factor is None or token.pos_ != "VERB" or _doubles_as(token):
            continue
        end = token.idx + len(token.text)
        amount = Amount(low=factor, high=factor, unit="ratio")
        number = Number(start=token.idx, end=end, value=factor)
        hedge = hedge_before(parsed.doc.text[: token.idx], words)
        if hedge and hedge[1] in ("low", "high"):
            amount = replace(amount, **({"high": None} if hedge[1] == "low" else {"low": None}))
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
    return follows in ("as", "up", "down", "over", "back") or token.tag_ == "VBG" and token.dep_ == "amod"


def _nones(parsed: ParsedBlock) -> Iterator[Found]:
    """ "There were no survivors": a count of nought."""
    for token in parsed.doc:
        if token.lower_ != "no" or token.dep_ != "det" or token.head.tag_ != "NNS":
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
