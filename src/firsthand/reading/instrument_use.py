"""Who invokes a legal text, and what it is said to require."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from firsthand.evidence import Evidence, Reason, Span
from firsthand.reading.instrument_names import InstrumentWords
from firsthand.reading.mentions import Mentions
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import Naming, Statement

UNDER = re.compile(
    r"\b(?:under|per|pursuant to|according to|in accordance with|in line with)(?: the| an?)?$", re.IGNORECASE
)
QUOTING = re.compile(r"\b(?:citing|quoting|invoking)(?: the)?$", re.IGNORECASE)
CLAUSE = re.compile(r",? (?:under|by) which ")
TAIL = re.compile(
    r",[”\"]? (?:according to |and \w+ed |(?:effectively |thus |thereby |so )?\w+ing )"
    r"|,[”\"]? [^,]{2,60} (?:said|says|argued|told)\b[^,]*$"
)
"""What no longer is the requirement: who said it, what follows from it, what else was done."""
SAID = re.compile(r", [^,]{2,60}, ")
"""Words between two commas, such as the speaker put into a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoker:
    """Who invokes a text: referent id ("" where nobody is printed), the words for them, and the statement it is
    done in."""

    referent: str = ""
    naming: Naming = Naming.UNKNOWN
    evidence: tuple[Evidence, ...] = ()
    statement: str = ""
    because: tuple[Reason, ...] = ()


def find_invoker(
    span: Span, parse: Parse, statements: tuple[Statement, ...], mentions: Mentions, words: InstrumentWords
) -> Invoker:
    """The speaker of the innermost statement that holds the text, or of its sentence's only one; else who cites or
    applies it."""
    around = [st for st in statements if any(piece.span.covers(span) for piece in st.content)]
    block = parse.at(span)
    if not around:
        subject = _citing_subject(block, span, mentions, words)
        if subject is not None:
            return subject
        sentence = _sentence_span(block, span)
        around = [
            st
            for st in statements
            if not st.inside and any(sentence.covers(piece.span) for piece in (*st.cue, *st.source))
        ]
        around = around if len(around) == 1 and _supports(block, span, around[0]) else []
    if not around:
        return Invoker()
    statement = min(around, key=lambda st: sum(piece.end - piece.start for piece in st.content))
    return Invoker(
        referent=statement.speakers[0] if statement.speakers else "",
        naming=statement.naming,
        evidence=statement.source,
        statement=statement.id,
        because=(Reason(rule="instruments.invoked-in-statement", words=statement.cue),),
    )


def _supports(block: ParsedBlock, span: Span, statement: Statement) -> bool:
    """Whether a statement's sentence rests on the text outside its content: the text opens it, or is cited in it."""
    before = block.text[: span.start - block.block.start].rstrip()
    if QUOTING.search(before):
        return True
    first = min(piece.start for piece in (*statement.content, *statement.source, *statement.cue))
    return span.start <= first or all(piece.end <= span.start for piece in statement.content)


def _sentence_span(block: ParsedBlock, span: Span) -> Span:
    tokens = block.tokens(span)
    if tokens is None:
        return span
    first, last = tokens[0].sent, tokens[-1].sent
    return Span(start=first.start_char, end=last.end_char).shifted(block.block.start)


def _citing_subject(block: ParsedBlock, span: Span, mentions: Mentions, words: InstrumentWords) -> Invoker | None:
    """The subject of a verb of citing that governs the text, or of an act done under it."""
    tokens = block.tokens(span)
    if tokens is None:
        return None
    token = tokens.root
    for _ in range(6):
        if token.pos_ in ("VERB", "AUX") and token not in tokens:
            cites = token.lemma_.lower() in words.invoking or _applies(block, span)
            subject = _subject(token) if cites else None
            if subject is not None:
                return _subject_invoker(block, subject, mentions)
            if cites and token.dep_ == "ROOT":
                return None
        if token.head is token:
            return None
        token = token.head
    return None


def _applies(block: ParsedBlock, span: Span) -> bool:
    before = block.text[: span.start - block.block.start].rstrip()
    return before.lower().endswith((" under the", " under"))


def _subject(verb: Token) -> Token | None:
    if verb.tag_ == "VBD" and verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    for token in (verb, verb.head):
        passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in token.children)
        found = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if found is not None and not passive:
            return found
    return None


def _subject_invoker(block: ParsedBlock, subject: Token, mentions: Mentions) -> Invoker | None:
    """The mention that a subject is, or its owner where the subject is a claim or a case."""
    places = [subject, *(child for child in subject.children if child.dep_ == "poss")]
    for token in reversed(places):
        span = block.span(token)
        around = [m for m in mentions.mentions if m.evidence.span.covers(span)]
        if around:
            mention = max(around, key=lambda m: m.evidence.end - m.evidence.start)
            named = mentions.referent(mention.referent).named
            return Invoker(
                referent=mention.referent,
                naming=Naming.NAMED if named else Naming.UNNAMED,
                evidence=(mention.evidence,),
                because=(Reason(rule="instruments.invoked-by-subject", words=(mention.evidence,)),),
            )
    return None


# ---------------------------------------------------------------- what it requires


def find_requirement(
    span: Span, parse: Parse, statements: tuple[Statement, ...], words: InstrumentWords
) -> tuple[Evidence, ...]:
    """The words of what a text is said to require, allow or forbid; empty where the sentence says none."""
    block = parse.at(span)
    text = block.text
    end = span.end - block.block.start
    stop = _sentence_end(block.text, end)
    found = _ruled(block, end, stop, words) or _told(block, span, end, stop)
    if found is None:
        return ()
    start, close = found
    while start < close and text[start] in ' ,:;“"':
        start += 1
    close = _without_tail(text, start, close)
    return (parse.article.evidence(Span(start=start, end=close).shifted(block.block.start)),) if start < close else ()


def _sentence_end(text: str, end: int) -> int:
    """Where the sentence around a character ends, without its last mark. A model's break that no mark shows is none."""
    close = re.compile(r"[.?!]+[”\"’']?(?=\s|$)").search(text, end)
    while close is not None and re.search(r"\b(?:v|No|Art|Sec|St|Dr|Mr|Mrs)$", text[: close.start()]):
        close = re.compile(r"[.?!]+[”\"’']?(?=\s|$)").search(text, close.end())
    return close.start() if close is not None else len(text)


def _ruled(block: ParsedBlock, end: int, stop: int, words: InstrumentWords) -> tuple[int, int] | None:
    """A verb whose subject is the text: the clause it tells, or the verb with all that depends on it."""
    text = block.text
    at = end
    clause = CLAUSE.search(text, end, min(stop, end + 60))
    if clause is not None and ". " not in text[end : clause.start()]:
        return clause.end(), stop
    aside = SAID.match(text, at, stop)
    starts = [at] if aside is None else [at, aside.end() - 1]
    for start in starts:
        lead = re.compile(r"(?: \([^)]{1,40}\))?(?:, saying (?:that )?it|,? (?:which|that))? ?").match(
            text, start, stop
        )
        verb = _verb_at(block, lead.end() if lead else start)
        if verb is not None:
            return _from_verb(verb, text, stop, words)
    saying = re.compile(r", (?:saying|adding|arguing|noting) (?:that )?it ").search(text, end, stop)
    if saying is not None:
        verb = _verb_at(block, saying.end())
        return _from_verb(verb, text, stop, words) if verb is not None else None
    return None


def _verb_at(block: ParsedBlock, at: int) -> Token | None:
    """The finite verb at a character, behind adverbs and auxiliaries."""
    while at < len(block.text) and block.text[at] == " ":
        at += 1
    span = block.doc.char_span(at, at + 1, alignment_mode="expand")
    token = span[0] if span is not None and len(span) else None
    for _ in range(4):
        if token is None:
            return None
        misread = token.tag_ == "NNS" and any(child.dep_ in ("nsubj", "dobj") for child in token.children)
        if token.tag_ in ("VBZ", "VBP", "VBD", "MD") or misread:
            return token
        if token.tag_ not in ("RB", "NNS"):
            return None
        if token.tag_ == "NNS" and token.lower_.rstrip("s") not in (
            "bar",
            "ban",
            "cap",
            "limit",
            "permit",
            "grant",
            "rule",
            "require",
        ):
            return None
        if token.tag_ == "NNS":
            return token
        token = token.nbor() if token.i + 1 < len(token.doc) else None
    return None


def _from_verb(verb: Token, text: str, stop: int, words: InstrumentWords) -> tuple[int, int] | None:
    lemma = verb.lemma_.lower()
    if lemma in words.silent or verb.lower_ in ("is", "are", "was", "were", "has", "had"):
        return None
    after = verb.idx + len(verb.text)
    that = re.compile(r" that ").match(text, after, stop)
    if that is not None:
        return that.end(), stop
    if lemma in words.tells and lemma not in ("require", "mandate", "mean", "rule", "note", "provide"):
        return after, stop
    return verb.idx, stop


def _told(block: ParsedBlock, span: Span, end: int, stop: int) -> tuple[int, int] | None:
    """ "Under the treaty, nobody may …", "he invoked the treaty: nobody may …", "citing the rule, said that nobody
    may …"."""
    text = block.text
    start = span.start - block.block.start
    if text[end : end + 1] == ":":
        return end + 1, stop
    before = text[:start].rstrip()
    if QUOTING.search(before):
        said = re.compile(r",[^.]{0,60}? (?:said|says|say|argued|argues|insisted|told \w+|ruled)(?: that)? ").match(
            text, end, stop
        )
        return (said.end(), stop) if said else None
    if UNDER.search(before) is None:
        return None
    if text[end : end + 1] != ",":
        return _ruled_behind(block, end, stop)
    opens = not re.search(r"[^.?!”\"]{12,}$", re.sub(UNDER, "", before).rstrip())
    if not opens:
        return None
    aside = SAID.match(text, end, stop)
    return (aside.end(), stop) if aside else (end + 1, stop)


_DUTY = frozenset({"may", "must", "shall", "should", "can", "cannot", "have", "need"})


def _ruled_behind(block: ParsedBlock, end: int, stop: int) -> tuple[int, int] | None:
    """ "Under the treaty neither side may …": the clause with a word of duty whose subject stands right behind."""
    at = end + 1
    span = block.doc.char_span(at, at + 1, alignment_mode="expand")
    first = span[0] if span is not None and len(span) else None
    if first is None or first.tag_ not in ("DT", "NN", "NNS", "NNP", "NNPS", "PRP", "CC", "JJ"):
        return None
    subject = next((one for one in (first, *first.ancestors) if one.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.left_edge.i != first.i:
        return None
    duty = any(child.lemma_.lower() in _DUTY or child.lower_ in _DUTY for child in subject.head.children)
    return (at, stop) if duty or subject.head.lemma_ in ("have", "need") else None


def _without_tail(text: str, start: int, close: int) -> int:
    """Where the requirement ends: before who said it, and before what follows from it."""
    piece = text[start:close]
    tail = TAIL.search(piece)
    return start + tail.start() if tail else close
