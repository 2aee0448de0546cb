"""A case as a bundle: a WACZ 1.1.1 with everything that the case keeps, and what was found in it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from firsthand.brief.json_form import render_json
from firsthand.brief.records import Brief
from firsthand.bundle.archive import (
    FETCHED,
    PAGES,
    TYPES,
    Archive,
    find_date,
    find_target,
    pack_gzip,
    render_info,
    render_page,
    split_records,
)
from firsthand.bundle.form import (
    ANNOTATIONS,
    BRIEF,
    CAPTURES,
    DIGEST,
    FORM,
    INDEX,
    JUDGEMENTS,
    LOG,
    MANIFEST,
    PACKAGE,
    PAGE_LIST,
    TEXTS,
    KeptText,
    Manifest,
    hash_words,
    render_digest,
    render_package,
    render_plain,
)
from firsthand.bundle.spool import Spool
from firsthand.bundle.stored import write_zip
from firsthand.capture.records import Media
from firsthand.case import Case
from firsthand.case.holdings import Holdings, Import, find_version, render_record
from firsthand.exports.annotations import render_annotations

_COUNTS_IN = re.compile(r'"conformsTo": "urn:firsthand:text:([^"\\]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """What was bundled: the size of the file, and its seal: the hash of its list of files, by which one copy is known
    from another."""

    size: int
    seal: str
    brief: Brief


def write_bundle(case: Case, out: BinaryIO, *, folder: Path | None = None, as_of: date | None = None) -> Bundled:
    """Writes the bundle of an open case; the same case gives the same bytes. Pages go through files in `folder`, and
    are never in memory together. Raises InputError where nothing was read."""
    brief = case.brief(as_of=as_of)
    held = Holdings(case.file)
    files = _render_archives(held, brief, folder)
    files |= _render_findings(held, brief, folder)
    created = held.log()[-1].at
    package = render_package(files, title=brief.title, program=brief.program, at=created)
    digest = render_digest(package)
    size = write_zip(out, {**files, PACKAGE: Spool.of(package), DIGEST: Spool.of(digest)})
    return Bundled(size=size, seal=str(json.loads(digest)["hash"]), brief=brief)


# ---------------------------------------------------------------- archives


def _render_archives(held: Holdings, brief: Brief, folder: Path | None) -> dict[str, Spool]:
    """The WARC files, their index and the list of pages."""
    pages, fetched = Archive(name=PAGES, spool=Spool(folder)), Archive(name=FETCHED, spool=Spool(folder))
    pages.add(render_info(brief.program, _to_second(held.log()[0].at)))
    index: list[str] = []
    by_blob: dict[str, list[Import]] = defaultdict(list)
    for kept in held.captures():
        warc = held.warc(kept.seq)
        if warc is None:
            by_blob[kept.sha256].append(kept)
        else:
            index += _add_fetch(fetched, kept, warc)
    for sha256, events in by_blob.items():
        raw = held.raw(sha256)
        for number, kept in enumerate(events):
            place = pages.add(render_page(kept, raw, again=events[0] if number else None))
            index.append(_index_line(kept, PAGES, place, again=number > 0))
    files = {PAGES: pages.spool}
    if fetched.spool.size:
        files[FETCHED] = fetched.spool
    files[INDEX] = Spool.of("".join(sorted(index)).encode())
    files[PAGE_LIST] = _fill(folder, _list_pages(held.captures(), brief))
    return files


def _fill(folder: Path | None, pieces: Iterable[bytes]) -> Spool:
    spool = Spool(folder)
    for piece in pieces:
        spool.write(piece)
    return spool


def _add_fetch(fetched: Archive, kept: Import, warc: bytes) -> Iterator[str]:
    """Every record of one fetch, as it was kept; gives the line of the page itself."""
    for record in split_records(warc):
        place = fetched.add(record.raw)
        if record.header("warc-type") == "response" and record.header("warc-target-uri") == kept.url:
            yield _index_line(kept, FETCHED, place)


def _index_line(kept: Import, archive: str, place: tuple[int, int], *, again: bool = False) -> str:
    offset, length = place
    told = {
        "url": find_target(kept),
        "mime": "warc/revisit" if again else TYPES[Media(kept.media)],
        "status": str(kept.receipt.status or 200),
        "digest": f"sha256:{kept.sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": archive.rpartition("/")[2],
    }
    at = "".join(re.findall(r"\d", find_date(kept)))
    return f"{_find_key(find_target(kept))} {at} {json.dumps(told, ensure_ascii=False)}\n"


def _find_key(url: str) -> str:
    """The address as an index sorts it: the host from its end.

    >>> _find_key("https://www.tide.example/Gates?b=1"), _find_key("urn:sha256:ab")
    ('example,tide)/gates?b=1', 'urn:sha256:ab')
    """
    if not url.startswith(("http://", "https://")):
        return url
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").removeprefix("www."), f":{parts.port}" if parts.port else ""
    except ValueError:
        return url
    rest = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    return f"{','.join(reversed(host.split('.')))}{port}){rest}".lower()


def _list_pages(captures: Sequence[Import], brief: Brief) -> Iterator[bytes]:
    """Each capture as a page, with the headline of the report where one was made of it."""
    titles = {
        one.report.sha256: one.report.headline.value for one in brief.reports if one.report.headline.known
    }
    yield render_plain({"format": "json-pages-1.0", "id": "pages", "title": "All pages"})
    for kept in captures:
        title = titles.get(kept.sha256, kept.name)
        yield render_plain({"id": f"{kept.seq}", "url": find_target(kept), "ts": find_date(kept), "title": title})


def _to_second(at: str) -> str:
    return at[:19] + "Z"


# ---------------------------------------------------------------- what was found, judged and done


def _render_findings(held: Holdings, brief: Brief, folder: Path | None) -> dict[str, Spool]:
    log, captures, judgements = held.log(), held.captures(), held.judgements()
    annotations = render_annotations(brief)
    manifest = Manifest(
        form=FORM,
        program=brief.program,
        extractor=find_version("article"),
        log=log[-1].hash,
        captures=len(captures),
        judgements=len(judgements),
        blobs=tuple(sorted({kept.sha256 for kept in captures})),
    )
    texts = _find_texts(held, set(_COUNTS_IN.findall(annotations)))
    return {
        BRIEF: Spool.of(pack_gzip(render_json(brief).encode("utf-8"))),
        ANNOTATIONS: Spool.of(pack_gzip(annotations.encode("utf-8"))),
        CAPTURES: _fill(folder, _render_lines(captures)),
        JUDGEMENTS: _fill(folder, (f"{record}\n".encode() for record in judgements)),
        LOG: _fill(folder, _render_lines(log)),
        TEXTS: _fill(folder, _render_lines(texts)),
        MANIFEST: Spool.of(render_record(manifest) + b"\n"),
    }


def _render_lines(records: Iterable[object]) -> Iterator[bytes]:
    return (render_record(one) + b"\n" for one in records)


def _find_texts(held: Holdings, wanted: set[str]) -> Iterator[KeptText]:
    """The text of every article, and those of captures that annotations count in or that their bytes alone do not give
    again."""
    articles = held.articles()
    for one in articles:
        yield _keep("article", one.id, (one.blob, one.report), one.text)
    first: Mapping[str, Import] = {kept.sha256: kept for kept in reversed(held.captures())}
    reports = {one.blob: one.report for one in articles}
    for kept in sorted(first.values(), key=lambda one: one.seq):
        beside = held.beside(kept.seq)
        if kept.id in wanted or beside is not None:
            text = held.decoded(kept.sha256) if beside is None else beside
            yield _keep("capture", kept.id, (kept.sha256, reports.get(kept.sha256, "")), text)


def _keep(kind: str, id_: str, of: tuple[str, str], text: str) -> KeptText:
    return KeptText(id=id_, kind=kind, blob=of[0], report=of[1], sha256=hash_words(text), text=text)
