"""Captures out of files, folders and standard input."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from firsthand.capture.decode import Decoded, find_binary, find_feed, find_media, read_text
from firsthand.capture.records import Blob, Capture, Received
from firsthand.evidence import UNKNOWN, Problem, make_id, make_problem

STDIN = "-"
STDIN_NAME = "standard input"
MAX_BYTES = 100 * 1024 * 1024
"""The largest file that is read. A long news page has 2 MB; one with every picture inside 50 MB."""

_SIDECAR = ".meta.json"
_ANSWERS = "expected.toml"
_PAGES_OF_FOLDER = (".html", ".htm")


@dataclass(frozen=True, slots=True)
class _Found:
    """A place that may hold a capture: its name for people, and its path (`None` for standard input)."""

    name: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class _Sidecar:
    """What `NAME.meta.json` says of its page."""

    url: str = UNKNOWN
    captured_at: str = UNKNOWN


def read_paths(
    paths: Sequence[str | Path], *, stdin: bytes | None = None
) -> tuple[tuple[Capture, ...], tuple[Problem, ...]]:
    """The captures that `paths` hold, and what could not be read, whatever the order of the paths.

    Folders are read with the folders inside; hidden files, sidecars, `expected.toml`, `README*` and the folder that a
    browser saves beside a page are left out. `-` is `stdin`. Equal bytes are one capture, and a `Problem` says so.
    """
    received, problems = receive_paths(paths, stdin=stdin)
    same: list[Problem] = []
    kept = _group_equal([one.capture for one in received], same)
    return tuple(kept), tuple(sorted({*problems, *same}, key=lambda one: (one.name, one.kind, one.message)))


def receive_paths(
    paths: Sequence[str | Path], *, stdin: bytes | None = None
) -> tuple[tuple[Received, ...], tuple[Problem, ...]]:
    """Every capture that `paths` hold with its bytes, equal ones too, in the order of the paths; and what could not be
    read."""
    problems: list[Problem] = []
    received: list[Received] = []
    for found in _find_files(paths, problems):
        raw = _read_bytes(found, stdin, problems)
        if raw is not None:
            received.extend(Received(capture=one, raw=raw) for one in _read_capture(found, raw, problems))
    return tuple(received), tuple(sorted(set(problems), key=lambda one: (one.name, one.kind, one.message)))


def open_capture(raw: bytes, kept: Capture) -> Capture:
    """`kept` with its text decoded again from its bytes."""
    decoded = read_text(raw)
    return replace(kept, text=decoded.text, encoding=decoded.encoding)


def _find_files(paths: Sequence[str | Path], problems: list[Problem]) -> Iterator[_Found]:
    for given in paths:
        path = Path(given)
        if str(given) == STDIN:
            yield _Found(STDIN_NAME, None)
        elif path.is_dir():
            yield from _find_in_folder(path, problems)
        elif not (path.name.endswith(_SIDECAR) or path.name == _ANSWERS):
            yield _Found(_clean_name(path.name), path)


def _find_in_folder(folder: Path, problems: list[Problem]) -> Iterator[_Found]:
    def on_error(error: OSError) -> None:
        problems.append(_unreadable(_clean_name(str(error.filename)), error))

    for root, folders, files in os.walk(folder, onerror=on_error):
        names = set(files)
        folders[:] = sorted(one for one in folders if not (one.startswith(".") or _is_beside_page(one, names)))
        for name in sorted(files):
            path = Path(root, name)
            if not _is_left_out(name) and path.is_file():
                yield _Found(_clean_name(path.relative_to(folder).as_posix()), path)


def _is_left_out(name: str) -> bool:
    return name.startswith((".", "README")) or name.endswith(_SIDECAR) or name == _ANSWERS


def _is_beside_page(folder: str, files: set[str]) -> bool:
    """`page_files/` beside `page.html`: pictures and scripts that a browser saved with the page."""
    page = folder.removesuffix("_files")
    return page != folder and any(page + ending in files for ending in _PAGES_OF_FOLDER)


def _clean_name(name: str) -> str:
    """A name that can be written as UTF-8; bytes of the file system that are none become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _read_bytes(found: _Found, stdin: bytes | None, problems: list[Problem]) -> bytes | None:
    try:
        if found.path is None:
            raw = stdin if stdin is not None else b""
        else:
            of = found.path.stat()
            if not stat.S_ISREG(of.st_mode):
                raise OSError(0, "it is a device or a pipe, not a file")
            if of.st_size > MAX_BYTES:
                problems.append(_too_large(found.name))
                return None
            raw = found.path.read_bytes()
    except OSError as error:
        problems.append(_unreadable(found.name, error))
        return None
    problem = _find_unfit(found.name, raw)
    if problem:
        problems.append(problem)
    return None if problem else raw


def _unreadable(name: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        why, step = "there is no such file", "Check the spelling of the path."
    elif isinstance(error, PermissionError):
        why, step = "this user may not read it", "Give read permission (chmod u+r) and run again."
    else:
        why, step = error.strerror or str(error), "Copy the file to a local folder and run again."
    return make_problem("capture.unreadable", f"{name} could not be read: {why}.", name=name, next_step=step)


def _too_large(name: str) -> Problem:
    return make_problem(
        "capture.too-large",
        f"{name} is larger than {MAX_BYTES // 1024**2} MB and was not read.",
        name=name,
        next_step="Save the page without its pictures, or as text.",
    )


def _find_unfit(name: str, raw: bytes) -> Problem | None:
    if len(raw) > MAX_BYTES:
        return _too_large(name)
    if not raw.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        return make_problem(
            "capture.empty", f"{name} is empty.", name=name, next_step="Save the page again, or leave the file out."
        )
    kind = find_binary(raw)
    if kind:
        return make_problem(
            "capture.binary",
            f"{name} is {kind}: only saved web pages (HTML) and plain text are read.",
            name=name,
            next_step="Save the page as HTML or as text, or leave the file out.",
        )
    return None


def _read_capture(found: _Found, raw: bytes, problems: list[Problem]) -> Iterator[Capture]:
    decoded = read_text(raw)
    if find_feed(decoded.text):
        message = f"{found.name} is a feed or a site map, not a page."
        step = "Save the pages that it lists, and read those."
        problems.append(make_problem("capture.feed", message, name=found.name, next_step=step))
        return
    sha256 = hashlib.sha256(raw).hexdigest()
    report = make_id("rp", sha256)
    problems.extend(_find_losses(found.name, report, decoded))
    sidecar = _read_sidecar(found, report, problems)
    yield Capture(
        id=make_id("cap", sha256, found.name),
        report=report,
        blob=Blob(sha256=sha256, size=len(raw)),
        name=found.name,
        media=find_media(decoded.text),
        encoding=decoded.encoding,
        text=decoded.text,
        url=sidecar.url,
        captured_at=sidecar.captured_at,
    )


def _find_losses(name: str, report: str, decoded: Decoded) -> Iterator[Problem]:
    if decoded.cut:
        yield make_problem(
            "capture.cut",
            f"{name} stops in the middle of a character: the end of the page is missing. What is there was read.",
            name=name,
            report=report,
            next_step="Save the page again.",
        )
    elif decoded.lost:
        yield make_problem(
            "capture.decoding",
            f"{name}: {decoded.lost} characters could not be read as {decoded.encoding}. The others were.",
            name=name,
            report=report,
            next_step="Save the page again as UTF-8 where words are missing.",
        )


def _read_sidecar(found: _Found, report: str, problems: list[Problem]) -> _Sidecar:
    path = _find_sidecar(found.path)
    if path is None:
        return _Sidecar()
    try:
        return _parse_sidecar(path.read_bytes())
    except (OSError, ValueError) as error:
        why = "this user may not read it" if isinstance(error, OSError) else str(error)
        problems.append(
            make_problem(
                "capture.sidecar",
                f"{_clean_name(path.name)}, beside {found.name}, was not used: {why}.",
                name=found.name,
                report=report,
                next_step='Write it as {"url": "https://…", "captured_at": "2025-02-19T08:30:00+00:00"}.',
            )
        )
        return _Sidecar()


def _find_sidecar(path: Path | None) -> Path | None:
    if path is None:
        return None
    beside = (path.with_name(path.name + _SIDECAR), path.with_name(path.stem + _SIDECAR))
    return next((one for one in beside if one.is_file()), None)


def _parse_sidecar(raw: bytes) -> _Sidecar:
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8") from None
    except (json.JSONDecodeError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(told, dict):
        raise ValueError("it is not a JSON object")
    url, captured_at = told.get("url", UNKNOWN), told.get("captured_at", UNKNOWN)
    if not isinstance(url, str) or not isinstance(captured_at, str):
        raise ValueError("url and captured_at must be strings")
    if captured_at != UNKNOWN:
        _check_time(captured_at)
    return _Sidecar(url=_clean_name(url), captured_at=captured_at)


def _check_time(printed: str) -> None:
    try:
        at = datetime.fromisoformat(printed)
    except ValueError:
        raise ValueError("captured_at is no ISO 8601 time") from None
    if at.tzinfo is None:
        raise ValueError("captured_at has no time zone")


def _group_equal(captures: list[Capture], problems: list[Problem]) -> list[Capture]:
    """One capture for each blob, in the order of the hashes: under the first name, with what any sidecar says."""
    groups: dict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        groups[capture.blob.sha256].append(capture)
    kept = []
    for _, group in sorted(groups.items()):
        first, *others = sorted(group, key=lambda one: (one.name, one.url == UNKNOWN, one.url, one.captured_at))
        told = next((one for one in (first, *others) if (one.url, one.captured_at) != (UNKNOWN, UNKNOWN)), first)
        kept.append(replace(first, url=told.url, captured_at=told.captured_at))
        problems.extend(_same_bytes(first, other) for other in others)
    return kept


def _same_bytes(first: Capture, other: Capture) -> Problem:
    if other.name == first.name:
        message = f"{first.name} was given twice with the same bytes. It is read once."
    else:
        message = f"{other.name} holds the same bytes as {first.name}. They are read once."
    return make_problem(
        "capture.same-bytes",
        message,
        name=other.name,
        report=first.report,
        next_step="Nothing needs doing: the same page does not count twice.",
    )
