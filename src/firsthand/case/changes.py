"""What reports changed: two briefs of one case compared by content, so that new ids are no news."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from firsthand.article.revisions import Rewording, Text, compare_texts
from firsthand.brief.index import BriefIndex, index_brief
from firsthand.brief.phrasing import published_in_words, report_in_words, when_in_words
from firsthand.brief.records import Brief, BriefReport
from firsthand.brief.revised import tell_change
from firsthand.brief.view import figure_words, giver_name, speaker_name
from firsthand.evidence import Evidence
from firsthand.ledger.records import Correction, Disagreement, OpenQuestion, Wording
from firsthand.reading.records import Figure, Statement

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is new, gone or other than before. `what` is one of the words of KINDS."""

    what: str
    id: str
    report: str
    words: str
    passages: tuple[Evidence, ...] = ()


KINDS = (
    "new report", "rewritten", "sentence changed", "sentence added", "sentence cut", "sentence moved", "report gone",
    "time of report", "outlet of report", "new statement", "statement reworded", "statement gone", "time of saying",
    "new figure", "new disagreement", "disagreement gone", "new wording", "new correction", "new question",
    "question gone", "more origins",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that changed since a moment, in the order of KINDS. `names` are those of the reports by their ids."""

    since: str
    reports_before: int
    reports_now: int
    changes: tuple[Change, ...]
    names: dict[str, str]


def compare_briefs(before: Brief | None, after: Brief, *, since: str) -> Changes:
    """What `after` says that `before` does not, and the reverse; `None` for a case that held nothing."""
    index = index_brief(after)
    found: list[Change] = []
    held = {one.report.id: one for one in before.reports} if before else {}
    reworded: list[Rewording] = []
    for report in after.reports:
        earlier = held.pop(report.report.id, None)
        found += _compare_report(earlier, report)
        if earlier and earlier.text != report.text:
            reworded += compare_texts(_read_text(earlier), _read_text(report))
    found += [_tell_rewording(one) for one in reworded]
    found += [_change("report gone", one, one.report.name) for one in held.values()]
    was = index_brief(before) if before else None
    found += _join_reworded(
        _differ(
            before.statements if before else (),
            after.statements,
            _statement_key,
            _tell_statement(was, index),
            "statement",
        ),
        reworded,
    )
    found += _dated_otherwise(before, after, index)
    found += [one for one in _differ(
        before.figures if before else (), after.figures, _figure_key, _tell_figure(was, index), "figure"
    ) if one.what == "new figure"]  # fmt: skip
    found += _compare_ledgers(before, after)
    found += _more_origins(before, after)
    return Changes(
        since=since,
        reports_before=len(before.reports) if before else 0,
        reports_now=len(after.reports),
        changes=tuple(sorted(found, key=lambda one: KINDS.index(one.what))),
        names={one.report.id: f"{report_in_words(one.report)} ({one.report.name})" for one in after.reports},
    )


def _read_text(held: BriefReport) -> Text:
    return Text(article=held.article, report=held.report.id, text=held.text, blocks=held.blocks)


def _tell_rewording(one: Rewording) -> Change:
    place = one.after or one.before
    assert place is not None
    places = tuple(found for found in (one.before, one.after) if found)
    words = tell_change(one).partition(": ")[2]
    return Change(what=f"sentence {one.edit}", id=place.report, report=place.report, words=words, passages=places)


def _join_reworded(changes: Iterable[Change], reworded: Iterable[Rewording]) -> Iterator[Change]:
    """The changes of statements, one that went and one that came in the place of a reworded sentence made one."""
    left = list(changes)
    for pair in reworded:
        if pair.before is None or pair.after is None:
            continue
        gone = [one for one in left if one.what == "statement gone" and _is_in(one, pair.before)]
        came = [one for one in left if one.what == "new statement" and _is_in(one, pair.after)]
        for old, new in zip(gone, came, strict=False):
            left.remove(old)
            left[left.index(new)] = replace(
                new,
                what="statement reworded",
                words=f"{new.words} (was: {_fold(old.passages)})",
                passages=(*old.passages, *new.passages),
            )
    yield from left


def _is_in(one: Change, sentence: Evidence) -> bool:
    return bool(one.passages) and one.passages[0].of == sentence.of and sentence.span.covers(one.passages[0].span)


def _compare_report(before: BriefReport | None, after: BriefReport) -> Iterable[Change]:
    report = after.report
    outlet = report.outlet.value if report.outlet.known else "unknown outlet"
    if before is None:
        yield _change("new report", after, f"{report.name}: {outlet}, {published_in_words(report)}")
        return
    if before.text != after.text:
        yield _change("rewritten", after, f"{report.name}: other text than before")
    was, now = before.report.published.when, report.published.when
    if was.value != now.value:
        words = f"{report.name}: was {when_in_words(was)}, now {when_in_words(now)}"
        yield _change("time of report", after, words)
    if before.report.outlet.value != report.outlet.value:
        words = f"{report.name}: was {before.report.outlet.value}, now {report.outlet.value}"
        yield _change("outlet of report", after, words)


def _change(what: str, held: BriefReport, words: str) -> Change:
    return Change(what=what, id=held.report.id, report=held.report.id, words=words)


def _differ(
    before: Iterable[T],
    after: Iterable[T],
    key: Callable[[T], object],
    tell: Callable[[T], tuple[str, str, str, tuple[Evidence, ...]]],
    noun: str,
) -> list[Change]:
    """What only one side has, by content."""
    old, new = {key(one): one for one in before}, {key(one): one for one in after}
    found = [(f"new {noun}", new[one]) for one in new if one not in old]
    found += [(f"{noun} gone", old[one]) for one in old if one not in new]
    changes = []
    for what, one in found:
        id_, report, words, passages = tell(one)
        if what in KINDS:
            changes.append(Change(what=what, id=id_, report=report, words=words, passages=passages))
    return changes


def _fold(places: Iterable[Evidence]) -> str:
    return " … ".join(" ".join(place.quote.split()) for place in places)


def _statement_key(one: Statement) -> object:
    return one.report, _fold(one.content or one.cue or one.source), one.act


def _dated_otherwise(before: Brief | None, after: Brief, index: BriefIndex) -> Iterable[Change]:
    """Statements whose day another report, or a person, moved."""
    was = {_statement_key(one): one.said_at for one in before.statements} if before else {}
    for one in after.statements:
        then = was.get(_statement_key(one), one.said_at)
        if then.value != one.said_at.value:
            places = one.content or one.cue or one.source
            days = f"was {when_in_words(then)}, now {when_in_words(one.said_at)}"
            words = f"{speaker_name(one, index)}, {days}: {_fold(places)}"
            yield Change(what="time of saying", id=one.id, report=one.report, words=words, passages=places)


def _figure_key(one: Figure) -> object:
    return one.report, one.evidence.quote, _fold(one.counted), one.amount


def _tell_statement(
    was: BriefIndex | None, now: BriefIndex
) -> Callable[[Statement], tuple[str, str, str, tuple[Evidence, ...]]]:
    def tell(one: Statement) -> tuple[str, str, str, tuple[Evidence, ...]]:
        index = now if one.id in now.statements or was is None else was
        places = one.content or one.cue or one.source
        said = f", {when_in_words(one.said_at)}" if one.said_at.known else ""
        return one.id, one.report, f"{speaker_name(one, index)} ({one.act}{said}): {_fold(places)}", places

    return tell


def _tell_figure(
    was: BriefIndex | None, now: BriefIndex
) -> Callable[[Figure], tuple[str, str, str, tuple[Evidence, ...]]]:
    def tell(one: Figure) -> tuple[str, str, str, tuple[Evidence, ...]]:
        index = now if one.id in now.figures or was is None else was
        parts = (figure_words(one), _fold(one.counted), giver_name(one, index))
        return one.id, one.report, " · ".join(part for part in parts if part), (one.evidence,)

    return tell


def _compare_ledgers(before: Brief | None, after: Brief) -> list[Change]:
    old, new = (before.ledger if before else None), after.ledger
    found = _differ(
        old.disagreements if old else (), new.disagreements, _passages_key, _tell_disagreement, "disagreement"
    )
    found += _differ(old.wordings if old else (), new.wordings, _passages_key, _tell_wording, "wording")
    found += _differ(old.corrections if old else (), new.corrections, _passage_key, _tell_correction, "correction")
    found += _differ(old.open_questions if old else (), new.open_questions, _passage_key, _tell_question, "question")
    return found


def _passages_key(one: Disagreement | Wording) -> object:
    return one.kind, frozenset((place.report, place.quote) for place in one.passages)


def _passage_key(one: Correction | OpenQuestion) -> object:
    return one.report, one.passage.quote


def _tell_disagreement(one: Disagreement) -> tuple[str, str, str, tuple[Evidence, ...]]:
    words = f"{one.kind}, {one.about}: {' / '.join(one.values)}"
    return one.id, one.passages[-1].report if one.passages else "", words, one.passages


def _tell_wording(one: Wording) -> tuple[str, str, str, tuple[Evidence, ...]]:
    words = f"{one.kind}: {' / '.join(place.quote for place in one.passages)}"
    return one.id, one.passages[-1].report if one.passages else "", words, one.passages


def _tell_correction(one: Correction) -> tuple[str, str, str, tuple[Evidence, ...]]:
    return one.id, one.report, f"was {one.was}, now {one.now}: {one.passage.quote}", (one.passage,)


def _tell_question(one: OpenQuestion) -> tuple[str, str, str, tuple[Evidence, ...]]:
    return one.id, one.report, one.passage.quote, (one.passage,)


def _more_origins(before: Brief | None, after: Brief) -> list[Change]:
    """Claims that rest on more origins than before, followed by any of their members."""
    least: dict[str, int] = {}
    for claim in before.ledger.claims if before else ():
        for member in claim.members:
            least[member.finding] = max(least.get(member.finding, 0), claim.origins_at_least)
    found = []
    for claim in after.ledger.claims:
        known = [least[member.finding] for member in claim.members if member.finding in least]
        if known and claim.origins_at_least > max(known):
            words = f"at least {max(known)} → {claim.origins_at_least} origins: {claim.passage.quote}"
            place = (claim.passage,)
            found.append(
                Change(what="more origins", id=claim.id, report=claim.passage.report, words=words, passages=place)
            )
    return found
