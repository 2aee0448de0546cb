"""What each name of an article is: votes of its words, its neighbours, the model and the word lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from firsthand.article.records import BlockKind
from firsthand.reading.names import (
    LAW,
    PLACE_PREPOSITIONS,
    PROPER,
    SMALL_JOINS,
    Name,
    Run,
    name_key,
    printed_name,
    singular_head,
)
from firsthand.reading.namewords import NameWords, singular
from firsthand.reading.records import EntityKind
from firsthand.reading.states import StateWord
from firsthand.reading.tokens import Word, WordLine

LABEL_VOTES: Final = {
    "PERSON": (EntityKind.PERSON, 1.0),
    "ORG": (EntityKind.ORGANISATION, 0.7),
    "GPE": (EntityKind.PLACE, 0.8),
    "LOC": (EntityKind.PLACE, 1.0),
    "FAC": (EntityKind.PLACE, 0.6),
}
LISTED: Final = 5.0
"""Votes of a word list: more than any few guesses of the model."""
ENTRY: Final = 8
"""Words that an entry of a list has at most: "Vitamin C 1.8 mg / 9 %"."""
MARKED: Final = 3.0
"""Votes of a title, an age or "identified as" beside the name."""


def gather_names(
    lines: Sequence[WordLine], runs: Sequence[Run], words: NameWords, speaking: frozenset[tuple[int, int]]
) -> dict[tuple[str, ...], Name]:
    """Every name of an article with the votes of all its places. `speaking`: (line, word) where a source's head
    stands."""
    found: dict[tuple[str, ...], Name] = {}
    for run in runs:
        line = lines[run.line]
        key = name_key(line, run)
        name = found.get(key)
        if name is None:
            name = found[key] = Name(words=key, printed=printed_name(line, run), nickname=run.nickname)
            _vote_by_words(name, words)
        name.runs += 1
        name.told = name.told or _tells(line)
        name.nickname = name.nickname or run.nickname
        _vote_by_place(name, line, run, words)
        if any((run.line, at) in speaking for at in range(run.start, run.end)) and name.state is None:
            name.spoke = True
            name.votes[EntityKind.PERSON] += 0.6
            name.votes[EntityKind.PLACE] -= 1.0
    for key in _everyday_words(lines, runs, found, words.bodies.no_name):
        del found[key]
    for key in [key for key, name in found.items() if _is_entry(name, words)]:
        del found[key]
    for key, name in found.items():
        _unseat(key, name, found)
        surname = len(key) in (2, 3, 4) and (key[-1],) in found and key[-1] not in words.bodies.heads
        if surname and found[(key[-1],)].state is None:
            name.votes[EntityKind.PERSON] += 0.8
    return found


def _tells(line: WordLine) -> bool:
    """Whether a line is more than an entry of a list or table: it has a finite verb, ends as a sentence, or is of a
    kind that names people by itself (byline, caption, headline)."""
    if line.kind is not BlockKind.PARAGRAPH or len(line.words) > ENTRY:
        return True
    return line.words[-1].text in (".", "?", "!", "”", '"') or any(
        word.tag in ("VBD", "VBZ", "VBP", "MD") for word in line.words
    )


def _is_entry(name: Name, words: NameWords) -> bool:
    """Whether a name is only an entry ("Total Fat 3 g"): a state, or who has a given name or a title, is none."""
    known = name.state is not None or name.marked or name.spoke or name.words[0] in words.titles.given
    return not name.told and not known


def _unseat(key: tuple[str, ...], name: Name, found: dict[tuple[str, ...], Name]) -> None:
    """A people's word that ends the full name of a person is a surname here: "Ada English", then "English"."""
    short = found.get(key[-1:])
    if len(key) == 1 or name.kind is not EntityKind.PERSON or short is None or short.state is None:
        return
    if short.state.how is StateWord.PEOPLE and name.state is None:
        short.state = None
        short.votes[EntityKind.PERSON] += LISTED
        short.votes[EntityKind.PLACE] -= LISTED


def _everyday_words(
    lines: Sequence[WordLine], runs: Sequence[Run], names: dict[tuple[str, ...], Name], banned: frozenset[str]
) -> list[tuple[str, ...]]:
    """Single words with a capital only because they open a sentence: written small elsewhere in the article, or tagged
    as no name wherever they stand; and `banned` words, which are no names at all."""
    small = {word.lower for line in lines for word in line.words if not word.capital}
    parts = {word for key in names if len(key) > 1 for word in key}
    inside: set[tuple[str, ...]] = set()
    proper: set[tuple[str, ...]] = set()
    for run in runs:
        word = lines[run.line].words[run.start]
        key = name_key(lines[run.line], run)
        if not word.opens or run.end - run.start > 1:
            inside.add(key)
        if word.tag in PROPER:
            proper.add(key)
    return [
        key
        for key, name in names.items()
        if (key[0] in banned and len(key) == 1 and name.state is None)
        or (
            len(key) == 1
            and key not in inside
            and key[0] not in parts
            and name.state is None
            and not name.spoke
            and (key[0] in small or key not in proper or _is_doing(key[0], name))
        )
    ]


def _is_doing(word: str, name: Name) -> bool:
    """Whether a word that only ever opens sentences is more likely a verb's form ("Dredging had begun again")."""
    return word.endswith("ing") and len(word) > 5 and not name.marked and name.votes[EntityKind.PERSON] < 1.0


def _vote_by_words(name: Name, words: NameWords) -> None:
    """What the words of a name say by themselves."""
    lowers = [word.rstrip(".") for word in name.words]
    match = words.states.find(list(name.words))
    if match is not None and match.length == len(name.words):
        name.state = match
        name.votes[EntityKind.GOVERNMENT if match.how is StateWord.SEAT else EntityKind.PLACE] += LISTED
        return
    heads = words.bodies.heads
    ends_as_place = len(lowers) > 1 and lowers[-1] in words.bodies.place_ends - heads
    if ends_as_place or " ".join(name.words) in words.bodies.regions:
        name.votes[EntityKind.PLACE] += LISTED
        name.votes[EntityKind.PERSON] -= LISTED
    if len(lowers) > 1 and lowers[-1] in words.titles.roles and heads & set(lowers[:-1]):
        name.votes[EntityKind.PERSON] -= LISTED  # "Quill Police Officer" is nobody's name
    if lowers[-1] in words.bodies.not_people_after or (lowers[0] in words.bodies.not_people_before and len(lowers) > 1):
        name.votes[EntityKind.PERSON] -= MARKED
    if (lowers[-1] in heads and len(lowers) > 1) or any(
        word in heads and nxt in SMALL_JOINS for word, nxt in pairwise(lowers)
    ):
        name.votes[EntityKind.ORGANISATION] += LISTED
    elif lowers[0] in words.bodies.first and len(lowers) > 1:
        name.votes[EntityKind.ORGANISATION] += MARKED
        name.votes[EntityKind.PERSON] -= MARKED
    elif len(lowers) == 1 and len(name.printed) > 1 and name.printed.replace(".", "").isupper():
        name.votes[EntityKind.ORGANISATION] += 1.0
        name.votes[EntityKind.PERSON] -= 1.5 if len(name.printed) < 6 else 0.0
    if lowers[0] in words.titles.surname_first and len(lowers) in (2, 3, 4) and lowers[-1] not in heads:
        name.votes[EntityKind.PERSON] += 2.5 if "-" in lowers[-1] else 1.2
    if len(name.words[0]) == 2 and name.words[0][1] == "." and len(lowers) in (2, 3) and lowers[-1] not in heads:
        name.votes[EntityKind.PERSON] += 1.5
    if lowers[0] in words.titles.given and len(lowers) in (2, 3, 4) and lowers[-1] not in heads:
        name.votes[EntityKind.PERSON] += 1.5
    if any(word in LAW for word in lowers):
        name.votes[EntityKind.ORGANISATION] -= LISTED
        name.votes[EntityKind.PERSON] -= LISTED
        name.votes[EntityKind.PLACE] -= LISTED
    if lowers[-1] in words.titles.suffixes or name.nickname:
        name.votes[EntityKind.PERSON] += MARKED


def _vote_by_place(name: Name, line: WordLine, run: Run, words: NameWords) -> None:
    """What stands before and after a name says what it is."""
    tokens = line.words
    labels = Counter(word.label for word in tokens[run.name : run.end] if word.label)
    if run.end < len(tokens) and tokens[run.end].lower in words.titles.honours and tokens[run.end].capital:
        name.votes[EntityKind.PERSON] += MARKED
    if labels:
        label = labels.most_common(1)[0][0]
        kind, weight = LABEL_VOTES.get(label, (EntityKind.UNKNOWN, 0.1))
        name.votes[kind] += weight
    before = tokens[run.start - 1] if run.start else None
    if label_is(labels, "NORP") and not name.marked:
        name.votes[EntityKind.PERSON] -= 1.5
        name.as_people += 1.5
    if _is_dateline(tokens, run):
        name.votes[EntityKind.PLACE] += LISTED
        name.votes[EntityKind.PERSON] -= LISTED
    after = tokens[run.end] if run.end < len(tokens) else None
    if _is_thing(tokens, run, words):
        for kind in (EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.PLACE):
            name.votes[kind] -= 2 * LISTED
    elif _is_vessel(tokens, run, words):
        name.votes[EntityKind.PERSON] -= MARKED
    elif (
        run.name > run.start
        or (before is not None and before.lower in words.titles.name_nouns)
        or (
            before is not None
            and not before.capital
            and singular_head(before.lower) == before.lower
            and (before.lower in words.titles.roles or before.lower in words.titles.kin)
        )
    ):
        name.mark(MARKED)
    elif before is not None and before.lower in words.bodies.stands_for:
        name.votes[EntityKind.ORGANISATION] += MARKED
    if before is not None and before.lower == "the":
        name.votes[EntityKind.PERSON] -= MARKED if run.name > run.start else 1.5
        if len(name.words) > 1 or name.printed.isupper() or name.words[0] in words.bodies.heads:
            name.votes[EntityKind.ORGANISATION] += 1.0
        elif not (after is not None and after.tag in ("NN", "NNS", "POS")):
            name.votes[EntityKind.PLACE] += 0.4 if "ORG" in labels else 1.0
    elif (
        len(name.words) in (2, 3, 4)
        and EntityKind.ORGANISATION in name.votes
        and name.votes[EntityKind.ORGANISATION] < LISTED
    ):
        name.votes[EntityKind.PERSON] += 0.5
    _vote_by_pronoun(name, tokens, run)
    if before is not None and before.lower in PLACE_PREPOSITIONS and before.dep == "prep":
        name.votes[EntityKind.PLACE] += 0.7
        name.placed = name.placed or before.lower not in ("to", "from", "via", "through")
    if (after is not None and after.text == "," and _age_or_who(tokens, run.end + 1)) or _holds_office(
        tokens, run, words
    ):
        name.mark(MARKED)
    if after is not None and after.text == "," and run.end + 2 < len(tokens) and tokens[run.end + 1].lower == "which":
        name.votes[EntityKind.PERSON] -= MARKED  # "Quill Ferries, which owns …"
    if _is_firm(tokens, run, words):
        name.votes[EntityKind.PERSON] -= MARKED
        name.votes[EntityKind.ORGANISATION] += MARKED
    if line.kind is BlockKind.BYLINE and len(name.words) > 1 and name.words[-1] not in words.bodies.heads:
        name.votes[EntityKind.PERSON] += LISTED


def _holds_office(tokens: Sequence[Word], run: Run, words: NameWords) -> bool:
    """Whether an office stands before a full name with a comma between: "its chief executive, Ola Berg, said". An
    office that a body can have as well ("the operator, Quill Lines") says nothing."""
    if run.start < 2 or run.name > run.start or run.end - run.start < 2 or tokens[run.start - 1].text != ",":
        return False
    office, last = tokens[run.start - 2], tokens[run.end - 1].lower
    closed = run.end >= len(tokens) or tokens[run.end].text in (",", ".", ":", ";") or tokens[run.end].tag[:2] == "VB"
    told = office.tag == "NN" and office.lower in words.titles.roles and office.lower not in words.bodies.stands_for
    return told and closed and last not in words.bodies.heads and _has_determiner(tokens, run.start - 2)


def _has_determiner(tokens: Sequence[Word], at: int) -> bool:
    """Whether a noun's phrase begins with a determiner or an owner no more than five words before it."""
    return any(word.tag in ("DT", "PRP$", "POS") for word in tokens[max(at - 5, 0) : at])


def _is_firm(tokens: Sequence[Word], run: Run, words: NameWords) -> bool:
    """Whether a plural of people and then one name are a firm: "the consultants Quill Berg". With another name behind
    "and" or a comma they are as many people."""
    before, after = tokens[run.start - 1] if run.start else None, tokens[run.end :]
    if before is None or before.tag != "NNS" or before.capital or singular(before.lower) not in words.titles.roles:
        return False
    rest = [word for word in after[:2] if word.text not in ("'", "’")]
    more = len(rest) > 1 and rest[0].text in ("and", "&", ",", "or") and rest[1].capital
    return not more and len(tokens) > run.end and run.name == run.start


def label_is(labels: Counter[str], label: str) -> bool:
    """Whether the model gives the words of a name that label and no other."""
    return set(labels) == {label}


def _is_dateline(tokens: Sequence[Word], run: Run) -> bool:
    """A place in capitals at the head of a block: "QUILLHAVEN, March 3 -"."""
    printed = [word.text for word in tokens[run.start : run.end] if word.text.isalpha()]
    after = tokens[run.end].text if run.end < len(tokens) else ""
    loud = all(text.isupper() and len(text) > 2 for text in printed)
    return run.start == 0 and bool(printed) and loud and after in (",", "(", "-", "–", "—", "--", "/")


def _is_thing(tokens: Sequence[Word], run: Run, words: NameWords) -> bool:
    """Whether a noun for a ship or the like stands right before the name and belongs to it ("the ferry Ada Berg"), or
    it does behind "the" what only a ship does."""
    before, last = (tokens[run.start - 1] if run.start else None), tokens[run.end - 1]
    if before is None:
        return False
    if before.lower in words.bodies.things and not before.capital:
        return True
    if before.lower != "the":
        return False
    aboard = run.start > 1 and tokens[run.start - 2].lower in ("aboard", "onboard", "boarded")
    return aboard or (last.dep == "nsubj" and tokens[last.head].lower in words.bodies.things_do)


def _is_vessel(tokens: Sequence[Word], run: Run, words: NameWords) -> bool:
    """ "The Lady Philippa": a courtesy title behind "the" is no person's, but for the clergy and the honourable."""
    if not run.start or tokens[run.start - 1].lower != "the" or run.name == run.start:
        return False
    title = tokens[run.name - 1].lower.rstrip(".")
    return (
        title in words.titles.courtesy
        and title not in words.titles.roles
        and title not in ("rev", "reverend", "hon", "rt", "honourable")
    )


def _vote_by_pronoun(name: Name, tokens: Sequence[Word], run: Run) -> None:
    """A pronoun soon after a name, before the next name, says whether it is a person's."""
    if tokens[run.end - 1].dep not in ("nsubj", "nsubjpass"):
        return
    for word in tokens[run.end : run.end + 25]:
        if word.quoted:
            continue
        if word.capital and word.tag in PROPER:
            return
        if word.lower in ("he", "she", "his", "her", "him"):
            name.votes[EntityKind.PERSON] += 0.6
            return
        if word.lower == "its":
            name.votes[EntityKind.ORGANISATION] += 0.6
            return


def _age_or_who(tokens: Sequence[Word], at: int) -> bool:
    if at >= len(tokens):
        return False
    word = tokens[at]
    closed = at + 1 >= len(tokens) or tokens[at + 1].text in (",", ".", ":", ")")
    return word.lower in ("who", "whose") or (word.text.isdigit() and 5 < int(word.text) < 115 and closed)
