"""The reading of one article: every reader in its order, on one parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language

from firsthand.article.records import Article, Published, Report
from firsthand.evidence import Problem
from firsthand.reading.attach import (
    answer_questions,
    attach_statements,
    settle_occasions,
)
from firsthand.reading.chains import find_chains, find_relays
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.draft import Draft
from firsthand.reading.events import find_events
from firsthand.reading.figures import find_figures
from firsthand.reading.frames import Frame, build_frames
from firsthand.reading.instruments import find_instruments
from firsthand.reading.mentions import Mentions, find_mentions
from firsthand.reading.namewords import load_name_words
from firsthand.reading.narration import find_narrations
from firsthand.reading.occasions import find_stages
from firsthand.reading.occasionwords import load_occasion_words
from firsthand.reading.own_outlet import name_own_outlet
from firsthand.reading.parse import Parse, parse_article
from firsthand.reading.readers import RULES_ALONE, Hearing, find_drafts
from firsthand.reading.records import Reading, Statement, TimeMention
from firsthand.reading.resolve import resolve_times
from firsthand.reading.saying_times import date_statements
from firsthand.reading.times import find_times


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A reading before its times are resolved: what is needed to date it again when the publication time is
    narrowed."""

    report: Report
    article: Article
    parse: Parse
    frames: tuple[Frame, ...]
    drafts: tuple[Draft, ...]
    mentions: Mentions
    statements: tuple[Statement, ...]
    times: tuple[TimeMention, ...]
    problems: tuple[Problem, ...]


def read_undated(
    article: Article,
    report: Report,
    model: Language,
    *,
    hearing: Hearing = RULES_ALONE,
    problems: tuple[Problem, ...] = (),
) -> Undated:
    """Everything that does not depend on a publication time."""
    parse = parse_article(article, model)
    frames = build_frames(parse, model)
    cues, occasions = load_cue_words(), load_occasion_words()
    drafts = find_drafts(frames, article, model, hearing)
    stages = find_stages(frames, drafts, (cues, occasions))
    sources = [span for draft in drafts for span in (*draft.source, *draft.audience)]
    sources += [span for stage in stages for span in stage.subject]
    mentions = find_mentions(parse, sources=tuple(sorted(set(sources))), words=load_name_words())
    statements = attach_statements(drafts, frames, article, mentions, occasions)
    statements = answer_questions(statements, mentions)
    statements = name_own_outlet(statements, report, article, occasions)
    statements = settle_occasions(statements, stages, article, mentions, occasions)
    statements = find_chains(statements, drafts, article, report, mentions, occasions)
    return Undated(
        report=report,
        article=article,
        parse=parse,
        frames=frames,
        drafts=drafts,
        mentions=mentions,
        statements=statements,
        times=find_times(parse),
        problems=problems,
    )


def date_reading(undated: Undated, published: Published) -> Reading:
    """The whole reading, its times resolved against `published`."""
    report = replace(undated.report, published=published)
    times = resolve_times(undated.times, parse=undated.parse, published=published)
    page = (undated.article, undated.mentions.referents)
    statements = date_statements(undated.statements, undated.drafts, times, page)
    narrations = find_narrations(undated.frames, undated.article, statements, times)
    return Reading(
        report=report,
        article=undated.article,
        mentions=undated.mentions.mentions,
        referents=undated.mentions.referents,
        times=times,
        statements=statements,
        narrations=narrations,
        figures=find_figures(undated.parse, times, statements, mentions=undated.mentions.mentions),
        instruments=find_instruments(undated.parse, statements, undated.mentions),
        events=find_events(undated.parse, times, statements, narrations),
        relays=find_relays(statements),
        problems=undated.problems,
    )
