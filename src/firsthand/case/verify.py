"""Is all of it as it was written: bytes, texts, passages, log, judgements, and the file itself. Works offline."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from firsthand.article.metadata import read_report
from firsthand.case.addresses import find_url_key
from firsthand.case.desk import hash_indexed
from firsthand.case.fetching import METHOD
from firsthand.case.intake import describe_import, hash_text
from firsthand.case.shelf import find_latest_day, load_capture
from firsthand.case.versions import find_version
from firsthand.errors import CaseDamaged
from firsthand.judgements.records import Judgement
from firsthand.pipeline import Progress, is_usable, read_page
from firsthand.store.articles import load_article_rows, load_articles, load_texts, load_url_keys, load_versions
from firsthand.store.captures import (
    load_blob,
    load_blob_names,
    load_blob_sizes,
    load_captures,
    load_fetched,
    load_fetched_names,
)
from firsthand.store.counts import count_rows, find_cracks
from firsthand.store.file import CaseFile, expected_schema
from firsthand.store.judgements import load_judgement_rows
from firsthand.store.log import load_log, seal
from firsthand.store.minted import find_broken_seals
from firsthand.store.pack import pack_record, read_record, render_record
from firsthand.store.problems import find_broken_problems
from firsthand.store.results import count_results, find_broken_results
from firsthand.store.schema import render_schema
from firsthand.store.search import find_stray_evidence, load_indexed


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: how many there are, and what is wrong with which."""

    name: str
    looked_at: int
    wrong: tuple[str, ...]


def verify_case(file: CaseFile, tell: Progress) -> tuple[Check, ...]:
    """Every check, in the order of what rests on what. A check that cannot even be made is told as wrong."""
    checks: list[Check] = []
    for done, (name, check) in enumerate(_CHECKS):
        tell(f"checking {name}", done, len(_CHECKS))
        try:
            if name == "file":
                with file.writing() if file.writable else file.reading() as db:
                    looked_at, wrong = _check_file(db, writable=file.writable)
            else:
                with file.reading() as db:
                    looked_at, wrong = check(db)
        except CaseDamaged as error:
            looked_at, wrong = 0, [error.message]
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:  # a scribbled field
            looked_at, wrong = 0, [f"cannot be read: {error}"]
        checks.append(Check(name=name, looked_at=looked_at, wrong=tuple(wrong)))
    return tuple(checks)


_Found = tuple[int, list[str]]


def _check_file(db: sqlite3.Connection, *, writable: bool = False) -> _Found:
    wrong = list(find_cracks(db, writable=writable))
    if render_schema(db) != expected_schema():
        wrong.append("the tables are not those of a case")
    return 1, wrong


def _check_blobs(db: sqlite3.Connection) -> _Found:
    wrong = []
    names = load_blob_names(db)
    sizes = load_blob_sizes(db)
    for name in names:
        try:
            raw = load_blob(db, name)
        except CaseDamaged:
            wrong.append(f"{name}: the bytes are not those that were received")
            continue
        if sizes.pop(name, None) != len(raw):
            wrong.append(f"{name}: the size is not that of the bytes")
    wrong += [f"{name}: bytes that no capture brought" for name in sizes]
    return len(names), wrong


def _check_captures(db: sqlite3.Connection) -> _Found:
    """Each capture is as the log says, and the log names no other."""
    logged = {entry.seq: entry for entry in load_log(db, kind="import")}
    told = {json.loads(entry.payload)["capture"]: entry for entry in logged.values()}
    wrong = []
    count = 0
    for kept in load_captures(db):
        count += 1
        entry = told.pop(kept.seq, None)
        if entry is None:
            wrong.append(f"capture {kept.seq} ({kept.name}) is not in the log")
            continue
        payload = json.loads(entry.payload)
        capture, first = load_capture(db, kept.sha256)
        text = hash_text(capture) if first == kept.seq else payload["text"]
        now = describe_import(kept, seq=kept.seq, size=capture.blob.size, text=text)
        now |= {"program": payload["program"], "stages": payload["stages"]}
        if json.loads(render_record(now)) != payload or entry.at != kept.imported_at:
            wrong.append(f"capture {kept.seq} ({kept.name}) is not as it was imported")
    wrong += [f"capture {seq} is in the log and not in the case" for seq in told]
    return count, wrong


def _check_fetched(db: sqlite3.Connection) -> _Found:
    """The WARC records of each fetch are those that the receipt of its capture names; no fetched capture is without."""
    names = load_fetched_names(db)
    promised = {one.seq: one.receipt.container_sha256 for one in load_captures(db) if one.method == METHOD}
    wrong = [f"capture {seq} was fetched, and its records are not there" for seq in promised if seq not in names]
    for seq, name in names.items():
        try:
            load_fetched(db, seq)
        except CaseDamaged:
            wrong.append(f"the records of the fetch of capture {seq} are not those that were received")
            continue
        if promised.get(seq) != name:
            wrong.append(f"the records of the fetch of capture {seq} are not those that its receipt names")
    return len(names), wrong


def _check_articles(db: sqlite3.Connection) -> _Found:
    """Each article is what the log says, and what its bytes give when they are read again."""
    version = find_version("article")
    logged: dict[tuple[str, str], dict[str, object]] = {}
    for entry in load_log(db, kind="article"):
        payload = json.loads(entry.payload)
        logged[payload["blob"], payload["version"]] = payload
    versions = {one.sha256: one for one in load_versions(db)}
    texts = load_texts(db)
    wrong = []
    count = 0
    addresses: dict[str, set[str]] = defaultdict(set)
    for article in load_articles(db, version):
        count += 1
        extract = article.extract
        told = logged.get((article.sha256, version), {})
        kept = versions.get(article.sha256)
        if texts.get(article.seq) != extract.article.text or told.get("sha256") != article.held.sha256:
            wrong.append(f"{extract.article.id} is not the text that was read")
        if kept is None or (kept.report, kept.number) != (told.get("report"), told.get("number")):
            wrong.append(f"{extract.article.id} is not the version of the report that it was")
        capture = replace(load_capture(db, article.sha256)[0], report=article.report)
        kept_beside = (article.usable, article.latest_day, article.report)
        if kept_beside != (is_usable(extract), find_latest_day(capture, extract), extract.article.report):
            wrong.append(f"{extract.article.id}: what is kept beside the article is not what it says")
        told_by = (capture.url, read_report(capture, extract)[0].url)
        addresses[article.report] |= {find_url_key(url) for url in told_by}
        if pack_record(read_page(capture)).sha256 != article.held.sha256:
            wrong.append(f"{extract.article.id} is not what its bytes give")
    firsts = {one.sha256: one.seq for one in reversed(tuple(load_captures(db)))}
    for _, id_, blob, made_by, first in load_article_rows(db):
        if logged.get((blob, made_by), {}).get("article") != id_ or firsts.get(blob) != first:
            wrong.append(f"{id_} is no article that the log names")
    for report, key in load_url_keys(db).items():
        if report in addresses and key not in addresses[report]:
            wrong.append(f"the address of {report} is none that its pages tell")
    return count, wrong


def _check_readings(db: sqlite3.Connection) -> _Found:
    count = count_results(db)
    wrong = [f"{one} is not what was read" for one in find_broken_results(db)]
    wrong += [f"the minted ids of kind {kind} are not as they were written" for kind in find_broken_seals(db)]
    return count, wrong


def _check_passages(db: sqlite3.Connection) -> _Found:
    count = count_rows(db)["evidence"]
    wrong = [f"{one}: its passages do not stand in the article" for one in find_stray_evidence(db)]
    for face, said, sha256 in load_indexed(db):
        if hash_indexed(face, said) != sha256:
            wrong.append(f"{face.report}: what it is searched by is not what was read")
    return count, wrong


def _check_judgements(db: sqlite3.Connection) -> _Found:
    """Each judgement is as it was made, and the log has the same ones in the same order."""
    logged = [json.loads(entry.payload) for entry in load_log(db, kind="judge")]
    wrong = []
    rows = list(load_judgement_rows(db))
    for id_, at, by, kind, supersedes, record, sha256 in rows:
        one = read_record(record, Judgement)
        same = (one.id, one.at, one.by, one.ruling.value, one.supersedes) == (id_, at, by, kind, supersedes)
        if not same or hashlib.sha256(record.encode()).hexdigest() != sha256:
            wrong.append(f"{id_} is not as it was made")
    if [(row[0], row[6]) for row in rows] != [(told["id"], told["sha256"]) for told in logged]:
        wrong.append("the judgements are not those of the log")
    return len(rows), wrong


def _check_log(db: sqlite3.Connection) -> _Found:
    wrong = []
    previous, count = "", 0
    for entry in load_log(db):
        count += 1
        sealed = seal(seq=count, previous=previous, at=entry.at, kind=entry.kind, payload=entry.payload)
        if sealed != entry:
            wrong.append(f"entry {entry.seq} of the log is not as it was written")
        previous = entry.hash
    return count, wrong or ([] if count else ["the log is empty"])


def _check_problems(db: sqlite3.Connection) -> _Found:
    count, broken = find_broken_problems(db)
    return count, [f"the problem {id_} is not as it was told" for id_ in broken]


_CHECKS: tuple[tuple[str, Callable[[sqlite3.Connection], _Found]], ...] = (
    ("file", _check_file),
    ("log", _check_log),
    ("blobs", _check_blobs),
    ("captures", _check_captures),
    ("fetched", _check_fetched),
    ("articles", _check_articles),
    ("readings", _check_readings),
    ("passages", _check_passages),
    ("judgements", _check_judgements),
    ("problems", _check_problems),
)


def find_wrong(checks: tuple[Check, ...]) -> Iterator[str]:
    """What is wrong, in words."""
    for check in checks:
        yield from (f"{check.name}: {words}" for words in check.wrong)
