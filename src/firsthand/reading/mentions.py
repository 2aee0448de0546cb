"""Who is meant: mentions of people, bodies, governments and places in one article, and the referents behind them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from firsthand.evidence import Reason, Span, make_id
from firsthand.reading.appositions import find_acronyms, find_appositions
from firsthand.reading.cast import Cast, Draft, cluster_names
from firsthand.reading.casting import Caster, Settled
from firsthand.reading.casting_joins import join_roles
from firsthand.reading.name_votes import gather_names
from firsthand.reading.names import Name, Run, find_names, name_key
from firsthand.reading.namewords import NameWords, load_name_words
from firsthand.reading.parse import Parse
from firsthand.reading.phrases import find_phrases, source_starts
from firsthand.reading.records import EntityKind, Mention, Naming, Referent
from firsthand.reading.states import State, StateWord
from firsthand.reading.tokens import WordLine, read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source passage and the referents that it means."""

    span: Span
    referents: tuple[str, ...]
    naming: Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """All mentions and referents of one article, in text order, and whom its source passages mean."""

    mentions: tuple[Mention, ...] = ()
    referents: tuple[Referent, ...] = ()
    sources: tuple[Source, ...] = ()
    _by_id: dict[str, Referent] = field(default_factory=dict, repr=False, compare=False)

    def referent(self, id: str) -> Referent:
        """The referent of that id. Raises KeyError where there is none."""
        return self._by_id[id]

    def at(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that lie whole inside `span`."""
        return tuple(mention for mention in self.mentions if span.covers(mention.evidence.span))

    def referents_of(self, span: Span) -> tuple[tuple[str, ...], Naming]:
        """Whom the passage `span` means: several for "X and Y", none and UNKNOWN where nobody can be told."""
        for source in self.sources:
            if source.span == span:
                return source.referents, source.naming
        touching = [m for m in self.mentions if span.covers(m.evidence.span) or m.evidence.span.covers(span)]
        if not touching:
            return (), Naming.UNKNOWN
        first = min(touching, key=lambda m: (m.evidence.start, -m.evidence.end))
        return (first.referent,), _naming([self._by_id[first.referent]])


def find_mentions(parse: Parse, *, sources: tuple[Span, ...], words: NameWords | None = None) -> Mentions:
    """Every mention of a person, body, government or place in the article, and every referent.

    `sources` are the passages that the reader of statements found as speakers and audiences: each gets a mention, and a
    referent where the page lets a reader know whom it means. Pronouns whose meaning is open give no mention.
    """
    words = words or load_name_words()
    lines = read_words(parse)
    runs = find_names(lines, words)
    speaking = frozenset(
        (line.number, at)
        for span in sources
        for line in (lines[parse.article.block_at(span).number],)
        for at in source_starts(line, span)
    )
    names = gather_names(lines, runs, words, speaking)
    runs = sorted([*runs, *_known_runs(lines, names, words)], key=lambda run: (run.line, run.start))
    phrases = find_phrases(parse.blocks, lines, runs, sources)
    acronyms = find_acronyms(lines, runs, names)
    caster = Caster(
        lines=lines,
        phrases=phrases,
        names=names,
        clusters=cluster_names(names, words),
        links=find_appositions(lines, phrases, words),
        acronyms=acronyms,
        words=words,
        home=_home(parse, lines, runs, names),
        cast=Cast(words=words),
        compass=_compass(names),
    )
    for at in range(len(phrases)):
        caster.settle(at)
    join_roles(caster)
    return _render(parse, caster, sources)


def _known_runs(lines: Sequence[WordLine], names: dict[tuple[str, ...], Name], words: NameWords) -> Iterator[Run]:
    """Names of the body, and states, where they stand in headings whose capitals mean nothing."""
    for line in lines:
        if not line.shouts:
            continue
        lowers = [word.lower for word in line.words]
        surnames = {key[-1] for key, name in names.items() if name.kind is EntityKind.PERSON and len(key) > 1}
        at = 0
        while at < len(lowers):
            length = _known_length(line, lowers, at, {*names, *((word,) for word in surnames)}, words)
            if length:
                run = Run(line=line.number, start=at, name=at, end=at + length)
                key = name_key(line, run)
                if key not in names:
                    names[key] = Name(
                        words=key, printed=line.text(at, at + length), state=words.states.find(lowers[at:])
                    )
                    names[key].votes[EntityKind.PERSON if key[0] in surnames else EntityKind.PLACE] += 1
                yield run
            at += length or 1


def _known_length(line: WordLine, lowers: list[str], at: int, known: set[tuple[str, ...]], words: NameWords) -> int:
    for length in range(min(8, len(lowers) - at), 0, -1):
        key = tuple(line.text(at, at + length).lower().split())
        if key in known and line.words[at].text[0].isupper():
            return length
    match = words.states.find(lowers[at:])
    return match.length if match is not None and line.words[at].capital else 0


def _home(
    parse: Parse, lines: Sequence[WordLine], runs: Sequence[Run], names: dict[tuple[str, ...], Name]
) -> State | None:
    """The state whose report this is: of the dateline's capital, else of the first state or capital its lead names."""
    for run in runs:
        name = names.get(name_key(lines[run.line], run))
        if name is None or name.state is None or len(name.state.states) != 1 or lines[run.line].shouts:
            continue
        dateline = run.start == 0 and name.state.how in (StateWord.CAPITAL, StateWord.NAME)
        if dateline and _is_dateline(lines[run.line], run):
            return name.state.states[0]
    counts = Counter[str]()
    states: dict[str, State] = {}
    for name in names.values():
        if name.state is not None and len(name.state.states) == 1:
            states[name.state.states[0].name] = name.state.states[0]
            counts[name.state.states[0].name] += name.runs
    if len(counts) == 1:
        return states[next(iter(counts))]
    return None


def _is_dateline(line: WordLine, run: Run) -> bool:
    """A place at the head of a block, then a comma with a date, a dash or a bracket."""
    after = [word.text for word in line.words[run.end : run.end + 8]]
    return bool(after) and (
        after[0] in ("(", "—", "–", "-", "--", "/")
        or (after[0] == "," and any(t in ("(", "—", "–", "-", "--") for t in after))
    )


def _compass(names: dict[tuple[str, ...], Name]) -> Counter[str]:
    """How often the report speaks of each state with a compass word in its name."""
    found: Counter[str] = Counter()
    for name in names.values():
        if name.state is None or len(name.state.states) != 1:
            continue
        for state in name.state.states:
            if state.compass:
                found[state.name] += name.runs
    return found


# ---------------------------------------------------------------- records


def _render(parse: Parse, caster: Caster, sources: tuple[Span, ...]) -> Mentions:
    settled = [done for at in range(len(caster.phrases)) if (done := caster.done.get(at)) is not None]
    ids = _referent_ids(parse, caster.cast.drafts, settled)
    owners = {draft.of.number for draft in caster.cast.drafts if draft.of is not None}
    mentions: list[Mention] = []
    of_draft: dict[int, list[str]] = {}
    for done in settled:
        evidence = parse.article.evidence(caster.lines[done.phrase.line].span(done.phrase.start, done.end))
        mention = Mention(
            id=make_id("mn", parse.article.id, evidence.start, evidence.end),
            evidence=evidence,
            kind=done.draft.kind,
            how=done.how,
            referent=ids[done.draft.number],
            because=(Reason(rule=done.rule, words=(evidence,)),),
        )
        mentions.append(mention)
        of_draft.setdefault(done.draft.number, []).append(mention.id)
    referents = tuple(
        _render_referent(parse, draft, ids, tuple(of_draft.get(draft.number, ())))
        for draft in caster.cast.drafts
        if draft.number in of_draft or draft.number in owners
    )
    by_id = {referent.id: referent for referent in referents}
    found = tuple(_read_source(parse, caster, span, ids, by_id) for span in sources)
    return Mentions(mentions=tuple(mentions), referents=referents, sources=found, _by_id=by_id)


def _referent_ids(parse: Parse, drafts: Sequence[Draft], settled: Sequence[Settled]) -> dict[int, str]:
    """Ids by the place of the first mention; of drafts that only own others, by their number."""
    first: dict[int, Settled] = {}
    for done in settled:
        first.setdefault(done.draft.number, done)
    return {
        number: make_id("rf", parse.article.id, at.phrase.line, at.phrase.start, at.phrase.end)
        if (at := first.get(number))
        else make_id("rf", parse.article.id, "unprinted", number)
        for number in (draft.number for draft in drafts)
    }


def _render_referent(parse: Parse, draft: Draft, ids: dict[int, str], mentions: tuple[str, ...]) -> Referent:
    name = _full_name(draft)
    reasons = [Reason(rule="mentions.referent")]
    if draft.country_rule == "inferred":
        reasons.append(
            Reason(
                rule="mentions.country-inferred",
                note=f"INFERRED: {draft.country}, from the report's own place or its leading government",
            )
        )
    return Referent(
        id=ids[draft.number],
        report=parse.article.report,
        kind=draft.kind,
        name=name,
        named=draft.named,
        of=ids[draft.of.number] if draft.of is not None else "",
        country=draft.country,
        aliases=tuple(form for form in draft.forms if form != name),
        roles=tuple(draft.roles),
        mentions=mentions,
        because=tuple(reasons),
    )


def _full_name(draft: Draft) -> str:
    """The fullest printed name: for a government the one that says so, else the state's name, else the capital."""
    if not draft.forms:
        return draft.name
    if draft.kind is EntityKind.GOVERNMENT:
        return max(
            draft.forms,
            key=lambda form: (
                "government" in form.lower() and form.lower() != "government",
                form == draft.country,
                len(form),
            ),
        )
    return draft.name if draft.named else max((draft.name, *draft.forms), key=len)


def _read_source(parse: Parse, caster: Caster, span: Span, ids: dict[int, str], by_id: dict[str, Referent]) -> Source:
    """Whom a source passage means: the phrases that begin it or follow "and" in it."""
    line = caster.lines[parse.article.block_at(span).number]
    starts = sorted(source_starts(line, span))
    found: dict[str, None] = {}
    for nth, start in enumerate(starts):
        settled = _at_start(caster, line, start, span)
        if settled is not None and (nth == 0 or _joined(caster, settled, span)):
            found[ids[settled.draft.number]] = None
    referents = tuple(found)
    return Source(span=span, referents=referents, naming=_naming([by_id[id] for id in referents]))


def _at_start(caster: Caster, line: WordLine, start: int, span: Span) -> Settled | None:
    """The settled phrase that begins within two words of `start`: the longest inside the passage, else one around
    it."""
    inside: list[Settled] = []
    around: list[Settled] = []
    first = bisect_left(caster.phrases, line.number, key=lambda phrase: phrase.line)
    for at in range(first, len(caster.phrases)):
        if caster.phrases[at].line != line.number:
            break
        phrase, done = caster.phrases[at], caster.done.get(at)
        if done is None:
            continue
        place = line.span(phrase.start, phrase.end)
        if span.covers(place) and start <= phrase.start <= start + 2:
            inside.append(done)
        elif place.start <= line.words[start].start < place.end:
            around.append(done)
    if inside:
        return min(inside, key=lambda done: (done.phrase.start, -done.phrase.end))
    return min(around, key=lambda done: done.phrase.end - done.phrase.start) if around else None


def _joined(caster: Caster, settled: Settled, span: Span) -> bool:
    return settled.draft.kind is not EntityKind.PLACE


def _naming(referents: Sequence[Referent]) -> Naming:
    if not referents:
        return Naming.UNKNOWN
    return Naming.NAMED if any(referent.named for referent in referents) else Naming.UNNAMED


__all__ = ["Mentions", "Source", "find_mentions"]
