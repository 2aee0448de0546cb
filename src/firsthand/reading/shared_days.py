"""Days that a statement shares with another of its page: that of their session, or of the lede that sums it up."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.article.records import Article, Block, BlockKind
from firsthand.reading.records import Basis, Mode, Referent, Setting, Statement, TimeMention

_SESSIONS = frozenset({Setting.HEARING, Setting.BRIEFING, Setting.COURT})
_THE_SAME = re.compile(
    r"\b(?:the|that|this)\s+(?:same\s+)?(?:session|hearing|briefing|(?:news|press|media)\s+conference|sitting|trial)\b"
)
_EMERGED = re.compile(
    r"(?i)\bit\s+(?:has\s+)?(?:emerged|transpired|was\s+(?:announced|revealed|disclosed|reported|confirmed))\b[^.;]{0,30}$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_SHARED = 2
"""Words that a lede and the quotation after it must have in common."""


def share_days(
    statements: tuple[Statement, ...], times: tuple[TimeMention, ...], page: tuple[Article, tuple[Referent, ...]]
) -> tuple[Statement, ...]:
    """The statements, with a day for those that share one with another passage of the page; marked as inherited."""
    article, referents = page
    lede = _lede_time(statements, times, article)
    shared: list[Statement] = []
    for statement in statements:
        if not statement.said_at.known and not statement.inside and statement.speakers:
            source = _same_session(statement, shared)
            if source is not None:
                statement = replace(
                    statement, time=source.time, said_at=source.said_at, said_basis=Basis.INHERITED
                )
            elif lede is not None and _sums_up(lede, statement, (article, statements, referents)):
                statement = replace(statement, time=lede.id, said_at=lede.when, said_basis=Basis.INHERITED)
        shared.append(statement)
    return tuple(shared)


def _same_session(statement: Statement, earlier: list[Statement]) -> Statement | None:
    """The dated statement of the session that "during the session" means, where the page has one such day before."""
    words = " ".join(one.quote for one in statement.occasion.evidence)
    if statement.occasion.setting not in _SESSIONS or not _THE_SAME.search(words):
        return None
    found = [
        other
        for other in earlier
        if other.said_at.known and not other.inside and other.occasion.setting is statement.occasion.setting
    ]
    return found[-1] if found and all(other.said_at == found[0].said_at for other in found) else None


def _body(article: Article) -> tuple[Block, ...]:
    return tuple(block for block in article.blocks if block.kind is BlockKind.PARAGRAPH and not block.speaker)


def _lede_time(
    statements: tuple[Statement, ...], times: tuple[TimeMention, ...], article: Article
) -> TimeMention | None:
    """The day on which the page's first paragraph was said by a body or came out: "…, it emerged on Wednesday"."""
    first = next(iter(_body(article)), None)
    if first is None:
        return None
    said = {
        statement.time
        for statement in statements
        if statement.said_basis is Basis.PRINTED and first.span.covers((statement.cue or statement.content)[0].span)
    }
    for time in times:
        if not time.when.known or not first.span.covers(time.evidence.span):
            continue
        if time.id in said or _EMERGED.search(article.text[first.start : time.evidence.start]):
            return time
    return None


def _sums_up(
    lede: TimeMention, statement: Statement, page: tuple[Article, tuple[Statement, ...], tuple[Referent, ...]]
) -> bool:
    """Whether the lede tells beforehand what the second paragraph quotes: the first words there, said on an occasion
    that is printed, by the lede's own body or with the lede's words."""
    article, statements, referents = page
    body = _body(article)
    if len(body) < 2 or statement.mode is not Mode.DIRECT or statement.occasion.setting is Setting.UNKNOWN:
        return False
    inside = [one for one in statements if one.content and body[1].span.covers(one.content[0].span)]
    if not inside or inside[0].id != statement.id or statement.occasion.basis is Basis.INHERITED:
        return False
    of = {one.of for one in referents if one.id in statement.speakers} - {""}
    givers = {
        id for one in statements if one.time == lede.id and one.said_basis is Basis.PRINTED for id in one.speakers
    }
    if givers:
        return bool(of & givers)
    told = {word.lower() for word in _WORD.findall(article.text[body[0].start : body[0].end])}
    words = {word.lower() for piece in statement.content for word in _WORD.findall(piece.quote)}
    return len(told & words - _COMMON) >= _SHARED


_COMMON = frozenset({"that", "this", "with", "from", "were", "have", "been", "they", "their", "would", "there", "when"})
