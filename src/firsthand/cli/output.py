"""Files that a command writes: whole or not at all, and what stands in the way is told before the work begins."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import OutputError

_STEP = "give another file with -o"


def check_place(target: str) -> None:
    """Nothing where a file can be written at `target` ("" and "-" are standard output). Raises: OutputError."""
    if target in ("", "-"):
        return
    path = Path(target)
    if path.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder", next_step=_STEP)
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {target}: there is no folder {path.parent}", next_step=_STEP)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OutputError(f"cannot write {target}: this user may not write there", next_step=_STEP)


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file. Raises: OutputError."""
    write_file(path, lambda file: file.write(content))


def write_file(path: Path, fill: Callable[[BinaryIO], object], *, private: bool = False) -> None:
    """Has `fill` write a file, which is seen under its name when it is whole; what was there before stands until then.
    `private`: a new file that only its owner can read. Raises: OutputError."""
    if path.exists() and not path.is_file():  # a pipe, or the bin that keeps nothing
        with _told(path), path.open("wb") as file:
            fill(file)
        return
    part = ""
    try:
        with _told(path):
            number, part = tempfile.mkstemp(prefix=f".{path.name[:60]}-", suffix=".part", dir=path.parent)
            with os.fdopen(number, "wb") as file:
                fill(file)
            Path(part).chmod(_find_mode(path, private=private))
            Path(part).replace(path)
            part = ""
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def _find_mode(path: Path, *, private: bool) -> int:
    """That of the file that was there, else what this user's new files have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o600 if private else 0o666 & ~mask


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system says into our own error."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}", next_step=_STEP) from error
