"""The made-up cases of `tests/cases/ledger.toml`: small plain reports in, and what holds across them out."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from spacy.language import Language

from firsthand.article.metadata import read_report
from firsthand.article.plain import read_plain
from firsthand.article.records import Metadatum, Published
from firsthand.capture.records import Blob, Capture, Media
from firsthand.evidence import Evidence, Span
from firsthand.ledger import build_ledger
from firsthand.ledger.records import Claim, Disagreement, Ledger, WordingKind
from firsthand.reading.parse import load_model
from firsthand.reading.read import date_reading, read_undated
from firsthand.reading.records import Reading, Statement
from firsthand.story import find_dependences, group_stories
from firsthand.story.records import Story
from firsthand.when import day
from marks import CASES, compile_marks


@dataclass(frozen=True)
class Place:
    """Words of a report: what a member of a row points at."""

    report: str
    span: Span

    def met_by(self, passage: Evidence) -> bool:
        return passage.report == self.report and passage.block is not None and passage.span.overlaps(self.span)


@dataclass(frozen=True)
class Told:
    """The reports of one case, read and compared."""

    readings: tuple[Reading, ...]
    ledger: Ledger
    places: dict[str, Place]

    def place(self, member: Any) -> Place:
        if isinstance(member, str):
            return self.places[member]
        reading = next(one for one in self.readings if one.report.name == member["file"])
        start = reading.article.text.index(member["holds"])
        return Place(report=reading.report.id, span=Span(start=start, end=start + len(member["holds"])))

    def statements(self, member: Any) -> list[Statement]:
        """The statements that have words of the member for content: the best fitting ones first, nested ones last."""
        place = self.place(member)
        found = [
            one
            for reading in self.readings
            for one in reading.statements
            if any(place.met_by(part) for part in one.content)
        ]
        return [one for one in found if one.inside not in {each.id for each in found}]

    def findings(self, member: Any) -> set[str]:
        place = self.place(member)
        inner = {
            one.id
            for reading in self.readings
            for one in reading.statements
            if any(place.met_by(part) for part in one.content)
        }
        narrated = {one.id for reading in self.readings for one in reading.narrations if place.met_by(one.evidence)}
        figures = {one.id for reading in self.readings for one in reading.figures if place.met_by(one.evidence)}
        return inner | narrated | figures

    def entities(self, member: Any) -> set[str]:
        speakers = {who for one in self.statements(member) for who in one.speakers}
        return {entity.id for entity in self.ledger.entities if speakers & set(entity.referents)}

    def cites(self, record: Any, members: list[Any]) -> bool:
        """Whether a record holds every member, by its finding or by a passage."""
        return all(
            self.findings(member) & set(record.members)
            or any(self.place(member).met_by(one) for one in record.passages)
            for member in members
        )


@pytest.fixture(scope="module")
def model() -> Language:
    return load_model()


def tell(case: dict[str, Any], model: Language, *, one_story: bool = False) -> Told:
    """The case read and compared; `one_story` where two short reports are taken for one story, as longer ones would."""
    readings: list[Reading] = []
    places: dict[str, Place] = {}
    for row in case["report"]:
        paragraphs, marks = compile_marks(row["text"])
        reading = read(row, "\n\n".join(paragraphs) + "\n", model)
        readings.append(reading)
        joined = "\n".join(paragraphs)
        for mark in marks:
            words = joined[mark.span.start : mark.span.end]
            start = reading.article.text.rindex(words) if joined.count(words) > 1 else reading.article.text.index(words)
            places[mark.id] = Place(report=reading.report.id, span=Span(start=start, end=start + len(words)))
    ordered = tuple(
        sorted(readings, key=lambda one: (one.report.published.when.first_day or date.max, one.report.sha256))
    )
    together = (Story(id="sy-1", reports=tuple(one.report.id for one in ordered)),)
    ledger = build_ledger(ordered, together if one_story else group_stories(ordered), find_dependences(ordered))
    return Told(readings=ordered, ledger=ledger, places=places)


def read(row: dict[str, Any], text: str, model: Language) -> Reading:
    digest = hashlib.sha256(f"{row['outlet']} {text}".encode()).hexdigest()
    capture = Capture(
        id=f"cap-{digest[:10]}",
        report=f"rp-{digest[:10]}",
        blob=Blob(sha256=digest, size=len(text)),
        name=row["file"],
        media=Media.PLAIN,
        encoding="utf-8",
        text=text,
        url="unknown",
        captured_at="unknown",
    )
    extract = read_plain(capture)
    published = day(date.fromisoformat(row["published"]))
    report, _ = read_report(capture, extract, as_of=published)
    report = replace(
        report, outlet=Metadatum(value=row["outlet"]), published=Published(when=published, basis=("given",))
    )
    return date_reading(read_undated(extract.article, report, model), report.published)


# ------------------------------------------------------------------ rows


def miss_origin(row: dict[str, Any], told: Told) -> Iterator[str]:
    value = row["value"]
    if "at_least" in value:
        claims = [claim for claim in told.ledger.claims if holds_all(claim, row["members"], told)]
        bounds = [(claim.origins_at_least, claim.origins_at_most, len(claim.reports)) for claim in claims]
        if (value["at_least"], value["at_most"], value["reports"]) not in bounds:
            yield f"origins at least, at most, reports: {bounds}"
        return
    ids = {one.id for member in row["members"] for one in told.statements(member)}
    origins = [origin for origin in told.ledger.origins if ids & set(origin.statements)]
    reports = {report for origin in origins for report in origin.reports}
    if (len(origins), len(reports)) != (value["origins"], value["reports"]):
        yield f"{len(origins)} origins in {len(reports)} reports: {[origin.what for origin in origins]}"
    speakers = {who for origin in origins for who in origin.speakers}
    if "speakers" in value and len(speakers) != value["speakers"]:
        yield f"{len(speakers)} speakers"


def holds_all(claim: Claim, members: list[Any], told: Told) -> bool:
    held = {member.finding for member in claim.members}
    return all(told.findings(member) & held for member in members)


def miss_entity(row: dict[str, Any], told: Told) -> Iterator[str]:
    shared = set.intersection(*(told.entities(member) for member in row["members"]))
    name = row["value"].rpartition(", ")[2]
    if not any(name in (entity.name, *entity.names) for entity in told.ledger.entities if entity.id in shared):
        yield f"no one entity {name}: {[told.entities(member) for member in row['members']]}"


def miss_wording(row: dict[str, Any], told: Told) -> Iterator[str]:
    kept = [
        one for one in told.ledger.wordings if one.kind is WordingKind.UTTERANCE and told.cites(one, row["members"])
    ]
    days = [one.said_at.value for one in kept]
    if not kept or not any(each in row["value"] for each in days):
        yield f"wordings of {days}"


def miss_agreement(row: dict[str, Any], told: Told) -> Iterator[str]:
    if not any(told.cites(one, row["members"]) for one in told.ledger.agreements):
        yield f"agreements: {[(one.value, [each.quote for each in one.passages]) for one in told.ledger.agreements]}"


def miss_disagreement(row: dict[str, Any], told: Told) -> Iterator[str]:
    kept: list[Disagreement] = [one for one in told.ledger.disagreements if told.cites(one, row["members"])]
    if not kept:
        yield f"disagreements: {[(one.kind, one.values) for one in told.ledger.disagreements]}"
    elif "reconcilable" in row["value"] and not any(one.reconciliation for one in kept):
        yield "no reconciliation"


def miss_open(row: dict[str, Any], told: Told) -> Iterator[str]:
    passages = [one.passage for one in told.ledger.open_questions]
    if not all(any(told.place(member).met_by(passage) for passage in passages) for member in row["members"]):
        yield f"open: {[passage.quote for passage in passages]}"


MISSES = {
    "origin": miss_origin,
    "entity": miss_entity,
    "wording": miss_wording,
    "agreement": miss_agreement,
    "disagreement": miss_disagreement,
    "open": miss_open,
}


def says(row: dict[str, Any], told: Told) -> bool:
    """Whether the ledger says what it must not."""
    members = row.get("members") or row.get("of") or []
    kind = row["says"]
    if kind == "entity":
        return bool(set.intersection(*(told.entities(member) for member in members)))
    if kind == "origin":
        ids = {one.id for member in members for one in told.statements(member)}
        kept = [origin for origin in told.ledger.origins if ids & set(origin.statements)]
        if "speakers" in row:
            return len({who for origin in kept for who in origin.speakers}) == row["speakers"]
        return len(kept) == row["origins"]
    if kind == "statement":
        statements = [one for reading in told.readings for one in reading.statements]
        return any(
            all(hold in " ".join(part.quote for part in one.content) for hold in row["holds"])
            and any(
                row["speaker_is"] in entity.name.lower()
                for entity in told.ledger.entities
                if set(one.speakers) & set(entity.referents)
            )
            for one in statements
        )
    if kind == "open":
        return any(told.place(member).met_by(one.passage) for member in members for one in told.ledger.open_questions)
    records: tuple[Any, ...] = {
        "wording": told.ledger.wordings,
        "agreement": told.ledger.agreements,
        "disagreement": told.ledger.disagreements,
        "contradiction": told.ledger.disagreements,
    }[kind]
    return any(told.cites(one, members) for one in records if kind != "contradiction" or not one.reconciliation)


def load(name: str) -> list[Any]:
    tables = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            table,
            id=table["name"],
            marks=[pytest.mark.xfail(strict=True, reason=table["why"])] if table["expect"] == "fail" else [],
        )
        for table in tables
    ]


def miss_rows(case: dict[str, Any], told: Told) -> list[str]:
    misses = [f"{row['kind']}: {miss}" for row in case.get("across", ()) for miss in MISSES[row["kind"]](row, told)]
    return misses + [f"must not say: {row}" for row in case.get("must_not", ()) if says(row, told)]


@pytest.mark.parametrize("case", load("ledger.toml"))
def test_what_holds_across_reports(case: dict[str, Any], model: Language) -> None:
    assert miss_rows(case, tell(case, model)) == []


@pytest.mark.parametrize("case", load("disagreements.toml"))
def test_two_accounts_that_differ_or_only_seem_to(case: dict[str, Any], model: Language) -> None:
    assert miss_rows(case, tell(case, model, one_story=True)) == []
