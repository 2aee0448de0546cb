"""WACZ: a zip of web archives. Its WARC files are read where they lie; nothing is ever written to a disk."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from firsthand.capture.bounds import FREE_BYTES, MAX_ARCHIVE_BYTES, MAX_MEMBERS, MAX_RATIO, MEGABYTE
from firsthand.capture.records import Received
from firsthand.capture.source import Refused, Source
from firsthand.capture.unpack import Flow
from firsthand.capture.warc import read_warc_flow
from firsthand.evidence import Problem

_ZIP = b"PK\x03\x04"
_WARC = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)
_PACKAGE = "datapackage.json"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    OverflowError,
)
"""What the zip reader raises on bytes that are no right zip: also passwords (RuntimeError) and packings it does not
know."""

_TAIL = 66_000
"""Bytes at the end of a zip within which its directory is announced."""

MAX_DIRECTORY = 16 * MEGABYTE
"""Bytes of the list of files in a zip. One of 10,000 files has 1 MB."""


def find_wacz(source: Source) -> bool:
    """Whether the file is a zip with web archives in it."""
    if not source.head.startswith(_ZIP):
        return False
    if _size_of_directory(source) > MAX_DIRECTORY:
        return source.name.lower().endswith(".wacz")
    try:
        with source.open() as file, zipfile.ZipFile(file) as packed:
            names = packed.namelist()[: MAX_MEMBERS * 10]
    except _BROKEN:
        return source.name.lower().endswith(".wacz")
    return any(".warc" in name.lower() for name in names) or source.name.lower().endswith(".wacz")


def read_wacz(source: Source) -> Iterator[Received | Problem]:
    """The captures of every WARC in the zip; names that lead outside are refused, the others are read."""
    try:
        with source.open() as file:
            yield from _read(source, file)
    except Refused as refused:
        yield refused.told_of(source.name)


def _read(source: Source, file: BinaryIO) -> Iterator[Received | Problem]:
    if _size_of_directory(source) > MAX_DIRECTORY:
        raise Refused("too-many", f"holds more than {MAX_MEMBERS} files and was not read.", "Unpack what you need.")
    try:
        packed = zipfile.ZipFile(file)
        members = packed.infolist()
    except _BROKEN:
        raise Refused("cut", "is a zip that is damaged or cut off.", "Fetch the archive again.") from None
    if len(members) > MAX_MEMBERS:
        raise Refused("too-many", f"holds more than {MAX_MEMBERS} files and was not read.", "Unpack what you need.")
    archives = 0
    left = min(MAX_ARCHIVE_BYTES, max(FREE_BYTES, MAX_RATIO * source.size))
    promised = _read_promises(packed)
    for member in members:
        if _leads_outside(member.filename) or _leads_outside(member.orig_filename):
            what = f"names a file outside itself ({member.filename[:80]!r}): that one was not read."
            yield Refused("unsafe-name", what, "Ask where the archive comes from.").told_of(source.name)
        elif _WARC.fullmatch(member.filename):
            archives += 1
            with_budget = _Member(member, promised.get(member.filename, ""), left)
            yield from _read_member(source, packed, with_budget)
            left = with_budget.left
    if not archives:
        raise Refused("no-page", "holds no web archive under archive/.", "Make the WACZ again.")


def _leads_outside(name: str) -> bool:
    """Whether a name is absolute or climbs: also with backslashes and drive letters.

    >>> _leads_outside("archive/../../x.warc"), _leads_outside("archive/x.warc")
    (True, False)
    """
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\x00" in name


@dataclass(slots=True)
class _Member:
    """A WARC of the zip, the digest that the zip promises for it, and how many bytes the zip may still unpack to."""

    of: zipfile.ZipInfo
    promised: str
    left: int


def _read_member(source: Source, packed: zipfile.ZipFile, member: _Member) -> Iterator[Received | Problem]:
    inner = Source(f"{source.name}/{member.of.filename}", holder=source)
    try:
        with packed.open(member.of) as flow:
            counted = _Counted(cast(Flow, flow), member)
            yield from read_warc_flow(inner, counted)
            if member.promised and counted.finish() != member.promised:
                what = "differs from the digest that its WACZ promises: somebody changed it, or it is damaged."
                yield Refused("digest", what, "Ask for the archive again.").told_of(inner.name)
    except _BROKEN as error:
        why = "it is locked with a password" if isinstance(error, RuntimeError) else "it is damaged"
        what = f"could not be read to its end: {why}. What came before was read."
        yield Refused("broken", what, "Fetch the archive again.").told_of(inner.name)


class _Counted:
    """A member's bytes with their digest, never more than the zip has left."""

    def __init__(self, flow: Flow, member: _Member) -> None:
        self._flow = flow
        self._member = member
        self._digest = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        piece = self._flow.read(size)
        self._digest.update(piece)
        self._member.left -= len(piece)
        if self._member.left < 0:
            raise Refused("bomb", "unpacks to far more than a web archive would: what came before was read.")
        return piece

    def finish(self) -> str:
        """Reads what is left; gives the digest of all."""
        while self.read(MEGABYTE):
            pass
        return f"sha256:{self._digest.hexdigest()}"


def _size_of_directory(source: Source) -> int:
    """Bytes of the zip's list of files, as its end announces: read before the list is taken into memory."""
    with source.open() as file:
        file.seek(max(source.size - _TAIL, 0))
        tail = file.read(_TAIL)
    at, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    size = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    if wide >= 0:
        size = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return size


def _read_promises(packed: zipfile.ZipFile) -> dict[str, str]:
    """The digests that the package's list of files states; none where it cannot be read."""
    try:
        with packed.open(_PACKAGE) as file:
            told = json.loads(file.read(16 * MEGABYTE))
        resources = told.get("resources", [])
        return {str(one["path"]): str(one["hash"]) for one in resources if str(one["hash"]).startswith("sha256:")}
    except (*_BROKEN, KeyError, TypeError, AttributeError, RecursionError):
        return {}
