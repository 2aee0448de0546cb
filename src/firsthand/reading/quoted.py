"""Quotations and their attributions: which verb claims which quotation, and whose are those that no verb claims."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.cues import asks_for_anonymity
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.records import Act

_REACH = 40
"""Tokens between a quotation and the verb that claims it: a speaker with a long relative clause stands between."""


def claim_quotes(frame: Frame, sentence: TokenSpan, words: CueWords) -> dict[int, tuple[int, ...]]:
    """For each verb of saying in the sentence the placeholders of the quotations that it introduces or follows."""
    verbs = [token for token in sentence if _can_claim(token, words)]
    claims: dict[int, tuple[int, ...]] = {}
    places = [token.i for token in sentence if token.i in frame.quotes]
    if sentence[-1].text == ":" and sentence.end in frame.quotes:
        places.append(sentence.end)  # the parser ends the sentence at the colon
    for at in places:
        near = [verb for verb in verbs if abs(verb.i - at) <= _REACH and not _goes_on_told(frame, verb, at)]
        near = [token for token in sentence if _adds(frame, token, at, words)] or near
        if near:
            verb = min(near, key=lambda token: _distance(token, at, frame))
            claims[verb.i] = (*claims.get(verb.i, ()), at)
    return claims


def _adds(frame: Frame, token: Token, at: int, words: CueWords) -> bool:
    """Whether the verb of "…, who added: “…”" stands right before the quotation at `at`."""
    says = any(cue.quote for cue in words.verbs.get(token.lemma_.lower(), ()))
    behind = token.i + 2 == at and frame.doc[at - 1].text in (":", ",")
    return token.dep_ == "relcl" and token.pos_ == "VERB" and says and behind


def less_telling(frame: Frame, subject: subjects.Subject) -> tuple[int, ...]:
    """The words of a subject without "who added: “…”", which is another attribution."""
    drop = {
        below
        for at in subject.tokens
        if frame.doc[at].dep_ == "relcl" and (at + 2 in frame.quotes or at + 1 in frame.quotes)
        for below in subjects.subtree(frame.doc[at])
    }
    return tuple(at for at in subject.tokens if at not in drop)


_MODALS = frozenset({"would", "will", "could", "can", "should", "might", "may", "must"})


def _goes_on_told(frame: Frame, verb: Token, at: int) -> bool:
    """Whether quoted words go on with a clause that somebody tells: "wrote that the state would answer “in court”"."""
    quote = frame.quotes.get(at)
    if quote is None or verb.i > at or not quote.inner[:1].islower() or verb.dep_ != "ccomp":
        return False
    return any(child.dep_ == "aux" and child.lower_ in _MODALS for child in verb.children)


def join_tails(frames: tuple[Frame, ...], drafts: list[Draft]) -> list[Draft]:
    """The drafts, each with the quoted words in lower case that its content runs up to: "told her to sign ‘or there
    will be no boat’", "would answer “in court”"."""
    found = drafts
    for frame in frames:
        for quote in sorted((*frame.quotes.values(), *frame.loose), key=lambda quote: quote.start):
            span = Span(start=quote.start, end=quote.end).shifted(frame.block.start)
            if frame.inside is None and quote.closed and quote.inner[:1].islower():
                found = [_with_tail(draft, span) for draft in found]
    return found


def _with_tail(draft: Draft, span: Span) -> Draft:
    last = draft.content[-1] if draft.content else None
    if last is None or last in draft.quoted or last.end + 1 != span.start:
        return draft
    return replace(draft, content=(*draft.content[:-1], Span(start=last.start, end=span.end)))


def _can_claim(token: Token, words: CueWords) -> bool:
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound", "relcl"):
        return False
    if token.tag_ == "VBG" and asks_for_anonymity(token):
        return False
    return any(cue.quote for cue in words.verbs.get(token.lemma_.lower(), ()))


def _distance(verb: Token, at: int, frame: Frame) -> tuple[int, int]:
    """Verbs that are the sentence's main verb, or carry their own subject beside the quotation, come first; then the
    nearest."""
    is_asking = verb.tag_ == "VBN" and not any(child.dep_ in subjects.SUBJECTS for child in verb.children)
    quotes_between = sum(1 for other in frame.quotes if min(at, verb.i) < other < max(at, verb.i))
    return (int(is_asking) + quotes_between, abs(verb.i - at))


def gather_loose_quotes(frames: tuple[Frame, ...], drafts: list[Draft], words: CueWords) -> list[Draft]:
    """Adds the quotations that no attribution claimed: more of the same quotation, or one without a speaker of its own.

    A sentence of the same paragraph that goes on after “…,” X said is a piece of that statement; a paragraph that
    goes on after an
    unclosed quotation too; a quotation alone after a colon or a verb of saying without content is that verb's; a
    quotation alone in the
    paragraph after a statement has no attribution and inherits its speaker, marked as such.
    """
    found = [*drafts, *_pending(frames, drafts, words)]
    outer = [frame for frame in frames if frame.inside is None]
    for number, frame in enumerate(outer):
        for at, quote in sorted(frame.quotes.items()):
            span = Span(start=frame.starts[at], end=frame.ends[at])
            if any(piece.covers(span) for draft in found for piece in draft.content):
                continue
            ahead = _attributed_ahead(outer, number, quote.closed, found)
            if ahead is not None:
                widened = replace(ahead, content=tuple(sorted({*ahead.content, span})), quoted=ahead.quoted | {span})
                found = [widened if draft is ahead else draft for draft in found]
                continue
            before = _last_before(found, span)
            previous = outer[number - 1] if number else None
            found = _place(found, before, span, frame, previous)
    return [draft for draft in found if draft.content or draft.act is Act.DECLINE]


def _attributed_ahead(outer: list[Frame], number: int, closed: bool, found: list[Draft]) -> Draft | None:
    """The statement that goes on with a quotation left open here, in the next paragraph: its attribution stands only
    there."""
    if closed or number + 1 >= len(outer):
        return None
    following = outer[number + 1]
    first = next((at for at in sorted(following.quotes) if following.quotes[at].start == 0), None)
    if first is None:
        return None
    span = Span(start=following.starts[first], end=following.ends[first])
    return next((draft for draft in found if span in draft.content), None)


def _pending(frames: tuple[Frame, ...], drafts: list[Draft], words: CueWords) -> list[Draft]:
    """Attributions without content that a quotation in the next paragraph may fill: "X recalled the last minutes." """
    found = []
    for frame in frames:
        verb = (
            next(
                (token for token in list(frame.doc.sents)[-1] if _can_claim(token, words) and token.dep_ == "ROOT"),
                None,
            )
            if frame.inside is None
            else None
        )
        if verb is None:
            continue
        cue = Span(start=frame.starts[verb.i], end=frame.ends[verb.i])
        subject = subjects.subject_of(verb)
        if subject.tokens and not any(cue in draft.cue for draft in drafts):
            found.append(
                Draft(
                    source=frame.pieces(subject.tokens)[:1],
                    cue=(cue,),
                    content=(),
                    act=words.verbs[verb.lemma_.lower()][0].act,
                    region=frame.block.span,
                    rule="statements.quotation-next-paragraph",
                )
            )
    return found


def _place(found: list[Draft], before: Draft | None, span: Span, frame: Frame, previous: Frame | None) -> list[Draft]:
    if before is None:
        return found
    same_block = before.region.start >= frame.block.start
    in_previous = previous is not None and before.region.start >= previous.block.start
    if not same_block and in_previous and not before.content and _stands_alone(frame, span):
        return [
            replace(before, content=(span,), quoted=frozenset({span})) if draft is before else draft for draft in found
        ]
    if (same_block and before.quoted) or (in_previous and _runs_on(previous, before)):
        widened = replace(before, content=tuple(sorted({*before.content, span})), quoted=before.quoted | {span})
        return [widened if draft is before else draft for draft in found]
    if (
        before.content
        and (same_block or (in_previous and _stands_alone(frame, span)))
        and before.act is not Act.ASK
        and before.source
    ):
        return [*found, _unattributed(before, span, frame)]
    return found


def _unattributed(before: Draft, span: Span, frame: Frame) -> Draft:
    return Draft(
        source=before.source,
        cue=(),
        content=(span,),
        act=Act.SAY,
        region=frame.block.span,
        rule="statements.quotation-alone",
        quoted=frozenset({span}),
        inherits=True,
    )


def _last_before(drafts: list[Draft], span: Span) -> Draft | None:
    """The last statement that ended before the quotation, not a nested one."""
    earlier = [draft for draft in drafts if draft.place[0] < span.start]
    earlier.sort(key=lambda draft: max(piece.end for piece in (*draft.content, *draft.cue)), reverse=True)
    return next((draft for draft in earlier if not _is_nested(draft, drafts)), None)


def _is_nested(draft: Draft, drafts: list[Draft]) -> bool:
    cue = draft.cue[0] if draft.cue else None
    return cue is not None and any(
        other is not draft and piece.covers(cue) for other in drafts for piece in other.content
    )


def _runs_on(previous: Frame | None, before: Draft) -> bool:
    """Whether the paragraph before ended inside a quotation of `before`."""
    return previous is not None and any(
        not quote.closed and any(piece.start == previous.starts[at] for piece in before.content)
        for at, quote in previous.quotes.items()
    )


def _stands_alone(frame: Frame, span: Span) -> bool:
    return span.start <= frame.block.start + 1 and span.end >= frame.block.end - 2
