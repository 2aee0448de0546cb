"""What sister reports tell of a publication time that a page only bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.article.records import ECHOES, Block, BlockKind, Published
from firsthand.evidence import Evidence, Reason
from firsthand.reading.records import EntityKind, Reading, Referent, Setting, Statement
from firsthand.story.outlets import fold_outlet
from firsthand.story.records import Story
from firsthand.story.sentences import find_sentences
from firsthand.story.weights import Weights, make_weights
from firsthand.story.words import ContentWords, find_stems, find_words, fold, load_content_words
from firsthand.when import Precision, days

WEEK = timedelta(days=6)
"""A weekday's bare name in a news report is a day of the last seven."""

SAME_NEWS = 0.3
"""Weighted share of the shorter sentence's words from which two sentences with one weekday tell one piece of news."""

WORDS_AT_LEAST = 4
"""Telling words that two such sentences share at least, or two and a person or body."""

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AHEAD = frozenset(["until", "till", "by", "next", "before", "from", "starting", "coming", "will", "would"])
_MEDIA = frozenset(
    ["newspaper", "paper", "daily", "weekly", "broadcaster", "channel", "agency", "magazine", "outlet", "media"]
)
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNews:
    """A sentence with a bare weekday: its words, who acts in it, the report's interviews, those that the sentence
    itself tells of, and the weekday's day where known."""

    report: str
    sentence: Evidence
    weekday: str
    word: Evidence
    day: date | None
    stems: frozenset[str]
    actors: frozenset[str]
    interviews: frozenset[str]
    told: frozenset[str]
    lead: bool


def narrow_published(
    readings: tuple[Reading, ...], stories: tuple[Story, ...], *, words: ContentWords | None = None
) -> tuple[tuple[str, Published], ...]:
    """(report id, narrower publication time) for reports known only to be no later than some day, in the order of
    the reports.

    A page that tells the same news with the same weekday's name as a dated sister was published no earlier than that
    day, if that day lies within the week before the page's own bound. Where the news do not agree, or the page has
    no bound, nothing is returned.
    """
    known = words or load_content_words()
    by_id = {reading.report.id: reading for reading in readings}
    weights = make_weights(frozenset(find_stems(reading.article.text, known)) for reading in readings)
    found: list[tuple[str, Published]] = []
    for story in stories:
        sisters = [by_id[report] for report in story.reports]
        loose = [sister for sister in sisters if _is_loose(sister.report.published)]
        if not loose or len(sisters) < 2:
            continue
        dated = [news for sister in sisters if sister not in loose for news in find_dated_news(sister, known)]
        for reading in loose:
            narrowed = _narrow(reading, dated, weights, known)
            if narrowed:
                found.append((reading.report.id, narrowed))
    order = {reading.report.id: at for at, reading in enumerate(readings)}
    return tuple(sorted(found, key=lambda pair: order[pair[0]]))


def find_dated_news(reading: Reading, words: ContentWords) -> Iterator[DatedNews]:
    """The sentences of a report's body that name a past weekday."""
    paragraphs = 0
    for block in reading.article.blocks:
        if block.kind in ECHOES or block.kind not in (BlockKind.PARAGRAPH, BlockKind.TURN):
            continue
        paragraphs += 1
        for sentence in find_sentences(reading.article, block.span):
            for time in reading.times:
                place = time.evidence
                if place.of != reading.article.id or not sentence.covers(place.span):
                    continue
                weekday = next((day for day in _WEEKDAYS if day in find_words(place.quote)), "")
                if weekday and not _is_ahead(reading, block, place):
                    evidence = reading.article.evidence(sentence)
                    yield DatedNews(
                        report=reading.report.id,
                        sentence=evidence,
                        weekday=weekday,
                        word=place,
                        day=time.when.first_day if time.when.precision is Precision.DAY else None,
                        stems=frozenset(find_stems(reading.article.text[sentence.start : sentence.end], words)),
                        actors=_find_actors(reading, evidence),
                        interviews=_find_interviews(reading),
                        told=_find_told(reading, evidence),
                        lead=paragraphs <= 2,
                    )


def _is_loose(published: Published) -> bool:
    return published.when.start is None and published.when.end is not None


def _is_ahead(reading: Reading, block: Block, place: Evidence) -> bool:
    before = find_words(reading.article.text[max(block.start, place.start - 40) : place.start])[-3:]
    return bool(_AHEAD & set(before)) or bool(_AHEAD & set(find_words(place.quote)))


def _find_actors(reading: Reading, sentence: Evidence) -> frozenset[str]:
    names = {
        referent.id: fold(referent.name)
        for referent in reading.referents
        if referent.named and referent.kind in _ACTORS
    }
    return frozenset(
        names[mention.referent]
        for mention in reading.mentions
        if mention.referent in names
        and mention.evidence.of == sentence.of
        and sentence.span.covers(mention.evidence.span)
    )


def _find_interviews(reading: Reading) -> frozenset[str]:
    """First speaker and outlet of the interviews that the report's statements were given in."""
    names = {referent.id: fold(referent.name) for referent in reading.referents}
    return frozenset(one for statement in reading.statements for one in _tell_interview(statement, names))


def _find_told(reading: Reading, sentence: Evidence) -> frozenset[str]:
    """The interviews that the sentence tells of: those of its own statements, and the report's only one where the
    sentence rests on an unnamed newspaper or broadcaster."""
    referents = {referent.id: referent for referent in reading.referents}
    names = {one.id: fold(one.name) for one in reading.referents}
    here = [
        statement
        for statement in reading.statements
        if any(sentence.covers(part) for part in statement.cue)
    ]
    found = {one for statement in here for one in _tell_interview(statement, names)}
    media = any(_is_medium(referents[who]) for statement in here for who in statement.speakers if who in referents)
    every = _find_interviews(reading)
    return frozenset(found | every) if media and len(every) == 1 else frozenset(found)


def _tell_interview(statement: Statement, names: dict[str, str]) -> Iterator[str]:
    if statement.occasion.setting is Setting.INTERVIEW and statement.occasion.with_whom:
        for who in statement.speakers:
            yield f"{names.get(who, who)} with {fold_outlet(statement.occasion.with_whom)}"


def _is_medium(referent: Referent) -> bool:
    words = {word for form in (referent.name, *referent.roles) for word in find_words(form)}
    return not referent.named and bool(words & _MEDIA)


def _narrow(reading: Reading, dated: list[DatedNews], weights: Weights, words: ContentWords) -> Published | None:
    published = reading.report.published
    last = published.when.last_day
    if last is None:
        return None
    best: tuple[date, DatedNews, DatedNews] | None = None
    for news in find_dated_news(reading, words):
        for sister in dated:
            if sister.day is None or sister.weekday != news.weekday or not last - WEEK <= sister.day <= last:
                continue
            if _is_same_news(news, sister, weights) and (best is None or sister.day > best[0]):
                best = (sister.day, news, sister)
    if best is None:
        return None
    day, news, sister = best
    said = (news.word, sister.word)
    return Published(
        when=days(day, last),
        basis=(*published.basis, "weekday in text", "sister report"),
        evidence=(*published.evidence, *said),
        because=(
            *published.because,
            Reason(
                rule="story.sister-weekday",
                words=(news.sentence, sister.sentence),
                note=f"the same news on {news.weekday.capitalize()}, {day.isoformat()}",
            ),
        ),
    )


def _is_same_news(left: DatedNews, right: DatedNews, weights: Weights) -> bool:
    """One piece of news: much the same words; or one person or body acting and some of the words; or one
    interview that both sentences tell of, or that both reports tell and some of the words."""
    shared = left.stems & right.stems
    least = min(weights.total(left.stems), weights.total(right.stems)) or 1.0
    share = weights.total(shared) / least
    if left.lead and left.told & right.told:
        return True
    if left.actors & right.actors:
        return share >= SAME_NEWS / 2 and len(shared) >= 2
    if left.lead and left.interviews & right.interviews:
        return share >= SAME_NEWS / 2 and len(shared) >= 2
    return share >= SAME_NEWS and len(shared) >= WORDS_AT_LEAST
