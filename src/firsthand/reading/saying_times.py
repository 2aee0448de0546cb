"""When a statement was said: printed with it, or taken over from its occasion or from the body it speaks for."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.article.records import Article
from firsthand.reading.attach import CARRIES_ON, place_of
from firsthand.reading.draft import Draft
from firsthand.reading.records import Basis, EntityKind, Referent, Statement, TimeMention
from firsthand.reading.shared_days import share_days
from firsthand.when import UNKNOWN_WHEN


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
    settled = tuple(_inherited_time(statement, dated, speaks_for, (times, text)) for statement in dated)
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


def _inherited_time(
    statement: Statement, dated: list[Statement], speaks_for: dict[str, str], page: tuple[tuple[TimeMention, ...], str]
) -> Statement:
    if statement.said_at.known or statement.inside or not statement.speakers:
        return statement
    times, text = page
    scene = _scene_time(statement, times, text)
    if scene is not None:
        return replace(statement, time=scene.id, said_at=scene.when, said_basis=Basis.INHERITED)
    same_occasion = [
        other
        for other in dated
        if other.said_at.known
        and other.speakers == statement.speakers
        and other.occasion.setting is statement.occasion.setting
        and statement.occasion.setting in CARRIES_ON
        and other.occasion.with_whom == statement.occasion.with_whom
        and place_of(other) < place_of(statement)
    ]
    bodies = {speaks_for.get(id, "") for id in statement.speakers} - {""}
    of_body = [
        other
        for other in dated
        if other.said_at.known
        and set(other.speakers) & bodies
        and not other.inside
        and place_of(other) < place_of(statement)
    ]
    for other in [*reversed(same_occasion), *of_body]:
        return replace(statement, time=other.time, said_at=other.said_at, said_basis=Basis.INHERITED)
    return replace(statement, said_at=UNKNOWN_WHEN, said_basis=Basis.NONE)


def _scene_time(statement: Statement, times: tuple[TimeMention, ...], text: str) -> TimeMention | None:
    """The one day that the sentence shows which set the scene: "Toll spoke to the Observer yesterday"."""
    occasion = statement.occasion
    if occasion.basis is not Basis.INHERITED or occasion.setting not in CARRIES_ON:
        return None
    inside = [
        time
        for time in times
        if time.when.known
        and not _is_printing(time, text)
        and any(passage.span.covers(time.evidence.span) for passage in occasion.evidence)
    ]
    return inside[0] if len(inside) == 1 else None
