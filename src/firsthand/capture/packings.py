"""Brotli and zstd: how servers pack pages, and how newer crawlers pack whole archives (`.warc.zst`)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Protocol

import brotli
import zstandard

from firsthand.capture.bounds import FREE_BYTES, MAX_RATIO, MEGABYTE
from firsthand.capture.source import Refused

ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a `.warc.zst` begins that carries the dictionary of its records in front of them."""

_WINDOW = 128 * MEGABYTE
"""Bytes that an unpacker may look back on: what the command `zstd` allows without being asked."""

_MOST_DICTIONARY = 16 * MEGABYTE
_STEP = 512
"""Bytes that are unpacked at once: four of them can become 128 KB."""


class Flow(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes: ...


def unpack_brotli(raw: bytes, *, limit: int) -> bytes:
    """What was packed, up to a little more than `limit` bytes; the part before a cut. Raises ValueError where the bytes
    were never packed so.

    >>> unpack_brotli(brotli.compress(b"page"), limit=100)
    b'page'
    """
    unpacker, given = brotli.Decompressor(), bytearray()
    most = min(limit, max(FREE_BYTES, MAX_RATIO * len(raw)))
    try:
        piece = unpacker.process(raw, output_buffer_limit=MEGABYTE)
        while piece:
            given += piece
            more = len(given) <= most and not unpacker.is_finished()
            piece = unpacker.process(b"", output_buffer_limit=MEGABYTE) if more else b""
    except brotli.error as error:
        raise ValueError("not packed with brotli") from error
    return bytes(given)


def unpack_zstd(raw: bytes, *, limit: int) -> bytes:
    """As `unpack_brotli`.

    >>> unpack_zstd(zstandard.compress(b"page"), limit=100)
    b'page'
    """
    given = bytearray()
    try:
        for piece in read_zstd(io.BytesIO(raw), b""):
            given += piece
            if len(given) > limit or len(given) > max(FREE_BYTES, MAX_RATIO * len(raw)):
                break
    except Cut as error:
        if not given:
            raise ValueError("not packed with zstd") from error
    except zstandard.ZstdError as error:
        raise ValueError("not packed with zstd") from error
    return bytes(given)


class Cut(Exception):
    """The last frame is not whole."""


def read_zstd(file: Flow, head: bytes) -> Iterator[bytes]:
    """The bytes of all frames of `file`, of which `head` was read already. Raises zstandard.ZstdError at a damaged
    place, Cut after a frame without an end, and Refused where a dictionary is none."""
    flow = _Ahead(file, head)
    words = _read_dictionary(flow)
    packing = zstandard.ZstdDecompressor(
        dict_data=zstandard.ZstdCompressionDict(words) if words else None, max_window_size=_WINDOW
    )
    unpacker = None
    while piece := flow.read(_STEP):
        while piece:
            unpacker = unpacker or packing.decompressobj()
            given = unpacker.decompress(piece)
            if given:
                yield given
            piece = unpacker.unused_data if unpacker.eof else b""
            unpacker = None if unpacker.eof else unpacker
    if unpacker is not None:
        raise Cut


class _Ahead:
    """A flow whose first bytes were read already."""

    def __init__(self, file: Flow, head: bytes) -> None:
        self._file, self._head = file, head

    def read(self, size: int, /) -> bytes:
        taken, self._head = self._head[:size], self._head[size:]
        return taken + self._file.read(size - len(taken)) if len(taken) < size else taken

    def put_back(self, piece: bytes) -> None:
        self._head = piece + self._head


def _read_dictionary(flow: _Ahead) -> bytes:
    """The dictionary in front of the records, b"" where there is none."""
    mark = flow.read(8)
    if not mark.startswith(DICTIONARY):
        flow.put_back(mark)
        return b""
    size = int.from_bytes(mark[4:], "little")
    if size > _MOST_DICTIONARY:
        raise Refused("broken", "has a dictionary of more than 16 MB in front.", "Unpack it yourself.")
    words = flow.read(size)
    try:
        return unpack_zstd(words, limit=_MOST_DICTIONARY) if words.startswith(ZSTD) else words
    except ValueError:
        raise Refused("broken", "has a dictionary in front that is damaged.", "Fetch it again.") from None
