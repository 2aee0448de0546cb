"""Full-text search over articles and statements, and the rows that it is narrowed by."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a report is found by. Days are ISO 8601, "" where not known."""

    report: str
    article: int
    name: str
    headline: str
    outlet: str
    agency: str
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement as it is searched: its speaker in words, its passages by part."""

    id: str
    report: str
    speaker: str
    act: str
    passages: tuple[tuple[str, int, int, str], ...]
    """Part (source, cue, content), start, end, words."""

    @property
    def content(self) -> str:
        return " … ".join(quote for part, _, _, quote in self.passages if part == "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words, and what the finds must be of. `since` and `until` are days; a report whose day is not known is only
    found without them."""

    words: str
    kind: str = ""
    speaker: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find: a statement, or an article with the words around the first match."""

    kind: str
    id: str
    report: str
    name: str
    headline: str
    outlet: str
    first_day: str
    last_day: str
    speaker: str
    act: str
    words: str
    score: float


def save_face(db: sqlite3.Connection, face: Face, sha256: str) -> None:
    """Keeps a face, with the hash of all that the report is found by."""
    db.execute(
        "INSERT OR REPLACE INTO face (report, article, name, headline, outlet, agency, first_day, last_day, sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            face.report, face.article, face.name, face.headline, face.outlet, face.agency, face.first_day,
            face.last_day, sha256,
        ),
    )  # fmt: skip


def load_face_hashes(db: sqlite3.Connection) -> dict[str, str]:
    """The hash of what each report is found by."""
    return dict(db.execute("SELECT report, sha256 FROM face").fetchall())


def save_statements(db: sqlite3.Connection, article: int, statements: Iterable[Said]) -> None:
    """Puts the statements of one article in the place of those it had. A passage that is not verbatim is refused by
    the database itself."""
    db.execute("DELETE FROM statement WHERE article = ?", (article,))
    for said in statements:
        made = db.execute(
            "INSERT INTO statement (id, article, report, speaker, act, content) VALUES (?, ?, ?, ?, ?, ?)",
            (said.id, article, said.report, said.speaker, said.act, said.content),
        )
        db.executemany(
            "INSERT INTO evidence (statement, article, part, start, end, quote) VALUES (?, ?, ?, ?, ?, ?)",
            ((made.lastrowid, article, *passage) for passage in said.passages),
        )


_FACE = "face.report, face.name, face.headline, face.outlet, face.first_day, face.last_day"

_ARTICLES = f"""
    SELECT 'article', face.report, {_FACE}, '', '',
        snippet(article_words, 0, '', '', ' … ', 24), bm25(article_words) AS score
    FROM article_words JOIN face ON face.article = article_words.rowid
    WHERE article_words MATCH :match AND :speaker = '' AND {{filters}}
    ORDER BY score, face.report LIMIT :limit
"""

_STATEMENTS = f"""
    SELECT 'statement', statement.id, {_FACE}, statement.speaker, statement.act,
        statement.content, bm25(statement_words) AS score
    FROM statement_words JOIN statement ON statement.seq = statement_words.rowid
    JOIN face ON face.article = statement.article
    WHERE statement_words MATCH :match AND instr(lower(statement.speaker), :speaker) > 0 AND {{filters}}
    ORDER BY score, statement.id LIMIT :limit
"""

_ONLY_FILTERS = f"""
    SELECT 'statement', statement.id, {_FACE}, statement.speaker, statement.act, statement.content, 0.0
    FROM statement JOIN face ON face.article = statement.article
    WHERE instr(lower(statement.speaker), :speaker) > 0 AND {{filters}}
    ORDER BY face.first_day, statement.seq LIMIT :limit
"""

_FILTERS = (
    "(:outlet = '' OR instr(lower(face.outlet), :outlet) > 0 OR instr(lower(face.agency), :outlet) > 0)"
    " AND (:since = '' OR (face.last_day <> '' AND face.last_day >= :since))"
    " AND (:until = '' OR (face.first_day <> '' AND face.first_day <= :until))"
)


def find_hits(db: sqlite3.Connection, query: Query) -> tuple[Hit, ...]:
    """Statements first, then articles, each with the best first. All words must be there; "quoted words" together."""
    match = _match(query.words)
    given = {
        "match": match,
        "speaker": query.speaker.lower(),
        "outlet": query.outlet.lower(),
        "since": query.since,
        "until": query.until,
        "limit": query.limit,
    }
    if not match:
        return _read(db, _ONLY_FILTERS, given) if query.kind != "article" else ()
    hits: list[Hit] = []
    if query.kind in ("", "statement"):
        hits += _read(db, _STATEMENTS, given)
    if query.kind in ("", "article"):
        hits += _read(db, _ARTICLES, given)
    return tuple(hits)


def _read(db: sqlite3.Connection, words: str, given: dict[str, object]) -> tuple[Hit, ...]:
    rows = db.execute(words.format(filters=_FILTERS), given)
    return tuple(
        Hit(
            kind=kind, id=id_, report=report, name=name, headline=headline, outlet=outlet, first_day=first_day,
            last_day=last_day, speaker=speaker, act=act, words=" ".join(found.split()), score=round(-score, 3),
        )
        for kind, id_, report, name, headline, outlet, first_day, last_day, speaker, act, found, score in rows
    )  # fmt: skip


def _match(words: str) -> str:
    """The words for the index: signs that it would take for operators are quoted away.

    >>> _match('ferry "lower deck" fire*')
    '"ferry" "lower deck" "fire"*'
    """
    found = re.findall(r'"([^"]+)"|([\w’\'-]+)(\*?)', words)
    return " ".join(
        f'"{phrase}"' if phrase else f'"{word}"{star}' for phrase, word, star in found if phrase.strip() or word
    )


def load_indexed(db: sqlite3.Connection) -> Iterator[tuple[Face, tuple[Said, ...], str]]:
    """Each report with its statements as they are searched, and the hash that was kept of them; "" for the hash where
    the words that are searched are not those of the passages."""
    for *face, sha256 in db.execute(
        "SELECT report, article, name, headline, outlet, agency, first_day, last_day, sha256 FROM face ORDER BY report"
    ).fetchall():
        report, article, name, headline, outlet, agency, first_day, last_day = face
        yield (
            Face(
                report=report, article=article, name=name, headline=headline, outlet=outlet, agency=agency,
                first_day=first_day, last_day=last_day,
            ),
            tuple(_load_said(db, article)),
            sha256 if all(said.content == words for said, words in _load_searched(db, article)) else "",
        )  # fmt: skip


def _load_said(db: sqlite3.Connection, article: int) -> Iterator[Said]:
    of = "SELECT seq, id, report, speaker, act FROM statement WHERE article = ? ORDER BY seq"
    for seq, id_, report, speaker, act in db.execute(of, (article,)).fetchall():
        rows = db.execute("SELECT part, start, end, quote FROM evidence WHERE statement = ? ORDER BY seq", (seq,))
        passages = tuple((part, start, end, quote) for part, start, end, quote in rows)
        yield Said(id=id_, report=report, speaker=speaker, act=act, passages=passages)


def _load_searched(db: sqlite3.Connection, article: int) -> Iterator[tuple[Said, str]]:
    words = db.execute("SELECT content FROM statement WHERE article = ? ORDER BY seq", (article,)).fetchall()
    return zip(_load_said(db, article), (row[0] for row in words), strict=True)


def find_stray_evidence(db: sqlite3.Connection) -> tuple[str, ...]:
    """Statements whose passages do not stand in their article as quoted, or whose content is not their passages."""
    rows = db.execute(
        "SELECT DISTINCT statement.id FROM evidence JOIN statement ON statement.seq = evidence.statement"
        " JOIN article ON article.seq = evidence.article"
        " WHERE substr(article.text, evidence.start + 1, evidence.end - evidence.start) IS NOT evidence.quote"
    )
    return tuple(row[0] for row in rows)
