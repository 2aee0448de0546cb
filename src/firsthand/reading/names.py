"""Proper names in one article: where they stand, what they are, and which of them are one name."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from firsthand.reading.namewords import NameWords
from firsthand.reading.records import EntityKind
from firsthand.reading.states import LONGEST, StateMatch
from firsthand.reading.tokens import Word, WordLine

WEEKDAYS: Final = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_MONTHS_WORDS: Final = (
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. "
)
MONTHS: Final = frozenset(_MONTHS_WORDS.split())
PROPER: Final = frozenset(("NNP", "NNPS"))
PLACE_PREPOSITIONS: Final = frozenset(
    ["in", "at", "near", "to", "from", "outside", "inside", "around", "across", "into", "through", "throughout", "via"]
)
SMALL_JOINS: Final = frozenset(("of", "for", "on"))
LAW: Final = frozenset(
    [
        "convention",
        "constitution",
        "treaty",
        "act",
        "code",
        "statute",
        "charter",
        "protocol",
        "accord",
        "agreement",
        "declaration",
        "pact",
        "law",
    ]
)
PROVISIONS: Final = frozenset(
    [
        "article",
        "section",
        "clause",
        "rule",
        "paragraph",
        "chapter",
        "annex",
        "schedule",
        "part",
        "page",
        "room",
        "flight",
        "route",
    ]
)
PLURAL_HEADS: Final = frozenset(
    (
        "ministry",
        "department",
        "committee",
        "office",
        "bank",
        "institute",
        "commission",
        "directorate",
        "agency",
        "board",
        "council",
        "federation",
        "union",
        "association",
        "authority",
        "administration",
        "bureau",
        "centre",
        "center",
        "society",
        "chamber",
        "confederation",
        "inspectorate",
        "secretariat",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of capitalised words that is one name, with what stands before the name proper inside it.

    Words `start` to `name` are titles, peoples and bodies ("Foreign Ministry Spokesman"), `name` to `end` the name.
    """

    line: int
    start: int
    name: int
    end: int
    nickname: str = ""


@dataclass(slots=True, kw_only=True)
class Name:
    """All runs with the same words in one article, what they were voted to be, and the state they stand for.

    `marked`: a title, an age or "who" beside it says that it is a person's. `told`: it stands in a line that tells
    something, and not only in entries of lists and tables. `as_people`: what the model's taking it for a nation's
    adjective has cost it, given back once it is marked.
    """

    words: tuple[str, ...]
    printed: str
    votes: defaultdict[EntityKind, float] = field(default_factory=lambda: defaultdict(float))
    state: StateMatch | None = None
    nickname: str = ""
    runs: int = 0
    spoke: bool = False
    placed: bool = False
    marked: bool = False
    told: bool = False
    as_people: float = 0.0

    def mark(self, weight: float) -> None:
        """A word beside it says that it is a person's."""
        self.votes[EntityKind.PERSON] += weight + self.as_people
        self.as_people, self.marked = 0.0, True

    @property
    def kind(self) -> EntityKind:
        if not self.votes:
            return EntityKind.UNKNOWN
        kind, votes = max(self.votes.items(), key=lambda vote: (vote[1], vote[0].value))
        return kind if votes > (0.9 if kind is EntityKind.PLACE else 0) else EntityKind.UNKNOWN


def find_names(lines: Sequence[WordLine], words: NameWords) -> list[Run]:
    """Every name of an article that its capitals show, in text order, outside headings whose capitals mean nothing.

    A word that opens a sentence counts where it is part of a longer name, or a name inside a sentence, elsewhere.
    """
    runs = [run for line in lines for run in _find_runs(line, words, frozenset())]
    parts = frozenset(
        word.lower
        for run in runs
        if run.end - run.name > 1 or not lines[run.line].words[run.start].opens
        for word in lines[run.line].words[run.name : run.end]
        if word.capital and word.lower not in words.bodies.heads
    )
    opening = [
        line
        for line in lines
        if any(word.opens and word.lower in parts and word.capital for word in line.words) and not line.shouts
    ]
    again = {line.number: list(_find_runs(line, words, parts)) for line in opening}
    return [run for line in lines for run in again.get(line.number, [r for r in runs if r.line == line.number])]


def _find_runs(line: WordLine, words: NameWords, parts: frozenset[str]) -> Iterator[Run]:
    if line.shouts:
        return
    at = 0
    while at < len(line.words):
        known = line.words[at].opens and line.words[at].capital and line.words[at].lower in parts
        end = _run_end(line.words, at, words) if known or _starts_name(line.words, at, words) else at
        if end == at:
            at += 1
            continue
        run = _split_run(line, at, _less_honours(line.words, at, end, words), words)
        yield _with_office(line, run, words)
        at = end


def _less_honours(line: Sequence[Word], start: int, end: int, words: NameWords) -> int:
    """The end of a name of two words or more without the letters behind it: "Ada Berg KC"."""
    while end - start > 2 and line[end - 1].lower in words.titles.honours:
        end -= 1
    return end


def _starts_name(line: Sequence[Word], at: int, words: NameWords) -> bool:
    word = line[at]
    if word.lower in words.titles.particles and not word.capital:
        return at + 2 < len(line) and line[at + 1].text == "-" and line[at + 2].capital
    if not word.capital or not any(map(str.isalpha, word.text)) or word.text == "I":
        return False
    if word.tag in ("DT", "PRP", "PRP$", "WP", "WDT", "WRB", "UH", "MD", "EX", "PDT", "POS") and word.text not in (
        "US",
        "IT",
    ):
        return word.tag == "MD" and word.label == "PERSON"
    if word.lower in PROVISIONS and at + 1 < len(line) and line[at + 1].tag == "CD":
        return False
    if word.lower in WEEKDAYS:
        return _names_paper(line, at)
    if (word.lower in MONTHS and not _name_like_month(line, at)) or _is_no_name(line, at):
        return False
    if not word.opens or states_at(line, at, words) > 1:
        return True
    follows = at + 1 < len(line) and line[at + 1].capital and line[at + 1].tag in PROPER
    if follows:
        return word.tag not in ("IN", "CC", "RB", "VBD", "VBZ", "VBP", "CD", "TO")
    known = words.states.find([word.lower]) is not None
    return known or (word.tag in PROPER and word.lower not in words.titles.everyday)


def _names_paper(line: Sequence[Word], at: int) -> bool:
    """Whether a weekday begins a name behind "the", as of a paper ("the Sunday Post"), and only tells no day ("the
    Friday Senate vote")."""
    end = at + 1
    while end < len(line) and line[end].capital and line[end].tag in PROPER:
        end += 1
    after = line[end].tag if end < len(line) else ""
    before = line[at - 1].lower if at else ""
    return before == "the" and end > at + 1 and not line[at].opens and after not in ("NN", "NNS", "POS", "CD")


_HELPING = frozenset(("did", "does", "do", "is", "are", "was", "were", "has", "have", "had", "got", "get", "not", "if"))


def _is_no_name(line: Sequence[Word], at: int) -> bool:
    """Whether a word with capitals is the plural of initials ("MPs"), a letter that a hyphen joins to a place
    ("R-Ohio"), or a small word that stands alone."""
    text, before = line[at].text, line[at - 1] if at else None
    if len(text) in (3, 4, 5) and text[-1] == "s" and text[:-1].isupper():
        return line[at].tag in ("NNS", "NNPS")
    follows = at + 1 < len(line) and line[at + 1].capital
    if not follows and (line[at].tag in ("IN", "CC", "WRB", "TO") or line[at].lower in _HELPING):
        return len(text) > 1 and not text.isupper()
    joined = at + 1 < len(line) and line[at + 1].text == "-" and line[at + 1].start == line[at].end
    bracketed = before is not None and before.text in (",", "(", "[", "-LRB-")
    return len(text) == 1 and joined and bracketed


def states_at(line: Sequence[Word], at: int, words: NameWords) -> int:
    """How many words at `at` are the name of a state ("Republic of Korea"), or 0."""
    match = words.states.find([word.lower for word in line[at : at + LONGEST]])
    return match.length if match is not None else 0


def _name_like_month(line: Sequence[Word], at: int) -> bool:
    """Whether a month's word begins a person's name ("April Harding"): a capital follows, and no preposition leads."""
    after = at + 1 < len(line) and line[at + 1].capital and line[at + 1].tag in PROPER
    before = line[at - 1].lower if at else ""
    return after and before not in (
        "in",
        "on",
        "last",
        "next",
        "since",
        "until",
        "by",
        "from",
        "early",
        "late",
        "mid",
        "of",
        "this",
    )


def _run_end(line: Sequence[Word], at: int, words: NameWords) -> int:
    end = at + max(1, states_at(line, at, words))
    while end < len(line):
        step = _step(line, at, end, words)
        if not step:
            break
        end += step
    return end


def _step(line: Sequence[Word], start: int, end: int, words: NameWords) -> int:
    """How many words more the run that ends at `end` takes in."""
    word = line[end]
    nxt = line[end + 1] if end + 1 < len(line) else None
    glued = word.start == line[end - 1].end
    owned = word.text in ("’", "'") and glued and line[end - 1].lower.endswith("s")
    if owned and (step := _owned_step(line, end, words)):
        return step
    if word.tag == "POS" and glued and _owns_office(line, start, end, words):
        return 2
    if word.opens and word.text not in ("“", '"', "‘") and not _abbreviates(line, start, end):
        return 0
    if (
        word.text in ("-", "–", "’", "'")
        and glued
        and nxt is not None
        and nxt.start == word.end
        and nxt.text[0].isalnum()
    ):
        return 0 if nxt.lower in words.titles.joined else 2
    if word.capital and word.text[0].isalpha():
        dated = word.lower in WEEKDAYS or word.lower in MONTHS
        middle = nxt is not None and nxt.capital and nxt.tag in PROPER and word.tag in ("PRP", "UH")
        return 0 if dated or (word.tag in ("DT", "PRP", "PRP$", "WP") and not middle) else 1
    if word.text == "&" and nxt is not None and nxt.capital:
        return 2
    if word.lower in words.titles.suffixes:
        return 1
    if word.lower in words.titles.particles:
        reach = next((step for step in (1, 2, 3) if end + step < len(line) and line[end + step].capital), 0)
        small = all(line[end + i].lower in words.titles.particles or line[end + i].text == "-" for i in range(reach))
        return reach + 1 if reach and small else 0
    if word.text in ("“", '"', "‘"):
        return _nickname_step(line, end)
    return _of_step(line, start, end, words)


_SHORT = frozenset(("st.", "ste.", "ft.", "mt."))


def _abbreviates(line: Sequence[Word], start: int, end: int) -> bool:
    """Whether the word before is a short form that begins a name, so that its full stop ends no sentence: "St. |
    Louis", and not "on Quill St. | Berg said"."""
    return end - start == 1 and line[start].lower in _SHORT and line[end].capital


def _owned_step(line: Sequence[Word], at: int, words: NameWords) -> int:
    """The mark of several owners inside a body's name: "Teachers' Union", "Seafarers' and Dockers' Union"."""
    rest = line[at + 1 : at + 5]
    if rest and rest[0].capital and rest[0].lower in words.bodies.heads:
        return 2
    joined = len(rest) == 4 and rest[0].lower == "and" and rest[1].capital and rest[2].text in ("’", "'")
    return 5 if joined and rest[3].capital and rest[3].lower in words.bodies.heads else 0


_MANY_OWN = frozenset(("children", "women", "men", "people", "veterans", "workers"))


def _owns_office(line: Sequence[Word], start: int, at: int, words: NameWords) -> bool:
    """Whether "'s" stands inside a body's name: "Quill County Sheriff's Office", "Quill Children's Hospital"."""
    owner, body = line[at - 1].lower, line[at + 1] if at + 1 < len(line) else None
    known = owner in _MANY_OWN or (owner in words.titles.roles and at - start > 1)
    return known and body is not None and body.capital and body.lower in words.bodies.heads


def _nickname_step(line: Sequence[Word], at: int) -> int:
    """A nickname in quotation marks between two names."""
    for close in range(at + 2, min(at + 5, len(line) - 1)):
        if line[close].text in ("”", '"', "’") and line[at + 1].capital and line[close + 1].capital:
            return close - at + 1 if line[close + 1].start > line[close].end else 0
    return 0


def _of_step(line: Sequence[Word], start: int, end: int, words: NameWords) -> int:
    """`of the Interior` after a head of a body, `and Industry` after that."""
    head = singular_head(line[end - 1].lower)
    if line[end].lower in SMALL_JOINS and (
        head in words.bodies.heads or line[end - 1].lower in words.bodies.heads | LAW
    ):
        at = end + 1
        while at < len(line) and line[at].lower in ("the", "a") and at < end + 2:
            at += 1
        return at - end + 1 if at < len(line) and line[at].capital and line[at].lower not in WEEKDAYS | MONTHS else 0
    inside = [word.lower for word in line[start:end]]
    if line[end].lower in ("and", ",") and any(join in inside for join in SMALL_JOINS) and PLURAL_HEADS & set(inside):
        follows = end + 1 < len(line) and line[end + 1].capital and line[end + 1].label in ("ORG", line[end - 1].label)
        return 2 if follows and line[end + 1].lower not in words.titles.roles else 0
    return 0


def singular_head(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _split_run(line: WordLine, start: int, end: int, words: NameWords) -> Run:
    """The run with titles and roles parted from the name: `Foreign Minister | Ana Boros`."""
    tokens = line.words[start:end]
    lowers = [word.lower.rstrip(".") for word in tokens]
    nickname = _nickname(tokens)
    last = lowers[-1]
    if tokens[0].lower in _SHORT:
        return Run(line=line.number, start=start, name=start, end=end, nickname=nickname)
    inside = any(head in words.bodies.heads and join in SMALL_JOINS for head, join in itertools.pairwise(lowers))
    if last in words.bodies.heads or inside:
        return Run(line=line.number, start=start, name=start, end=end, nickname=nickname)
    name = start
    for at in range(len(lowers) - 1):
        if is_title(lowers[at], words) and not (tokens[at + 1].lower in SMALL_JOINS or tokens[at + 1].text == "-"):
            name = start + at + 1
    return Run(line=line.number, start=start, name=name, end=end, nickname=nickname)


def _with_office(line: WordLine, run: Run, words: NameWords) -> Run:
    """The run with the "TITLE of" before it, and what that is of parted from the name: in "Superintendent of Police
    Arla Vend" and "President of Malta Olav Rey" the last two words. A single word behind the office is no name."""
    tokens = line.words[run.start : run.end]
    before = line.words[max(run.start - 2, 0) : run.start]
    titled = len(before) == 2 and before[1].lower == "of" and is_title(before[0].lower, words)
    if not titled or len(tokens) < 3 or not all(word.capital for word in tokens):
        return run
    if run.name > run.start:  # "Chief of Staff Toma Brel": what it is of is a rank's word too
        return replace(run, start=run.start - 2) if run.end - run.name >= 2 else run
    prints = [word.text for word in tokens]
    state = next((size for size in (3, 2, 1) if words.states.find(prints[:size])), 0)
    given = next((at for at in range(1, len(tokens) - 1) if tokens[at].lower in words.titles.given), len(tokens) - 2)
    name = state or given
    return replace(run, start=run.start - 2, name=run.start + name) if len(tokens) - name >= 2 else run


def is_title(word: str, words: NameWords) -> bool:
    """Whether a word may stand before a person's name as title, rank or role."""
    titles = words.titles
    return word in titles.courtesy or word in titles.ranks or word in titles.roles


def _nickname(tokens: Sequence[Word]) -> str:
    marks = [at for at, word in enumerate(tokens) if word.text in ("“", "”", '"', "‘", "’")]
    quoted = len(marks) == 2 and tokens[marks[0]].text in ("“", '"', "‘")  # two owners' marks are no quotation
    return " ".join(word.text for word in tokens[marks[0] + 1 : marks[-1]]) if quoted else ""


def name_key(line: WordLine, run: Run) -> tuple[str, ...]:
    """The words by which two runs are the same name; hyphened words are one."""
    return tuple(printed_name(line, run).lower().split())


def printed_name(line: WordLine, run: Run) -> str:
    text = line.text(run.name, run.end)
    if not run.nickname:
        return text
    before, _, after = text.partition(run.nickname)
    return " ".join((before.rstrip(' “‘"'), after.lstrip(' ”’"')))
