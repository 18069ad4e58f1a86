"""The cells of the margins: respondents who have the same category in every margin get the same factor.

So nothing but the sum of their weights is needed. A million respondents in 20 regions, 2 sexes, 5 age bands and 2 kinds
of place are 400 cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey.weights.codes import Coded

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

FEW_CELLS = 1024  # so many are kept even if nobody is in most of them


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Respondents in cells.

    Attributes
    ----------
    of_row : int array (n,)
        The cell of each respondent.
    codes : int array (variables, cells)
        The category of each cell in each variable.
    n : int array (cells,)
        Respondents.
    """

    of_row: Codes
    codes: Codes
    n: Codes


def sums_by(codes: Codes, weights: Floats, size: int) -> Floats:
    """Return the sum of weights of each code."""
    return np.bincount(codes, weights=weights, minlength=size).astype(np.float64, copy=False)


def cells_of(columns: Sequence[Coded]) -> Cells:
    """Return the cells of some columns without missing values."""
    rows = len(columns[0].codes)
    key: NDArray[np.signedinteger[Any]] = np.zeros(rows, dtype=np.int16)
    codes = np.zeros((0, 1), dtype=np.intp)
    for column in columns:
        size = len(column.categories)
        cells = codes.shape[1] * size
        key = key.astype(_holding(cells), copy=False)
        key *= size
        key += column.codes
        used = np.arange(cells)
        if cells > 4 * rows + FEW_CELLS:
            used, key = np.unique(key, return_inverse=True)
        codes = np.vstack([codes[:, used // size], used % size])
    of_row = key.astype(np.intp)
    return Cells(of_row=of_row, codes=codes, n=np.bincount(of_row, minlength=codes.shape[1]))


def _holding(number: int) -> np.dtype[np.signedinteger[Any]]:
    return next(np.dtype(kind) for kind in (np.int16, np.int32, np.int64) if number <= np.iinfo(kind).max)
