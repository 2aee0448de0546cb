"""Whether a statement is understood without its page: enough words, a speaker, no pronoun that points out of it."""

from __future__ import annotations

import re

from firsthand.brief.context import Context
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.reading.records import Act, EntityKind, MentionHow, Mode, Naming, Statement

_SHORT = 5
"""Words of a content below which it says too little alone."""


def count_words(st: Statement) -> int:
    """How many words the content has."""
    return sum(len(piece.quote.split()) for piece in st.content)


def standing_pieces(st: Statement, context: Context) -> tuple[Evidence, ...]:
    """The pieces of the content up to the first that needs its page: a quotation may be cut at a sentence end,
    nothing else."""
    if st.mode is not Mode.DIRECT:
        return st.content
    kept: list[Evidence] = []
    for piece in st.content:
        opens = piece.quote.lstrip('“"‘ ')[:1]
        if kept and opens.isupper() and (_dangles(piece, st, context) or piece.quote.rstrip('”"').endswith("?")):
            break
        kept.append(_without_question(piece, context))
        if kept[-1] is not piece:
            break
    return tuple(kept)


def _without_question(piece: Evidence, context: Context) -> Evidence:
    """A quotation that ends in a question, cut behind the last sentence that is none."""
    if not piece.quote.rstrip('”"').endswith("?"):
        return piece
    ends = [match.end() for match in re.finditer(r"[.!]\s+(?=[A-Z“\"])", piece.quote)]
    if not ends or "?" in piece.quote[: ends[-1]]:
        return piece
    return context.evidence(piece.of, piece.start, piece.start + len(piece.quote[: ends[-1]].rstrip()))


def can_stand(st: Statement, context: Context) -> bool:
    """Whether a reader understands the statement without the page: a speaker, enough words, no pronoun that points
    out of it."""
    if st.echo or (st.naming is Naming.UNKNOWN and not st.source):
        return False
    if st.inside or st.act is Act.DECLINE or not in_order(st):
        return False
    if count_words(st) < _SHORT or standing_pieces(st, context)[0].quote.rstrip('”"').endswith("?"):
        return False
    return not any(_dangles(piece, st, context) for piece in standing_pieces(st, context))


def in_order(st: Statement) -> bool:
    """Whether teller, words and verb stand in an order that somebody's words can have: "A note, sent in May, puts it
    at ten, not nine as stated" has a teller, then words, then a verb, and reports no words of the note.

    A quotation may stand anywhere.
    """
    if st.mode is not Mode.INDIRECT or not (st.source and st.cue and st.content):
        return True
    if len({(one.of, one.block) for one in (*st.source, *st.cue, *st.content)}) > 1:
        return True
    return not st.source[-1].end <= st.content[0].start <= st.content[-1].end <= st.cue[0].start


_PERSONAL = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_OTHERS = frozenset({"it", "its", "they", "them", "their", "theirs", "itself", "themselves"})
_POINTING = frozenset({"this", "that", "these", "those", "such", "it", "they", "he", "she", "there", "so"})
_REACH = 3
"""Words before "it" or "they" in a content that may hold whom they mean."""


def points_away(sentence: str) -> bool:
    """Whether a printed sentence begins with a word that points back to what stands before it.

    >>> points_away("That is at odds with the rule."), points_away("It remains open whether he came.")
    (True, False)
    """
    words = [word.casefold() for word in re.findall(r"[\w’']+", sentence)][:2]
    if words[:1] in (["it"], ["there"]) and words[1:] and words[1] in ("is", "was", "remains", "remained", "emerged"):
        return bool(re.match(r"It was (?!unclear|unknown|not)", sentence))
    return bool(words) and words[0] in _POINTING | _PERSONAL


def tells_alone(words: str) -> bool:
    """Whether the words of an account name what they tell of: no "he", no "it" near the front, no pointing word at
    the very front.

    >>> tells_alone("The ferry burned on its way into port"), tells_alone("It’s a week since the fire")
    (True, False)
    """
    found = [re.split(r"['’]", word.casefold())[0] for word in re.findall(r"[\w’']+", words)]
    if not found or found[0] in _POINTING | {"we", "i", "you", "our", "my", "your"}:
        return False
    return not set(found) & _PERSONAL and not set(found[:_REACH]) & _OTHERS


def _dangles(piece: Evidence, st: Statement, context: Context) -> bool:
    words = [word.casefold() for word in re.findall(r"[\w’']+", piece.quote)]
    start = words[1:] if words[:1] == ["that"] and len(words) > 4 else words
    if not start:
        return True
    speaker = context.speaker(st)
    person = (speaker is not None and speaker.kind is EntityKind.PERSON) or st.naming is Naming.UNNAMED
    own = person and st.mode is not Mode.DIRECT
    if start[0] in _POINTING and not (own and start[0] in _PERSONAL):
        return not (
            start[0] in ("it", "there") and start[1:2] and start[1] in ("is", "was", "were", "would", "will", "had")
        )
    named = _pronouns_of_others(piece, st, context)
    if named:
        return True
    personal = any(word in _PERSONAL for word in start)
    if personal and not own and not _named_before(start):
        return True
    early = start[:_REACH]
    return any(word in _OTHERS for word in early) and not (
        speaker is not None and speaker.kind is not EntityKind.PERSON
    )


def _named_before(words: list[str]) -> bool:
    return next((at for at, word in enumerate(words) if word in _PERSONAL), 0) >= _REACH


def _pronouns_of_others(piece: Evidence, st: Statement, context: Context) -> bool:
    """A pronoun that means somebody who is neither the speaker nor named earlier in the content."""
    here = [
        mention
        for mention in context.mentions.get(piece.of, ())
        if piece.start <= mention.evidence.start and mention.evidence.end <= piece.end
    ]
    return any(
        mention.how is MentionHow.PRONOUN
        and mention.referent not in st.speakers
        and mention.referent not in ("", UNKNOWN)
        and not any(
            other.referent == mention.referent and other.evidence.start < mention.evidence.start for other in here
        )
        for mention in here
    )
