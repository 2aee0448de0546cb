"""Legal texts and documents that a report invokes, by whom, and what they are said to require."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.instrument_names import (
    InstrumentWords,
    TextName,
    constitution_of,
    find_text_names,
    load_instrument_words,
    state_before,
    with_article,
)
from firsthand.reading.instrument_use import find_invoker, find_requirement
from firsthand.reading.mentions import Mentions
from firsthand.reading.parse import Parse, ParsedBlock
from firsthand.reading.records import EntityKind, Instrument, Naming, Statement
from firsthand.reading.states import State, States, load_states

ANAPHORS = {
    "law": ("act", "law", "code", "statute", "ordinance", "constitution"),
    "act": ("act",),
    "statute": ("statute", "act"),
    "code": ("code",),
    "treaty": ("treaty", "convention", "agreement", "pact", "accord"),
    "convention": ("convention",),
    "agreement": ("agreement", "accord"),
    "accord": ("accord", "agreement"),
    "charter": ("charter",),
    "resolution": ("resolution",),
    "regulations": ("regulations",),
    "protocol": ("protocol",),
    "covenant": ("covenant",),
}
"""Which texts "the law" or "the treaty" can mean."""
BACK = 400
"""Characters back in which a text can be "the law": about three sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A text found: its place in the article, its identity, and the rule."""

    span: Span
    name: str
    provision: str
    rule: str


def find_instruments(
    parse: Parse,
    statements: tuple[Statement, ...],
    mentions: Mentions,
    *,
    words: InstrumentWords | None = None,
    states: States | None = None,
) -> tuple[Instrument, ...]:
    """Every legal text or document invoked in the article, in text order."""
    words, states = words or load_instrument_words(), states or load_states()
    home = _own_state(parse, words, states, mentions)
    found: list[_Found] = []
    for block in parse.blocks:
        here = sorted(
            _find_in_block(block, words, states, home), key=lambda item: (item.span.start, -item.span.end, item.rule)
        )
        for item in here:
            if not any(item.span.overlaps(other.span) for other in found[-3:]):
                found.append(item)
        found.extend(_find_anaphors(block, found, mentions))
    found.sort(key=lambda item: item.span)
    found = [*(_in_full(item, found) for item in found), *_find_provisions(parse, found)]
    found.sort(key=lambda item: item.span)
    return tuple(_render(item, parse, statements, mentions, words) for item in found)


def _in_full(item: _Found, found: list[_Found]) -> _Found:
    """The text with its full name where the report prints one that begins so: "the Vienna Convention" beside "the
    Vienna Convention on Consular Relations"."""
    longer = {other.name for other in found if other.name.startswith(f"{item.name} ") and item.name.split()[1:]}
    return replace(item, name=longer.pop()) if len(longer) == 1 else item


_BARE_PROVISION = re.compile(r"(?<!\w)(?P<provision>(?:Article|Section) \d+[a-z]?(?:\(\w+\))*)(?! of\b)(?=[ ,])")


def _find_provisions(parse: Parse, found: list[_Found]) -> Iterator[_Found]:
    """ "Article 36 obliges a state to …" behind the one text of which the paragraph has told."""
    for block in parse.blocks:
        here = [item for item in found if block.block.span.covers(item.span)]
        for match in _BARE_PROVISION.finditer(block.doc.text):
            span = Span(start=match.start(), end=match.end()).shifted(block.block.start)
            before = {item.name for item in here if item.span.end <= span.start and span.start - item.span.end <= BACK}
            apart = not any(item.span.overlaps(span) for item in here)
            if apart and len(before) == 1:
                name = before.pop()
                yield _Found(span=span, name=name, provision=match["provision"], rule="instruments.provision-taken-up")


def _find_in_block(block: ParsedBlock, words: InstrumentWords, states: States, home: State | None) -> Iterator[_Found]:
    text, base = block.text, block.block.start
    for name in find_text_names(text, words):
        found = _identify(text, name, words, states, home)
        if found is not None:
            start = (
                name.start
                if name.provision or not found.startswith("Constitution of ")
                else text.find("Constitution", name.start)
            )
            span = Span(start=start, end=name.end).shifted(base)
            yield _Found(span=span, name=found, provision=name.provision, rule="instruments.name")
    for match in re.finditer(r"\bconstitution\b", text):
        state, _ = state_before(text, match.start(), states)
        if state is not None:
            span = Span(start=match.start(), end=match.end()).shifted(base)
            yield _Found(span=span, name=constitution_of(state), provision="", rule="instruments.constitution")
    yield from _find_owned_codes(block)
    yield from _find_papers(block, words)


_OWNED_CODE = re.compile(
    r"\b(?P<provision>(?:[Aa]rticles?|[Ss]ections?|[Cc]hapter|[Pp]aragraph) \d+[a-z]?(?:\(\w+\))*) of "
    r"(?P<owner>[A-Z][\w-]+(?: [A-Z][\w-]+){0,3})[’']s? (?P<code>(?:[a-z]+ ){0,2}(?:code|constitution|charter|law))\b"
)


def _find_owned_codes(block: ParsedBlock) -> Iterator[_Found]:
    """ "Article 12 of Loria’s criminal code": a code in small letters, by its owner and its provision."""
    for match in _OWNED_CODE.finditer(block.doc.text):
        yield _Found(
            span=Span(start=match.start(), end=match.end()).shifted(block.block.start),
            name=f"{match['code']} of {match['owner']}",
            provision=match["provision"],
            rule="instruments.owned-code",
        )


def _identify(text: str, name: TextName, words: InstrumentWords, states: States, home: State | None) -> str | None:
    """The identity of a text: from the word list by name or subject, of its state, else as printed with its year."""
    lower = name.words.lower()
    sentence = _sentence(text, name.start)
    known = words.known.get(lower)
    for family, texts in words.families.items():
        if lower.startswith(family):
            for where in (lower[len(family) :], sentence.lower()):
                for member in texts:
                    if any(re.search(rf"\b{re.escape(subject)}\b", where) for subject in member.subjects):
                        return member.name
            return words.known[family + "s"].name if family + "s" in words.known else None
    if known is not None:
        return known.name
    at = text.find(name.words, name.start, name.end)
    state, _ = state_before(text, at, states)
    pieces = name.words.split()
    own = states.find([piece.lower() for piece in pieces])
    if own is not None and own.length < len(pieces) and len(own.states) == 1 and pieces[-1] in ("Constitution", "Code"):
        state, pieces = own.states[0], pieces[own.length :]
    if pieces == ["Constitution"]:
        owner = state or home
        return constitution_of(owner) if owner is not None else "Constitution"
    if name.words.lower().startswith("constitution of "):
        of = states.named(" ".join(pieces[2:]))
        return constitution_of(of) if of else name.words
    if not _stands_as_text(text, name, at, state):
        return None
    if state is not None and pieces[-1] == "Code":
        return f"{' '.join(pieces)} of {with_article(state.name)}"
    return _with_year(text, name)


def _stands_as_text(text: str, name: TextName, at: int, state: State | None) -> bool:
    """Whether words that could be a person's or a song's stand as a text does: dated, numbered, with "the" or an
    owner."""
    if (
        name.year
        or name.provision
        or state is not None
        or re.search(r"\d", name.words)
        or re.search(r" v\.? ", name.words)
    ):
        return True
    before = text[:at].rstrip().rsplit(" ", 1)[-1].lower()
    return before in ("the", "under", "this", "of", "per", "both") or before.endswith(("'s", "’s"))


def _with_year(text: str, name: TextName) -> str:
    """The printed name with its year: in brackets where the year is not the end of the title itself."""
    if name.year and text[: name.end].endswith(f"{name.words} {name.year}"):
        return f"{name.words} {name.year}"
    after = re.match(
        r",? (?:signed|adopted|concluded|passed|an?|enacted)(?: in)? ?(?:\w+ )?(?P<year>[12]\d{3})\b", text[name.end :]
    )
    year = name.year or (after["year"] if after else "")
    return f"{name.words} ({year})" if year else name.words


_GUIDING = frozenset({"guidance", "commentary", "recommendations", "standards", "manual", "charter", "order"})


def _of_person(block: ParsedBlock, match: re.Match[str]) -> bool:
    """ "Under the guidance of Mira Holt": a person's help and no paper of a body."""
    if not match["paper"] or match["paper"].lower() not in _GUIDING:
        return False
    body = block.doc.char_span(*match.span("body"), alignment_mode="expand")
    return body is not None and all(token.ent_type_ in ("PERSON", "") and token.pos_ == "PROPN" for token in body)


def _find_papers(block: ParsedBlock, words: InstrumentWords) -> Iterator[_Found]:
    """Papers and rules of a body, where something rests on them."""
    text, base = block.text, block.block.start
    for match in words.papers.finditer(text):
        if _of_person(block, match):
            continue
        provision = words.provision.search(text, 0, match.start())
        if provision is None and not _rests_on(text, match.start(), words):
            continue
        start = provision.start("provision") if provision else match.start()
        if match["paper"]:
            name = f"{match['paper']} of {match['the'] or ''}{match['body']}"
        else:
            name = f"{match['owner']} {match['owned']}"
        yield _Found(
            span=Span(start=start, end=match.end()).shifted(base),
            name=name,
            provision=provision["provision"] if provision else "",
            rule="instruments.paper",
        )


def _rests_on(text: str, start: int, words: InstrumentWords) -> bool:
    """Whether a word of invoking stands shortly before, in the same sentence."""
    before = re.split(r"[.!?;:] ", text[max(0, start - 40) : start])[-1].lower().split()[-4:]
    stems = {word.rstrip(",") for word in before}
    if stems & (words.basis - {"with", "by", "against", "through"}):
        return True
    return any(
        stem == verb or stem in (verb + "s", verb + "d", verb + "ed", verb.rstrip("e") + "ing")
        for stem in stems
        for verb in words.invoking
    )


def _find_anaphors(block: ParsedBlock, found: list[_Found], mentions: Mentions) -> Iterator[_Found]:
    """ "The law", "the treaty" for the text named shortly before."""
    text, base = block.text, block.block.start
    for match in re.finditer(
        r"\b[Tt]he (?P<noun>" + "|".join(ANAPHORS) + r")\b(?! (?:of|on|firm|student|school|enforcement)\b)", text
    ):
        at = base + match.start("noun")
        fitting = [
            item
            for item in found
            if 0 < at - item.span.end <= BACK
            and any(re.search(rf"\b{kind}\b", item.name.lower()) for kind in ANAPHORS[match["noun"]])
        ]
        if fitting and not any(item.span.start <= at < item.span.end for item in found):
            span = Span(start=at, end=base + match.end("noun"))
            yield _Found(span=span, name=fitting[-1].name, provision="", rule="instruments.taken-up")


def _own_state(parse: Parse, words: InstrumentWords, states: States, mentions: Mentions) -> State | None:
    """The state that "the Constitution" means: the only one whose constitution or government the report speaks of."""
    owners = {
        state.name: state
        for block in parse.blocks
        for match in re.finditer(r"\b[Cc]onstitution\b", block.text)
        for state in (state_before(block.text, match.start(), states)[0],)
        if state is not None
    }
    if len(owners) == 1:
        return next(iter(owners.values()))
    if owners:
        return None
    countries = {
        r.country for r in mentions.referents if r.kind is EntityKind.GOVERNMENT and "government" in r.name.lower()
    }
    return states.named(countries.pop()) if len(countries) == 1 else None


def _sentence(text: str, at: int) -> str:
    start = max((text.rfind(mark, 0, at) for mark in (". ", "? ", "! ")), default=-1)
    end = re.compile(r"[.?!](?=\s|$)").search(text, at)
    return text[start + 1 : end.end() if end else len(text)]


def _render(
    item: _Found, parse: Parse, statements: tuple[Statement, ...], mentions: Mentions, words: InstrumentWords
) -> Instrument:
    evidence = parse.article.evidence(item.span)
    invoker = find_invoker(item.span, parse, statements, mentions, words)
    requires: tuple[Evidence, ...] = find_requirement(item.span, parse, statements, words)
    return Instrument(
        id=make_id("in", parse.article.id, evidence.start, evidence.end),
        report=parse.article.report,
        evidence=evidence,
        name=item.name,
        provision=item.provision,
        invoked_by=invoker.referent,
        invoked_naming=invoker.naming if invoker.referent else Naming.UNKNOWN,
        invoked_evidence=invoker.evidence,
        requires=requires,
        statement=invoker.statement,
        because=(Reason(rule=item.rule, words=(evidence,)), *invoker.because),
    )
