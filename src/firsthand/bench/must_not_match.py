"""Rows that a brief must not say. A brief that says nothing at all holds none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from firsthand.bench.across_match import Asked, origins_of
from firsthand.bench.answer_key import MustNotRow
from firsthand.bench.brief_view import quotes
from firsthand.bench.name_match import holds, touches
from firsthand.bench.report_match import counts, given_by, same_amount, same_datum, shown_giver, times_at
from firsthand.bench.statement_match import content_holds, shown_speakers, spoken_by
from firsthand.bench.verdicts import Verdict, decide, short
from firsthand.bench.when_match import same_days
from firsthand.reading.records import Statement


def match_must_not(row: MustNotRow, asked: Asked, *, files: tuple[str, ...]) -> Verdict:
    """Held when the brief has read what the row is about, and does not say it."""
    misses = list(_unread(row, asked, files)) or [f"it says so: {what}" for what in _SAYS[row.says](row, asked)]
    return decide(row=row.name, group="must_not", misses=misses[:1])


def _unread(row: MustNotRow, asked: Asked, files: tuple[str, ...]) -> Iterator[str]:
    """Why the brief's silence would mean nothing: no text, no finding of the kind, or no statement for a member."""
    brief, view = asked.view.brief, asked.view
    for file in (row.file,) if row.file else files:
        shown = view.report(file)
        if shown is None or not shown.text.strip():
            yield f"the brief has no text for {file}"
    found = {"statement": brief.statements, "figure": brief.figures, "place": brief.mentions, "event": brief.events}
    if row.says in found and not found[row.says]:
        yield f"the brief has no {row.says} at all"
    if row.says == "time" and not times_at(row.file, row.text, row.occurrence, view):
        yield "no time was found there"
    for member in (*row.members, *row.of):
        if not asked.statements(member):
            yield f"the brief has no statement for {member}"
    if row.says == "origin" and not all(origins_of(asked.statements(member), asked) for member in row.of):
        yield "the brief has no origin for a member"
    if row.says == "entity" and not all(any(one.speakers for one in asked.statements(m)) for m in row.members):
        yield "the brief has no speaker for a member"


def _says_statement(row: MustNotRow, asked: Asked) -> Iterator[str]:
    for found in asked.view.brief.statements:
        if row.file and found.report != asked.view.report_id(row.file):
            continue
        if row.speaker_is and not _attributed(found, row.speaker_is, asked):
            continue
        if not _is_so(found, row):
            continue
        if content_holds(found, row.holds):
            yield f"{shown_speakers(found, asked.view)}: {short(quotes(found.content))!r}"


def _is_so(found: Statement, row: MustNotRow) -> bool:
    """Whether every given key of what a statement is has the row's value."""
    asked = ((row.act, found.act), (row.polarity, found.polarity), (row.modality, found.modality))
    same = all(value == key for key, value in (*asked, (row.mode, found.mode)) if key)
    return same and (not row.when or same_days(found.said_at, row.when))


def _attributed(found: Statement, speaker: str, asked: Asked) -> bool:
    """As a speaker alone or with others, or as the first hop of the chain."""
    if spoken_by(found, speaker, asked.view) or asked.view.any_called(found.speakers, speaker):
        return True
    return bool(found.chain and found.chain[0].referent and asked.view.called(found.chain[0].referent, speaker))


def _says_report(row: MustNotRow, asked: Asked) -> Iterator[str]:
    shown = asked.view.report(row.file)
    if shown is None:
        return
    report = shown.report
    said = [
        same_days(report.published.when, row.published) if row.published else None,
        same_datum(report.agency, row.agency) if row.agency else None,
        same_datum(report.outlet, row.outlet) if row.outlet else None,
        any(same_datum(datum, row.byline) for datum in report.bylines) if row.byline else None,
    ]
    if all(one is not False for one in said):
        yield f"{row.file}: {report.published.when.value}, {report.outlet.value}, {report.agency.value}"


def _says_place(row: MustNotRow, asked: Asked) -> Iterator[str]:
    brief = asked.view.brief
    yield from (mention.evidence.quote for mention in brief.mentions if holds(mention.evidence.quote, row.text))
    for shown in brief.reports:
        for datum in (shown.report.dateline_place, shown.report.outlet):
            if datum.known and touches(datum.value, row.text):
                yield datum.value
    lines = (*brief.synopsis, *brief.takeaways, *brief.changed_last, *brief.timeline)
    yield from (line.text for line in lines if holds(line.text, row.text))


def _says_time(row: MustNotRow, asked: Asked) -> Iterator[str]:
    for time in times_at(row.file, row.text, row.occurrence, asked.view):
        if same_days(time.when, row.value):
            yield f"{time.evidence.quote!r} is {time.when.value}"


def _says_event(row: MustNotRow, asked: Asked) -> Iterator[str]:
    for event in asked.view.brief.events:
        if row.file and event.report != asked.view.report_id(row.file):
            continue
        if same_days(event.when, row.when) and all(holds(event.evidence.quote, words) for words in row.holds):
            yield f"{short(event.evidence.quote)!r} is {event.when.value}"


def _says_figure(row: MustNotRow, asked: Asked) -> Iterator[str]:
    for figure in asked.view.brief.figures:
        if row.file and figure.report != asked.view.report_id(row.file):
            continue
        if row.amount is not None and not same_amount(figure, row.amount):
            continue
        if row.giver and not given_by(figure, row.giver, asked.view):
            continue
        if counts(figure, row.counted_holds) and (not row.unit or row.unit == figure.amount.unit):
            yield f"{figure.evidence.quote!r} by {shown_giver(figure, asked.view)}"


def _says_origin(row: MustNotRow, asked: Asked) -> Iterator[str]:
    known = {
        origin.id: origin for member in row.of for origin in origins_of(asked.statements(member), asked) if origin.known
    }
    if row.origins is not None and (len(known) == 1 if row.origins == 1 else len(known) >= row.origins):
        yield f"{len(known)} origins: {[origin.what for origin in known.values()]}"


def _says_entity(row: MustNotRow, asked: Asked) -> Iterator[str]:
    each = [
        frozenset(one for found in asked.statements(member) for one in asked.view.speaker_entities(found))
        for member in row.members
    ]
    if each and frozenset.intersection(*each):
        yield "the speakers are one entity"


def _says_contradiction(row: MustNotRow, asked: Asked) -> Iterator[str]:
    for one in asked.view.brief.ledger.disagreements:
        if not one.reconciliation and all(asked.cited(member, one.members, one.passages) for member in row.members):
            yield f"{one.kind}: {short(one.about)}"


_SAYS: dict[str, Callable[[MustNotRow, Asked], Iterator[str]]] = {
    "statement": _says_statement,
    "report": _says_report,
    "place": _says_place,
    "time": _says_time,
    "event": _says_event,
    "figure": _says_figure,
    "origin": _says_origin,
    "entity": _says_entity,
    "contradiction": _says_contradiction,
}
