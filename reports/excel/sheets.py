"""One sheet of a workbook: title and content in the first cells, text, then the table, the chart beside the text."""

from dataclasses import replace
from textwrap import wrap

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.drawing import draw
from reports.excel.measure import LINE, height, lines
from reports.excel.styles import ABOUT, TITLE, line_look
from reports.excel.tables import Pen, cell_at, write_table
from reports.sheet import Line, Sheet

WIDTH_OF_PROSE = 110  # characters, where a sheet has no table

_FIRST_LINE = 4
_LONGEST_PROSE = 170  # characters, where a table is wider: longer lines are hard to read
_AIR, _AIR_ABOVE_HEADING = 3.0, 12.0  # points
_LOWEST_FROZEN = 14  # a row; were more frozen, a small screen would hold nothing else


def write_sheet(worksheet: Worksheet, sheet: Sheet, *, pen: Pen) -> int | None:
    """Write a sheet and return the row of the header of its table, where it has one."""
    worksheet.sheet_view.showGridLines = False
    pen.write(cell_at(worksheet, 1, 1), sheet.title, TITLE)
    pen.write(cell_at(worksheet, 2, 1), sheet.about, ABOUT)
    worksheet.row_dimensions[1].height = 26
    _set_widths(worksheet, sheet)
    next_row = _write_lines(worksheet, sheet, pen=pen)
    if sheet.table is None:
        return None
    top = next_row + 1
    if sheet.chart:
        text = [worksheet.row_dimensions[row].height or LINE for row in range(_FIRST_LINE, top - 1)]
        more = draw(worksheet, sheet.table, sheet.chart, rows=(_FIRST_LINE, top), text=sum(text), pen=pen)
        worksheet.row_dimensions[top - 1].height = max(LINE, more)
    write_table(worksheet, sheet.table, top=top, pen=pen)
    if pen.profile == "analyst" and top <= _LOWEST_FROZEN:
        worksheet.freeze_panes = f"A{top + 1}"
    return top


def _set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    widths = [column.width for column in sheet.table.columns] if sheet.table else [WIDTH_OF_PROSE]
    for place, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = width


def _write_lines(worksheet: Worksheet, sheet: Sheet, *, pen: Pen) -> int:
    """Write the text and return the first row after it.

    Beside a chart, or alone, text is wrapped in its column; above a table it runs over the columns of the table,
    and a line that is too long goes on in the next row.
    """
    row = _FIRST_LINE
    for line in sheet.lines:
        if sheet.table is None or sheet.chart is not None:
            width = sheet.table.columns[0].width if sheet.table else WIDTH_OF_PROSE
            row = _write_line(worksheet, line, row=row, pen=pen, width=width)
        else:
            for words in wrap(line.words, min(max(sheet.table.width, WIDTH_OF_PROSE), _LONGEST_PROSE)):
                row = _write_line(worksheet, replace(line, words=words), row=row, pen=pen)
    return row


def _write_line(worksheet: Worksheet, line: Line, *, row: int, pen: Pen, width: int | None = None) -> int:
    """Write a line of text, wrapped where a width is given, and return the next row."""
    look = line_look(line, wrap=width is not None)
    pen.write(cell_at(worksheet, row, 1), line.words, look, link=line.link)
    count = 1 if width is None else lines(line.words, width=width, size=look.size, bold=look.bold)
    air = _AIR_ABOVE_HEADING if line.role == "heading" else _AIR
    worksheet.row_dimensions[row].height = height(count, size=look.size, air=air)
    return row + 1
