"""The answer key of a case: `expected.toml` as typed rows. An unknown key is an error with the row's name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from firsthand.errors import AnswerKeyError, NotFound

Days = str | tuple[str, str]
"""A time as written in a key: an ISO day, month, year or week, or a first and last day, both included."""


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of an answer key. A key that is absent is not checked."""

    @property
    def name(self) -> str:
        return type(self).__name__


class ReportRow(Row, frozen=True, kw_only=True):
    file: str
    kind: str = ""
    headline: str = ""
    outlet: str = ""
    agency: str = ""
    byline: str = ""
    dateline_place: str = ""
    published: Days = ""
    published_basis: tuple[str, ...] = ()
    not_in_text: tuple[str, ...] = ()
    caption_starts: str = ""
    standfirst_starts: str = ""
    photo_credit: str = ""
    relays_agency: str = ""
    turns: tuple[str, ...] = ()
    key_points: int | None = None
    headline_once: bool = False

    @property
    def name(self) -> str:
        return f"report {self.file}"


class TimeRow(Row, frozen=True, kw_only=True):
    file: str
    text: str
    value: Days
    occurrence: int = 1
    modifier: str = ""

    @property
    def name(self) -> str:
        return f"time {self.file} {self.text!r} #{self.occurrence}"


class StatementRow(Row, frozen=True, kw_only=True):
    id: str
    file: str
    holds: tuple[str, ...] = ()
    source_printed: str = ""
    speaker_is: str = ""
    mode: str = ""
    act: str = ""
    polarity: str = ""
    modality: str = ""
    setting: str = ""
    with_whom: str = msgspec.field(default="", name="with")
    on: str = ""
    when: Days = ""
    audience: str = ""
    asked_holds: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    inside: str = ""
    reported_by: str = ""
    same_speaker_as: str = ""
    turn: str = ""

    @property
    def name(self) -> str:
        return f"statement {self.id}"


class FigureRow(Row, frozen=True, kw_only=True):
    file: str
    amount: int | float
    unit: str = ""
    hedge: str = ""
    counted_holds: tuple[str, ...] = ()
    giver: str = ""

    @property
    def name(self) -> str:
        words = " ".join(self.counted_holds)
        return f"figure {self.file} {self.amount} {self.unit or words}".rstrip()


class InstrumentRow(Row, frozen=True, kw_only=True):
    identity: str = msgspec.field(name="is")
    printed: dict[str, str]
    invoked_by: str = ""
    requires_holds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        by = f" invoked by {self.invoked_by}" if self.invoked_by else ""
        return f"instrument {self.identity}{by} in {', '.join(self.printed)}"


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of one file that must be cited."""

    file: str
    holds: str


class OriginValue(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    origins: int
    reports: int | None = None
    what: str = ""


AcrossKind = Literal["entity", "origin", "wording", "agreement", "copy", "answer", "position", "disagreement", "open"]
Member = str | Passage


class AcrossRow(Row, frozen=True, kw_only=True):
    id: str
    kind: AcrossKind
    members: tuple[Member, ...]
    value: str | OriginValue | tuple[tuple[str, ...], ...] = ""
    question: str = ""

    @property
    def name(self) -> str:
        return f"across {self.id} ({self.kind})"


Says = Literal["statement", "report", "place", "time", "event", "figure", "origin", "entity", "contradiction"]


class MustNotRow(Row, frozen=True, kw_only=True):
    says: Says
    file: str = ""
    speaker_is: str = ""
    holds: tuple[str, ...] = ()
    act: str = ""
    polarity: str = ""
    modality: str = ""
    mode: str = ""
    when: Days = ""
    text: str = ""
    occurrence: int = 1
    value: Days = ""
    published: Days = ""
    agency: str = ""
    outlet: str = ""
    byline: str = ""
    amount: int | float | None = None
    unit: str = ""
    giver: str = ""
    counted_holds: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    origins: int | None = None
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        shown = (
            self.file, self.speaker_is, self.act, self.polarity, self.modality, self.mode, *self.holds,
            *_days(self.when), self.text, *_days(self.value), *_days(self.published), self.agency, self.outlet,
            "" if self.amount is None else str(self.amount), *self.counted_holds, self.giver, *self.of, *self.members,
        )  # fmt: skip
        return f"must_not {self.says} " + " · ".join(word for word in shown if word)


def _days(value: Days) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value[:1]


class AnswerKey(msgspec.Struct, frozen=True, kw_only=True):
    """All rows of one case, in the order of the file."""

    report: tuple[ReportRow, ...] = ()
    time: tuple[TimeRow, ...] = ()
    statement: tuple[StatementRow, ...] = ()
    figure: tuple[FigureRow, ...] = ()
    instrument: tuple[InstrumentRow, ...] = ()
    across: tuple[AcrossRow, ...] = ()
    must_not: tuple[MustNotRow, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Every page that a row names, in name order."""
        named = {row.file for rows in (self.report, self.time, self.statement, self.figure) for row in rows}
        return tuple(sorted(named | {file for row in self.instrument for file in row.printed}))


ROWS: dict[str, type[Row]] = {
    "report": ReportRow,
    "time": TimeRow,
    "statement": StatementRow,
    "figure": FigureRow,
    "instrument": InstrumentRow,
    "across": AcrossRow,
    "must_not": MustNotRow,
}

RowType = TypeVar("RowType", bound=Row)


def read_answer_key(folder: Path) -> AnswerKey:
    """The answer key in `folder`.

    Raises: NotFound without an `expected.toml`; AnswerKeyError where a table, a row or a key is not of the format.
    """
    path = folder / "expected.toml"
    if not path.is_file():
        raise NotFound(f"no answer key: {path}", next_step="give a folder that holds an expected.toml beside its pages")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnswerKeyError(f"{path} is no TOML: {error}", next_step="mend the line that is named") from error
    key = make_answer_key(tables)
    for file in key.files:
        if not (folder / file).is_file():
            raise AnswerKeyError(
                f"{path} names {file}, which is not in the folder", next_step="add the page or mend the name"
            )
    return key


def make_answer_key(tables: Mapping[str, object]) -> AnswerKey:
    """An answer key from TOML tables. Raises: AnswerKeyError with the row's name."""
    if unknown := sorted(set(tables) - set(ROWS)):
        raise AnswerKeyError(f"unknown table in the answer key: {unknown[0]}", next_step=f"known: {', '.join(ROWS)}")
    key = AnswerKey(
        report=_rows(tables, "report", ReportRow),
        time=_rows(tables, "time", TimeRow),
        statement=_rows(tables, "statement", StatementRow),
        figure=_rows(tables, "figure", FigureRow),
        instrument=_rows(tables, "instrument", InstrumentRow),
        across=_rows(tables, "across", AcrossRow),
        must_not=_rows(tables, "must_not", MustNotRow),
    )
    _check_ids(key)
    return key


def _rows(tables: Mapping[str, object], table: str, kind: type[RowType]) -> tuple[RowType, ...]:
    rows = tables.get(table, [])
    if not isinstance(rows, list):
        raise AnswerKeyError(f"{table} is not a list of rows", next_step=f"write [[{table}]]")
    made = []
    for number, row in enumerate(rows, start=1):
        try:
            made.append(msgspec.convert(row, type=kind))
        except msgspec.ValidationError as error:
            name = row.get("id", row.get("file", "")) if isinstance(row, dict) else ""
            raise AnswerKeyError(
                f"row {number} of [[{table}]] ({name}): {error}", next_step="see docs/bench.md for the keys of a row"
            ) from error
    return tuple(made)


def _check_ids(key: AnswerKey) -> None:
    ids = [row.id for row in key.statement]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise AnswerKeyError(f"two statements have the id {twice[0]}", next_step="ids name one row each")
    named = [(row.name, other) for row in key.statement for other in (row.inside, row.same_speaker_as) if other]
    named += [(row.name, other) for row in key.across for other in row.members if isinstance(other, str)]
    named += [(row.name, other) for row in key.must_not for other in (*row.members, *row.of)]
    for row_name, other in named:
        if other not in ids:
            raise AnswerKeyError(
                f"{row_name} names {other}, which is no statement of this file", next_step="mend the id"
            )
