"""The gate: scores against floors that are pinned with a digest of the files they were measured on.

`python -m firsthand.bench.gate FLOORS.toml [--raise] [--allow-lower]`: `--raise` writes every floor up to today's
score; a floor goes down only with both.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from firsthand.bench.frame import run_bench
from firsthand.bench.results import BenchOptions
from firsthand.errors import FirsthandError, UsageError
from firsthand.reader import Reader

NOISE = 0.0005
"""Scores are rounded to four digits: 0.9121 against a floor of 0.9125 is the same score, 0.9110 is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One bench on one set of files, relative to the floors' own folder, and what each score may not fall under."""

    bench: str
    files: tuple[str, ...]
    digest: str
    scores: Mapping[str, float]
    twins: int = 0
    reader: Reader = Reader.RULES


def read_floors(path: Path) -> tuple[Floor, ...]:
    """The floors of a file. Raises: UsageError."""
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("floor", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"cannot read floors from {path}: {error}", next_step="give a floors.toml") from error
    return tuple(
        Floor(
            bench=row["bench"],
            files=tuple(row["files"]),
            digest=row.get("digest", ""),
            scores=row.get("scores", {}),
            twins=row.get("twins", 0),
            reader=Reader(row.get("reader", Reader.RULES)),
        )
        for row in rows
    )


def digest_of(paths: Sequence[Path]) -> str:
    """The SHA-256 of every file's name and bytes, in name order, first sixteen hex digits."""
    made = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                made.update(file.name.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()[:16]


def compare_floor(floor: Floor, scores: Mapping[str, float]) -> list[str]:
    """What fell under its floor, in words."""
    return [
        f"{floor.bench} {' '.join(floor.files)}: {name} is {scores.get(name, 0.0):.4f}, its floor {least:.4f}"
        for name, least in floor.scores.items()
        if scores.get(name, 0.0) < least - NOISE
    ]


def render_floors(floors: Sequence[Floor]) -> str:
    """The floors as TOML."""
    lines = ["# Scores that may not fall, each with a digest of its files. Raised by: make gate GATE_FLAGS=--raise"]
    for floor in floors:
        files = ", ".join(f'"{file}"' for file in floor.files)
        lines += ["", "[[floor]]", f'bench = "{floor.bench}"', f"files = [{files}]", f'digest = "{floor.digest}"']
        lines += [f"twins = {floor.twins}"] if floor.twins else []
        lines += [f'reader = "{floor.reader}"'] if floor.reader is not Reader.RULES else []
        lines += ["[floor.scores]", *(f'"{name}" = {value}' for name, value in floor.scores.items())]
    return "\n".join(lines) + "\n"


def run_gate(path: Path, *, raise_floors: bool = False, allow_lower: bool = False) -> list[str]:
    """Runs every bench whose files are here; gives what fell; writes floors where told to. Raises: FirsthandError."""
    fallen: list[str] = []
    after: list[Floor] = []
    for floor in read_floors(path):
        paths = [path.parent / file for file in floor.files]
        if not all(one.exists() for one in paths):
            print(f"not here, not scored: {floor.bench} {' '.join(floor.files)}")
            after.append(floor)
            continue
        result, seconds = run_bench(floor.bench, paths, BenchOptions(twins=floor.twins, reader=floor.reader))
        digest = digest_of(paths)
        fell = compare_floor(floor, result.scores)
        if floor.digest and digest != floor.digest:
            fell.append(
                f"{floor.bench} {' '.join(floor.files)}: the files changed since the floor was pinned ({digest})"
            )
        held = " ".join(f"{name}={result.scores.get(name, 0.0):.4f}" for name in floor.scores)
        print(f"{floor.bench} {' '.join(floor.files)}: n={result.n} {held} ({seconds:.1f} s)")
        fallen += [] if allow_lower else fell
        after.append(_raised(floor, result.scores, digest, allow_lower=allow_lower))
    if raise_floors and not fallen:
        path.write_text(render_floors(after), encoding="utf-8")
    return fallen


def _raised(floor: Floor, scores: Mapping[str, float], digest: str, *, allow_lower: bool) -> Floor:
    now = {name: scores.get(name, 0.0) for name in floor.scores}
    kept = now if allow_lower else {name: max(value, floor.scores[name]) for name, value in now.items()}
    return replace(floor, scores=kept, digest=digest)


def main(arguments: Sequence[str]) -> int:
    """Runs the gate and gives an exit code: 0 where nothing fell."""
    flags = {one for one in arguments if one.startswith("--")}
    path = next((Path(one) for one in arguments if not one.startswith("--")), Path("floors.toml"))
    try:
        fallen = run_gate(path, raise_floors="--raise" in flags, allow_lower="--allow-lower" in flags)
    except FirsthandError as error:
        fallen = [f"{error.message} (next: {error.next_step})"]
    for line in fallen:
        print(f"fell: {line}", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
