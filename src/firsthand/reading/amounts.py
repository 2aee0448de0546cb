"""Numbers with what stands right around them: currency, unit, percent, age, range, hedge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from firsthand.reading.numerals import FigureWords, Number, find_numbers
from firsthand.reading.records import Amount, FigureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An amount in a text: its kind, its place, the place of its number alone, and its hedge as printed."""

    kind: FigureKind
    amount: Amount
    start: int
    end: int
    number: Number
    hedge: str = ""
    rule: str = ""


_PERCENT = re.compile(r"\s?%|[\s-]per\s?cent\b(?! points?)|\s?pct?\b(?!\.)|[\s-]percent\b(?! points?)", re.IGNORECASE)
_POINTS = re.compile(r"[\s-](?:percentage|per\s?cent|percent) points?\b|\s?pp\b", re.IGNORECASE)
_OLD = re.compile(r"(?:-(?:year|yr)s?-olds?\b| years? old\b|[ -]year[ -]olds?\b)", re.IGNORECASE)
_OLD_SHARED = re.compile(r"-(?:,| and| or| to) [\w-]+?-(?:year|yr)s?-olds?\b", re.IGNORECASE)
_UNIT_OLD = re.compile(r"\s(?:months?|weeks?|days?)(?=[ -]old\b)", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged|age|ages|age of|aged between|aged from)\s$", re.IGNORECASE)
_IN_SHARE = re.compile(r"\s(?:in|out of)(?: every)?\s$")
_RANGE = re.compile(r"\s?[–—-]\s?|\sto\s|\sor\s")
_FOLD = re.compile(r"-?fold\b", re.IGNORECASE)
_SIXTIES = re.compile(r"\b(?:his|her|their)(?: early| mid| late)?[ -](?P<number>[2-9]0)s\b", re.IGNORECASE)
_METRES = re.compile(
    r"m(?:[-)(,;]|\s?\(|\s(?:long|high|tall|wide|deep|above|below|away|from|off|up|down|apart|thick)\b)"
)
_MINUS = re.compile(r"(?:\bminus[\s-]|(?:^|(?<=[\s(]))[−-])$", re.IGNORECASE)


def find_amounts(text: str, words: FigureWords) -> tuple[Found, ...]:
    """Every amount of `text` in text order, before it is known whether it counts, names or dates something."""
    found = [*_numbered(text, words), *_fractions(text, words), *_folds(text, words), *_sixties(text)]
    taken: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not taken or one.start >= taken[-1].end:
            taken.append(_hedged(one, text, words))
    return tuple(taken)


def _numbered(text: str, words: FigureWords) -> Iterator[Found]:
    numbers = list(find_numbers(text, words))
    at = 0
    while at < len(numbers):
        first = numbers[at]
        second = numbers[at + 1] if at + 1 < len(numbers) else None
        if second is not None and _is_range(first, second, text):
            low, high = _shared_scale(first, second)
            joined = replace(second, start=first.start)
            yield _with_unit(text, words, joined, Amount(low=low, high=high))
            at += 2
            continue
        if second is not None and _is_share(first, second, text) and first.value is not None and second.value:
            amount = Amount(low=_ratio(first.value, second.value), high=_ratio(first.value, second.value), unit="share")
            yield Found(
                kind=FigureKind.SHARE, amount=amount, start=first.start, end=second.end, number=first, rule="share"
            )
            at += 2
            continue
        yield _with_unit(text, words, first, Amount(low=first.value, high=first.value))
        at += 1


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return (part / whole).quantize(Decimal("0.0001")).normalize()


def _is_range(first: Number, second: Number, text: str) -> bool:
    between = text[first.end : second.start]
    if first.value is None or second.value is None:
        return False
    before = text[: first.start].rstrip().lower()
    anded = between in (" and ", "% and ") and before.endswith("between")
    bare = _strip_unit(between)
    if ("%" in between and not _PERCENT.match(text, second.end)) or (
        bare != between.replace("%", "", 1) and not before.endswith(("$", "£", "€"))
    ):
        return False  # "fell 0.3% to 1,204": the two sides are of different kinds
    if not (anded or _RANGE.fullmatch(bare)):
        return False
    low, high = _shared_scale(first, second)
    return low is not None and high is not None and low < high


def _strip_unit(between: str) -> str:
    """ "40% to 50%", "$5-$7": the first side's own sign is no part of the joint."""
    return between.replace("%", "", 1).replace("$", "", 1).replace("£", "", 1).replace("€", "", 1)


def _shared_scale(first: Number, second: Number) -> tuple[Decimal | None, Decimal | None]:
    """ "5 to 10 million" begins at five million."""
    low, high = first.value, second.value
    if low is None or high is None or not second.scaled or first.scaled or low >= 1000:
        return low, high
    for scale in (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6, Decimal(1000)):
        if high >= scale:
            return low * scale, high
    return low, high


def _is_share(first: Number, second: Number, text: str) -> bool:
    if not _IN_SHARE.fullmatch(text[first.end : second.start]) or first.value is None or second.value is None:
        return False
    return first.value < second.value and not first.scaled and second.value <= 1000


def _with_unit(text: str, words: FigureWords, number: Number, amount: Amount) -> Found:
    """The amount with the sign before it and the unit behind it."""
    before, after = text[: number.start], text[number.end :]
    made = Found(kind=FigureKind.COUNT, amount=amount, start=number.start, end=number.end, number=number, rule="count")
    symbol = _symbol(before, words)
    if symbol:
        end = number.end
        return _as(
            made, FigureKind.MONEY, words.symbols[symbol], start=number.start - len(symbol) - _gap(before), end=end
        )
    for pattern, unit in ((_POINTS, "percentage points"), (_PERCENT, "percent")):
        match = pattern.match(after)
        if match:
            return _as(made, FigureKind.SHARE, unit, end=number.end + match.end())
    if _OLD.match(after) or _OLD_SHARED.match(after):
        return _as(made, FigureKind.AGE, "years")
    months = _UNIT_OLD.match(after)
    if months:
        return _as(made, FigureKind.AGE, months.group().strip().lower(), end=number.end + months.end())
    if _AGED.search(before) or _AGED.search(before.removesuffix("between ").removesuffix("from ")):
        return _as(made, FigureKind.AGE, "years")
    return _measured(made, text, words)


def _gap(before: str) -> int:
    return len(before) - len(before.rstrip())


def _symbol(before: str, words: FigureWords) -> str:
    tail = before.rstrip()
    if len(before) - len(tail) > 1:
        return ""
    fits = [symbol for symbol in words.symbols if tail.endswith(symbol) and not tail[: -len(symbol)][-1:].isalpha()]
    return max(fits, key=len, default="")


def _as(made: Found, kind: FigureKind, unit: str, *, start: int | None = None, end: int | None = None) -> Found:
    return replace(
        made,
        kind=kind,
        amount=replace(made.amount, unit=unit),
        start=made.start if start is None else start,
        end=made.end if end is None else end,
        rule=kind.value,
    )


def _measured(made: Found, text: str, words: FigureWords) -> Found:
    after = text[made.end :]
    money = _phrase_after(after, words.currencies)
    if money == "p" and not re.match(r"p(?!\.?\s?m\b|[\w-])", after):
        money = ""  # "9p.m."
    if money and not (money == "pounds" and re.search(r"\bweigh\w*\W+(?:\w+\W+){0,3}$", text[: made.start])):
        return _as(made, FigureKind.MONEY, words.currencies[money], end=made.end + _reach(after, money))
    measure = _phrase_after(after, words.measures)
    if measure and _unit_stands(measure, after):
        below = _MINUS.search(text[: made.start])
        found = _as(made, FigureKind.MEASURE, measure, end=made.end + _reach(after, measure))
        return _negative(found, below.start()) if below else found
    length = _phrase_after(after, dict.fromkeys(words.durations, ""))
    if length:
        return _as(made, FigureKind.DURATION, length, end=made.end + _reach(after, length))
    return made


def _negative(found: Found, start: int) -> Found:
    low, high = found.amount.low, found.amount.high
    amount = replace(found.amount, low=-high if high is not None else None, high=-low if low is not None else None)
    return replace(found, amount=amount, start=start)


def _unit_stands(unit: str, after: str) -> bool:
    """One-letter units ("W", "m") stand only right behind the digits: "37m-long" and "(37m)", not "£37m"."""
    if len(unit) > 1 or unit == "°":
        return True
    if unit == "m":
        return bool(_METRES.match(after))
    return after.startswith(unit) and unit in ("W", "V")


_LONGEST_PHRASE = 60
"""Characters: no unit or currency is longer."""


def _phrase_after(after: str, phrases: Mapping[str, str]) -> str:
    match = re.match(r"[\s-]?", after)
    rest = after[match.end() if match else 0 :]
    lower = rest[:_LONGEST_PHRASE].lower()
    fits = [phrase for phrase in phrases if lower.startswith(phrase) or rest.startswith(phrase)]
    whole = [phrase for phrase in fits if not rest[len(phrase) : len(phrase) + 1].isalpha()]
    return max(whole, key=len, default="")


def _reach(after: str, phrase: str) -> int:
    return len(phrase) + (1 if after[:1] in " -\u00a0\n" else 0)


def _fractions(text: str, words: FigureWords) -> Iterator[Found]:
    """ "Half of the town", "a quarter of the crop", "three-fifths of", "half the town"."""
    for match in re.finditer(r"\b[Hh]alf(?=\s(?:of|the|its|their|his|her|our|all)\b)", text):
        yield _share(match.start(), match.end(), words.fractions["half"])
    names = "|".join(words.fractions)
    counts = "|".join(["a", "an", *list(words.numbers)])
    for match in re.finditer(rf"\b(?P<count>{counts}|\d+)[\s-](?P<part>{names})(?=\sof\b)", text, re.IGNORECASE):
        printed = match["count"].lower()
        count = Decimal(1) if printed in ("a", "an") else words.numbers.get(printed) or Decimal(printed)
        value = words.fractions[match["part"].lower()]
        if match["part"].lower().startswith(("third", "sixth", "seventh", "ninth")):
            value = (count / (1 / value).quantize(Decimal(1))).quantize(Decimal("0.0001"))
            yield _share(match.start(), match.end(), value.normalize())
        else:
            yield _share(match.start(), match.end(), (count * value).normalize())


def _share(start: int, end: int, value: Decimal) -> Found:
    return Found(
        kind=FigureKind.SHARE,
        amount=Amount(low=value, high=value, unit="share"),
        start=start,
        end=end,
        number=Number(start=start, end=end, value=value),
        rule="share",
    )


def _folds(text: str, words: FigureWords) -> Iterator[Found]:
    if "fold" not in text.lower():
        return
    names = "|".join(words.numbers)
    for match in re.finditer(rf"\b(?P<count>{names}|\d+)-?fold\b", text, re.IGNORECASE):
        value = words.numbers.get(match["count"].lower()) or Decimal(match["count"])
        number = Number(start=match.start(), end=match.end(), value=value)
        amount = Amount(low=value, high=value, unit="ratio")
        yield Found(
            kind=FigureKind.RATIO, amount=amount, start=match.start(), end=match.end(), number=number, rule="ratio"
        )


def _sixties(text: str) -> Iterator[Found]:
    for match in _SIXTIES.finditer(text):
        low = Decimal(match["number"])
        start, end = match.start("number"), match.end()
        number = Number(start=start, end=end, value=low, digits=True)
        amount = Amount(low=low, high=low + 9, unit="years")
        yield Found(kind=FigureKind.AGE, amount=amount, start=start, end=end, number=number, rule="age")


_BOUND_LOW, _BOUND_HIGH = "low", "high"


def _hedged(found: Found, text: str, words: FigureWords) -> Found:
    before, after = text[: found.start], text[found.end :]
    hedge, bound = _hedge_before(before, words) or _hedge_after(after, words) or ("", "")
    if not hedge:
        return found
    return replace(found, hedge=hedge, amount=bounded(found.amount, bound))


def bounded(amount: Amount, bound: str) -> Amount:
    """The amount with one side open where the hedge bounds it: "at least 40" has no `high`."""
    if bound == _BOUND_LOW:
        return replace(amount, high=None)
    if bound == _BOUND_HIGH:
        return replace(amount, low=None)
    return amount


def hedge_before(before: str, words: FigureWords) -> tuple[str, str] | None:
    """The hedge that ends `before`, as printed, and its kind."""
    return _hedge_before(before, words)


def _hedge_before(before: str, words: FigureWords) -> tuple[str, str] | None:
    tail = re.sub(r"\b(?:a|an|a total of|between|from)\s*$", "", before[-60:], flags=re.IGNORECASE).rstrip().lower()
    plain = before[-60:].rstrip().lower()
    for text in (plain, tail):
        fits = [hedge for hedge in words.hedges_before if text.endswith(hedge) and _begins_word(text, len(hedge))]
        if fits:
            hedge = max(fits, key=len)
            return hedge, words.hedges_before[hedge]
    return None


def _begins_word(text: str, length: int) -> bool:
    """Whether the last `length` characters of `text` begin with a word's first letter."""
    before = text[: len(text) - length][-1:]
    return not (before.isalnum() or before in ("_", "-"))


def _hedge_after(after: str, words: FigureWords) -> tuple[str, str] | None:
    rest = after[:20].lower().lstrip()
    if after[:1] == "+":
        return "+", _BOUND_LOW
    begun = [hedge for hedge in words.hedges_after if rest.startswith(hedge)]
    fits = [hedge for hedge in begun if re.match(rf"{re.escape(hedge)}\b", rest)]
    hedge = max(fits, key=len, default="")
    return (hedge, words.hedges_after[hedge]) if hedge else None
