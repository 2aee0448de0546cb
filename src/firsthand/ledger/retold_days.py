"""One saying under two days: told with one day and taken up with another, or a day that is the interview's in one
report and the newspaper's in the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from firsthand.evidence import Evidence, Reason, make_id
from firsthand.ledger.compared import Compared
from firsthand.ledger.occasions import can_be_one_time, is_dated
from firsthand.ledger.records import Disagreement, DisagreementKind, Origin
from firsthand.reading.records import Reading, Referent, Setting, Statement, TimeMention
from firsthand.story.sentences import find_sentences, sentence_at
from firsthand.story.words import find_words

TIME_ZONE = "time zone"

_MADE = frozenset(
    ["made", "gave", "issued", "posted", "published", "announced", "delivered", "released", "wrote", "aired"]
)
_SAYINGS = frozenset(
    (
        "offer",
        "offers",
        "remark",
        "remarks",
        "comment",
        "comments",
        "statement",
        "announcement",
        "proposal",
        "promise",
        "pledge",
        "appeal",
        "claim",
        "claims",
        "vow",
        "warning",
        "call",
        "declaration",
        "accusation",
        "allegation",
        "threat",
        "invitation",
        "demand",
        "apology",
        "speech",
        "admission",
    )
)
"""Nouns by which a text takes up what somebody has just been reported to say."""

_POINTING = frozenset(["the", "this", "that", "his", "her", "their"])
_PRONOUNS = frozenset(["he", "she", "they", "it"])
_MEDIA = frozenset(
    [
        "newspaper",
        "paper",
        "daily",
        "weekly",
        "broadcaster",
        "channel",
        "agency",
        "magazine",
        "outlet",
        "media",
        "report",
    ]
)


def find_retold_days(compared: Compared) -> Iterator[Disagreement]:
    """Sayings that one report dates twice, in the order of the reports."""
    for reading in compared.index.readings:
        for statement in reading.statements:
            if statement.time and is_dated(statement.said_at) and len(statement.speakers) == 1:
                found = _find_taken_up(reading, statement, compared)
                if found and not can_be_one_time(found.when, statement.said_at):
                    yield _make_retold(reading, statement, found)


def _find_taken_up(reading: Reading, statement: Statement, compared: Compared) -> TimeMention | None:
    """The dated time of the sentence right after the statement's, where that sentence says when "the offer" was
    made."""
    article = reading.article
    here = sentence_at(article, statement.cue[0].span if statement.cue else statement.content[0].span)
    following = (
        sentence
        for block in article.blocks
        if block.end >= here.end
        for sentence in find_sentences(article, block.span)
        if sentence.start >= here.end
    )
    for span in islice(following, SENTENCES_ON):
        sentence = article.evidence(span)
        if _takes_up(sentence, statement, compared):
            times = (one for one in reading.times if one.evidence.of == article.id)
            inside = (one for one in times if span.covers(one.evidence.span))
            return next((one for one in inside if is_dated(one.when)), None)
    return None


def _takes_up(sentence: Evidence, statement: Statement, compared: Compared) -> bool:
    """Whether the sentence says that the statement's speaker "made the offer"."""
    words = find_words(sentence.quote)
    made = next((at for at, word in enumerate(words) if word in _MADE), None)
    if made is None or made > ACTOR_WORDS or not set(words[made + 1 : made + 2]) & _POINTING:
        return False
    return bool(set(words[made + 2 : made + 4]) & _SAYINGS) and _is_same_actor(sentence, words, statement, compared)


SENTENCES_ON = 2
"""Sentences after a statement in which it can be taken up."""

ACTOR_WORDS = 4
"""Words before "made the offer" at most: a name with its title."""


def _is_same_actor(sentence: Evidence, words: tuple[str, ...], statement: Statement, compared: Compared) -> bool:
    if words[0] in _PRONOUNS:
        return True
    entity = compared.shelf.entity_of.get(statement.speakers[0], "")
    first = compared.index.mentions_in(sentence)[:1]
    return bool(first and entity) and compared.shelf.entity_of.get(first[0].referent, "") == entity


def _make_retold(reading: Reading, statement: Statement, time: TimeMention) -> Disagreement:
    sentence = reading.article.evidence(sentence_at(reading.article, time.evidence.span))
    told = reading.article.evidence(
        sentence_at(reading.article, statement.content[0].span if statement.content else statement.cue[0].span)
    )
    first, second = statement.said_at, time.when
    assert first.first_day and second.first_day
    near = abs((first.first_day - second.first_day).days) == 1
    return Disagreement(
        id=make_id("dg", DisagreementKind.DATE, statement.id, time.id),
        kind=DisagreementKind.DATE,
        about=" ".join(part.quote for part in statement.content),
        members=(statement.id,),
        passages=(told, sentence),
        values=(first.value[:10], second.value[:10]),
        reconciliation=TIME_ZONE if near else "",
        because=(Reason(rule="ledger.saying-dated-twice", words=(told, time.evidence)),),
    )


def find_interview_days(compared: Compared, origins: tuple[Origin, ...]) -> Iterator[Disagreement]:
    """Interviews whose day one report gives, where another gives that day (or a neighbour) to the newspaper's report of
    it."""
    interviews = [one for one in origins if one.setting is Setting.INTERVIEW and len(one.reports) > 1]
    per_report: dict[str, int] = {}
    for one in origins:
        if one.setting is Setting.INTERVIEW:
            for report in one.reports:
                per_report[report] = per_report.get(report, 0) + 1
    for origin in interviews:
        dated = [one for one in map(compared.index.statements.__getitem__, origin.statements) if _has_own_day(one)]
        for report in origin.reports:
            if per_report[report] > 1 or any(one.report == report for one in dated):
                continue
            for relay in _find_relayed(compared.index.reports[report]):
                if dated and _is_near(dated[0], relay):
                    yield _make_relayed(dated[0], relay, compared)


def _has_own_day(statement: Statement) -> bool:
    return bool(statement.time) and is_dated(statement.said_at) and statement.occasion.setting is Setting.INTERVIEW


def _find_relayed(reading: Reading) -> Iterator[Statement]:
    """Dated statements that rest on an unnamed newspaper or broadcaster."""
    referents = {one.id: one for one in reading.referents}
    for statement in reading.statements:
        medium = any(_is_medium(referents[who]) for who in statement.speakers if who in referents)
        if medium and statement.time and is_dated(statement.said_at) and not statement.inside:
            yield statement


def _is_medium(referent: Referent) -> bool:
    words = {word for form in (referent.name, *referent.roles) for word in find_words(form)}
    return not referent.named and bool(words & _MEDIA)


def _is_near(left: Statement, right: Statement) -> bool:
    first, second = left.said_at.first_day, right.said_at.first_day
    return first is not None and second is not None and abs((first - second).days) <= 1


def _make_relayed(interview: Statement, relay: Statement, compared: Compared) -> Disagreement:
    times = compared.index.times
    words = tuple(times[one.time].evidence for one in (relay, interview) if one.time in times)
    passages = (*(relay.content or relay.cue), *(interview.content or interview.cue))
    values = [
        *(f"{relay.said_at.value[:10]}, of the report" for _ in relay.content or relay.cue),
        *(f"{interview.said_at.value[:10]}, of the interview" for _ in interview.content or interview.cue),
    ]
    return Disagreement(
        id=make_id("dg", DisagreementKind.DATE, relay.id, interview.id),
        kind=DisagreementKind.DATE,
        about="the day of the interview",
        members=(relay.id, interview.id),
        passages=passages,
        values=tuple(values),
        reconciliation="the day of the report and the day of the interview",
        because=(Reason(rule="ledger.day-of-report-or-interview", words=words),),
    )
