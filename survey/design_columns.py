"""What a design is told: columns of the frame, or values a row, as codes and as numbers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from instruments.errors import refuse
from instruments.words import listed

Columns = str | Sequence[str] | ArrayLike
Codes = NDArray[np.intp]
Floats = NDArray[np.float64]


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
        part, levels = pd.factorize(column)
        if (part < 0).any():
            raise refuse("survey.design.missing", role=role, rows=rows_in_words(part < 0))
        codes = codes * len(levels) + part
    return compacted(codes)


def numbers_of(frame: pd.DataFrame, given: str | ArrayLike, *, role: str) -> Floats:
    """Return a column, or a value a row, as numbers."""
    (values,) = _columns(frame, given, role=role)
    return np.asarray(values, dtype=float)


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


def rows_in_words(wrong: NDArray[np.bool_]) -> str:
    """Return the first rows of a fault, counted from 0."""
    rows = np.flatnonzero(wrong)
    more = " ..." if len(rows) > 5 else ""
    return ", ".join(str(row) for row in rows[:5]) + more


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
        raise refuse("survey.design.no_column", role=role, got=name, columns=listed([str(name) for name in frame]))
    return frame[name]
