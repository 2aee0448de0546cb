"""What each report rests on: what it copies, credits and relays, and how many origins its statements have."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.brief.lines import LineMaker
from firsthand.brief.news import name_of
from firsthand.brief.passage import Derived
from firsthand.brief.phrasing import number_in_words
from firsthand.brief.records import Line
from firsthand.reading.records import Reading
from firsthand.story.records import Dependence, DependenceKind

_PHRASES = {
    DependenceKind.COPY: "Takes part of its text from",
    DependenceKind.CREDIT: "Credits",
    DependenceKind.RELAY: "Relays",
    DependenceKind.SAME_OCCASION: "Reports the same occasion as",
    DependenceKind.SAME_DOCUMENT: "Rests on the same document as",
}
_WHOLE = 0.8
"""Share of a report's words that stand in another, from which it is called a copy."""


def compose_rests(maker: LineMaker) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """For each report id, what it rests on; "the origin is not shown" where no page tells."""
    return tuple(
        (reading.report.id, tuple(line for line in _rests(reading, maker) if line is not None))
        for reading in maker.context.readings
    )


def _rests(reading: Reading, maker: LineMaker) -> Iterator[Line | None]:
    own = [one for one in maker.context.dependences if one.report == reading.report.id]
    seen: set[tuple[DependenceKind, str]] = set()
    for one in own:
        words = _dependence(one, maker)
        if words is not None and (one.kind, words[0].text) not in seen:
            seen.add((one.kind, words[0].text))
            name, share = words
            yield maker.notice(
                f"{_phrase(one)} {name.text}{f' ({share.text})' if share.text else ''}.",
                because="brief.rests_on",
                derived=(name, share),
                findings=(one.id,),
                leads_to=one.evidence[:3],
            )
    yield _origins(reading, maker)


def _phrase(one: Dependence) -> str:
    if one.kind is DependenceKind.COPY:
        if not one.directed:
            return "Shares text with"
        return "Is a copy of" if one.share >= _WHOLE else _PHRASES[one.kind]
    return _PHRASES[one.kind]


def _dependence(one: Dependence, maker: LineMaker) -> tuple[Derived, Derived] | None:
    other = maker.context.reading_of.get(one.other)
    words = name_of(other, maker.context).text if other is not None else one.name
    if not words:
        return None
    share = f"{round(100 * one.share)} per cent of its text" if one.share else ""
    return Derived(text=words, source=one.id), Derived(text=share, source=one.id)


def _origins(reading: Reading, maker: LineMaker) -> Line | None:
    own = [one for one in maker.context.ledger.origins if reading.report.id in one.reports]
    known = [one for one in own if one.known]
    said = sum(1 for st in reading.statements if not st.echo)
    if not said:
        return maker.notice("No source is shown for its own narration.", because="brief.no_statements")
    told = tuple(st.content[0] for st in reading.statements if not st.echo and st.content)[:3]
    statements = Derived(text=number_in_words(said, "statement").capitalize(), source=reading.report.id)
    origins = Derived(text=number_in_words(len(known), "origin"), source=reading.report.id)
    if not known:
        return maker.notice(
            f"{statements.text}; the origin is not shown.",
            because="brief.origins_of_report",
            derived=(statements,),
            findings=tuple(one.id for one in own),
            leads_to=told,
        )
    return maker.notice(
        f"{statements.text} from at least {origins.text}.",
        because="brief.origins_of_report",
        derived=(statements, origins),
        findings=tuple(one.id for one in known),
        leads_to=told,
    )
