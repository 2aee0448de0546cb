"""Statements: where a report says that somebody said, thought or ordered something. Spans only; who it was comes after.

Rules over a parse of each block's frame (see `frames`), in this order: verbs of saying, refusals and silences, "according to" and
its kin, reporting nouns, colons and dashes, then quotations that no attribution claimed. Each rule is a class of news English; the
verbs are data (`languages/en/cues.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from firsthand.article.boilerplate import load_boilerplate
from firsthand.article.turns import is_broadcast_label
from firsthand.evidence import Span
from firsthand.reading import clauses
from firsthand.reading.attributions import find_attributions, sentence_span, source_spans
from firsthand.reading.cuewords import Cue, CueWords
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.occasionwords import load_occasion_words
from firsthand.reading.quoted import claim_quotes, gather_loose_quotes
from firsthand.reading.records import Act


def find_statements(frames: tuple[Frame, ...], words: CueWords) -> tuple[Draft, ...]:
    """Every statement of the article as a draft, in text order; of two drafts with one cue the one with more content stays."""
    found: list[Draft] = []
    for frame in frames:
        for sentence in frame.doc.sents:
            found.extend(_in_sentence(frame, sentence, words))
    found = gather_loose_quotes(frames, _once_each(_less_relays(found, frames)), words)
    found.extend(_turns(frames))
    return tuple(sorted(found, key=lambda draft: draft.place))


def _less_relays(drafts: list[Draft], frames: tuple[Frame, ...]) -> list[Draft]:
    """"X affirmed the arrest, as reported by Y": Y passes X's words on and is a hop of their chain, no second source.

    So is an outlet behind "according to" where the sentence has a speaker of its own.
    """
    heads = {frame.starts[at]: (frame, at) for frame in frames if frame.inside is None for at in range(len(frame.doc))}
    relaying = [draft for draft in drafts if draft.cue and _relays(draft, heads) and any(_told_inside(draft, other) for other in drafts)]
    kept = []
    for draft in drafts:
        if draft in relaying:
            continue
        outlets = [span for relay in relaying if _told_inside(relay, draft) for span in relay.source]
        kept.append(replace(draft, relayed_by=(*draft.relayed_by, *outlets)) if outlets and not draft.relayed_by else draft)
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
    text = " ".join(frame.doc[i].text for i in range(len(frame.doc)) if source.start <= frame.starts[i] and frame.ends[i] <= source.end)
    return bool(words.outlet.search(text) or words.agency.search(text))


def _apart(frame: Frame, verb: Token, draft: Draft) -> Iterator[Draft]:
    """One draft for each clause of "said that … and that …": each may be denied or hedged by itself."""
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    second = next((child for child in clause.children if child.dep_ == "conj" and clauses.opens_content(child)), None) if clause is not None else None
    if second is None or draft.quoted or len(draft.content) != 1:
        yield draft
        return
    tokens = clauses.subtree(second)
    mark = next(at for at in tokens if frame.doc[at].lower_ == "that")
    whole = draft.content[0]
    inside = [at for at in range(verb.i, verb.sent.end) if whole.start <= frame.starts[at] and frame.ends[at] <= whole.end]
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
    """The words of a named person's turn in a transcript: all of them are that person's. An anchor's and a reporter's are the report's own."""
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
    for token in sentence:
        if token.i in taken or not is_cue(token, words) or _in_title(frame, token):
            continue
        draft = _from_verb(frame, token, words, claims.get(token.i, ()))
        if draft is not None:
            yield from _apart(frame, token, draft)
    yield from find_attributions(frame, sentence, words, claims)


def is_cue(token: Token, words: CueWords) -> bool:
    """Whether the word can report speech here: a verb on the list, not an adjective before its noun, not "said to be".

    >>> from firsthand.reading.cuewords import load_cue_words
    >>> "say" in load_cue_words().verbs
    True
    """
    if token.lemma_.lower() not in words.verbs or token.pos_ not in ("VERB", "AUX"):
        return False
    if token.dep_ in ("amod", "compound") or token.ent_type_ == "PERSON" or _is_unreal(token):
        return False
    if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_ != "tell":
        return False
    if token.lemma_ in ("ask", "press", "question", "quiz") and token.tag_ == "VBN" and not any(child.dep_ in ("auxpass", "aux", "agent", "nsubj") for child in token.children):
        return False
    lemma = token.lemma_.lower()
    if lemma == "go":
        return token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "on"
    if lemma == "point":
        return any(child.dep_ == "prt" and child.lower_ == "out" for child in token.children)
    return not _is_idiom(token)


def _is_unreal(token: Token) -> bool:
    """A saying that is only supposed: "if they ask", "should they express a wish", or a title's "He Said" in mid-sentence."""
    if token.text[0].isupper() and token.i > 0 and token.nbor(-1).text[0].isupper() and not _is_title_case(token.doc):
        return True
    should = next((child for child in token.children if child.lower_ == "should" and child.dep_ == "aux"), None)
    if should is not None and any(child.dep_ in clauses.SUBJECTS and should.i < child.i < token.i for child in token.children):
        return not token.sent.text.rstrip().endswith("?")
    if token.dep_ != "advcl":
        return False
    marks = {child.lower_ for child in token.children if child.dep_ in ("mark", "aux") and child.i < token.i}
    return "if" in marks or "unless" in marks


def _in_title(frame: Frame, token: Token) -> bool:
    """Whether the word stands in a quoted title: “He Said It Would Rain”."""
    at = frame.starts[token.i] - frame.block.start
    return any(quote.start < at < quote.end and quote.inner.istitle() for quote in frame.loose)


def _is_title_case(doc: Doc) -> bool:
    """Whether most of the block's words have capitals, as a headline's do."""
    words = [token for token in doc if token.is_alpha]
    return sum(token.text[0].isupper() for token in words) > len(words) * 0.6


def _is_idiom(token: Token) -> bool:
    """"said to be", "that is to say", "needless to say", "say no to", "goes without saying"."""
    if token.tag_ == "VBN" and any(child.dep_ == "xcomp" for child in token.children) and clauses.is_passive(token):
        if token.lemma_ in ("say", "think", "believe", "suppose", "expect", "understand", "report", "rumour", "rumor", "require", "allege"):
            return True
    before = token.doc[max(token.i - 2, 0) : token.i].text.lower()
    if token.tag_ == "VB" and token.lemma_ == "say" and before in ("is to", "needless to", "to say"):
        return True
    return token.tag_ == "VBG" and before.endswith("without")


def _from_verb(frame: Frame, verb: Token, words: CueWords, quotes: tuple[int, ...]) -> Draft | None:
    """The best draft among the verb's uses: the use whose content is there."""
    subject = clauses.subject_of(verb)
    if _reads_off(frame, subject, words) or _is_nobody(frame, subject) or _asks_for_anonymity(verb):
        return None
    initial = _initial_participle(verb)
    for cue in words.verbs[verb.lemma_.lower()]:
        if cue.written and not _is_written(frame, subject, words):
            continue
        content = initial or clauses.content_of(verb, cue, subject)
        content = tuple(at for at in content if at not in quotes and not _is_bare_placeholder(frame, at))
        content = _less_shared(verb, content, words)
        if quotes and not cue.quote:
            continue
        if not content and not quotes and cue.act in (Act.PROMISE, Act.SAY) and not cue.manner:
            content = _quoted_object(frame, verb)
        if quotes and (not content or _quote_is_content(frame, verb, content, quotes)):
            return _draft(frame, verb, cue, subject, (), quotes, words)
        if content and (not cue.manner or verb.dep_ == "parataxis") and _can_hold(frame, verb, content):
            return _draft(frame, verb, cue, subject, content, quotes, words)
    return None


def _less_shared(verb: Token, content: tuple[int, ...], words: CueWords) -> tuple[int, ...]:
    """Content without what another verb of the same speaker says, and without a contrasting speaker's clause."""
    drop: set[int] = set()
    for at in content:
        token = verb.doc[at]
        shared = clauses.outer_verb(token) if is_cue(token, words) else None
        contrasts = token.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in ("while", "whereas", "though", "although") for child in token.children)
        if shared is not None and shared.i == verb.i or contrasts and token.pos_ == "VERB" and _speaks(token):
            branch = set(clauses.subtree(token))
            drop |= branch | _joiners_before(verb, min(branch))
        if token.i < verb.i and token.pos_ == "VERB" and token.tag_ == "VBG" and _initial_participle(token):
            drop |= {token.i, *_initial_participle(token)}
    return tuple(at for at in content if at not in drop)


def _joiners_before(verb: Token, first: int) -> set[int]:
    """The words that join a branch to what stands before it: "and", ", and", "before", ", but then"."""
    found: set[int] = set()
    at = first - 1
    while at > verb.i and len(found) < 3 and verb.doc[at].lower_ in (("and", "but", ",", "then", "later", "also", "before", "after") if at == first - 1 else ("and", "but", ",", "then")):
        found.add(at)
        at -= 1
    return found


def _speaks(token: Token) -> bool:
    return any(child.dep_ == "nsubj" for child in token.children) and any(child.dep_ == "ccomp" for child in token.children)


def _quote_is_content(frame: Frame, verb: Token, content: tuple[int, ...], quotes: tuple[int, ...]) -> bool:
    """A clause that the parser made of the words between a quotation and its verb is no content of its own."""
    return all(at < verb.i for at in content) and max(quotes) < verb.i or len(content) < 2


def _quoted_object(frame: Frame, verb: Token) -> tuple[int, ...]:
    """Quoted words that are the verb's object: "promised the families ‘a full account’"."""
    for quote in frame.loose:
        first, last = quote.start + frame.block.start, quote.end + frame.block.start
        tokens = [at for at in range(verb.i + 1, verb.sent.end) if first <= frame.starts[at] and frame.ends[at] <= last]
        top = [at for at in tokens if frame.doc[at].head.i not in tokens]
        if len(tokens) > 2 and top and frame.doc[top[0]].head.i in (verb.i, *(child.i for child in verb.children)) and frame.doc[top[0]].dep_ in ("dobj", "oprd", "ccomp", "conj", "appos", "attr", "xcomp", "npadvmod"):
            return tuple(tokens)
    return ()


def _is_bare_placeholder(frame: Frame, at: int) -> bool:
    return at in frame.quotes


def _can_hold(frame: Frame, verb: Token, content: tuple[int, ...]) -> bool:
    """Content needs more than a number or a time: "the clock said half past nine" reports nothing."""
    return any(frame.doc[at].pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ", "PRON", "NUM") and not frame.doc[at].ent_type_ == "TIME" for at in content)


def _reads_off(frame: Frame, subject: clauses.Subject, words: CueWords) -> bool:
    return subject.head >= 0 and frame.doc[subject.head].lemma_.lower() in words.readings


def _is_nobody(frame: Frame, subject: clauses.Subject) -> bool:
    """"nobody asked us to …" reports that nothing was said."""
    words = [frame.doc[at].lower_ for at in subject.tokens[:2]]
    if subject.tokens and not any(frame.doc[at].pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ") for at in subject.tokens):
        return True
    return words[:1] in (["nobody"], ["none"], ["not"]) or words == ["no", "one"] or words[:1] == ["noone"]


def _asks_for_anonymity(verb: Token) -> bool:
    """"who asked not to be named" is about the source, nothing is reported."""
    words = {token.lower_ for token in verb.subtree}
    return verb.lemma_ in ("ask", "request", "insist", "agree") and bool(words & {"named", "identified", "anonymity", "anonymous", "anonymously"})


def _is_written(frame: Frame, subject: clauses.Subject, words: CueWords) -> bool:
    head = frame.doc[subject.head].lemma_.lower() if subject.head >= 0 else ""
    return head in words.written or _owner(frame, subject, words) is not None


def _owner(frame: Frame, subject: clauses.Subject, words: CueWords) -> Token | None:
    """Whose words they are, where the subject is the words themselves: "Marel’s offer, posted on X, reads: …"."""
    head = frame.doc[subject.head] if subject.head >= 0 else None
    if head is None or head.lemma_.lower() not in words.spoken:
        return None
    return next((child for child in head.children if child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN")), None)


def _initial_participle(verb: Token) -> tuple[int, ...]:
    """"Claiming his passport had been taken, he …": the words up to the comma before the main clause's subject."""
    if verb.tag_ != "VBG" or verb.i != verb.sent.start:
        return ()
    main = [token for token in verb.sent if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT" and token.i > verb.i]
    start = min((min(clauses.noun_phrase(token)) for token in main), default=0)
    comma = next((at for at in range(start - 1, verb.i, -1) if verb.doc[at].text == ","), None)
    if comma is None:
        return ()
    first = verb.i + 2 if verb.nbor(1).lower_ == "that" else verb.i + 1
    return tuple(range(first, comma))


def _draft(
    frame: Frame, verb: Token, cue: Cue, subject: clauses.Subject, content: tuple[int, ...], quotes: tuple[int, ...], words: CueWords
) -> Draft | None:
    content = _less_joiners(verb, _less_time(verb, _less_attributions(frame, verb, content)))
    subject = _main_subject(verb) if _initial_participle(verb) else subject
    if not subject.tokens and not subject.expletive and not clauses.is_passive(verb):
        return None
    source = tuple(at for at in subject.tokens if at not in content and at not in quotes)
    owner = _owner(frame, subject, words) if not clauses.is_passive(verb) else None
    words_themselves = source if owner is not None else ()
    if owner is not None:
        source = tuple(at for at in clauses.subtree(owner) if frame.doc[at].dep_ != "case" or at < owner.i)
    audience = clauses.audience_of(verb, cue, (*content, *quotes))
    if cue.act is Act.URGE and audience and not content and not quotes:
        return None
    pieces = (*frame.pieces(content), *(_quote_span(frame, at) for at in quotes))
    if not pieces:
        return None
    apart = frozenset(child.i for child in verb.children if child.dep_ in ("advcl", "conj", "ccomp", "parataxis") and child.pos_ in ("VERB", "AUX"))
    own = [at for at in clauses.subtree(verb, without=apart) if at not in content and at not in quotes and at not in source]
    own += [at for at in words_themselves if at not in source]
    own += [at for at in _scene(verb) if at not in content and at not in quotes and at not in source and at not in own]
    unsaid = subject.expletive and not source or not source and clauses.is_passive(verb)
    relayed, source = _relayer(frame, verb, source)
    return Draft(
        source=source_spans(frame, source, subject.head),
        cue=_cue_spans(frame, verb),
        content=tuple(sorted(pieces)),
        act=_act(verb, cue, frame, quotes),
        region=sentence_span(frame, verb.sent),
        rule=f"statements.verb-{'quote' if quotes else 'clause'}",
        clause=frame.pieces(own),
        audience=frame.pieces(audience),
        asked=_asked(frame, verb),
        relayed_by=frame.pieces(relayed),
        quoted=frozenset(_quote_span(frame, at) for at in quotes),
        speaker_unsaid=unsaid,
        introduced=any(frame.doc[at].dep_ == "mark" for at in content) or _has_mark(frame, content),
    )


_SPEAKING = frozenset({"speak", "talk", "write", "testify", "appear"})


def _scene(verb: Token) -> list[int]:
    """What sets the scene beside the verb's own words: "Speaking to X on Tuesday, …", or the opening phrase of the verb it is joined to."""
    found = [at for child in verb.children if child.dep_ == "advcl" and child.lemma_ in _SPEAKING and child.tag_ == "VBG" for at in clauses.subtree(child)]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        found += [at for child in verb.head.children if child.dep_ == "prep" and child.i < verb.head.i for at in clauses.subtree(child)]
    return found


def _has_mark(frame: Frame, content: tuple[int, ...]) -> bool:
    first = min(content, default=0)
    return bool(content) and first > 0 and frame.doc[first - 1].lower_ == "that"


def _main_subject(verb: Token) -> clauses.Subject:
    for token in verb.sent:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT" and token.i > verb.i:
            return clauses.Subject(tokens=clauses.noun_phrase(token), head=token.i)
    return clauses.Subject()


def _less_joiners(verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content without an "and" or "but" left over at its end."""
    while content and (verb.doc[content[-1]].dep_ in ("cc", "punct") and content[-1] > verb.i):
        if verb.doc[content[-1]].text in (")", "]", "%"):
            break
        content = content[:-1]
    return content


def _less_time(verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """"said Friday deputies had …": the day right after the verb is the saying's."""
    if len(content) > 2 and content[0] == verb.i + 1 and verb.doc[content[0]].lower_ in _WEEKDAYS:
        return content[1:]
    return content


_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"})


def _less_attributions(frame: Frame, verb: Token, content: tuple[int, ...]) -> tuple[int, ...]:
    """Content without a phrase that attributes the whole sentence ("…, according to X", "…, as reported by X", "…, citing X")."""
    drop: set[int] = set()
    for at in content:
        token = frame.doc[at]
        attributing = token.lower_ == "according" and token.i + 1 < len(frame.doc) and token.nbor(1).lower_ == "to"
        relaying = token.dep_ == "advcl" and token.tag_ in ("VBN", "VBG") and token.lemma_ in ("report", "cite", "quote") and token.sent.root.i == verb.i
        tail = clauses.tail_start(token) if token.pos_ == "VERB" and token.lemma_ in _CLOSING and token.i != verb.i else -1
        if tail > verb.i:
            drop.update(range(tail - 1, verb.sent.end))
        if (attributing or relaying) and token.i > verb.i and token.i > 0 and token.nbor(-1).text in (",", "as", "—"):
            drop.update(clauses.subtree(token))
    return tuple(at for at in content if at not in drop)


_CLOSING = frozenset({"say", "tell", "add", "report", "write", "announce", "note", "explain", "state", "confirm", "warn", "insist", "claim"})


def _quote_span(frame: Frame, at: int) -> Span:
    return Span(start=frame.starts[at], end=frame.ends[at])


def _cue_spans(frame: Frame, verb: Token) -> tuple[Span, ...]:
    """The verb with its particle: "pointed out", "called on", "went on"; "quoted … saying" as two pieces."""
    head = verb.head.head if verb.head.lower_ in ("as", "by") else verb.head
    parts = [head.i] if verb.tag_ == "VBG" and head.lemma_ in ("quote", "cite") else []
    parts += [verb.i] + [
        child.i
        for child in verb.children
        if child.dep_ == "prt" and child.i == verb.i + 1 or child.i == verb.i + 1 and verb.lemma_ in ("call", "go") and child.lower_ == "on"
    ]
    return frame.pieces(parts)


def _act(verb: Token, cue: Cue, frame: Frame, quotes: tuple[int, ...]) -> Act:
    if cue.act is Act.SAY and _asked(frame, verb):
        return Act.ANSWER
    if cue.lemma == "ask" and quotes and not frame.quotes[quotes[-1]].inner.rstrip().endswith("?"):
        return Act.ASK
    if cue.manner and quotes and all(frame.quotes[at].inner.endswith("!") for at in quotes) and _is_imperative(frame, quotes):
        return Act.URGE
    return cue.act


def _is_imperative(frame: Frame, quotes: tuple[int, ...]) -> bool:
    first = frame.quotes[quotes[0]].inner.split()
    base = first[0].lower().strip(",!.’'") if first else ""
    return frame.doc.vocab.strings.add(base) > 0 and base in _IMPERATIVES


_IMPERATIVES = frozenset(
    {"get", "go", "stop", "come", "leave", "run", "stay", "keep", "move", "look", "wait", "help", "let", "do", "don", "don’t", "don't", "hold", "stand", "put", "give", "take", "be", "listen", "open", "close", "hurry", "jump", "drop"}
)


def _asked(frame: Frame, verb: Token) -> tuple[Span, ...]:
    """The question of an answer: "Asked whether …, X said", "X said when asked about …"."""
    for token in verb.sent:
        if token.lemma_ not in ("ask", "question", "press", "quiz") or token.tag_ not in ("VBN", "VBD") or token.i == verb.i:
            continue
        asker = [child for child in token.children if child.dep_ == "nsubj"]
        if asker and not any(child.lower_ == "when" for child in token.children) or token.dep_ not in ("advcl", "acl", "ROOT", "dep", "ccomp", "conj", "csubj"):
            continue
        if any(child.dep_ == "nsubjpass" for child in token.children) and not any(child.lower_ in ("when", "as", "after") for child in token.children):
            continue
        if token.dep_ in ("advcl", "acl") and token.head.i not in (verb.i, *[child.i for child in verb.subtree]) and token.i != verb.sent.start:
            continue
        below = [
            at
            for child in token.children
            if child.i > token.i and child.dep_ in ("ccomp", "advcl", "prep", "dobj", "xcomp") and child.lower_ not in ("for", "to")
            for at in child.subtree
        ]
        question = [at.i for at in below if at.i < verb.i or token.i > verb.i]
        if question and frame.doc[min(question)].lower_ in ("on", "about") and frame.doc[min(question) + 1].lower_ in ("whether", "how", "why", "what", "if"):
            question.remove(min(question))
        if question:
            return frame.pieces(question)[:1]
    return ()


def _relayer(frame: Frame, verb: Token, source: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """"The X quoted Y as saying": Y is the source, X who passes it on. Gives (relayer, source)."""
    head = verb.head
    if head.lemma_ in ("as", "by") and head.head.i != head.i:
        head = head.head
    if verb.tag_ != "VBG" or head.lemma_ not in ("quote", "cite"):
        return (), source
    if clauses.is_passive(head):
        subjects = [child for child in head.children if child.dep_ == "nsubjpass"]
        agent = clauses.subject_of(head).tokens
        return agent, clauses.noun_phrase(subjects[0]) if subjects else source
    objects = [child for child in head.children if child.dep_ == "dobj"]
    subjects = [child for child in head.children if child.dep_ == "nsubj"]
    return (
        clauses.noun_phrase(subjects[0]) if subjects else (),
        tuple(at for at in clauses.noun_phrase(objects[0]) if at < verb.i - 1) if objects else source,
    )


def find_refusal(frame: Frame, token: Token, words: CueWords) -> tuple[Draft, set[int]] | None:
    """"declined to comment", "would not say whether", "did not respond to requests", "went unanswered"."""
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX"):
        return None
    inner = [child for child in token.children if child.dep_ == "xcomp" and child.lemma_ in words.refused]
    negated = any(child.dep_ == "neg" or child.lower_ in ("neither", "never") for child in token.children)
    if lemma in words.refusing and inner:
        last = inner[0]
    elif lemma == "confirm" and negated and any(child.lemma_ == "deny" for child in token.children):
        last = next(child for child in token.children if child.lemma_ == "deny")
    elif negated and lemma in words.silent and not any(child.dep_ == "ccomp" for child in token.children):
        last = token
    elif lemma == "go" and any(child.lower_ == "unanswered" for child in token.children):
        last = next(child for child in token.children if child.lower_ == "unanswered")
    else:
        return None
    subject = clauses.subject_of(token)
    if not subject.tokens:
        return None
    first = min([token.i, *(child.i for child in token.children if child.dep_ in ("aux", "neg") and last.i == token.i)])
    cue = tuple(range(first, last.i + 1))
    if last.lemma_ == "rule" and last.i + 1 < len(frame.doc) and last.nbor(1).lower_ == "out":
        cue = (*cue, last.i + 1)
    content = [at.i for child in last.children if child.i > last.i and child.dep_ in ("ccomp", "dobj", "prep", "advcl", "xcomp") and not child.lower_ == "to" for at in child.subtree]
    own = [at for at in clauses.subtree(token) if at not in content and at not in subject.tokens]
    draft = Draft(
        source=frame.pieces(subject.tokens),
        cue=frame.pieces(cue),
        content=frame.pieces(_unmarked(frame, content)),
        act=Act.DECLINE,
        region=sentence_span(frame, token.sent),
        rule="statements.refusal",
        clause=frame.pieces(own),
    )
    return draft, {token.i, *cue}


def _unmarked(frame: Frame, content: list[int]) -> list[int]:
    ordered = sorted(content)
    return ordered[1:] if ordered and frame.doc[ordered[0]].lower_ == "that" else ordered


def _once_each(drafts: list[Draft]) -> list[Draft]:
    """One draft a cue: where two rules saw the same cue, the one with more content."""
    best: dict[tuple[tuple[Span, ...], int], Draft] = {}
    for draft in drafts:
        key = (draft.cue or draft.content, draft.part)
        size = sum(span.end - span.start for span in draft.content)
        if key in best and best[key].rule == "statements.citing":
            continue
        if draft.rule == "statements.citing" or key not in best or size > sum(span.end - span.start for span in best[key].content):
            best[key] = draft
    return list(best.values())
