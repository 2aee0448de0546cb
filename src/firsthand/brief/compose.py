"""The composed parts of a brief: title, span of time, synopsis, takeaways, what changed last, care, timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from firsthand.brief.care import compose_care
from firsthand.brief.choose import Choice, alike, content_words, pick_lines, rank_choices
from firsthand.brief.connectives import load_connectives
from firsthand.brief.context import Context, make_context
from firsthand.brief.disputed import compose_disputed
from firsthand.brief.lead import published_on, rank_events, rank_latest
from firsthand.brief.lines import LineMaker
from firsthand.brief.news import (
    compose_carriers,
    compose_changes,
    compose_corrections,
    compose_instruments,
    compose_series,
    latest_reading,
)
from firsthand.brief.phrasing import chain_in_words, day_of_report, origins_in_words
from firsthand.brief.records import Line
from firsthand.brief.rests import compose_rests
from firsthand.brief.sentence import draft_printed, draft_statement, said_when
from firsthand.brief.timeline import compose_timeline
from firsthand.brief.title import choose_title, find_span
from firsthand.evidence import Problem
from firsthand.ledger.records import Claim, Ledger
from firsthand.reading.records import Narration, Reading, Statement
from firsthand.story.records import Dependence, Story
from firsthand.when import When

_SYNOPSIS = 5
_TAKEAWAYS = 8
_TRIES = 40
"""Sentences that are tried for one place before it stays empty."""

_VOICES = 3
_LATE = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What was chosen, composed and checked: `rests_on` by report id, `refused` what failed the check."""

    title: str
    covers: When
    synopsis: tuple[Line, ...] = ()
    takeaways: tuple[Line, ...] = ()
    changed_last: tuple[Line, ...] = ()
    handle_with_care: tuple[Line, ...] = ()
    timeline: tuple[Line, ...] = ()
    rests_on: tuple[tuple[str, tuple[Line, ...]], ...] = ()
    refused: tuple[Problem, ...] = ()


def compose_brief(
    readings: tuple[Reading, ...], stories: tuple[Story, ...], dependences: tuple[Dependence, ...], ledger: Ledger
) -> Composed:
    """Everything that is composed for one set of reports, each line checked.

    Readings come in order of time then hash.
    """
    context = make_context(readings, stories, dependences, ledger, load_connectives())
    maker = LineMaker(context=context)
    choices = rank_choices(context)
    made = _compose_synopsis(choices, maker)
    synopsis = tuple(line for _, line in made)
    used = tuple(content_words(line.text) for line in synopsis)
    met = _met([choice for choice, _ in made if choice is not None], context)
    changed = compose_changes(
        maker, used, lambda choice: _statement_line(choice, maker, "brief.changed_last", met), choices
    )
    if len(changed) == 1:
        synopsis, changed = _move_latest(made, changed, context)
    taken = [*used, *(content_words(line.text) for line in changed)]
    takeaways = _compose_takeaways(choices, taken, maker, met)
    return Composed(
        title=choose_title(context),
        covers=find_span(readings),
        synopsis=synopsis,
        takeaways=takeaways,
        changed_last=changed,
        handle_with_care=compose_care(maker),
        timeline=compose_timeline(maker),
        rests_on=compose_rests(maker),
        refused=tuple({problem.id: problem for problem in maker.refused}.values()),
    )


def _statement_line(choice: Choice, maker: LineMaker, because: str, met: frozenset[str] = frozenset()) -> Line | None:
    st, claim = choice.statement, choice.claim
    return maker.from_drafts(
        draft_statement(st, maker.context, met=met),
        findings=(st.id, *((claim.id,) if claim else ())),
        because=because,
        beside=(_chain(st, maker.context), origins_in_words(claim) if claim else ""),
    )


def _chain(st: Statement, context: Context) -> str:
    entity = context.speaker(st)
    whole = entity is not None and (entity.named or (st.chain and st.chain[0].name in entity.name))
    return chain_in_words(st.chain, speaker=entity.name if entity is not None and whole else "")


_Made = tuple[tuple[Choice | None, Line], ...]


def _move_latest(made: _Made, changed: tuple[Line, ...], context: Context) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Where the synopsis already holds all that the latest report adds, one such sentence moves: nothing stands
    twice."""
    latest = latest_reading(context.readings)
    for at in range(len(made) - 1, 0, -1):
        choice, line = made[at]
        if len(made) <= 3 or latest is None or choice is None:
            break
        if {choice.statement.report, *(choice.claim.reports if choice.claim else ())} == {latest.report.id}:
            return tuple(other for place, (_, other) in enumerate(made) if place != at), (*changed, line)
    return tuple(line for _, line in made), changed


def _compose_synopsis(choices: tuple[Choice, ...], maker: LineMaker) -> _Made:
    """Three to five sentences: what happened, how matters stood last, then the heaviest that there are in order of
    time.

    What the check refuses gives way to the next.
    """
    event = _event_line(maker)
    taken = [content_words(line.text) for _, line in event]
    told = {choice.claim.id for choice, _ in event if choice is not None and choice.claim is not None}
    days = [day for _, line in event if (day := published_on(line.passages[0].report, maker.context)) is not None]
    latest = _latest_line(choices, taken, maker, after=max(days, default=date.min))
    taken += [content_words(line.text) for _, line in latest]
    made: list[tuple[Choice, Line]] = []
    passed = {choice.statement.id for choice, _ in (*event, *latest) if choice is not None}
    while len(made) + len(event) + len(latest) < _SYNOPSIS:
        rest = [
            choice
            for choice in choices
            if choice.statement.id not in passed
            and not (choice.claim is not None and choice.claim.id in told)
            and not any(alike(choice.words, words) for words in taken)
        ]
        heard = [choice for choice, _ in (*event, *latest, *made) if choice is not None]
        following = next(iter(_next_best(rest, heard)), None)
        if following is None:
            break
        passed.add(following.statement.id)
        line = _statement_line(following, maker, "brief.synopsis")
        if line is not None:
            made.append((following, line))
    ordered = [*event, *latest, *sorted(made, key=lambda pair: _day_of(pair[0], maker.context))]
    for at, (choice, _) in enumerate(ordered):
        met = _met([before for before, _ in ordered[:at]], maker.context)
        again = _statement_line(choice, maker, "brief.synopsis", met) if choice is not None and at else None
        if again is not None:
            ordered[at] = (choice, again)
    told_lines = _narrations(maker, [content_words(line.text) for _, line in ordered], max(3 - len(ordered), 0))
    return (*ordered, *((None, line) for line in told_lines))


def _event_line(maker: LineMaker) -> list[tuple[Choice | None, Line]]:
    """The sentence that tells the event itself, the first that the check lets stand."""
    for told in rank_events(maker.context)[:_TRIES]:
        if isinstance(told.finding, Statement):
            choice = Choice(statement=told.finding, claim=told.claim, weight=0.0, words=told.words)
            line = _statement_line(choice, maker, "brief.event")
            if line is not None:
                return [(choice, line)]
            continue
        line = _narration_line(told.finding, told.claim, maker, "brief.event")
        if line is not None:
            return [(None, line)]
    return []


def _latest_line(
    choices: tuple[Choice, ...], taken: list[frozenset[str]], maker: LineMaker, *, after: date
) -> list[tuple[Choice | None, Line]]:
    """How matters stood last, told by no report older than the one that tells the event."""
    for one in rank_latest(choices, maker.context)[:_TRIES]:
        if any(alike(one.words, words) for words in taken) or one.day < after:
            continue
        if one.choice is not None:
            line = _statement_line(one.choice, maker, "brief.synopsis")
        else:
            assert one.narration is not None
            line = _narration_line(one.narration, one.claim, maker, "brief.synopsis")
        if line is not None:
            return [(one.choice, line)]
    return []


def _narration_line(narration: Narration, claim: Claim | None, maker: LineMaker, because: str) -> Line | None:
    """A sentence that a report tells in its own voice, as printed, with whose voice it is beside it."""
    context = maker.context
    report = context.reading_of[narration.report].report
    own = f"{context.name_report(report.id)}, {day_of_report(report)}, in its own words"
    return maker.from_drafts(
        (draft_printed(narration.id, narration.evidence, context),),
        findings=(narration.id, *((claim.id,) if claim else ())),
        because=because,
        beside=(own, origins_in_words(claim) if claim else ""),
    )


def _next_best(rest: list[Choice], heard: list[Choice]) -> tuple[Choice, ...]:
    weighed = [
        (choice.weight - 2.0 * sum(one.statement.speakers == choice.statement.speakers for one in heard), choice)
        for choice in rest
        if not any(alike(choice.words, one.words) for one in heard)
    ]
    return tuple(choice for _, choice in sorted(weighed, key=lambda pair: (-pair[0], pair[1].statement.id))[:1])


def _day_of(choice: Choice, context: Context) -> tuple[date, int]:
    st = choice.statement
    said, _ = said_when(st, context)
    when = said if said.known else context.reading_of[st.report].report.published.when
    return when.first_day or when.last_day or _LATE, st.content[0].start


def _narrations(maker: LineMaker, taken: Iterable[frozenset[str]], most: int) -> tuple[Line, ...]:
    """Sentences that reports tell in their own voice, those that most reports tell first: where statements are few."""
    context, seen, made = maker.context, list(taken), list[Line]()
    for claim in sorted(context.ledger.claims, key=lambda one: (-len(one.reports), one.id)):
        narration = next(
            (context.narrations[m.finding] for m in claim.members if m.finding in context.narrations), None
        )
        if narration is None or narration.echo or len(made) >= most:
            continue
        words = content_words(narration.evidence.quote)
        if len(words) < 5 or any(alike(words, other) for other in seen):
            continue
        line = _narration_line(narration, claim, maker, "brief.narration")
        if line is not None:
            made.append(line)
            seen.append(words)
    return tuple(made)


def _met(choices: Iterable[Choice | None], context: Context) -> frozenset[str]:
    """The entities that the sentences so far have named."""
    speakers = (context.speaker(choice.statement) for choice in choices if choice is not None)
    return frozenset(speaker.id for speaker in speakers if speaker is not None)


def _compose_takeaways(
    choices: tuple[Choice, ...], taken: list[frozenset[str]], maker: LineMaker, met: frozenset[str]
) -> tuple[Line, ...]:
    """Five to eight points that the first screen does not make: counts that moved, what is disputed, who carries whom,
    then voices, corrections, laws, what is open."""
    lines: list[Line] = []
    seen = list(taken)
    for found, most in (
        (compose_series(maker), 2),
        (compose_disputed(maker, met), 1),
        (compose_carriers(maker), 1),
        (compose_corrections(maker), 1),
    ):
        lines += _fresh(found, seen, most)
    voices = _voices(choices, seen, maker, met, most=_TAKEAWAYS - 2 - len(lines))
    instruments = _fresh(compose_instruments(maker, seen), seen, 1)
    questions = _fresh(_open_questions(maker, seen), seen, 1)
    lines += [*voices, *instruments, *questions]
    if len(lines) < 5:
        lines += _narrations(maker, seen, 5 - len(lines))
    return tuple(lines[:_TAKEAWAYS])


def _fresh(found: Iterable[Line], seen: list[frozenset[str]], most: int) -> list[Line]:
    """The first of the lines that say what none before them says; `seen` grows by them."""
    made: list[Line] = []
    for line in found:
        words = content_words(line.text)
        if len(made) < most and not any(alike(words, other) for other in seen):
            made.append(line)
            seen.append(words)
    return made


def _voices(
    choices: tuple[Choice, ...], seen: list[frozenset[str]], maker: LineMaker, met: frozenset[str], *, most: int
) -> list[Line]:
    """Statements of those who were not heard yet before those who were; `seen` grows by them."""
    made: list[Line] = []
    fresh = [one for one in choices if not _was_heard(one, maker.context, met)]
    for group in (fresh, [one for one in choices if one not in fresh]):
        for choice in pick_lines(group, seen, len(group)):
            if len(made) >= min(most, _VOICES):
                return made
            line = _statement_line(choice, maker, "brief.takeaway", met)
            if line is not None and not any(alike(content_words(line.text), words) for words in seen):
                met |= _met([choice], maker.context)
                made.append(line)
                seen.append(choice.words)
    return made


def _was_heard(choice: Choice, context: Context, met: frozenset[str]) -> bool:
    speaker = context.speaker(choice.statement)
    return speaker is not None and speaker.id in met


def _open_questions(maker: LineMaker, taken: list[frozenset[str]]) -> list[Line]:
    made = []
    for question in maker.context.ledger.open_questions:
        if any(alike(content_words(question.passage.quote), words) for words in taken):
            continue
        line = maker.from_drafts(
            (draft_printed(question.id, question.passage, maker.context),),
            findings=(question.id,),
            because="brief.open_question",
            beside=(f"left open by {maker.context.name_report(question.report)}", ""),
        )
        if line is not None:
            made.append(line)
    return made
