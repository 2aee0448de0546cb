"""Two readers of statements made one: the rules' drafts and what the tagger heard.

Where both saw a statement the rules' structure stays (act, audience, denial, pieces); where only the tagger did, its
draft is added; where only the rules did, the draft stays and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.evidence import Span
from firsthand.reading.draft import Draft
from firsthand.reading.records import Seen
from firsthand.reading.tagged import Heard

HALF = 0.5
"""Share of a content in common from which on two readers tell of one statement."""
SAME = 0.98
"""Share in common from which on two contents have the same ends, but for a mark."""
SURE = 0.88
"""Confidence from which on a content is shown as sure: on the 42 tuning articles .929 of those are right to the word,
.553 of all that is shown (n = 394 of 713; at .85 .911 and .583)."""
LEAST = 0.45
"""Confidence from which on a statement that only the tagger saw is shown."""
LEAST_GROWN = 0.5
"""The same for wider ends of a content that both saw; narrower ones must be sure."""
LEAST_INSIDE = 0.7
"""The same for one inside a statement that the rules saw."""
AGREED = 0.7
"""What is left of the doubt where both readers give the same ends."""
QUOTED_ALIKE = 0.98
QUOTED_ALONE = 0.75
CLAUSE_ALONE = 0.12
"""How often contents were right to the word: that both readers saw as the same quotation; that the rules saw as a
quotation and the tagger otherwise; that only the rules saw, in the writer's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Which drafts and heard attributions tell of one statement, by their places; and the drafts that lie inside
    another, of which the tagger says nothing."""

    heard_of: dict[int, int]
    nested: frozenset[int]


def pair_up(drafts: Sequence[Draft], heard: Sequence[Heard]) -> Pairs:
    """Each draft with the attribution whose content shares most with its own, or whose cue is its own."""
    nested = frozenset(at for at, draft in enumerate(drafts) if is_nested(draft, drafts))
    scored = sorted(
        (-alike, at, to)
        for at, draft in enumerate(drafts)
        if at not in nested and draft.content
        for to, one in enumerate(heard)
        if (alike := likeness(draft, one)) > 0
    )
    heard_of: dict[int, int] = {}
    for _, at, to in scored:
        if at not in heard_of and to not in heard_of.values():
            heard_of[at] = to
    return Pairs(heard_of=heard_of, nested=nested)


def likeness(draft: Draft, one: Heard) -> float:
    """How far both tell of one statement: the share of content in common from a half on, or one cue with any."""
    shared = share(draft.content, one.content)
    same_cue = any(own.overlaps(other) for own in draft.cue for other in one.cue)
    if shared >= HALF:
        return shared + same_cue
    return 1.0 + shared if same_cue and shared else 0.0


def share(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Characters in common as a share of all characters of both."""
    left = {at for span in one for at in range(span.start, span.end)}
    right = {at for span in other for at in range(span.start, span.end)}
    return len(left & right) / len(left | right) if left | right else 0.0


def is_nested(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether the draft's cue (or content, without one) lies in another's content and not the other way round."""
    own = draft.cue or draft.content
    return any(
        other is not draft and holds(other, own) and not holds(draft, other.cue or other.content)
        for other in drafts
        if other.content
    )


def holds(draft: Draft, spans: Sequence[Span]) -> bool:
    return all(any(piece.covers(span) for piece in draft.content) for span in spans)


def join_readers(drafts: tuple[Draft, ...], heard: Sequence[Heard], text: str) -> tuple[Draft, ...]:
    """The drafts of both readers as one list in text order; each says who saw it and how sure its content is."""
    pairs = pair_up(drafts, heard)
    joined = [
        _seen_by_rules(draft)
        if at not in pairs.heard_of
        else _seen_by_both(draft, heard[pairs.heard_of[at]], drafts, text)
        for at, draft in enumerate(drafts)
        if at not in pairs.nested
    ]
    kept = [draft for at, draft in enumerate(drafts) if at in pairs.nested]
    taken = set(pairs.heard_of.values())
    more = [draft for to, one in enumerate(heard) if to not in taken and (draft := _seen_by_model(one, joined))]
    return tuple(sorted([*joined, *kept, *more], key=lambda draft: draft.place))


def drafts_of(heard: Sequence[Heard]) -> tuple[Draft, ...]:
    """The statements of the tagger alone."""
    return tuple(
        replace(one.draft, seen=Seen.MODEL_ONLY, confidence=one.confidence, sure=one.confidence >= SURE)
        for one in heard
        if one.draft is not None
    )


def _seen_by_rules(draft: Draft) -> Draft:
    if draft.rule == "statements.turn" or not draft.content:
        return draft
    confidence = QUOTED_ALONE if draft.quoted and draft.cue else CLAUSE_ALONE
    return replace(draft, seen=Seen.RULES_ONLY, confidence=confidence, sure=confidence >= SURE)


def _seen_by_both(draft: Draft, one: Heard, drafts: Sequence[Draft], text: str) -> Draft:
    """The rules' draft; of the tagger the ends of a content in the writer's words, and who spoke and how where the
    rules saw no more than a quotation."""
    other = one.draft
    same = other is not None and share(draft.content, other.content) >= SAME
    confidence = 1 - (1 - one.confidence) * AGREED if same else one.confidence
    if draft.quoted and draft.cue:
        confidence = max(confidence, QUOTED_ALIKE if same else QUOTED_ALONE)
    if other is not None and not draft.source and not draft.cue and other.source:
        draft = replace(
            other, content=draft.content, quoted=draft.quoted, region=draft.region, rule=f"{draft.rule}-heard"
        )
    elif other is not None and not same and _may_move(draft, other, drafts, text):
        draft = replace(draft, content=other.content, quoted=other.quoted)
    return replace(draft, seen=Seen.BOTH, confidence=confidence, sure=confidence >= SURE)


def _may_move(draft: Draft, other: Draft, drafts: Sequence[Draft], text: str) -> bool:
    """Whether the content may take the tagger's ends: no quotation, no more pieces than before, no word of another
    statement or of its own source and cue, and every statement inside stays inside."""
    if draft.quoted or draft.part or not draft.cue or len(other.content) > len(draft.content):
        return False
    grown = holds(other, draft.content)
    if other.confidence < (LEAST_GROWN if grown else SURE) or (grown and _adds_another(draft, other, text)):
        return False
    inside = [one for one in drafts if one is not draft and holds(draft, one.cue or one.content)]
    if not all(holds(other, one.cue or one.content) for one in inside):
        return False
    taken = [span for one in drafts if one is not draft and one not in inside for span in (*one.content, *one.cue)]
    return not any(span.overlaps(piece) for span in (*taken, *draft.source, *draft.cue) for piece in other.content)


_JOINED = re.compile(r"[\s,;]*(?:and|but|or|while)\b", re.IGNORECASE)


def _adds_another(draft: Draft, other: Draft, text: str) -> bool:
    """Whether what is added is more than the rest of the content: a second clause behind it ("… and that …"), or words
    between cue and content ("announced the day before that …")."""
    after_cue = draft.cue[-1].end <= other.content[0].start < draft.content[0].start
    return after_cue or bool(_JOINED.match(text, draft.content[-1].end, other.content[-1].end))


def _seen_by_model(one: Heard, drafts: Sequence[Draft]) -> Draft | None:
    """The tagger's draft, where it is likely enough and crosses nothing that the rules saw."""
    draft = one.draft
    if draft is None or one.confidence < (SURE if one.echo else LEAST):
        return None
    if any(own.overlaps(span) for other in drafts for own in other.cue for span in draft.cue):
        return None
    beside = [other for other in drafts if any(a.overlaps(b) for a in other.content for b in draft.content)]
    inside = any(holds(other, draft.content) for other in beside)
    if beside and not inside and not all(holds(draft, other.content) for other in beside):
        return None
    if inside and one.confidence < LEAST_INSIDE:
        return None
    return replace(draft, seen=Seen.MODEL_ONLY, confidence=one.confidence, sure=one.confidence >= SURE)
