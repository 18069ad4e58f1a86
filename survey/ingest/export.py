"""What a source returns: a file as tables of text, before anything is made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from instruments.errors import Problem

Kind = Literal["csv", "csv_zip", "excel", "spss", "stata"]
Row = list[str]
Rows = Iterable[tuple[int, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file: a header, and rows of text as long as the header.

    Attributes
    ----------
    name : str
        The name of the sheet or of the part of the zip; empty where the file is one table.
    header : tuple of str
    rows : iterable of (row number, cells)
        Rows count as a spreadsheet shows them, the header being row 1. It is read once, in order.
    titles : tuple of str
        What a statistics program says of each column; empty where the file says nothing.
    labels : mapping
        Column -> text of a cell -> its label, as a statistics program keeps them.
    """

    name: str
    header: tuple[str, ...]
    rows: Rows
    titles: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file of answers, read.

    Attributes
    ----------
    kind : {"csv", "csv_zip", "excel", "spss", "stata"}
    tables : tuple of Table
    notes : tuple of Problem
        How it was read, where that was a choice: the encoding, the separator.
    from_1904 : bool
        Whether it counts days from 1904, as Excel for Mac once did: a bare number is then another day.
    """

    kind: Kind
    tables: tuple[Table, ...]
    notes: tuple[Problem, ...] = ()
    from_1904: bool = False
