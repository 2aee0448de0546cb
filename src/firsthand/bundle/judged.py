"""What people judged in another case, out of its bundle."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from firsthand.bundle.form import JUDGEMENTS, LOG
from firsthand.bundle.verify import verify_bundle
from firsthand.case.holdings import read_record
from firsthand.errors import CaseDamaged
from firsthand.judgements.records import Judgement

_MOST_BYTES = 64_000_000
"""Bytes of judgements that are read: some hundred thousand of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The judgements of a bundle, oldest first, and its seal."""

    judgements: tuple[Judgement, ...]
    seal: str


def count_judgements(path: Path) -> int:
    """How many judgements a file seems to hold; 0 where it is no bundle of ours."""
    return len(_read_lines(path))


def read_judgements(path: Path) -> Brought:
    """The judgements of a bundle that is whole. Raises CaseDamaged where it is not as it was written."""
    checks, seal = verify_bundle(path)
    wrong = [f"{check.name}: {words}" for check in checks for words in check.wrong]
    if wrong:
        raise CaseDamaged(
            f"{path} is not as it was written, so its judgements are not taken over ({wrong[0]})",
            next_step=f"firsthand verify {path} says all that is wrong; ask for another copy",
        )
    return Brought(judgements=tuple(read_record(line, Judgement) for line in _read_lines(path)), seal=seal)


def _read_lines(path: Path) -> tuple[bytes, ...]:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            if not {JUDGEMENTS, LOG} <= names or packed.getinfo(JUDGEMENTS).file_size > _MOST_BYTES:
                return ()
            return tuple(line for line in packed.read(JUDGEMENTS).split(b"\n") if line)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, RuntimeError):
        return ()
