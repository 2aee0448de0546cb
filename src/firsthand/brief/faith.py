"""What may not be lost or turned round between a passage and the words that a sentence carries from it.

A labelled piece has no fault when: quotation marks stand where they stood; a question stays one; runs keep
their order, save that the attribution may move; what is left out between them is a parenthesis; no negation,
modal, condition, hedge or teller that bears on the carried words is left out; and the piece says whose word it
is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from firsthand.brief.connectives import Connectives
from firsthand.brief.passage import Derived, DerivedAs, Ground, conditional_at, negative
from firsthand.brief.records import Carriage
from firsthand.brief.tokens import Token, read_tokens

Fault = tuple[str, str]
"""The word that fails, and why."""

_RELATIVE = frozenset({"who", "which", "whose", "whom", "where", "according", "as"})
_COORDINATORS = frozenset({"and", "but", "or", "nor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """How one word stands in the sentence; `at` is its place among the passage's tokens where it is carried, else -1.

    `says`: a connective that stands for the page's own verb of saying.
    """

    carriage: Carriage
    source: str = ""
    at: int = -1
    derived: Derived | None = None
    says: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """A carried run: tokens `start` to `end` of the passage; `said` is where it begins in the sentence."""

    start: int
    end: int
    said: int


def find_fault(said: tuple[Token, ...], labels: tuple[Label, ...], ground: Ground, words: Connectives) -> Fault | None:
    """The first fault of a labelled piece, or `None`."""
    runs = tuple(_find_runs(labels))
    if not runs:
        return said[0].text, "no word is carried by the passage"
    return (
        _fault_of_marks(said, labels, ground)
        or _fault_of_order(said, runs, ground, words)
        or _fault_of_times(said, labels, ground)
        or _fault_of_attribution(said, labels, ground, words)
        or _fault_of_loss(labels, runs, ground, words)
    )


def _find_runs(labels: tuple[Label, ...]) -> Iterator[_Run]:
    begin = None
    for at, label in enumerate(labels):
        if label.at < 0:
            begin = None
            continue
        if begin is None or labels[at - 1].at + 1 != label.at:
            begin = at
        if at + 1 == len(labels) or labels[at + 1].at != label.at + 1:
            yield _Run(start=labels[begin].at, end=label.at + 1, said=begin)


def _fault_of_marks(said: tuple[Token, ...], labels: tuple[Label, ...], ground: Ground) -> Fault | None:
    """Quoted words stay quoted, others never become so; a question keeps its mark."""
    for token, label in zip(said, labels, strict=True):
        if label.at < 0:
            continue
        printed = ground.tokens[label.at]
        if token.quoted != printed.quoted:
            return token.text, "its quotation marks do not stand as on the page"
        if "?" in printed.after and "?" not in token.after:
            return token.text, "a question on the page is none here"
        if "?" in token.after and "?" not in printed.after:
            return token.text, "no question on the page is one here"
    return None


def _fault_of_order(
    said: tuple[Token, ...], runs: tuple[_Run, ...], ground: Ground, words: Connectives
) -> Fault | None:
    descents = 0
    for left, right in pairwise(runs):
        word = said[right.said].text
        if right.start < left.start:
            descents += 1
            if descents > 1 or not (_attributes(left, ground, words) or _attributes(right, ground, words)):
                return word, "the words stand in another order on the page"
        elif right.start > left.end and not _may_skip(left, right, ground, words):
            return word, "what stands before it on the page may not be left out"
    return None


def _attributes(run: _Run, ground: Ground, words: Connectives) -> bool:
    return any(ground.tokens[at].folded in words.reporting for at in range(run.start, run.end))


def _may_skip(left: _Run, right: _Run, ground: Ground, words: Connectives) -> bool:
    gap = ground.tokens[left.end : right.start]
    first, last = ground.tokens[left.end - 1], ground.tokens[right.start]
    if first.sentence != last.sentence:
        return last.quoted
    if _is_printed_time(gap, ground, words):
        return True
    folded = {token.folded for token in gap}
    if ground.tokens[left.end - 1].folded in words.reporting or _ends_attribution(left, ground, words):
        return True
    parenthesis = bool(first.after) and bool(gap[-1].after)
    return parenthesis and not folded & _COORDINATORS and (gap[0].folded in _RELATIVE or bool(folded & words.reporting))


def _ends_attribution(run: _Run, ground: Ground, words: Connectives) -> bool:
    """A run such as "Osk told Radio Sunda Raya": a reporting verb and no clause after it."""
    tokens = ground.tokens[run.start : run.end]
    verbs = [at for at, token in enumerate(tokens) if token.folded in words.reporting]
    return bool(verbs) and len({ground.clauses[run.start + at] for at in range(verbs[-1], len(tokens))}) == 1


def _is_printed_time(gap: tuple[Token, ...], ground: Ground, words: Connectives) -> bool:
    folded = tuple(token.folded for token in gap if token.folded not in words.before_weekday)
    if folded and all(word in words.weekdays for word in folded):
        return True
    printed = {tuple(token.folded for token in read_tokens(one.after)) for one in ground.passage.derived if one.after}
    return folded in printed or tuple(token.folded for token in gap) in printed


def _fault_of_times(said: tuple[Token, ...], labels: tuple[Label, ...], ground: Ground) -> Fault | None:
    """A date in brackets stands right behind the printed words that it resolves."""
    for at, label in enumerate(labels):
        one = label.derived
        if one is None or one.used_as is not DerivedAs.TIME or (at and labels[at - 1].derived is one):
            continue
        printed = read_tokens(one.after)
        before = labels[at - len(printed) : at] if at >= len(printed) else ()
        if len(before) != len(printed) or any(
            label.at < 0 or ground.tokens[label.at].folded != word.folded
            for label, word in zip(before, printed, strict=True)
        ):
            return said[at].text, "the date stands apart from the words that it resolves"
    return None


def _fault_of_attribution(
    said: tuple[Token, ...], labels: tuple[Label, ...], ground: Ground, words: Connectives
) -> Fault | None:
    """The piece says whose word it is, and a derived name stands nowhere but as the subject of the saying."""
    named = {at for at, label in enumerate(labels) if label.derived and label.derived.used_as is DerivedAs.SPEAKER}
    heads = [at for at, token in enumerate(said) if token.folded in words.reporting and not token.quoted]
    subjects: set[int] = set()
    attributed = False
    for head in heads:
        if said[head].folded == "according" and head and not said[head - 1].after and not _printed_so(labels, head):
            return said[head].text, "the sentence names its speaker twice"
        found = _subject(said, labels, head, named)
        if found is not None:
            attributed = True
            subjects |= found
    stray = named - _whole_names(labels, subjects & named)
    if stray:
        return said[min(stray)].text, "a derived name stands where the page names nobody"
    if ground.passage.attributed and not attributed:
        return said[0].text, "the sentence does not say whose word it is"
    return None


def _printed_so(labels: tuple[Label, ...], head: int) -> bool:
    """Whether a word follows the one before it as on the page."""
    return labels[head - 1].at >= 0 and labels[head].at == labels[head - 1].at + 1


def _subject(said: tuple[Token, ...], labels: tuple[Label, ...], head: int, named: set[int]) -> set[int] | None:
    """The words that a reporting verb has as its subject: derived names beside it, or the printed subject carried
    with it."""
    before = _step(labels, said, head, -1)
    after = _step(labels, said, head + (1 if said[head].folded == "according" else 0), 1)
    if before is not None and before in named and said[head].folded != "according":
        return {before}
    if after is not None and after in named and (said[head].folded in ("according", "said", "says")):
        return {after}
    here = labels[head].at
    if here < 0:
        return None
    for beside, step in ((before, -1), (after, 1)):
        if beside is not None and labels[beside].at == here + step:
            return {beside}
    return None


def _step(labels: tuple[Label, ...], said: tuple[Token, ...], head: int, step: int) -> int | None:
    """The next word beside `head` that is no article, connective or date."""
    at = head + step
    while 0 <= at < len(labels):
        label = labels[at]
        dated = label.derived is not None and label.derived.used_as is not DerivedAs.SPEAKER
        if not dated and label.carriage is not Carriage.CONNECTIVE:
            return at
        at += step
    return None


def _whole_names(labels: tuple[Label, ...], found: set[int]) -> set[int]:
    """The places of a whole derived name of which one word was found, on both sides of it."""
    whole = set(found)
    for at in found:
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(labels) and labels[beside].derived is labels[at].derived:
                whole.add(beside)
                beside += step
    return whole


def _fault_of_loss(
    labels: tuple[Label, ...], runs: tuple[_Run, ...], ground: Ground, words: Connectives
) -> Fault | None:
    carried = {label.at for label in labels if label.at >= 0}
    content = {at for run in runs for at in range(run.start, run.end)}
    telling = [run for run in runs if len(runs) == 1 or not _ends_attribution(run, ground, words)]
    clauses = {ground.clauses[at] for run in telling for at in range(run.start, run.end)}
    sentences = {ground.tokens[at].sentence for at in content}
    replaced = sum(label.says for label in labels)
    lost_sayings = 0
    for at, token in enumerate(ground.tokens):
        if at in carried or token.sentence not in sentences:
            continue
        if conditional_at(ground, at, words):
            return token.text, "a condition on the page is left out"
        turns = negative(token, words) or token.folded in words.hedges
        if (turns or token.folded in words.modals) and ground.clauses[at] in clauses:
            return token.text, "a negation, modal or hedge on the page is left out"
        if (turns or token.folded in words.strict) and _governs(at, content, ground):
            return token.text, "what bears on the carried words is left out"
        if token.folded in words.neutral and not token.quoted:
            lost_sayings += _governs(at, content, ground)
    if lost_sayings > replaced:
        return ground.tokens[min(content)].text, "a teller in between is left out"
    return _fault_of_cue(labels, content, ground, words)


def _governs(at: int, content: set[int], ground: Ground) -> bool:
    """Whether the word stands before carried words of its sentence with no mark or coordinator between."""
    token = ground.tokens[at]
    following = [place for place in content if place > at and ground.tokens[place].sentence == token.sentence]
    if not following or token.quoted != ground.tokens[min(following)].quoted:
        return False
    between = ground.tokens[at : min(following)]
    return not any(one.after for one in between) and not any(one.folded in _COORDINATORS for one in between)


def _fault_of_cue(labels: tuple[Label, ...], content: set[int], ground: Ground, words: Connectives) -> Fault | None:
    """ "said" may replace a neutral verb of the same sentence, never one that says more."""
    if ground.passage.cueless or not any(label.says for label in labels):
        return None
    sentences = {ground.tokens[at].sentence for at in content}
    near = {index + step for index in sentences for step in (-1, 0, 1)}
    for at, token in enumerate(ground.tokens):
        if at not in content and token.folded in words.neutral and token.sentence in near and not token.quoted:
            return None
    return ground.tokens[min(content)].text, "the page's verb is more than “said”"
