"""Rows about statements: one statement whose content, source and every other given key match."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from firsthand.bench.answer_key import StatementRow
from firsthand.bench.brief_view import BriefView, any_touches, quotes
from firsthand.bench.name_match import holds, same_outlet, touches
from firsthand.bench.report_match import NO_REPORT
from firsthand.bench.verdicts import Verdict, decide, short
from firsthand.bench.when_match import same_days
from firsthand.evidence import UNKNOWN
from firsthand.reading.records import Hop, HopKind, Naming, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """Which statements hold each row whole, and which its words and source. Filled while rows are matched."""

    full: dict[str, tuple[Statement, ...]] = field(default_factory=dict)
    loose: dict[str, tuple[Statement, ...]] = field(default_factory=dict)

    def meant(self, row: str) -> tuple[Statement, ...]:
        """The statements that hold the row, or else those that hold its words and source."""
        return self.full.get(row) or self.loose.get(row, ())


def match_statements(rows: tuple[StatementRow, ...], view: BriefView) -> tuple[tuple[Verdict, ...], Matched]:
    """A verdict for each row, in order, and which statements the rows mean."""
    matched = Matched()
    verdicts: dict[str, Verdict] = {}
    for row in _by_need(rows):
        verdicts[row.id] = _match(row, view, matched)
    return tuple(verdicts[row.id] for row in rows), matched


def _by_need(rows: tuple[StatementRow, ...]) -> tuple[StatementRow, ...]:
    """The rows, each after those that it names."""
    by_id, placed = {row.id: row for row in rows}, dict[str, StatementRow]()

    def place(row: StatementRow, above: tuple[str, ...]) -> None:
        for other in (row.inside, row.same_speaker_as):
            if other and other not in placed and other not in above:
                place(by_id[other], (*above, row.id))
        placed.setdefault(row.id, row)

    for row in rows:
        place(row, ())
    return tuple(placed.values())


def _match(row: StatementRow, view: BriefView, matched: Matched) -> Verdict:
    if view.report(row.file) is None:
        return decide(row=row.name, group="statement", misses=[NO_REPORT])
    holding = [found for found in view.statements_in(row.file) if content_holds(found, row.holds)]
    sourced = [found for found in holding if source_holds(found, row.source_printed)]
    if not row.holds:
        sourced = [found for found in sourced if not row.act or found.act == row.act]
    missed = [(list(miss_keys(row, found, view, matched)), found) for found in sourced]
    matched.loose[row.id] = tuple(sourced)
    matched.full[row.id] = tuple(found for misses, found in missed if not misses)
    if missed:
        return decide(row=row.name, group="statement", misses=min(missed, key=lambda one: len(one[0]))[0])
    return decide(row=row.name, group="statement", misses=[_nearest(row, holding, view)])


def _nearest(row: StatementRow, holding: list[Statement], view: BriefView) -> str:
    if not row.holds:
        return "no statement has this source and act"
    if holding:
        return f"its source is {[short(quotes(found.source), 40) or '(none)' for found in holding]}"
    part = [found for found in view.statements_in(row.file) if any(content_holds(found, (one,)) for one in row.holds)]
    if part:
        return f"only part of it is held: {short(quotes(part[0].content))!r}"
    return "no statement holds these words"


def content_holds(found: Statement, words: tuple[str, ...]) -> bool:
    """Whether each of `words` stands in a piece of the content, or in the pieces joined."""
    whole = quotes(found.content)
    return all(holds(whole, one) for one in words)


def source_holds(found: Statement, printed: str) -> bool:
    """Whether the source passage contains, or is contained in, the printed words; always where the key gives none."""
    return not printed or any_touches(found.source, printed)


def miss_keys(row: StatementRow, found: Statement, view: BriefView, matched: Matched) -> Iterator[str]:
    """What of the row's other keys `found` does not meet, in words."""
    for key, wanted, value in (
        ("mode", row.mode, found.mode),
        ("act", row.act, found.act),
        ("polarity", row.polarity, found.polarity),
        ("modality", row.modality, found.modality),
        ("setting", row.setting, found.occasion.setting),
        ("turn", row.turn, found.turn),
    ):
        if wanted and wanted != value:
            yield f"{key} is {value}"
    if row.with_whom and not same_outlet(found.occasion.with_whom, row.with_whom):
        yield f"with is {found.occasion.with_whom!r}"
    if row.on and not same_outlet(found.occasion.on_what, row.on):
        yield f"on is {found.occasion.on_what!r}"
    if row.when and not same_days(found.said_at, row.when):
        yield f"when is {found.said_at.value}"
    if not all(holds(quotes(found.occasion.asked), words) for words in row.asked_holds):
        yield f"asked is {short(quotes(found.occasion.asked))!r}"
    yield from _miss_people(row, found, view, matched)
    if row.chain and not chain_holds(row, found, view):
        yield f"chain is {[hop.name for hop in found.chain]}"


def _miss_people(row: StatementRow, found: Statement, view: BriefView, matched: Matched) -> Iterator[str]:
    if row.speaker_is and not spoken_by(found, row.speaker_is, view):
        yield f"speaker is {shown_speakers(found, view)}"
    if row.audience and not _heard_by(found, row.audience, view):
        yield f"audience is {quotes(found.audience)!r}"
    if row.inside and found.inside not in {outer.id for outer in matched.meant(row.inside)}:
        yield f"it is inside {_shown_outer(found, view)}"
    if row.reported_by and not _reported_by(found, row.reported_by, view):
        yield f"it is not reported by {row.reported_by}; it is inside {_shown_outer(found, view)}"
    if row.same_speaker_as and not _share_speaker(found, matched.meant(row.same_speaker_as), view):
        yield f"the speaker is not that of {row.same_speaker_as}"


def spoken_by(found: Statement, speaker: str, view: BriefView) -> bool:
    """Whether the brief says that `speaker`, and nobody else, said it; "unnamed" and "unknown" are answers too."""
    if speaker == UNKNOWN:
        return found.naming == Naming.UNKNOWN
    if speaker == "unnamed":
        return found.naming == Naming.UNNAMED and not any(view.is_named(one) for one in found.speakers)
    named = found.naming == Naming.NAMED and bool(found.speakers)
    return named and all(view.called(one, speaker) for one in found.speakers)


def shown_speakers(found: Statement, view: BriefView) -> str:
    names = [(view.names(one) or ("?",))[0] for one in found.speakers]
    return f"{', '.join(names) or '-'} ({found.naming})"


def _heard_by(found: Statement, audience: str, view: BriefView) -> bool:
    if view.any_called(found.audience_is, audience):
        return True
    return any(touches(piece.quote, audience) and len(piece.quote) >= len(audience) for piece in found.audience)


def _reported_by(found: Statement, name: str, view: BriefView) -> bool:
    outer = view.statements.get(found.inside)
    if outer and view.any_called(outer.speakers, name):
        return True
    return any(hop.kind is HopKind.RETOLD and _same_hop(hop, name, view) for hop in found.chain[1:])


def _shown_outer(found: Statement, view: BriefView) -> str:
    outer = view.statements.get(found.inside)
    return repr(short(quotes(outer.content), 40)) if outer else "nothing"


def _share_speaker(found: Statement, others: tuple[Statement, ...], view: BriefView) -> bool:
    mine = view.speaker_entities(found)
    return bool(mine) and any(mine & view.speaker_entities(other) for other in others)


def chain_holds(row: StatementRow, found: Statement, view: BriefView) -> bool:
    """Whether the hops are the row's, in order, from the first speaker to "page"."""
    if len(row.chain) != len(found.chain):
        return False
    first = row.chain[0] == row.source_printed and found.chain[0].kind is HopKind.SPEAKER
    pairs = zip(row.chain, found.chain, strict=True)
    return all((at == 0 and first) or _same_hop(hop, name, view) for at, (name, hop) in enumerate(pairs))


def _same_hop(hop: Hop, name: str, view: BriefView) -> bool:
    if "page" in (name, hop.name) or hop.kind is HopKind.PAGE:
        return name == "page" and hop.kind is HopKind.PAGE
    if UNKNOWN in (name, hop.name):
        return name == hop.name
    return same_outlet(hop.name, name) or bool(hop.referent and view.called(hop.referent, name))
