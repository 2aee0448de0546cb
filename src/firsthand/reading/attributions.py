"""Attributions without a verb of saying: "according to", "per", a colon or dash after a speaker, a reporting noun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.article.records import BlockKind
from firsthand.evidence import Span
from firsthand.reading import subjects
from firsthand.reading.cuewords import CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.noun_attributions import find_noun, sentence_span
from firsthand.reading.records import Act

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_NO_SOURCES = frozenset(
    [
        "plan",
        "schedule",
        "size",
        "taste",
        "law",
        "rule",
        "need",
        "age",
        "rank",
        "merit",
        "height",
        "weight",
        "custom",
        "tradition",
        "season",
        "ability",
        "order",
        "colour",
        "color",
        "type",
        "design",
        "preference",
    ]
)
_LEGAL = frozenset(
    {
        "constitution",
        "convention",
        "treaty",
        "law",
        "act",
        "article",
        "charter",
        "protocol",
        "statute",
        "code",
        "section",
    }
)
_LONGEST_NAME = 8
"""Tokens before a colon that can still be a speaker's name with age or title."""


def find_attributions(
    frame: Frame, sentence: TokenSpan, words: CueWords, claims: dict[int, tuple[int, ...]]
) -> Iterator[Draft]:
    """The sentence's attributions by phrase, each as a draft. `claims` are the quotations that verbs have taken."""
    claimed = {at for places in claims.values() for at in places}
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            yield from _according(frame, token, sentence)
        elif token.lower_ == "per" and token.i == sentence.start:
            yield from _per(frame, token, sentence)
        elif token.lemma_.lower() in words.nouns and token.pos_ == "NOUN":
            yield from find_noun(frame, token, words)
        if token.dep_ == "prep" and token.lower_ in ("by", "in") and token.i == sentence.start:
            yield from _in_view(frame, token, sentence)
    yield from _colon(frame, sentence, words, claimed)
    yield from _citing(frame, sentence)


def source_spans(frame: Frame, tokens: tuple[int, ...], head: int) -> tuple[Span, ...]:
    """The source's passages: one a name where names are coordinated, without a dateline before or "both" and "each"
    around them."""
    dash = _dateline_dash(frame, tokens)
    if head < dash:
        head = -1
    kept = [at for at in tokens if at > dash and frame.doc[at].lower_ not in ("both", "each", "either")]
    if head < 0 or frame.doc[head].pos_ not in ("PROPN", "NOUN"):
        return frame.pieces(kept)[:3]
    partners = [
        child
        for child in frame.doc[head].children
        if child.dep_ == "conj" and child.pos_ in ("PROPN", "NOUN") and child.i in kept
    ]
    if any(frame.doc[at].dep_ == "case" for at in kept if at < max((partner.i for partner in partners), default=0)):
        return frame.pieces(kept)[:3]
    partners = [child for child in partners if not any(token.pos_ == "VERB" for token in frame.doc[head : child.i])]
    if not partners:
        return frame.pieces(kept)[:3]
    joined = {head, *(partner.i for partner in partners)}
    starts = {min(subjects.subtree(partner)) for partner in partners}
    groups: list[list[int]] = [[]]
    for at in kept:
        if at in starts:
            groups.append([])
        if frame.doc[at].dep_ != "cc" or frame.doc[at].head.i not in joined:
            groups[-1].append(at)
    return tuple(piece for group in groups for piece in frame.pieces(group)[:1])


def _dateline_dash(frame: Frame, tokens: tuple[int, ...]) -> int:
    """The dash that ends a dateline which the parser took for part of the source ("COLTER, Mont. (Maple Wire) —
    Sheriff …"); -1 for none."""
    first = frame.doc[tokens[0]] if tokens else None
    if first is None or not (first.text.isupper() or ")" in frame.doc[tokens[0] : tokens[-1]].text):
        return -1
    dashes = [
        at for at in tokens[1:-1] if frame.doc[at].text in ("—", "–", "-", "--") and frame.doc[at - 1].whitespace_
    ]
    return dashes[0] if dashes else -1


def _according(frame: Frame, token: Token, sentence: TokenSpan) -> Iterator[Draft]:
    noun = next((at for at in token.nbor(1).children if at.dep_ in ("pobj", "pcomp")), None)
    if noun is not None and noun.lemma_.lower() in _LEGAL:
        return  # the ground of what is said, not who said it: an instrument
    if noun is None or (noun.lemma_.lower() in _NO_SOURCES and not any(at.dep_ == "det" for at in noun.children)):
        return
    for draft in _whole_sentence(frame, sentence, (token.i, token.i + 1), noun, "statements.according-to"):
        yield _passed_on(frame, noun, draft)


def _passed_on(frame: Frame, noun: Token, draft: Draft) -> Draft:
    """ "According to the agency, which quoted a colonel": the words are the colonel's, the agency passes them on."""
    for clause in noun.children:
        told = next((at for at in clause.children if at.dep_ == "dobj"), None)
        if clause.dep_ not in ("relcl", "acl") or clause.lemma_ not in ("quote", "cite") or told is None:
            continue
        if told.ent_type_ == "PERSON" or _is_human(told) or any(at.ent_type_ == "PERSON" for at in told.children):
            outlet = tuple(at for at in subjects.subtree(noun, without=frozenset({clause.i})))
            aside = set(subjects.subtree(clause))
            return replace(
                draft,
                source=frame.pieces(subjects.noun_phrase(told))[:1],
                content=_without(frame, draft.content, aside),
                relayed_by=frame.pieces(outlet)[:1],
                rule="statements.passed-on",
            )
    return draft


def _without(frame: Frame, content: tuple[Span, ...], aside: set[int]) -> tuple[Span, ...]:
    kept = [
        at
        for at in range(len(frame.doc))
        if at not in aside and any(piece.start <= frame.starts[at] and frame.ends[at] <= piece.end for piece in content)
    ]
    return frame.pieces(kept)


def _per(frame: Frame, token: Token, sentence: TokenSpan) -> Iterator[Draft]:
    noun = next((at for at in token.children if at.dep_ == "pobj"), None)
    if noun is not None and (noun.ent_type_ in _NAMED or any(at.dep_ == "det" for at in noun.children)):
        yield from _whole_sentence(frame, sentence, (token.i,), noun, "statements.per")


def _whole_sentence(frame: Frame, sentence: TokenSpan, cue: tuple[int, ...], noun: Token, rule: str) -> Iterator[Draft]:
    """The rest of the sentence is the content."""
    source = _source_run(frame, noun, sentence)
    phrase = set(range(cue[0], max(source) + 1)) | _time_after(frame, max(source), sentence)
    content = [token.i for token in sentence if token.i not in phrase]
    pieces = [
        piece for piece in frame.pieces([at for at in content if at not in frame.quotes]) if piece.end - piece.start > 2
    ]
    quoted = [Span(start=frame.starts[at], end=frame.ends[at]) for at in content if at in frame.quotes]
    if not pieces and not quoted:
        return
    yield Draft(
        source=source_spans(frame, source, noun.i),
        cue=frame.pieces(cue),
        content=tuple(sorted([*pieces, *quoted])),
        act=Act.SAY,
        region=sentence_span(frame, sentence),
        rule=rule,
        clause=frame.pieces(sorted(phrase - set(source))),
        quoted=frozenset(quoted),
    )


def _source_run(frame: Frame, noun: Token, sentence: TokenSpan) -> tuple[int, ...]:
    """The noun phrase after the cue, up to where the main clause begins or a time of the saying stands."""
    tokens = list(subjects.noun_phrase(noun))
    main = [token.i for token in sentence if token.dep_ == "ROOT"]
    if main and min(tokens) < main[0]:
        comma = next(
            (at for at in tokens if at > noun.i and frame.doc[at].text == "," and _main_follows(frame, at, sentence)),
            None,
        )
        if comma is not None:
            tokens = [at for at in tokens if at < comma]
    while len(tokens) > 1 and _is_time_tail(frame.doc[tokens[-1]], noun):
        tokens = tokens[:-1]
    return tuple(tokens)


def _is_time_tail(token: Token, noun: Token) -> bool:
    return token.ent_type_ in ("DATE", "TIME") or token.is_punct or (token.lower_ in ("on", "in") and token.i > noun.i)


def _main_follows(frame: Frame, comma: int, sentence: TokenSpan) -> bool:
    after = frame.doc[comma + 1 : sentence.end]
    return any(token.dep_ in subjects.SUBJECTS and token.head.dep_ == "ROOT" for token in after)


def _time_after(frame: Frame, last: int, sentence: TokenSpan) -> set[int]:
    found: set[int] = set()
    at = last + 1
    while at < sentence.end and (frame.doc[at].ent_type_ in ("DATE", "TIME") or frame.doc[at].lower_ == "on"):
        found.add(at)
        at += 1
    return found


_VIEWS = frozenset(
    [
        "view",
        "opinion",
        "account",
        "reckoning",
        "estimate",
        "telling",
        "words",
        "judgement",
        "judgment",
        "eyes",
        "assessment",
        "version",
    ]
)


def _in_view(frame: Frame, token: Token, sentence: TokenSpan) -> Iterator[Draft]:
    """ "In her view, …", "By the reckoning of X, …": the phrase names whose view the sentence is."""
    noun = next((at for at in token.children if at.dep_ == "pobj" and {at.lemma_, at.lower_} & _VIEWS), None)
    if noun is None:
        return
    owner = next((at for at in noun.children if at.dep_ == "poss"), None)
    of = [at for at in noun.children if at.dep_ == "prep" and at.lower_ == "of"]
    owner = owner or next((below for at in of for below in at.children if below.dep_ == "pobj"), None)
    if owner is None or owner.lower_ in ("my", "our", "its"):
        return
    source = tuple(at for at in subjects.subtree(owner) if frame.doc[at].dep_ != "case" or at < owner.i)
    phrase = set(subjects.subtree(token))
    content = frame.pieces([at.i for at in sentence if at.i not in phrase])
    if content:
        yield Draft(
            source=frame.pieces(source)[:1],
            cue=frame.pieces([noun.i]),
            content=content,
            act=Act.SAY,
            region=sentence_span(frame, sentence),
            rule="statements.in-view-of",
        )


def _colon(frame: Frame, sentence: TokenSpan, words: CueWords, claimed: set[int]) -> Iterator[Draft]:
    """ "Ayesha Rahmani, 41: ‘…’", "Mayor: bridge will reopen", "‘…’: miner", "Ten villages cut off – officials"."""
    colon = next(
        (
            token
            for token in sentence
            if token.text in (":", "–", "—", "-") and sentence.start < token.i < sentence.end - 1
        ),
        None,
    )
    last = frame.doc[sentence.end - 1]
    if colon is None and last.text == ":" and sentence.end in frame.quotes:
        colon = last
    if colon is None:
        return
    left, right = range(sentence.start, colon.i), range(colon.i + 1, max(sentence.end, colon.i + 2))
    quotes_right = [at for at in right if at in frame.quotes and at not in claimed]
    quotes_left = [at for at in left if at in frame.quotes and at not in claimed]
    headline = frame.block.kind is BlockKind.HEADLINE or frame.doc[len(frame.doc) - 1].text not in (
        ".",
        "!",
        "?",
        "”",
        '"',
        "’",
    )
    if colon.text == ":" and quotes_right and _is_name(frame, left):
        yield _colon_draft(frame, sentence, tuple(left), quotes_right, "statements.name-colon")
    elif colon.text == ":" and quotes_left and len(left) <= 2 and headline:
        yield _colon_draft(frame, sentence, tuple(right), quotes_left, "statements.quotation-colon")
    elif headline and colon.text == ":" and _is_headline_speaker(frame, left, words) and len(right) > 2:
        yield _colon_draft(frame, sentence, tuple(left), list(right), "statements.headline-colon")
    elif headline and colon.text != ":" and _is_headline_speaker(frame, right, words) and len(left) > 2:
        yield _colon_draft(frame, sentence, tuple(right), list(left), "statements.headline-dash")


def _colon_draft(frame: Frame, sentence: TokenSpan, source: tuple[int, ...], content: list[int], rule: str) -> Draft:
    quoted = [Span(start=frame.starts[at], end=frame.ends[at]) for at in content if at in frame.quotes]
    plain = frame.pieces([at for at in content if at not in frame.quotes])
    topic = next((at for at in source if frame.doc[at].lower_ == "on"), None)
    return Draft(
        source=frame.pieces([at for at in source if topic is None or at < topic])[:1],
        cue=(),
        content=tuple(sorted([*plain, *quoted])),
        act=Act.SAY,
        region=sentence_span(frame, sentence),
        rule=rule,
        quoted=frozenset(quoted),
    )


def _is_name(frame: Frame, tokens: range) -> bool:
    """A short noun phrase without a verb, with a capital: who can stand before a colon."""
    words = [frame.doc[at] for at in tokens]
    return (
        0 < len(words) <= _LONGEST_NAME
        and not any(word.pos_ in ("VERB", "AUX") for word in words)
        and any(word.text[0].isupper() for word in words)
    )


def _is_headline_speaker(frame: Frame, tokens: range, words: CueWords) -> bool:
    phrase = [frame.doc[at] for at in tokens if not frame.doc[at].is_punct]
    return 0 < len(phrase) <= 5 and phrase[-1].lower_ in words.headline


def _citing(frame: Frame, sentence: TokenSpan) -> Iterator[Draft]:
    """ "The port will be sold, the Tribune reported, citing an unnamed official": the words are the official's."""
    for token in sentence:
        noun = next((at for at in token.children if at.dep_ == "dobj"), None) if token.lower_ == "citing" else None
        head = token.head
        if (
            noun is None
            or not (noun.ent_type_ == "PERSON" or _is_human(noun))
            or head.lemma_ not in ("report", "say", "write", "state")
        ):
            continue
        content = [at for child in head.children if child.dep_ == "ccomp" for at in subjects.subtree(child)]
        outlet = subjects.subject_of(head)
        if not content:
            continue
        yield Draft(
            source=frame.pieces(subjects.noun_phrase(noun)),
            cue=frame.pieces([head.i]),
            content=frame.pieces([at for at in content if at not in outlet.tokens and at != head.i]),
            act=Act.SAY,
            region=sentence_span(frame, sentence),
            rule="statements.citing",
            clause=frame.pieces([at for at in subjects.subtree(head) if at not in content and at not in outlet.tokens]),
            relayed_by=frame.pieces(outlet.tokens),
        )


_HUMAN = frozenset(
    [
        "official",
        "source",
        "person",
        "people",
        "officer",
        "witness",
        "expert",
        "minister",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "diplomat",
        "aide",
        "lawyer",
        "analyst",
        "employee",
        "resident",
        "executive",
        "adviser",
        "advisor",
        "insider",
        "colonel",
        "captain",
        "general",
        "commander",
        "soldier",
    ]
)


def _is_human(noun: Token) -> bool:
    return noun.lemma_.lower() in _HUMAN
