"""Bring what changed in a questionnaire into the form it was read from: every other cell stays as it was typed.

The cells that the toolkit would write are set side by side, for the questionnaire as it was read and as it is now. What
differs between the two, and only that, is changed in the form; what was never understood is in neither, and stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from instruments.errors import Place, Problem, Severity
from instruments.formats.three_way import merged
from instruments.formats.xlsform.carried import SHEET
from instruments.formats.xlsform.form import Form, FormSheet, trimmed
from instruments.formats.xlsform.reading.tables import columns_of, header_row
from instruments.formats.xlsform.reading.types import row_type
from instruments.formats.xlsform.reading.whole import Reading, reading
from instruments.formats.xlsform.spelling import SPELLINGS, SheetName, plain
from instruments.formats.xlsform.writing import form_of
from instruments.instrument import Instrument
from instruments.versions import difference

Cells = dict[str, str]
"""The cells of a row by their columns."""

_STRAY = "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A form with what changed.

    Attributes
    ----------
    form : Form
    problems : tuple of Problem
        What changed in the questionnaire and has no counterpart in the form.
    """

    form: Form
    problems: tuple[Problem, ...]


def rewritten(read: Reading, *, new: Instrument) -> Rewritten:
    """Return a form that was read with what has changed in its questionnaire since.

    Parameters
    ----------
    read : Reading
        With a questionnaire.
    new : Instrument
        The questionnaire as it is now.
    """
    old = read.instrument
    if old is None or old == new:
        return Rewritten(form=read.form, problems=())
    before, after = (form_of(one, dialect=read.dialect) for one in (old, new))
    sheets, problems = [], []
    for sheet in read.form.sheets:
        changed, lost = _sheet(sheet, read.form, before, after)
        sheets.append(changed)
        problems += [_problem(path, read.form, sheet) for path in lost]
    here = {sheet.called for sheet in sheets}
    sheets += [sheet for sheet in after.sheets if sheet.called not in here and sheet.rows]
    form = Form(read.form.file, tuple(sheets))
    return Rewritten(form=form, problems=(*problems, *_read_otherwise(form, new)))


def _read_otherwise(form: Form, new: Instrument) -> Iterator[Problem]:
    """Yield the problems of what would not be read back as the questionnaire has it."""
    again = reading(form).instrument
    for change in difference(again, new=new) if again is not None and again != new else ():
        place = Place(file=form.file, item=", ".join(change.items) or None)
        code, values = "instruments.form_reading.read_otherwise", {"change": change.text()}
        yield Problem(code=code, place=place, values=values, severity=Severity.WARNING)


def _sheet(sheet: FormSheet, form: Form, before: Form, after: Form) -> tuple[FormSheet, tuple[tuple[str, ...], ...]]:
    was, now = before.sheet(sheet.called), after.sheet(sheet.called)
    if sheet.called == SHEET and now is not None:
        return FormSheet(sheet.name, now.rows), ()
    name = next((known for known in SPELLINGS if known == sheet.called), None)
    if name is None or was is None or now is None:
        return sheet, ()
    original = _table(sheet, form, name)
    result = merged(original, before=_table(was, before, name), after=_table(now, after, name), fills=True)
    headers = _headers(now, after, name) | _headers(was, before, name) | _headers(sheet, form, name)
    return FormSheet(sheet.name, _grid(sheet, result.content, headers, form, name)), result.lost


def _table(sheet: FormSheet, form: Form, name: SheetName) -> dict[str, Cells]:
    """Return the cells of a sheet by row and by column, each under a key that it has in every form."""
    columns, at = _column_keys(sheet, form, name), header_row(sheet)
    found: dict[str, Cells] = {}
    opened: list[str] = []
    for number, cells in enumerate(sheet.rows[at + 1 :], start=at + 1):
        row = {columns.get(place, f"{_STRAY}{place}"): text for place, text in enumerate(cells) if text}
        found[_row_key(row, name, number, found, opened)] = row
    return found


def _row_key(row: Cells, name: SheetName, number: int, found: Mapping[str, Cells], opened: list[str]) -> str:
    """Return what a row is known by: its name; an answer by its list and code, the end of a block by its beginning."""
    if name == "settings":
        key = "settings"
    elif name == "choices":
        key = " ".join(plain(row.get(column, "")) for column in ("list_name", "name"))
    else:
        key = _survey_key(row, opened)
    stray = f"{_STRAY}{number}"
    again = sum(1 for other in found if other == key or other.startswith(f"{key}\n"))
    return stray if not key.strip() else f"{key}\n{again}" if again else key


def _survey_key(row: Cells, opened: list[str]) -> str:
    kind = row_type(row.get("type", ""))
    own = plain(row.get("name", ""))
    if kind.role == "begin":
        opened.append(own)
        return f"begin {own}"
    if kind.role == "end":
        return f"end {opened.pop() if opened else ''}"
    return own


def _column_keys(sheet: FormSheet, form: Form, name: SheetName) -> dict[int, str]:
    keys: dict[int, str] = {}
    for at, (column, language) in columns_of(form, sheet, name).items():
        key = f"{column}::{language}" if language else column
        if key not in keys.values():
            keys[at] = key
    header = sheet.rows[header_row(sheet)] if sheet.rows else ()
    for at, cell in enumerate(header):
        if at not in keys and plain(cell) and f"{_STRAY}{plain(cell)}" not in keys.values():
            keys[at] = f"{_STRAY}{plain(cell)}"
    return keys


def _headers(sheet: FormSheet, form: Form, name: SheetName) -> dict[str, str]:
    header = sheet.rows[header_row(sheet)] if sheet.rows else ()
    return {key: header[at] for at, key in _column_keys(sheet, form, name).items()}


def _grid(
    sheet: FormSheet, table: Mapping[str, Cells], headers: Mapping[str, str], form: Form, name: SheetName
) -> tuple[tuple[str, ...], ...]:
    """Return the rows again, in the columns that the sheet had, and after them those that are new."""
    keys, at = _column_keys(sheet, form, name), header_row(sheet)
    width = max([len(cells) for cells in sheet.rows], default=0)
    columns = [keys.get(place, f"{_STRAY}{place}") for place in range(width)]
    used = dict.fromkeys(key for row in table.values() for key in row)
    columns += [key for key in used if key not in columns]
    header = list(sheet.rows[at]) if sheet.rows else []
    header += [""] * (width - len(header)) + [headers[key] for key in columns[width:]]
    rows = [trimmed([row.get(key, "") for key in columns]) for row in table.values()]
    return (*sheet.rows[:at], trimmed(header), *rows)


def _problem(path: tuple[str, ...], form: Form, sheet: FormSheet) -> Problem:
    row, *what = path
    place = Place(file=form.file, sheet=sheet.name)
    values = {"name": row.replace("\n", " "), "what": ", ".join(what) or sheet.name}
    code = "instruments.form_reading.not_written_back"
    return Problem(code=code, place=place, values=values, severity=Severity.WARNING)
