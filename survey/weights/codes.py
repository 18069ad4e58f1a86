"""Columns of a frame as whole numbers, without a look at each row in Python."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SMALL_RANGE = 1024  # integers in a range up to this are their own codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A column as codes.

    Attributes
    ----------
    codes : int array (n,)
        Position in `categories`; -1 where the answer is missing.
    categories : tuple of str
    """

    codes: NDArray[np.signedinteger[Any]]
    categories: tuple[str, ...]


def coded(column: "pd.Series[Any]") -> Coded:
    """Return a column as codes; a Categorical keeps its own."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return Coded(codes=column.array.codes, categories=_names(column.dtype.categories))
    if column.dtype.kind in "iu" and len(column):
        values = column.to_numpy()
        low, high = int(values.min()), int(values.max())
        if high - low < SMALL_RANGE:
            return Coded(codes=(values - low).astype(np.int16), categories=_names(range(low, high + 1)))
    codes, categories = pd.factorize(column)
    return Coded(codes=codes, categories=_names(categories))


def _names(values: "pd.Index[Any] | range") -> tuple[str, ...]:
    listed = values.tolist() if isinstance(values, pd.Index) else values
    return tuple(f"{value:g}" if isinstance(value, float) else str(value) for value in listed)
