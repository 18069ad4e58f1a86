"""Tables in a workbook: cells with their type and look, marked up so that programs and screen readers know them."""

from dataclasses import dataclass, replace
from math import ceil
from typing import cast

from openpyxl.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table as ListObject
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean, looks_like_a_formula
from instruments.language import Language
from reports.excel.measure import height, lines, roomy
from reports.excel.styles import Look, Painter, cell_look, header_look, stored
from reports.profile import Profile
from reports.table import Cell, Number, Table, Words

_AIR = 4.0  # points around the text of a row
_INDENT = 1.5  # characters that stay free beside the text of a column


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """What writing a cell needs: looks, the language, whom the book is for, and the names of sheets for links."""

    painter: Painter
    language: Language
    names: dict[str, str]
    profile: Profile

    def write(self, cell: ExcelCell, words: str, look: Look, *, link: str | None = None) -> None:
        """Write a text that stays a text, whatever it begins with."""
        text = clean(words)
        cell.value = text
        cell.data_type = "s"
        if looks_like_a_formula(text):
            look = replace(look, quoted=True)
        self.painter.paint(cell, look)
        if link is not None:
            quoted = self.names[link].replace("'", "''")
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1", display=text)


def cell_at(worksheet: Worksheet, row: int, column: int) -> ExcelCell:
    """Return a cell of a sheet without merged cells."""
    return cast("ExcelCell", worksheet.cell(row, column))


def with_room(table: Table) -> Table:
    """Return a table whose columns are as wide as their headers need: neighbours must not read as one."""
    columns = (
        replace(column, width=ceil(roomy(column.header, width=column.width, gap=_INDENT))) for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def write_table(worksheet: Worksheet, table: Table, *, top: int, pen: Pen) -> None:
    """Write a table with its header in row ``top``, at the left edge."""
    numeric = [not any(isinstance(row[place], Words) for row in table.rows) for place in range(len(table.columns))]
    for place, column in enumerate(table.columns):
        look = header_look(numeric=numeric[place], first=place == 0)
        pen.write(cell_at(worksheet, top, place + 1), column.header, look)
    headers = [lines(column.header, width=column.width - _INDENT, bold=True) for column in table.columns]
    worksheet.row_dimensions[top].height = height(max(headers), air=_AIR)
    for row_number, row in enumerate(table.rows, start=top + 1):
        for place, cell in enumerate(row):
            look = cell_look(cell, pen.language, numeric=numeric[place], first=place == 0, profile=pen.profile)
            _write_cell(cell_at(worksheet, row_number, place + 1), cell, look, pen=pen)
        worksheet.row_dimensions[row_number].height = _row_height(row, table)
    worksheet.add_table(_marked_up(table, top=top, filtered=pen.profile == "analyst"))


def _row_height(row: tuple[Cell, ...], table: Table) -> float:
    columns = zip(row, table.columns, strict=True)
    needed = [
        lines(cell.words, width=column.width - _INDENT, bold=cell.tone != "plain")
        for cell, column in columns
        if isinstance(cell, Words)
    ]
    return height(max(needed, default=1), air=_AIR)


def _write_cell(at: ExcelCell, cell: Cell, look: Look, *, pen: Pen) -> None:
    if isinstance(cell, Number):
        at.value = stored(cell, pen.profile)
        pen.painter.paint(at, look)
    else:
        pen.write(at, cell.text(pen.language), look, link=getattr(cell, "link", None))


def _marked_up(table: Table, *, top: int, filtered: bool) -> ListObject:
    ref = f"A{top}:{get_column_letter(len(table.columns))}{top + len(table.rows)}"
    marked = ListObject(displayName=table.name, ref=ref)
    marked.tableColumns = [
        TableColumn(id=place, name=clean(column.header)) for place, column in enumerate(table.columns, start=1)
    ]  # given here, or openpyxl adds filter buttons of its own
    marked.autoFilter = AutoFilter(ref=ref) if filtered else None
    return marked
