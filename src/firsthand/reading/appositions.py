"""Phrases that stand beside each other for one person or body: appositions, brackets, "identified as", "X is the Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from firsthand.reading.names import Name, Run, name_key
from firsthand.reading.namewords import NameWords, load_name_words
from firsthand.reading.phrases import Determiner, Phrase, Shape, role_at
from firsthand.reading.records import EntityKind
from firsthand.reading.tokens import Word, WordLine

BE: Final = frozenset(("is", "was", "became", "remains", "'s", "’s"))
GIVEN: Final = frozenset(("called", "named", "dubbed", "nicknamed", "known", "identified"))
_FILLER_WORDS: Final = "only simply just so far by as his her their the a to himself herself "
FILLER: Final = frozenset(_FILLER_WORDS.split())


def find_appositions(lines: Sequence[WordLine], phrases: Sequence[Phrase], words: NameWords) -> dict[int, int]:
    """Number of a phrase → number of the phrase that names the same: descriptions lead to names, later ones to
    earlier."""
    links: dict[int, int] = {}
    for at, phrase in enumerate(phrases):
        line = lines[phrase.line]
        if phrase.shape is Shape.PRONOUN:
            continue
        for other in _followers(at, phrases):
            second = phrases[other]
            if second.source and second.shape is Shape.COMMON and _begins_clause(line.words, second):
                break  # who speaks begins there: it is no apposition of what stands before
            if not _beside(line.words, phrase, second) or _uneven(line.words, phrase, second, words):
                continue
            if _is_told_for(line, at, phrases, words):
                continue
            first = phrase
            if first.shape is Shape.COMMON and second.shape is Shape.NAME:
                links.setdefault(at, other)
            elif second.shape is Shape.COMMON and second.determiner is not None:
                links.setdefault(other, at)
            break
        lead = _fronted(line, at, phrases, words)
        if lead is not None:
            links.setdefault(lead, at)
        named = _identified(line, at, phrases, words)
        if named is not None:
            links[named] = at
    return links


def _followers(at: int, phrases: Sequence[Phrase]) -> Iterator[int]:
    """The phrases behind a phrase that can be its apposition: on its line, not inside it."""
    phrase = phrases[at]
    for other in range(at + 1, min(at + 8, len(phrases))):
        if phrases[other].line != phrase.line:
            return
        if phrases[other].start >= phrase.end and phrases[other].shape is not Shape.PRONOUN:
            yield other


def _begins_clause(words: Sequence[Word], source: Phrase) -> bool:
    """Whether a source stands on its own: the parser hung it on no noun, or its verb follows without a comma ("on its
    way to the Quill islands, a leaflet stated")."""
    after = words[source.end] if source.end < len(words) else None
    return _outer(words, source).dep != "appos" or (after is not None and after.tag in ("VBD", "VBZ", "VBP", "VBN"))


def _beside(words: Sequence[Word], first: Phrase, second: Phrase) -> bool:
    """Whether nothing but a comma, a bracket or an age parts them, and the second is closed off or marked as
    apposition."""
    between = words[first.end : second.start]
    if not between:
        return first.shape is Shape.COMMON and second.shape is Shape.NAME and words[first.head].dep != "poss"
    texts = [word.text for word in between]
    if texts and texts[0] == "," and len(texts) >= 3 and texts[1].isdigit() and texts[2] == ",":
        texts = texts[2:]
    if _belongs_between(between):
        texts = [","]  # "the coxswain of the Quill lifeboat, Ada Berg,"
    if [text.lower() for text in texts] in ([","], ["–"], ["—"], ["("], [",", "then"], [",", "now"]):
        pass
    elif len(texts) == 1 and texts[0].lower() in BE and _outer(words, second).dep in ("attr", "appos"):
        return second.shape is Shape.COMMON and second.determiner is not Determiner.BARE
    else:
        return False
    if first.shape is second.shape or words[second.start].lower == "whose":
        return False  # "Ada Berg, whose husband …": he is not she
    end = second.end
    while end < len(words) and words[end].lower in load_name_words().titles.honours:
        end += 1
    after = words[end] if end < len(words) else None
    marked = _outer(words, second).dep == "appos" or _outer(words, first).dep == "appos"
    closed = (
        after is None
        or after.text in (",", ".", ")", ";", ":", "—", "–", "”")
        or after.tag in ("IN", "WP", "WDT", "WP$")
    )
    listed = after is not None and after.lower in ("and", "or") and not marked
    return (marked or closed) and not listed


def _belongs_between(between: Sequence[Word]) -> bool:
    """Whether only the thing that an office is of stands between it and the comma before its holder's name. With
    another person between ("a lawyer for the captain, X") nobody can tell whose name follows."""
    words = between[:-1]
    return (
        len(words) in range(2, 9)
        and between[-1].text == ","
        and words[0].lower in ("of", "for", "in", "at", "to", "with")
        and not any(word.lower in load_name_words().titles.roles for word in words)
        and not any(word.text == "," or word.tag.startswith("V") or word.tag in ("WP", "WDT") for word in words)
    )


def _is_told_for(line: WordLine, at: int, phrases: Sequence[Phrase], words: NameWords) -> bool:
    """Whether a description is the end of "a lawyer for the captain": nobody can tell whose name follows."""
    phrase = phrases[at]
    if phrase.shape is not Shape.COMMON or not phrase.start or line.words[phrase.start - 1].lower not in ("for", "to"):
        return False
    if not role_at(line, phrase.body, phrase.head + 1, words):
        return False
    return any(
        other.line == phrase.line and other.end == phrase.start - 1 and role_at(line, other.body, other.head + 1, words)
        for other in phrases[max(at - 4, 0) : at]
    )


def _uneven(line: Sequence[Word], first: Phrase, second: Phrase, words: NameWords) -> bool:
    """Whether one of two phrases is a person's or body's name and the other speaks of several ("Ada Berg, the
    Quill family")."""
    named, common = (first, second) if first.shape is Shape.NAME else (second, first)
    if named.shape is not Shape.NAME or common.shape is not Shape.COMMON:
        return False
    if first.end == second.start and line[common.head].lower in words.titles.name_nouns:
        return True
    return common.plural or line[common.head].lower in words.titles.groups


def _fronted(line: WordLine, at: int, phrases: Sequence[Phrase], words: NameWords) -> int | None:
    """The description that opens a sentence before the name it describes: "A clerk at the port, Osk was …"."""
    name = phrases[at]
    if name.shape is not Shape.NAME or name.start < 2 or line.words[name.start - 1].text != ",":
        return None
    after = line.words[name.end] if name.end < len(line.words) else None
    if after is None or not after.tag.startswith(("VB", "MD", "RB")):
        return None
    for other in range(at - 1, -1, -1):
        lead = phrases[other]
        if lead.line != name.line or line.words[lead.start].sentence != line.words[name.start].sentence:
            return None
        between = line.words[lead.end : name.start - 1]
        opens = lead.start == 0 or line.words[lead.start - 1].sentence != line.words[lead.start].sentence
        if opens:
            closed = all(word.text != "," and word.tag not in ("VBD", "VBZ", "VBP", "MD") for word in between)
            role = role_at(line, lead.body, lead.head + 1, words)
            return other if closed and role and lead.shape is Shape.COMMON and not lead.plural else None
    return None


def _outer(words: Sequence[Word], phrase: Phrase) -> Word:
    """The word of a phrase that hangs on a word outside it."""
    for at in range(phrase.start, phrase.end):
        if not phrase.start <= words[at].head < phrase.end:
            return words[at]
    return words[phrase.head]


def _identified(line: WordLine, at: int, phrases: Sequence[Phrase], words: NameWords) -> int | None:
    """The description that `identified only by his surname X` gives the name at `at` to."""
    phrase = phrases[at]
    if phrase.shape is not Shape.NAME or phrase.run is None:
        return None
    back = phrase.run.start - 1
    while back >= 0 and (line.words[back].lower in FILLER or line.words[back].lower in words.titles.name_nouns):
        back -= 1
    if (
        back < 0
        or line.words[back].lower not in words.titles.identifying
        or (back == phrase.run.start - 1 and line.words[back].lower == "known")
    ):
        return None
    verb = line.words[back]
    if verb.lower in GIVEN and verb.tag == "VBD" and verb.dep != "acl":
        return None  # "who called Ada Berg a liar"
    thing = verb.dep == "acl" and line.words[verb.head].tag.startswith("NN")
    best: int | None = None
    for other in range(at - 1, -1, -1):
        earlier = phrases[other]
        if earlier.line != phrase.line or line.words[earlier.start].sentence != line.words[phrase.start].sentence:
            break
        person = role_at(line, earlier.body, earlier.head + 1, words) and not earlier.plural
        if earlier.end > back or earlier.shape is not Shape.COMMON or not (person or earlier.source):
            continue
        if earlier.start <= line.words[back].head < earlier.end:
            return other
        if thing and verb.lower in ("called", "named", "dubbed", "nicknamed", "known"):
            continue  # "using a program called Quill"
        if earlier.source or best is None:
            best = other
    return best


def find_acronyms(
    lines: Sequence[WordLine], runs: Sequence[Run], names: dict[tuple[str, ...], Name]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Initials → the body whose name they stand behind in brackets, or whose initials they are."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for first, second in pairwise(runs):
        if first.line != second.line or second.start != first.end + 1:
            continue
        line = lines[first.line]
        short, long = name_key(line, second), name_key(line, first)
        if (
            {short, long} <= names.keys()
            and line.words[first.end].text == "("
            and len(short) == 1
            and names[short].printed.replace(".", "").isupper()
            and len(long) > 1
        ):
            found[short] = long
            _settle_kind(names[long])
    return found


def _settle_kind(name: Name) -> None:
    if name.kind is not EntityKind.PLACE and name.state is None:
        name.votes[EntityKind.ORGANISATION] += 2.0
