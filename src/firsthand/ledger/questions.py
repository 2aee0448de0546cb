"""What the reports say is not known or not decided."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.article.records import BlockKind
from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.ledger.lists import LedgerLists, Pattern, load_lists
from firsthand.ledger.records import OpenQuestion
from firsthand.reading.records import Mode, Reading
from firsthand.story.sentences import find_sentences
from firsthand.story.words import find_words, fold

_BLOCKS = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN, BlockKind.STANDFIRST, BlockKind.KEY_POINT})


def find_open_questions(readings: tuple[Reading, ...], *, lists: LedgerLists | None = None) -> tuple[OpenQuestion, ...]:
    """Sentences of the body that leave something open ("it remains unknown whether …"), in text order.

    A question mark alone is no open question; neither is a sentence that closes one ("it is no longer unclear").
    """
    known = lists or load_lists()
    return tuple(one for reading in readings for one in _find_in(reading, known))


def _find_in(reading: Reading, lists: LedgerLists) -> Iterator[OpenQuestion]:
    for block in reading.article.blocks:
        if block.kind not in _BLOCKS:
            continue
        for sentence in find_sentences(reading.article, block.span):
            passage = reading.article.evidence(sentence)
            pattern = match_open(passage.quote, lists)
            if pattern and not _is_quoted_rhetoric(reading, sentence):
                yield OpenQuestion(
                    id=make_id("oq", passage.of, passage.start, passage.end),
                    report=reading.report.id,
                    passage=passage,
                    finding=_finding_at(reading, passage),
                    because=(Reason(rule="ledger.left-open", words=(passage,), note=pattern.name),),
                )


def match_open(sentence: str, lists: LedgerLists) -> Pattern | None:
    """The first pattern by which a sentence leaves something open, or `None`.

    >>> match_open("It is not yet clear who opened the sluice.", load_lists()).name
    'it is not clear whether'
    >>> match_open("It is clear who opened the sluice.", load_lists()) is None
    True
    """
    folded = fold(sentence)
    if any(phrase in folded for phrase in lists.closed):
        return None
    words = find_words(sentence)
    present = frozenset(words)
    begun = (pattern for pattern in lists.patterns if not present.isdisjoint(pattern.steps[0]))
    return next((pattern for pattern in begun if _matches(pattern, words)), None)


def _matches(pattern: Pattern, words: tuple[str, ...]) -> bool:
    starts = range(min(2, len(words))) if pattern.sentence_start else range(len(words))
    return any(
        words[at] in pattern.steps[0]
        and (not pattern.first_before or (at > 0 and words[at - 1] in pattern.first_before))
        and _goes_on(pattern, words, at)
        for at in starts
    )


def _goes_on(pattern: Pattern, words: tuple[str, ...], at: int) -> bool:
    """Whether the later steps follow, each within the gap; the last step END stands for the end of the sentence."""
    for step in pattern.steps[1:]:
        following = range(at + 1, min(at + 2 + pattern.gap, len(words)))
        found = next((place for place in following if words[place] in step), None)
        if found is None:
            return "END" in step and at == len(words) - 1
        at = found
    return True


def _is_quoted_rhetoric(reading: Reading, sentence: Span) -> bool:
    """A question that somebody puts in his own quoted words, ending in a question mark."""
    text = reading.article.text[sentence.start : sentence.end].rstrip("\"”’' ")
    return text.endswith("?") and any(
        statement.mode is Mode.DIRECT and part.span.overlaps(sentence)
        for statement in reading.statements
        for part in statement.content
        if part.of == reading.article.id
    )


def _finding_at(reading: Reading, passage: Evidence) -> str:
    for narration in reading.narrations:
        if narration.evidence.overlaps(passage):
            return narration.id
    for statement in reading.statements:
        if any(part.overlaps(passage) for part in statement.content):
            return statement.id
    return ""
