"""What the words right beside a name tell of whom it names: "the deckhand", "the island's coast guard", "(HBX)"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.evidence import UNKNOWN
from firsthand.ledger.lists import LedgerLists
from firsthand.reading.records import EntityKind, Mention, MentionHow, Reading, Referent
from firsthand.story.words import find_stems, find_words, stem

_AFTER = re.compile(
    r"""
    ^,\s+
    (?:(?:aged\s+)?\d{1,3},\s+)?                       # , 27,
    (?P<told>
        (?:(?:an?|the|its|his|her|their|our)\s | (?:[A-Z][\w-]*\s+){0,2}[A-Z][\w-]*['’]s?\s)
        [^,.;:“”"()\[\]]{2,90}?
    )\s*(?:[,.;)]|$)
    """,
    re.VERBOSE,
)
_BEFORE = re.compile(
    r"""
    (?:^|[.,;:”"(]\s*)
    (?P<told>(?:an?|the|its|his|her|their|our)\s[^,.;:“”"()\[\]]{2,90}|[A-Z][\w-]*['’]s?\s[^,.;:“”"()\[\]]{2,90})
    ,\s+
    (?:(?:who\s+)?(?:was\s+|is\s+)?(?:identified|named|known|called|referred)\s[^,.;:]{0,50}\s)?
    $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FULL = re.compile(r"(?P<full>[A-Z][\w’'-]+(?:\s+(?:(?:of|and|for|the|on|in|&)\s+)*[A-Z][\w’'-]+){1,12})\s+\($")
_GENITIVE = re.compile(r"^['’]?s?\s+(?:the\s+)?$")
_ENDS = re.compile(r"^(?:held|kept|\w+ed)$")
_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.UNKNOWN})
_PRINTED = frozenset({MentionHow.NAME, MentionHow.ALIAS})


@dataclass(slots=True)
class Apposed:
    """What stands beside a referent's names: stems of the describing words, its head nouns ("deckhand"), the kind of
    body and the state that they say, the full name that a bracketed short form stands behind, and whom of the report
    that form makes one with it."""

    words: set[str]
    heads: set[str]
    body: str = ""
    country: str = UNKNOWN
    full: str = ""
    printed: str = ""
    same: str = ""


def find_apposed(reading: Reading, lists: LedgerLists) -> dict[str, Apposed]:
    """What the report's text tells beside names, by the id of the referent."""
    finder = _Finder(reading, lists)
    for mention in reading.mentions:
        if mention.how in _PRINTED and mention.evidence.of == reading.article.id:
            finder.read(mention)
    return dict(finder.found)


class _Finder:
    def __init__(self, reading: Reading, lists: LedgerLists) -> None:
        self._article = reading.article
        self._lists = lists
        self._referents = {one.id: one for one in reading.referents}
        self._by_block: dict[int | None, list[Mention]] = defaultdict(list)
        for mention in reading.mentions:
            if mention.evidence.of == reading.article.id:
                self._by_block[mention.evidence.block].append(mention)
        self.found: dict[str, Apposed] = defaultdict(lambda: Apposed(words=set(), heads=set()))

    def read(self, mention: Mention) -> None:
        place = mention.evidence
        block = self._article.block_at(place.span)
        before = self._article.text[max(block.start, place.start - 160) : place.start]
        after = self._article.text[place.end : min(block.end, place.end + 130)]
        for match, start in ((_AFTER.search(after), place.end), (_BEFORE.search(before), place.start - len(before))):
            if match:
                self._tell(mention, match["told"], start + match.start("told"))
        self._read_genitive(mention)
        full = _FULL.search(before)
        if full and after.startswith(")") and is_short_for(place.quote, full["full"]):
            self._join_short(mention, full["full"], place.start - len(before) + full.start("full"))

    def _tell(self, mention: Mention, told: str, start: int) -> None:
        kept = self.found[mention.referent]
        kept.words.update(find_stems(told, self._lists.content))
        kept.heads.update(find_heads(told, self._lists))
        kind = self._find_kind(told)
        if kind:
            kept.body = kept.body or kind
            for country in self._countries(mention, start, start + len(told)):
                kept.country = country

    def _find_kind(self, told: str) -> str:
        """The kind of body, where the words are no more than its state and the kind."""
        words = find_words(told)
        for at in range(min(3, len(words))):
            kind = self._lists.names.kinds.get(" ".join(words[at:]))
            if kind:
                return kind
        return ""

    def _countries(self, mention: Mention, start: int, end: int) -> Iterator[str]:
        for other in self._by_block[mention.evidence.block]:
            referent = self._referents.get(other.referent)
            inside = start <= other.evidence.start and other.evidence.end <= end
            if inside and referent and referent.country != UNKNOWN and other.referent != mention.referent:
                yield referent.country

    def _read_genitive(self, mention: Mention) -> None:
        """The state in whose genitive a body's name stands."""
        for other in self._by_block[mention.evidence.block]:
            referent = self._referents.get(other.referent)
            if referent is None or referent.kind is not EntityKind.GOVERNMENT or referent.country == UNKNOWN:
                continue
            if other.evidence.start == mention.evidence.start and other.evidence.end < mention.evidence.end:
                genitive = self._article.text.startswith(("'s ", "’s ", "' ", "’ "), other.evidence.end)
            else:
                between = self._article.text[other.evidence.end : mention.evidence.start]
                marked = "'" in between + other.evidence.quote or "’" in between + other.evidence.quote
                genitive = marked and bool(_GENITIVE.match(between))
            if genitive:
                self.found[mention.referent].country = referent.country

    def _join_short(self, mention: Mention, full: str, start: int) -> None:
        inside = [
            other.referent
            for other in self._by_block[mention.evidence.block]
            if start - len("the ") <= other.evidence.start
            and other.evidence.end <= start + len(full)
            and self._is_body(self._referents.get(other.referent))
        ]
        for one in inside:
            self.found[one].full = full
            self.found[one].printed = f"{full} ({mention.evidence.quote})"
            self.found[one].same = mention.referent

    def _is_body(self, referent: Referent | None) -> bool:
        return referent is not None and referent.named and referent.kind in _BODIES


def find_heads(told: str, lists: LedgerLists) -> frozenset[str]:
    """Stems of the words that say what somebody is, before any "of", "who" or "held"; words for people in general
    are left out.

    >>> from firsthand.ledger.lists import load_lists
    >>> sorted(find_heads("a young pilot held in Tarn", load_lists()))
    ['pilot', 'young']
    """
    found: list[str] = []
    for word in find_words(told):
        if word in lists.content.function or _ENDS.match(word):
            if found:
                break
            continue
        if word.isalpha() and word not in lists.counting.people and word not in lists.content.reporting:
            found.append(stem(word))
    return frozenset(found)


def is_short_for(short: str, full: str) -> bool:
    """Whether a bracketed word is made of letters of the name before it, in order, from one of its capitals on.

    >>> is_short_for("Dihap", "General Directorate of Harbour Pilots"), is_short_for("Orin", "Harbour Board")
    (True, False)
    """
    bare = short.replace(".", "").casefold()
    if not 2 <= len(bare) <= 12 or not bare.isalpha() or not short[:1].isupper():
        return False
    for at, char in enumerate(full):
        if char.isupper() and char.casefold() == bare[0]:
            letters = iter(full[at:].casefold())
            if all(char in letters for char in bare):
                return True
    return False
