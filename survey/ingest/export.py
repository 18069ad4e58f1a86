"""What a source returns: a file as tables of text, before anything is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from instruments.errors import Problem

Kind = Literal["csv", "excel", "spss"]
Row = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file: a header, and rows of text as long as the header.

    Attributes
    ----------
    name : str
        The name of the sheet; empty where the file is one table.
    header : tuple of str
    rows : iterable of (row number, cells)
        Rows count as a spreadsheet shows them, the header being row 1. It is read once, in order.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A file of answers, read.

    Attributes
    ----------
    kind : {"csv", "excel", "spss"}
    tables : tuple of Table
    notes : tuple of Problem
        How it was read, where that was a choice: the encoding, the separator.
    """

    kind: Kind
    tables: tuple[Table, ...]
    notes: tuple[Problem, ...] = ()
