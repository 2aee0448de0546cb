"""A text cut as the encoder reads it: words, the pieces of each word, and what their letters and marks look like."""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from firsthand.reading.quotes import find_quotes

CASES = 7
"""Kinds of letter case: none, lower, Capital, CAPITALS, miXed, digits, one capital alone."""
MARKS = 5
"""Where a word stands to quotation marks: outside, an opening mark, inside, a closing mark, inside and never closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text as the encoder sees it. `ids`, `cases` and `marks` hold one entry a piece; `firsts` the index of each
    word's first piece; `starts` and `ends` each word's characters in the text."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    marks: tuple[int, ...]
    firsts: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def case_of(word: str) -> int:
    """Which kind of letter case a word shows.

    >>> [case_of(word) for word in ("mayor", "Mayor", "EU", "iPad", "A", "12", "!")]
    [1, 2, 3, 4, 6, 5, 0]
    """
    if not any(letter.isalnum() for letter in word):
        return 0
    if not any(letter.isalpha() for letter in word):
        return 5
    if word == word.lower():
        return 1
    if word == word.upper():
        return 3 if len(word) > 1 else 6
    return 2 if word[0] != word[0].lower() and word[1:] == word[1:].lower() else 4


def marks_of(text: str, starts: tuple[int, ...]) -> tuple[int, ...]:
    """For each word's start, where it stands to the quotation marks of the text.

    >>> marks_of('He: "No."', (0, 2, 4, 5, 7, 8))
    (0, 0, 1, 2, 2, 3)
    >>> marks_of('"No', (0, 1))
    (1, 4)
    """
    kinds = [0] * (len(text) + 1)
    for quote in find_quotes(text):
        inner = quote.start + quote.width
        kinds[quote.start : inner] = [1] * quote.width
        last = quote.end - quote.width if quote.closed else quote.end
        kinds[inner:last] = [2 if quote.closed else 4] * (last - inner)
        kinds[last : quote.end] = [3] * (quote.end - last)
    return tuple(kinds[start] for start in starts)


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """The pieces of `text` in order. A character that the vocabulary lacks is a piece of its own kind, never lost;
    what the tokenizer itself drops (control characters) belongs to no word."""
    encoding = tokenizer.encode(text, add_special_tokens=False)
    firsts: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    belongs: list[int] = []
    before: int | None = None
    for index, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word != before or not firsts:
            firsts.append(index)
            starts.append(start)
            ends.append(end)
        ends[-1] = max(ends[-1], end)
        before = word
        belongs.append(len(firsts) - 1)
    cases = [case_of(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    marks = marks_of(text, tuple(starts))
    return Pieces(
        ids=tuple(encoding.ids),
        cases=tuple(cases[word] for word in belongs),
        marks=tuple(marks[word] for word in belongs),
        firsts=tuple(firsts),
        starts=tuple(starts),
        ends=tuple(ends),
    )
