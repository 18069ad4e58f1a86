"""The workbook of an XLSForm."""

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.formats.xlsform.columns import Row, language_name
from instruments.formats.xlsform.rows import choice_rows, survey_rows
from instruments.instrument import Instrument

_FIRST = ("type", "list_name", "name")
_WIDE = ("label", "hint", "constraint_message", "required_message")


def write(instrument: Instrument, path: str | Path) -> Path:
    """Write the XLSForm of a questionnaire.

    Parameters
    ----------
    instrument : Instrument
    path : str or Path
        Where the workbook goes; what is there is replaced.

    Returns
    -------
    Path
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _sheet(book.create_sheet("survey"), list(survey_rows(instrument)))
    _sheet(book.create_sheet("choices"), list(choice_rows(instrument)))
    _sheet(book.create_sheet("settings"), [_settings(instrument)])
    book.save(path)
    return Path(path)


def _settings(instrument: Instrument) -> Row:
    return {
        "form_title": instrument.title.wording(instrument.languages[0]),
        "form_id": instrument.name,
        "version": instrument.version,
        "default_language": language_name(instrument.languages[0]),
    }


def _sheet(sheet: Worksheet, rows: list[Row]) -> None:
    header = _columns(rows)
    sheet.append(header)
    for row in rows:
        sheet.append([row.get(column) for column in header])
    for number, column in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 60 if column.startswith(_WIDE) else 22
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"  # a code "01" stays what it is
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a wording that begins with "=" is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"


def _columns(rows: Iterable[Row]) -> list[str]:
    found = dict.fromkeys(column for row in rows for column in row)
    return sorted(found, key=lambda column: column not in _FIRST)
