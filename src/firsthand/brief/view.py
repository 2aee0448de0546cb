"""What the pages show, grouped and ordered for a reader: speakers, people, instruments, counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from firsthand.brief.index import BriefIndex
from firsthand.brief.records import Brief
from firsthand.evidence import UNKNOWN
from firsthand.ledger.records import Origin
from firsthand.reading.records import Figure, Instrument, Naming, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """The statements of one speaker; `entity` is "" where no page lets a reader know who spoke."""

    id: str
    name: str
    named: bool
    entity: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentGroup:
    """One law or document; `uses` are its passages, those in the same words together (a copy invokes nothing anew)."""

    name: str
    uses: tuple[tuple[Instrument, ...], ...]


def speaker_name(st: Statement, index: BriefIndex) -> str:
    """Who speaks, for people: the entity's name, else the printed source, else "speaker not printed"."""
    for referent in st.speakers:
        if referent in index.entity_of:
            return index.entity_of[referent].name
    if st.source:
        return st.source[0].quote
    return f"turn: {st.turn}" if st.turn and st.naming is not Naming.UNKNOWN else "speaker not printed"


def giver_name(figure: Figure | Instrument, index: BriefIndex) -> str:
    """Who gives a figure or invokes an instrument, "" where nobody is printed."""
    who = figure.giver if isinstance(figure, Figure) else figure.invoked_by
    evidence = figure.giver_evidence if isinstance(figure, Figure) else figure.invoked_evidence
    if who in index.entity_of:
        return index.entity_of[who].name
    return evidence[0].quote if evidence else ""


def figure_words(figure: Figure) -> str:
    """The figure as printed, with its hedge."""
    printed = figure.evidence.quote
    if not figure.hedge or figure.hedge.casefold() in printed.casefold():
        return printed
    return f"{figure.hedge} {printed}"


def group_statements(brief: Brief, index: BriefIndex) -> tuple[Speaker, ...]:
    """Speakers with their statements: named first, those with most to say first, the unknown last."""
    grouped: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for st in brief.statements:
        if st.id in index.hidden:
            continue
        entity = next((index.entity_of[rf].id for rf in st.speakers if rf in index.entity_of), "")
        grouped[entity, speaker_name(st, index)].append(st)
    speakers = [
        Speaker(
            id=entity or f"sp-{statements[0].id}",
            name=name,
            named=entity in index.entities and index.entities[entity].named,
            entity=entity,
            statements=tuple(statements),
        )
        for (entity, name), statements in grouped.items()
    ]
    return tuple(
        sorted(
            speakers,
            key=lambda speaker: (
                not speaker.named,
                speaker.name == "speaker not printed",
                -len(speaker.statements),
                speaker.name,
            ),
        )
    )


def group_instruments(brief: Brief) -> tuple[InstrumentGroup, ...]:
    """Instruments by what they are, those that most reports invoke first."""
    grouped: dict[str, dict[tuple[str, ...], list[Instrument]]] = defaultdict(lambda: defaultdict(list))
    for instrument in brief.instruments:
        words = (instrument.evidence.quote, *(piece.quote for piece in instrument.requires))
        grouped[instrument.name][words].append(instrument)
    groups = [
        InstrumentGroup(name=name, uses=tuple(tuple(same) for same in uses.values())) for name, uses in grouped.items()
    ]
    return tuple(sorted(groups, key=lambda group: (-len(group.uses), group.name)))


def count_findings(brief: Brief) -> tuple[tuple[int, str], ...]:
    """How many findings of each kind a machine read, with the word for them."""
    counted = (
        (len(brief.statements), "statement"),
        (len(brief.figures), "figure"),
        (len(brief.times), "time"),
        (len(brief.instruments), "instrument"),
        (len(brief.ledger.entities), "name"),
    )
    return tuple((count, word if count == 1 else f"{word}s") for count, word in counted if count)


def count_outlets(brief: Brief) -> tuple[int, int]:
    """Outlets that pages name, and reports that name none."""
    named = {held.report.outlet.value.casefold() for held in brief.reports if held.report.outlet.value != UNKNOWN}
    return len(named), sum(1 for held in brief.reports if not held.report.outlet.known)


def known_origins(brief: Brief) -> int:
    """Origins that pages show: what the case rests on at least."""
    return sum(1 for origin in brief.ledger.origins if origin.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Origins of one report whose way into the record no page shows: who spoke, and how many statements."""

    report: str
    speakers: tuple[str, ...]
    unnamed: tuple[str, ...]
    statements: int
    origins: tuple[str, ...]


def known_origins_first(brief: Brief) -> tuple[Origin, ...]:
    """Origins with an occasion that a page shows, those that most reports carry first."""
    shown = [one for one in brief.ledger.origins if one.known]
    return tuple(sorted(shown, key=lambda one: (-len(one.reports), -len(one.statements), one.what, one.id)))


def fold_origins(brief: Brief, index: BriefIndex) -> tuple[OriginGroup, ...]:
    """The other origins, folded by report: their count widens "at most" only, and each alone tells a reader
    nothing."""
    held: dict[str, list[Origin]] = defaultdict(list)
    for one in brief.ledger.origins:
        if not one.known and one.reports:
            held[one.reports[0]].append(one)
    return tuple(
        OriginGroup(
            report=shown.report.id,
            speakers=_all_speakers(held[shown.report.id], index, named=True),
            unnamed=_all_speakers(held[shown.report.id], index, named=False),
            statements=sum(len(one.statements) for one in held[shown.report.id]),
            origins=tuple(one.id for one in held[shown.report.id]),
        )
        for shown in brief.reports
        if shown.report.id in held
    )


def _all_speakers(origins: list[Origin], index: BriefIndex, *, named: bool) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in origins for name in _speakers(one, index, named=named)))


def _speakers(origin: Origin, index: BriefIndex, *, named: bool) -> tuple[str, ...]:
    found = (index.entities[id_] for id_ in origin.speakers if id_ in index.entities)
    return tuple(one.name for one in found if one.named is named)
