"""Unpack a workbook in a process of its own, which may fall without harm: a line of JSON for each sheet and row.

It is run as a script, with nothing but the library that reads workbooks: a damaged or hostile file can make that
library ask for all the memory there is.
"""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

MOST_CELLS = 40_000_000
MOST_CHARACTERS = 1 << 29  # one long text that a million cells point to is short in the file
MOST_MEMORY = 4 << 30
ROWS_A_LINE = 500
TOO_LARGE = "too_large"


def as_text(cell: object) -> str:
    """Return a cell as text: whole numbers without a fraction, dates as ISO 8601 writes them.

    Examples
    --------
    >>> as_text(1.0), as_text(2.5), as_text(True), as_text(date(2026, 2, 28))
    ('1', '2.5', 'TRUE', '2026-02-28')
    """
    match cell:
        case str():
            return cell
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def lines(path: str) -> Iterator[object]:
    """Yield for each sheet its name and where its cells begin, then its rows, some at a time."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(Path(path).read_bytes()))  # endings are often wrong
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            yield {"error": TOO_LARGE, "sheet": name}
            return
        row, column = sheet.start or (0, 0)
        yield {"sheet": name, "first": (row + 1, column + 1)}
        rows = sheet.iter_rows()
        while some := [_texts(row) for row in islice(rows, ROWS_A_LINE)]:
            yield some


def _texts(row: Sequence[object]) -> list[str]:
    return [as_text(cell) for cell in row]


def _bound_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has no such module
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def written(path: str) -> Iterator[str]:
    """Yield the lines of a workbook as JSON, the last one ``null``, or what is wrong with it."""
    characters = 0
    try:
        for line in lines(path):
            text = json.dumps(line)
            yield text
            characters += len(text)
            if characters > MOST_CHARACTERS:
                yield json.dumps({"error": TOO_LARGE})
                return
    except (CalamineError, OSError, ValueError) as error:
        yield json.dumps({"error": str(error)})
    yield json.dumps(None)


def main(path: str) -> None:
    """Write the lines of a workbook."""
    _bound_memory()
    for line in written(path):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
