"""From drafts to statements: who spoke, inside which other statement, on which occasion."""

from __future__ import annotations

from dataclasses import replace

from firsthand.article.records import ECHOES, Article
from firsthand.evidence import Evidence, Reason, Span, make_id
from firsthand.reading.asked import find_question_before
from firsthand.reading.content import find_modality, find_mode, find_polarity, refuses
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.mentions import Mentions
from firsthand.reading.occasions import Stage, find_occasion, stage_occasion, taken_over
from firsthand.reading.occasionwords import OccasionWords
from firsthand.reading.records import (
    Act,
    MentionHow,
    Naming,
    Occasion,
    Setting,
    Statement,
)
from firsthand.reading.writers import name_writers

_BACK_REACH = 1200
"""Characters: how far before "he made the offer via …" the offer itself may stand. Two or three paragraphs."""


def attach_statements(
    drafts: tuple[Draft, ...], frames: tuple[Frame, ...], article: Article, mentions: Mentions, words: OccasionWords
) -> tuple[Statement, ...]:
    """The drafts as statements with speakers, nesting and occasions, in text order; times and chains come later."""
    drafts = tuple(_asked_before(draft, article) for draft in drafts)
    made = [_statement(draft, frames, article, mentions, words) for draft in drafts]
    named = frozenset(one.id for one in mentions.referents if one.named)
    nested = tuple(_nested(statement, made, named) for statement in made)
    return name_writers(nested, drafts, article)


def _asked_before(draft: Draft, article: Article) -> Draft:
    """The draft with the reporter's question that its quotation answers, where that stands right before."""
    first = draft.content[0] if draft.content else None
    if first is None or first not in draft.quoted or draft.asked or not draft.cue:
        return draft
    block = article.block_at(first)
    question = None if block.speaker else find_question_before(article.text, block.start, first)
    return replace(draft, asked=(question,)) if question is not None else draft


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
        act=Act.DECLINE if refuses(draft, article.text) else draft.act,
        polarity=find_polarity(draft, frames),
        modality=find_modality(" ".join(piece.quote for piece in content)),
        speakers=speakers,
        naming=naming,
        audience=tuple(article.evidence(span) for span in draft.audience),
        audience_is=tuple(dict.fromkeys(id for span in draft.audience for id in mentions.referents_of(span)[0])),
        occasion=find_occasion(draft, article, words),
        turn=block.speaker,
        echo=block.kind in ECHOES,
        seen=draft.seen,
        sure=draft.sure,
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


def place_of(statement: Statement) -> int:
    return (statement.cue or statement.content)[0].start


def _before(statement: Statement, earlier: list[Statement], scenes: list[_Scene]) -> Occasion | None:
    """The occasion nearest before, of the same speaker, if nothing of that speaker with another partner stands
    between."""
    found = [
        (place_of(other), other.occasion)
        for other in earlier
        if other.speakers == statement.speakers
        and (other.occasion.setting in CARRIES_ON or other.occasion.with_whom)
        and not other.inside
    ]
    found += [
        (stage.at, occasion)
        for stage, who, occasion in scenes
        if who == statement.speakers
        and occasion.setting in CARRIES_ON
        and stage.at < place_of(statement)
        and not stage.back
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


CARRIES_ON = frozenset({Setting.INTERVIEW, Setting.BRIEFING, Setting.VIDEO, Setting.HEARING, Setting.COURT})
"""Settings that go on over sentences. A post or a document is over when its words are."""


def _taken_up(statement: Statement, scenes: list[_Scene], statements: tuple[Statement, ...]) -> Occasion | None:
    """ "X said he was willing … He made the offer via …": the later sentence tells the setting of the words just
    told."""
    for stage, who, occasion in scenes:
        if not stage.back or who != statement.speakers or occasion.setting is Setting.UNKNOWN:
            continue
        earlier = [
            other for other in statements if other.speakers == who and place_of(other) < stage.at and not other.inside
        ]
        if earlier and max(earlier, key=place_of).id == statement.id and stage.at - place_of(statement) < _BACK_REACH:
            return occasion
    return None
