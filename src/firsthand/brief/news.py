"""What is new and what was counted: the latest report's part, corrections, figures side by side, laws and what they
require."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from firsthand.brief.choose import Choice, alike, content_words
from firsthand.brief.context import Context
from firsthand.brief.lines import LineMaker
from firsthand.brief.passage import Derived
from firsthand.brief.phrasing import day_of_report, number_in_words
from firsthand.brief.records import Line
from firsthand.brief.sentence import draft_printed
from firsthand.brief.subjects import opens_with_pronoun
from firsthand.evidence import UNKNOWN, Evidence, Span
from firsthand.ledger.records import FigureSeries
from firsthand.reading.records import Figure, Reading
from firsthand.story.records import DependenceKind

_MOST_CHANGES = 3
_MOSTLY = 0.5
"""Share of a report's words that stand in another, from which it carries that one's text."""

_SHORT_GIVER = 4
"""Words of a printed giver ("the harbour police") that fit beside a number."""

_EARLY = date(1, 1, 1)

Compose = Callable[[Choice], Line | None]


def name_of(reading: Reading, context: Context) -> Derived:
    """The report's name in words, derived from its record."""
    return Derived(text=context.name_report(reading.report.id), source=reading.report.id)


def day_of(reading: Reading) -> Derived:
    """The day on which a report was published, in words."""
    return Derived(text=day_of_report(reading.report), source=reading.report.id)


def latest_reading(readings: tuple[Reading, ...]) -> Reading | None:
    """The report that can be shown to be the latest: the greatest first day; `None` where no report is dated."""
    dated = [reading for reading in readings if reading.report.published.when.first_day is not None]
    return max(dated, key=lambda one: (one.report.published.when.first_day or _EARLY, one.report.sha256), default=None)


def compose_changes(
    maker: LineMaker, used: tuple[frozenset[str], ...], compose: Compose, choices: tuple[Choice, ...]
) -> tuple[Line, ...]:
    """What the latest report adds: its corrections and counts, then what no other report has."""
    context = maker.context
    latest = latest_reading(context.readings)
    if latest is None:
        return ()
    name, day = name_of(latest, context), day_of(latest)
    head = maker.notice(
        f"The latest dated report: {name.text}, {day.text}.",
        because="brief.latest",
        derived=(name, day),
        leads_to=latest.report.published.evidence[:1],
    )
    lines = [head] if head else []
    lines += [line for line in compose_corrections(maker) if line.passages[0].report == latest.report.id][:1]
    seen = list(used)
    for choice in choices:
        if len(lines) > _MOST_CHANGES:
            break
        only = {choice.statement.report, *(choice.claim.reports if choice.claim else ())} == {latest.report.id}
        if not only or any(alike(choice.words, words) for words in seen):
            continue
        line = compose(choice)
        if line is not None:
            lines.append(line)
            seen.append(choice.words)
    return tuple(lines)


def compose_corrections(maker: LineMaker) -> list[Line]:
    """Each correction with what was said and what is said now, as far as its note tells."""
    made = []
    for one in maker.context.ledger.corrections:
        reading = maker.context.reading_of[one.report]
        name = name_of(reading, maker.context)
        both = not {one.was, one.now} & {"", UNKNOWN}
        values = f" (at first {one.was}, now {one.now})" if both else ""
        words = re.sub(r"^Correction:\s*", "", _unquoted(one.passage.quote))
        line = maker.notice(
            f"{name.text} corrects: “{words}”{values}.",
            because="brief.correction",
            derived=(name, *(Derived(text=value, source=one.id) for value in (one.was, one.now) if both)),
            quoted=(one.passage,),
            findings=(one.id,),
        )
        if line is not None:
            made.append(line)
    return made


def compose_series(maker: LineMaker) -> list[Line]:
    """Figures that count one thing and do not agree, side by side, each with its report and day."""
    figures = maker.context.figures
    made = []
    for series in maker.context.ledger.series:
        shown = _distinct([figures[id_] for id_ in series.figures if id_ in figures])
        if series.relation.value == "agree" or len(shown) < 2:
            continue
        line = _series_line(series, shown, maker)
        if line is not None:
            made.append(line)
    return made


def _distinct(figures: list[Figure]) -> list[Figure]:
    """The first figure for each amount, and of one report one for each giver: five reports of one number are one
    step of the series."""
    seen: dict[tuple[object, object], Figure] = {}
    given: set[tuple[str, str]] = set()
    for figure in figures:
        amount = (figure.amount.low, figure.amount.high)
        if amount not in seen and (figure.report, figure.giver) not in given:
            seen[amount] = figure
            given.add((figure.report, figure.giver))
    return list(seen.values())


def _series_line(series: FigureSeries, figures: list[Figure], maker: LineMaker) -> Line | None:
    """The count, step by step: each amount as printed, who gives it (else which report) and of which day that is."""
    counts = _counted(series, figures, maker.context)
    derived: list[Derived] = [Derived(text=counts, source=series.id)]
    told, givers = "", list[str]()
    for figure in figures:
        reading = maker.context.reading_of[figure.report]
        name, day = _giver(figure, maker), day_of(reading)
        printed = hedged(figure, reading).quote
        amount = Derived(text=printed[0].lower() + printed[1:], source=figure.id)
        derived += [name, day, amount]
        giver = name.source if name.source != reading.report.id else ""
        against = giver and any(givers) and giver not in givers  # another body counts otherwise: nothing has moved
        told += f"{'; ' if against else ', then ' if told else ''}{amount.text} ({name.text}, {day.text})"
        givers.append(giver)
    return maker.notice(
        f"{counts}: {told}.",
        because="brief.series",
        derived=tuple(derived),
        findings=(series.id, *(figure.id for figure in figures)),
        leads_to=tuple(hedged(figure, maker.context.reading_of[figure.report]) for figure in figures),
    )


def _counted(series: FigureSeries, figures: list[Figure], context: Context) -> str:
    """What is counted: the record's word, or the printed state where no passage prints that word ("detained" is not
    "captured")."""
    states = [figure.counted[-1].quote for figure in figures if len(figure.counted) > 1]
    near = " ".join(context.block_text(figure.evidence)[0] for figure in figures).casefold()
    words = states[0] if states and series.counts.split()[0].casefold() not in near else series.counts
    return words[0].upper() + words[1:]


def _giver(figure: Figure, maker: LineMaker) -> Derived:
    """Who gives a figure, by name or as printed; the report where nobody is printed."""
    entity = maker.context.entity_of.get(figure.giver)
    if entity is not None and entity.named:
        return Derived(text=entity.name, source=entity.id)
    printed = " ".join(piece.quote for piece in figure.giver_evidence)
    if printed and len(printed.split()) <= _SHORT_GIVER and "," not in printed:
        return Derived(text=printed, source=figure.giver or figure.id)
    return name_of(maker.context.reading_of[figure.report], maker.context)


def compose_carriers(maker: LineMaker) -> list[Line]:
    """Who carries whose text and who passes on whose reports: one line, those that most pages carry first."""
    copied: dict[str, set[str]] = {}
    passed: dict[str, set[str]] = {}
    ids, places = list[str](), list[Evidence]()
    for one in maker.context.dependences:
        reading, other = maker.context.reading_of.get(one.report), maker.context.reading_of.get(one.other)
        whole = one.kind is DependenceKind.COPY and one.directed and one.share >= _MOSTLY
        if reading is None or other is None or not (whole or one.kind is DependenceKind.RELAY):
            continue
        held = copied if whole else passed
        held.setdefault(name_of(other, maker.context).text, set()).add(name_of(reading, maker.context).text)
        ids.append(one.id)
        places += one.evidence[:1]
    pieces, derived = [], list[Derived]()
    for held, verb in ((copied, "is copied by"), (passed, "is relayed by")):
        for name, carriers in sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            listed = sorted(carriers)
            derived += [Derived(text=word, source="dependences") for word in (name, *listed)]
            pieces.append(f"{name} {verb} {_listed(listed)}")
    if not pieces:
        return []
    text = f"{'; '.join(pieces)}."
    line = maker.notice(
        text, because="brief.carriers", derived=tuple(derived), findings=tuple(ids), leads_to=tuple(places[:4])
    )
    return [line] if line is not None else []


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def hedged(figure: Figure, reading: Reading) -> Evidence:
    """The figure with the hedge that stands in front of it: "at least four" is not "four"."""
    text, start = reading.article.text, figure.evidence.start
    before = text[:start].rstrip()
    if not figure.hedge or not before.casefold().endswith(figure.hedge.casefold()):
        return figure.evidence
    return reading.article.evidence(Span(start=len(before) - len(figure.hedge), end=figure.evidence.end))


def compose_instruments(maker: LineMaker, taken: list[frozenset[str]]) -> list[Line]:
    """The sentence in which a law or document is said to require something, as printed: most invoked first."""
    used: dict[str, int] = {}
    found = [instrument for reading in maker.context.readings for instrument in reading.instruments]
    for instrument in found:
        used[instrument.name] = used.get(instrument.name, 0) + 1
    made: dict[str, Line] = {}
    for instrument in sorted(found, key=lambda one: (-used[one.name], one.id)):
        if not instrument.requires or instrument.name in made:
            continue
        if any(alike(content_words(instrument.requires[0].quote), words) for words in taken):
            continue
        printed = draft_printed(instrument.id, instrument.evidence, maker.context)
        if opens_with_pronoun(printed.text):  # nobody could tell who "He" is without the page
            continue
        reading = maker.context.reading_of[instrument.report]
        times = number_in_words(used[instrument.name], "passage")
        line = maker.from_drafts(
            (printed,),
            findings=(instrument.id,),
            because="brief.instrument",
            beside=(maker.context.name_report(reading.report.id), f"invoked in {times}"),
        )
        if line is not None:
            made[instrument.name] = line
    return list(made.values())


def _unquoted(words: str) -> str:
    """Words to stand in quotation marks: their own double marks become single ones."""
    return words.replace("“", "‘").replace("”", "’").replace('"', "’").strip().rstrip(".")
