"""From drafts to statements: who spoke, inside which other statement, on which occasion, when."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.article.records import ECHOES, Article, Report
from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.content import find_modality, find_mode, find_polarity
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.mentions import Mentions
from firsthand.reading.occasions import Stage, find_occasion, stage_occasion, taken_over
from firsthand.reading.occasionwords import OccasionWords
from firsthand.reading.records import (
    Act,
    Basis,
    EntityKind,
    MentionHow,
    Naming,
    Occasion,
    Referent,
    Setting,
    Statement,
    TimeMention,
)
from firsthand.reading.shared_days import share_days
from firsthand.when import UNKNOWN_WHEN

_BACK_REACH = 1200
"""Characters: how far before "he made the offer via …" the offer itself may stand. Two or three paragraphs."""


def attach_statements(
    drafts: tuple[Draft, ...], frames: tuple[Frame, ...], article: Article, mentions: Mentions, words: OccasionWords
) -> tuple[Statement, ...]:
    """The drafts as statements with speakers, nesting and occasions, in text order; times and chains come later."""
    made = [_statement(draft, frames, article, mentions, words) for draft in drafts]
    named = frozenset(one.id for one in mentions.referents if one.named)
    return tuple(_nested(statement, made, named) for statement in made)


def _statement(
    draft: Draft, frames: tuple[Frame, ...], article: Article, mentions: Mentions, words: OccasionWords
) -> Statement:
    content = tuple(article.evidence(span) for span in draft.content)
    source = tuple(article.evidence(span) for span in draft.source)
    cue = tuple(article.evidence(span) for span in draft.cue)
    block = article.block_at((draft.content or draft.cue)[0])
    if draft.rule == "statements.turn":
        speakers, naming = _by_label(block.speaker, mentions)
        source = _label_evidence(block.speaker, article)
    else:
        speakers, naming = ((), Naming.UNKNOWN) if draft.speaker_unsaid else _speakers(draft.source, mentions)
    return Statement(
        id=make_id("st", article.id, *((span.start, span.end) for span in (*draft.source, *draft.cue, *draft.content))),
        report=article.report,
        source=source,
        cue=cue,
        content=content,
        mode=find_mode(draft, article.text),
        act=draft.act,
        polarity=find_polarity(draft, frames),
        modality=find_modality(" ".join(piece.quote for piece in content)),
        speakers=speakers,
        naming=naming,
        audience=tuple(article.evidence(span) for span in draft.audience),
        audience_is=tuple(dict.fromkeys(id for span in draft.audience for id in mentions.referents_of(span)[0])),
        occasion=find_occasion(draft, article, words),
        turn=block.speaker,
        echo=block.kind in ECHOES,
        because=(
            Reason(rule=draft.rule, words=cue or source, note="no attribution of its own" if draft.inherits else ""),
        ),
    )


def _speakers(source: tuple[Span, ...], mentions: Mentions) -> tuple[tuple[str, ...], Naming]:
    found = [mentions.referents_of(span) for span in source]
    ids = tuple(dict.fromkeys(id for referents, _ in found for id in referents))
    namings = [naming for _, naming in found]
    for naming in (Naming.NAMED, Naming.UNNAMED):
        if naming in namings:
            return ids, naming
    return ids, Naming.UNKNOWN


def _by_label(label: str, mentions: Mentions) -> tuple[tuple[str, ...], Naming]:
    """Whom a turn's label names: the one referent with that name or surname; unknown where none or several have it."""
    found = [
        one.id
        for one in mentions.referents
        if one.named and label.casefold() in (one.name.casefold(), *(alias.casefold() for alias in one.aliases))
    ]
    found = found or [
        one.id
        for one in mentions.referents
        if one.named and one.name.casefold().split()[-1:] == label.casefold().split()[-1:]
    ]
    return ((found[0],), Naming.NAMED) if len(found) == 1 else ((), Naming.UNKNOWN)


def _label_evidence(label: str, article: Article) -> tuple[Evidence, ...]:
    """The label as it stands on the page."""
    return tuple(
        dropped.evidence
        for dropped in article.dropped
        if dropped.why == "turn label" and dropped.evidence.quote == label
    )[:1]


def answer_questions(statements: tuple[Statement, ...], mentions: Mentions) -> tuple[Statement, ...]:
    """ "X asked Y whether he would resign. He said he would not.": the pronoun right after a question is the one who
    was asked."""
    pronouns = {mention.evidence.span for mention in mentions.mentions if mention.how is MentionHow.PRONOUN}
    answered: list[Statement] = []
    for statement in statements:
        last = next((other for other in reversed(answered) if not other.inside), None)
        if last is not None and _answers(statement, last, pronouns):
            statement = replace(
                statement,
                speakers=last.audience_is,
                naming=_naming_of(last.audience_is, mentions),
                act=Act.ANSWER if statement.act is Act.SAY else statement.act,
                occasion=replace(statement.occasion, asked=last.content),
                because=(*statement.because, Reason(rule="statements.answer-to-question", words=last.audience)),
            )
        answered.append(statement)
    return tuple(answered)


_NEAR = 40
"""Characters between a question and its answer: the next sentence."""


def _answers(statement: Statement, last: Statement, pronouns: set[Span]) -> bool:
    if (
        last.act is not Act.ASK
        or not last.audience_is
        or statement.inside
        or len(statement.source) != 1
        or not last.content
    ):
        return False
    source = statement.source[0]
    is_pronoun = source.span in pronouns or source.quote.lower() in ("he", "she", "they")
    near = 0 < source.start - last.content[-1].end < _NEAR
    return is_pronoun and near and not set(last.audience_is) & set(last.speakers)


def _naming_of(ids: tuple[str, ...], mentions: Mentions) -> Naming:
    named = any(one.named for one in mentions.referents if one.id in ids)
    return Naming.NAMED if named else Naming.UNNAMED


def name_own_outlet(statements: tuple[Statement, ...], report: Report, words: OccasionWords) -> tuple[Statement, ...]:
    """Statements told to "this newspaper" with the outlet's name, where the page gives one."""
    if not report.outlet.known:
        return statements
    return tuple(
        replace(statement, occasion=replace(statement.occasion, with_whom=report.outlet.value))
        if words.own_outlet.search(statement.occasion.with_whom)
        else statement
        for statement in statements
    )


def _nested(statement: Statement, others: list[Statement], named: frozenset[str]) -> Statement:
    """The statement with the smallest statement around it, if one's content holds its cue (or all of its content)."""
    own = statement.cue or statement.content
    around = [
        other
        for other in others
        if other.id != statement.id and _holds(other, own) and not _holds(statement, other.cue or other.content)
    ]
    if not around:
        return statement
    outer = min(around, key=_size)
    statement = _first_person(statement, outer, named)
    if _is_bare(statement):
        return replace(statement, inside=outer.id, speakers=(), naming=Naming.UNKNOWN)
    return replace(statement, inside=outer.id)


def _first_person(statement: Statement, outer: Statement, named: frozenset[str]) -> Statement:
    """ "I" and "me" inside somebody's words are that somebody; so is the "she" that "X said she was told" begins
    with, where no other name was found for it."""
    if len(statement.source) == 1 and statement.source[0].quote.lower() == "i":
        statement = replace(statement, speakers=outer.speakers, naming=outer.naming)
    if len(statement.audience) == 1 and statement.audience[0].quote.lower() == "me":
        statement = replace(statement, audience_is=outer.speakers)
    told = [passage.quote.lower() for passage in statement.audience]
    if told in (["he"], ["she"]) and not set(statement.audience_is) & named and set(outer.speakers) & named:
        opens = statement.audience[0].start == outer.content[0].start
        return replace(statement, audience_is=outer.speakers if opens else statement.audience_is)
    if not statement.audience_is and told in _ABOUT_HIMSELF:
        statement = replace(statement, audience_is=outer.speakers)
    return statement


_ABOUT_HIMSELF = (["him"], ["her"])


def _is_bare(statement: Statement) -> bool:
    """Whether the source is one bare word for written things ("reports indicate …, according to X"): it names nobody
    beside X."""
    return len(statement.source) == 1 and statement.source[0].quote.lower() in _BARE


_BARE = frozenset(
    {
        "reports",
        "estimates",
        "figures",
        "data",
        "records",
        "accounts",
        "statistics",
        "findings",
        "documents",
        "evidence",
        "information",
    }
)


def _holds(outer: Statement, passages: tuple[Evidence, ...]) -> bool:
    return all(
        any(piece.start <= passage.start and passage.end <= piece.end for piece in outer.content)
        for passage in passages
    )


def _size(statement: Statement) -> int:
    return sum(piece.end - piece.start for piece in statement.content)


def settle_occasions(
    statements: tuple[Statement, ...],
    stages: tuple[Stage, ...],
    article: Article,
    mentions: Mentions,
    words: OccasionWords,
) -> tuple[Statement, ...]:
    """Statements without a setting take that of the same speaker's nearest one before, or of a sentence that sets
    the scene."""
    scenes = [
        (stage, mentions.referents_of(stage.subject[0])[0], stage_occasion(stage, article, words)) for stage in stages
    ]
    settled: list[Statement] = []
    for statement in statements:
        if statement.occasion.setting is Setting.UNKNOWN and statement.speakers and not statement.inside:
            occasion = _before(statement, settled, scenes) or _taken_up(statement, scenes, statements)
            if occasion is not None:
                statement = replace(statement, occasion=taken_over(statement.occasion, occasion))
        settled.append(statement)
    return tuple(settled)


_Scene = tuple[Stage, tuple[str, ...], Occasion]


def _place(statement: Statement) -> int:
    return (statement.cue or statement.content)[0].start


def _before(statement: Statement, earlier: list[Statement], scenes: list[_Scene]) -> Occasion | None:
    """The occasion nearest before, of the same speaker, if nothing of that speaker with another partner stands
    between."""
    found = [
        (_place(other), other.occasion)
        for other in earlier
        if other.speakers == statement.speakers
        and (other.occasion.setting in _CARRIES_ON or other.occasion.with_whom)
        and not other.inside
    ]
    found += [
        (stage.at, occasion)
        for stage, who, occasion in scenes
        if who == statement.speakers
        and occasion.setting in _CARRIES_ON
        and stage.at < _place(statement)
        and not stage.back
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


_CARRIES_ON = frozenset({Setting.INTERVIEW, Setting.BRIEFING, Setting.VIDEO, Setting.HEARING, Setting.COURT})
"""Settings that go on over sentences. A post or a document is over when its words are."""


def _taken_up(statement: Statement, scenes: list[_Scene], statements: tuple[Statement, ...]) -> Occasion | None:
    """ "X said he was willing … He made the offer via …": the later sentence tells the setting of the words just
    told."""
    for stage, who, occasion in scenes:
        if not stage.back or who != statement.speakers or occasion.setting is Setting.UNKNOWN:
            continue
        earlier = [
            other for other in statements if other.speakers == who and _place(other) < stage.at and not other.inside
        ]
        if earlier and max(earlier, key=_place).id == statement.id and stage.at - _place(statement) < _BACK_REACH:
            return occasion
    return None


def date_statements(
    statements: tuple[Statement, ...],
    drafts: tuple[Draft, ...],
    times: tuple[TimeMention, ...],
    page: tuple[Article, tuple[Referent, ...]],
) -> tuple[Statement, ...]:
    """Statements with the time of the saying: printed in the attribution, else of the occasion that was taken over.

    `drafts` are parallel to `statements`. A spokesperson's statement takes the day on which the body it speaks for
    is said to have
    spoken in the same report. No time is ever taken from the publication itself.
    """
    article, referents = page
    text = article.text
    dated = [_own_time(statement, draft, times, text) for statement, draft in zip(statements, drafts, strict=True)]
    speaks_for = {referent.id: referent.of for referent in referents if referent.of} | _spokespeople(dated, referents)
    settled = tuple(_inherited_time(statement, dated, speaks_for) for statement in dated)
    return share_days(settled, times, page)


def _spokespeople(dated: list[Statement], referents: tuple[Referent, ...]) -> dict[str, str]:
    """For whom a bare "spokeswoman" speaks: the last body that was quoted before her."""
    by_id = {referent.id: referent for referent in referents}
    found: dict[str, str] = {}
    body = ""
    for statement in dated:
        for id in statement.speakers:
            one = by_id.get(id)
            if one is None:
                continue
            if one.kind in (EntityKind.ORGANISATION, EntityKind.GOVERNMENT):
                body = id
            elif body and not one.of and any(role.lower().startswith("spokes") for role in one.roles):
                found.setdefault(id, body)
    return found


def _own_time(statement: Statement, draft: Draft, times: tuple[TimeMention, ...], text: str) -> Statement:
    inside = [
        time
        for time in times
        if any(piece.start <= time.evidence.start and time.evidence.end <= piece.end for piece in draft.clause)
        and not _is_told(time, draft)
        and not _is_printing(time, text)
    ]
    if not inside or not draft.cue:
        return statement
    nearest = min(inside, key=lambda time: (not time.when.known, abs(time.evidence.start - draft.cue[0].end)))
    basis = Basis.PRINTED if nearest.when.known else Basis.NONE
    return replace(statement, time=nearest.id, said_at=nearest.when, said_basis=basis)


_PRINTING = re.compile(r"\b(?:published|printed|aired|broadcast|released|carried)\b[^.;]{0,20}$")


def _is_printing(time: TimeMention, article_text: str) -> bool:
    """Whether the time is that of the printing: "in an interview published on Friday"."""
    return bool(_PRINTING.search(article_text[max(time.evidence.start - 40, 0) : time.evidence.start]))


def _is_told(time: TimeMention, draft: Draft) -> bool:
    """Whether a time stands behind a content that follows its cue: "affirmed the capture last week" dates the
    capture, not the saying."""
    return bool(draft.cue and draft.content) and draft.cue[-1].end <= draft.content[0].start <= time.evidence.start


def _inherited_time(statement: Statement, dated: list[Statement], speaks_for: dict[str, str]) -> Statement:
    if statement.said_at.known or statement.inside or not statement.speakers:
        return statement
    same_occasion = [
        other
        for other in dated
        if other.said_at.known
        and other.speakers == statement.speakers
        and other.occasion.setting is statement.occasion.setting
        and statement.occasion.setting in _CARRIES_ON
        and other.occasion.with_whom == statement.occasion.with_whom
        and _place(other) < _place(statement)
    ]
    bodies = {speaks_for.get(id, "") for id in statement.speakers} - {""}
    of_body = [
        other
        for other in dated
        if other.said_at.known
        and set(other.speakers) & bodies
        and not other.inside
        and _place(other) < _place(statement)
    ]
    for other in [*reversed(same_occasion), *of_body]:
        return replace(statement, time=other.time, said_at=other.said_at, said_basis=Basis.INHERITED)
    return replace(statement, said_at=UNKNOWN_WHEN, said_basis=Basis.NONE)
