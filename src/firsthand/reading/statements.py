"""Statements: where a report says that somebody said, thought or ordered something. Spans only; who it was comes after.

Rules over a parse of each block's frame (see `frames`), in this order: verbs of saying, refusals and silences,
"according to" and
its kin, reporting nouns, colons and dashes, then quotations that no attribution claimed. Each rule is a class of
news English; the
verbs are data (`languages/en/cues.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from firsthand.article.boilerplate import load_boilerplate
from firsthand.article.turns import is_broadcast_label
from firsthand.evidence import Span
from firsthand.reading import clauses, subjects
from firsthand.reading.asked import find_asked
from firsthand.reading.attributions import find_attributions, source_spans
from firsthand.reading.audiences import audience_of
from firsthand.reading.cues import (
    asks_for_anonymity,
    dated_words,
    find_owner,
    hides_clause,
    in_title,
    is_bench,
    is_cue,
    is_imperative,
    is_minded,
    is_nobody,
    is_written,
    plain_form,
    reads_off,
)
from firsthand.reading.cuewords import Cue, CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame, Retelling, retell
from firsthand.reading.interrupted import find_interrupted, with_fronted
from firsthand.reading.made_known import find_made_known
from firsthand.reading.noun_attributions import sentence_span
from firsthand.reading.quoted import claim_quotes, gather_loose_quotes, join_tails, less_telling
from firsthand.reading.records import Act
from firsthand.reading.refusals import find_refusal
from firsthand.reading.relaying import find_relayer, less_relays
from firsthand.reading.scenes import scene_of
from firsthand.reading.trimming import (
    initial_participle,
    less_aside,
    less_attributions,
    less_joiners,
    less_shared,
    less_time,
    with_inner_commas,
)
from firsthand.reading.unclaimed import keep_quotations


def find_statements(frames: tuple[Frame, ...], words: CueWords, model: Language) -> tuple[Draft, ...]:
    """Every statement of the article as a draft, in text order; of two drafts with one cue the one with more content
    stays. Verbs of saying that gave none are looked at a second time, as if they were "said"."""
    found: list[Draft] = []
    for frame in frames:
        for sentence in frame.doc.sents:
            found.extend(_in_sentence(frame, sentence, words))
    again, misread = _second_look(frames, found, words, model)
    found = [draft for draft in found if draft.region not in misread or not draft.rule.startswith("statements.verb")]
    found.extend(again)
    found = join_tails(frames, _once_each(less_relays(found, frames)))
    found = gather_loose_quotes(frames, found, words)
    found = keep_quotations(frames, found, words)
    found.extend(_turns(frames))
    return tuple(sorted(found, key=lambda draft: draft.place))


def _second_look(
    frames: tuple[Frame, ...], found: list[Draft], words: CueWords, model: Language
) -> tuple[list[Draft], frozenset[Span]]:
    """The drafts of verbs that only read as verbs of saying once the sentence is told with "said", and the sentences
    of which the first parse took such a verb for an adjective or participle, or its clause for an object: there the
    second parse stands for all."""
    read = {span.start for draft in found for span in draft.cue}
    wanted: set[int] = set()
    retellings = []
    misparsed: set[Span] = set()
    for frame in frames:
        for sentence in frame.doc.sents:
            forms = {
                token.i: plain_form(token, words)
                for token in sentence
                if frame.starts[token.i] not in read or (token.lemma_ in words.verbs and hides_clause(token))
            }
            plain = {at: form for at, form in forms.items() if form}
            if plain:
                wanted.update(frame.starts[at] for at in plain)
                retellings.append(Retelling(frame=frame, start=sentence.start, end=sentence.end, plain=plain))
                if any(_is_misread(frame.doc[at]) for at in plain):
                    misparsed.add(sentence_span(frame, sentence))
    again: list[Draft] = []
    misread: set[Span] = set()
    for one, frame in zip(retellings, retell(retellings, model), strict=True):
        drafts = [
            replace(draft, rule=f"{draft.rule}-retold")
            for sentence in frame.doc.sents
            for draft in _in_sentence(frame, sentence, words)
            if draft.cue and draft.rule.startswith("statements.verb")
        ]
        region = Span(start=one.frame.starts[one.start], end=one.frame.ends[one.end - 1])
        fresh = [draft for draft in drafts if draft.cue[0].start in wanted]
        if fresh and region in misparsed:
            misread.add(region)
            fresh = drafts
        elif fresh:
            fresh = [draft for draft in drafts if draft.cue[0].start not in read]  # with what the first parse hid in it
        again.extend(fresh)
    return again, frozenset(misread)


def _is_misread(verb: Token) -> bool:
    """Whether the parse went astray at the verb so that the whole sentence may have; in a relative clause it is that
    clause alone."""
    return _is_adjective(verb) or (verb.dep_ != "relcl" and hides_clause(verb))


def _is_adjective(verb: Token) -> bool:
    """Whether the parser made an adjective of the verb, or a participle of a name that it joined to a second verb:
    "Orla Venn, stated by telephone, and suggested …"; or of a noun behind a comma: "…, a leaflet stated on Friday."."""
    if verb.dep_ == "acl":
        noun = verb.head
        joined = any(child.dep_ == "cc" and child.i > verb.i for child in noun.children)
        behind = noun.dep_ == "appos" and noun.i == verb.i - 1
        return joined or behind or (noun.pos_ == "PROPN" and verb.nbor(-1).text == ",")
    return verb.dep_ == "amod"


def _apart(frame: Frame, verb: Token, draft: Draft) -> Iterator[Draft]:
    """One draft for each clause of "said that … and that …": each may be denied or hedged by itself."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    second = (
        next(
            (
                child
                for child in (*clause.children, *verb.children)
                if child.dep_ == "conj" and child.i > clause.i and subjects.opens_content(child)
            ),
            None,
        )
        if clause is not None
        else None
    )
    if second is None or draft.quoted or len(draft.content) != 1:
        yield draft
        return
    tokens = subjects.subtree(second)
    mark = next(at for at in tokens if frame.doc[at].lower_ == "that")
    whole = draft.content[0]
    inside = [
        at for at in range(verb.i, verb.sent.end) if whole.start <= frame.starts[at] and frame.ends[at] <= whole.end
    ]
    first = [at for at in inside if at < mark]
    while first and (frame.doc[first[-1]].dep_ == "cc" or frame.doc[first[-1]].is_punct):
        first = first[:-1]
    pieces = (frame.pieces(first), frame.pieces([at for at in inside if at > mark]))
    if not all(pieces):
        yield draft
        return
    yield replace(draft, content=pieces[0])
    yield replace(draft, content=pieces[1], part=1)


def _turns(frames: tuple[Frame, ...]) -> Iterator[Draft]:
    """The words of a named person's turn in a transcript: all of them are that person's. An anchor's and a
    reporter's are the report's own."""
    labels = load_boilerplate("en")
    spoken = [
        frame
        for frame in frames
        if frame.inside is None and frame.block.speaker and not is_broadcast_label(frame.block.speaker, labels)
    ]
    for label, group in groupby(spoken, key=lambda frame: frame.block.speaker):
        blocks = [frame.block for frame in group]
        content = tuple(block.span for block in blocks)
        if label.casefold() in labels.interview:
            continue
        yield Draft(
            source=(),
            cue=(),
            content=content,
            act=Act.SAY,
            region=Span(start=content[0].start, end=content[-1].end),
            rule="statements.turn",
            quoted=frozenset(content),
        )


def _in_sentence(frame: Frame, sentence: TokenSpan, words: CueWords) -> Iterator[Draft]:
    taken: set[int] = set()
    claims = claim_quotes(frame, sentence, words)
    for token in sentence:
        refusal = find_refusal(frame, token, words)
        if refusal is not None:
            taken.update(refusal[1])
            yield refusal[0]
    interrupted = tuple(find_interrupted(frame, sentence, words))
    cued = {span.start for draft in interrupted for span in draft.cue}
    yield from interrupted
    for token in sentence:
        if token.i in taken or frame.starts[token.i] in cued or not is_cue(token, words) or in_title(frame, token):
            continue
        draft = _from_verb(frame, token, words, claims.get(token.i, ()))
        if draft is not None:
            yield from _apart(frame, token, with_fronted(frame, sentence, draft, words))
    yield from find_attributions(frame, sentence, words, claims)
    yield from find_made_known(frame, sentence)


def _from_verb(frame: Frame, verb: Token, words: CueWords, quotes: tuple[int, ...]) -> Draft | None:
    """The best draft among the verb's uses: the use whose content is there."""
    subject = subjects.subject_of(verb)
    if reads_off(frame, subject, words) or is_nobody(frame, subject) or asks_for_anonymity(verb) or _concedes(verb):
        return None
    initial = initial_participle(verb)
    for cue in words.verbs[verb.lemma_.lower()]:
        if cue.written and not is_written(frame, subject, words):
            continue
        if cue.minded and not is_minded(frame, verb, subject):
            continue
        if cue.judging and not is_bench(frame, subject):
            continue
        content = initial or clauses.content_of(verb, cue, subject)
        content = tuple(at for at in content if at not in quotes and not _is_bare_placeholder(frame, at))
        content = less_shared(verb, content, words)
        if quotes and not cue.quote:
            continue
        if quotes and (not content or _quote_is_content(frame, verb, content, quotes)):
            return _draft(frame, verb, cue, subject, (), quotes, words)
        if content and (not cue.manner or verb.dep_ == "parataxis") and _can_hold(frame, verb, content):
            return _draft(frame, verb, cue, subject, content, quotes, words)
    fragment = () if quotes else _quoted_object(frame, verb)
    cues = words.verbs[verb.lemma_.lower()]
    if fragment and any(cue.act in (Act.PROMISE, Act.SAY) and not cue.manner and not cue.judging for cue in cues):
        return _draft(frame, verb, words.verbs[verb.lemma_.lower()][0], subject, fragment, (), words)
    return None


def _concedes(verb: Token) -> bool:
    """ "Whatever the papers say, …": nothing is reported, something is waved aside."""
    start = min(subjects.subtree(verb))
    return any(token.lower_ in ("whatever", "whichever") for token in verb.doc[start : verb.i]) and any(
        child.lower_ in ("whatever", "whichever") for child in verb.children
    )


def _quote_is_content(frame: Frame, verb: Token, content: tuple[int, ...], quotes: tuple[int, ...]) -> bool:
    """A clause that the parser made of the words between a quotation and its verb is no content of its own."""
    return (all(at < verb.i for at in content) and max(quotes) < verb.i) or len(content) < 2


_QUOTED_AS = frozenset({"dobj", "oprd", "ccomp", "conj", "appos", "attr", "xcomp", "npadvmod"})


def _quoted_object(frame: Frame, verb: Token) -> tuple[int, ...]:
    """Quoted words that are the verb's object: "promised the families ‘a full account’"."""
    for quote in frame.loose:
        first, last = quote.start + frame.block.start, quote.end + frame.block.start
        tokens = [at for at in range(verb.i + 1, verb.sent.end) if first <= frame.starts[at] and frame.ends[at] <= last]
        top = [at for at in tokens if frame.doc[at].head.i not in tokens]
        if len(tokens) <= 2 or not top:
            continue
        head = frame.doc[top[0]]
        if head.head.i in (verb.i, *(child.i for child in verb.children)) and head.dep_ in _QUOTED_AS:
            phrase = subjects.subtree(head) if head.dep_ == "dobj" and head.head.i == verb.i else ()
            return tuple(sorted({*tokens, *(at for at in phrase if at > verb.i)}))
    return ()


def _is_bare_placeholder(frame: Frame, at: int) -> bool:
    return at in frame.quotes


def _can_hold(frame: Frame, verb: Token, content: tuple[int, ...]) -> bool:
    """Content needs more than a number or a time: "the clock said half past nine" reports nothing."""
    return any(
        frame.doc[at].pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "PRON", "NUM")
        and frame.doc[at].ent_type_ != "TIME"
        for at in content
    )


def _draft(
    frame: Frame,
    verb: Token,
    cue: Cue,
    subject: subjects.Subject,
    content: tuple[int, ...],
    quotes: tuple[int, ...],
    words: CueWords,
) -> Draft | None:
    content = less_joiners(verb, less_time(verb, less_attributions(frame, verb, content)))
    content = with_inner_commas(verb, less_aside(frame, verb, content, words))
    if verb.i in content:
        return None
    subject = _main_subject(verb) if initial_participle(verb) else subject
    if not subject.tokens and not subject.expletive and not subjects.is_passive(verb):
        return None
    telling = less_telling(frame, subject)
    source = tuple(at for at in telling if at not in content and at not in quotes)
    owner = find_owner(frame, subject, words) if not subjects.is_passive(verb) else None
    words_themselves = source if owner is not None else ()
    if owner is not None:
        source = tuple(at for at in subjects.subtree(owner) if frame.doc[at].dep_ != "case" or at < owner.i)
    audience = audience_of(verb, cue, (*content, *quotes))
    if cue.act is Act.URGE and audience and not content and not quotes:
        return None
    pieces = (*frame.pieces(content), *(_quote_span(frame, at) for at in quotes))
    if not pieces:
        return None
    apart = frozenset(
        child.i
        for child in verb.children
        if child.dep_ in ("advcl", "conj", "ccomp", "parataxis") and child.pos_ in ("VERB", "AUX")
    )
    own = [
        at
        for at in subjects.subtree(verb, without=apart)
        if at not in content and at not in quotes and at not in source
    ]
    own += [at for at in words_themselves if at not in source]
    own += dated_words(frame, subject, words)
    taken = {*content, *quotes, *source, *own}
    own += [at for at in scene_of(verb) if at not in taken]
    unsaid = (subject.expletive and not source) or (not source and subjects.is_passive(verb))
    relayed, source = find_relayer(frame, verb, source)
    return Draft(
        source=source_spans(frame, source, subject.head),
        cue=_cue_spans(frame, verb),
        content=tuple(sorted(pieces)),
        act=_act(verb, cue, frame, quotes),
        region=sentence_span(frame, verb.sent),
        rule=f"statements.verb-{'quote' if quotes else 'clause'}",
        clause=frame.pieces(own),
        audience=frame.pieces(audience),
        asked=find_asked(frame, verb),
        relayed_by=frame.pieces(relayed),
        quoted=frozenset(_quote_span(frame, at) for at in quotes),
        speaker_unsaid=unsaid,
        introduced=any(frame.doc[at].dep_ == "mark" for at in content) or _has_mark(frame, content),
    )


def _has_mark(frame: Frame, content: tuple[int, ...]) -> bool:
    first = min(content, default=0)
    return bool(content) and first > 0 and frame.doc[first - 1].lower_ == "that"


def _main_subject(verb: Token) -> subjects.Subject:
    for token in verb.sent:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT" and token.i > verb.i:
            return subjects.Subject(tokens=subjects.noun_phrase(token), head=token.i)
    return subjects.Subject()


def _quote_span(frame: Frame, at: int) -> Span:
    return Span(start=frame.starts[at], end=frame.ends[at])


def _cue_spans(frame: Frame, verb: Token) -> tuple[Span, ...]:
    """The verb with its particle: "pointed out", "called on", "went on"; "quoted … saying" as two pieces."""
    head = verb.head.head if verb.head.lower_ in ("as", "by") else verb.head
    parts = [head.i] if verb.tag_ == "VBG" and head.lemma_ in ("quote", "cite") else []
    parts += [verb.i] + [
        child.i
        for child in verb.children
        if (child.dep_ == "prt" and child.i == verb.i + 1)
        or (child.i == verb.i + 1 and verb.lemma_ in ("call", "go") and child.lower_ == "on")
    ]
    return frame.pieces(parts)


def _act(verb: Token, cue: Cue, frame: Frame, quotes: tuple[int, ...]) -> Act:
    if cue.act is Act.SAY and find_asked(frame, verb):
        return Act.ANSWER
    if cue.lemma == "ask" and quotes and not frame.quotes[quotes[-1]].inner.rstrip().endswith("?"):
        return Act.ASK
    if (
        cue.manner
        and quotes
        and all(frame.quotes[at].inner.endswith("!") for at in quotes)
        and is_imperative(frame, quotes)
    ):
        return Act.URGE
    return cue.act


def _once_each(drafts: list[Draft]) -> list[Draft]:
    """One draft a cue: where two rules saw the same cue, the one with more content."""
    best: dict[tuple[tuple[Span, ...], int], Draft] = {}
    for draft in drafts:
        key = (draft.cue or draft.content, draft.part)
        size = sum(span.end - span.start for span in draft.content)
        if key in best and best[key].rule == "statements.citing":
            continue
        if (
            draft.rule == "statements.citing"
            or key not in best
            or size > sum(span.end - span.start for span in best[key].content)
        ):
            best[key] = draft
    return list(best.values())
