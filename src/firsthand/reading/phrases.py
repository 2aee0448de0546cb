"""Noun phrases that may mean somebody: their determiner, titles, owner and name, without yet saying whom they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from firsthand.evidence import Span
from firsthand.reading.names import Run
from firsthand.reading.namewords import NameWords, singular
from firsthand.reading.parse import ParsedBlock
from firsthand.reading.tokens import Word, WordLine

_QUANTITIES_WORDS: Final = (
    "one two three four five six seven eight nine ten some many most several few both all none neither "
    "either each dozens hundreds thousands scores any another others more majority number half "
)
QUANTITIES: Final = frozenset(_QUANTITIES_WORDS.split())
DEFINITE: Final = frozenset(("the", "this", "that", "these", "those", "both", "said"))
_INDEFINITE_WORDS: Final = (
    "a an some another any many most few several various numerous dozens hundreds thousands scores more "
    "other others one two three four five six seven eight nine ten eleven twelve no each every either "
    "neither certain multiple countless "
)
INDEFINITE: Final = frozenset(_INDEFINITE_WORDS.split())
POSSESSIVE: Final = frozenset(("his", "her", "its", "their", "our", "my", "your", "whose"))
_PRONOUNS_WORDS: Final = "he she they it him her them his hers its their theirs himself herself itself themselves who "
PRONOUNS: Final = frozenset(_PRONOUNS_WORDS.split())
_SKIPPED_WORDS: Final = "-LRB- -RRB- `` '' , : . HYPH CC RB RBR IN NFP UH TO "
SKIPPED: Final = frozenset(_SKIPPED_WORDS.split())
INSIDE: Final = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "VBG", "VBN", "CD", "HYPH", "POS"))
PROPER_NOUNS: Final = frozenset(("NNP", "NNPS"))
NOUNS: Final = frozenset(("NN", "NNS", "NNP", "NNPS"))


class Determiner(StrEnum):
    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    OWNED = "owned"
    BARE = "bare"


class Shape(StrEnum):
    NAME = "name"
    COMMON = "common"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase of one line. Words `start` to `end` are the phrase without what follows its head noun or name.

    `run` is the name in a NAME phrase; `body` runs from after determiner and owner to the end; `head` is the head noun;
    `owner` the words before a possessive 's. `source`: the words are, or begin, the source of a statement.
    """

    line: int
    start: int
    end: int
    shape: Shape
    head: int
    body: int
    determiner: Determiner = Determiner.BARE
    run: Run | None = None
    owner: tuple[int, int] | None = None
    pronoun: str = ""
    plural: bool = False
    source: bool = False


def find_phrases(
    blocks: Sequence[ParsedBlock],
    lines: Sequence[WordLine],
    runs: Sequence[Run],
    sources: Sequence[Span],
) -> tuple[Phrase, ...]:
    """Every noun phrase, name and third-person pronoun, in text order; the longer first where two begin together."""
    by_line: dict[int, list[Run]] = {}
    for run in runs:
        by_line.setdefault(run.line, []).append(run)
    found: dict[tuple[int, int, int], Phrase] = {}
    for block, line in zip(blocks, lines, strict=True):
        here = by_line.get(line.number, [])
        heads = {at for span in sources if block.block.span.covers(span) for at in source_starts(line, span)}
        cores = [
            (at, end) for span in sources if block.block.span.covers(span) for at, end in _source_cores(line, span)
        ]
        chunks = _merge([*_cut(_all_chunks(block, line), cores), *cores], here)
        for start, end in chunks:
            for phrase in _read_chunk(line, start, end, here, heads):
                found.setdefault((phrase.line, phrase.start, phrase.end), phrase)
    return tuple(sorted(found.values(), key=lambda phrase: (phrase.line, phrase.start, -phrase.end)))


def source_starts(line: WordLine, span: Span) -> Iterator[int]:
    """Numbers of the words at which a source passage, and what is joined to it by "and", begin.

    An "and" that joins verbs, or nouns further inside ("his jaw and arm"), begins nobody.
    """
    inside = [at for at, word in enumerate(line.words) if span.start <= word.start and word.end <= span.end]
    if not inside:
        return
    start = end = inside[0]
    yield start
    while end + 1 < len(line.words) and line.words[end].end <= span.end and not _closes(line.words, start, end):
        end += 1
    for at in inside:
        word, following = line.words[at], line.words[at + 1] if at + 1 in inside else None
        if word.lower in ("and", "&") and following is not None and not following.tag.startswith(("VB", "RB", "IN")):
            joined = start <= word.head < end
            again = line.words[at - 1].text == "," and following.tag in PROPER_NOUNS
            if joined or again:
                yield at + 1


def _chunks(block: ParsedBlock) -> Iterator[tuple[int, int]]:
    if block.doc.has_annotation("DEP"):
        doc = block.doc
        for chunk in doc.noun_chunks:
            start = chunk.start
            if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in QUANTITIES:
                start -= 3 if start >= 3 and doc[start - 3].lower_ in ("a", "the", "any", "only") else 2
            yield start, chunk.end


def _all_chunks(block: ParsedBlock, line: WordLine) -> Iterator[tuple[int, int]]:
    """The chunks of the parse, and phrases that begin with a determiner and that it missed."""
    found = list(_chunks(block))
    yield from found
    taken = {at for start, end in found for at in range(start, end)}
    for start, word in enumerate(line.words):
        if start in taken or word.tag not in ("DT", "PRP$") or word.lower in ("that", "this", "all", "both", "no"):
            continue
        end = start + 1
        while end < len(line.words) and end not in taken and line.words[end].tag in INSIDE:
            end += 1
        while end > start and line.words[end - 1].tag not in NOUNS:
            end -= 1
        if end > start:
            yield start, end


def _cut(chunks: Iterator[tuple[int, int]], cores: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The chunks without what reaches over the end of a source passage that they begin in."""
    for start, end in chunks:
        core = next((core for core in cores if core[0] <= start < core[1] < end), None)
        yield start, core[1] if core else end


def _source_cores(line: WordLine, span: Span) -> Iterator[tuple[int, int]]:
    """The beginning of a source passage up to its first comma, preposition, verb or relative word."""
    for start in source_starts(line, span):
        end = start
        while end < len(line.words) and line.words[end].end <= span.end and not _closes(line.words, start, end):
            end += 1
        if end > start:
            yield start, end


def _closes(words: Sequence[Word], start: int, at: int) -> bool:
    word = words[at]
    if word.text in (",", "(", "[", "–", "—", ":", ";", ".") or word.lower in (
        "who",
        "whom",
        "whose",
        "which",
        "that",
        "and",
    ):
        return at > start
    if word.lower == "of" and at > start and words[at - 1].lower in QUANTITIES:
        return False
    if at > start and words[at - 1].end == word.start:
        return False
    if word.tag in ("VBN", "VBG") and words[at - 1].tag not in NOUNS:
        return False
    if word.tag in ("IN", "TO", "VBN", "VBG", "VBD", "VBZ", "VBP", "WP", "WDT"):
        return any(other.tag in NOUNS or other.tag in ("DT", "PRP", "CD", "JJ") for other in words[start:at])
    return False


def _merge(chunks: list[tuple[int, int]], runs: list[Run]) -> list[tuple[int, int]]:
    """The chunks, each widened to hold whole names, joined where they then overlap; names that lie in none."""
    spans = sorted({*chunks, *((run.start, run.end) for run in runs)}, key=lambda pair: (pair[0], -pair[1]))
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _read_chunk(line: WordLine, start: int, end: int, runs: list[Run], sources: set[int]) -> Iterator[Phrase]:
    """The phrase of a chunk, and the phrases inside it: owners, names that qualify, possessive pronouns."""
    words = line.words
    named = {run.start for run in runs}
    while start < end and words[start].tag in SKIPPED and words[start].lower not in POSSESSIVE and start not in named:
        start += 1
    while end > start and (words[end - 1].tag in ("POS", ",", ".", ":", "''", "``", "-LRB-", "-RRB-")):
        end -= 1
    if start >= end:
        return
    inside = [run for run in runs if start <= run.start and run.end <= end]
    join = next((run.end for run in inside[:-1] if words[run.end].lower in ("and", "or", "&", ",")), None)
    if join is not None:
        yield from _read_chunk(line, start, join, runs, sources)
        yield from _read_chunk(line, join + 1, end, runs, sources)
        return
    source = start in sources
    if end - start == 1 and words[start].lower in PRONOUNS and words[start].tag in ("PRP", "PRP$", "WP"):
        yield _pronoun(line, start, source)
        return
    phrase = _read_phrase(line, start, end, inside, source)
    yield phrase
    if phrase.owner is not None:
        yield from _read_chunk(line, *phrase.owner, runs, set())
    for at in range(start, end):
        if words[at].lower in PRONOUNS and (words[at].tag == "PRP$" or (words[at].lower == "her" and at + 1 < end)):
            yield _pronoun(line, at, at in sources)
    for run in inside:
        if run is not phrase.run and (phrase.owner is None or run.start >= phrase.owner[1]):
            yield Phrase(
                line=line.number,
                start=run.start,
                end=run.end,
                shape=Shape.NAME,
                head=run.end - 1,
                body=run.start,
                run=run,
                source=run.start in sources,
            )


def _pronoun(line: WordLine, at: int, source: bool) -> Phrase:
    lower = line.words[at].lower
    plural = lower in ("they", "them", "their", "theirs", "themselves")
    return Phrase(
        line=line.number,
        start=at,
        end=at + 1,
        shape=Shape.PRONOUN,
        head=at,
        body=at,
        pronoun=lower,
        plural=plural,
        source=source,
    )


def _read_phrase(line: WordLine, start: int, end: int, runs: list[Run], source: bool) -> Phrase:
    words = line.words
    determiner, body = _read_determiner(words, start, end)
    owner = None
    for at in range(start + 1, end - 1):
        if words[at].tag == "POS" and not any(run.start < at < run.end for run in runs):
            owner, body, determiner = (start, at), at + 1, Determiner.OWNED
    run = next((run for run in reversed(runs) if run.end == end and run.start >= body), None)
    head = next((at for at in range(end - 1, body - 1, -1) if words[at].tag in NOUNS), end - 1)
    return Phrase(
        line=line.number,
        start=start,
        end=end,
        shape=Shape.NAME if run is not None else Shape.COMMON,
        head=head,
        body=body,
        determiner=determiner,
        run=run,
        owner=owner,
        plural=_is_plural(words, head, body)
        and not (words[start].lower == "one" and body > start + 1)
        and not (run is not None and _is_one_body(words, run)),
        source=source,
    )


def _is_one_body(words: Sequence[Word], run: Run) -> bool:
    """Whether a name in the plural is one body: its head stands before "of" ("Department of Foreign Affairs")."""
    of = next((at for at in range(run.start, run.end) if words[at].lower in ("of", "for")), run.start)
    return of > run.start and words[of - 1].tag in ("NNP", "NN")


def _read_determiner(words: Sequence[Word], start: int, end: int) -> tuple[Determiner, int]:
    """How the phrase begins, and where what follows determiner and number begins."""
    first = words[start].lower
    of = next((at for at in range(start + 1, min(start + 3, end - 1)) if words[at].lower == "of"), None)
    if of is not None and words[of - 1].lower in QUANTITIES:
        after = words[of + 1].lower in DEFINITE or words[of + 1].lower in POSSESSIVE
        return Determiner.INDEFINITE, min(of + 2 if after else of + 1, end - 1)
    if words[start].tag == "PRP$" or first in POSSESSIVE:
        return Determiner.OWNED, start + 1
    if first in DEFINITE and words[start].tag in ("DT", "PDT", "JJ"):
        return Determiner.DEFINITE, min(start + 1, end - 1) if end - start > 1 else start
    if first in INDEFINITE or words[start].tag == "CD":
        return Determiner.INDEFINITE, start + 1 if end - start > 1 else start
    return Determiner.BARE, start


def _is_plural(words: Sequence[Word], head: int, body: int) -> bool:
    word = words[head]
    return word.tag in ("NNS", "NNPS") or (word.lower != singular(word.lower) and word.tag != "NNP" and head >= body)


def role_at(line: WordLine, start: int, end: int, words: NameWords) -> str:
    """The role that the words `start` to `end` end in, in the singular: `press secretary`, `spokesperson`, or "".

    The longest role of up to three words whose last word is the head wins.
    """
    for length in (3, 2, 1):
        if end - length >= start:
            pieces = [word.lower for word in line.words[end - length : end]]
            if length == 1 and pieces[-1] in words.titles.groups:
                return pieces[-1]
            role = " ".join([*pieces[:-1], singular(pieces[-1])])
            if role in words.titles.roles:
                return role
            if length == 1 and line.words[end - 1].tag == "NN" and _is_trade(role, words):
                return role
    return ""


def _is_trade(word: str, words: NameWords) -> bool:
    """Whether a word says by its end what somebody does: "cheesemaker"."""
    titles = words.titles
    return word not in titles.no_roles and any(
        len(word) > len(end) + 2 and word.endswith(end) for end in titles.role_endings
    )
