"""The file itself: made, opened, migrated, and what SQLite complains of told in plain words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from firsthand.errors import (
    CaseBusy,
    CaseDamaged,
    CaseExists,
    CaseFull,
    CaseNewer,
    CaseReadOnly,
    FirsthandError,
    NotACase,
    NotFound,
    OutputError,
)
from firsthand.store.schema import APPLICATION_ID, CURRENT, MIGRATIONS, render_schema

SUFFIX = ".firsthand"

WAIT_MS = 30_000
"""How long a writer waits for another's transaction. The longest of ours writes one report: some milliseconds."""

_HEADER = b"SQLite format 3\x00"


class CaseFile:
    """An open case file. One connection; `reading()` and `writing()` are the only ways in."""

    def __init__(self, path: Path, db: sqlite3.Connection, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._db = db

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection inside one read transaction: what is read together belongs together."""
        with plain_errors(self.path):
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN")
            try:
                yield self._db
            finally:
                _roll_back(self._db)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """The connection inside one write transaction, durable when it ends well and undone when not.

        Raises CaseBusy where another process writes for longer than WAIT_MS, CaseReadOnly, CaseFull.
        """
        if not self.writable:
            raise _read_only(self.path)
        with plain_errors(self.path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                _roll_back(self._db)
                raise

    def close(self) -> None:
        with plain_errors(self.path):
            self._db.close()


def make_case_file(path: Path) -> CaseFile:
    """A new, empty case file. Raises CaseExists where anything is."""
    if path.exists():
        step = f"give another name, or add to it: firsthand add {path} PAGES…"
        raise CaseExists(f"{path} is there already", next_step=step)
    if not path.parent.is_dir():
        raise NotFound(f"no such folder: {path.parent}", next_step="make the folder first")
    with plain_errors(path):
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))  # reports can endanger their sources
        except FileExistsError:
            raise CaseExists(f"{path} is there already", next_step="give another name") from None
        except OSError as error:
            raise OutputError(f"cannot write {path}: {error.strerror}", next_step="give another place") from error
        db = _connect(path, "rw")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA journal_mode = WAL")
        case = CaseFile(path, db, writable=True)
        _migrate(case, db)
    return case


def open_case_file(path: Path, *, writable: bool = True) -> CaseFile:
    """The case file at `path`, migrated where an older program made it.

    Raises: NotFound, NotACase, CaseNewer, CaseDamaged, and CaseReadOnly where it must be migrated and cannot be.
    """
    path = _with_suffix(path)
    _check_header(path)
    with plain_errors(path):
        db, can_write = _connect_as_can(path, writable=writable)
        number = _check_case(path, db)
        case = CaseFile(path, db, writable=can_write)
        if number < CURRENT:
            if not can_write:
                raise _read_only(path)
            _migrate(case, db)
    return case


def _with_suffix(path: Path) -> Path:
    """The path itself, or with `.firsthand` behind it where only that is there: `init NAME` made it so."""
    longer = path.with_name(path.name + SUFFIX) if path.name else path
    return longer if not path.is_file() and longer.is_file() else path


def is_case(path: Path) -> bool:
    """Whether a file calls itself a case, by its header alone."""
    try:
        with path.open("rb") as opened:
            head = opened.read(72)
    except OSError:
        return False
    return head.startswith(_HEADER) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def _check_header(path: Path) -> None:
    if not path.is_file():
        if path.is_dir():
            raise NotACase(f"{path} is a folder, no case", next_step="a case is one file: NAME.firsthand")
        raise NotFound(f"no such case: {path}", next_step=f"check the path, or make it: firsthand init {path}")
    try:
        with path.open("rb") as opened:
            head = opened.read(100)
    except OSError as error:
        raise NotACase(f"{path} cannot be read: {error.strerror}", next_step="check the permissions") from error
    if not head:
        raise CaseDamaged(f"{path} is empty", next_step="take it from a backup")
    if not head.startswith(_HEADER):
        raise NotACase(
            f"{path} is no case of Firsthand", next_step="give a case; firsthand init NAME makes NAME.firsthand"
        )


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode if '=' in mode else f'mode={mode}'}"
    db = sqlite3.connect(uri, uri=True, timeout=WAIT_MS / 1000, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    return db


def _connect_as_can(path: Path, *, writable: bool) -> tuple[sqlite3.Connection, bool]:
    """A connection that writes where that is wanted and allowed, else one that reads; on a read-only disk SQLite
    needs to be told that nobody else writes either."""
    if writable and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return _connect(path, "rw"), True
    try:
        db = _connect(path, "ro")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        beside = path.with_name(path.name + "-wal")
        if beside.exists() and beside.stat().st_size:
            raise CaseReadOnly(
                f"{path} was not closed, and what was written last lies beside it in {beside.name}",
                next_step="copy both files to a folder of your own",
            ) from None
        db = _connect(path, "mode=ro&immutable=1")
    return db, False


def _check_case(path: Path, db: sqlite3.Connection) -> int:
    """The number of the case's last migration."""
    if _pragma(db, "application_id") != APPLICATION_ID:
        raise NotACase(f"{path} is a database of another program", next_step="make a case: firsthand init")
    number = _pragma(db, "user_version")
    if number > CURRENT:
        raise CaseNewer(
            f"{path} was written by a later Firsthand (form {number}, this one knows {CURRENT})",
            next_step="install the latest Firsthand; this one would lose what it does not know",
        )
    return number


def _migrate(case: CaseFile, db: sqlite3.Connection) -> None:
    for number, migration in enumerate(MIGRATIONS, 1):
        with case.writing():
            if _pragma(db, "user_version") < number:  # another process may have been quicker
                migration(db)
                db.execute(f"PRAGMA user_version = {number}")


def expected_schema() -> tuple[tuple[str, str, str, str], ...]:
    """What `render_schema` gives for a case that every migration has run on."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for migration in MIGRATIONS:
            migration(db)
        return render_schema(db)


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turns what SQLite complains of into our own errors, with words and a next step."""
    try:
        yield
    except sqlite3.Error as error:
        raise find_error(error, path) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "a text that is no text") from error


def find_error(error: sqlite3.Error, path: Path) -> FirsthandError:
    """Our error for one of SQLite's; its own where it is our bug (a constraint that no caller can break).

    >>> find_error(sqlite3.OperationalError("database is locked"), Path("a.firsthand"))
    CaseBusy('another process is writing to a.firsthand')
    """
    words = str(error)
    if "locked" in words:
        return CaseBusy(f"another process is writing to {path}", next_step="try again when it has ended")
    if "readonly" in words:
        return _read_only(path)
    if "full" in words or "disk I/O" in words:
        return CaseFull(
            f"no room is left for {path}, or the disk failed ({words}); what was finished before is kept",
            next_step="make room, then run the same command again",
        )
    if "unable to open" in words:
        return CaseReadOnly(f"{path} cannot be opened here: {words}", next_step="copy it to a folder of your own")
    if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
        raise error
    return _damaged(path, words)


def _damaged(path: Path, words: str) -> CaseDamaged:
    return CaseDamaged(
        f"{path} is damaged: {words}",
        next_step="keep the file as it is, take the last good copy, and add the later pages to it again",
    )


def _read_only(path: Path) -> CaseReadOnly:
    return CaseReadOnly(f"{path} may not be written", next_step="copy it to a folder of your own, or ask for the right")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _roll_back(db: sqlite3.Connection) -> None:
    if db.in_transaction:
        try:
            db.execute("ROLLBACK")
        except sqlite3.Error:  # a full disk has rolled back by itself
            return
