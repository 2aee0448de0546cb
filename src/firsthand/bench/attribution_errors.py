"""What is wrong with found attributions, by class; with words around only where a person may read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.bench.attribution_gold import GoldText, spans_of
from firsthand.bench.attribution_scores import Run, Scored, direct_runs, overlap, pair_triples, runs, triples
from firsthand.bench.results import Missing

_SHORT = 5
"""Words: contents of so few are a class of their own, since most are missed."""
_AROUND = 60
"""Characters of context on each side."""
_SHOWN = 160
"""Characters of a span that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """One thing wrong: its class in words, and where."""

    kind: str
    run: Run


def find_errors(one: Scored) -> tuple[Error, ...]:
    """Every content that is missed, spurious or wrongly cut, and every wrong source or cue of a content that is right
    by half or more."""
    marked = runs(one.gold.spans["content"], one.gold.tokens)
    found = runs(spans_of(one.found, "content"), one.gold.tokens)
    errors = [Error(kind=f"{wrong}, {_sort(run, one.gold)}", run=run) for run, wrong in _wrong(marked, found)]
    errors += [
        Error(kind=f"spurious, {_sort(run, one.gold)}", run=run)
        for run in found
        if not any(overlap(run, other) for other in marked)
    ]
    return (*errors, *_wrong_parts(one))


def count_errors(texts: Sequence[Scored]) -> tuple[str, ...]:
    """Each class with its number, the most frequent first."""
    counts = Counter(error.kind for one in texts for error in find_errors(one))
    return tuple(f"{kind}: {number}" for kind, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def show_errors(texts: Sequence[Scored]) -> tuple[Missing, ...]:
    """Each error with its words, of the texts whose words may be shown."""
    return tuple(
        Missing(row=error.kind, found=_words(error.run, one.gold))
        for one in texts
        if one.gold.readable
        for error in find_errors(one)
    )


def _wrong(marked: Sequence[Run], found: Sequence[Run]) -> Iterator[tuple[Run, str]]:
    for run in marked:
        over = [other for other in found if overlap(run, other)]
        if run in over:
            continue
        if not over:
            yield run, "missed"
        elif len(over) > 1:
            yield run, "cut up"
        elif sum(overlap(over[0], other) > 0 for other in marked) > 1:
            yield run, "merged"
        elif over[0][0] == run[0]:
            yield run, "ends wrong"
        else:
            yield run, "begins wrong" if over[0][1] == run[1] else "begins and ends wrong"


def _sort(run: Run, gold: GoldText) -> str:
    words = gold.article.text[gold.tokens[run[0]].start : gold.tokens[run[1] - 1].end]
    if run in direct_runs(gold):
        return "quotation"
    if run[1] - run[0] <= _SHORT:
        return "short"
    return "partly quoted" if any(mark in words for mark in '"“”') or "''" in words else "indirect"


def _wrong_parts(one: Scored) -> Iterator[Error]:
    """Sources and cues that have nothing, or less than half, in common where the contents have."""
    if one.gold.told is None:
        return
    tokens = one.gold.tokens
    marked, found = triples(one.gold.told, tokens), triples(one.found, tokens)
    contents = [(frozenset[int](), frozenset[int](), each[2]) for each in marked]
    others = [(frozenset[int](), frozenset[int](), each[2]) for each in found]
    for at, to in pair_triples(contents, others):
        place = (min(marked[at][2]), max(marked[at][2]) + 1)
        for part, name in ((0, "source"), (1, "cue")):
            left, right = marked[at][part], found[to][part]
            if not left and right:
                yield Error(kind=f"{name} where none is marked", run=place)
            elif left and not right:
                yield Error(kind=f"{name} missing", run=place)
            elif left and len(left & right) * 2 < len(left | right):
                yield Error(kind=f"{name} {'cut otherwise' if left & right else 'wrong'}", run=place)


def _words(run: Run, gold: GoldText) -> str:
    text = gold.article.text
    start, end = gold.tokens[run[0]].start, gold.tokens[run[1] - 1].end
    inner = text[start:end] if end - start <= _SHOWN else f"{text[start : start + _SHOWN]}…"
    around = f"{text[max(0, start - _AROUND) : start]}[{inner}]{text[end : end + _AROUND]}"
    return " ".join(around.split())
