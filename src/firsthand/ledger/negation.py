"""Whether the negated part of an account is what another account asserts."""

from __future__ import annotations

import re

from firsthand.ledger.accounts import Account, find_senses
from firsthand.ledger.lists import LedgerLists
from firsthand.story.words import find_words

_BREAKS = re.compile(r"[,;:.!?—–()]|\s-\s")


def is_negated_there(no: Account, yes: Account, lists: LedgerLists) -> bool:
    """Whether what two accounts share stands in the clause of `no` that is negated, and in no other clause of it.

    "The gunman was not hurt, and was taken away at once" is no denial of "a suspect was taken away at once".
    """
    apart = no.name_stems | yes.name_stems
    shared = {one for one in no.stems & yes.stems if not one.startswith("en-")} - apart
    if not shared:
        return False
    inside, outside = set[str](), set[str]()
    for clause in split_clauses(no.text, lists):
        senses = shared & set(find_senses(clause, lists))
        if has_negator(clause, lists):
            inside |= senses
        else:
            outside |= senses
    return 2 * len(inside) >= len(shared) and len(inside - outside) > len(outside - inside)


def split_clauses(text: str, lists: LedgerLists) -> tuple[str, ...]:
    """The clauses of a text, cut at punctuation and at the words that open another clause.

    >>> from firsthand.ledger.lists import load_lists
    >>> split_clauses("They were on leave, as were two others who have not been charged.", load_lists())
    ('They were on leave', 'were two others', 'have not been charged')
    """
    found: list[str] = []
    for part in _BREAKS.split(text):
        words: list[str] = []
        for word in part.split():
            if set(find_words(word)) & lists.denying.clause:
                found.append(" ".join(words))
                words = []
            else:
                words.append(word)
        found.append(" ".join(words))
    return tuple(one for one in found if one)


def has_negator(text: str, lists: LedgerLists) -> bool:
    return any(is_negator(word, lists) for word in find_words(text))


def is_negator(word: str, lists: LedgerLists) -> bool:
    """Whether a word turns its clause round: "not", "wasn't", "non-fatal".

    >>> from firsthand.ledger.lists import load_lists
    >>> is_negator("non-fatal", load_lists()), is_negator("fatal", load_lists())
    (True, False)
    """
    return word in lists.content.negators or word.endswith("n't") or word.startswith("non-")
