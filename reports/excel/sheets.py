"""One sheet of a workbook: title and content in the first cells, text, then the table, the chart beside the text."""

from dataclasses import replace
from textwrap import wrap

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean
from reports.excel.charts import Series, interval_chart
from reports.excel.measure import LINE, height, lines
from reports.excel.styles import ABOUT, TITLE, line_look
from reports.excel.tables import Pen, cell_at, write_table
from reports.sheet import IntervalChart, Line, Sheet
from reports.table import Cell, Mark, Number, Table, Words

WIDTH_OF_PROSE = 110  # characters, where a sheet has no table

_FIRST_LINE = 4
_AIR, _AIR_ABOVE_HEADING, _AIR_BESIDE = 3.0, 12.0, 9.0  # points
_POINTS_A_CHARACTER = 5.35
_POINTS_A_BAR, _POINTS_AROUND_CHART = 28.0, 110.0
_MOST_STRETCH = 1.5
_EMU_A_POINT = 12_700


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
        _draw(worksheet, sheet.table, sheet.chart, top=top, pen=pen)
    write_table(worksheet, sheet.table, top=top, pen=pen)
    return top


def _set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    widths = [column.width for column in sheet.table.columns] if sheet.table else [WIDTH_OF_PROSE]
    for place, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = width


def _write_lines(worksheet: Worksheet, sheet: Sheet, *, pen: Pen) -> int:
    """Write the text and return the first row after it.

    Beside a chart, or alone, text is wrapped in its column; above a table it runs over the columns of the table,
    and a line longer than the table is wide goes on in the next row.
    """
    row = _FIRST_LINE
    for line in sheet.lines:
        if sheet.table is None or sheet.chart is not None:
            width = sheet.table.columns[0].width if sheet.table else WIDTH_OF_PROSE
            row = _write_line(worksheet, line, row=row, pen=pen, width=width)
        else:
            for words in wrap(line.words, max(sheet.table.width, WIDTH_OF_PROSE)):
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


def _draw(worksheet: Worksheet, table: Table, chart: IntervalChart, *, top: int, pen: Pen) -> None:
    """Draw the chart beside the text, as high as the text within reason, and make room for it above the table."""
    forms = [cell.form for row in table.rows if isinstance(cell := row[table.column(chart.estimate)], Number)]
    columns = {
        name: _series(worksheet.title, table, header, top=top)
        for name in ("label", "estimate", "below", "above")
        if (header := getattr(chart, name)) is not None
    }
    text = [worksheet.row_dimensions[row].height or LINE for row in range(_FIRST_LINE, top - 1)]
    least = _POINTS_AROUND_CHART + _POINTS_A_BAR * len(table.rows)
    points = min(max(least, sum(text)), _MOST_STRETCH * least)
    worksheet.row_dimensions[top - 1].height = max(LINE, points - sum(text) + LINE)
    drawing = interval_chart(chart, columns, form=forms[0], language=pen.language)
    width = _POINTS_A_CHARACTER * sum(column.width for column in table.columns[1:])
    corner = AnchorMarker(col=1, row=_FIRST_LINE - 1, colOff=round(_AIR_BESIDE * _EMU_A_POINT))
    size = XDRPositiveSize2D(round((width - _AIR_BESIDE) * _EMU_A_POINT), round(points * _EMU_A_POINT))
    drawing.anchor = OneCellAnchor(corner, size)
    worksheet.add_chart(drawing)


def _series(name: str, table: Table, header: str, *, top: int) -> Series:
    quoted = name.replace("'", "''")
    place = table.column(header)
    letter = get_column_letter(place + 1)
    cells = f"'{quoted}'!${letter}${top + 1}:${letter}${top + len(table.rows)}"
    return Series(cells=cells, values=[_value(row[place]) for row in table.rows])


def _value(cell: Cell) -> float | str | None:
    match cell:
        case Number():
            return float(cell.value)
        case Words():
            return clean(cell.words)
        case Mark():
            return None
