"""When two printed names can be one name."""

from __future__ import annotations

from functools import lru_cache

from firsthand.evidence import UNKNOWN
from firsthand.ledger.lists import GENERAL_HEADS, NameLists
from firsthand.story.words import find_words


@lru_cache(maxsize=100_000)
def find_name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, hyphens opened, articles and courtesies left out.

    >>> find_name_words("Mr. Choe Min-ho"), find_name_words("the Harbour Board")
    (('choe', 'min', 'ho'), ('harbour', 'board'))
    """
    words = (part for word in find_words(name) for part in word.split("-"))
    return tuple(word for word in words if word and word not in _LEFT_OUT)


_LEFT_OUT = frozenset(
    [
        "the",
        "a",
        "an",
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "professor",
        "of",
        "and",
        "for",
    ]
)


def fold_spelling(word: str, lists: NameLists) -> str:
    """One key for the spellings of a name word in several systems of writing it in Latin letters.

    >>> from firsthand.ledger.lists import load_lists
    >>> names = load_lists().names
    >>> fold_spelling("yaroslav", names) == fold_spelling("iaroslav", names)
    True
    >>> fold_spelling("moreno", names) == fold_spelling("marino", names)
    False
    """
    if word in lists.spellings:
        return lists.spellings[word]
    for rule, to in lists.spelling:
        word = rule.sub(to, word)
    return word


def same_full_name(left: str, right: str) -> bool:
    """Whether two names of two words or more are one name: the same words in any order, or the same first and last
    word where the longer has words or initials in between.

    >>> same_full_name("Choe Min-ho", "Min-ho Choe"), same_full_name("Ana M. Brill", "Ana Brill")
    (True, True)
    >>> same_full_name("Ana Brill", "Eva Brill")
    False
    """
    ours, theirs = find_name_words(left), find_name_words(right)
    if len(ours) < 2 or len(theirs) < 2:
        return False
    if sorted(ours) == sorted(theirs) or "".join(ours) == "".join(theirs):
        return True
    return len(ours) != len(theirs) and (ours[0], ours[-1]) == (theirs[0], theirs[-1]) and len(ours[0]) > 1


def is_longer_name(left: str, right: str) -> bool:
    """Whether one of two names is the other with a further surname at its end.

    >>> is_longer_name("Ana Brill", "Ana Brill Moreno"), is_longer_name("Ana Brill", "Ana Moreno Brill")
    (True, False)
    """
    short, long = sorted((find_name_words(left), find_name_words(right)), key=len)
    return 2 <= len(short) == len(long) - 1 and long[: len(short)] == short


def find_bare_name(name: str, country: str, lists: NameLists) -> str:
    """The name's words without article and without the country it belongs to, where that leaves any."""
    words = [word for word in find_words(name) if word not in ("the", "a", "an")]
    state = {*find_words(country), *find_words(lists.adjectives.get(country, ""))} if country != UNKNOWN else set()
    rest = [word for word in words if word not in state]
    return " ".join(rest or words)


def is_general_name(name: str, lists: NameLists) -> bool:
    """Whether a name is no more than a kind of body ("Foreign Ministry"), of which every country has one.

    >>> from firsthand.ledger.lists import load_lists
    >>> names = load_lists().names
    >>> is_general_name("the Foreign Ministry", names), is_general_name("Orin Harbour Board", names)
    (True, False)
    """
    words = find_words(name)
    if words[:1] == ("the",):
        words = words[1:]
    return " ".join(words) in lists.kinds


def same_spelled(left: str, right: str, lists: NameLists) -> bool:
    """Whether two full names can be spellings of one: each word equal by its spelling key, and at least one word
    letter by letter or the names near in length.

    >>> from firsthand.ledger.lists import load_lists
    >>> same_spelled("Yaroslav Hudym", "Iaroslav Gudym", load_lists().names)
    True
    """
    ours, theirs = find_name_words(left), find_name_words(right)
    if len(ours) < 2 or abs(len("".join(ours)) - len("".join(theirs))) > 3:
        return False
    return spelling_key(left, lists) == spelling_key(right, lists)


def spelling_key(name: str, lists: NameLists) -> str:
    """The name's words by their spelling keys, in alphabetical order, hyphened words kept as one.

    >>> from firsthand.ledger.lists import load_lists
    >>> spelling_key("Baek Du-ri", load_lists().names) == spelling_key("Paek Duri", load_lists().names)
    True
    """
    words = [word.replace("-", "") for word in find_words(name) if word not in _LEFT_OUT]
    return " ".join(sorted(fold_spelling(word, lists) for word in words))


def find_surnames(name: str, aliases: tuple[str, ...]) -> frozenset[str]:
    """Words by which a full name may be taken up again: its last word, its first where a hyphened given name follows
    ("Choe Min-ho"), and every one-word alias that stands in the name.

    >>> sorted(find_surnames("Choe Min-ho", ())), sorted(find_surnames("Ana Brill", ("Ana",)))
    (['choe'], ['ana', 'brill'])
    """
    words = [word for word in find_words(name) if word not in _LEFT_OUT]
    if not words:
        return frozenset()
    found = {words[0]} if len(words) > 1 and "-" in words[-1] else {words[-1]}
    for alias in aliases:
        parts = [word for word in find_words(alias) if word not in _LEFT_OUT]
        if len(parts) == 1 and parts[0] in words:
            found.add(parts[0])
    return frozenset(found)


def find_acronym(name: str) -> str:
    """The initials of a body's name of three words or more, else "".

    >>> find_acronym("Federation of Inland Pilots"), find_acronym("Harbour Board")
    ('fip', '')
    """
    words = find_name_words(name)
    return "".join(word[0] for word in words) if len(words) >= 3 else ""


def find_body_kind(name: str, roles: tuple[str, ...], lists: NameLists) -> str:
    """The kind of body that a name's or a role's words say, longest words first ("spy agency" → "intelligence
    agency"), else "".

    >>> from firsthand.ledger.lists import load_lists
    >>> find_body_kind("Norway's spy agency", (), load_lists().names)
    'intelligence agency'
    """
    for words in (*roles, name):
        folded = find_words(words)
        for length in range(min(6, len(folded)), 0, -1):
            for at in range(len(folded) - length + 1):
                kind = lists.kinds.get(" ".join(folded[at : at + length]))
                if kind:
                    return kind
    return _find_kind_by_topic(find_words(name), lists)


def _find_kind_by_topic(words: tuple[str, ...], lists: NameLists) -> str:
    """The kind whose first word stands in the name and whose last word stands there too, or another word for it."""
    if not words or words[-1] not in GENERAL_HEADS:
        return ""
    found = {lists.topics[word] for word in words[:-1] if word in lists.topics}
    return found.pop() if len(found) == 1 else ""
