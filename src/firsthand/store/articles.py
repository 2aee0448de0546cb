"""Articles, and the reports that they are versions of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.article.extract import Extract
from firsthand.store.pack import Packed, pack_record, unpack_record


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """What one extractor version made of one blob. `usable` says that it has text in a language that is read;
    `latest_day` is the latest day that the page shows, or ""; `held` holds the extract, packed."""

    seq: int
    capture: int
    sha256: str
    report: str
    usable: bool
    latest_day: str
    held: Packed

    @property
    def extract(self) -> Extract:
        """Raises CaseDamaged where the bytes are not what was written."""
        return unpack_record(self.held, Extract)


def save_article(
    db: sqlite3.Connection, extract: Extract, *, blob: str, capture: int, version: str, latest_day: str, usable: bool
) -> StoredArticle:
    """Adds an article, in the place of one of the same version."""
    article, held = extract.article, pack_record(extract)
    _drop_article(db, blob, version)
    made = db.execute(
        "INSERT INTO article (id, capture, blob, report, version, text, read, latest_day, packed, sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id, capture, blob, article.report, version, article.text, int(usable), latest_day, held.packed,
            held.sha256,
        ),
    )  # fmt: skip
    return StoredArticle(
        seq=int(made.lastrowid or 0),
        capture=capture,
        sha256=blob,
        report=article.report,
        usable=usable,
        latest_day=latest_day,
        held=held,
    )


def find_article(db: sqlite3.Connection, blob: str, version: str) -> int | None:
    """The number of the article that an extractor version made of a blob; `None` where there is none."""
    row = db.execute("SELECT seq FROM article WHERE blob = ? AND version = ?", (blob, version)).fetchone()
    return int(row[0]) if row else None


def load_articles(db: sqlite3.Connection, version: str) -> Iterator[StoredArticle]:
    """The articles of one extractor version, in the order of their captures."""
    rows = db.execute(
        "SELECT seq, capture, blob, report, read, latest_day, packed, sha256 FROM article WHERE version = ?"
        " ORDER BY capture",
        (version,),
    )
    for seq, capture, blob, report, usable, latest_day, packed, sha256 in rows:
        yield StoredArticle(
            seq=seq,
            capture=capture,
            sha256=blob,
            report=report,
            usable=bool(usable),
            latest_day=latest_day,
            held=Packed(packed=packed, sha256=sha256),
        )


def load_article_rows(db: sqlite3.Connection) -> tuple[tuple[int, str, str, str, int], ...]:
    """(number, id, blob, version, capture) of each article of any version, as they stand beside its record."""
    rows = db.execute("SELECT seq, id, blob, version, capture FROM article ORDER BY seq")
    return tuple((row[0], row[1], row[2], row[3], row[4]) for row in rows)


def load_texts(db: sqlite3.Connection) -> dict[int, str]:
    """The text of each article as it is searched, by the article's number."""
    return dict(db.execute("SELECT seq, text FROM article").fetchall())


def load_unread(db: sqlite3.Connection, version: str) -> tuple[str, ...]:
    """Blobs that no article of this version was made of yet, in the order of import."""
    rows = db.execute(
        "SELECT blob FROM capture WHERE blob NOT IN (SELECT blob FROM article WHERE version = ?)"
        " GROUP BY blob ORDER BY min(seq)",
        (version,),
    )
    return tuple(row[0] for row in rows)


def load_usable(db: sqlite3.Connection, version: str) -> frozenset[str]:
    """Blobs whose article of this version has text that can be read."""
    rows = db.execute("SELECT blob FROM article WHERE version = ? AND read = 1", (version,))
    return frozenset(row[0] for row in rows)


def load_latest_day(db: sqlite3.Connection, version: str) -> str:
    """The latest day that any usable page shows, or ""."""
    row = db.execute("SELECT max(latest_day) FROM article WHERE version = ? AND read = 1", (version,)).fetchone()
    return str(row[0] or "")


def _drop_article(db: sqlite3.Connection, blob: str, version: str) -> None:
    """Drops the articles of other versions with what hangs on them: each can be made again from its blob."""
    rows = db.execute("SELECT seq FROM article WHERE blob = ?", (blob,)).fetchall()
    for (seq,) in rows:
        db.execute("DELETE FROM face WHERE article = ?", (seq,))
        db.execute("DELETE FROM statement WHERE article = ?", (seq,))
        db.execute("DELETE FROM article WHERE seq = ?", (seq,))


# ---------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report: its number, and the blob."""

    report: str
    number: int
    sha256: str


def find_report(db: sqlite3.Connection, *, blob: str, url_key: str) -> str:
    """The report that a blob is a version of already, or that its address makes it one of; else ""."""
    row = db.execute("SELECT report FROM report_version WHERE blob = ?", (blob,)).fetchone()
    if row is None and url_key:
        row = db.execute("SELECT id FROM report WHERE url_key = ?", (url_key,)).fetchone()
    return str(row[0]) if row else ""


def save_version(db: sqlite3.Connection, report: str, *, blob: str, url_key: str) -> Version:
    """Makes the blob a version of the report, which is made where it is new."""
    row = db.execute("SELECT report, number FROM report_version WHERE blob = ?", (blob,)).fetchone()
    if row is None:
        db.execute("INSERT OR IGNORE INTO report (id, url_key) VALUES (?, NULL)", (report,))
        db.execute(
            "INSERT INTO report_version (report, number, blob)"
            " SELECT ?, coalesce(max(number), 0) + 1, ? FROM report_version WHERE report = ?",
            (report, blob, report),
        )
        row = db.execute("SELECT report, number FROM report_version WHERE blob = ?", (blob,)).fetchone()
    if url_key:
        db.execute("UPDATE OR IGNORE report SET url_key = ? WHERE id = ? AND url_key IS NULL", (url_key, row[0]))
    return Version(report=row[0], number=row[1], sha256=blob)


def load_versions(db: sqlite3.Connection) -> tuple[Version, ...]:
    """Every version of every report, oldest first."""
    rows = db.execute("SELECT report, number, blob FROM report_version ORDER BY report, number")
    return tuple(Version(report=report, number=number, sha256=blob) for report, number, blob in rows)


def load_url_keys(db: sqlite3.Connection) -> dict[str, str]:
    """The address of each report that has one."""
    return dict(db.execute("SELECT id, url_key FROM report WHERE url_key IS NOT NULL").fetchall())
