"""One statement or narration as a sentence for a reader, in the page's own words: several drafts, best first.

A draft moves the attribution to the front, gives the speaker a name and the day a date, and leaves the content
as it is printed. The check decides which draft may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from firsthand.brief.context import Context
from firsthand.brief.dating import date_behind, resolved, times_in, with_dates
from firsthand.brief.introduce import introduce
from firsthand.brief.passage import Derived, DerivedAs, Passage
from firsthand.brief.phrasing import on_when, when_in_words, whole_days
from firsthand.brief.standing import in_order, standing_pieces
from firsthand.brief.subjects import closed, find_subjects
from firsthand.evidence import Evidence
from firsthand.reading.records import MentionHow, Mode, Naming, Statement, TimeMention
from firsthand.when import Modifier, Precision, When

_LONGEST_REGION = 70
"""Words from the verb of saying to the end of the content. Beyond that a sentence is no summary."""

_OPEN, _CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence that wants to be checked, the passage it stands on, and the evidence that a reader is led to."""

    text: str
    passage: Passage
    cited: tuple[Evidence, ...]


def draft_statement(
    st: Statement, context: Context, *, undated: str = "", met: frozenset[str] = frozenset()
) -> Iterator[Draft]:
    """The drafts of one statement, best first; none where the page does not let a reader know whose word it is.

    `undated` is the id of a time that stands beside the sentence already: no date is added for it, nor for the
    saying. `met` are ids of entities whom the reader has met: their names are enough.
    """
    subjects = tuple(find_subjects(st, context, met))
    if not subjects or not st.content or not in_order(st):
        return
    text, offset = context.block_text(st.content[0])
    if any(piece.of != st.content[0].of or piece.block != st.content[0].block for piece in st.content):
        return
    region = _Region(st=st, context=context, text=text, offset=offset, undated=undated)
    passage = _passage(st, context, text, offset)
    cited = tuple(sorted({*st.source, *st.cue, *standing_pieces(st, context)}))
    entity = context.speaker(st)
    shown = introduce(entity, context) if entity is not None else None
    for subject in subjects:
        introduced = shown is not None and subject == closed(shown.text)
        places = tuple(sorted({*cited, *shown.places})) if shown is not None and introduced else cited
        for predicate in _predicates(region):
            sentences = (_sentence(f"{subject} {predicate}"),) if undated else _dated(subject, predicate, st, context)
            yield from (Draft(text=sentence, passage=passage, cited=places) for sentence in sentences)


def draft_printed(finding: str, evidence: Evidence, context: Context, *, undated: str = "") -> Draft:
    """The whole sentence that `evidence` stands in, as printed, with absolute dates in brackets."""
    text, offset = context.block_text(evidence)
    start, end = sentence_around(text, evidence.start - offset, evidence.end - offset)
    for lead in (_DATELINE.match(text, start, end) if not start else None, _CONJUNCTION.match(text, start, end)):
        start = max(start, lead.end()) if lead is not None and lead.end() < evidence.end - offset else start
    whole = context.evidence(evidence.of, start + offset, end + offset)
    times = times_in(context, whole)
    passage = Passage(
        text=text,
        finding=finding,
        cited=((start, end),),
        attributed=False,
        derived=tuple(resolved(time) for time in times),
    )
    return Draft(text=_sentence(with_dates(whole, times, skip=(undated,))), passage=passage, cited=(whole,))


_DATELINE = re.compile(
    r"""
    [A-Z][A-Z .'’-]{2,}                  # PORT ALMA
    (?:,[ ][\w .]{2,30})?                                             # , Norland
    (?:[ ]\([\w .]{2,30}\))?                                          # (Tidewire)
    [ ]?(?:—|–|--|-)[ ]
    """,
    re.VERBOSE,
)
_CONJUNCTION = re.compile(r"(?:However|But|And|Yet|Still|Meanwhile|Report:|Anchor:)[,:]?\s+", re.VERBOSE)
_SENTENCE_END = re.compile(
    r"""
    (?<![A-Z])(?<!Mr)(?<!Mrs)(?<!Dr)(?<!St)                             # "J. Orle", "Dr. Orle"
    (?<!Jan)(?<!Feb)(?<!Aug)(?<!Sept)(?<!Oct)(?<!Nov)(?<!Dec)           # "Jan. 11"
    [.!?]["\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\]]*
    (?=\s|[A-Z]|$)                                                      # also "was.Report"
    """,
    re.VERBOSE,
)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence that holds `start` to `end` begins and ends.

    >>> sentence_around("One came. Two went. Three stayed.", 14, 18)
    (10, 19)
    """
    begins, ends = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if match.end() <= start:
            begins = match.end()
        elif match.end() >= end:
            ends = match.end()
            break
    while begins < start and text[begins].isspace():
        begins += 1
    return begins, _behind_quotation(text, begins, ends)


def _behind_quotation(text: str, begins: int, ends: int) -> int:
    """The end behind a quotation that opens in a sentence and goes on for more than one.

    A quotation that no mark closes in the block ends where its sentence does.
    """
    said = text[begins:ends]
    if said.count(_OPEN) <= said.count(_CLOSE):
        return ends
    close = text.find(_CLOSE, ends)
    return close + 1 if close >= 0 and _OPEN not in text[ends:close] else ends


@dataclass(frozen=True, slots=True, kw_only=True)
class _Region:
    """A statement in its block."""

    st: Statement
    context: Context
    text: str
    offset: int
    undated: str = ""

    def here(self, evidence: Evidence) -> bool:
        content = self.st.content[0]
        return evidence.of == content.of and evidence.block == content.block

    def words(self, start: int, end: int) -> str:
        return self.text[start - self.offset : end - self.offset]


def _passage(st: Statement, context: Context, text: str, offset: int) -> Passage:
    block = st.content[0]
    here = [
        one
        for one in (*st.source, *st.cue, *st.content, *st.audience, *st.occasion.evidence)
        if one.block == block.block
    ]
    first, last = min(one.start for one in here), max(one.end for one in here)
    entity = context.speaker(st)
    derived: list[Derived] = []
    if entity is not None and (entity.named or st.naming is Naming.UNNAMED):
        derived.append(Derived(text=entity.name, source=entity.id, used_as=DerivedAs.SPEAKER))
        shown = introduce(entity, context)
        if shown is not None:
            derived.append(Derived(text=shown.text, source=entity.id, used_as=DerivedAs.SPEAKER))
    said, source = said_when(st, context)
    if said.known:
        derived.append(Derived(text=on_when(said), source=source, used_as=DerivedAs.SAID_ON))
    reported = _reported(st, context)
    if reported:
        derived.append(Derived(text=reported, source=st.report, used_as=DerivedAs.SAID_ON))
    around = context.evidence(block.of, offset, offset + len(text))
    derived += [resolved(time) for time in times_in(context, around)]
    return Passage(
        text=text,
        finding=st.id,
        cited=((first - offset, last - offset),),
        cueless=not st.cue,
        derived=tuple(derived),
    )


def said_when(st: Statement, context: Context) -> tuple[When, str]:
    """When it was said and the record that tells: the statement, or its origin where that knows it more closely."""
    claim = context.claim_of.get(st.id)
    member = next((one for one in claim.members if one.finding == st.id), None) if claim else None
    origin = context.origins.get(member.origin) if member else None
    own = whole_days(st.said_at)
    if origin is not None and origin.known and origin.on.precision is Precision.DAY and _within(origin.on, own):
        return origin.on, origin.id
    return own, st.time or st.id


def _within(inner: When, outer: When) -> bool:
    """Whether `outer` is unknown or a wider time that holds `inner`."""
    if not outer.known:
        return True
    if outer.start is None or outer.end is None or inner.start is None or inner.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _reported(st: Statement, context: Context) -> str:
    """When the page reported it, for a statement whose own day is not printed."""
    when = context.reading_of[st.report].report.published.when
    return f"reported {on_when(whole_days(when))}" if when.known and not said_when(st, context)[0].known else ""


def _predicates(region: _Region) -> Iterator[str]:
    """What follows the subject, from the most faithful to the plainest."""
    st = region.st
    if st.mode is Mode.DIRECT:
        yield from _quoting(region)
        yield from _as_printed(region)
        return
    yield from _as_printed(region)
    yield from _said_that(region)


def _as_printed(region: _Region) -> Iterator[str]:
    """From behind the source to the end of the content, where all of it follows the source in one sentence."""
    st = region.st
    if not st.source or not st.cue or not all(region.here(one) for one in (*st.source, *st.cue)):
        return
    source, cue, content = st.source[-1], st.cue[0], st.content
    if not source.end <= cue.start < content[0].start or len(content) > 1:
        return
    if re.match(r"\w+ing\b", cue.quote):
        return
    begin = source.end
    between = region.words(source.end, cue.start)
    if (
        re.search(r"\b(?:who|which|that)\b", between)
        or len(between.split()) > 4
        or re.search(r"[,.;:?!]", between.strip().lstrip(","))
    ):
        begin = cue.start
    whole = region.context.evidence(content[0].of, *_trimmed(region, begin, content[-1].end))
    if len(whole.quote.split()) > _LONGEST_REGION:
        return
    times = times_in(region.context, whole)
    said = next((time for time in times if time.id == st.time and _replaceable(time)), None)
    if said is not None and not region.undated:
        yield _replaced(whole, times, said)
    yield with_dates(whole, times, skip=(region.undated,))


def _trimmed(region: _Region, start: int, end: int) -> tuple[int, int]:
    while start < end and region.words(start, start + 1) in " ,\N{EN DASH}\N{EM DASH}\n":
        start += 1
    return start, end


def _replaceable(time: TimeMention) -> bool:
    """A weekday or "yesterday" gives way to its date; what says more ("early on Tuesday") stays and gets brackets."""
    return (
        time.when.precision is Precision.DAY
        and time.when.modifier is Modifier.NONE
        and re.fullmatch(r"(?:[Oo]n )?\w+day", time.evidence.quote) is not None
    )


def _replaced(whole: Evidence, times: tuple[TimeMention, ...], said: TimeMention) -> str:
    head_end = said.evidence.start - whole.start
    head, tail = whole.quote[:head_end], whole.quote[said.evidence.end - whole.start :]
    head = re.sub(r"\b[Oo]n $", "", head)
    rest = tail
    for time in reversed(times):
        if time.evidence.start > said.evidence.end:
            at = time.evidence.end - said.evidence.end
            rest = f"{rest[:at]}{date_behind(time)}{rest[at:]}"
    return f"{head}{on_when(said.when)}{rest}"


def _quoting(region: _Region) -> Iterator[str]:
    """A verb and the quotation behind it: pieces that an attribution parts are one quotation again."""
    joined = _joined_quotation(region)
    if joined:
        for verb in _verbs(region):
            yield f"{verb}: {joined}"


def _joined_quotation(region: _Region) -> str:
    pieces = [piece.quote.strip() for piece in standing_pieces(region.st, region.context)]
    if not all(piece[:1] in (_OPEN, '"') for piece in pieces):
        return ""
    inner = [re.sub(r"[,.]$", "", piece[1:].rstrip(f'{_CLOSE}"').strip()) for piece in pieces]
    if any(mark in piece for piece in inner for mark in (_OPEN, _CLOSE, '"')):
        return ""
    out = inner[0]
    for left, right in pairwise(inner):
        mark = "" if left[-1:] in "?!\N{HORIZONTAL ELLIPSIS}" else ("." if right[:1].isupper() else ",")
        out = f"{out}{mark} {right}"
    return f"{_OPEN}{out}{_CLOSE}" if out[-1:] in "?!" else f"{_OPEN}{out}.{_CLOSE}"


_FINITE = re.compile(r"(?:\w+ed|says?|said|wrote|swore|thinks?|thought|asks|warns|denies)")


def _verbs(region: _Region) -> Iterator[str]:
    """The page's own verb with whom it tells, where that stands unbroken; else the verb; else "said"."""
    st = region.st
    if len(st.cue) == 1 and region.here(st.cue[0]) and not st.cue[0].quote.casefold().startswith("according"):
        cue = st.cue[0]
        told = [one for one in (*st.audience, *st.occasion.evidence) if region.here(one) and one.start > cue.start]
        if told:
            end = max(one.end for one in told)
            words = region.words(cue.start, end)
            inside = any(cue.start < piece.start < end for piece in st.content)
            if len(words.split()) <= 10 and not inside and not re.search(r"[.;]", words):
                yield words
        if _FINITE.fullmatch(cue.quote):
            yield cue.quote
    yield "said"


def _said_that(region: _Region) -> Iterator[str]:
    st = region.st
    if len(st.content) != 1:
        return
    content = st.content[0]
    words = with_dates(content, times_in(region.context, content), skip=(region.undated,))
    if len(words.split()) > _LONGEST_REGION:
        return
    words = _lowered(words, region)
    if re.match(r"(?:to|whether|if|for|at|in)\b", words) and not _FINITE.fullmatch(st.cue[0].quote if st.cue else ""):
        return
    for verb in _verbs(region):
        yield f"{verb} {words}"


def _lowered(words: str, region: _Region) -> str:
    """The first word in small letters unless it is a name: a name has a capital elsewhere than at a sentence's start
    too."""
    first = re.match(r"[A-Z][a-z]*(?=\s)", words)
    if first is None or first.group() == "I":
        return words
    article = region.context.reading_of[region.st.report].article.text
    named = re.search(rf"(?<=[a-z,] ){first.group()}\b", article)
    mention = any(
        one.evidence.start == region.st.content[0].start
        and one.how in (MentionHow.NAME, MentionHow.ALIAS, MentionHow.METONYM)
        for one in region.context.mentions.get(region.st.content[0].of, ())
        if not one.evidence.quote.casefold().startswith("the ")
    )
    return words if named or mention else words[0].lower() + words[1:]


def _dated(subject: str, predicate: str, st: Statement, context: Context) -> Iterator[str]:
    """The sentence with its day: in it already, in front, or "reported on" behind it."""
    said, _ = said_when(st, context)
    if said.known and on_when(said) not in predicate and when_in_words(said) not in predicate:
        lead = on_when(said)
        yield _sentence(f"{lead[0].upper()}{lead[1:]}, {_inner(subject)} {predicate}")
    elif not said.known and _reported(st, context) and not re.search(r"\(.*\d{4}\)\W*$", predicate):
        yield _sentence(f"{subject} {_bare(predicate)} ({_reported(st, context)})")
    yield _sentence(f"{subject} {predicate}")


def _bare(predicate: str) -> str:
    return re.sub(rf"\.({_CLOSE}?)$", r"\1", predicate)


def _inner(subject: str) -> str:
    """A subject behind a date: its article in small letters."""
    return re.sub(r"^(The|A|An|Some|Officials|One)\b", lambda match: match.group().lower(), subject)


def _sentence(text: str) -> str:
    """Capital in front, a full stop at the end."""
    flat = " ".join(text.split())
    flat = flat[0].upper() + flat[1:] if flat[0] not in (_OPEN, '"') else flat
    if re.search(rf"[.?!][{_CLOSE}\"]?$", flat):
        return flat
    return f"{flat.rstrip(',;:')}."
