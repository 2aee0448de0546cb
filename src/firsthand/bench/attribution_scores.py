"""Scores of attributions: spans of each role as CofeNet counts them, whole triples, and what a reader feels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.bench.attribution_gold import ROLES, GoldText, Told, spans_of
from firsthand.evidence import Span

Run = tuple[int, int]
"""The first token of a span and the one after its last."""

_HALF = 0.5
_LONGER_THAN = 3
"""Words: a quotation of more is speech and no quoted term."""
_OPENS = frozenset("\"“'‘") | {"``", "''"}
_CLOSES = frozenset("\"”'’") | {"''"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One text with what was found in it."""

    gold: GoldText
    found: tuple[Told, ...]


@dataclass(slots=True, kw_only=True)
class _Counts:
    """Hits, and of how many that are marked and how many that were found."""

    hit: float = 0.0
    marked: int = 0
    found: int = 0

    def scores(self, name: str) -> dict[str, float]:
        return {
            f"{name}.precision": _share(self.hit, self.found),
            f"{name}.recall": _share(self.hit, self.marked),
            f"{name}.f1": _share(2 * self.hit, self.marked + self.found),
        }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def score_attributions(texts: Sequence[Scored]) -> dict[str, float]:
    """Every score by its dotted name, pooled over the texts; triples only where the gold ties spans together."""
    scores: dict[str, float] = {}
    for role in ROLES:
        scores |= _role_scores([_runs_of_role(one, role) for one in texts], role)
    scores |= _token_counts(texts).scores("content.token")
    if any(one.gold.told is not None for one in texts):
        scores |= _triple_scores([one for one in texts if one.gold.told is not None])
    scores["direct.recall"], scores["direct.n"] = _direct_recall(texts)
    return {**scores, **_sure_scores(texts), **_calibration(texts)}


def runs(spans: Sequence[Span], tokens: Sequence[Span]) -> tuple[Run, ...]:
    """Each span as a run of the tokens that it touches, each once, in order; spans that touch none are left out."""
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    found = {(bisect_right(ends, span.start), bisect_left(starts, span.end)) for span in spans}
    return tuple(sorted((first, end) for first, end in found if first < end))


def overlap(one: Run, other: Run) -> float:
    """Tokens in common as a share of all tokens of both.

    >>> overlap((0, 4), (2, 6))
    0.3333333333333333
    """
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def _runs_of_role(one: Scored, role: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    tokens = one.gold.tokens
    return runs(one.gold.spans[role], tokens), runs(spans_of(one.found, role), tokens)


def _role_scores(pairs: Sequence[tuple[tuple[Run, ...], tuple[Run, ...]]], role: str) -> dict[str, float]:
    exact, begin = _Counts(), _Counts()
    likeness, counted = 0.0, 0
    for marked, found in pairs:
        for counts, left, right in (
            (exact, list(marked), list(found)),
            (begin, [run[0] for run in marked], [run[0] for run in found]),
        ):
            counts.hit += len(set(left) & set(right))
            counts.marked += len(set(left))
            counts.found += len(set(right))
        best = [max((overlap(run, other) for other in found), default=0.0) for run in marked]
        stray = sum(1 for run in found if not any(overlap(run, other) for other in marked))
        likeness, counted = likeness + sum(best), counted + len(marked) + stray
    return {
        **exact.scores(f"{role}.exact"),
        **begin.scores(f"{role}.begin"),
        f"{role}.jaccard.f1": _share(likeness, counted),
        f"{role}.n": exact.marked,
    }


def _token_counts(texts: Sequence[Scored]) -> _Counts:
    counts = _Counts()
    for one in texts:
        marked, found = (_tokens_in(side) for side in _runs_of_role(one, "content"))
        counts.hit += len(marked & found)
        counts.marked += len(marked)
        counts.found += len(found)
    return counts


def _tokens_in(found: Sequence[Run]) -> frozenset[int]:
    return frozenset(at for start, end in found for at in range(start, end))


Triple = tuple[frozenset[int], frozenset[int], frozenset[int]]


def triples(told: Sequence[Told], tokens: Sequence[Span]) -> list[Triple]:
    """Each attribution that has a content, as the tokens of its source, cue and content."""
    return [
        (
            _tokens_in(runs(one.source, tokens)),
            _tokens_in(runs(one.cue, tokens)),
            _tokens_in(runs(one.content, tokens)),
        )
        for one in told
        if one.content
    ]


def _triple_scores(texts: Sequence[Scored]) -> dict[str, float]:
    exact, relaxed = _Counts(), _Counts()
    for one in texts:
        marked, found = triples(one.gold.told or (), one.gold.tokens), triples(one.found, one.gold.tokens)
        exact.hit += sum(min(found.count(each), marked.count(each)) for each in set(marked))
        relaxed.hit += len(pair_triples(marked, found))
        for counts in (exact, relaxed):
            counts.marked += len(marked)
            counts.found += len(found)
    return {**exact.scores("triple.exact"), **relaxed.scores("triple.relaxed"), "triple.n": exact.marked}


def pair_triples(marked: Sequence[Triple], found: Sequence[Triple]) -> list[tuple[int, int]]:
    """Which found triple is which marked one, each once: every part has half of its tokens in common, the likest
    contents first. Two empty parts are alike."""
    alike = sorted(
        (-_likeness(one[2], other[2]), at, to)
        for at, one in enumerate(marked)
        for to, other in enumerate(found)
        if all(_likeness(left, right) >= _HALF for left, right in zip(one, other, strict=True))
    )
    pairs: list[tuple[int, int]] = []
    for _, at, to in alike:
        if all(at != left and to != right for left, right in pairs):
            pairs.append((at, to))
    return pairs


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    return _share(len(one & other), len(one | other)) if one | other else 1.0


def direct_runs(gold: GoldText) -> tuple[Run, ...]:
    """The marked contents that are whole quotations of more than three words, from mark to mark."""
    text, tokens = gold.article.text, gold.tokens
    found = []
    for first, end in runs(gold.spans["content"], tokens):
        words = [text[token.start : token.end] for token in tokens[first:end]]
        last = words[-1] if words[-1] not in ".,;" or len(words) < 2 else words[-2]
        if words[0] in _OPENS and last in _CLOSES and sum(word[0].isalnum() for word in words) > _LONGER_THAN:
            found.append((first, end))
    return tuple(found)


def _direct_recall(texts: Sequence[Scored]) -> tuple[float, float]:
    held, total = 0, 0
    for one in texts:
        read = _tokens_in(runs(spans_of(one.found, "content"), one.gold.tokens))
        quoted = direct_runs(one.gold)
        total += len(quoted)
        held += sum(len(read & set(range(*run))) >= _HALF * (run[1] - run[0]) for run in quoted)
    return _share(held, total), total


def _contents(one: Scored) -> Iterator[tuple[Run, float, bool]]:
    """Each found piece of content, with its confidence and whether it is shown as sure."""
    seen = set[Run]()
    for told in one.found:
        for run in runs(told.content, one.gold.tokens):
            if run not in seen:
                seen.add(run)
                yield run, told.confidence, told.sure


def _sure_scores(texts: Sequence[Scored]) -> dict[str, float]:
    """Of the contents shown as sure: the share that is exactly right, and that has half in common with a marked one;
    `coverage` is the share of all found contents that are shown as sure."""
    shown, sure, right, half = 0, 0, 0, 0
    for one in texts:
        marked = runs(one.gold.spans["content"], one.gold.tokens)
        for run, _, is_sure in _contents(one):
            shown += 1
            if is_sure:
                sure += 1
                right += run in marked
                half += any(overlap(run, other) >= _HALF for other in marked)
    return {
        "sure.precision": _share(right, sure),
        "sure.half.precision": _share(half, sure),
        "sure.coverage": _share(sure, shown),
        "sure.n": sure,
    }


def _calibration(texts: Sequence[Scored]) -> dict[str, float]:
    """For each tenth of confidence that occurs: how many contents, the mean confidence, and the share exactly right.
    Nothing where no reader gave a confidence."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for one in texts:
        marked = runs(one.gold.spans["content"], one.gold.tokens)
        for run, confidence, _ in _contents(one):
            tenths.setdefault(min(int(confidence * 10), 9), []).append((confidence, run in marked))
    if all(confidence == 1.0 for found in tenths.values() for confidence, _ in found):
        return {}
    total = sum(map(len, tenths.values()))
    scores: dict[str, float] = {}
    off = 0.0
    for tenth, found in sorted(tenths.items()):
        said = sum(confidence for confidence, _ in found) / len(found)
        true = sum(right for _, right in found) / len(found)
        off += len(found) * abs(said - true)
        name = f"calibration.{tenth}"
        scores |= {f"{name}.said": said, f"{name}.true": true, f"{name}.n": len(found)}
    return {**scores, "calibration.error": off / total}
