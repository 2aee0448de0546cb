"""Quotations that no attribution reached: none is lost, and none is given a speaker that the page does not show."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.attributions import source_spans
from firsthand.reading.cues import dated_words, is_written
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.quotes import Quote
from firsthand.reading.records import Act

_SHORTEST = 4
"""Words: shorter quoted words are a term or a name as often as speech."""
_COVERED = 0.8
"""Share of a quotation's characters in one statement from which on the quotation counts as read."""
_SMALL = frozenset({"the", "and", "but", "for", "with", "from", "into", "over", "his", "her", "their", "our", "your"})


def keep_quotations(frames: tuple[Frame, ...], drafts: list[Draft], words: CueWords) -> list[Draft]:
    """The drafts with every quotation of four words or more in one of them.

    A quotation that outlasts the sentence of its attribution is all of it that speaker's; one behind a colon is the
    last verb's before the colon; any other is a statement without a known speaker. Titles stay what they are.
    """
    found = drafts
    for frame in frames:
        if frame.inside is not None or frame.block.speaker:
            continue
        folded = {(quote.start, quote.end): at for at, quote in frame.quotes.items()}
        for quote in sorted((*frame.quotes.values(), *frame.loose), key=lambda quote: quote.start):
            span = Span(start=quote.start, end=quote.end).shifted(frame.block.start)
            if len(quote.inner.split()) < _SHORTEST or _is_read(span, found) or _is_title(quote.inner):
                continue
            begun = _begun(span, found)
            if begun is not None:
                found = [_widened(draft, span) if draft is begun else draft for draft in found]
            else:
                found = [*found, _behind_colon(frame, quote, folded, span, words) or _unknown(frame, span)]
    return found


def _is_read(span: Span, drafts: list[Draft]) -> bool:
    inside = [piece for draft in drafts for piece in draft.content if piece.overlaps(span)]
    covered = {at for piece in inside for at in range(max(piece.start, span.start), min(piece.end, span.end))}
    return len(covered) >= _COVERED * (span.end - span.start)


def _begun(span: Span, drafts: list[Draft]) -> Draft | None:
    """The statement whose content runs into the quotation from before, or begins it."""
    return next(
        (
            draft
            for draft in drafts
            for piece in draft.content
            if piece.start <= span.start + 2 and span.start + 2 < piece.end < span.end
        ),
        None,
    )


def _widened(draft: Draft, span: Span) -> Draft:
    """The draft with its content up to the quotation's end."""
    kept = [piece for piece in draft.content if not piece.overlaps(span)]
    start = min(piece.start for piece in draft.content if piece.overlaps(span))
    return replace(draft, content=tuple(sorted([*kept, Span(start=min(start, span.start), end=span.end)])))


def _is_title(inner: str) -> bool:
    """Whether the words are written like a title: every longer one with a capital."""
    longer = [word for word in re.findall(r"[^\W\d]{3,}", inner) if word.lower() not in _SMALL]
    return bool(sum(word[0].isupper() for word in longer) > len(longer) * 0.7)


def _behind_colon(
    frame: Frame, quote: Quote, folded: dict[tuple[int, int], int], span: Span, words: CueWords
) -> Draft | None:
    """ "… celebrated the launch in a post: “…”": whose words they are, where the last verb before the colon is one
    that goes with words."""
    at = folded.get((quote.start, quote.end))
    colon = frame.doc[at - 1] if at else None
    if at is None or colon is None or colon.text not in (":", ","):
        return None
    verbs = [token for token in colon.sent if token.i < at and _goes_with_words(token, words)]
    verb = verbs[-1] if verbs else _shows(frame, colon, words)
    subject = subjects.subject_of(verb) if verb is not None else subjects.Subject()
    if verb is None or not subject.tokens:
        return None
    return Draft(
        source=source_spans(frame, subject.tokens, subject.head),
        cue=frame.pieces([verb.i]),
        content=(span,),
        act=next((cue.act for cue in words.verbs.get(verb.lemma_.lower(), ())), Act.SAY),
        region=Span(start=frame.starts[colon.sent.start], end=span.end),
        rule="statements.verb-colon",
        clause=frame.pieces(dated_words(frame, subject, words)),
        quoted=frozenset({span}),
    )


def _shows(frame: Frame, colon: Token, words: CueWords) -> Token | None:
    """The verb of a written thing before the colon: "The entry for 3 May runs to one line: “…”"."""
    if colon.text != ":":
        return None
    return next(
        (
            token
            for token in colon.sent
            if token.i < colon.i and token.dep_ == "ROOT" and is_written(frame, subjects.subject_of(token), words)
        ),
        None,
    )


def _goes_with_words(token: Token, words: CueWords) -> bool:
    return token.pos_ == "VERB" and any(cue.quote for cue in words.verbs.get(token.lemma_.lower(), ()))


def _unknown(frame: Frame, span: Span) -> Draft:
    whole = any(Span(start=frame.starts[at], end=frame.ends[at]) == span for at in frame.quotes)
    return Draft(
        source=(),
        cue=(),
        content=(span,),
        act=Act.SAY,
        region=frame.block.span,
        rule="statements.quotation-unattributed",
        quoted=frozenset({span}) if whole else frozenset(),
        speaker_unsaid=True,
    )
