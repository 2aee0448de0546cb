"""A file, or bytes with a name, as the readers of formats see it."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from firsthand.capture.bounds import MEGABYTE
from firsthand.evidence import Problem, make_problem

HEAD = 65_536
"""Bytes at the head of a file that tell what it is."""


class Refused(Exception):
    """An input, or a part of one, that is not read: inside this room only, where it becomes a `Problem`."""

    def __init__(self, kind: str, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.next_step = next_step

    def told_of(self, name: str, report: str = "") -> Problem:
        """The problem, with the name of what was refused before its words."""
        return make_problem(
            f"capture.{self.kind}", f"{name} {self.message}", name=name, report=report, next_step=self.next_step
        )


@dataclass(frozen=True)
class Source:
    """Where bytes come from: a path that is opened when needed, or bytes at hand. `name` is what people are shown; what
    lies inside another file has that as its `holder`, and its digest.

    >>> Source("a.txt", raw=b"Tide").head
    b'Tide'
    """

    name: str
    path: Path | None = None
    raw: bytes = b""
    holder: Source | None = None

    def open(self) -> BinaryIO:
        """The bytes from their start on. Raises OSError."""
        return io.BytesIO(self.raw) if self.path is None else self.path.open("rb")

    @cached_property
    def size(self) -> int:
        return len(self.raw) if self.path is None else self.path.stat().st_size

    @cached_property
    def head(self) -> bytes:
        with self.open() as file:
            return file.read(HEAD)

    @cached_property
    def whole(self) -> bytes:
        """Every byte; the caller has looked at `size` before."""
        return self.raw if self.path is None else self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        if self.holder is not None:
            return self.holder.sha256
        digest = hashlib.sha256()
        with self.open() as file:
            while piece := file.read(MEGABYTE):
                digest.update(piece)
        return digest.hexdigest()
