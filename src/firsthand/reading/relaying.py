"""Outlets that pass words on inside a sentence: "the X quoted Y as saying", "as reported by X", "according to the
agency X"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from firsthand.reading import subjects
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.occasionwords import load_occasion_words


def less_relays(drafts: list[Draft], frames: tuple[Frame, ...]) -> list[Draft]:
    """ "X affirmed the arrest, as reported by Y": Y passes X's words on and is a hop of their chain, no second source.

    So is an outlet behind "according to" where the sentence has a speaker of its own.
    """
    heads = {frame.starts[at]: (frame, at) for frame in frames if frame.inside is None for at in range(len(frame.doc))}
    relaying = [
        draft
        for draft in drafts
        if draft.cue and _relays(draft, heads) and any(_told_inside(draft, other) for other in drafts)
    ]
    kept = []
    for draft in drafts:
        if draft in relaying:
            continue
        outlets = [span for relay in relaying if _told_inside(relay, draft) for span in relay.source]
        kept.append(
            replace(draft, relayed_by=(*draft.relayed_by, *outlets)) if outlets and not draft.relayed_by else draft
        )
    return kept


def _told_inside(relay: Draft, other: Draft) -> bool:
    return other is not relay and bool(other.cue) and any(piece.covers(other.cue[0]) for piece in relay.content)


def _relays(draft: Draft, heads: dict[int, tuple[Frame, int]]) -> bool:
    frame, at = heads.get(draft.cue[0].start, (None, 0))
    if frame is None:
        return False
    token = frame.doc[at]
    if token.tag_ == "VBN":
        return any(child.dep_ == "mark" and child.lower_ == "as" for child in token.children)
    if draft.rule != "statements.according-to" or not draft.source:
        return False
    source, words = draft.source[0], load_occasion_words()
    text = " ".join(
        frame.doc[i].text
        for i in range(len(frame.doc))
        if source.start <= frame.starts[i] and frame.ends[i] <= source.end
    )
    return bool(words.outlet.search(text) or words.agency.search(text))


def find_relayer(frame: Frame, verb: Token, source: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """ "The X quoted Y as saying": Y is the source, X who passes it on. Gives (relayer, source)."""
    head = verb.head
    if head.lemma_ in ("as", "by") and head.head.i != head.i:
        head = head.head
    if verb.tag_ != "VBG" or head.lemma_ not in ("quote", "cite"):
        return (), source
    if subjects.is_passive(head):
        named = [child for child in head.children if child.dep_ == "nsubjpass"]
        agent = subjects.subject_of(head).tokens
        return agent, subjects.noun_phrase(named[0]) if named else source
    objects = [child for child in head.children if child.dep_ == "dobj"]
    named = [child for child in head.children if child.dep_ == "nsubj"]
    return (
        subjects.noun_phrase(named[0]) if named else (),
        tuple(at for at in subjects.noun_phrase(objects[0]) if at < verb.i - 1) if objects else source,
    )
