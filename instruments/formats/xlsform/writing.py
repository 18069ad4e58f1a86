"""The workbook of an XLSForm."""

import re
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from instruments.errors import Place, refuse
from instruments.formats.xlsform.columns import Row, language_name, name_alone
from instruments.formats.xlsform.dialect import Dialect, DialectName, dialect_of, spelled
from instruments.formats.xlsform.lists import choice_rows, repeats_choices
from instruments.formats.xlsform.rows import survey_rows
from instruments.instrument import Instrument

_FIRST = ("type", "list_name", "name", "value")
_WIDE = ("label", "hint", "constraint", "required_message", "required message")
_VERSION = re.compile(r"\d{10}")


def write(instrument: Instrument, path: str | Path, *, dialect: DialectName = "odk") -> Path:
    """Write the XLSForm of a questionnaire.

    Parameters
    ----------
    instrument : Instrument
    path : str or Path
        Where the workbook goes; what is there is replaced.
    dialect : {"odk", "kobo", "surveycto"}
        The server that it is for.

    Returns
    -------
    Path

    Raises
    ------
    SurveyError
        If the version is not one that the server takes.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows in sheets(instrument, dialect=dialect).items():
        _sheet(book.create_sheet(name), rows)
    book.save(path)
    return Path(path)


def sheets(instrument: Instrument, *, dialect: DialectName = "odk") -> dict[str, list[Row]]:
    """Return the sheets of the XLSForm as rows, each a dict of column to cell."""
    spoken = dialect_of(dialect)
    if dialect == "surveycto" and not _VERSION.fullmatch(instrument.version):
        raise refuse("instruments.xlsform.version", Place(key="version"), got=instrument.version)
    rows = {
        "survey": survey_rows(instrument, dialect=spoken),
        "choices": choice_rows(instrument, dialect=spoken),
        "settings": [_settings(instrument, spoken)],
    }
    source = instrument.languages[0]
    return {name: [spelled(row, dialect=spoken, source=source) for row in found] for name, found in rows.items()}


def _settings(instrument: Instrument, dialect: Dialect) -> Row:
    source = instrument.languages[0]
    settings = {
        "form_title": instrument.title.wording(source),
        "form_id": instrument.name,
        "version": instrument.version,
        "default_language": name_alone(source) if dialect.name == "surveycto" else language_name(source),
    }
    return settings | ({"allow_choice_duplicates": "yes"} if repeats_choices(instrument, dialect=dialect) else {})


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
