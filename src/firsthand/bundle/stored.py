"""A zip in which nothing is packed and every byte follows from names and contents: what is changed in it, shows."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from firsthand.bundle.spool import Spool
from firsthand.errors import OutputError

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDED = 20
"""The version of the zip format: 2.0."""
_UTF8 = 0x800
_DAY = 0x21
"""1 January 1980, the first day that a zip knows: no clock is looked at."""
_STEP = 1024 * 1024

MAX_SIZE = 0xFFFF_FFFE
"""Bytes of the whole file: above that a zip has another form."""

MAX_FILES = 1000
"""Files in a bundle. One has about ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file of the zip: its name, where its header begins, and its contents by number of bytes and checksum."""

    name: str
    at: int
    size: int
    crc: int


def render_zip(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files in their order; the same files give the same bytes. Raises OutputError above 4 GB.

    >>> render_zip({"a": b"x"}) == render_zip({"a": b"x"})
    True
    """
    whole = io.BytesIO()
    write_zip(whole, {name: Spool.of(content) for name, content in files.items()})
    return whole.getvalue()


def write_zip(out: BinaryIO, files: Mapping[str, Spool]) -> int:
    """Writes that zip piece by piece; gives its size. Raises OutputError above 4 GB."""
    members: list[Member] = []
    at = 0
    for name, content in files.items():
        member = Member(name=name, at=at, size=content.size, crc=content.crc)
        head = _render_head(member) if at + content.size < MAX_SIZE else b""
        members.append(member)
        at += len(head) + content.size
        if at > MAX_SIZE:
            raise OutputError("the bundle would be larger than 4 GB", next_step="make a case of fewer pages")
        out.write(head)
        for piece in content.pieces():
            out.write(piece)
    directory = _render_directory(members, at)
    out.write(directory)
    return at + len(directory)


def _render_head(member: Member) -> bytes:
    name = member.name.encode()
    fields = (b"PK\x03\x04", _NEEDED, _UTF8, 0, 0, _DAY, member.crc, member.size, member.size, len(name), 0)
    return _LOCAL.pack(*fields) + name


def _render_directory(members: list[Member], at: int) -> bytes:
    """The list of files at the end, which begins at byte `at`."""
    parts = []
    for one in members:
        name = one.name.encode()
        fields = (_NEEDED, _NEEDED, _UTF8, 0, 0, _DAY, one.crc, one.size, one.size, len(name), 0, 0, 0, 0, 0, one.at)
        parts.append(_CENTRAL.pack(b"PK\x01\x02", *fields) + name)
    listed = b"".join(parts)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), at, 0)
    return listed + end


def read_zip(path: Path) -> tuple[dict[str, str], list[str]]:
    """The SHA-256 of each file in the zip, and what is not as `render_zip` writes it: any other byte is told.

    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as packed:
                listed = packed.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError, struct.error) as error:
            return {}, [f"this is no whole zip: {error}"]
        if len(listed) > MAX_FILES or len({one.filename for one in listed}) < len(listed):
            return {}, ["its list of files is not that of a bundle"]
        file.seek(0)
        return _compare(file, listed)


def _compare(file: BinaryIO, listed: list[zipfile.ZipInfo]) -> tuple[dict[str, str], list[str]]:
    """Each byte against what names and contents make it."""
    members: list[Member] = []
    hashes: dict[str, str] = {}
    wrong: list[str] = []
    at = 0
    for one in listed:
        if not (0 <= one.CRC <= 0xFFFF_FFFF and 0 <= one.file_size <= MAX_SIZE):
            return hashes, [*wrong, f"{one.filename[:200]!r}: its entry is not that of a file"]
        member = Member(name=one.filename, at=at, size=one.file_size, crc=one.CRC)
        try:
            head = _render_head(member)
        except (UnicodeEncodeError, struct.error):
            return hashes, [*wrong, f"{one.filename[:200]!r} is no name of a file"]
        if file.read(len(head)) != head:
            return hashes, [*wrong, f"the head of {one.filename[:200]!r} is not as it was written"]
        hashes[one.filename], crc = _hash(file, one.file_size)
        if crc != one.CRC:
            wrong.append(f"{one.filename[:200]}: its bytes are not those that were written")
        members.append(member)
        at += len(head) + one.file_size
    directory = _render_directory(members, at)
    if file.read(len(directory) + 1) != directory:
        wrong.append("the list of files is not as it was written")
    return hashes, wrong


def _hash(file: BinaryIO, size: int) -> tuple[str, int]:
    digest, crc = hashlib.sha256(), 0
    while size > 0 and (piece := file.read(min(size, _STEP))):
        digest.update(piece)
        crc = zlib.crc32(piece, crc)
        size -= len(piece)
    return digest.hexdigest(), crc
