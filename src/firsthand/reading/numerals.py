"""The numbers that a text prints, in digits and in words, and their values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from firsthand.languages.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number and its place in a text; `value` is `None` where the words are vague ("dozens")."""

    start: int
    end: int
    value: Decimal | None
    digits: bool = False
    whole: bool = False
    scaled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """Number words, money, measures and hedges of one language. Phrases are lower case but for symbols and codes."""

    numbers: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    short_scales: Mapping[str, Decimal]
    vague: frozenset[str]
    fractions: Mapping[str, Decimal]
    ratios: Mapping[str, Decimal]
    symbols: Mapping[str, str]
    currencies: Mapping[str, str]
    measures: Mapping[str, str]
    durations: frozenset[str]
    naming: frozenset[str]
    streets: frozenset[str]
    people: frozenset[str]
    one_idioms: frozenset[str]
    counting: frozenset[str]
    counting_at: frozenset[str]
    counting_bare: frozenset[str]
    fates: frozenset[str]
    none_nouns: frozenset[str]
    standing: frozenset[str]
    openers: frozenset[str]
    hedges_before: Mapping[str, str]
    hedges_after: Mapping[str, str]


_OPENERS = frozenset({"several", "few", "many", "scores", "half", "a", "an"})
"""Words that a number can begin with and that are no numbers themselves."""


@cache
def load_figure_words(language: str = "en") -> FigureWords:
    """The words of figures of a language."""
    units, hedges = load_table(language, "units"), load_table(language, "hedges")
    return FigureWords(
        numbers={word: Decimal(value) for word, value in units["numbers"].items()},
        scales={word: Decimal(value) for word, value in units["scales"].items()},
        short_scales={word: Decimal(value) for word, value in units["short_scales"].items()},
        vague=frozenset(units["vague"]["words"]),
        fractions={word: _fraction(value) for word, value in units["fractions"].items()},
        ratios={word: Decimal(value) for word, value in units["ratios"].items()},
        symbols=dict(units["symbols"]),
        currencies=dict(units["currencies"]),
        measures={word: family for family, words in units["measures"].items() for word in words},
        durations=frozenset(units["durations"]["words"]),
        naming=frozenset(units["naming"]["words"]),
        streets=frozenset(units["naming"]["streets"]),
        people=frozenset(units["people"]["words"]),
        one_idioms=frozenset(units["one"]["idioms"]),
        counting=frozenset(units["counting"]["lemmas"]),
        counting_at=frozenset(units["counting"]["with_at"]),
        counting_bare=frozenset(units["counting"]["bare"]),
        fates=frozenset(word for state in load_table(language, "counting")["state"] for word in state["words"].split()),
        none_nouns=frozenset(units["none"]["nouns"]),
        standing=frozenset(units["scores"]["standing"]),
        openers=_OPENERS | {*units["numbers"], *units["vague"]["words"]},
        hedges_before=dict(hedges["before"]),
        hedges_after=dict(hedges["after"]),
    )


def _fraction(printed: str) -> Decimal:
    value = Fraction(printed)
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001")).normalize()


class _Word(NamedTuple):
    text: str
    lower: str
    start: int
    end: int


_WORD = re.compile(r"\d+(?:,\d{2,3})*(?:\.\d+)?|(?<![\w.])\.\d+|[^\W\d_]+|[^\w\s]|_")
_JOINTS = frozenset({"-", "–", "‑", "and"})
_SMALL = Decimal(100)


def find_numbers(text: str, words: FigureWords) -> tuple[Number, ...]:
    """Every number in `text`, in text order, whatever it stands for: a count, a year, a bus.

    >>> [str(number.value) for number in find_numbers("twelve hundred sheep and 1.5 million hens", load_figure_words())]
    ['1200', '1500000.0']
    """
    return tuple(_read_numbers(text, words))


def _read_numbers(text: str, words: FigureWords) -> Iterator[Number]:
    tokens = [_Word(match[0], match[0].lower(), *match.span()) for match in _WORD.finditer(text)]
    at = 0
    while at < len(tokens):
        first = tokens[at]
        opens = first.lower in words.openers or first.text[0] == "." or first.text[0].isdecimal()
        found = (_vague(tokens, at, words) or _spelt(tokens, at, words)) if opens else None
        if found is None:
            at += 1
            continue
        number, at = found
        yield number


def _word(tokens: list[_Word], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _vague(tokens: list[_Word], at: int, words: FigureWords) -> tuple[Number, int] | None:
    """ "Dozens", "hundreds of thousands", "several hundred": no value."""
    start = at
    if _word(tokens, at) in ("several", "few", "many") and _word(tokens, at + 1) in words.scales:
        at += 2
    elif _word(tokens, at) == "scores" and _word(tokens, at + 1) != "of":
        return None  # marks of a test, and no twenties
    elif _word(tokens, at) in words.vague:
        at += 1
        while _word(tokens, at) == "of" and _word(tokens, at + 1) in words.vague:
            at += 2
    else:
        return None
    return Number(start=tokens[start].start, end=tokens[at - 1].end, value=None), at


def _spelt(tokens: list[_Word], start: int, words: FigureWords) -> tuple[Number, int] | None:
    first = tokens[start]
    digits = first.text[0].isdecimal() or (first.text[0] == "." and len(first.text) > 1)
    at, total, current, last = start, Decimal(0), Decimal(0), Decimal(0)
    if digits:
        current, at = Decimal(first.text.replace(",", "")), start + 1
    elif first.lower == "half" and _word(tokens, start + 1) == "a" and _word(tokens, start + 2) in words.scales:
        current, at = Decimal("0.5"), start + 2
    elif first.lower in ("a", "an") and _word(tokens, start + 1) in words.scales:
        current, at = Decimal(1), start + 1
    elif first.lower not in words.numbers:
        return None
    last = current
    scaled = False
    while at < len(tokens):
        if at > start and not digits and [_word(tokens, at + step) for step in range(3)] == ["and", "a", "half"]:
            current, at = current + Decimal("0.5"), at + 3
            continue
        step = at + 1 if _word(tokens, at) in _JOINTS and at > start else at
        if step != at and not _continues(tokens, at, last, words):
            break
        word = _scale(_word(tokens, step), words, first=step == start)
        if word in words.scales:
            scale = words.scales[word]
            if current == 0 and scaled:
                total *= scale  # "1.5 lakh crore", "two thousand million"
            else:
                current = (current or Decimal(1)) * scale
            if scale >= 1000:
                total, current = total + current, Decimal(0)
            last, scaled = scale, True
        elif word in words.numbers and not digits and _fits(words.numbers[word], last, at == start):
            current += words.numbers[word]
            last = words.numbers[word]
        elif word in words.short_scales and digits and not scaled and _is_short_scale(tokens, at, words):
            total, current, scaled = current * words.short_scales[word], Decimal(0), True
        else:
            break
        at = step + 1
    if at == start:
        return None
    value = total + current
    number = Number(
        start=first.start,
        end=tokens[at - 1].end,
        value=value,
        digits=digits,
        whole=value == value.to_integral_value(),
        scaled=scaled,
    )
    return number, at


def _scale(word: str, words: FigureWords, *, first: bool) -> str:
    """The scale that a word is behind a number, its plural too: "two crores"."""
    single = word.removesuffix("s")
    return single if not first and word != single and words.scales.get(single, 0) >= 1000 else word


def _continues(tokens: list[_Word], at: int, last: Decimal, words: FigureWords) -> bool:
    """Whether "and" or a hyphen goes on with the number: "two hundred and five", "twenty-five", "$1.5-billion"."""
    follows = _word(tokens, at + 1)
    if tokens[at - 1].text[-1].isdecimal():
        return _word(tokens, at) != "and" and words.scales.get(follows, 0) >= 1000
    if _word(tokens, at) == "and":
        return last >= _SMALL and follows in words.numbers
    tight = (
        tokens[at].start == tokens[at - 1].end and tokens[at + 1].start == tokens[at].end
        if at + 1 < len(tokens)
        else False
    )
    return tight and follows in words.numbers and Decimal(20) <= last < _SMALL and words.numbers[follows] < 10


def _fits(value: Decimal, last: Decimal, first: bool) -> bool:
    return first or last >= _SMALL or (Decimal(20) <= last < _SMALL and Decimal(0) < value < 10)


def _is_short_scale(tokens: list[_Word], at: int, words: FigureWords) -> bool:
    """ "1.4bn" always; "12m" may be metres: only behind a currency sign, or before people and things in the plural."""
    word, digits = tokens[at], tokens[at - 1]
    if word.text in ("m", "k", "M", "K"):
        before = tokens[at - 2].text if at >= 2 else ""
        plural = word.text == "m" and _is_plural(_word(tokens, at + 1))
        return word.start == digits.end and (before in words.symbols or word.text in ("k", "K") or plural)
    if word.lower == "mil":
        return word.start == digits.end
    return word.start - digits.end <= 1


_PLURALS = frozenset({"people", "children", "men", "women", "viewers"})
_TRACKS = frozenset(
    {"hurdles", "across", "less", "is", "was", "has", "finals", "heats", "medley", "freestyles", "races"}
)


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (
        len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _TRACKS
    )
