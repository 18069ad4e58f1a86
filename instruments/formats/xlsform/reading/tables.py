"""The rows of a sheet with what its columns mean, and what stands in columns that mean nothing to a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from instruments.errors import Place
from instruments.formats.xlsform.dialect import DialectName
from instruments.formats.xlsform.form import Cells, Form, FormSheet, column_letter
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.languages import language_code
from instruments.formats.xlsform.spelling import SPELLINGS, TRANSLATED, SheetName, header_of, of_surveycto, plain

Column = tuple[str, str]
"""A column as ODK calls it, and the code of its language; no code where it has none."""

TAKEN: Mapping[SheetName, frozenset[str]] = {
    "survey": frozenset(
        [
            "type",
            "name",
            "label",
            "hint",
            "audio",
            "relevant",
            "constraint",
            "required",
            "calculation",
            "choice_filter",
            "repeat_count",
            "disabled",
            "select_from_list_name",
            "kobo--matrix_list",
            "kobo--score-choices",
            "kobo--rank-items",
            "$autoname",
        ]
    ),
    "choices": frozenset(["list_name", "name", "label", "$autovalue"]),
    "settings": frozenset(["form_title", "form_id", "version", "default_language", "allow_choice_duplicates"]),
}
"""The columns whose cells go into a questionnaire; those of the others stay in the form."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it can be asked for its cells.

    Attributes
    ----------
    sheet : str
    number : int
        As a spreadsheet shows it.
    cells : mapping of column to text
    others : mapping of header to text
        What stands in columns that forms do not have.
    letters : mapping of column to letters
    """

    sheet: str
    number: int
    cells: Mapping[Column, str]
    others: Mapping[str, str]
    letters: Mapping[Column, str]

    def get(self, column: str) -> str:
        """Return the cell of a column, without the space around it; empty where there is none."""
        return plain(self.cells.get((column, ""), ""))

    def words(self, column: str) -> dict[str, str]:
        """Return the cells of a column that stands there once a language."""
        found = {language: text.strip() for (name, language), text in self.cells.items() if name == column}
        return {language: text for language, text in found.items() if text}

    def place(self, column: str | None = None) -> Place:
        """Return where the row is, or a cell of it."""
        letters = [letters for (name, _), letters in self.letters.items() if name == column]
        return Place(sheet=self.sheet, row=self.number, column=letters[0] if letters else column)


def languages_of(form: Form) -> tuple[str, ...]:
    """Return the languages that the wordings of a form are in, the first as the source of the others."""
    found: dict[str, None] = {}
    names: tuple[SheetName, ...] = ("survey", "choices")
    for name in names:
        sheet = form.sheet(name)
        for header in _headers(sheet, name) if sheet else ():
            if header[0] in ("label", "hint"):
                found.setdefault(header[1] or _unnamed(form), None)
    first = _default_language(form)
    return tuple(sorted(found or {_unnamed(form): None}, key=lambda language: language != first))


def rows_of(form: Form, name: SheetName) -> tuple[Row, ...]:
    """Return the rows of a sheet that hold anything, below its header."""
    sheet = form.sheet(name)
    if sheet is None:
        return ()
    start = header_row(sheet)
    columns = columns_of(form, sheet, name)
    header = _header(sheet)
    letters = {column: column_letter(at) for at, column in reversed(columns.items())}
    return tuple(
        _row(sheet.name, number, cells, columns, header, letters)
        for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2)
        if any(map(plain, cells))
    )


def columns_of(form: Form, sheet: FormSheet, name: SheetName) -> dict[int, Column]:
    """Return what the columns of a sheet mean, by their number from 0; what means nothing is not among them."""
    unnamed = _unnamed(form)
    found = {}
    for at, (column, language) in enumerate(_headers(sheet, name)):
        if column is not None:
            found[at] = (column, language or (unnamed if column in TRANSLATED else ""))
    return found


def _row(
    sheet: str, number: int, cells: Cells, columns: Mapping[int, Column], header: Cells, letters: Mapping[Column, str]
) -> Row:
    known: dict[Column, str] = {}
    for at, text in enumerate(cells):
        if at in columns and text:
            known.setdefault(columns[at], text)
    others = {header[at]: text for at, text in enumerate(cells) if at not in columns and at < len(header) and text}
    return Row(sheet, number, known, others, letters)


def _headers(sheet: FormSheet, name: SheetName) -> Iterator[tuple[str | None, str]]:
    """Yield what each header means, and the code of its language as far as it says one."""
    for cell in _header(sheet):
        found = header_of(cell, sheet=name)
        yield found.column, language_code(found.language) if found.language else ""


def _default_language(form: Form) -> str:
    """Return the language that the settings name; none where they name none."""
    settings = form.sheet("settings")
    if settings is None or len(settings.rows) < 2:
        return ""
    for at, cell in enumerate(settings.rows[0]):
        if header_of(cell, sheet="settings").column == "default_language" and at < len(settings.rows[1]):
            written = plain(settings.rows[1][at])
            return language_code(written) if written else ""
    return ""


def _unnamed(form: Form) -> str:
    """Return the language of the columns that name none: that of the settings, unless another column is in it."""
    survey = form.sheet("survey")
    named = {language for column, language in _headers(survey, "survey") if column == "label"} if survey else set()
    default = _default_language(form)
    return default if default and default not in named else language_code("")


def say_columns(form: Form, name: SheetName, findings: Findings, *, used: frozenset[str] = frozenset()) -> None:
    """Note each column that means nothing to a form, is there twice, or has no place in a questionnaire.

    Parameters
    ----------
    form : Form
    name : {"survey", "choices", "settings"}
    findings : Findings
    used : frozenset of str
        Columns of the form's own that its filters look at.
    """
    sheet = form.sheet(name)
    if sheet is None:
        return
    start, header, columns = header_row(sheet), _header(sheet), columns_of(form, sheet, name)
    seen: set[Column] = set()
    for at in range(max(map(len, sheet.rows), default=0)):
        written = plain(header[at]) if at < len(header) else ""
        count = sum(1 for cells in sheet.rows[start + 1 :] if at < len(cells) and plain(cells[at]))
        place = Place(sheet=sheet.name, row=start + 1, column=column_letter(at))
        if at in columns and columns[at] in seen:
            findings.not_understood("column_twice", place, header=written)
        elif at in columns and columns[at][0] not in TAKEN[name] and count and name != "settings":
            findings.note("column_kept", place, header=written, count=count)
        elif at not in columns and count and written not in used:
            _say_unknown(written, place, count, name, findings)
        if at in columns:
            seen.add(columns[at])


def _say_unknown(written: str, place: Place, count: int, name: SheetName, findings: Findings) -> None:
    near = get_close_matches(written.lower().partition(":")[0], SPELLINGS[name], n=1, cutoff=0.8)
    if near:
        findings.not_understood("column_misspelt", place, header=written, near=near[0], count=count)
    elif written:
        findings.note("column_unknown", place, header=written, count=count)
    else:
        findings.note("column_unnamed", place, count=count)


def spelled_by(form: Form) -> DialectName:
    """Return whose spelling a form has: that of ODK where nothing tells."""
    headers = {plain(cell).lower() for sheet in form.sheets if sheet.called in SPELLINGS for cell in _header(sheet)}
    if headers & {of_surveycto("survey", "relevant"), of_surveycto("choices", "name")}:
        return "surveycto"
    kobo = any(header.startswith(("kobo--", "$kuid", "$autoname")) for header in headers)
    survey = form.sheet("survey")
    columns = survey is not None and any("list-nolabel" in cells for cells in survey.rows)
    return "kobo" if kobo or columns else "odk"


def header_row(sheet: FormSheet) -> int:
    """Return the number, from 0, of the row that holds the headers: the first that holds anything."""
    return next((at for at, cells in enumerate(sheet.rows) if any(map(plain, cells))), 0)


def _header(sheet: FormSheet) -> Cells:
    return sheet.rows[header_row(sheet)] if sheet.rows else ()
