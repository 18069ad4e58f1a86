"""Who is compared with whom: the domains that one or several columns cut the respondents into."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.numbering import occurring, ranked
from instruments.errors import refuse
from instruments.near import near_names
from survey.design_columns import MOST_NAMED

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
    if not variables:
        return Grouping(variables=(), of_row=np.zeros(len(frame), dtype=np.intp), levels=((),))
    of_row, values = coded(column_of(frame, variables[0]))
    of_row, levels = _occurring(of_row, [(value,) for value in values])
    for variable in variables[1:]:
        part, values = coded(column_of(frame, variable))
        crossed = np.where((of_row < 0) | (part < 0), -1, of_row * len(values) + part)
        of_row, levels = _occurring(crossed, [(*level, value) for level in levels for value in values])
    return Grouping(variables=tuple(variables), of_row=of_row, levels=tuple(levels))


def coded(column: pd.Series) -> tuple[Codes, list[object]]:
    """Return the code of each row (-1: missing) and the values in their order: of the categories, else sorted."""
    if isinstance(column.array, pd.Categorical):
        return column.array.codes.astype(np.intp), list(column.array.categories)
    if column.dtype.kind == "f" and (found := _small_integers(column.to_numpy())) is not None:
        return found
    codes, values = pd.factorize(column, sort=True)
    return codes.astype(np.intp, copy=False), list(values)


def _small_integers(values: NDArray[np.floating[Any]]) -> tuple[Codes, list[object]] | None:
    """Return the codes of answers like 1.0 to 5.0 without sorting; None where the values are not like that."""
    low, high = np.fmin.reduce(values, initial=np.inf), np.fmax.reduce(values, initial=-np.inf)  # pass over NaN
    if not -FEW < low <= high < FEW or low % 1:
        return None
    shifted = values - (low - 1)
    absent = np.isnan(shifted)
    if absent.any():
        shifted[absent] = 0.0
    codes = shifted.astype(np.intp)
    if (codes != shifted).any():
        return None
    present = np.bincount(codes) > 0
    found: list[object] = [float(low + place) for place in np.flatnonzero(present[1:])]
    return ranked(codes - 1, present[1:]), found


def column_of(frame: pd.DataFrame, name: str) -> pd.Series:
    """Return a column, or refuse a name that the frame does not have."""
    if name not in frame:
        near = near_names(str(name), [str(column) for column in frame], most=MOST_NAMED)
        raise refuse("analysis.estimation.no_column", got=name, near=near)
    return frame[name]


def _occurring(of_row: Codes, levels: list[tuple[object, ...]]) -> tuple[Codes, list[tuple[object, ...]]]:
    present = occurring(of_row, len(levels))
    return ranked(of_row, present), [level for level, kept in zip(levels, present, strict=True) if kept]
