"""The check: each word of a composed sentence is carried by a cited passage, derived from a named record, or a
plain connective.

A sentence that joins two passages is cut where they join, and each piece must stand on one passage alone: so no
word of one speaker, day or count can slip to another. Inside a piece the carried words stand in unbroken runs
that begin and end at clause borders.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from firsthand.brief.connectives import Connectives
from firsthand.brief.faith import Label, find_fault
from firsthand.brief.passage import Derived, Ground, Passage, read_ground
from firsthand.brief.records import Carriage, Part
from firsthand.brief.tokens import Token, read_tokens, same_word

_MOST_STEPS = 4_000
"""Steps of the search for one piece. A composed sentence of 60 words takes some 500; beyond that it is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A sentence that may not be printed: the word at which it fails, and why."""

    word: str
    why: str


def check_line(
    text: str, *, passages: tuple[Passage, ...], connectives: Connectives, derived: tuple[Derived, ...] = ()
) -> tuple[Part, ...] | Refusal:
    """The parts of a composed sentence, each with its carriage; or a refusal that names the word.

    `derived` may be used with every passage; what belongs to one statement alone (its speaker, its day) is on
    its `Passage`.

    >>> from firsthand.brief.connectives import load_connectives
    >>> orle = Passage(text="Orle said the gate may fail.", finding="st-1")
    >>> check_line("Orle said the gate will fail.", passages=(orle,), connectives=load_connectives())
    Refusal(word='will', why='it is neither carried, derived nor a connective')
    """
    tokens = read_tokens(text)
    if not tokens:
        return Refusal(word="", why="the sentence has no words")
    grounds = tuple(read_ground(passage, connectives) for passage in passages)
    search = _Search(tokens=tokens, connectives=connectives, derived=derived)
    labels = _label_pieces(search, grounds, 0)
    if labels is None:
        return search.refusal()
    return _parts(text, tokens, labels)


def check_notice(
    text: str, *, passages: tuple[Passage, ...], connectives: Connectives, derived: tuple[Derived, ...]
) -> tuple[Part, ...] | Refusal:
    """As `check_line`, for a sentence about the reports themselves.

    Inside quotation marks only unbroken words of one passage may stand, as printed; outside them only derived
    words and the house's closed list of phrases.
    """
    tokens = read_tokens(text)
    read = tuple((passage, read_tokens(passage.text)) for passage in passages)
    labels: list[Label] = []
    at = 0
    while at < len(tokens):
        found = _quoted_at(tokens, at, read) if tokens[at].quoted else _house_at(tokens, at, derived, connectives)
        if found is None:
            return Refusal(
                word=tokens[at].text, why="it is neither quoted from a passage, derived nor a phrase of the house"
            )
        labels += found
        at += len(found)
    return _parts(text, tokens, tuple(labels))


def _quoted_at(
    tokens: tuple[Token, ...], at: int, read: tuple[tuple[Passage, tuple[Token, ...]], ...]
) -> list[Label] | None:
    until = at
    while until < len(tokens) and tokens[until].quoted and (until == at or not _reopened(tokens[until])):
        until += 1
    said = tokens[at:until]
    for passage, printed in read:
        for start in range(len(printed) - len(said) + 1):
            if all(same_word(one, other) for one, other in zip(said, printed[start:], strict=False)):
                return [
                    Label(carriage=Carriage.CARRIED, source=passage.finding, at=start + step)
                    for step in range(len(said))
                ]
    return None


def _reopened(token: Token) -> bool:
    return "\N{LEFT DOUBLE QUOTATION MARK}" in token.before


def _house_at(
    tokens: tuple[Token, ...], at: int, derived: tuple[Derived, ...], connectives: Connectives
) -> list[Label] | None:
    matches = [
        (len(words), Label(carriage=Carriage.DERIVED, source=one.source, derived=one))
        for one in derived
        if (words := _phrase_at(tokens, at, one.text)) and not tokens[at].quoted
    ]
    matches += [
        (len(phrase), Label(carriage=Carriage.CONNECTIVE))
        for phrase in connectives.phrases
        if tuple(token.folded for token in tokens[at : at + len(phrase)]) == phrase
    ]
    if tokens[at].folded in connectives.words | connectives.saying:
        matches.append((1, Label(carriage=Carriage.CONNECTIVE)))
    if not matches:
        return None
    length, label = max(matches, key=lambda match: match[0])
    return [label] * length


def _phrase_at(tokens: tuple[Token, ...], at: int, phrase: str) -> tuple[Token, ...]:
    words = read_tokens(phrase)
    here = tokens[at : at + len(words)]
    if len(here) == len(words) and all(same_word(one, other) for one, other in zip(here, words, strict=True)):
        return here
    return ()


def _label_pieces(search: _Search, grounds: tuple[Ground, ...], start: int) -> tuple[Label, ...] | None:
    """Labels for the words from `start` on: one piece on one passage, or a first piece, a joiner and the rest."""
    cuts = [*_cuts(search.tokens, start), (len(search.tokens), 0)]
    for end, skip in reversed(cuts):
        for ground in grounds:
            first = search.label(ground, start, end)
            if first is None:
                continue
            if end == len(search.tokens):
                return first
            rest = _label_pieces(search, grounds, end + skip)
            if rest is not None:
                return (*first, *([Label(carriage=Carriage.CONNECTIVE)] * skip), *rest)
    return None


def _cuts(tokens: tuple[Token, ...], start: int) -> Iterator[tuple[int, int]]:
    """Where two sentences may be joined: the end of the first, and how many words the joiner has."""
    for at in range(start + 1, len(tokens)):
        marks = tokens[at - 1].after
        if ";" in marks:
            yield at, 0
        elif "," in marks and tokens[at].folded in ("and", "but", "while"):
            yield at, 1


@dataclass(slots=True, kw_only=True)
class _Search:
    """One sentence's search. It remembers how far any reading came, so that a refusal names the word."""

    tokens: tuple[Token, ...]
    connectives: Connectives
    derived: tuple[Derived, ...]
    farthest: int = 0
    fault: Refusal | None = None
    steps: int = field(default=0)

    def refusal(self) -> Refusal:
        if self.fault is not None:
            return self.fault
        word = self.tokens[min(self.farthest, len(self.tokens) - 1)].text
        return Refusal(word=word, why="it is neither carried, derived nor a connective")

    def label(self, ground: Ground, start: int, end: int) -> tuple[Label, ...] | None:
        """Labels for tokens[start:end] on one passage, or None."""
        self.steps = 0
        if not self._ends(ground, start, end, {}):
            return None
        for labels in self._readings(ground, start, end, ()):
            fault = find_fault(self.tokens[start:end], labels, ground, self.connectives)
            if fault is None:
                return labels
            if end == len(self.tokens) or self.fault is None:
                self.fault = Refusal(word=fault[0], why=fault[1])
        return None

    def _ends(self, ground: Ground, at: int, end: int, known: dict[int, bool]) -> bool:
        """Whether any reading from `at` comes to the end, words used twice forgiven: most have none, and trying every
        order of their pieces would take exponential time."""
        if at not in known:
            self.farthest = max(self.farthest, at)
            known[at] = at == end
            for labels in () if at == end else self._next(ground, at, end, ()):
                known[at] = self._ends(ground, at + len(labels), end, known) or known[at]
        return known[at]

    def _readings(self, ground: Ground, at: int, end: int, so_far: tuple[Label, ...]) -> Iterator[tuple[Label, ...]]:
        self.farthest = max(self.farthest, at)
        self.steps += 1
        if at == end:
            yield so_far
            return
        if self.steps > _MOST_STEPS:
            return
        for labels in self._next(ground, at, end, so_far):
            yield from self._readings(ground, at + len(labels), end, (*so_far, *labels))

    def _next(self, ground: Ground, at: int, end: int, so_far: tuple[Label, ...]) -> Iterator[tuple[Label, ...]]:
        runs, reach = _runs(self.tokens[at:end], ground, so_far)
        self.farthest = max(self.farthest, min(at + reach, end))
        yield from runs
        for one in (*ground.passage.derived, *self.derived):
            words = _phrase_at(self.tokens[:end], at, one.text)
            if words and not any(word.quoted for word in words):
                yield (Label(carriage=Carriage.DERIVED, source=one.source, derived=one),) * len(words)
        token = self.tokens[at]
        if token.quoted:
            return
        if token.folded in self.connectives.words:
            yield (Label(carriage=Carriage.CONNECTIVE),)
        if token.folded in self.connectives.saying:
            yield (Label(carriage=Carriage.CONNECTIVE, says=True),)
        if token.folded == "according" and at + 1 < end and self.tokens[at + 1].folded == "to":
            yield Label(carriage=Carriage.CONNECTIVE, says=True), Label(carriage=Carriage.CONNECTIVE)


def _runs(
    said: tuple[Token, ...], ground: Ground, so_far: tuple[Label, ...]
) -> tuple[tuple[tuple[Label, ...], ...], int]:
    """Every unbroken run of the passage that the coming words repeat, longest first, never a word twice.

    Beside them, how many words any stretch of the passage repeats, be it a run or not.
    """
    used = {label.at for label in so_far if label.at >= 0}
    source = ground.passage.finding
    found: list[tuple[Label, ...]] = []
    farthest = 0
    for start in ground.starts_with.get(said[0].folded, ()):
        length = 0
        while (
            length < len(said)
            and start + length < len(ground.tokens)
            and start + length in ground.open_to
            and start + length not in used
            and same_word(said[length], ground.tokens[start + length])
        ):
            length += 1
            farthest = max(farthest, length)
            if start + length in ground.ends:
                found.append(
                    tuple(Label(carriage=Carriage.CARRIED, source=source, at=start + step) for step in range(length))
                )
    return tuple(sorted(found, key=lambda run: -len(run))), farthest


def _parts(text: str, tokens: tuple[Token, ...], labels: tuple[Label, ...]) -> tuple[Part, ...]:
    """The sentence cut where the carriage changes; joined again the parts are the sentence.

    Marks and blanks between two groups go with the one that is not derived.
    """
    groups: list[tuple[Label, int, int]] = []
    for token, label in zip(tokens, labels, strict=True):
        if groups and (groups[-1][0].carriage, groups[-1][0].source) == (label.carriage, label.source):
            groups[-1] = (groups[-1][0], groups[-1][1], token.end)
        else:
            groups.append((label, token.start, token.end))
    cuts, between = [0], Label(carriage=Carriage.CONNECTIVE)
    made: list[tuple[Label, int, int]] = []
    for label, start, end in groups:
        at = cuts[-1]
        if made and made[-1][0].carriage is not Carriage.DERIVED:
            made[-1] = (made[-1][0], made[-1][1], start)
        elif label.carriage is not Carriage.DERIVED:
            start = at
        elif start > at:
            made.append((between, at, start))
        made.append((label, start, end))
        cuts.append(end)
    if cuts[-1] < len(text):
        last = made[-1]
        if last[0].carriage is Carriage.DERIVED:
            made.append((between, cuts[-1], len(text)))
        else:
            made[-1] = (last[0], last[1], len(text))
    return tuple(Part(text=text[start:end], carriage=label.carriage, source=label.source) for label, start, end in made)
