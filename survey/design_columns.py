"""What a design is told: columns of the frame, or values a row, as codes and as numbers."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from instruments.errors import refuse
from instruments.near import near_names
from survey.rows import refuse_rows

Columns = str | Sequence[str] | ArrayLike
Codes = NDArray[np.intp]
Floats = NDArray[np.float64]

MOST_NAMED = 6  # of the columns of a table, where none is near


def codes_of(frame: pd.DataFrame, given: Columns, *, role: str) -> Codes:
    """Return 0, 1, ... for the values of a column, or for the combinations of several.

    Parameters
    ----------
    frame : DataFrame
    given : str, sequence of str or array
        Columns, or a value a row.
    role : str
        What the column is for, as the message names it.
    """
    codes = np.zeros(len(frame), dtype=np.intp)
    for column in _columns(frame, given, role=role):
        part, levels = _factorized(column, role=role)
        if (part < 0).any():
            raise refuse_rows("survey.design.missing", part < 0, role=role)
        codes = codes * len(levels) + part
    return compacted(codes)


def numbers_of(frame: pd.DataFrame, given: str | ArrayLike, *, role: str) -> Floats:
    """Return a column, or a value a row, as numbers."""
    columns = _columns(frame, given, role=role)
    if len(columns) > 1:
        raise refuse("survey.design.one_column", role=role, got=len(columns))
    return as_numbers(columns[0], role=role)


def table_of_numbers(frame: pd.DataFrame, given: Sequence[str] | ArrayLike, *, role: str) -> Floats:
    """Return several columns, or a table of as many rows, as numbers: (n, columns)."""
    if isinstance(given, list | tuple) and all(isinstance(name, str) for name in given):
        return np.column_stack([as_numbers(column, role=role) for column in _columns(frame, given, role=role)])
    return np.asarray(given, dtype=float)


def compacted(codes: Codes) -> Codes:
    """Return codes without gaps, in the same order."""
    size = int(codes.max(initial=-1)) + 1
    if size > 16 * len(codes) + 1024:
        return np.unique(codes, return_inverse=True)[1]
    present = np.zeros(size, dtype=bool)
    present[codes] = True
    if present.all():
        return codes
    rank: Codes = np.cumsum(present) - 1
    return rank[codes]


def _factorized(column: pd.Series, *, role: str) -> "tuple[Codes, pd.Index[Any]]":
    try:
        codes, levels = pd.factorize(column)
    except TypeError as error:  # lists, sets and the like
        raise refuse("survey.design.no_names", role=role, got=type(column.iloc[0]).__name__) from error
    return codes.astype(np.intp, copy=False), levels


def as_numbers(column: pd.Series | ArrayLike, *, role: str) -> Floats:
    """Return a column as numbers; a text among them is refused, and its row named."""
    try:
        return np.asarray(column, dtype=float)
    except (TypeError, ValueError) as error:
        values = list(np.asarray(column, dtype=object).ravel())
        wrong = np.array([not _is_number(value) for value in values])
        got = values[int(np.argmax(wrong))]
        raise refuse_rows("survey.design.no_numbers", wrong, role=role, got=got) from error


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _columns(frame: pd.DataFrame, given: Columns, *, role: str) -> list[pd.Series]:
    if isinstance(given, str):
        return [_column(frame, given, role=role)]
    if isinstance(given, Sequence) and given and all(isinstance(name, str) for name in given):
        return [_column(frame, str(name), role=role) for name in given]
    values = pd.Series(np.asarray(given))
    if len(values) != len(frame):
        raise refuse("survey.design.length", role=role, got=len(values), expected=len(frame))
    return [values]


def _column(frame: pd.DataFrame, name: str, *, role: str) -> pd.Series:
    if name not in frame:
        near = near_names(name, [str(column) for column in frame], most=MOST_NAMED)
        raise refuse("survey.design.no_column", role=role, got=name, columns=near)
    column = frame[name]
    if isinstance(column, pd.DataFrame):
        raise refuse("survey.design.column_twice", role=role, got=name)
    return column
