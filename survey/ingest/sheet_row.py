"""A row of one of several sheets of interviews: its number tells it only together with the sheet."""

from typing import Self

from instruments.errors import Place
from survey.ingest.export import Rows


class SheetRow(int):
    """The number of a row, which knows its sheet; a number like any other for whoever only counts."""

    sheet: str

    def __new__(cls, number: int, sheet: str) -> Self:
        """Return the number of a row with its sheet."""
        row = super().__new__(cls, number)
        row.sheet = sheet
        return row


def on_sheet(rows: Rows, *, sheet: str) -> Rows:
    """Yield the rows of a sheet with numbers that know it."""
    return ((SheetRow(number, sheet), row) for number, row in rows)


def sheet_of(row: int) -> str:
    """Return the sheet of a row; empty where there are not several."""
    return getattr(row, "sheet", "")


def place_of(row: int, *, file: str) -> Place:
    """Return where a row is: with its sheet, where there are several sheets of interviews.

    Examples
    --------
    >>> place_of(SheetRow(4, "Team 2"), file="a.xlsx").sheet, place_of(4, file="a.xlsx").sheet
    ('Team 2', None)
    """
    return Place(file=file, sheet=sheet_of(row) or None, row=int(row))


def called(row: int) -> str:
    """Return a row in few words.

    Examples
    --------
    >>> called(SheetRow(4, "Team 2")), called(4)
    ('Team 2/4', '4')
    """
    return f"{row.sheet}/{int(row)}" if isinstance(row, SheetRow) else str(row)
