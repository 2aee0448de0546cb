"""What a reader should handle with care: undated pages, unknown outlets, headlines, disputes, unnamed sources, one origin."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.brief.lines import LineMaker
from firsthand.brief.news import day_of, latest_reading, name_of
from firsthand.brief.passage import Derived
from firsthand.brief.phrasing import basis_in_words, number_in_words
from firsthand.brief.records import Line
from firsthand.evidence import Evidence
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import Naming, Reading, Statement
from firsthand.when import Precision

_SURE = frozenset({Precision.DAY, Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY})
_LONGEST_QUOTE = 24
"""Words of a quoted passage in a notice; a longer one is shown at its place only."""

_MOST_UNNAMED = 3
_MOST_CLAIMS = 4
_WEIGHT = {
    DisagreementKind.HEADLINE_STRONGER: 0,
    DisagreementKind.DENIAL: 1,
    DisagreementKind.DATE: 2,
    DisagreementKind.FIGURE: 3,
    DisagreementKind.ATTRIBUTION_DROPPED: 4,
    DisagreementKind.DRIFT: 5,
    DisagreementKind.NAME: 6,
}


def compose_care(maker: LineMaker) -> tuple[Line, ...]:
    """The notices, those that concern most of what is read first."""
    made = (
        *_undated(maker),
        *(_disputed(one, maker) for one in sorted(maker.context.ledger.disagreements, key=_order)),
        *_single_origins(maker),
        *_without_outlet(maker),
        _unnamed(maker),
    )
    return tuple({line.text: line for line in made if line is not None}.values())


def _order(one: Disagreement) -> tuple[int, str]:
    return _WEIGHT[one.kind], one.id


def _undated(maker: LineMaker) -> Iterator[Line | None]:
    readings = maker.context.readings
    latest = latest_reading(readings)
    for reading in readings:
        when, basis = reading.report.published.when, reading.report.published.basis
        name, day = name_of(reading), day_of(reading)
        leads = reading.report.published.evidence[:2]
        rests = Derived(text=basis_in_words(basis), source=reading.report.id)
        if not when.known:
            yield maker.notice(
                f"{name.text} shows no publication time.", because="brief.undated", derived=(name,), leads_to=leads
            )
        elif when.precision not in _SURE:
            newer = latest is not None and latest is not reading and _may_be_newer(reading, latest)
            tail = "; it may be newer than the latest dated report" if newer else ""
            yield maker.notice(
                f"{name.text} is known only to be published {day.text} (from {rests.text}){tail}.",
                because="brief.bounds",
                derived=(name, day, rests),
                leads_to=leads,
            )
        elif "year inferred" in basis:
            yield maker.notice(
                f"{name.text}: the year is inferred ({day.text}).",
                because="brief.year_inferred",
                derived=(name, day),
                leads_to=leads,
            )


def _may_be_newer(reading: Reading, latest: Reading) -> bool:
    last, first = reading.report.published.when.last_day, latest.report.published.when.first_day
    return last is None or (first is not None and last > first)


def _without_outlet(maker: LineMaker) -> Iterator[Line | None]:
    for reading in maker.context.readings:
        if not reading.report.outlet.known:
            file = Derived(text=reading.report.name, source=reading.report.id)
            agency = Derived(text=reading.report.agency.value, source=reading.report.id)
            tail = f"; credits {agency.text}" if reading.report.agency.known else ""
            yield maker.notice(
                f"{file.text} names no outlet{tail}.",
                because="brief.unknown_outlet",
                derived=(file, agency),
                leads_to=reading.report.agency.evidence[:1],
            )


def _quote(passage: Evidence) -> str:
    words = passage.quote.replace("“", "‘").replace("”", "’").replace('"', "’").strip().rstrip(".,;")
    return f"“{words}”"


def _short(passages: tuple[Evidence, ...]) -> bool:
    return all(len(passage.quote.split()) <= _LONGEST_QUOTE for passage in passages)


def _disputed(one: Disagreement, maker: LineMaker) -> Line | None:
    """What a disagreement is about, in the words of both sides; only what is about where the words are long."""
    shown = one.passages[:2]
    if len(shown) < 2:
        return None
    names = [name_of(maker.context.reading_of[passage.report]) for passage in shown]
    about = Derived(text=one.about, source=one.id)
    mend = Derived(text=one.reconciliation, source=one.id)
    tail = f"; perhaps reconciled by {mend.text}" if one.reconciliation else ""
    left, right = (_quote(passage) for passage in shown)
    same = names[0].text == names[1].text
    quoted = shown
    if one.kind is DisagreementKind.HEADLINE_STRONGER:
        text = f"{names[0].text}: the headline {left} is stronger than the text{f', {right}' if _short(shown[1:]) else ''}."
    elif not _short(shown):
        values = [Derived(text=value, source=one.id) for value in one.values[:2]]
        if len(values) < 2 or not one.about:
            return None
        first, second = (value.text for value in values)
        where = (
            f"{names[0].text} ({first}), {names[1].text} ({second})"
            if not same
            else f"{names[0].text} ({first}; {second})"
        )
        text, quoted = f"Reports differ on {about.text}: {where}{tail}.", ()
        return maker.notice(
            text,
            because=f"brief.{one.kind.name.lower()}",
            derived=(*names, about, mend, *values),
            findings=(one.id,),
            leads_to=shown,
        )
    elif one.kind is DisagreementKind.ATTRIBUTION_DROPPED:
        text = f"{left} is attributed in {names[0].text}; {right} is plain fact in {names[1].text}."
    elif one.kind is DisagreementKind.DRIFT or same:
        text = f"{names[0].text} differ on {about.text}: {left}, {right}{tail}.".replace(
            " differ on", ": one report differs with itself on", 1
        )
    else:
        text = f"Reports differ on {about.text}: {left} ({names[0].text}), {right} ({names[1].text}){tail}."
    return maker.notice(
        text, because=f"brief.{one.kind.name.lower()}", derived=(*names, about, mend), quoted=quoted, findings=(one.id,)
    )


def _single_origins(maker: LineMaker) -> Iterator[Line | None]:
    """Origins that several reports carry: many pages, one event by which the matter entered the record."""
    origins = [one for one in maker.context.ledger.origins if one.known and len(one.reports) > 1 and one.what]
    for origin in sorted(origins, key=lambda one: (-len(one.reports), -len(one.statements), one.id))[:_MOST_CLAIMS]:
        counted = Derived(text=number_in_words(len(origin.reports), "report"), source=origin.id)
        what = Derived(text=origin.what, source=origin.id)
        what_first = Derived(text=what.text[0].upper() + what.text[1:], source=origin.id)
        one_origin = Derived(text="one origin", source=origin.id)
        members = [maker.context.statements[id_] for id_ in origin.statements if id_ in maker.context.statements]
        first = {st.report: st.content[0] for st in reversed(members) if st.content}
        yield maker.notice(
            f"{what_first.text}: {one_origin.text} in {counted.text}.",
            because="brief.single_origin",
            derived=(what_first, counted, one_origin),
            findings=(origin.id,),
            leads_to=tuple(sorted(first.values())),
        )


def _unnamed(maker: LineMaker) -> Line | None:
    """How many statements rest on sources that no page names."""
    found: list[Statement] = [
        st
        for reading in maker.context.readings
        for st in reading.statements
        if st.naming is Naming.UNNAMED and not st.echo and st.source
    ]
    if not found:
        return None
    printed: dict[str, Statement] = {}
    for st in found:
        words = st.source[0].quote
        if len(words.split()) >= 2 and len(words.split()) <= 8 and words.split()[0].casefold() != "the":
            printed.setdefault(words.casefold(), st)
    shown = list(printed.values())[:_MOST_UNNAMED]
    counted = Derived(text=number_in_words(len(found), "statement"), source="statements")
    sources = tuple(st.source[0] for st in shown)
    rests = "rests on an unnamed source" if len(found) == 1 else "rest on unnamed sources"
    among = ": " if len(found) == 1 else ", among them "
    tail = f"{among}{', '.join(_quote(source) for source in sources)}" if sources else ""
    head = counted.text[0].upper() + counted.text[1:]
    return maker.notice(
        f"{head} {rests}{tail}.",
        because="brief.unnamed",
        derived=(Derived(text=head, source=counted.source),),
        quoted=sources,
        findings=tuple(st.id for st in shown),
        leads_to=tuple(st.source[0] for st in found[:1]),
    )
