"""A brief as an answer key asks it: by file name, with whom each referent means across the reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from firsthand.bench.name_match import fold, is_called, touches
from firsthand.brief.records import Brief, BriefReport
from firsthand.evidence import Evidence
from firsthand.ledger.records import Entity
from firsthand.reading.records import EntityKind, Referent, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A stretch of one report's text, half-open."""

    report: str
    start: int
    end: int

    def met_by(self, evidence: Evidence) -> bool:
        return (
            evidence.block is not None
            and evidence.report == self.report
            and evidence.start < self.end
            and self.start < evidence.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """The brief, and what is looked up in it again and again."""

    brief: Brief
    reports: dict[str, BriefReport]
    statements: dict[str, Statement]
    referents: dict[str, Referent]
    entities: dict[str, Entity]

    def report(self, file: str) -> BriefReport | None:
        return self.reports.get(file)

    def report_id(self, file: str) -> str:
        shown = self.reports.get(file)
        return shown.report.id if shown else ""

    def statements_in(self, file: str) -> tuple[Statement, ...]:
        report = self.report_id(file)
        return tuple(found for found in self.brief.statements if found.report == report) if report else ()

    def names(self, referent: str) -> tuple[str, ...]:
        """Every name of whom the referent means, in its report and across reports."""
        found, entity = self.referents.get(referent), self.entities.get(referent)
        own = (found.name, *found.aliases) if found else ()
        across = (entity.name, *entity.names) if entity else ()
        return tuple(dict.fromkeys(name for name in (*own, *across) if name))

    def called(self, referent: str, expected: str) -> bool:
        """Whether the referent is whom an answer key calls `expected`."""
        found, entity = self.referents.get(referent), self.entities.get(referent)
        kinds = {record.kind for record in (found, entity) if record}
        countries = [record.country for record in (entity, found) if record and record.country != "unknown"]
        return is_called(
            expected,
            names=self.names(referent),
            country=countries[0] if countries else "unknown",
            government=EntityKind.GOVERNMENT in kinds,
        )

    def any_called(self, referents: Iterable[str], expected: str) -> bool:
        return any(self.called(referent, expected) for referent in referents)

    def is_named(self, referent: str) -> bool:
        found, entity = self.referents.get(referent), self.entities.get(referent)
        return bool((found and found.named) or (entity and entity.named))

    def speaker_entities(self, statement: Statement) -> frozenset[str]:
        """Whom the speakers mean: entity ids, or the referent's own id where it is in no entity."""
        return frozenset(
            self.entities[speaker].id if speaker in self.entities else speaker for speaker in statement.speakers
        )

    def places(self, file: str, words: str) -> tuple[Place, ...]:
        """Everywhere that `words` stand in the clean text of `file`, whatever the quotes and blanks."""
        shown = self.report(file)
        if shown is None:
            return ()
        return tuple(
            Place(report=shown.report.id, start=start, end=end) for start, end in find_folded(shown.text, words)
        )


def make_view(brief: Brief) -> BriefView:
    """The brief, ready to be asked."""
    return BriefView(
        brief=brief,
        reports={PurePath(shown.report.name).name: shown for shown in brief.reports},
        statements={found.id: found for found in brief.statements},
        referents={found.id: found for found in brief.referents},
        entities={referent: entity for entity in brief.ledger.entities for referent in entity.referents},
    )


def find_folded(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text` as whole words, compared with plain quotes and single blanks.

    >>> find_folded("the ship’s  log, the ship's log", "ship's log")
    [(4, 15), (21, 31)]
    """
    kept: list[int] = []
    plain: list[str] = []
    for at, char in enumerate(text):
        folded = fold(char) or " "
        if folded == " " and plain and plain[-1] == " ":
            continue
        plain.append(folded[0])
        kept.append(at)
    joined, wanted = "".join(plain), fold(words)
    found, start = [], joined.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if _whole(joined, start, end):
            found.append((kept[start], kept[end - 1] + 1))
        start = joined.find(wanted, start + 1)
    return found


def _whole(text: str, start: int, end: int) -> bool:
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not before and not after


def quotes(evidence: Iterable[Evidence]) -> str:
    """The quotes, joined by a blank."""
    return " ".join(piece.quote for piece in evidence)


def any_touches(evidence: Iterable[Evidence], words: str) -> bool:
    """Whether a passage, or all of them together, contains `words` or is contained in them."""
    pieces = [piece.quote for piece in evidence]
    return any(touches(piece, words) for piece in pieces) or (len(pieces) > 1 and touches(" ".join(pieces), words))
