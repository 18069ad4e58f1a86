"""One sheet of a workbook: title and content in the first cells, text, then the table, the chart beside the text."""

from math import ceil
from textwrap import wrap

from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.charts import Series, interval_chart
from reports.excel.safe import clean
from reports.excel.styles import ABOUT, TITLE, Look, line_look
from reports.excel.tables import Pen, cell_at, write_table
from reports.sheet import IntervalChart, Line, Sheet
from reports.table import Cell, Mark, Number, Table, Words

WIDTH_OF_PROSE = 110  # characters, where a sheet has no table

_FIRST_LINE = 4
_PIXELS_A_CHARACTER = 7.4
_POINTS_A_PIXEL = 0.75
_EMU_A_PIXEL = 9525
_AIR = 12  # pixels between text and chart
_POINTS_A_LINE = 15.0
_PIXELS_A_ROW_OF_CHART = 38
_PIXELS_AROUND_CHART = 150


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
        height = _draw(worksheet, sheet.table, sheet.chart, top=top, pen=pen)
        _make_room(worksheet, rows=range(_FIRST_LINE, top), pixels=height)
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
    beside = sheet.table is None or sheet.chart is not None
    for line in sheet.lines:
        look = line_look(line, wrap=beside)
        for words in [line.words] if beside or sheet.table is None else wrap(line.words, sheet.table.width):
            pen.write(cell_at(worksheet, row, 1), words, look, link=line.link)
            worksheet.row_dimensions[row].height = _height(line, look, sheet) if beside else _spaced(line, look)
            row += 1
    return row


def _height(line: Line, look: Look, sheet: Sheet) -> float:
    width = sheet.table.columns[0].width if sheet.table else WIDTH_OF_PROSE
    characters = width * 11 / look.size * (0.92 if look.bold else 1.0)
    return _spaced(line, look) + _POINTS_A_LINE * (ceil(len(line.words) / characters) - 1)


def _spaced(line: Line, look: Look) -> float:
    """Return the height of one line, with air above a heading."""
    return _POINTS_A_LINE * look.size / 11 + (12 if line.role == "heading" else 3)


def _draw(worksheet: Worksheet, table: Table, chart: IntervalChart, *, top: int, pen: Pen) -> int:
    """Draw the chart beside the text and return its height in pixels."""
    width = round(_PIXELS_A_CHARACTER * sum(column.width for column in table.columns[1:]))
    height = _PIXELS_AROUND_CHART + _PIXELS_A_ROW_OF_CHART * len(table.rows)
    forms = [cell.form for row in table.rows if isinstance(cell := row[table.column(chart.estimate)], Number)]
    columns = {
        name: _series(worksheet.title, table, getattr(chart, name), top=top)
        for name in ("label", "estimate", "below", "above")
    }
    drawing = interval_chart(chart, columns, form=forms[0], language=pen.language)
    size = XDRPositiveSize2D(width * _EMU_A_PIXEL, height * _EMU_A_PIXEL)
    corner = AnchorMarker(col=1, row=_FIRST_LINE - 1, colOff=_AIR * _EMU_A_PIXEL)
    drawing.anchor = OneCellAnchor(corner, size)
    worksheet.add_chart(drawing)
    return height


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


def _make_room(worksheet: Worksheet, *, rows: range, pixels: int) -> None:
    """Make the last of the rows beside a chart as high as the chart needs."""
    taken = sum(worksheet.row_dimensions[row].height or _POINTS_A_LINE for row in rows[:-1])
    worksheet.row_dimensions[rows[-1]].height = max(_POINTS_A_LINE, pixels * _POINTS_A_PIXEL - taken + 8)
