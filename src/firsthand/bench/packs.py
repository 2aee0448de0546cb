"""Files of a pack: given one by one, lying in a folder, or packed in a folder's `*.tar.xz`."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from firsthand.errors import InputError


@contextmanager
def open_pack(paths: Sequence[Path], endings: tuple[str, ...]) -> Iterator[tuple[Path, ...]]:
    """Every file of `paths` with one of the endings, in name order; archives are unpacked for as long as this is open.

    Raises: InputError where there is none, or an archive cannot be read.
    """
    with TemporaryDirectory(prefix="firsthand-pack-") as room:
        found: list[Path] = []
        for number, path in enumerate(paths):
            found.extend(_files(path, endings, Path(room) / str(number)))
        if not found:
            raise InputError(
                f"no {' or '.join(endings)} files in {', '.join(map(str, paths))}",
                next_step="give files or a pack folder",
            )
        yield tuple(found)


def _files(path: Path, endings: tuple[str, ...], room: Path) -> list[Path]:
    if path.is_file() and not path.name.endswith(".tar.xz"):
        return [path] if path.name.endswith(endings) else []
    archives = [path] if path.is_file() else sorted(path.glob("*.tar.xz"))
    for archive in archives:
        _unpack(archive, room / archive.name)
    roots = [room] if path.is_file() else [path, room]
    return sorted(file for root in roots for file in root.rglob("*") if file.name.endswith(endings) and file.is_file())


def _unpack(archive: Path, into: Path) -> None:
    try:
        with tarfile.open(archive) as packed:
            packed.extractall(into, filter="data")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise InputError(f"cannot unpack {archive}: {error}", next_step="fetch the pack again") from error
