"""Bytes out of gzip and other packings, never more than a bound: a bomb is refused before it goes off."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

import zstandard

from firsthand.capture.bounds import FREE_BYTES, MAX_HEADER_LINE, MAX_RATIO, MEGABYTE
from firsthand.capture.packings import DICTIONARY, ZSTD, Cut, read_zstd, unpack_brotli, unpack_zstd
from firsthand.capture.source import Refused

GZIP = b"\x1f\x8b"
ZSTD_MARKS = (ZSTD, DICTIONARY)
PACKED = (GZIP, *ZSTD_MARKS)
_STEP = 64 * 1024
"""Bytes that are taken in at once."""

_BOMB = "unpacks to far more than a {} would: what came before was read."


class Flow(Protocol):
    """What is read from: a file, or bytes out of a packing."""

    def read(self, size: int, /) -> bytes: ...


class Stream:
    """Bytes read forward with a count, lines of bounded length, and unpacking of gzip members on the way.

    `cut` says after the end that the last gzip member was not whole. Raises Refused on a bomb or on bytes that cannot
    be unpacked.

    >>> import gzip, io
    >>> Stream(io.BytesIO(gzip.compress(b"one\\n") + gzip.compress(b"two\\n")), limit=100).read(100)
    b'one\\ntwo\\n'
    """

    def __init__(self, file: Flow, *, limit: int, what: str = "web archive") -> None:
        self._pieces = _unpack(file, self, limit=limit, what=what)
        self._held = bytearray()
        self._at = 0
        self._ended = False
        self.cut = False
        self._given = 0

    def tell(self) -> int:
        """Bytes given so far, unpacked."""
        return self._given

    def read(self, size: int) -> bytes:
        """The next `size` bytes; fewer only at the end."""
        while len(self._held) - self._at < size and self._fill():
            pass
        return self._take(size)

    def readline(self, limit: int = MAX_HEADER_LINE) -> bytes:
        """The next line with its end. Raises Refused where it is longer than a header can be."""
        limit = min(limit, MAX_HEADER_LINE)
        while (end := self._held.find(b"\n", self._at, self._at + limit)) < 0:
            if len(self._held) - self._at >= limit:
                raise Refused("broken", f"has a header line of more than {limit} bytes.", "Make the archive again.")
            if not self._fill():
                return self._take(limit)
        return self._take(end + 1 - self._at)

    def skip(self, size: int) -> int:
        """Passes over `size` bytes; gives how many there were."""
        left = size
        while left and (piece := self.read(min(left, MEGABYTE))):
            left -= len(piece)
        return size - left

    def _fill(self) -> bool:
        if self._ended:
            return False
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return False
        if self._at:
            del self._held[: self._at]
            self._at = 0
        self._held += piece
        return True

    def _take(self, size: int) -> bytes:
        taken = bytes(self._held[self._at : self._at + size])
        self._at += len(taken)
        self._given += len(taken)
        return taken


def _unpack(file: Flow, stream: Stream, *, limit: int, what: str) -> Iterator[bytes]:
    """The bytes of `file`, gzip members and zstd frames opened; plain bytes as they are."""
    piece = file.read(_STEP)
    if piece.startswith(ZSTD_MARKS):
        yield from _unpack_zstd(file, piece, stream, limit=limit, what=what)
        return
    if not piece.startswith(GZIP):
        while piece:
            yield piece
            piece = file.read(_STEP)
        return
    packed = unpacked = 0
    unpacker = None
    while piece:
        packed += len(piece)
        while piece:
            if unpacker is None:
                if not piece.strip(b"\x00"):  # padding behind the last member
                    break
                unpacker = zlib.decompressobj(wbits=31)
            try:
                given = unpacker.decompress(piece, _STEP * 4)
            except zlib.error:
                raise Refused(
                    "broken", "is a damaged gzip file: what came before was read.", "Fetch it again."
                ) from None
            unpacked += len(given)
            if unpacked > limit or unpacked > max(FREE_BYTES, MAX_RATIO * packed):
                raise Refused("bomb", _BOMB.format(what), "Leave it out, or unpack it yourself.")
            if given:
                yield given
            piece = unpacker.unconsumed_tail
            if unpacker.eof:
                piece, unpacker = unpacker.unused_data, None
        piece = file.read(_STEP)
    stream.cut = unpacker is not None


class _Counted:
    """A flow that counts what was taken from it."""

    def __init__(self, file: Flow, taken: int) -> None:
        self._file = file
        self.taken = taken

    def read(self, size: int, /) -> bytes:
        piece = self._file.read(size)
        self.taken += len(piece)
        return piece


def _unpack_zstd(file: Flow, head: bytes, stream: Stream, *, limit: int, what: str) -> Iterator[bytes]:
    counted, unpacked = _Counted(file, len(head)), 0
    try:
        for piece in read_zstd(counted, head):
            unpacked += len(piece)
            if unpacked > limit or unpacked > max(FREE_BYTES, MAX_RATIO * counted.taken):
                raise Refused("bomb", _BOMB.format(what), "Leave it out, or unpack it yourself.")
            yield piece
    except Cut:
        stream.cut = True
    except (zstandard.ZstdError, MemoryError):
        raise Refused("broken", "is a damaged zstd file: what came before was read.", "Fetch it again.") from None


def unpack_gzip(file: BinaryIO, *, limit: int) -> tuple[bytes, bool]:
    """Everything in a gzip file up to `limit` bytes, and whether its end is missing. Raises Refused."""
    stream = Stream(file, limit=limit, what="page")
    raw = stream.read(limit + 1)
    return raw, stream.cut


def unpack_body(raw: bytes, encodings: str, *, limit: int) -> bytes:
    """The body of an HTTP response without its `Content-Encoding`s; the part before the cut where its end is missing.

    Raises Refused for an encoding that is not known, a bomb, or bytes that were never packed so.

    >>> import zlib
    >>> unpack_body(zlib.compress(b"page"), "deflate", limit=100)
    b'page'
    """
    for encoding in reversed([one.strip().lower() for one in encodings.split(",") if one.strip()][:4]):
        if encoding in ("gzip", "x-gzip", "deflate"):
            raw = _inflate(raw, encoding, limit)
        elif encoding in ("br", "zstd"):
            raw = _unpack_newer(raw, encoding, limit)
        elif encoding not in ("identity", "none", "utf-8"):  # servers write a charset there
            raise Refused("encoding", f"is packed as {encoding[:40]!r}, which is not read.", "Save the page itself.")
    return raw


def _unpack_newer(raw: bytes, encoding: str, limit: int) -> bytes:
    """Brotli or zstd; a body that was stored unpacked, under the header that says it is packed, as it is."""
    unpacker = unpack_brotli if encoding == "br" else unpack_zstd
    try:
        given = unpacker(raw, limit=limit)
    except ValueError:
        if raw.lstrip()[:1] in (b"<", b"") or (encoding == "zstd" and not raw.startswith(ZSTD)):
            return raw
        raise Refused("broken", f"says it is packed as {encoding} and is not.", "Save the page again.") from None
    if len(given) > limit or len(given) > max(FREE_BYTES, MAX_RATIO * len(raw)):
        raise Refused("bomb", _BOMB.format("page"), "Leave it out.")
    return given


def _inflate(raw: bytes, encoding: str, limit: int) -> bytes:
    if encoding != "deflate" and not raw.startswith(GZIP):
        return raw  # archives often hold the body unpacked with the header that says it is packed
    for wbits in (31,) if encoding != "deflate" else (15, -15):
        unpacker = zlib.decompressobj(wbits=wbits)
        try:
            given = unpacker.decompress(raw, limit + 1)
        except zlib.error:
            continue
        if len(given) > limit or len(given) > max(FREE_BYTES, MAX_RATIO * len(raw)):
            raise Refused("bomb", _BOMB.format("page"), "Leave it out.")
        return given
    if encoding == "deflate" and raw[:1].isascii():
        return raw
    raise Refused("broken", f"says it is packed as {encoding} and is not.", "Save the page again.")
