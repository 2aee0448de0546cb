"""How reports hang on each other: copies, credits, relays, one occasion, one document."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from firsthand.article.records import Report
from firsthand.evidence import Evidence, Reason, make_id
from firsthand.reading.records import HopKind, Reading, Setting, Statement
from firsthand.story.copies import find_copies
from firsthand.story.outlets import fold_outlet, is_own_outlet
from firsthand.story.records import Dependence, DependenceKind

_Outlets = dict[str, list[Report]]
"""The reports of each outlet, in the order of the readings."""

_KINDS = {
    HopKind.CREDITED: DependenceKind.CREDIT,
    HopKind.RELAYED: DependenceKind.RELAY,
    HopKind.HEARD: DependenceKind.RELAY,
}


def find_dependences(readings: tuple[Reading, ...]) -> tuple[Dependence, ...]:
    """Everything on which a report visibly hangs, in the order of the reports: copies, credited agencies, relayed
    outlets and interviews, and other reports of the same interview, hearing or document. `other` is filled where the
    outlet's own report is among the readings.
    """
    outlets: _Outlets = defaultdict(list)
    for reading in readings:
        if reading.report.outlet.known:
            outlets[fold_outlet(reading.report.outlet.value)].append(reading.report)
    found: dict[str, Dependence] = {copy.id: copy for copy in find_copies(readings)}
    for reading in readings:
        for hang in (
            *_find_credits(reading, outlets),
            *_find_relays(reading, outlets),
            *_find_interviews(reading, outlets),
        ):
            found.setdefault(hang.id, hang)
    for hang in _find_same_occasions(readings):
        found.setdefault(hang.id, hang)
    order = {reading.report.id: at for at, reading in enumerate(readings)}
    return tuple(
        sorted(found.values(), key=lambda hang: (order[hang.report], hang.kind, order.get(hang.other, -1), hang.name))
    )


def _find_credits(reading: Reading, outlets: _Outlets) -> list[Dependence]:
    agency = reading.report.agency
    if not agency.known:
        return []
    hang = _make(reading, agency.value, DependenceKind.CREDIT, outlets, agency.evidence, "story.agency-credit")
    return [hang] if hang else []


def _find_relays(reading: Reading, outlets: _Outlets) -> list[Dependence]:
    found = [
        _make(
            reading,
            relay.name,
            _KINDS.get(relay.kind, DependenceKind.RELAY),
            outlets,
            (relay.evidence,),
            "story.relay-words",
        )
        for relay in reading.relays
    ]
    return [hang for hang in found if hang]


def _find_interviews(reading: Reading, outlets: _Outlets) -> list[Dependence]:
    found = []
    for statement in reading.statements:
        occasion = statement.occasion
        if occasion.setting is Setting.INTERVIEW and occasion.with_whom and occasion.evidence:
            found.append(
                _make(
                    reading,
                    occasion.with_whom,
                    DependenceKind.RELAY,
                    outlets,
                    occasion.evidence[:1],
                    "story.interview-relayed",
                )
            )
    return [hang for hang in found if hang]


def _make(
    reading: Reading, name: str, kind: DependenceKind, outlets: _Outlets, words: tuple[Evidence, ...], rule: str
) -> Dependence | None:
    if is_own_outlet(name, reading.report):
        return None
    other = next((one.id for one in outlets.get(fold_outlet(name), ()) if not _is_later(one, reading.report)), "")
    return Dependence(
        id=make_id("dp", kind, reading.report.id, other or fold_outlet(name)),
        report=reading.report.id,
        other="" if other == reading.report.id else other,
        name=name,
        kind=kind,
        directed=True,
        evidence=words,
        because=(Reason(rule=rule, words=words),),
    )


def _is_later(one: Report, than: Report) -> bool:
    """Whether a report surely came out after another: nothing is taken from what was not there yet.

    A day is let pass: zones, and clocks of pages, differ by that much.
    """
    first, last = one.published.when.first_day, than.published.when.last_day
    return first is not None and last is not None and first > last + timedelta(days=1)


def _find_same_occasions(readings: tuple[Reading, ...]) -> list[Dependence]:
    """Reports that tell of the same speaker's interview with one outlet, or of one named document: each hangs beside
    the first."""
    holders: dict[tuple[str, ...], list[tuple[Reading, Statement]]] = defaultdict(list)
    for reading in readings:
        names = {referent.id: referent.name for referent in reading.referents}
        for statement in reading.statements:
            for key in _occasion_keys(statement, names, reading):
                holders[key].append((reading, statement))
    found = []
    for key, told in holders.items():
        first, first_statement = told[0]
        for reading, statement in told[1:]:
            if reading is not first:
                found.append(_beside(key, (first, first_statement), (reading, statement)))
    return found


def _occasion_keys(statement: Statement, names: dict[str, str], reading: Reading) -> list[tuple[str, ...]]:
    occasion = statement.occasion
    if occasion.setting is Setting.INTERVIEW and occasion.with_whom:
        outlet = (
            reading.report.outlet.value if is_own_outlet(occasion.with_whom, reading.report) else occasion.with_whom
        )
        return [
            ("interview", fold_outlet(names[who]).split()[-1], fold_outlet(outlet))
            for who in statement.speakers
            if names.get(who)
        ]
    if occasion.setting is Setting.DOCUMENT and occasion.on_what:
        return [("document", fold_outlet(occasion.on_what))]
    return []


def _beside(key: tuple[str, ...], first: tuple[Reading, Statement], second: tuple[Reading, Statement]) -> Dependence:
    kind = DependenceKind.SAME_DOCUMENT if key[0] == "document" else DependenceKind.SAME_OCCASION
    words = (*first[1].occasion.evidence[:1], *second[1].occasion.evidence[:1])
    return Dependence(
        id=make_id("dp", kind, second[0].report.id, first[0].report.id),
        report=second[0].report.id,
        other=first[0].report.id,
        name=first[1].occasion.with_whom or first[1].occasion.on_what,
        kind=kind,
        directed=False,
        evidence=words,
        because=(Reason(rule="story.same-occasion", words=words, note=" ".join(key)),),
    )
