"""The captures of a case as WARC records, and back: pages as `resource`, what was fetched as it was sent."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from firsthand.bundle.spool import Spool
from firsthand.capture.bounds import FREE_BYTES, MAX_RATIO
from firsthand.capture.http_message import Headers, find_header, read_headers
from firsthand.capture.records import Media
from firsthand.capture.warc import KEPT_MEDIA, KEPT_NAME, KEPT_TIME
from firsthand.case.holdings import Import
from firsthand.evidence import UNKNOWN

PAGES = "archive/pages.warc.gz"
FETCHED = "archive/fetched.warc.gz"

TYPES = {
    Media.HTML: "text/html",
    Media.PLAIN: "text/plain",
    Media.ENTRY: "text/plain",
    Media.PRESS: "text/plain",
    Media.PDF: "application/pdf",
}
_CHARSET = re.compile(r"[\w.:-]{1,40}")
_UNFIT = re.compile(r"[\x00-\x20\x7f<>]")
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_LENGTH = re.compile(rb"\r\nContent-Length: ?(\d{1,15})\r\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of an archive."""

    headers: Headers
    block: bytes
    raw: bytes

    def header(self, name: str) -> str:
        return find_header(self.headers, name)


@dataclass(slots=True)
class Archive:
    """A packed archive that grows: each record a gzip member of its own, as the format wants it."""

    name: str
    spool: Spool = field(default_factory=Spool)

    def add(self, record: bytes) -> tuple[int, int]:
        """Where the packed record stands: offset and length."""
        packed = pack_gzip(record)
        place = self.spool.size, len(packed)
        self.spool.write(packed)
        return place


def pack_gzip(raw: bytes) -> bytes:
    """The bytes as gzip, without a name or a time."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(raw) + packer.flush()


def find_target(kept: Import) -> str:
    """The address of a capture; for one without, a name made of its hash.

    >>> from firsthand.capture.records import NO_RECEIPT
    >>> find_target(Import(id="", sha256="ab", name="", path="", url="unknown", captured_at="", imported_at="",
    ...     method="", media="", encoding=""))
    'urn:sha256:ab'
    """
    if not kept.url.startswith(("http://", "https://")):
        return f"urn:sha256:{kept.sha256}"
    return _UNFIT.sub(lambda found: f"%{ord(found[0]):02X}", kept.url)


def find_date(kept: Import) -> str:
    """When it was captured, as claimed; else when it was imported. To the second in UTC, as a WARC-Date."""
    told = kept.captured_at if kept.captured_at != UNKNOWN else kept.imported_at
    return datetime.fromisoformat(told).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def render_info(program: str, at: str) -> bytes:
    """The first record of an archive."""
    block = f"software: {program}\r\nformat: WARC File Format 1.1\r\n".encode()
    told = (("WARC-Type", "warcinfo"), ("WARC-Date", at), ("WARC-Record-ID", _name("info", at, program)),
            ("Content-Type", "application/warc-fields"))  # fmt: skip
    return _render(told, block)


def render_page(kept: Import, raw: bytes, *, again: Import | None) -> bytes:
    """A capture as a record: the bytes, or a reference where an earlier record holds the same (`again`)."""
    digest = f"sha256:{kept.sha256}"
    told = [
        ("WARC-Type", "revisit" if again else "resource"),
        ("WARC-Target-URI", find_target(kept)),
        ("WARC-Date", find_date(kept)),
        ("WARC-Record-ID", name_record(kept)),
        ("WARC-Payload-Digest", digest),
        (KEPT_NAME.title(), quote(kept.name)),
        (KEPT_TIME.title(), kept.captured_at),
        (KEPT_MEDIA.title(), kept.media),
        ("Content-Type", _type_of(kept)),
    ]
    if again:
        told += [
            ("WARC-Profile", _SAME),
            ("WARC-Refers-To", name_record(again)),
            ("WARC-Refers-To-Target-URI", find_target(again)),
            ("WARC-Refers-To-Date", find_date(again)),
        ]
        return _render(told, b"")
    return _render([*told, ("WARC-Block-Digest", digest)], raw)


def _type_of(kept: Import) -> str:
    charset = f"; charset={kept.encoding}" if _CHARSET.fullmatch(kept.encoding) else ""
    return TYPES[Media(kept.media)] + charset


def name_record(kept: Import) -> str:
    """The same name for the same capture, on any day."""
    return _name("capture", str(kept.seq), kept.id, kept.sha256, kept.imported_at)


def _name(*parts: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, '|'.join(('urn:firsthand', *parts)))}>"


def _render(told: Iterable[tuple[str, str]], block: bytes) -> bytes:
    lines = ["WARC/1.1", *(f"{name}: {value}" for name, value in told), f"Content-Length: {len(block)}"]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def split_records(raw: bytes) -> Iterator[Record]:
    """The records of an archive of ours, unpacked. Raises ValueError where it is none: this is no reader of others'."""
    at = 0
    while at < len(raw):
        end = raw.find(b"\r\n\r\n", at)
        found = _LENGTH.search(raw, at, end + 2) if end > 0 else None
        if not raw.startswith(b"WARC/1.1\r\n", at) or found is None:
            raise ValueError(f"no record at byte {at}")
        start, stop = end + 4, end + 4 + int(found[1])
        if raw[stop : stop + 4] != b"\r\n\r\n":
            raise ValueError(f"the record at byte {at} is not whole")
        yield Record(headers=read_headers(raw[at:end]), block=raw[start:stop], raw=raw[at : stop + 4])
        at = stop + 4


def unpack_gzip(packed: bytes) -> bytes:
    """What all members of a gzip file hold. Raises ValueError where it is damaged or unpacks to too much."""
    most = max(FREE_BYTES, MAX_RATIO * len(packed))
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as file:
            raw = file.read(most + 1)
    except (zlib.error, EOFError, OSError) as error:
        raise ValueError(f"a gzip file cannot be unpacked: {error}") from error
    if len(raw) > most:
        raise ValueError("a gzip file unpacks to far more than one of ours would")
    return raw


def split_fetches(raw: bytes) -> Iterator[bytes]:
    """The WARC of each fetch: it opens with a record that says who wrote it."""
    held: list[bytes] = []
    for record in split_records(raw):
        if record.header("warc-type") == "warcinfo" and held:
            yield b"".join(held)
            held = []
        held.append(record.raw)
    if held:
        yield b"".join(held)
