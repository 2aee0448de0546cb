"""Whether a clause looks back or ahead, from the verb that governs a passage."""

from __future__ import annotations

from enum import StrEnum

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.article.records import BlockKind
from firsthand.evidence import Span
from firsthand.reading.parse import ParsedBlock
from firsthand.reading.time_words import TenseWords


class Tense(StrEnum):
    PAST = "past"
    FUTURE = "future"
    PRESENT = "present"
    UNKNOWN = "unknown"


_BACKWARD_BLOCKS = frozenset({BlockKind.CAPTION, BlockKind.HEADLINE, BlockKind.KEY_POINT})
_LIMITS = frozenset({"by", "until", "till", "through"})


def find_tense(parsed: ParsedBlock, span: Span, words: TenseWords) -> Tense:
    """Where the clause around `span` looks. A caption's or headline's present tells what has happened."""
    tokens = parsed.tokens(span)
    if tokens is None:
        return Tense.UNKNOWN
    beside = _verb_beside(tokens)
    tense = _of_verb(beside, words) if beside is not None else _climb(tokens.root, words)
    before = parsed.doc[tokens.start - 1].lower_ if tokens.start else ""
    if before in (*_LIMITS, "to") and beside is not None and beside.lemma_ in words.extending:
        return Tense.FUTURE
    if before == "since":
        return Tense.PAST
    if tense is Tense.FUTURE and tokens.root.dep_ in ("poss", "compound", "nmod", "amod"):
        return Tense.UNKNOWN  # "will study Wednesday's ruling": the noun has its own day
    if tense is not Tense.PRESENT and tense is not Tense.UNKNOWN:
        return tense
    if before in _LIMITS or _as_soon_as(tokens):
        return Tense.FUTURE
    return Tense.PAST if parsed.block.kind in _BACKWARD_BLOCKS else tense


def _as_soon_as(tokens: TokenSpan) -> bool:
    """ "could come as early as Tuesday"."""
    words = [token.lower_ for token in tokens.doc[max(tokens.start - 3, 0) : tokens.start]]
    return len(words) == 3 and words[0] == words[2] == "as" and words[1] in ("early", "soon", "late")


_BETWEEN = frozenset(
    {"on", "here", "late", "early", "earlier", "later", "in", "to", "until", "till", "by", "for", "since"}
)


def _verb_beside(tokens: TokenSpan) -> Token | None:
    """The past verb right before the words: "said here Friday". The parse may hang them elsewhere."""
    at = tokens.start - 1
    while at >= 0 and tokens.start - at <= 2 and tokens.doc[at].lower_ in _BETWEEN:
        at -= 1
    verb = tokens.doc[at] if at >= 0 else None
    return verb if verb is not None and verb.tag_ in ("VBD", "VBN") and verb.pos_ == "VERB" else None


def _climb(node: Token, words: TenseWords) -> Tense:
    behind = False
    for _ in range(12):
        if node.lower_ in words.according:
            return Tense.PAST
        behind = behind or _follows(node)
        if node.pos_ in ("VERB", "AUX") and not (node.dep_ == "pobj" and node.tag_ in ("VB", "VBP", "VBZ")):
            tense = _of_verb(node, words)  # what a preposition governs is a noun, however it is tagged: "after a fall"
            return Tense.PAST if behind and tense is Tense.PRESENT and node.lemma_ in _LASTING else tense
        if node.lemma_.lower() in words.ahead_nouns or (node.pos_ == "ADJ" and node.lemma_.lower() in words.planning):
            return Tense.FUTURE
        if node.head is node or node.head.i == node.i:
            return Tense.UNKNOWN
        node = node.head
    return Tense.UNKNOWN


_LASTING = frozenset({"be", "remain", "stay", "lie"})
_AFTER = frozenset({"after", "following"})


def _follows(node: Token) -> bool:
    """Whether the words are what a state came after: "nine are missing after a fall on Monday"."""
    if node.lower_ in _AFTER and node.dep_ == "prep":
        return True
    before = (child for child in node.children if child.i < node.i and child.dep_ in ("mark", "prep"))
    return any(child.lower_ in _AFTER for child in before)


def _of_verb(verb: Token, words: TenseWords, depth: int = 0) -> Tense:
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    lowered = {helper.lower_ for helper in helpers}
    perfect = any(helper.lemma_ == "have" for helper in helpers)
    if verb.tag_ == "VBD" and _waits(verb, words):
        return Tense.UNKNOWN
    if lowered & words.future_modals:
        return Tense.PAST if perfect and not lowered & {"will", "shall", "wo", "'ll", "’ll"} else Tense.FUTURE
    if lowered & words.later_modals:
        return Tense.PAST if perfect else Tense.FUTURE
    if lowered & words.open_modals:
        return Tense.PAST if perfect else Tense.UNKNOWN
    if perfect:
        set_ahead = verb.lemma_ in words.scheduling and verb.lemma_ not in words.scheduling_for
        active = verb.tag_ == "VBN" and not any(helper.dep_ == "auxpass" for helper in helpers)
        return Tense.FUTURE if set_ahead and active and lowered & {"has", "have", "’s", "'s"} else Tense.PAST
    if verb.tag_ == "VBD":
        return (
            Tense.FUTURE if verb.lemma_ in words.scheduling and verb.lemma_ not in words.scheduling_for else Tense.PAST
        )
    if verb.tag_ == "VBN":
        return _of_participle(verb, helpers, words)
    if any(helper.tag_ == "VBD" for helper in helpers):
        return Tense.PAST
    if verb.tag_ in ("VB", "VBG") and not any(helper.tag_ in ("VBZ", "VBP") for helper in helpers):
        return _of_head(verb, words, depth)
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in words.saying:
        return Tense.PAST
    return Tense.PRESENT


def _waits(verb: Token, words: TenseWords) -> bool:
    """ "It could wait until she came in May": told of what was still ahead when it was said."""
    head = verb.head
    if verb.dep_ != "advcl" or not any(child.dep_ == "mark" and child.lower_ in _LIMITS_OF for child in verb.children):
        return False
    modals = words.future_modals | words.later_modals | words.open_modals
    return any(child.dep_ == "aux" and child.lower_ in modals for child in head.children)


_LIMITS_OF = frozenset({"until", "till", "before", "once", "when", "after"})


def _of_participle(verb: Token, helpers: list[Token], words: TenseWords) -> Tense:
    if verb.lemma_ in words.scheduling and _schedules(verb, words):
        undone = verb.dep_ == "acl" and verb.head.head.tag_ in ("VBD", "VBN") and verb.head.head is not verb.head
        return Tense.UNKNOWN if undone else Tense.FUTURE  # "a march planned for Sunday was called off"
    if any(helper.tag_ in ("VBZ", "VBP") for helper in helpers):
        return Tense.PRESENT
    return Tense.PAST


def _schedules(verb: Token, words: TenseWords) -> bool:
    """ "set for Friday" and "scheduled on Friday" look ahead, "set alight on Friday" does not."""
    if verb.lemma_ not in words.scheduling_for:
        return True
    return any(child.lower_ == "for" or child.dep_ == "xcomp" for child in verb.children)


def _of_head(verb: Token, words: TenseWords, depth: int) -> Tense:
    """The look of a verb form without tense of its own: "plans to meet", "managed to flee", "leaving on Monday"."""
    head = verb.head
    infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" for child in verb.children)
    if infinitive and (head.lemma_.lower() in words.planning or head.lemma_ == "be"):
        return Tense.FUTURE
    for _ in range(6):
        if head.pos_ in ("VERB", "AUX") or head.head.i == head.i:
            break
        head = head.head
    if depth < 4 and head.i != verb.i and head.pos_ in ("VERB", "AUX"):
        return _of_verb(head, words, depth + 1)
    return Tense.UNKNOWN
