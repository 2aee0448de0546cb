"""What a reader should handle with care: undated pages, unknown outlets, headlines, disputes, unnamed sources, one
origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firsthand.brief.differences import printed_words
from firsthand.brief.lines import LineMaker
from firsthand.brief.news import day_of, latest_reading, name_of
from firsthand.brief.passage import Derived
from firsthand.brief.phrasing import basis_in_words, number_in_words, origin_in_words, value_in_words
from firsthand.brief.records import Line
from firsthand.brief.sides import find_sides
from firsthand.evidence import Evidence
from firsthand.ledger.records import Disagreement, DisagreementKind
from firsthand.reading.records import EntityKind, Naming, Reading, Statement
from firsthand.when import Precision

_SURE = frozenset({Precision.DAY, Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY})
_LONGEST_QUOTE = 14
"""Words of a quoted passage in a notice; a longer one is cut, and shown whole at its place."""

_BODIES = frozenset({EntityKind.ORGANISATION, EntityKind.GOVERNMENT})
_MOST_UNNAMED = 3
_MOST_CLAIMS = 4
_TOLD_ELSEWHERE = frozenset({"a later count", "the day of the report and the day of the interview"})
"""A count that grew and the two days of one interview mislead nobody: they stand among the differences."""

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
    disputes: dict[tuple[DisagreementKind, str], Disagreement] = {}
    for one in sorted(maker.context.ledger.disagreements, key=_order):
        if one.reconciliation in _TOLD_ELSEWHERE:
            continue
        disputes.setdefault((one.kind, one.about), one)
    headlines = [one for one in disputes.values() if one.kind is DisagreementKind.HEADLINE_STRONGER]
    others = [one for one in disputes.values() if one.kind is not DisagreementKind.HEADLINE_STRONGER]
    made = (
        *_without_outlet(maker),
        *_undated(maker),
        *(_disputed(one, maker) for one in headlines),
        *(_disputed(one, maker) for one in others),
        _unnamed(maker),
        _single_origins(maker),
        *_inferred(maker),
    )
    return tuple({line.text: line for line in made if line is not None}.values())


def _order(one: Disagreement) -> tuple[int, str]:
    return _WEIGHT[one.kind], one.id


def _undated(maker: LineMaker) -> Iterator[Line | None]:
    readings = maker.context.readings
    latest = latest_reading(readings)
    for reading in readings:
        when, basis = reading.report.published.when, reading.report.published.basis
        name, day = name_of(reading, maker.context), day_of(reading)
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


def _inferred(maker: LineMaker) -> Iterator[Line | None]:
    for reading in maker.context.readings:
        if "year inferred" in reading.report.published.basis:
            name, day = name_of(reading, maker.context), day_of(reading)
            yield maker.notice(
                f"{name.text}: the year is inferred ({day.text}).",
                because="brief.year_inferred",
                derived=(name, day),
                leads_to=reading.report.published.evidence[:2],
            )


def _may_be_newer(reading: Reading, latest: Reading) -> bool:
    last, first = reading.report.published.when.last_day, latest.report.published.when.first_day
    return last is None or (first is not None and last > first)


def _without_outlet(maker: LineMaker) -> Iterator[Line | None]:
    for reading in maker.context.readings:
        if not reading.report.outlet.known:
            letter = maker.context.letters[reading.report.id]
            file = Derived(text=f"report {letter} ({reading.report.name})", source=reading.report.id)
            agency = Derived(text=reading.report.agency.value, source=reading.report.id)
            tail = f"; credits {agency.text}" if reading.report.agency.known else ""
            yield maker.notice(
                f"{file.text} names no outlet{tail}.",
                because="brief.unknown_outlet",
                derived=(file, agency),
                leads_to=reading.report.agency.evidence[:1],
            )


def _quote(passage: Evidence) -> str:
    """The passage's words in quotation marks, cut with a mark where they are many."""
    bare = passage.quote.strip(' ,.“”"') if re.match(r"[“\"]", passage.quote) else passage.quote
    words = bare.replace("“", "‘").replace("”", "’").replace('"', "’").split()
    cut = len(words) > _LONGEST_QUOTE
    text = " ".join(words[:_LONGEST_QUOTE]).strip().rstrip(".,;:")
    return f"“{text} …”" if cut else f"“{text}”"


_HEADS = {
    DisagreementKind.FIGURE: "Reports differ on a figure",
    DisagreementKind.DATE: "Reports differ on the date",
    DisagreementKind.NAME: "Reports differ on a name",
    DisagreementKind.DRIFT: "One report differs with itself",
}


def _disputed(one: Disagreement, maker: LineMaker) -> Line | None:
    """What a disagreement is about, in the words of both sides, each cut to one line."""
    if one.kind is DisagreementKind.DENIAL:
        return _denied(one, maker)
    one = _widest(one)
    shown = one.passages[:2]
    names = [name_of(maker.context.reading_of[passage.report], maker.context) for passage in shown]
    mend = Derived(text=_MENDED.get(one.reconciliation, one.reconciliation), source=one.id)
    values = tuple(Derived(text=_plain_value(value, one), source=one.id) for value in one.values[:2])
    about = Derived(text=printed_words(one.about, one.passages), source=one.id)
    text = _words_of_values(one, names, values, about, maker) or _words_of(one, names, values)
    if text is None:
        return None
    plain = mend.text if one.reconciliation in _MENDED else f"perhaps reconciled by {mend.text}"
    tail = f"; {plain}" if one.reconciliation else ""
    return maker.notice(
        f"{text}{tail}.",
        because=f"brief.{one.kind.name.lower()}",
        derived=tuple(word for word in (*names, mend, *values, about) if word.text),
        quoted=shown,
        findings=(one.id,),
    )


_MENDED = {
    "time zone": "the time zone may explain it",
    "corrected by the outlet": "the outlet has corrected it",
    "amended by its teller": "its teller has amended it since",
}
"""What may explain a difference, as the end of a sentence."""


def _words_of_values(
    one: Disagreement, names: list[Derived], values: tuple[Derived, ...], about: Derived, maker: LineMaker
) -> str | None:
    """Two figures or two dates, each with its report: the values themselves, since a cut quotation may lack them."""
    if len(values) != 2 or len(names) != 2 or values[0].text.casefold() == values[1].text.casefold():
        return None
    inside = names[0].text == names[1].text
    sides = f"{values[0].text} ({names[0].text}), {values[1].text} ({names[1].text})"
    if inside:
        sides = f"{values[0].text}, {values[1].text} ({names[0].text})"
    if one.kind is DisagreementKind.FIGURE and all(id_ in maker.context.figures for id_ in one.members):
        head = "One report gives two figures" if inside else "Reports differ on a figure"
        return f"{head}, {about.text}: {sides}"
    if one.kind is DisagreementKind.DATE:
        head = "One report gives two dates" if inside else "Reports differ on the date"
        return f"{head}: {sides}: {_quote(one.passages[0])}"
    return None


def _denied(one: Disagreement, maker: LineMaker) -> Line | None:
    """What is denied and by whom; where nobody denies it in so many words, both sides."""
    sides = find_sides(one, maker.context.statements, maker.context.entity_of)
    if sides is None or not sides.said[0].content or not sides.denier.content:
        return None
    said, denier = _told(sides.said[0], maker), sides.denier
    who, report = _teller(denier, maker), name_of(maker.context.reading_of[denier.report], maker.context)
    if sides.denied and who.text:
        text, quoted = f"{_quote(said)} is denied by {who.text} ({report.text})", [said]
    else:
        other, first = _told(denier, maker), name_of(maker.context.reading_of[sides.said[0].report], maker.context)
        between = f"{_quote(other)} ({report.text})"
        text, quoted = f"What two sides say differs: {_quote(said)} ({first.text}), against it {between}", [said, other]
        report = first
    names = (who, report, name_of(maker.context.reading_of[denier.report], maker.context))
    amended = Derived(text="its teller has amended it since", source=one.id)
    tail = f"; {amended.text}" if sides.amended and one.reconciliation else ""
    return maker.notice(
        f"{text}{tail}.",
        because="brief.denial",
        derived=(*(name for name in names if name.text), amended),
        quoted=tuple(quoted),
        findings=(one.id,),
    )


def _teller(st: Statement, maker: LineMaker) -> Derived:
    entity = maker.context.speaker(st)
    if entity is not None and entity.named:
        article = "the " if entity.kind in _BODIES and entity.name.split()[-1].islower() else ""
        return Derived(text=f"{article}{entity.name}", source=entity.id)
    printed = st.source[0].quote if st.source else ""
    return Derived(text=re.sub(r"^(?:The|An?|Its|Their)\b", lambda found: found[0].lower(), printed), source=st.id)


def _told(st: Statement, maker: LineMaker) -> Evidence:
    """The first piece of what was said, with the verb where it is needed to be understood: "accused the port of"."""
    content = st.content[0]
    cue = st.cue[-1] if st.cue else None
    if cue is None or (cue.of, cue.block) != (content.of, content.block) or not 0 <= content.start - cue.end <= 1:
        return content
    neutral = cue.quote.casefold() in maker.context.connectives.neutral
    return content if neutral else maker.context.evidence(content.of, cue.start, content.end)


def _widest(one: Disagreement) -> Disagreement:
    """A line has room for two passages: of figures the first and the last that differ, else the fullest of each
    side."""
    if len(one.values) != len(one.passages) or len(one.values) < 3:
        return one
    if one.kind is not DisagreementKind.FIGURE:
        sides = list(dict.fromkeys(one.values))[:2]
        at = [
            max((i for i, v in enumerate(one.values) if v == side), key=lambda i: len(one.passages[i].quote))
            for side in sides
        ]
        return replace(one, passages=tuple(one.passages[i] for i in at), values=tuple(one.values[i] for i in at))
    plain = [_plain_value(value, one).casefold() for value in one.values]
    last = max((at for at, value in enumerate(plain) if value != plain[0]), default=0)
    if not last:
        return one
    passages, values = (one.passages[0], one.passages[last]), (one.values[0], one.values[last])
    return replace(one, passages=passages, values=values)


def _plain_value(value: str, one: Disagreement) -> str:
    """A figure without the day of its report, which stands beside it already."""
    if one.kind is not DisagreementKind.FIGURE:
        return value_in_words(value)
    figure = value.rsplit(", ", 1)[0]
    return figure[:1].lower() + figure[1:]


def _words_of(one: Disagreement, names: list[Derived], values: tuple[Derived, ...]) -> str | None:
    quotes = [_quote(passage) for passage in one.passages[:2]]
    if len(quotes) == 2 and one.kind is DisagreementKind.HEADLINE_STRONGER:
        return f"{names[0].text}: the headline {quotes[0]} is stronger than the text, {quotes[1]}"
    if len(quotes) == 2 and one.kind is DisagreementKind.ATTRIBUTION_DROPPED:
        return f"{names[1].text} gives as plain fact what {names[0].text} attributes: {quotes[1]}"
    if one.kind is DisagreementKind.FIGURE and len({value.text.casefold() for value in values}) == 1:
        return None
    head = _HEADS.get(one.kind, "Reports differ on the date")
    inside = len({name.text for name in names}) == 1
    if inside and one.kind in (DisagreementKind.FIGURE, DisagreementKind.DATE):
        head = _HEADS[DisagreementKind.DRIFT]
    if len(set(quotes)) == 1 and len(values) == 2:
        return f"{head}: {' / '.join(value.text for value in values)} in {quotes[0]} ({names[0].text})"
    if len(quotes) < 2 or quotes[0] == quotes[1]:
        return None
    if inside:
        return f"{head}: {quotes[0]}, {quotes[1]} ({names[0].text})"
    return f"{head}: {quotes[0]} ({names[0].text}), {quotes[1]} ({names[1].text})"


def _single_origins(maker: LineMaker) -> Line | None:
    """Origins that several reports carry: many pages, one event by which the matter entered the record."""
    origins = [one for one in maker.context.ledger.origins if one.known and len(one.reports) > 1 and one.what]
    told, derived, places = list[str](), list[Derived](), list[Evidence]()
    for origin in sorted(origins, key=lambda one: (-len(one.reports), -len(one.statements), one.id))[:_MOST_CLAIMS]:
        counted = Derived(text=number_in_words(len(origin.reports), "report"), source=origin.id)
        what = Derived(text=origin_in_words(origin.what), source=origin.id)
        members = [maker.context.statements[id_] for id_ in origin.statements if id_ in maker.context.statements]
        first = {st.report: st.content[0] for st in reversed(members) if st.content}
        told.append(f"{what.text} ({counted.text})")
        derived += [what, counted]
        places += sorted(first.values())
    if not told:
        return None
    one_origin = Derived(text="one origin each, in several reports", source="origins")
    return maker.notice(
        f"{one_origin.text}: {'; '.join(told)}.",
        because="brief.single_origin",
        derived=(*derived, one_origin),
        findings=tuple(one.id for one in origins),
        leads_to=tuple(places),
    )


def _is_somebody(st: Statement, maker: LineMaker) -> bool:
    """Whether people speak whom the page describes and does not name."""
    kinds = {maker.context.referents[who].kind for who in st.speakers if who in maker.context.referents}
    entities = [maker.context.entity_of[who] for who in st.speakers if who in maker.context.entity_of]
    described = " who " in f" {st.source[0].quote} "
    people = bool(kinds & {EntityKind.PERSON, EntityKind.GROUP}) or (kinds <= {EntityKind.UNKNOWN} and described)
    return people and not any(entity.named for entity in entities)


def _unnamed(maker: LineMaker) -> Line | None:
    """How many statements rest on people whom no page names.

    A body that speaks ("the hospital") hides nobody, and what one speaker tells of another's words rests on the
    first.
    """
    found: list[Statement] = [
        st
        for reading in maker.context.readings
        for st in reading.statements
        if st.naming is Naming.UNNAMED and not st.echo and st.source and not st.inside and _is_somebody(st, maker)
    ]
    if not found:
        return None
    printed: dict[str, Statement] = {}
    for st in found:
        words = st.source[0].quote
        first = words.split()[0].casefold()
        if 2 <= len(words.split()) <= 8 and first != "the" and first not in maker.context.connectives.negations:
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
