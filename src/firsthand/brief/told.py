"""A statement in the list of statements: what was said in the page's own words, with the verb where it says more than
"said", so that a denial reads as a denial, an order as an order, a doubt as a doubt."""

from __future__ import annotations

import re

from firsthand.brief.connectives import load_connectives
from firsthand.brief.index import BriefIndex
from firsthand.brief.records import Brief
from firsthand.brief.sentence import sentence_around
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.ledger.records import DisagreementKind
from firsthand.reading.records import Act, MentionHow, Mode, Seen, Statement

_VERBS = {
    Act.DENY: "denied",
    Act.ASK: "asked",
    Act.PROMISE: "promised",
    Act.URGE: "urged",
    Act.WARN: "warned",
    Act.DOUBT: "doubted",
    Act.CONFIRM: "confirmed",
    Act.ORDER: "ordered",
    Act.DECLINE: "declined to comment",
    Act.THINK: "thought",
}
_FINITE = re.compile(
    r"(?:\w+ed|\w+s|said|wrote|swore|thought|held|told|put|gave|made|stood|did not \w+|does not \w+)\b.*"
)
_NEAR = 4
"""Words between verb and content that may be printed with them ("denied | on Monday that | it had known")."""

_POINTERS = frozenset(
    {"that", "this", "it", "them", "these", "those", "so", "him", "her", "he", "she", "they", "the same", "both"}
)


def tell_act(st: Statement, brief: Brief) -> str:
    """The verb that a list must print before the content, with the words between where they stand unbroken; "" where
    "said" would do.

    The printed verb where it is one; a noun ("a denial by") or no verb at all gives way to the plain verb of the act.
    """
    cue = " ".join(piece.quote for piece in st.cue)
    words = load_connectives()
    heads = [word.casefold() for word in re.findall(r"[\w’']+", cue)]
    weighty = any(word in words.reporting and word not in words.neutral for word in heads)
    if st.act in (Act.SAY, Act.ANSWER) and not weighty:
        return ""
    if any(one.covers(piece) for piece in st.cue for one in st.content):
        return ""
    if not cue or _FINITE.fullmatch(cue) is None:
        return _VERBS.get(st.act, "")
    told = f"{_negation(st, brief)} {cue} {_between(st, brief)}".strip()
    return told if stands_printed(told, st, brief) else _VERBS.get(st.act, "")


def stands_printed(words: str, st: Statement, brief: Brief) -> bool:
    """Whether the words stand in this order in the sentence of the statement's verb: a list may print no verb that its
    page does not."""
    text = _text_of(st.cue[0], brief)
    start, end = sentence_around(text, st.cue[0].start, st.cue[0].end)
    printed = iter(word.casefold() for word in re.findall(r"[\w’']+", text[start:end]))
    return all(word.casefold() in printed for word in re.findall(r"[\w’']+", words))


def _negation(st: Statement, brief: Brief) -> str:
    """The words from the source to the verb, where they turn it round: "never called" is not "called"."""
    text = _text_of(st.cue[0], brief)
    if not st.source or not text or st.source[-1].of != st.cue[0].of or st.source[-1].block != st.cue[0].block:
        return ""
    words = text[st.source[-1].end : st.cue[0].start].strip()
    found = {word.casefold() for word in re.findall(r"[\w’']+", words)}
    return words if found & load_connectives().negations and len(words.split()) <= _NEAR else ""


def _text_of(evidence: Evidence, brief: Brief) -> str:
    return next((one.text for one in brief.reports if one.article == evidence.of), "")


def _between(st: Statement, brief: Brief) -> str:
    """The words from the verb to the content, where they are few and no mark parts them."""
    if not st.content or not st.cue:
        return ""
    cue, content = st.cue[-1], st.content[0]
    text = _text_of(cue, brief)
    if not text or cue.of != content.of or cue.block != content.block or not cue.end <= content.start:
        return ""
    words = text[cue.end : content.start].strip()
    return words if len(words.split()) <= _NEAR and not re.search(r"[^\w\s’'-]", words) else ""


def tell_statement(st: Statement, brief: Brief) -> str:
    """The content, with the verb before it where it matters.

    Pieces are parted by an ellipsis; a quotation follows a colon.
    """
    act = tell_act(st, brief)
    content = " … ".join(piece.quote for piece in st.content or st.cue or st.source)
    if not act or not st.content:
        return content
    return f"{act}: {content}" if st.mode is Mode.DIRECT else f"{act} {content}"


def reading_in_words(st: Statement) -> tuple[str, ...]:
    """What a reader should know of how the statement was read: that one of two readers did not see it, that its first
    or last words are unsure. Nothing where both agree, or only one was asked."""
    alone = {Seen.RULES_ONLY: "seen by the rules only", Seen.MODEL_ONLY: "seen by the model only"}
    said = (alone.get(st.seen, ""), "" if st.sure else "unsure where it begins or ends")
    return tuple(words for words in said if words)


def points_only(st: Statement) -> bool:
    """Whether the content is no more than a word that points to what stands before it ("that", "them")."""
    words = " ".join(piece.quote for piece in st.content).casefold().strip(" .,“”\"'")
    return words in _POINTERS


def pointed_to(st: Statement, brief: Brief, index: BriefIndex) -> str:
    """What a pointing content means, where a record tells: the account that was denied, or whom the pronoun means."""
    if not points_only(st):
        return ""
    for one in brief.ledger.disagreements:
        if one.kind is DisagreementKind.DENIAL and st.id in one.members and one.passages:
            return f"“{_other_side(one.passages, st).quote.strip('“”').rstrip('.,')}”"
    for mention in brief.mentions:
        inside = st.content[0].covers(mention.evidence)
        if inside and mention.how is MentionHow.PRONOUN and mention.referent not in ("", UNKNOWN):
            entity = index.entity_of.get(mention.referent)
            return entity.name if entity is not None else ""
    return ""


def meant(st: Statement, brief: Brief, index: BriefIndex) -> str:
    """What stands behind a content that only points: in brackets what it means, or that no record tells."""
    if not points_only(st):
        return ""
    found = pointed_to(st, brief, index)
    return f" [meaning {found}]" if found else " [what this points to stands before it on the page]"


def _other_side(passages: tuple[Evidence, ...], st: Statement) -> Evidence:
    own = {*st.source, *st.cue, *st.content}
    return next((one for one in passages if one not in own), passages[0])
