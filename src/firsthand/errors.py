"""Every exception that is the caller's mistake or the world's, and what each means to a shell and to a browser.

FirsthandError                something that a person can mend; the message says what, to what, and what to do next
├── UsageError                the command or call makes no sense as given
│   ├── UnknownBench          no bench of that name
│   ├── AnswerKeyError        an expected.toml that cannot be read as an answer key
│   └── UnknownFinding        no finding of that id in the brief
├── InputError                nothing of what was given could be read
│   ├── NotFound              a path that does not exist
│   ├── BriefUnreadable       a file that is no brief of this program
│   ├── FetchRefused          an address that a rule forbids to fetch: robots.txt, a private address, no http
│   └── FetchFailed           an address whose page could not be had
│   ├── NotACase              a file that is no case of this program
│   ├── CaseNewer             a case that a later program wrote
│   └── CaseDamaged           a case whose file is cut, scribbled on or otherwise not whole
└── OutputError               the result could not be written
    ├── CaseExists            a case would be made where a file is
    ├── CaseBusy              another process is writing to the case, and went on doing so
    ├── CaseReadOnly          a case that this user may read and not write
    └── CaseFull              no room is left where the case lies

Defects of the material are `Problem` records and never exceptions. Our own bugs crash.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Exit(IntEnum):
    """What the command tells the shell."""

    FINE = 0
    NOTHING_READ = 1  # nothing could be read, or the result could not be written
    USAGE = 2
    PARTIAL = 3  # a brief was written, and some inputs were problems
    DAMAGED = 4  # a case was checked and is not as it was written


class FirsthandError(Exception):
    """Something that a person can mend. `next_step` says how.

    >>> str(NotFound("no such file or folder: a.html", next_step="check the path"))
    'no such file or folder: a.html'
    """

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UsageError(FirsthandError):
    """The command or call makes no sense as given."""


class UnknownBench(UsageError):
    """No bench of that name."""


class AnswerKeyError(UsageError):
    """An `expected.toml` that cannot be read as an answer key; the message names the row."""


class UnknownFinding(UsageError):
    """No finding of that id in the brief."""


class InputError(FirsthandError):
    """Nothing of what was given could be read."""


class NotFound(InputError):
    """A path that does not exist."""


class BriefUnreadable(InputError):
    """A file that is no brief of this program."""


class FetchRefused(InputError):
    """An address that is not fetched: its site asks so, it is not public, or it is no address of a page."""


class FetchFailed(InputError):
    """An address whose page could not be had, or not whole."""


class OutputError(FirsthandError):
    """The result could not be written."""


class NotACase(InputError):
    """A file that is no case of this program."""


class CaseNewer(InputError):
    """A case that a later program wrote; this one would not understand all of it."""


class CaseDamaged(InputError):
    """A case whose file is cut, scribbled on or otherwise not whole."""


class CaseExists(OutputError):
    """A case would be made where a file is."""


class CaseBusy(OutputError):
    """Another process is writing to the case, and went on doing so for longer than we wait."""


class CaseReadOnly(OutputError):
    """A case that this user may read and not write."""


class CaseFull(OutputError):
    """No room is left where the case lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One row of the table: the exit code, the HTTP status, the word of the JSON error shape."""

    exit: Exit
    http: int
    code: str


MEANINGS: dict[type[FirsthandError], Meaning] = {
    FirsthandError: Meaning(exit=Exit.NOTHING_READ, http=500, code="error"),
    UsageError: Meaning(exit=Exit.USAGE, http=400, code="usage"),
    UnknownBench: Meaning(exit=Exit.USAGE, http=404, code="unknown-bench"),
    AnswerKeyError: Meaning(exit=Exit.USAGE, http=422, code="answer-key"),
    UnknownFinding: Meaning(exit=Exit.USAGE, http=404, code="unknown-finding"),
    InputError: Meaning(exit=Exit.NOTHING_READ, http=422, code="input"),
    NotFound: Meaning(exit=Exit.NOTHING_READ, http=404, code="not-found"),
    BriefUnreadable: Meaning(exit=Exit.NOTHING_READ, http=422, code="brief-unreadable"),
    FetchRefused: Meaning(exit=Exit.NOTHING_READ, http=403, code="fetch-refused"),
    FetchFailed: Meaning(exit=Exit.NOTHING_READ, http=502, code="fetch-failed"),
    NotACase: Meaning(exit=Exit.NOTHING_READ, http=422, code="not-a-case"),
    CaseNewer: Meaning(exit=Exit.NOTHING_READ, http=422, code="case-newer"),
    CaseDamaged: Meaning(exit=Exit.DAMAGED, http=500, code="case-damaged"),
    OutputError: Meaning(exit=Exit.NOTHING_READ, http=507, code="output"),
    CaseExists: Meaning(exit=Exit.NOTHING_READ, http=409, code="case-exists"),
    CaseBusy: Meaning(exit=Exit.NOTHING_READ, http=503, code="case-busy"),
    CaseReadOnly: Meaning(exit=Exit.NOTHING_READ, http=403, code="case-read-only"),
    CaseFull: Meaning(exit=Exit.NOTHING_READ, http=507, code="case-full"),
}


def find_meaning(error: FirsthandError) -> Meaning:
    """What `error` means to a shell and a browser: its own row, or that of its nearest parent.

    >>> find_meaning(NotFound("x")).exit
    <Exit.NOTHING_READ: 1>
    """
    return next(MEANINGS[kind] for kind in type(error).__mro__ if kind in MEANINGS)


def render_error(error: FirsthandError) -> dict[str, dict[str, str]]:
    """The one JSON shape of an error.

    >>> render_error(UnknownBench("no bench 'x'", next_step="firsthand bench --help"))["error"]["code"]
    'unknown-bench'
    """
    return {"error": {"code": find_meaning(error).code, "message": error.message, "next_step": error.next_step}}
