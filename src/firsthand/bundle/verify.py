"""Is a bundle as it was made: every byte, the log, the pages, the texts, each quotation at its place. Needs only the
file."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from firsthand.brief.json_form import read_brief_json
from firsthand.bundle.archive import FETCHED, PAGES, split_fetches, split_records, unpack_gzip
from firsthand.bundle.form import (
    ANNOTATIONS,
    BRIEF,
    CAPTURES,
    DIGEST,
    FORM,
    JUDGEMENTS,
    LOG,
    MANIFEST,
    PACKAGE,
    TEXTS,
    KeptText,
    Manifest,
    hash_words,
    render_digest,
)
from firsthand.bundle.stored import read_zip
from firsthand.capture.records import Received
from firsthand.capture.source import Source
from firsthand.capture.warc import read_warc
from firsthand.case.holdings import Import, LogEntry, find_version, read_record, remake_article, render_record, seal
from firsthand.case.verify import Check
from firsthand.errors import FirsthandError, NotFound
from firsthand.judgements.records import Judgement

T = TypeVar("T")

_ARTICLE, _CAPTURE = "article", "capture"


@dataclass(frozen=True)
class _Bundle:
    """The parts of a bundle, each read when it is first looked at. Anything that is not as it must be raises."""

    path: Path
    hashes: dict[str, str] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        with zipfile.ZipFile(self.path) as packed:
            return packed.read(name)

    @cached_property
    def manifest(self) -> Manifest:
        return _read_exact(self.read(MANIFEST).removesuffix(b"\n"), Manifest)

    @cached_property
    def log(self) -> tuple[LogEntry, ...]:
        return tuple(_read_exact(line, LogEntry) for line in self._lines(LOG))

    @cached_property
    def captures(self) -> tuple[Import, ...]:
        return tuple(_read_exact(line, Import) for line in self._lines(CAPTURES))

    @cached_property
    def events(self) -> dict[str, list[Import]]:
        """The captures of each blob."""
        events: dict[str, list[Import]] = defaultdict(list)
        for kept in self.captures:
            events[kept.sha256].append(kept)
        return events

    @cached_property
    def texts(self) -> dict[str, KeptText]:
        return {one.id: one for one in (_read_exact(line, KeptText) for line in self._lines(TEXTS))}

    @cached_property
    def judgements(self) -> tuple[bytes, ...]:
        return tuple(self._lines(JUDGEMENTS))

    def _lines(self, name: str) -> Iterator[bytes]:
        yield from (line for line in self.read(name).split(b"\n") if line)

    @cached_property
    def fetches(self) -> tuple[bytes, ...]:
        """The WARC of each fetch."""
        return tuple(split_fetches(unpack_gzip(self.read(FETCHED)))) if FETCHED in self.hashes else ()

    @cached_property
    def blobs(self) -> dict[str, bytes]:
        """The bytes of every page by their own hash."""
        found: dict[str, bytes] = {}
        for record in split_records(unpack_gzip(self.read(PAGES))):
            if record.header("warc-type") == "resource":
                found[hashlib.sha256(record.block).hexdigest()] = record.block
        for warc in self.fetches:
            for one in read_warc(Source("fetch", raw=warc)):
                if isinstance(one, Received):
                    found[hashlib.sha256(one.raw).hexdigest()] = one.raw
        return found

    @cached_property
    def told(self) -> dict[int, dict[str, object]]:
        """What the log says of each capture, and when it was written there."""
        entries = ({**json.loads(one.payload), "imported_at": one.at} for one in self.log if one.kind == "import")
        return {int(one["capture"]): one for one in entries}


def _read_exact(line: bytes, of: type[T]) -> T:
    """The record of a line that is as we write it: no field under another name, none that we do not know."""
    record = read_record(line, of)
    if render_record(record) != line:
        raise ValueError(f"a {of.__name__} is not as it was written")
    return record


_Found = tuple[int, list[str]]


def verify_bundle(path: Path) -> tuple[tuple[Check, ...], str]:
    """Every check in the order of what rests on what, and the bundle's seal. Where bytes are not those that were
    written, nothing else is looked at. Raises NotFound."""
    try:
        hashes, wrong = read_zip(path)
    except OSError as error:
        raise NotFound(f"cannot read {path}: {error.strerror}", next_step="check the path") from error
    bundle = _Bundle(path, hashes)
    if not wrong:
        wrong = _guard(_check_hashes, bundle)[1]
    checks = [Check(name="files", looked_at=len(hashes), wrong=tuple(wrong))]
    if wrong:
        return tuple(checks), ""
    for name, check in _CHECKS:
        count, found = _guard(check, bundle)
        checks.append(Check(name=name, looked_at=count, wrong=tuple(found)))
    return tuple(checks), f"sha256:{hashes[PACKAGE]}"


def _guard(check: Callable[[_Bundle], _Found], bundle: _Bundle) -> _Found:
    """What a check finds; what cannot even be looked at is told as wrong."""
    try:
        return check(bundle)
    except FirsthandError as error:
        return 0, [error.message]
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, OSError, RecursionError) as error:
        return 0, [f"cannot be read: {error}"]


def _check_hashes(bundle: _Bundle) -> _Found:
    """Every file is the one that the package lists, and the digest is that of the package."""
    package = bundle.read(PACKAGE)
    listed = {str(one["path"]): (str(one["hash"]), one["bytes"]) for one in json.loads(package)["resources"]}
    wrong = []
    if bundle.read(DIGEST) != render_digest(package):
        wrong.append(f"{DIGEST} is not the digest of {PACKAGE}")
    for name, (told, _) in listed.items():
        if told != f"sha256:{bundle.hashes.get(name)}":
            wrong.append(f"{name} is not the file that {PACKAGE} lists")
    strange = set(bundle.hashes) - set(listed) - {PACKAGE, DIGEST}
    wrong += [f"{name} is in no list" for name in sorted(strange)]
    missing = {BRIEF, ANNOTATIONS, CAPTURES, JUDGEMENTS, LOG, TEXTS, MANIFEST, PAGES} - set(listed)
    wrong += [f"{name} is missing: this is no bundle of Firsthand, or not all of one" for name in sorted(missing)]
    return len(bundle.hashes), wrong


def _check_log(bundle: _Bundle) -> _Found:
    previous, wrong = "", []
    for number, entry in enumerate(bundle.log, 1):
        if entry != seal(seq=number, previous=previous, at=entry.at, kind=entry.kind, payload=entry.payload):
            wrong.append(f"entry {entry.seq} of the log is not as it was written")
        previous = entry.hash
    if bundle.manifest.form != FORM:
        wrong.append(f"its form is {bundle.manifest.form[:40]!r}, and this program knows {FORM}")
    if not bundle.log or bundle.manifest.log != previous:
        wrong.append("the log does not end where the manifest says")
    return len(bundle.log), wrong


def _check_blobs(bundle: _Bundle) -> _Found:
    """The bytes of each capture are there, and no others."""
    wanted = {kept.sha256 for kept in bundle.captures}
    wrong = [f"{name}: the bytes are not in the archives" for name in sorted(wanted - set(bundle.blobs))]
    wrong += [f"{name}: bytes that no capture brought" for name in sorted(set(bundle.blobs) - wanted)]
    if tuple(sorted(wanted)) != bundle.manifest.blobs:
        wrong.append("the pages are not those of the manifest")
    return len(wanted), wrong


def _check_captures(bundle: _Bundle) -> _Found:
    """Each capture is as the log says, with the records of its fetch, and the log names no other."""
    told = dict(bundle.told)
    fetched = {hashlib.sha256(warc).hexdigest() for warc in bundle.fetches}
    wrong = []
    for kept in bundle.captures:
        payload = told.pop(kept.seq, None)
        if payload is None or not _is_told(kept, payload):
            wrong.append(f"capture {kept.seq} ({kept.name}) is not as the log says")
        elif payload["size"] != len(bundle.blobs.get(kept.sha256, b"")):
            wrong.append(f"capture {kept.seq} ({kept.name}) has not the size that the log says")
        if kept.method == "fetch" and kept.receipt.container_sha256 not in fetched:
            wrong.append(f"capture {kept.seq} ({kept.name}): the records of its fetch are not there")
    wrong += [f"capture {seq} is in the log and not in the bundle" for seq in told]
    return len(bundle.captures), wrong


def _is_told(kept: Import, payload: dict[str, object]) -> bool:
    """Whether the log's entry has every field of the capture, and the same."""
    held = json.loads(render_record(kept))
    named = {"blob": "sha256"}
    fields = ("id", "blob", "name", "path", "url", "captured_at", "imported_at", "method", "media", "encoding",
              "receipt", "operator", "note")  # fmt: skip
    return all(held[named.get(one, one)] == payload.get(one) for one in fields)


def _check_judgements(bundle: _Bundle) -> _Found:
    logged = [json.loads(one.payload) for one in bundle.log if one.kind == "judge"]
    held = [(read_record(line, Judgement).id, hashlib.sha256(line).hexdigest()) for line in bundle.judgements]
    same = held == [(one["id"], one["sha256"]) for one in logged]
    return len(held), [] if same else ["the judgements are not those of the log"]


def _check_texts(bundle: _Bundle) -> _Found:
    """Each text has its hash, that of a capture is as received, and the brief shows the same articles."""
    wrong = []
    for one in bundle.texts.values():
        if hash_words(one.text) != one.sha256:
            wrong.append(f"{one.id} is not the text that was read")
        elif one.kind == _CAPTURE and bundle.told[bundle.events[one.blob][0].seq]["text"] != one.sha256:
            wrong.append(f"{one.id} is not the text that was received")
    shown = read_brief_json(unpack_gzip(bundle.read(BRIEF))).reports
    for held in shown:
        kept_text = bundle.texts.get(held.article)
        if kept_text is None or kept_text.text != held.text or kept_text.blob != held.report.sha256:
            wrong.append(f"the brief shows another text of {held.report.name} than the one that is kept")
    return len(bundle.texts), wrong


def _check_articles(bundle: _Bundle) -> _Found:
    """Each article is what its bytes give when they are read again; none is looked at where another extractor made
    them."""
    if bundle.manifest.extractor != find_version("article"):
        return 0, []
    logged = _find_articles(bundle)
    beside = {one.blob: one.text for one in bundle.texts.values() if one.kind == _CAPTURE}
    articles = [one for one in bundle.texts.values() if one.kind == _ARTICLE]
    wrong = []
    for one in articles:
        raw = bundle.blobs[one.blob]
        given = remake_article(bundle.events[one.blob], raw, beside=beside.get(one.blob), report=one.report)
        if given != (one.text, logged.get(one.blob)):
            wrong.append(f"{one.id} is not what its bytes give")
    return len(articles), wrong


def _find_articles(bundle: _Bundle) -> dict[str, str]:
    """The hash of what was extracted of each blob, as the log says of the extractor that made the bundle."""
    entries = (json.loads(one.payload) for one in bundle.log if one.kind == "article")
    return {one["blob"]: one["sha256"] for one in entries if one["version"] == bundle.manifest.extractor}


def _check_annotations(bundle: _Bundle) -> _Found:
    """Each quotation stands at its place, with the words around it."""
    collection = json.loads(unpack_gzip(bundle.read(ANNOTATIONS)))
    found = collection["first"]["items"] if "first" in collection else []
    wrong = [] if collection["total"] == len(found) else ["the annotations are not as many as is said"]
    looked_at = 0
    for one in found:
        for target in one["target"]:
            looked_at += 1
            if not _is_there(target["selector"], bundle.texts):
                wrong.append(f"{one['id']}: its words do not stand where it says")
    return looked_at, wrong


def _is_there(selectors: list[dict[str, object]], texts: dict[str, KeptText]) -> bool:
    quote, position = selectors
    text = texts[str(position["conformsTo"]).removeprefix("urn:firsthand:text:")].text
    before, words, after = (str(quote.get(name, "")) for name in ("prefix", "exact", "suffix"))
    start, end = position["start"], position["end"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return False
    return text[start:end] == words and text[:start].endswith(before) and text[end:].startswith(after)


_CHECKS: tuple[tuple[str, Callable[[_Bundle], _Found]], ...] = (
    ("log", _check_log),
    ("blobs", _check_blobs),
    ("captures", _check_captures),
    ("judgements", _check_judgements),
    ("texts", _check_texts),
    ("articles", _check_articles),
    ("annotations", _check_annotations),
)
