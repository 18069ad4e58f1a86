"""The form of a questionnaire, as cells and as a workbook."""

import re
from collections.abc import Iterable
from pathlib import Path

from instruments.errors import Place, refuse
from instruments.formats.xlsform.carried import carrying
from instruments.formats.xlsform.columns import Row, language_name, name_alone
from instruments.formats.xlsform.dialect import Dialect, DialectName, dialect_of, spelled
from instruments.formats.xlsform.form import Cells, Form, FormSheet, trimmed
from instruments.formats.xlsform.lists import choice_rows, repeats_choices
from instruments.formats.xlsform.rows import survey_rows
from instruments.formats.xlsform.workbook import save
from instruments.instrument import Instrument

_FIRST = ("type", "list_name", "name", "value")
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
    if dialect == "surveycto" and not _VERSION.fullmatch(instrument.version):
        raise refuse("instruments.xlsform.version", Place(key="version"), got=instrument.version)
    return save(form_of(instrument, dialect=dialect), path)


def form_of(instrument: Instrument, *, dialect: DialectName = "odk") -> Form:
    """Return the form of a questionnaire, and in a sheet of its own what XLSForm has no place for."""
    found = [FormSheet(name, _cells(rows)) for name, rows in sheets(instrument, dialect=dialect).items()]
    return Form(f"{instrument.name}.xlsx", (*found, carrying(instrument, dialect=dialect)))


def sheets(instrument: Instrument, *, dialect: DialectName = "odk") -> dict[str, list[Row]]:
    """Return the sheets of the XLSForm as rows, each a dict of column to cell."""
    spoken = dialect_of(dialect)
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


def _cells(rows: list[Row]) -> tuple[Cells, ...]:
    header = _columns(rows)
    return (tuple(header), *(trimmed([row.get(column) or "" for column in header]) for row in rows))


def _columns(rows: Iterable[Row]) -> list[str]:
    found = dict.fromkeys(column for row in rows for column in row)
    return sorted(found, key=lambda column: column not in _FIRST)
