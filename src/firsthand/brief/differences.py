"""Where reports differ and agree, one entry a point: what it is about, and who says which, in plain words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.brief.index import BriefIndex
from firsthand.brief.phrasing import day_of_report, short_report, value_in_words
from firsthand.brief.records import Brief, BriefReport
from firsthand.brief.sides import find_sides
from firsthand.brief.told import tell_statement
from firsthand.brief.view import figure_words, giver_name, speaker_name
from firsthand.evidence import UNKNOWN, Evidence
from firsthand.ledger.records import Agreement, AgreementKind, Disagreement, DisagreementKind, WordingKind
from firsthand.reading.records import Figure

_HEADS = {
    DisagreementKind.DATE: "The dates differ",
    DisagreementKind.NAME: "The names differ",
    DisagreementKind.ATTRIBUTION_DROPPED: "Told as somebody's word, and told as plain fact",
    DisagreementKind.HEADLINE_STRONGER: "The headline says more than the text",
    DisagreementKind.DRIFT: "One report says it in two ways",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side says, and whose word in which report that is; `passage` is where it stands."""

    words: str
    who: str
    passage: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One point on which reports differ or agree. `ids` are the records that it was made of."""

    ids: tuple[str, ...]
    tag: str
    head: str
    sides: tuple[Side, ...]
    note: str = ""
    passages: tuple[Evidence, ...] = ()


def tell_differences(brief: Brief, index: BriefIndex) -> tuple[Difference, ...]:
    """Every point once: what is denied, figures, dates, the rest, wordings, corrections, then what reports agree on."""
    found = brief.ledger.disagreements
    others = [one for one in found if one.kind not in (DisagreementKind.DENIAL, DisagreementKind.FIGURE)]
    return (
        *_denials([one for one in found if one.kind is DisagreementKind.DENIAL], index, brief),
        *_figures([one for one in found if one.kind is DisagreementKind.FIGURE], index),
        *_others(others, index),
        *_wordings(brief, index),
        *_corrections(brief, index),
        *_agreements(brief, index),
    )


def _denials(found: list[Disagreement], index: BriefIndex, brief: Brief) -> Iterator[Difference]:
    """Who says it, and each who denies it; a copy adds its report to the side that it prints."""
    grouped: dict[str, list[Disagreement]] = defaultdict(list)
    for one in found:
        grouped[one.about.casefold()].append(one)
    for group in grouped.values():
        sides: dict[tuple[str, str], Side] = {}
        denied = False
        for one in group:
            shown = find_sides(one, index.statements, index.entity_of)
            denied = denied or bool(shown and shown.denied)
            for statement in (*shown.said, *shown.against, *shown.amended) if shown else ():
                who = speaker_name(statement, index)
                words = _one_quotation(tell_statement(statement, brief))
                if statement.content and words.split()[-1:] == ["that"]:
                    words = f"{words.removesuffix('that')}this"
                key = (who, words.casefold().strip(" “”\"'.,"))
                letter = index.letters.get(statement.report, "?")
                held = sides.get(key)
                told = f"{held.who.removesuffix(')')}, {letter})" if held else f"{who} ({letter})"
                if held is None or f"{letter}" not in re.findall(r"[A-Z]+(?=[,)])", held.who):
                    sides[key] = Side(words=words, who=told, passage=held.passage if held else statement.content[0])
        if len(sides) > 1:
            passages = tuple(sorted({passage for one in group for passage in one.passages}))
            yield Difference(
                ids=tuple(one.id for one in group),
                tag="denied",
                head="One side denies what the other says" if denied else "What two sides say differs",
                sides=tuple(sides.values()),
                passages=passages,
            )
        else:
            yield _against_narration(group[0], index)


def _against_narration(one: Disagreement, index: BriefIndex) -> Difference:
    """What a report tells in its own voice and somebody denies, or one speaker's words at two times, as printed."""
    own = any(reason.rule == "ledger.against-own-words" for reason in one.because)
    return Difference(
        ids=(one.id,),
        tag="denied",
        head="One speaker says it in two ways" if own else "One side denies what a report tells",
        sides=tuple(_quoted(one.passages, index)),
        note=one.reconciliation,
        passages=one.passages,
    )


def _one_quotation(words: str) -> str:
    """A quotation in pieces as one, without marks that open and never close."""
    flat = re.sub(r"[\"“”]", "", words).rstrip(",") if re.match(r"[\"“]", words) else words
    return f"“{flat}”" if flat != words else words


def _figures(found: list[Disagreement], index: BriefIndex) -> Iterator[Difference]:
    for one in found:
        figures = [index.figures[id_] for id_ in one.members if id_ in index.figures]
        amounts: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            amounts[figure_words(figure).casefold()].append(figure)
        sides = [
            Side(words=words, who=_givers(same, index), passage=same[0].evidence) for words, same in amounts.items()
        ] or list(_quoted(one.passages, index))
        head = f"How many: {printed_words(one.about, one.passages)}" if figures else "How much of it is meant differs"
        yield Difference(
            ids=(one.id,),
            tag="figure",
            head=head,
            sides=tuple(sides),
            note=one.reconciliation,
            passages=one.passages,
        )


def name_shown(held: BriefReport, index: BriefIndex) -> str:
    """A report's outlet, else its letter."""
    return short_report(held.report, index.letters[held.report.id])


def _givers(same: list[Figure], index: BriefIndex) -> str:
    return "; ".join(dict.fromkeys(_given(figure, index) for figure in same))


def _given(figure: Figure, index: BriefIndex) -> str:
    giver = giver_name(figure, index)
    held = index.reports.get(figure.report)
    where = f"{name_shown(held, index)}, {day_of_report(held.report)}" if held else figure.report
    return f"{giver} in {where}" if giver else where


def _others(found: Iterable[Disagreement], index: BriefIndex) -> Iterator[Difference]:
    seen: set[tuple[DisagreementKind, tuple[Evidence, ...]]] = set()
    for one in found:
        if (one.kind, one.passages) in seen:
            continue
        seen.add((one.kind, one.passages))
        if names_one_day(one):
            continue
        dated = one.kind is DisagreementKind.DATE and len(one.values) == len(one.passages)
        values = [value_in_words(value) for value in one.values] if dated else []
        yield Difference(
            ids=(one.id,),
            tag=str(one.kind.value),
            head=_HEADS.get(one.kind, str(one.kind.value).capitalize()),
            sides=tuple(_quoted(one.passages, index, values)),
            note=one.reconciliation,
            passages=one.passages,
        )


def names_one_day(one: Disagreement) -> bool:
    """Whether a record sets the day of a report beside the day of an interview and both are one day: no reader needs
    telling."""
    days = {value.partition(",")[0] for value in one.values}
    return one.kind is DisagreementKind.DATE and len(days) == 1


def _quoted(passages: Iterable[Evidence], index: BriefIndex, values: list[str] | None = None) -> Iterator[Side]:
    """Each passage in quotation marks with its report; pieces of one sentence side are joined."""
    joined: dict[tuple[str, int | None, str], list[Evidence]] = defaultdict(list)
    for at, passage in enumerate(passages):
        joined[passage.of, passage.block, values[at] if values else ""].append(passage)
    for (_, _, value), pieces in joined.items():
        words = " … ".join(piece.quote.strip(' “”"') for piece in pieces)
        held = index.reports.get(pieces[0].report)
        name = name_shown(held, index) if held else "a report"
        yield Side(words=f"{value}: “{words}”" if value else f"“{words}”", who=name, passage=pieces[0])


def _wordings(brief: Brief, index: BriefIndex) -> Iterator[Difference]:
    for one in brief.ledger.wordings:
        speaker = index.entities.get(one.speaker) or index.entity_of.get(one.speaker)
        of = f" by {speaker.name}" if speaker is not None else ""
        strength = one.kind is WordingKind.STRENGTH
        yield Difference(
            ids=(one.id,),
            tag="wording",
            head=f"One account{of}, told more and less strongly" if strength else f"One utterance{of} in two wordings",
            sides=tuple(_quoted(one.passages, index)),
            passages=one.passages,
        )


def _corrections(brief: Brief, index: BriefIndex) -> Iterator[Difference]:
    for one in brief.ledger.corrections:
        held = index.reports.get(one.report)
        name = name_shown(held, index) if held else "a report"
        both = not {one.was, one.now} & {"", UNKNOWN}
        yield Difference(
            ids=(one.id,),
            tag="correction",
            head=f"{name} corrects itself",
            sides=(Side(words=f"“{one.passage.quote}”", who=name, passage=one.passage),),
            note=f"at first {value_in_words(one.was)}, now {value_in_words(one.now)}" if both else "",
            passages=(one.passage,),
        )


def _agreements(brief: Brief, index: BriefIndex) -> Iterator[Difference]:
    """What reports give alike, each value once; a figure that stands in a disagreement above is not told again."""
    disputed = [one for one in brief.ledger.disagreements if one.kind is DisagreementKind.FIGURE]
    grouped: list[list[Agreement]] = []
    for one in brief.ledger.agreements:
        if one.kind is AgreementKind.FIGURE and any(set(one.passages) <= set(other.passages) for other in disputed):
            continue
        for group in grouped:
            if _is_one(one, group[0]):
                group.append(one)
                break
        else:
            grouped.append([one])
    for group in grouped:
        first = group[0]
        passages = tuple(dict.fromkeys(passage for one in group for passage in one.passages))
        held = [index.reports[passage.report] for passage in passages if passage.report in index.reports]
        names = dict.fromkeys(name_shown(one, index) for one in held)
        about = printed_words(first.about, first.passages)
        value = value_in_words(first.value)
        if first.kind is AgreementKind.FIGURE:
            members = [index.figures[id_] for id_ in first.members if id_ in index.figures]
            counted = next((figure.counted[0].quote for figure in members if figure.counted), about)
            value = f"{value.split()[0]} {counted}"
            head = f"Reports agree on the figure: {value}"
        else:
            head = f"Reports agree on the day: {value}"
        yield Difference(
            ids=tuple(one.id for one in group),
            tag="agree",
            head=head,
            sides=(Side(words=f"“{passages[0].quote}”", who=", ".join(names), passage=passages[0]),),
            passages=passages,
        )


def _is_one(left: Agreement, right: Agreement) -> bool:
    """One value for one thing: pairs of the same passages are one agreement of all."""
    return left.kind is right.kind and left.value == right.value and bool(set(left.passages) & set(right.passages))


def printed_words(about: str, passages: tuple[Evidence, ...]) -> str:
    """The words that a record names by their stems, as the passages print them: "troop" → "troops".

    Words that no passage prints stay as they are.
    """
    printed = re.findall(r"[^\W\d_][\w’'-]*", " ".join(passage.quote for passage in passages))
    shown = [next((word for word in printed if _same_stem(word, stem)), stem) for stem in about.split()]
    return " ".join(dict.fromkeys(shown))


def _same_stem(word: str, stem: str) -> bool:
    folded = word.casefold()
    return folded.startswith(stem.casefold()) and len(folded) - len(stem) <= _LONGEST_ENDING


_LONGEST_ENDING = 4
"""Letters that a printed word may have behind its stem ("captur" → "captured")."""
