"""The tables of a case file, written as numbered migrations: plain functions, each run in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x46485354
"""`FHST` in the header of the file: what `file` and we know a case by."""

_KEPT = ("blob", "capture", "decoded", "judgement", "log")
"""Tables that rows are added to and never changed in."""


def migrate_1_the_case(db: sqlite3.Connection) -> None:
    """What is received and kept: blobs, captures, judgements, the log."""
    _run(
        db,
        """
        CREATE TABLE blob (
            sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
            size INTEGER NOT NULL CHECK (size >= 0),
            packed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE capture (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            blob TEXT NOT NULL REFERENCES blob (sha256),
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            url TEXT NOT NULL,
            captured_at TEXT NOT NULL,
            imported_at TEXT NOT NULL,
            method TEXT NOT NULL,
            media TEXT NOT NULL,
            encoding TEXT NOT NULL,
            receipt TEXT NOT NULL CHECK (json_valid(receipt)),
            operator TEXT NOT NULL,
            note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX capture_by_blob ON capture (blob);
        CREATE TABLE decoded (
            capture INTEGER PRIMARY KEY REFERENCES capture (seq),
            packed BLOB NOT NULL
        ) STRICT;
        CREATE TABLE judgement (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            at TEXT NOT NULL,
            by TEXT NOT NULL CHECK (by <> ''),
            kind TEXT NOT NULL,
            supersedes TEXT NOT NULL,
            record TEXT NOT NULL CHECK (json_valid(record)),
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT;
        CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            previous TEXT NOT NULL,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL CHECK (json_valid(payload)),
            hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
        ) STRICT;
        CREATE TRIGGER log_follows BEFORE INSERT ON log
        WHEN NEW.previous IS NOT coalesce((SELECT hash FROM log ORDER BY seq DESC LIMIT 1), '')
        BEGIN SELECT RAISE(ABORT, 'a log entry names the hash of the one before it'); END;
        """,
    )
    for table in _KEPT:
        _keep(db, table)


def migrate_2_what_is_read(db: sqlite3.Connection) -> None:
    """What is made from the captures: articles, reports and their versions, stage results, problems, minted ids."""
    _run(
        db,
        """
        CREATE TABLE article (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            capture INTEGER NOT NULL REFERENCES capture (seq),
            blob TEXT NOT NULL REFERENCES blob (sha256),
            report TEXT NOT NULL,
            version TEXT NOT NULL,
            text TEXT NOT NULL,
            read INTEGER NOT NULL CHECK (read IN (0, 1)),
            latest_day TEXT NOT NULL,
            packed BLOB NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            UNIQUE (blob, version)
        ) STRICT;
        CREATE TABLE report (
            id TEXT PRIMARY KEY,
            url_key TEXT UNIQUE
        ) STRICT;
        CREATE TABLE report_version (
            report TEXT NOT NULL REFERENCES report (id),
            number INTEGER NOT NULL CHECK (number > 0),
            blob TEXT NOT NULL UNIQUE REFERENCES blob (sha256),
            PRIMARY KEY (report, number)
        ) STRICT;
        CREATE TABLE result (
            seq INTEGER PRIMARY KEY,
            input TEXT NOT NULL,
            stage TEXT NOT NULL,
            version TEXT NOT NULL,
            blob TEXT NOT NULL REFERENCES blob (sha256),
            packed BLOB NOT NULL,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            UNIQUE (input, stage, version)
        ) STRICT;
        CREATE INDEX result_by_blob ON result (blob);
        CREATE TABLE problem (
            id TEXT PRIMARY KEY,
            at TEXT NOT NULL,
            name TEXT NOT NULL,
            record TEXT NOT NULL CHECK (json_valid(record)),
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT;
        CREATE TABLE minted (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE minted_anchor (
            kind TEXT NOT NULL,
            anchor TEXT NOT NULL,
            id TEXT NOT NULL REFERENCES minted (id),
            PRIMARY KEY (kind, anchor)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE minted_seal (
            kind TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
        ) STRICT;
        """,
    )


def migrate_3_search(db: sqlite3.Connection) -> None:
    """What is searched, with the passages of statements: a passage that is not verbatim is refused."""
    _run(
        db,
        """
        CREATE TABLE face (
            report TEXT PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (seq),
            name TEXT NOT NULL,
            headline TEXT NOT NULL,
            outlet TEXT NOT NULL,
            agency TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT;
        CREATE INDEX face_by_article ON face (article);
        CREATE TABLE statement (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            article INTEGER NOT NULL REFERENCES article (seq),
            report TEXT NOT NULL,
            speaker TEXT NOT NULL,
            act TEXT NOT NULL,
            content TEXT NOT NULL
        ) STRICT;
        CREATE INDEX statement_by_article ON statement (article);
        CREATE TABLE evidence (
            seq INTEGER PRIMARY KEY,
            statement INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
            article INTEGER NOT NULL REFERENCES article (seq),
            part TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
            start INTEGER NOT NULL CHECK (start >= 0),
            end INTEGER NOT NULL CHECK (end > start),
            quote TEXT NOT NULL
        ) STRICT;
        CREATE INDEX evidence_by_statement ON evidence (statement);
        CREATE TRIGGER evidence_is_verbatim BEFORE INSERT ON evidence
        WHEN substr((SELECT text FROM article WHERE seq = NEW.article), NEW.start + 1, NEW.end - NEW.start)
            IS NOT NEW.quote
        BEGIN SELECT RAISE(ABORT, 'evidence is not verbatim'); END;
        CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
        BEGIN SELECT RAISE(ABORT, 'evidence rows are never changed'); END;
        CREATE VIRTUAL TABLE article_words USING fts5 (
            text, content = 'article', content_rowid = 'seq', tokenize = "unicode61 remove_diacritics 2");
        CREATE TRIGGER article_words_add AFTER INSERT ON article
        BEGIN INSERT INTO article_words (rowid, text) VALUES (NEW.seq, NEW.text); END;
        CREATE TRIGGER article_words_drop AFTER DELETE ON article
        BEGIN INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', OLD.seq, OLD.text); END;
        CREATE TRIGGER article_stays BEFORE UPDATE OF id, blob, version, text, packed ON article
        BEGIN SELECT RAISE(ABORT, 'the text of an article never changes'); END;
        CREATE VIRTUAL TABLE statement_words USING fts5 (
            content, content = 'statement', content_rowid = 'seq', tokenize = "unicode61 remove_diacritics 2");
        CREATE TRIGGER statement_words_add AFTER INSERT ON statement
        BEGIN INSERT INTO statement_words (rowid, content) VALUES (NEW.seq, NEW.content); END;
        CREATE TRIGGER statement_words_drop AFTER DELETE ON statement
        BEGIN INSERT INTO statement_words (statement_words, rowid, content)
            VALUES ('delete', OLD.seq, OLD.content); END;
        CREATE TRIGGER statement_stays BEFORE UPDATE OF id, article, content ON statement
        BEGIN SELECT RAISE(ABORT, 'the passages of a statement never change'); END;
        """,
    )


def migrate_4_fetched_records(db: sqlite3.Connection) -> None:
    """The WARC records of each page that was fetched: every request and response on the way to it, as sent."""
    _run(
        db,
        """
        CREATE TABLE fetched (
            capture INTEGER PRIMARY KEY REFERENCES capture (seq),
            sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
            packed BLOB NOT NULL
        ) STRICT;
        """,
    )
    _keep(db, "fetched")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    migrate_1_the_case,
    migrate_2_what_is_read,
    migrate_3_search,
    migrate_4_fetched_records,
)
"""In order; the number of a case (`user_version`) is how many of them it has had. Never edit one: add another."""

CURRENT = len(MIGRATIONS)


def _keep(db: sqlite3.Connection, table: str) -> None:
    """Refuses every change of the rows of a table."""
    for act in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        )


def _run(db: sqlite3.Connection, script: str) -> None:
    """Each statement of `script` inside the transaction that is open (`executescript` would end it)."""
    held = ""
    for line in script.splitlines():
        held += line + "\n"
        if sqlite3.complete_statement(held):
            db.execute(held)
            held = ""
    assert not held.strip(), held


def render_schema(db: sqlite3.Connection) -> tuple[tuple[str, str, str, str], ...]:
    """(type, name, table, words) of every table, index and trigger: what a case of this number must hold. The inner
    tables of the search index are SQLite's own."""
    rows = db.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master WHERE name NOT GLOB '*_words_[cdi]*'"
        " ORDER BY name"
    )
    return tuple((str(type_), str(name), str(table), str(sql)) for type_, name, table, sql in rows)
