"""What a figure counts, and which figures count the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from firsthand.article.records import BlockKind
from firsthand.evidence import Evidence, Span
from firsthand.ledger.contrast import load_contrast
from firsthand.ledger.count_words import find_state, find_verb_before, is_label, leave_next
from firsthand.ledger.index import Index
from firsthand.ledger.lists import Counting, LedgerLists
from firsthand.reading.records import EntityKind, Figure, FigureKind, Reading
from firsthand.story.sentences import sentence_at
from firsthand.story.words import ContentWords, find_stems, find_words, fold, stem
from firsthand.when import When

HEDGE_SHARE = Decimal("0.05")
"""How far "around" reaches: 5 % to each side. "Around 11,000" holds 10,800."""

CLAUSE_WORDS = 9
"""Words to each side of a figure in which its state ("killed", "missing") is looked for."""

SOON = 4
"""Words after a figure in which "still" says that it counts those who are left."""

_ARTICLES = (("a",), ("an",), ("the",), ("its",), ("their",))
"""Words before a move that make it a mere adjective: "a revised note from the guard"."""

ONE_WORDS = 4
"""The same after "one": "one man, already hurt, dodged death" counts no dead."""

_COMPARED = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.MEASURE, FigureKind.SHARE})

REACH = 90
"""Characters after a figure in which a place is looked for."""

_LOCATED = re.compile(
    r"""
    \b(?:in|at|near|outside|around|across)\s+
    (?:the\s+)?(?:(?!in\b|at\b)[a-z]+\s+){0,3}?                      # the village of
    (?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)
    """,
    re.VERBOSE,
)
_PRESUMED = frozenset(["presumed", "feared", "believed", "thought", "suspected"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure with what it counts: `thing` is a state ("dead") or the stem of the counted noun; `context` the
    senses of its sentence, `names` the capital words among them, `counted` the senses of the counted noun with what
    stands before it; `low` and `high` its bounds with the hedge; `at` when it held, as far as is known; `printed`
    what is counted in words a reader knows. `after` is the figure that a bare number takes its thing from
    ("… 11 miles. The port says 9."), `instead` the number that it stands against ("9 miles, not 11"), `definite` a
    sum that is taken for known ("the 9,000 crowns")."""

    figure: Figure
    sentence: Evidence
    thing: str
    is_state: bool
    context: frozenset[str]
    names: frozenset[str]
    low: Decimal | None
    high: Decimal | None
    at: When
    giver: str
    to: bool
    unit: str = ""
    printed: str = ""
    counted: frozenset[str] = frozenset()
    after: str = ""
    instead: Decimal | None = None
    definite: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing is counted but a measure: a distance, a weight."""
        return self.figure.kind is not FigureKind.MONEY and not self.is_state and self.thing == self.unit

    @property
    def report(self) -> str:
        return self.figure.report


def find_counts(index: Index, lists: LedgerLists, entity_of: Mapping[str, str]) -> tuple[Count, ...]:
    """The figures of all readings that can be set side by side, in order. Left out: ages, times, parts of another
    count ("three of them", "two more"), and figures whose counted thing the report does not print."""
    found = []
    for reading in index.readings:
        places = [figure.evidence.span for figure in reading.figures]
        before: list[Count] = []
        for figure in reading.figures:
            if figure.kind in _COMPARED and figure.evidence.of == reading.article.id:
                count = _make_count(figure, reading, places, lists, entity_of)
                count = count or _continue(figure, before, reading, entity_of)
                if count:
                    found.append(count)
                    before.append(count)
    return _leave_out_steps(found)


def _continue(figure: Figure, before: list[Count], reading: Reading, entity_of: Mapping[str, str]) -> Count | None:
    """A bare number in a short sentence right after other figures counts what the nearest of them in size counts:
    "The guard counted 229 after two names were struck off. The owner still says 214"."""
    sentence = reading.article.evidence(sentence_at(reading.article, figure.evidence.span))
    bare = not figure.counted and not figure.amount.unit and figure.kind is FigureKind.COUNT
    ahead = find_words(reading.article.text[sentence.start : figure.evidence.start])[-1:]
    bare = bare and ahead not in _SUMS  # "All five were hurt" may count two women and three men
    put = _is_put_for_another(reading.article.text[sentence.start : figure.evidence.start])
    if not bare or (
        len(find_words(sentence.quote)) > SHORT_SENTENCE and not put and not _is_correction(sentence, reading)
    ):
        return None
    following = [
        one
        for one in before[-FIGURES_BACK:]
        if one.sentence.block == sentence.block and 0 <= sentence.start - one.sentence.end <= 2
    ]
    if not following:
        return None
    own = find_middle(figure)
    last = min(following, key=lambda one: _ratio(middle(one), own))
    low, high = find_bounds(figure)
    return replace(
        last,
        figure=figure,
        sentence=sentence,
        low=low,
        high=high,
        giver=entity_of.get(figure.giver, ""),
        to=put,
        after=last.figure.id,
        instead=None,
        definite=False,
    )


def _is_put_for_another(before: str) -> bool:
    """Whether a number takes the place of the one just told: "the office cut that to 127"."""
    words = find_words(before)
    what = words[-2:-1] and words[-2] in _JUST_TOLD
    return bool(words[-1:] == ("to",) and what and set(words[-5:-2]) & load_contrast().replacing)


_JUST_TOLD = frozenset(
    ["that", "it", "this", "figure", "number", "total", "count", "tally", "toll", "estimate", "margin"]
)


def _is_correction(sentence: Evidence, reading: Reading) -> bool:
    """Whether the sentence stands in a correction note, which has one number set right: "We reported that 41 were
    aboard. The line, which gave us that figure, now says that it was 44"."""
    blocks = reading.article.blocks
    return sentence.block is not None and blocks[sentence.block].kind is BlockKind.CORRECTION


_SUMS = (("all",), ("both",), ("these",), ("those",))


def _ratio(left: Decimal, right: Decimal) -> Decimal:
    small, large = sorted((abs(left), abs(right)))
    return large / small if small else Decimal(1 if large == 0 else 10**9)


FIGURES_BACK = 6
"""Counts among which the one is looked for that a bare number takes its thing from."""

SHORT_SENTENCE = 8
"""Words at most of a sentence whose bare number takes up the figure before it."""

_INSTEAD = re.compile(r"^[^.;]{0,60}?,\s+(?:and\s+)?not\s+(?P<number>\d[\d,.]*\d|\d)\b")


def _leave_out_steps(counts: list[Count]) -> tuple[Count, ...]:
    """Of several counts of one thing in one sentence by one giver ("rose to nine from seven after two bodies were
    found") only where it stands now: the one after "to", else the greatest."""
    held: dict[tuple[str, int, str, str], list[Count]] = defaultdict(list)
    for count in counts:
        held[count.sentence.of, count.sentence.start, count.thing, count.giver].append(count)
    now = {max(same, key=lambda one: (one.to, middle(one))).figure.id for same in held.values()}
    return tuple(count for count in counts if count.figure.id in now)


def _make_count(
    figure: Figure, reading: Reading, places: list[Span], lists: LedgerLists, entity_of: Mapping[str, str]
) -> Count | None:
    sentence = sentence_at(reading.article, figure.evidence.span)
    text = reading.article.text
    before, after = _find_clause(figure.evidence.span, sentence, places, text)
    ahead = text[sentence.start : figure.evidence.start]
    if is_label(figure, ahead) or " including " in ahead:
        return None
    if _is_part(before, after, lists.counting) or _is_step(figure.evidence.span, sentence, text, lists.counting):
        return None
    thing, is_state = _find_thing(figure, before, after, lists)
    if _is_margin(figure, before, after):
        thing, is_state = f"{MARGIN} {thing}", False
    if not thing:
        return None
    low, high = find_bounds(figure)
    number = set(find_words(figure.evidence.quote))
    whole = text[sentence.start : sentence.end]
    return Count(
        figure=figure,
        sentence=reading.article.evidence(sentence),
        thing=thing,
        is_state=is_state,
        context=frozenset(lists.synonyms.get(one, one) for one in find_stems(whole, lists.content)) - number,
        names=_find_places(reading, sentence) | find_located(after, lists.content),
        low=low,
        high=high,
        at=figure.as_of if figure.as_of.known else reading.report.published.when,
        giver=entity_of.get(figure.giver, ""),
        to=find_words(before)[-1:] == ("to",),
        unit=figure.amount.unit,
        printed=_tell_counted(figure, thing, is_state=is_state),
        counted=frozenset(_find_counted(figure, lists)),
        instead=_find_instead(text[figure.evidence.end : sentence.end]),
        definite=find_words(text[sentence.start : figure.evidence.start])[-1:] in (("the",), ("that",), ("those",)),
    )


MARGIN = "margin of"


def _is_margin(figure: Figure, before: str, after: str) -> bool:
    """Whether the figure says by how much a contest is won: "won by 133 votes", "ahead by 94 votes"."""
    contrast = load_contrast()
    counted = {word for part in figure.counted[:1] for word in find_words(part.quote)}
    behind = [word for word in find_words(before) if word not in _BARELY]
    won = set(behind[-CLAUSE_WORDS:]) | set(find_words(after)[:ONE_WORDS])
    return bool(counted & contrast.contested and behind[-1:] == ["by"] and won & contrast.winning)


_BARELY = frozenset(["just", "only", "about", "around", "some", "nearly", "almost", "exactly", "a", "mere"])


def _tell_counted(figure: Figure, thing: str, *, is_state: bool) -> str:
    """The state, else the counted words as printed, else the unit."""
    if is_state or not figure.counted:
        return thing
    words = " ".join(figure.counted[0].quote.split())
    return words if figure.kind is FigureKind.COUNT else f"{figure.amount.unit} {words}".strip()


def _find_counted(figure: Figure, lists: LedgerLists) -> Iterator[str]:
    for part in figure.counted[:1]:
        for one in find_stems(part.quote, lists.content):
            if not one.isdigit():
                yield lists.counting.same.get(one, lists.synonyms.get(one, one))


def _find_instead(after: str) -> Decimal | None:
    match = _INSTEAD.match(after)
    return Decimal(match["number"].replace(",", "")) if match else None


def _find_clause(span: Span, sentence: Span, places: list[Span], text: str) -> tuple[str, str]:
    """The words before and after a figure, up to the next figure or the end of the sentence."""
    start = max([place.end for place in places if sentence.start <= place.end <= span.start] + [sentence.start])
    end = min([place.start for place in places if span.end <= place.start <= sentence.end] + [sentence.end])
    return text[start : span.start], text[span.end : end]


def _is_part(before: str, after: str, counting: Counting) -> bool:
    """Whether the figure is part of another count: "three of them", "another two", "two more", "the names of
    two victims"."""
    ahead = find_words(after)[:2]
    behind = find_words(before)[-1:]
    return (
        " ".join(ahead) in counting.part_phrases
        or bool(set(ahead[:1]) & counting.part_after)
        or bool(set(behind) & counting.part_before)
        or (behind == ("of",) and bool(set(find_words(before)[-2:-1]) & counting.part_lists))
    )


def _is_step(figure: Span, sentence: Span, text: str, counting: Counting) -> bool:
    """Whether the figure says by what another count moved, or from where: "rose to nine after divers found two"."""
    words = find_words(text[sentence.start : figure.start])
    moves = (at for at, word in enumerate(words) if word in counting.moves)
    moved = next((at for at in moves if words[at - 1 : at] not in _ARTICLES), None)
    return moved is not None and any(word in counting.steps for word in words[moved:])


def _find_thing(figure: Figure, before: str, after: str, lists: LedgerLists) -> tuple[str, bool]:
    """The state in which people are counted, else the stem of the counted noun, else ""."""
    counting, function = lists.counting, lists.content.function
    counted = " ".join(part.quote for part in figure.counted)
    words = find_words(figure.counted[0].quote) if figure.counted else ()
    unit = figure.amount.unit
    general = not words or bool(set(words) & counting.people)
    if figure.kind is FigureKind.COUNT:
        around = [" ".join(find_words(leave_next(after, counting))[:CLAUSE_WORDS])]
        around.append(" ".join(find_words(before)[-CLAUSE_WORDS:]))
        if find_middle(figure) == 1:
            around = [" ".join(find_words(leave_next(after, counting))[:ONE_WORDS])]
        people = general or bool(find_state(" ".join(words[-1:]), counting))
        clauses = [counted, *around] if general else words[-1:]
        for clause in (*([find_verb_before(before)] if people else []), *clauses):
            state = find_state(clause, counting)
            if state == "wounded" and "still" in find_words(after)[:SOON]:
                return "", False  # "two are still in hospital" counts a part of the wounded
            if state:
                presumed = set(find_words(clause)) & _PRESUMED
                return (f"presumed {state}" if presumed else state), True
    if figure.kind in (FigureKind.MEASURE, FigureKind.MONEY) and not words:
        return unit, False
    if general:
        return ("people" if words else ""), False
    stems = [stem(part) for word in words if word not in function for part in word.split("-") if not part.isdigit()]
    if not stems:
        return "", False
    head = next((counting.same[one] for one in stems if one in counting.same), stems[-1])
    return f"{head} {unit}".strip(), False


def _find_places(reading: Reading, sentence: Span) -> frozenset[str]:
    """The named places in the sentence, folded; states and their governments are left out."""
    states = {fold(referent.country) for referent in reading.referents}
    names = {referent.id: fold(referent.name) for referent in reading.referents if referent.kind is EntityKind.PLACE}
    return frozenset(
        names[mention.referent]
        for mention in reading.mentions
        if mention.referent in names
        and mention.evidence.of == reading.article.id
        and sentence.covers(mention.evidence.span)
        and names[mention.referent] not in states
    )


def find_located(after: str, words: ContentWords) -> frozenset[str]:
    """Names that the words right after a figure set it in: "houses in the village of Sre Lor".

    >>> from firsthand.story.words import load_content_words
    >>> sorted(find_located(" houses in the village of Sre Lor, near Bay", load_content_words()))
    ['bay', 'sre lor']
    >>> find_located(" houses in March", load_content_words())
    frozenset()
    """
    names = (fold(match["name"]) for match in _LOCATED.finditer(after[:REACH]))
    return frozenset(name for name in names if not set(name.split()) & (words.reporting | words.function))


def find_bounds(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    """At least and at most, widened where the figure is hedged."""
    low, high = figure.amount.low, figure.amount.high
    if figure.hedge and low is not None and low == high:
        reach = abs(low) * HEDGE_SHARE
        return low - reach, low + reach
    return low, high


def can_be_equal(left: Count, right: Count) -> bool:
    """Whether two figures do not speak against each other: their bounds overlap ("at least seven" and "nine")."""
    lows = [count.low for count in (left, right) if count.low is not None]
    highs = [count.high for count in (left, right) if count.high is not None]
    return not lows or not highs or max(lows) <= min(highs)


def is_equal(left: Count, right: Count) -> bool:
    """Whether two figures say the same amount within their hedges; "at least seven" and "nine" do not."""
    if not can_be_equal(left, right):
        return False
    opens = [(count.low is None, count.high is None) for count in (left, right)]
    if opens == [(False, False), (False, False)]:
        return True
    return middle(left) == middle(right)


def middle(count: Count) -> Decimal:
    """The figure as one number, for saying which is greater."""
    return find_middle(count.figure)


def find_middle(figure: Figure) -> Decimal:
    """The amount as one number: the middle of its bounds, or the bound that there is."""
    low, high = figure.amount.low, figure.amount.high
    if low is None or high is None:
        return low if low is not None else high if high is not None else Decimal(0)
    return (low + high) / 2
