"""Who is compared with whom: the domains that one or several columns cut the respondents into."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import refuse
from instruments.words import listed

Codes = NDArray[np.intp]
FEW = 1000  # answers that are whole numbers below this are coded by counting

By = str | Sequence[str | Sequence[str]] | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grouping:
    """The domains of one banner.

    Attributes
    ----------
    variables : tuple of str
        The columns that make it; none for everybody.
    of_row : int (n,)
        The domain of each row; -1 where one of the columns is missing.
    levels : tuple of tuples
        The values of the columns in each domain.
    """

    variables: tuple[str, ...]
    of_row: Codes
    levels: tuple[tuple[object, ...], ...]

    def __len__(self) -> int:
        return len(self.levels)


def groupings_of(frame: pd.DataFrame, by: By) -> tuple[Grouping, ...]:
    """Return the groupings that ``by`` asks for.

    Parameters
    ----------
    frame : DataFrame
    by : str, list of str, or list of lists of str, optional
        One banner of one column; one banner of the combinations of several; several banners. None: everybody.
    """
    if by is None:
        return (grouping_of(frame, ()),)
    if isinstance(by, str):
        return (grouping_of(frame, (by,)),)
    if all(isinstance(part, str) for part in by):
        return (grouping_of(frame, tuple(str(part) for part in by)),)
    return tuple(grouping_of(frame, (part,) if isinstance(part, str) else tuple(part)) for part in by)


def grouping_of(frame: pd.DataFrame, variables: Sequence[str]) -> Grouping:
    """Return the domains of the combinations that occur, in the order of the columns' values."""
    of_row = np.zeros(len(frame), dtype=np.intp)
    levels: list[tuple[object, ...]] = [()]
    for variable in variables:
        part, values = coded(column_of(frame, variable))
        of_row = np.where((of_row < 0) | (part < 0), -1, of_row * len(values) + part)
        levels = [(*level, value) for level in levels for value in values]
        of_row, levels = _occurring(of_row, levels)
    return Grouping(variables=tuple(variables), of_row=of_row, levels=tuple(levels))


def coded(column: pd.Series) -> tuple[Codes, list[object]]:
    """Return the code of each row (-1: missing) and the values in their order: of the categories, else sorted."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.intp), list(column.cat.categories)
    if column.dtype.kind == "f" and (found := _small_integers(column.to_numpy())) is not None:
        return found
    codes, values = pd.factorize(column, sort=True)
    return codes.astype(np.intp, copy=False), list(values)


def _small_integers(values: NDArray[np.floating[Any]]) -> tuple[Codes, list[object]] | None:
    """Return the codes of answers like 1.0 to 5.0 without sorting; None where the values are not like that."""
    known = values == values  # noqa: PLR0124 - NaN is the one value that is not itself
    low, high = np.min(values, where=known, initial=np.inf), np.max(values, where=known, initial=-np.inf)
    if not -FEW < low <= high < FEW:
        return None
    whole = np.where(known, values, low - 1)
    codes = whole.astype(np.intp)
    if (codes != whole).any():
        return None
    first = int(low) - 1
    present = np.bincount(codes - first, minlength=2) > 0
    present[0] = False
    rank: Codes = np.cumsum(present) - 1
    return rank[codes - first], [float(first + place) for place in np.flatnonzero(present)]


def column_of(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return a column, or refuse a name that the frame does not have."""
    if name not in frame:
        raise refuse("analysis.estimation.no_column", got=name, columns=listed([str(column) for column in frame]))
    return frame[name]


def _occurring(of_row: Codes, levels: list[tuple[object, ...]]) -> tuple[Codes, list[tuple[object, ...]]]:
    present = np.bincount(of_row + 1, minlength=len(levels) + 1)[1:] > 0
    rank = np.append(np.cumsum(present) - 1, -1)
    return rank[of_row], [level for level, kept in zip(levels, present, strict=True) if kept]
