"""Read Excel and OpenDocument workbooks, every cell as the text that stands for it."""

from pathlib import Path

from instruments.errors import Place, Problem, refuse
from instruments.workbook.sheets import Sheet, sheets
from survey.ingest.export import Export, Table


def read_excel(path: Path, *, notes: tuple[Problem, ...] = (), from_1904: bool = False) -> Export:
    """Return the sheets of a workbook that hold anything, the first row of each as its header.

    Parameters
    ----------
    path : Path
    notes : tuple of Problem
        What was seen when the file was looked into.
    from_1904 : bool
        Whether it counts days from 1904.

    Raises
    ------
    SurveyError
        If the file is cut short, no workbook, far larger inside than outside, or empty.
    """
    tables = [table for sheet in sheets(path) if (table := _table(sheet))]
    if not tables:
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    return Export(kind="excel", tables=tuple(tables), notes=notes, from_1904=from_1904)


def _table(sheet: Sheet) -> Table | None:
    rows = ((number, row) for number, row in sheet.rows() if any(map(str.strip, row)))
    _, header = next(rows, (0, []))
    return Table(name=sheet.name, header=tuple(cell.strip() for cell in header), rows=rows) if header else None
