"""The tables as CSV: three files, or one zip that holds them."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from firsthand.brief.records import Brief
from firsthand.exports.cells import Cell, guard_text, number_text
from firsthand.exports.tables import Table, tabulate_brief

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip can hold: no clock, so the same brief gives the same bytes."""

_UNIX = 3
"""Written as the maker's system on every system."""


def render_csv(table: Table) -> bytes:
    """One table: RFC 4180, UTF-8 with a byte order mark (Excel reads names wrongly without), every text quoted.

    Text is quoted although it holds no comma, since a spreadsheet that parts at semicolons would else find new
    cells in it, and a formula in one of them.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


class _Plain(Decimal):
    """A number that the csv module writes in plain digits and without quotes."""

    def __str__(self) -> str:
        return number_text(self)


def _written(cell: Cell) -> str | int | Decimal:
    if isinstance(cell, str):
        return guard_text(cell)
    return _Plain(cell)


def render_csv_files(brief: Brief) -> tuple[tuple[str, bytes], ...]:
    """Each table with its file's name."""
    return tuple((f"{table.name}.csv", render_csv(table)) for table in tabulate_brief(brief))


def render_csv_zip(brief: Brief) -> bytes:
    """The three files in one zip, without a clock."""
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in render_csv_files(brief):
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, compress_type=ZIP_DEFLATED, compresslevel=6)
    return out.getvalue()
