"""Receiving: each capture with its bytes and its entry in the log, durable before anything is read of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from firsthand.capture.files import open_capture
from firsthand.capture.records import Capture, Received
from firsthand.case.clock import now
from firsthand.evidence import Problem
from firsthand.pipeline import PROGRAM, STAGES, Progress
from firsthand.store.captures import Import, has_blob, save_capture, save_fetched
from firsthand.store.file import CaseFile
from firsthand.store.log import save_log
from firsthand.store.problems import save_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Custody:
    """Who adds, how, from where, and what they note; of a fetch also its WARC records."""

    operator: str
    method: str = "file"
    path: str = ""
    note: str = ""
    warc: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an import did: captures kept, those whose bytes were new, and files that could not be read."""

    captures: tuple[str, ...]
    blobs: tuple[str, ...]
    problems: tuple[Problem, ...]


def import_captures(
    file: CaseFile, found: Iterable[Received | Problem], custody: Custody, tell: Progress
) -> Added:
    """Keeps every capture as it comes, one transaction each, so that a kill loses none that was finished.

    A file that could not be opened is told and stands in the log as `no-page`; it is no problem of the case, since it
    was never in it.
    """
    captures: list[str] = []
    new: list[str] = []
    told: set[Problem] = set()
    for one in found:
        if isinstance(one, Problem):
            told.add(one)
            continue
        tell("keeping bytes", len(captures), 0)
        if _import(file, one, custody):
            new.append(one.capture.blob.sha256)
        captures.append(one.capture.id)
    problems = tuple(sorted(told, key=lambda one: (one.name, one.kind, one.message)))
    for problem in problems:
        with file.writing() as db:
            if problem.kind == _NEVER_OPENED:
                told_of = {"path": custody.path, "told": [problem.message], "operator": custody.operator}
                save_log(db, now(), "no-page", {**told_of})
            else:
                save_problem(db, problem, now())
    return Added(captures=tuple(captures), blobs=tuple(new), problems=problems)


_NEVER_OPENED = "capture.unreadable"
"""The kind of problem of a file that is not there or may not be read."""


def _import(file: CaseFile, received: Received, custody: Custody) -> bool:
    """One capture in one transaction; whether its bytes were new."""
    capture = received.capture
    with file.writing() as db:
        at = now()
        fresh = not has_blob(db, capture.blob.sha256)
        kept = Import(
            id=capture.id,
            sha256=capture.blob.sha256,
            name=capture.name,
            path=str(Path(custody.path, capture.name)) if Path(custody.path).is_dir() else custody.path,
            url=capture.url,
            captured_at=capture.captured_at,
            imported_at=at,
            method=custody.method,
            media=capture.media.value,
            encoding=capture.encoding,
            receipt=capture.receipt,
            operator=custody.operator,
            note=custody.note,
        )
        seq = save_capture(db, kept, received.raw, _text_beside(received))
        if custody.warc:
            save_fetched(db, seq, custody.warc)
        save_log(db, at, "import", describe_import(kept, seq=seq, size=len(received.raw), text=hash_text(capture)))
    return fresh


def describe_import(kept: Import, *, seq: int, size: int, text: str) -> dict[str, object]:
    """Everything that is known of an import, as the log keeps it."""
    return {
        "capture": seq,
        "id": kept.id,
        "blob": kept.sha256,
        "size": size,
        "text": text,
        "name": kept.name,
        "path": kept.path,
        "url": kept.url,
        "captured_at": kept.captured_at,
        "method": kept.method,
        "media": kept.media,
        "encoding": kept.encoding,
        "receipt": kept.receipt,
        "operator": kept.operator,
        "note": kept.note,
        "program": PROGRAM,
        "stages": {stage.name: stage.version for stage in STAGES},
    }


def hash_text(capture: Capture) -> str:
    """The SHA-256 of the decoded text."""
    return hashlib.sha256(capture.text.encode("utf-8", "surrogatepass")).hexdigest()


def _text_beside(received: Received) -> str | None:
    """The decoded text where plain decoding of the bytes gives another (a PDF, an entry of a feed)."""
    return None if open_capture(received.raw, received.capture).text == received.capture.text else received.capture.text
