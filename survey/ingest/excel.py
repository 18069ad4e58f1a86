"""Read Excel and OpenDocument workbooks, every cell as the text that stands for it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from instruments.errors import Place, refuse
from survey.ingest.archive import guard
from survey.ingest.export import Export, Row, Table

MOST_CELLS = 200_000_000


def read_excel(path: Path, *, zipped: bool) -> Export:
    """Return the sheets of a workbook that hold anything, the first row of each as its header.

    Parameters
    ----------
    path : Path
    zipped : bool
        Whether it is a zip (.xlsx, .xlsm, .xlsb, .ods), not the older .xls.

    Raises
    ------
    SurveyError
        If the file is cut short, no workbook, far larger inside than outside, or empty.
    """
    if zipped:
        guard(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [(name, workbook.get_sheet_by_name(name)) for name in workbook.sheet_names]
        tables = [table for name, sheet in sheets if (table := _table(path, name, sheet))]
    except (CalamineError, OSError) as error:
        raise refuse("survey.ingest.unreadable_workbook", Place(file=path.name), reason=error) from error
    if not tables:
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    return Export(kind="excel", tables=tuple(tables))


def _table(path: Path, name: str, sheet: Any) -> Table | None:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise refuse("survey.ingest.sheet_too_large", Place(file=path.name, sheet=name))
    rows = iter(enumerate(sheet.iter_rows(), start=1 + (sheet.start or (0, 0))[0]))
    for _, header in rows:
        if any(cell != "" for cell in header):
            return Table(name=name, header=_names(header), rows=_records(rows))
    return None


def _names(cells: Sequence[Any]) -> tuple[str, ...]:
    return tuple(as_text(cell).strip() for cell in cells)


def _records(rows: Iterator[tuple[int, Sequence[Any]]]) -> Iterator[tuple[int, Row]]:
    for number, cells in rows:
        row = [as_text(cell) for cell in cells]
        if any(row):
            yield number, row


def as_text(cell: object) -> str:
    """Return a cell as text: whole numbers without a fraction, dates as ISO 8601 writes them.

    Examples
    --------
    >>> as_text(1.0), as_text(2.5), as_text(True), as_text(date(2026, 2, 28))
    ('1', '2.5', 'TRUE', '2026-02-28')
    """
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return str(cell)
