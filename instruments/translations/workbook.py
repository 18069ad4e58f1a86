"""The workbook that translators fill in: the source on the left, the rest is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from instruments.cell_text import clean
from instruments.errors import Place, refuse
from instruments.instrument import Instrument
from instruments.translations.source import Source, sources
from instruments.workbook.sheets import sheets

COLUMNS = ("key", "source", "translation", "back_translation", "status", "translator", "audio", "source_mark")
STATUSES = ("draft", "back_translated", "agreed")
AGREED = STATUSES[-1]
_WIDTHS = (34, 55, 55, 55, 16, 20, 20, 15)
_STATUS = "E"
_LINE = 15  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A row of the workbook as it came back.

    Attributes
    ----------
    row : int
    key, source, translation, back_translation : str
    status : str
        Only what is ``agreed`` is read to respondents.
    translator : str
    audio : str
        The file of a recording of the question, for respondents who do not read.
    source_mark : str
        The mark of the source when it went out.
    """

    row: int
    key: str
    source: str
    translation: str
    back_translation: str
    status: str
    translator: str
    audio: str
    source_mark: str


def write(instrument: Instrument, path: str | Path, *, to: str, kept: Iterable[Translation] = ()) -> Path:
    """Write the workbook for a language; what is there is replaced.

    Parameters
    ----------
    instrument : Instrument
    path : str or Path
    to : str
        The language.
    kept : iterable of Translation
        What is translated already: it is filled in, as a draft where the source is another now.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    sheet = book.create_sheet(to)
    sheet.append(COLUMNS)
    known = {one.key: one for one in kept}
    for source in sources(instrument):
        sheet.append(_row(source, known.get(source.key)))
    _dress(sheet)
    book.save(path)
    return Path(path)


def _dress(sheet: Worksheet) -> None:
    """Make cells of text that wrap, rows as high as what they hold, and a list to choose the status from."""
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a wording that begins with "=" is no formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        sheet.row_dimensions[number].height = _LINE * max(map(_lines, values, _WIDTHS))
    status = DataValidation(type="list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True)
    status.add(f"{_STATUS}2:{_STATUS}{sheet.max_row}")
    sheet.add_data_validation(status)
    sheet.freeze_panes = "C2"


def _lines(value: object, width: int) -> int:
    """Return how many lines a cell takes, with some room, as letters differ in width."""
    return sum(1 + len(line) * 9 // (width * 8) for line in str(value or "").split("\n"))


def _row(source: Source, kept: Translation | None) -> list[str | None]:
    words = [source.key, clean(source.words)]
    if kept is None:
        return [*words, None, None, None, None, None, source.mark]
    fresh = kept.source_mark == source.mark
    status = kept.status if fresh or not kept.translation else STATUSES[0]
    theirs = (kept.translation, kept.back_translation, status, kept.translator, kept.audio if fresh else "")
    return [*words, *(clean(cell) or None for cell in theirs), source.mark]


def read(path: str | Path, *, to: str) -> tuple[Translation, ...]:
    """Return the rows of a workbook that came back.

    Raises
    ------
    SurveyError
        If it is no workbook, or has no sheet of that language with the columns that went out.
    """
    found = next((sheet for sheet in sheets(Path(path)) if sheet.name == to), None)
    (_, header), *rows = found.rows() if found and found.first_column == 1 else [(1, [])]
    if tuple(header[: len(COLUMNS)]) != COLUMNS:
        place = Place(file=Path(path).name, sheet=to)
        raise refuse("instruments.translations.other_columns", place, expected=", ".join(COLUMNS))
    return tuple(
        Translation(row=number, **dict(zip(COLUMNS, (cell.strip() for cell in row), strict=False)))
        for number, row in rows
    )
