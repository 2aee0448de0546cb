"""The tables as one workbook, a sheet each. Text cells are text: no formula, no link, no guess at a number."""

from __future__ import annotations

import io
import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from firsthand.brief.records import Brief
from firsthand.errors import OutputError
from firsthand.exports.cells import Cell, is_live, number_text
from firsthand.exports.tables import Table, tabulate_brief

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_EPOCH = datetime(1980, 1, 1)
"""Stands as the workbook's time of making: no clock, so the same brief gives the same bytes."""

_CELL_UNITS = 32_767
"""UTF-16 units that a cell of Excel holds."""

_SHEET_ROWS = 1_048_576
"""Rows that a sheet of Excel holds, the heading's among them."""

CUT = " … [cut: a cell holds no more; the offsets hold the whole]"

_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Code points that no XML may hold: a workbook with one of them opens as damaged."""

_WIDE = frozenset({"content", "quote", "headline", "words", "chain", "members", "source", "asked"})


def render_xlsx(brief: Brief) -> bytes:
    """A workbook with the sheets statements, figures and claims. Raises: OutputError where a sheet cannot hold them."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": brief.title, "comments": brief.program, "created": _EPOCH})
        for table in tabulate_brief(brief):
            _write_sheet(book, table)
    return out.getvalue()


def _write_sheet(book: Workbook, table: Table) -> None:
    if len(table.rows) >= _SHEET_ROWS:
        raise OutputError(
            f"{len(table.rows)} {table.name} are more than a sheet of Excel holds", next_step="export them as csv"
        )
    sheet = book.add_worksheet(table.name)
    head, plain, quoted = book.add_format({"bold": True}), book.add_format(), book.add_format({"quote_prefix": True})
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 48 if name in _WIDE else 16)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(sheet, (number, column), cell, (plain, quoted))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write_cell(sheet: Worksheet, place: tuple[int, int], cell: Cell, formats: tuple[Format, Format]) -> None:
    plain, quoted = formats
    if cell == "":
        return
    if not isinstance(cell, str) and _exact(cell):
        sheet.write_number(*place, cell, plain)
        return
    text = fit_cell(cell if isinstance(cell, str) else number_text(cell))
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library takes such a string for finished markup and would write it unescaped; in two runs it is escaped.
        sheet.write_rich_string(*place, plain, text[:1], plain, text[1:], plain)
    else:
        # A live-looking text stays text also when somebody edits the cell: that is what the quote prefix does.
        sheet.write_string(*place, text, quoted if is_live(text) else plain)


def _exact(number: int | Decimal) -> bool:
    """Whether a spreadsheet's number (a double) keeps every digit."""
    return Decimal(repr(float(number))) == number


def fit_cell(text: str) -> str:
    """The text, or as much of it as a cell holds and a note that it was cut. What XML cannot hold becomes U+FFFD.

    >>> fit_cell("a" * 40_000).endswith("the whole]"), fit_cell("short")
    (True, 'short')
    """
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text.encode("utf-16-le")) <= 2 * _CELL_UNITS:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_CELL_UNITS - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT
