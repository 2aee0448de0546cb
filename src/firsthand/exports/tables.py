"""One row a statement, a figure, a claim: the tables that CSV and XLSX share. `docs/exports.md` says what a column
means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from firsthand.brief.phrasing import chain_in_words
from firsthand.brief.records import Brief, BriefReport
from firsthand.brief.view import figure_words, giver_name
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.exports.cells import Cell
from firsthand.exports.places import Lookup, distinct, look_up, main_passage, passage_link, report_url, standing_of
from firsthand.ledger.records import Claim, FigureSeries
from firsthand.reading.records import Figure, Setting, Statement
from firsthand.when import Modifier, When

Row = dict[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows in the order of the brief; every row has all columns, "" where one does not apply."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def _time_columns(name: str) -> tuple[str, ...]:
    return (name, *(f"{name}_{part}" for part in ("precision", "modifier", "zone", "zone_basis", "printed")))


_REPORT = (
    "report",
    "headline",
    "outlet",
    "agency",
    *_time_columns("published"),
    "published_basis",
    "file",
    "url",
)
_PLACE = ("quote", "block", "start", "end", "passages", "link", "article", "sha256", "checked")
STATEMENT_COLUMNS = (
    *("statement", "speaker", "naming", "role", "source", "cue", "act", "mode", "polarity", "modality", "content"),
    *("audience", "occasion", "with_whom", "on_what", "asked", "occasion_basis"),
    *_time_columns("said_at"),
    *("said_at_basis", "chain", "inside", "headline_or_lead", "seen_by", "sure"),
    *("claim", "origins_at_least", "origins_at_most"),
    *_REPORT,
    *_PLACE,
)
FIGURE_COLUMNS = (
    *("figure", "printed", "low", "high", "unit", "kind", "hedge", "counts", "giver", "giver_naming"),
    *_time_columns("as_of"),
    *("statement", "series", "series_counts", "series_relation"),
    *_REPORT,
    *_PLACE,
)
CLAIM_COLUMNS = (
    *("claim", "words", "stances", "members", "speakers", "first_speakers", "outlets", "reports"),
    *("origins_at_least", "origins_at_most", "origins"),
    *_REPORT,
    *_PLACE,
)


def tabulate_brief(brief: Brief) -> tuple[Table, ...]:
    """The three tables: statements, figures, claims."""
    at = look_up(brief)
    series = {figure: one for one in brief.ledger.series for figure in one.figures}
    return (
        _table("statements", STATEMENT_COLUMNS, (_statement(st, at) for st in brief.statements)),
        _table("figures", FIGURE_COLUMNS, (_figure(fg, series.get(fg.id), at) for fg in brief.figures)),
        _table("claims", CLAIM_COLUMNS, (_claim(claim, at) for claim in brief.ledger.claims)),
    )


def _table(name: str, columns: tuple[str, ...], rows: Iterator[Row]) -> Table:
    return Table(name=name, columns=columns, rows=tuple(tuple(row[column] for column in columns) for row in rows))


def _statement(st: Statement, at: Lookup) -> Row:
    claim = at.index.claim_of.get(st.id)
    return {
        "statement": st.id,
        "speaker": distinct(map(at.name_of, st.speakers)) or _words(st.source) or UNKNOWN,
        "naming": st.naming.value,
        "role": distinct(role for one in st.speakers if one in at.referents for role in at.referents[one].roles),
        "source": _words(st.source),
        "cue": _words(st.cue),
        "act": st.act.value,
        "mode": st.mode.value,
        "polarity": st.polarity.value,
        "modality": st.modality.value,
        "content": _words(st.content),
        "audience": _words(st.audience),
        **_occasion(st),
        **_time("said_at", st.said_at),
        "said_at_basis": st.said_basis.value if st.said_at.known else "",
        "chain": chain_in_words(st.chain),
        "inside": st.inside,
        "headline_or_lead": "yes" if st.echo else "no",
        "seen_by": st.seen.value,
        "sure": "yes" if st.sure else "no",
        "claim": claim.id if claim else "",
        "origins_at_least": claim.origins_at_least if claim else "",
        "origins_at_most": claim.origins_at_most if claim else "",
        **_report(at.held(st.report), at),
        **_place(main_passage(st), st.report, at),
        "passages": _places({"source": st.source, "cue": st.cue, "content": st.content, "audience": st.audience}),
        "checked": standing_of(st.id, at.index),
    }


def _occasion(st: Statement) -> Row:
    occasion = st.occasion
    known = occasion.setting is not Setting.UNKNOWN
    return {
        "occasion": occasion.setting.value,
        "with_whom": occasion.with_whom,
        "on_what": occasion.on_what,
        "asked": _words(occasion.asked),
        "occasion_basis": occasion.basis.value if known else "",
    }


def _figure(fg: Figure, series: FigureSeries | None, at: Lookup) -> Row:
    return {
        "figure": fg.id,
        "printed": figure_words(fg),
        "low": "" if fg.amount.low is None else fg.amount.low,
        "high": "" if fg.amount.high is None else fg.amount.high,
        "unit": fg.amount.unit,
        "kind": fg.kind.value,
        "hedge": fg.hedge,
        "counts": _words(fg.counted),
        "giver": giver_name(fg, at.index) or UNKNOWN,
        "giver_naming": fg.giver_naming.value,
        **_time("as_of", fg.as_of),
        "statement": fg.statement,
        "series": series.id if series else "",
        "series_counts": series.counts if series else "",
        "series_relation": series.relation.value if series else "",
        **_report(at.held(fg.report), at),
        **_place(fg.evidence, fg.report, at),
        "passages": _places({"figure": (fg.evidence,), "counts": fg.counted, "giver": fg.giver_evidence}),
        "checked": standing_of(fg.id, at.index),
    }


def _claim(claim: Claim, at: Lookup) -> Row:
    stances = Counter(member.stance.value for member in claim.members)
    spoken = [at.index.statements[one.finding] for one in claim.members if one.finding in at.index.statements]
    names = (at.name_of(speaker) for st in spoken for speaker in st.speakers)
    origins = (at.index.origins[one].what for one in claim.origins if one in at.index.origins)
    return {
        "claim": claim.id,
        "words": claim.passage.quote,
        "stances": "; ".join(f"{stance} {count}" for stance, count in sorted(stances.items())),
        "members": distinct(f"{one.finding} {one.stance.value}" for one in claim.members),
        "speakers": distinct(names),
        "first_speakers": claim.first_speakers,
        "outlets": distinct(claim.outlets),
        "reports": distinct(at.index.letters[one] for one in claim.reports if one in at.index.letters),
        "origins_at_least": claim.origins_at_least,
        "origins_at_most": claim.origins_at_most,
        "origins": distinct(origins),
        **_report(at.held(claim.passage.report), at),
        **_place(claim.passage, claim.passage.report, at),
        "passages": _places({"claim": (claim.passage,)}),
        "checked": standing_of(claim.id, at.index),
    }


def _report(held: BriefReport, at: Lookup) -> Row:
    report = held.report
    return {
        "report": at.index.letters[report.id],
        "headline": report.headline.value,
        "outlet": report.outlet.value,
        "agency": report.agency.value,
        **_time("published", report.published.when),
        "published_basis": distinct(report.published.basis),
        "file": report.name,
        "url": report_url(held) or UNKNOWN,
    }


def _place(passage: Evidence | None, report: str, at: Lookup) -> Row:
    """Where the main passage stands: `quote` is exactly the text of `article` from `start` to `end`."""
    held = at.held(report)
    return {
        "quote": passage.quote if passage else "",
        "block": "" if passage is None or passage.block is None else passage.block + 1,
        "start": passage.start if passage else "",
        "end": passage.end if passage else "",
        "link": passage_link(passage, held) if passage else "",
        "article": passage.of if passage else "",
        "sha256": held.report.sha256,
    }


def _time(name: str, when: When) -> Row:
    values = (
        when.value,
        when.precision.value,
        "" if when.modifier is Modifier.NONE else when.modifier.value,
        _zone(when) if when.known else "",
        when.zone_basis.value if when.known else "",
        when.printed,
    )
    return dict(zip(_time_columns(name), values, strict=True))


def _zone(when: When) -> str:
    """As printed or inferred; an offset as "UTC+09:00", which no spreadsheet takes for a sum."""
    return f"UTC{when.zone}" if when.zone[:1] in ("+", "-") else when.zone


def _words(pieces: Iterable[Evidence]) -> str:
    return " … ".join(piece.quote for piece in pieces)


def _places(passages: dict[str, Sequence[Evidence]]) -> str:
    """Every passage as "part block:start-end", the block from 1, or "capture" for one outside the article."""
    return "; ".join(
        f"{part} {'capture' if one.block is None else one.block + 1}:{one.start}-{one.end}"
        for part, found in passages.items()
        for one in found
    )
