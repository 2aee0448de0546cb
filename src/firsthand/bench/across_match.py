"""Rows about several reports: whether the ledger keeps the fact, with every member cited together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from firsthand.bench.answer_key import AcrossRow, Member, OriginValue, StatementRow
from firsthand.bench.brief_view import BriefView, Place
from firsthand.bench.name_match import fold, holds, same_outlet
from firsthand.bench.statement_match import Matched
from firsthand.bench.verdicts import Verdict, decide, short
from firsthand.bench.when_match import same_days
from firsthand.evidence import Evidence
from firsthand.ledger.records import (
    Agreement,
    Correction,
    Disagreement,
    FigureSeries,
    Origin,
    SeriesRelation,
    Wording,
    WordingKind,
)
from firsthand.reading.records import Setting, Statement
from firsthand.story.records import DependenceKind

_ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_SETTINGS = {
    "interview": Setting.INTERVIEW,
    "briefing": Setting.BRIEFING,
    "conference": Setting.BRIEFING,
    "hearing": Setting.HEARING,
    "post": Setting.POST,
    "video": Setting.VIDEO,
    "document": Setting.DOCUMENT,
    "court": Setting.COURT,
}
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_DIFFERING = frozenset({SeriesRelation.DIFFER, SeriesRelation.GREW, SeriesRelation.FELL, SeriesRelation.CORRECTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an across row is decided by: the brief, and what the statement rows were held by."""

    view: BriefView
    matched: Matched
    rows: dict[str, StatementRow]

    def statements(self, member: Member) -> tuple[Statement, ...]:
        return self.matched.meant(member) if isinstance(member, str) else ()

    def cited(self, member: Member, ids: Iterable[str], passages: Iterable[Evidence]) -> bool:
        """Whether a record with these members and passages cites the member."""
        own, given = set(ids), tuple(passages)
        if not isinstance(member, str):
            spans = self.view.places(member.file, member.holds)
            return any(place.met_by(passage) for place in spans for passage in self._all_passages(own, given))
        for found in self.statements(member):
            places = [Place(report=one.report, start=one.start, end=one.end) for one in _own_passages(found)]
            if found.id in own or any(place.met_by(passage) for place in places for passage in given):
                return True
        return False

    def _all_passages(self, ids: set[str], passages: tuple[Evidence, ...]) -> Iterator[Evidence]:
        yield from passages
        for statement in (self.view.statements[one] for one in ids if one in self.view.statements):
            yield from _own_passages(statement)
        yield from (figure.evidence for figure in self.view.brief.figures if figure.id in ids)
        yield from (event.evidence for event in self.view.brief.events if event.id in ids)
        yield from (narration.evidence for narration in self.view.brief.narrations if narration.id in ids)

    def miss_members(self, row: AcrossRow) -> Iterator[str]:
        """Members that the brief has no words for: nothing can be said of them together."""
        for member in row.members:
            if isinstance(member, str) and not self.statements(member):
                yield f"no statement for {member}"
            if not isinstance(member, str) and not self.view.places(member.file, member.holds):
                yield f"{member.file} has no words {short(member.holds, 40)!r}"


def _own_passages(found: Statement) -> tuple[Evidence, ...]:
    return (*found.source, *found.cue, *found.content, *found.occasion.evidence)


def match_across(row: AcrossRow, asked: Asked) -> Verdict:
    """Whether the brief keeps the fact of the row where its kind says, with all members cited together."""
    missing = list(asked.miss_members(row))
    misses = missing or list(_RULES[row.kind](row, asked))
    return decide(row=row.name, group="across", misses=misses, kind=row.kind)


def _miss_entity(row: AcrossRow, asked: Asked) -> Iterator[str]:
    shared: frozenset[str] | None = None
    for member in row.members:
        here = frozenset(one for found in asked.statements(member) for one in asked.view.speaker_entities(found))
        shared = here if shared is None else shared & here
    if not shared:
        yield "the speakers are not one entity"
        return
    name = row.value.rpartition(", ")[2] if isinstance(row.value, str) else ""
    speakers = [one for member in row.members for found in asked.statements(member) for one in found.speakers]
    if name and not asked.view.any_called(speakers, name):
        yield f"the entity is not {name}"


def origins_of(statements: Iterable[Statement], asked: Asked) -> tuple[Origin, ...]:
    """The origins that any of the statements is kept under."""
    ids = {found.id for found in statements}
    return tuple(origin for origin in asked.view.brief.ledger.origins if ids & set(origin.statements))


def _miss_origin(row: AcrossRow, asked: Asked) -> Iterator[str]:
    value = row.value
    if not isinstance(value, OriginValue):
        yield "the row gives no number of origins"
        return
    each = {str(member): origins_of(asked.statements(member), asked) for member in row.members}
    if none := [member for member, origins in each.items() if not origins]:
        yield f"no origin for {', '.join(none)}"
        return
    counted = {origin.id: origin for origins in each.values() for origin in origins}
    if len(counted) != value.origins:
        yield f"{len(counted)} origins: {[short(origin.what, 40) for origin in counted.values()]}"
        return
    reports = {report for origin in counted.values() for report in origin.reports}
    if value.reports is not None and len(reports) != value.reports:
        yield f"{len(reports)} reports"
    if value.what and not any(_same_what(origin, value.what, asked.view) for origin in counted.values()):
        yield f"the origin is {[origin.what for origin in counted.values()]}"


def _same_what(origin: Origin, what: str, view: BriefView) -> bool:
    """The setting that the words name, their names and their day are those of the origin."""
    settings = {setting for word, setting in _SETTINGS.items() if word in what.split(",")[0].split()}
    known = [origin.heard_by, origin.what, *_entity_names(origin, view)]
    names = re.findall(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*", what.split(",")[0])
    day = _ISO_DAY.search(what)
    return (
        (not settings or origin.setting in settings)
        and all(any(same_outlet(one, name) or name in fold(one) for one in known if one) for name in names)
        and (day is None or same_days(origin.on, day[0]))
    )


def _entity_names(origin: Origin, view: BriefView) -> list[str]:
    return [name for entity in view.brief.ledger.entities if entity.id in origin.speakers for name in entity.names]


def _miss_wording(row: AcrossRow, asked: Asked) -> Iterator[str]:
    ids = {member: {found.id for found in asked.statements(member)} for member in row.members}
    pairs = [
        (wording, {member for member, own in ids.items() if own & set(wording.members)})
        for wording in asked.view.brief.ledger.wordings
    ]
    used = [(wording, met) for wording, met in pairs if len(met) > 1]
    if not _connected(set(row.members), [met for _, met in used]):
        yield "the prints are not kept as wordings of one"
        return
    if isinstance(row.value, str):
        misses = [list(_miss_wording_value(row.value, wording)) for wording, _ in used]
        yield from min(misses, key=len)


def _connected(members: set[Member], groups: list[set[Member]]) -> bool:
    reached: set[Member] = set(groups[0]) if groups else set()
    for _ in groups:
        for group in groups:
            if reached & group:
                reached |= group
    return members <= reached


def _miss_wording_value(value: str, wording: Wording) -> Iterator[str]:
    if value.startswith("one utterance") and wording.kind is not WordingKind.UTTERANCE:
        yield f"kept as {wording.kind}"
    if "strengths" in value and wording.kind is not WordingKind.STRENGTH:
        yield f"kept as {wording.kind}"
    for word, setting in _SETTINGS.items():
        if f"one {word}" in value and wording.setting is not setting:
            yield f"setting is {wording.setting}"
    day = _ISO_DAY.search(value)
    if day and not same_days(wording.said_at, day[0]):
        yield f"said at {wording.said_at.value}"


def _miss_agreement(row: AcrossRow, asked: Asked) -> Iterator[str]:
    kept = [
        agreement
        for agreement in asked.view.brief.ledger.agreements
        if all(asked.cited(member, agreement.members, agreement.passages) for member in row.members)
    ]
    series = [one for one in _series(row, asked) if one.relation is SeriesRelation.AGREE]
    if not kept and not series:
        yield "no agreement cites them together"
    elif isinstance(row.value, str) and kept and not any(_same_value(one, row.value) for one in kept):
        yield f"agree on {[one.value for one in kept]}"


def _same_value(agreement: Agreement, value: str) -> bool:
    """The value's first word (a day, a number in figures or words) is what the reports agree on."""
    first = value.replace(",", " ").split()[0] if value else ""
    said = fold(agreement.value).replace(",", "").split()
    return not first or first in said or (first in _NUMBERS and str(_NUMBERS.index(first)) in said)


def _series(row: AcrossRow, asked: Asked) -> list[FigureSeries]:
    return [
        one
        for one in asked.view.brief.ledger.series
        if all(asked.cited(member, one.figures, _figure_passages(one, asked.view)) for member in row.members)
    ]


def _figure_passages(series: FigureSeries, view: BriefView) -> tuple[Evidence, ...]:
    figures = [figure for figure in view.brief.figures if figure.id in series.figures]
    return tuple(passage for figure in figures for passage in (figure.evidence, *figure.counted))


def _miss_copy(row: AcrossRow, asked: Asked) -> Iterator[str]:
    """Each pair of the members' reports: a copy from one to the other, or two copies of one third report."""
    files = [member.file if not isinstance(member, str) else asked.rows[member].file for member in row.members]
    ids = [asked.view.report_id(file) for file in files]
    copies = [one for one in asked.view.brief.dependences if one.kind is DependenceKind.COPY]
    direct = [one for one in copies if {one.report, one.other} == set(ids)]
    third = [{one.other for one in copies if one.report == report and one.other} for report in ids]
    if not direct and not (len(third) == 2 and third[0] & third[1]):
        yield "no copy links them"
        return
    named = re.match(r"(\w+) is (\w+)'s copy", row.value) if isinstance(row.value, str) else None
    if named and direct:
        taker = next((report for file, report in zip(files, ids, strict=True) if file.startswith(named[1])), "")
        if not any(one.report == taker for one in direct):
            yield "the copy is kept the other way round"


def _miss_disagreement(row: AcrossRow, asked: Asked) -> Iterator[str]:
    kept = [
        one
        for one in asked.view.brief.ledger.disagreements
        if all(asked.cited(member, one.members, one.passages) for member in row.members)
    ]
    value = row.value if isinstance(row.value, str) else ""
    if kept:
        yield from min((list(_miss_difference(one, value)) for one in kept), key=len)
        return
    series = any(one.relation in _DIFFERING for one in _series(row, asked))
    if not series and not any(_corrects(one, row, asked) for one in asked.view.brief.ledger.corrections):
        yield "no disagreement cites them together"


def _miss_difference(kept: Disagreement, value: str) -> Iterator[str]:
    said = " ".join(kept.values)
    if missing := [day for day in _ISO_DAY.findall(value.partition(";")[0]) if day not in said]:
        yield f"values are {list(kept.values)}, without {missing}"
    if "reconcilable" in value and not kept.reconciliation:
        yield "no reconciliation"


def _corrects(correction: Correction, row: AcrossRow, asked: Asked) -> bool:
    """A correction's own passage is one member, and its words of then and now stand in the others."""
    told = f"{correction.passage.quote} {correction.was} {correction.now}"
    met = [asked.cited(member, (), (correction.passage,)) for member in row.members]
    return any(met) and all(
        here or (not isinstance(member, str) and holds(told, member.holds))
        for here, member in zip(met, row.members, strict=True)
    )


def _miss_open(row: AcrossRow, asked: Asked) -> Iterator[str]:
    for member in row.members:
        if not any(asked.cited(member, (), (one.passage,)) for one in asked.view.brief.ledger.open_questions):
            yield "no open question has this passage"


def _miss_unkept(row: AcrossRow, asked: Asked) -> Iterator[str]:
    yield f"this version keeps no record of kind {row.kind}"


_RULES: dict[str, Callable[[AcrossRow, Asked], Iterator[str]]] = {
    "entity": _miss_entity,
    "origin": _miss_origin,
    "wording": _miss_wording,
    "agreement": _miss_agreement,
    "copy": _miss_copy,
    "disagreement": _miss_disagreement,
    "open": _miss_open,
    "answer": _miss_unkept,
    "position": _miss_unkept,
}
