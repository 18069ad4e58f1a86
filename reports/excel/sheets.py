"""One sheet of a workbook: title and content in the first cells, text, then the table, the chart beside the text."""

from dataclasses import replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.drawing import draw
from reports.excel.measure import LINE, height, lines, wrapped
from reports.excel.styles import ABOUT, LONG_TITLE, TITLE, line_look
from reports.excel.tables import Pen, cell_at, with_room, write_table
from reports.sheet import Line, Sheet

WIDTH_OF_PROSE = 110  # characters, where a sheet has no table

_LONGEST_PROSE = 140  # characters, where a table is wider: longer lines are hard to read
_AIR, _AIR_ABOVE_HEADING = 3.0, 12.0  # points
_LOWEST_FROZEN = 14  # a row; were more frozen, a small screen would hold nothing else


def write_sheet(worksheet: Worksheet, sheet: Sheet, *, pen: Pen) -> int | None:
    """Write a sheet and return the row of the header of its table, where it has one."""
    sheet = replace(sheet, table=with_room(sheet.table)) if sheet.table else sheet
    worksheet.sheet_view.showGridLines = False
    _set_widths(worksheet, sheet)
    first_row = _write_title(worksheet, sheet, pen=pen)
    next_row = _write_lines(worksheet, sheet, row=first_row, pen=pen)
    if sheet.table is None:
        return None
    top = next_row + 1
    _write_after(worksheet, sheet, row=top + len(sheet.table.rows) + 2, pen=pen)
    if sheet.chart:
        text = [worksheet.row_dimensions[row].height or LINE for row in range(first_row, top - 1)]
        more = draw(worksheet, sheet.table, sheet.chart, rows=(first_row, top), text=sum(text), pen=pen)
        worksheet.row_dimensions[top - 1].height = max(LINE, more)
    write_table(worksheet, sheet.table, top=top, pen=pen)
    if pen.profile == "analyst" and top <= _LOWEST_FROZEN and sheet.chart is None:
        worksheet.freeze_panes = f"A{top + 1}"
    return top


def _write_title(worksheet: Worksheet, sheet: Sheet, *, pen: Pen) -> int:
    """Write the title, smaller where it is longer than the sheet is wide, and what the sheet holds.

    Return the row in which the text begins, after an empty one.
    """
    room = _room(sheet)
    long = lines(sheet.title, width=room, size=TITLE.size, bold=True) > 1
    pen.write(cell_at(worksheet, 1, 1), sheet.title, LONG_TITLE if long else TITLE)
    worksheet.row_dimensions[1].height = 26
    rows = wrapped(sheet.about, width=room)
    for row, words in enumerate(rows, start=2):
        pen.write(cell_at(worksheet, row, 1), words, ABOUT)
    return 3 + len(rows)


def _room(sheet: Sheet) -> int:
    """Return how many characters stand beside each other on a sheet."""
    return max(sheet.table.width if sheet.table else 0, _LONGEST_PROSE)


def _set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    widths = [column.width for column in sheet.table.columns] if sheet.table else [WIDTH_OF_PROSE]
    for place, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(place)].width = width


def _write_lines(worksheet: Worksheet, sheet: Sheet, *, row: int, pen: Pen) -> int:
    """Write the text and return the first row after it.

    Beside a chart, or alone, text is wrapped in its column; above a table it runs over the columns of the table,
    and a line that is too long goes on in the next row.
    """
    for line in sheet.lines:
        if sheet.table is None or sheet.chart is not None:
            width = sheet.table.columns[0].width if sheet.table else WIDTH_OF_PROSE
            row = _write_line(worksheet, line, row=row, pen=pen, width=width)
        else:
            row = _write_across(worksheet, line, row=row, pen=pen, width=sheet.table.width)
    return row


def _write_after(worksheet: Worksheet, sheet: Sheet, *, row: int, pen: Pen) -> None:
    """Write the text below the table, over its columns."""
    for line in sheet.after:
        row = _write_across(worksheet, line, row=row, pen=pen, width=sheet.table.width if sheet.table else 0)


def _write_across(worksheet: Worksheet, line: Line, *, row: int, pen: Pen, width: int) -> int:
    """Write a line over several columns, on as many rows as it takes, and return the next row."""
    *pieces, last = wrapped(line.words, width=min(max(width, WIDTH_OF_PROSE), _LONGEST_PROSE))
    for words in pieces:
        row = _write_line(worksheet, replace(line, words=words), row=row, pen=pen, air=0.0)
    return _write_line(worksheet, replace(line, words=last), row=row, pen=pen)


def _write_line(
    worksheet: Worksheet, line: Line, *, row: int, pen: Pen, width: int | None = None, air: float = _AIR
) -> int:
    """Write a line of text, wrapped where a width is given, and return the next row."""
    look = line_look(line, wrap=width is not None)
    pen.write(cell_at(worksheet, row, 1), line.words, look, link=line.link)
    count = 1 if width is None else lines(line.words, width=width, size=look.size, bold=look.bold)
    air = _AIR_ABOVE_HEADING if line.role == "heading" else air
    worksheet.row_dimensions[row].height = height(count, size=look.size, air=air)
    return row + 1
