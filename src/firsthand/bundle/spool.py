"""A file of a bundle in the making: in memory while it is small, then on disk; counted and hashed as it grows."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile

_IN_MEMORY = 4 * 1024 * 1024
"""Bytes up to which it is held in memory."""

_STEP = 1024 * 1024


class Spool:
    """Bytes that are written once, from front to end, and then read as often as is wanted.

    >>> made = Spool.of(b"ab")
    >>> made.size, b"".join(made.pieces())
    (2, b'ab')
    """

    def __init__(self, folder: Path | None = None) -> None:
        """`folder`: where a file of many bytes lies, seen by nobody, until the spool is forgotten."""
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115
        self._digest = hashlib.sha256()
        self.size = 0
        self.crc = 0

    @classmethod
    def of(cls, content: bytes) -> Spool:
        made = cls()
        made.write(content)
        return made

    def write(self, piece: bytes) -> None:
        self._file.write(piece)
        self._digest.update(piece)
        self.crc = zlib.crc32(piece, self.crc)
        self.size += len(piece)

    def __del__(self) -> None:
        self._file.close()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(_STEP):
            yield piece
