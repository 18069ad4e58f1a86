"""Write cells that stay text, whatever they begin with."""

from collections.abc import Iterable, Sequence

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean, looks_like_a_formula


def put(sheet: Worksheet, top: int, rows: Iterable[Sequence[str | None]]) -> None:
    """Write rows of text from a row on; the first row of a sheet is its header."""
    for number, row in enumerate(rows, start=top):
        for at, words in enumerate(row, start=1):
            cell = sheet.cell(number, at)
            cell.value = clean(words or "") or None
            cell.number_format = "@"  # a code "01" stays what it is
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
            if words:
                cell.data_type = "s"
                cell.quotePrefix = looks_like_a_formula(words)


def set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Set the widths of columns, and let what people type into them stay as it was typed."""
    for at, width in enumerate(widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(at)]
        dimension.width = width
        dimension.number_format = "@"
