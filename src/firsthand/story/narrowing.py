"""What sister reports tell of a publication time that a page only bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from firsthand.article.records import ECHOES, Block, BlockKind, Published
from firsthand.evidence import Evidence, Reason
from firsthand.reading.records import EntityKind, Reading, Setting
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
_ACTORS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedNews:
    """A sentence with a bare weekday: its words, who acts in it, the interview it tells of ("" for none), and the
    weekday's day where known."""

    report: str
    sentence: Evidence
    weekday: str
    word: Evidence
    day: date | None
    stems: frozenset[str]
    actors: frozenset[str]
    interviews: frozenset[str]
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
                    yield DatedNews(
                        report=reading.report.id,
                        sentence=reading.article.evidence(sentence),
                        weekday=weekday,
                        word=place,
                        day=time.when.first_day if time.when.precision is Precision.DAY else None,
                        stems=frozenset(find_stems(reading.article.text[sentence.start : sentence.end], words)),
                        actors=_find_actors(reading, reading.article.evidence(sentence)),
                        interviews=_find_interviews(reading, reading.article.evidence(sentence)),
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


def _find_interviews(reading: Reading, sentence: Evidence) -> frozenset[str]:
    """First speaker and outlet of the interviews that the sentence's statements were given in; all of the report's
    for a lead that passes on an unnamed report."""
    names = {referent.id: fold(referent.name) for referent in reading.referents}
    found = set()
    for statement in reading.statements:
        if statement.occasion.setting is Setting.INTERVIEW and statement.occasion.with_whom:
            for who in statement.speakers:
                found.add(f"{names.get(who, who)} with {fold_outlet(statement.occasion.with_whom)}")
    return frozenset(found)


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
    """One piece of news: much the same words; or one person or body acting and some of the words; or the news of one
    interview that both tell."""
    shared = left.stems & right.stems
    least = min(weights.total(left.stems), weights.total(right.stems)) or 1.0
    share = weights.total(shared) / least
    if left.actors & right.actors:
        return share >= SAME_NEWS / 2 and len(shared) >= 2
    if left.lead and left.interviews & right.interviews:
        return share >= SAME_NEWS / 2 and len(shared) >= 2
    return share >= SAME_NEWS and len(shared) >= WORDS_AT_LEAST
