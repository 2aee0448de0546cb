"""What the learned tagger saw, as drafts in the rules' own terms: the verb as cue, its act by the word data.

The tagger gives spans as PolNeAR's annotators cut them. A draft has the content without the "that" before it, the
verb or noun that reports without its auxiliaries, one passage a source, and the words around for setting and time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from firsthand.article.records import ECHOES, Article
from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.attributions import source_spans
from firsthand.reading.audiences import audience_of
from firsthand.reading.cues import asks_for_anonymity, is_minded
from firsthand.reading.cuewords import Cue, CueWords, load_cue_words
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.noun_attributions import sentence_span
from firsthand.reading.records import Act
from firsthand.reading.tagger.records import Attribution, Role, Tagged

TagText = Callable[[str], Tagged]
"""A tagger, loaded: what it saw in one paragraph."""

_OPENERS = re.compile(r"that\b,?\s*", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,;:]+$")
_UNSAID = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "if", "unless", "without"})
_SUPPOSED = frozenset({"would", "could", "should", "might", "may", "must", "can", "shall", "ought"})
_QUESTION = re.compile(r"(?:whether|if|who|what|when|where|why|how|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One attribution of the tagger, in characters of the article: as it was given, how sure of its content's ends it
    is, and as a draft: None where its cue reports nothing that was said ("would say", "did not say"). `echo` where it
    stands in a headline or lead-in, whose grammar misleads."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float
    draft: Draft | None
    echo: bool = False


def find_heard(frames: Sequence[Frame], article: Article, tag: TagText, words: CueWords) -> tuple[Heard, ...]:
    """All that the tagger hears in the article's blocks, in text order."""
    return tuple(heard for frame in frames if frame.inside is None for heard in _in_block(frame, article, tag, words))


def _in_block(frame: Frame, article: Article, tag: TagText, words: CueWords) -> Iterator[Heard]:
    start = frame.block.start
    tagged = tag(article.text[start : frame.block.end])
    sure = {span.span: span.confidence for span in tagged.spans if span.role is Role.CONTENT}
    for one in tagged.attributions:
        moved = Attribution(
            source=tuple(span.shifted(start) for span in one.source),
            cue=tuple(span.shifted(start) for span in one.cue),
            content=tuple(span.shifted(start) for span in one.content),
            confidence=one.confidence,
        )
        confidence = min(sure.get(span, one.confidence) for span in one.content)
        draft = _draft(frame, moved, article.text, words)
        yield Heard(
            source=moved.source,
            cue=moved.cue,
            content=moved.content,
            confidence=confidence,
            draft=replace(draft, confidence=confidence) if draft else None,
            echo=frame.block.kind in ECHOES,
        )


def _draft(frame: Frame, one: Attribution, text: str, words: CueWords) -> Draft | None:
    content = tuple(span for piece in one.content for span in _cut(frame, piece, text))
    if not content:
        return None
    places = [at for span in one.cue for at in tokens_in(frame, span)]
    if any(frame.doc[at].lower_ in _UNSAID | _SUPPOSED for at in places):
        return None
    head = _head(frame, places, words)
    quoted = frozenset(span for span in content if _is_quotation(frame, span))
    if head is None:
        return _without_cue(frame, one, content, quoted) if quoted and one.source else None
    if _is_supposed(head) or not _reports(frame, head, one.content, text):
        return None
    inside = [at for span in content for at in tokens_in(frame, span)]
    source = _source(frame, one.source, text)
    use = _use(head, text[content[0].start : content[0].end], words)
    audience = audience_of(head, use, tuple(inside)) if use is not None else ()
    taken = {at for span in source for at in tokens_in(frame, span)} | set(inside)
    return Draft(
        source=source,
        cue=_cue(frame, one.cue, head, words),
        content=content,
        act=_act(head, use, text[content[-1].start : content[-1].end], words),
        region=sentence_span(frame, head.sent),
        rule="statements.tagger",
        clause=_clause(frame, head, taken),
        audience=tuple(span for span in frame.pieces([at for at in audience if at not in taken])),
        quoted=quoted,
        speaker_unsaid=not source,
    )


def _without_cue(frame: Frame, one: Attribution, content: tuple[Span, ...], quoted: frozenset[Span]) -> Draft:
    """A quotation beside its speaker, with no word that reports it."""
    return Draft(
        source=one.source,
        cue=(),
        content=content,
        act=Act.SAY,
        region=frame.block.span,
        rule="statements.tagger",
        quoted=quoted,
    )


def tokens_in(frame: Frame, span: Span) -> list[int]:
    """The frame's tokens that the span touches."""
    return [at for at in range(len(frame.doc)) if frame.starts[at] < span.end and span.start < frame.ends[at]]


def _cut(frame: Frame, piece: Span, text: str) -> Iterator[Span]:
    """The piece without the "that" before it and the comma behind it; nothing where nothing is left."""
    words = text[piece.start : piece.end]
    opener = _OPENERS.match(words) if _is_joining(frame, piece) else None
    start = piece.start + (opener.end() if opener and opener.end() < len(words) else 0)
    end = start + len(_TRAILING.sub("", text[start : piece.end]))
    if start < end:
        yield Span(start=start, end=end)


def _is_joining(frame: Frame, piece: Span) -> bool:
    """Whether the first word only joins the piece to its verb: the "that" of "said that", not of "calls that wrong"."""
    first = next((frame.doc[at] for at in tokens_in(frame, piece)), None)
    return first is not None and (first.tag_ == "IN" or first.dep_ == "mark")


def _is_quotation(frame: Frame, span: Span) -> bool:
    return any(abs(frame.starts[at] - span.start) <= 1 and abs(frame.ends[at] - span.end) <= 1 for at in frame.quotes)


def _head(frame: Frame, places: Sequence[int], words: CueWords) -> Token | None:
    """The word of the cue that reports: its last verb of saying, else its noun of saying, else its last verb."""
    tokens = [frame.doc[at] for at in places if at not in frame.quotes]
    for wanted in (
        [token for token in tokens if token.lemma_.lower() in words.verbs and token.pos_ != "AUX"],
        [token for token in tokens if token.lemma_.lower() in words.nouns],
        [token for token in tokens if token.pos_ == "VERB"],
        tokens,
    ):
        if wanted:
            return wanted[-1]
    return None


def _is_supposed(verb: Token) -> bool:
    """Whether the saying is denied, or only supposed or planned: "would say", "if he says", "had nothing to say"."""
    below = {child.lower_ for child in verb.children if child.dep_ in ("aux", "neg", "mark")}
    planned = verb.tag_ == "VB" and "to" in below and verb.head.lemma_.lower() not in _GOES_ON
    return planned or bool(below & (_UNSAID | _SUPPOSED))


_GOES_ON = frozenset({"go", "continue", "appear", "seem", "begin", "proceed", "hasten", "want", "like"})
"""Verbs before "to say" after which it was said."""


def _reports(frame: Frame, head: Token, content: Sequence[Span], text: str) -> bool:
    """Whether the cue reports words: a verb or noun of the word data in a use that fits, "according to" or a colon, or
    any verb beside a quotation or a clause with "that". Deeds and attitudes, which annotators mark too, are none."""
    words = load_cue_words()
    tokens = [frame.doc[at] for span in content for at in tokens_in(frame, span)]
    if any(token.i in frame.quotes for token in tokens) or _OPENERS.match(text, content[0].start):
        return True
    if asks_for_anonymity(head) or any(token.lower_ == "anonymity" for token in tokens):
        return False
    if head.lower_ in _PHRASES or head.lemma_.lower() in words.nouns:
        return True
    uses = words.verbs.get(head.lemma_.lower(), ())
    if uses and all(use.minded for use in uses):
        return is_minded(frame, head, subjects.subject_of(head))
    told = any(token.pos_ in ("VERB", "AUX") for token in tokens)
    return any(told or use.takes & {"object", "of", "judgement", "measure"} for use in uses)


_PHRASES = frozenset({"according", "per", ":"})


def _use(verb: Token, content: str, words: CueWords) -> Cue | None:
    """The verb's use that fits how the content begins; the first where none does."""
    uses = words.verbs.get(verb.lemma_.lower(), ())
    after = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    for use in uses:
        if after in use.prepositions or (content.lower().startswith("to ") and "inf" in use.takes):
            return use
        if _QUESTION.match(content) and "question" in use.takes:
            return use
    plain = [use for use in uses if use.takes & {"clause", "object", "question"} or use.quote]
    return plain[0] if plain else next(iter(uses), None)


def _act(head: Token, use: Cue | None, content: str, words: CueWords) -> Act:
    if use is None:
        return words.nouns.get(head.lemma_.lower(), Act.SAY)
    asks = use.lemma == "ask" and use.act is not Act.ASK
    if asks and content.rstrip("\"'”’ ").endswith("?"):
        return Act.ASK
    return use.act


def _cue(frame: Frame, spans: tuple[Span, ...], head: Token, words: CueWords) -> tuple[Span, ...]:
    """The reporting verb with its particle; a cue of other words as it was given."""
    if head.lemma_.lower() not in words.verbs:
        return spans
    parts = [head.i, *(child.i for child in head.children if child.dep_ == "prt" and child.i == head.i + 1)]
    return frame.pieces(parts) or spans


def _source(frame: Frame, spans: tuple[Span, ...], text: str) -> tuple[Span, ...]:
    """The source's passages as the rules cut them: one a name, no comma behind."""
    found: list[Span] = []
    for span in spans:
        cut = next(iter(_cut(frame, span, text)), None)
        tokens = tokens_in(frame, cut) if cut else []
        if cut is None or any(at in frame.quotes for at in tokens):
            found += [cut] if cut else []
            continue
        inner = set(tokens)
        head = next((at for at in tokens if frame.doc[at].head.i not in inner), -1)
        found += source_spans(frame, tuple(tokens), head) or (cut,)
    return tuple(found)


def _clause(frame: Frame, head: Token, taken: set[int]) -> tuple[Span, ...]:
    """The attribution's own words: what hangs on its verb but for source and content, for setting and time."""
    apart = frozenset(
        child.i
        for child in head.children
        if child.dep_ in ("advcl", "conj", "ccomp", "parataxis") and child.pos_ in ("VERB", "AUX")
    )
    return frame.pieces([at for at in subjects.subtree(head, without=apart) if at not in taken])
