"""The times that an article prints, before any anchor is known: the first of the two steps of reading times."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.evidence import Reason, Span, make_id
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import TimeKind, TimeMention
from firsthand.reading.tense import Tense, find_tense
from firsthand.reading.time_guards import Setting, is_time
from firsthand.reading.time_shapes import Shape, read_shapes
from firsthand.reading.time_words import TimeWords, load_time_words, read_tokens


def find_times(parse: Parse, *, words: TimeWords | None = None, wide: bool = False) -> tuple[TimeMention, ...]:
    """The dates, clock times and sets of an article, over all its blocks, with `when` unknown.

    A length ("a three-day visit") is a figure and an age is one too; neither is found. `wide` adds lengths, "daily" and
    "now" as standards of annotation count them, for scoring.
    """
    known = words or load_time_words()
    return tuple(mention for parsed in parse.blocks for mention in _find_in_block(parsed, known, wide))


def _find_in_block(parsed: ParsedBlock, words: TimeWords, wide: bool) -> Iterator[TimeMention]:
    tokens = read_tokens(parsed.article.text[parsed.block.start : parsed.block.end], words)

    def accept(shape: Shape) -> bool:
        if shape.rule.name == "in-span" and not wide and not _ahead(parsed, _place(shape, parsed), words):
            return False
        return is_time(Setting(shape=shape, tokens=tokens, parsed=parsed, words=words.guards))

    for shape in read_shapes(tokens, wide=wide, accept=accept):
        span = _place(shape, parsed)
        evidence = parsed.article.evidence(span)
        yield TimeMention(
            id=make_id("tm", parsed.article.id, span.start, span.end),
            evidence=evidence,
            kind=_kind(shape),
            because=(Reason(rule=f"times.{shape.rule.name}", words=(evidence,)),),
        )


def _place(shape: Shape, parsed: ParsedBlock) -> Span:
    return Span(start=shape.start, end=shape.end).shifted(parsed.block.start)


def _ahead(parsed: ParsedBlock, span: Span, words: TimeWords) -> bool:
    """ "It ends in three days" is a time, "it was built in three days" a length."""
    return find_tense(parsed, span, words.tense) in (Tense.FUTURE, Tense.PRESENT)


def _kind(shape: Shape) -> TimeKind:
    return TimeKind.TIME if shape.part and shape.rule.kind is TimeKind.DATE else shape.rule.kind
