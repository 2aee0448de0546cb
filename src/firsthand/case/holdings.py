"""Everything that a case keeps, as it stands there: what a bundle is made of, and what it is checked against."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firsthand.case.shelf import load_capture, load_shelf, open_kept
from firsthand.case.versions import find_version
from firsthand.pipeline import read_page
from firsthand.store.captures import Import, load_blob, load_captures, load_decoded, load_fetched
from firsthand.store.file import CaseFile
from firsthand.store.judgements import load_judgement_rows
from firsthand.store.log import LogEntry, load_log, seal
from firsthand.store.pack import pack_record, read_record, render_record

__all__ = [
    "Holdings", "Import", "KeptArticle", "LogEntry", "find_version", "read_record", "remake_article", "render_record",
    "seal",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArticle:
    """An article of the present extractor: its id, the blob it was made of, its report and its text."""

    id: str
    blob: str
    report: str
    text: str


class Holdings:
    """What an open case keeps."""

    def __init__(self, file: CaseFile) -> None:
        self._file = file

    def captures(self) -> tuple[Import, ...]:
        """Every capture in the order of import."""
        with self._file.reading() as db:
            return tuple(load_captures(db))

    def log(self) -> tuple[LogEntry, ...]:
        with self._file.reading() as db:
            return tuple(load_log(db))

    def judgements(self) -> tuple[str, ...]:
        """The record of each judgement as it was written, oldest first."""
        with self._file.reading() as db:
            return tuple(row[5] for row in load_judgement_rows(db))

    def articles(self) -> tuple[KeptArticle, ...]:
        kept = []
        for held in load_shelf(self._file):
            article = held.article.extract.article
            kept.append(
                KeptArticle(
                    id=article.id, blob=held.article.sha256, report=held.article.report, text=article.text
                )
            )
        return tuple(kept)

    def raw(self, sha256: str) -> bytes:
        """The bytes of a blob. Raises CaseDamaged."""
        with self._file.reading() as db:
            return load_blob(db, sha256)

    def warc(self, seq: int) -> bytes | None:
        """The WARC records of the fetch that brought a capture; `None` where it was not fetched. Raises CaseDamaged."""
        with self._file.reading() as db:
            return load_fetched(db, seq)

    def decoded(self, sha256: str) -> str:
        """The decoded text of a blob, into which evidence of the capture points."""
        with self._file.reading() as db:
            return load_capture(db, sha256)[0].text

    def beside(self, seq: int) -> str | None:
        """The text kept beside a capture that plain decoding of its bytes does not give (a PDF); else `None`."""
        with self._file.reading() as db:
            packed = load_decoded(db, seq)
        return None if packed is None else zlib.decompress(packed).decode("utf-8", "surrogatepass")


def remake_article(events: Sequence[Import], raw: bytes, *, beside: str | None, report: str) -> tuple[str, str]:
    """The text of the article that these bytes give now, and the hash of all that was extracted.

    `events` are the captures of one blob, `beside` is the decoded text where plain decoding does not give it.
    """
    capture = replace(open_kept(events, raw), report=report)
    if beside is not None:
        capture = replace(capture, text=beside)
    extract = read_page(capture)
    return extract.article.text, pack_record(extract).sha256
