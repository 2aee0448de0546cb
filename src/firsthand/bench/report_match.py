"""Rows about one report and its times, figures and instruments: held or not, and what was found instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from firsthand.article.records import BlockKind, Metadatum, Published
from firsthand.bench.answer_key import Days, FigureRow, InstrumentRow, ReportRow, TimeRow
from firsthand.bench.brief_view import BriefView, any_touches, find_folded, quotes
from firsthand.bench.name_match import fold, holds, same_name, same_outlet, touches
from firsthand.bench.verdicts import Verdict, decide, short
from firsthand.bench.when_match import covers_days, same_days
from firsthand.brief.records import BriefReport
from firsthand.evidence import UNKNOWN
from firsthand.reading.records import Figure, Instrument, Naming, TimeMention
from firsthand.when import When

_AND = re.compile(r"\s*(?:,|\band\b)\s*")
NO_REPORT = "the brief has no such report"


def match_report(row: ReportRow, view: BriefView) -> Verdict:
    """Whether every given key of the row equals the brief's."""
    shown = view.report(row.file)
    misses = list(_miss_report(row, shown, view)) if shown else [NO_REPORT]
    return decide(row=row.name, group="report", misses=misses)


def _miss_report(row: ReportRow, shown: BriefReport, view: BriefView) -> Iterator[str]:
    report = shown.report
    if row.kind and row.kind != report.kind:
        yield f"kind is {report.kind}"
    if row.headline and fold(row.headline) != fold(report.headline.value):
        yield f"headline is {short(report.headline.value)!r}"
    for key, wanted, datum in (
        ("outlet", row.outlet, report.outlet),
        ("agency", row.agency, report.agency),
        ("dateline_place", row.dateline_place, report.dateline_place),
    ):
        if wanted and not same_datum(datum, wanted):
            yield f"{key} is {datum.value!r}"
    if row.byline and not _byline(row.byline, shown):
        yield f"bylines are {[datum.value for datum in report.bylines]}"
    if row.photo_credit and not any(same_datum(datum, row.photo_credit) for datum in report.photo_credits):
        yield f"photo credits are {[datum.value for datum in report.photo_credits]}"
    if row.relays_agency and not _relays(row.relays_agency, report.id, view):
        yield f"no relay of {row.relays_agency}"
    yield from _miss_published(row, report.published)
    yield from _miss_text(row, shown)


def same_datum(datum: Metadatum, wanted: str) -> bool:
    """Whether a value that a page gives about itself is the key's; "unknown" asks that none is given."""
    if wanted == UNKNOWN or not datum.known:
        return wanted == UNKNOWN and not datum.known
    return same_outlet(datum.value, wanted)


def _byline(wanted: str, shown: BriefReport) -> bool:
    known = [datum for datum in shown.report.bylines if datum.known]
    if wanted == UNKNOWN:
        return not known
    people = [wanted] if any(same_name(datum.value, wanted) for datum in known) else _AND.split(wanted)
    return all(any(same_name(datum.value, one) for datum in known) for one in people)


def _relays(agency: str, report: str, view: BriefView) -> bool:
    return any(relay.report == report and same_outlet(relay.name, agency) for relay in view.brief.relays)


def _miss_published(row: ReportRow, published: Published) -> Iterator[str]:
    if not row.published:
        return
    bound = any(basis.startswith("bound:") for basis in row.published_basis)
    exact = same_days(published.when, row.published)
    if not exact and not (bound and covers_days(published.when, row.published)):
        yield f"published is {published.when.value}"
    given = {basis.casefold() for basis in published.basis}
    wanted = [basis for basis in row.published_basis if exact or basis.startswith("bound:")]
    if missing := [basis for basis in wanted if basis.casefold() not in given]:
        yield f"published rests on {list(published.basis)}, not on {missing}"


def _miss_text(row: ReportRow, shown: BriefReport) -> Iterator[str]:
    blocks = [(block.kind, shown.text[block.start : block.end], block.speaker) for block in shown.blocks]
    for words in row.not_in_text:
        if holds(shown.text, words):
            yield f"the text has {words!r}"
    for key, kind, start in (
        ("caption", BlockKind.CAPTION, row.caption_starts),
        ("standfirst", BlockKind.STANDFIRST, row.standfirst_starts),
    ):
        if start and not any(of is kind and fold(text).startswith(fold(start)) for of, text, _ in blocks):
            yield f"no {key} block starts so, {key}s: {[short(text, 40) for of, text, _ in blocks if of is kind]}"
    spoken = [speaker for of, _, speaker in blocks if of is BlockKind.TURN]
    turns = tuple(speaker for speaker, _ in groupby(spoken))  # one turn may fill several blocks
    if row.turns and row.turns != turns:
        yield f"turns are {list(turns)}"
    points = sum(of is BlockKind.KEY_POINT for of, _, _ in blocks)
    if row.key_points is not None and row.key_points != points:
        yield f"{points} key points"
    if row.headline_once:
        times = len(find_folded(shown.text, shown.report.headline.value)) if shown.report.headline.known else 0
        if times != 1:
            yield f"the headline stands {times} times in the text"


def match_time(row: TimeRow, view: BriefView) -> Verdict:
    """Whether a time mention at the row's text has the row's value."""
    return decide(row=row.name, group="time", misses=list(_miss_time(row, view)))


def _miss_time(row: TimeRow, view: BriefView) -> Iterator[str]:
    if view.report(row.file) is None:
        yield NO_REPORT
        return
    places = view.places(row.file, row.text)
    if len(places) < row.occurrence:
        yield f"the text has it {len(places)} times"
        return
    here = times_at(row.file, row.text, row.occurrence, view)
    if not here:
        yield "no time was found there"
    elif not any(_same_time(time.when, row.value, row.modifier) for time in here):
        yield "; ".join(f"{time.evidence.quote!r} is {time.when.value} ({time.when.modifier})" for time in here)


def times_at(file: str, text: str, occurrence: int, view: BriefView) -> tuple[TimeMention, ...]:
    """The times at the words `text` of a report, the first of them where `occurrence` is 1."""
    places = view.places(file, text)
    if len(places) < occurrence:
        return ()
    place = places[occurrence - 1]
    return tuple(
        time for time in view.brief.times if place.met_by(time.evidence) and touches(time.evidence.quote, text)
    )


def _same_time(when: When, value: Days, modifier: str) -> bool:
    return same_days(when, value) and (not modifier or modifier == when.modifier)


def match_figure(row: FigureRow, view: BriefView) -> Verdict:
    """Whether one figure has the row's amount and every other given key."""
    if view.report(row.file) is None:
        return decide(row=row.name, group="figure", misses=[NO_REPORT])
    report = view.report_id(row.file)
    same = [figure for figure in view.brief.figures if figure.report == report and same_amount(figure, row.amount)]
    if not same:
        return decide(row=row.name, group="figure", misses=["no figure has this amount"])
    misses = min((list(_miss_figure(row, figure, view)) for figure in same), key=len)
    return decide(row=row.name, group="figure", misses=misses)


def same_amount(figure: Figure, amount: int | float) -> bool:
    """Whether the figure is this amount, or bounded by it and open on the other side."""
    wanted, low, high = Decimal(str(amount)), figure.amount.low, figure.amount.high
    return wanted in (low, high) and all(side in (None, wanted) for side in (low, high))


def _miss_figure(row: FigureRow, figure: Figure, view: BriefView) -> Iterator[str]:
    if row.unit and fold(row.unit).casefold() != fold(figure.amount.unit).casefold():
        yield f"unit is {figure.amount.unit!r}"
    if row.hedge and fold(row.hedge).casefold() != fold(figure.hedge).casefold():
        yield f"hedge is {figure.hedge!r}"
    if not counts(figure, row.counted_holds):
        yield f"counts {short(quotes(figure.counted))!r}"
    if row.giver and not given_by(figure, row.giver, view):
        yield f"giver is {shown_giver(figure, view)}"


def counts(figure: Figure, words: tuple[str, ...]) -> bool:
    """Whether each of `words` stands in what the figure counts."""
    counted = quotes(figure.counted).casefold()
    return all(holds(counted, word.casefold()) for word in words)


def given_by(figure: Figure, giver: str, view: BriefView) -> bool:
    """Whether the brief gives the figure to `giver`."""
    if giver in ("unnamed", UNKNOWN):
        return figure.giver_naming == Naming(giver)
    return bool(figure.giver) and view.called(figure.giver, giver)


def shown_giver(figure: Figure, view: BriefView) -> str:
    names = view.names(figure.giver)
    return f"{names[0] if names else '-'} ({figure.giver_naming})"


def match_instrument(row: InstrumentRow, view: BriefView) -> Verdict:
    """Whether every file's print of the instrument is found with its identity, its giver and what it requires."""
    misses = [
        f"{file}: {miss}" for file, printed in row.printed.items() for miss in _miss_print(row, file, printed, view)
    ]
    if row.requires_holds and not misses:
        texts = [shown.text for file in row.printed if (shown := view.report(file))]
        if not any(holds(text, words) for text in texts for words in row.requires_holds):
            misses.append("no page has the words of what it requires")
    return decide(row=row.name, group="instrument", misses=misses)


def _miss_print(row: InstrumentRow, file: str, printed: str, view: BriefView) -> Iterator[str]:
    shown = view.report(file)
    if shown is None:
        yield NO_REPORT
        return
    here = [
        found
        for found in view.brief.instruments
        if found.report == shown.report.id and touches(found.evidence.quote, printed)
    ]
    same = [found for found in here if same_instrument(found.name, row.identity)]
    if not same:
        yield f"no such instrument there, found {[found.name for found in here]}"
        return
    yield from min((list(_miss_invoked(row, found, shown.text, view)) for found in same), key=len)


def same_instrument(left: str, right: str) -> bool:
    """Whether two names are one text's; what stands in brackets may differ (a year, a short form), but not two years.

    >>> same_instrument("the Port Safety Act", "Port Safety Act (1998)")
    True
    >>> same_instrument("Port Safety Act (2004)", "Port Safety Act (1998)")
    False
    """
    (a, _, in_a), (b, _, in_b) = left.partition("("), right.partition("(")
    years = [note.rstrip(")").isdigit() for note in (in_a, in_b)]
    return same_name(left, right) or (same_name(a, b) and (in_a == in_b or not all(years)))


def _miss_invoked(row: InstrumentRow, found: Instrument, text: str, view: BriefView) -> Iterator[str]:
    if row.invoked_by and not (
        (found.invoked_by and view.called(found.invoked_by, row.invoked_by))
        or any_touches(found.invoked_evidence, row.invoked_by)
    ):
        yield f"invoked by {quotes(found.invoked_evidence)!r}"
    wanted = [words for words in row.requires_holds if holds(text, words)]
    if not all(holds(quotes(found.requires), words) for words in wanted):
        yield f"requires {short(quotes(found.requires))!r}"
