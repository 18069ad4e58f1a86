"""A form from a workbook, and a workbook from a form."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean
from instruments.errors import Place, refuse
from instruments.formats.xlsform.form import Cells, Form, FormSheet, trimmed
from instruments.workbook.archive import guard, refuse_encrypted
from instruments.workbook.sheets import Sheet, sheets

_ZIP, _OLD_OFFICE = b"PK", b"\xd0\xcf\x11\xe0"
_SENTENCE = 40  # a header as long as this heads lines of text
_WIDE = ("label", "hint", "constraint", "required_message", "required message")


def open_form(path: str | Path) -> Form:
    """Return the cells of a workbook (XLSX, XLS or ODS).

    Raises
    ------
    SurveyError
        If it is none, is cut short or protected, or is far larger inside than outside.
    """
    file = Path(path)
    if not file.is_file():
        raise refuse("instruments.form_reading.no_file", Place(file=str(path)))
    with file.open("rb") as content:
        head = content.read(4)
    if head.startswith(_ZIP):
        guard(file)
    elif head == _OLD_OFFICE:
        refuse_encrypted(file)
    else:
        raise refuse("instruments.form_reading.no_workbook", Place(file=file.name))
    return Form(file.name, tuple(FormSheet(sheet.name, _rows(sheet)) for sheet in sheets(file)))


def save(form: Form, path: str | Path) -> Path:
    """Write a form as a workbook: every cell as text, the header bold; what is there is replaced."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for sheet in form.sheets:
        _write(book.create_sheet(sheet.name), sheet.rows)
    book.save(path)
    return Path(path)


def _rows(sheet: Sheet) -> tuple[Cells, ...]:
    found: list[Cells] = []
    for number, cells in sheet.rows():
        found += [()] * (number - 1 - len(found))
        found.append(trimmed([""] * (sheet.first_column - 1) + cells))
    return tuple(found)


def _write(sheet: Worksheet, rows: tuple[Cells, ...]) -> None:
    for cells in rows:
        sheet.append([clean(cell) or None for cell in cells])
    header = rows[0] if rows else ()
    for number, column in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    is_text = len(header) > 0 and len(header[0]) > _SENTENCE
    for written in sheet.iter_rows():
        for cell in written:
            cell.number_format = "@"  # a code "01" stays what it is
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a wording that begins with "=" is no formula
            cell.alignment = Alignment(wrap_text=not is_text, vertical="top")
    for title in sheet[1]:
        title.font = Font(bold=True)
    sheet.freeze_panes = "C2"


def _width(header: str) -> int:
    if len(header) > _SENTENCE:
        return 120
    return 60 if header.startswith(_WIDE) else 22
