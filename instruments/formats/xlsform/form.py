"""The workbook of a form as people see it: sheets of cells, each a text, nothing understood yet and nothing lost."""

from dataclasses import dataclass

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet, from its first row on; rows end with their last cell that holds anything.

    Attributes
    ----------
    name : str
    rows : tuple of tuple of str
    """

    name: str
    rows: tuple[Cells, ...]

    @property
    def called(self) -> str:
        """Its name as servers look for it: whatever the case and the space around it."""
        return self.name.strip().lower()


@dataclass(frozen=True, slots=True)
class Form:
    """A workbook.

    Attributes
    ----------
    file : str
        What it is called in messages.
    sheets : tuple of FormSheet

    Examples
    --------
    >>> form = Form("f.xlsx", (FormSheet(" Survey", (("type", "name"), ("text", "why"))),))
    >>> form.sheet("survey").rows[1]
    ('text', 'why')
    """

    file: str
    sheets: tuple[FormSheet, ...]

    def sheet(self, name: str) -> FormSheet | None:
        """Return a sheet by its name, or None."""
        return next((sheet for sheet in self.sheets if sheet.called == name), None)


def trimmed(cells: list[str]) -> Cells:
    """Return a row without the empty cells at its end.

    Examples
    --------
    >>> trimmed(["text", "", " ", ""])
    ('text', '', ' ')
    """
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def column_letter(index: int) -> str:
    """Return the letters over a column that is counted from 0.

    Examples
    --------
    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    letters, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
