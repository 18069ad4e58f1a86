"""The correlation of two normal variables thought to lie behind ordered answers."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import ndtr, ndtri, owens_t

from analysis.scores.construct import Measure, turned
from analysis.scores.moments import complete

Floats = NDArray[np.float64]

CLOSEST = 1 - 1e-6  # to a perfect correlation, where the likelihood has no maximum inside
SMALLEST = 1e-300  # probability of a cell, and distance from zero where a formula divides by it
SETTLED = 1e-10


def polychoric(one: Floats, other: Floats, *, weights: Floats | None = None) -> float:
    """Return the polychoric correlation of two ordered answers, by two-step maximum likelihood (Olsson 1979).

    The thresholds are those of the weighted margins; then the correlation is the likeliest one for the weighted table.

    Parameters
    ----------
    one, other : array (n,)
        Scores, NaN where there is no answer.
    weights : array (n,), optional

    Raises
    ------
    SurveyError
        If too few answered both, or all of them gave the same answer.
    """
    rows, given = complete(np.column_stack([one, other]), weights)
    return correlation_of_table(_table(rows[:, 0], rows[:, 1], given))


def polychoric_matrix(
    frame: pd.DataFrame, *, measures: Sequence[Measure], weights: Floats | None = None
) -> pd.DataFrame:
    """Return the polychoric correlations of items among respondents who answered all of them."""
    rows, given = complete(turned(frame, measures), weights)
    names = [measure.item for measure in measures]
    return pd.DataFrame(matrix_of(rows, given), index=names, columns=names)


def matrix_of(rows: Floats, weights: Floats) -> Floats:
    """Return the polychoric correlations of the columns of complete rows."""
    matrix = np.eye(rows.shape[1])
    for one, other in combinations(range(rows.shape[1]), 2):
        found = correlation_of_table(_table(rows[:, one], rows[:, other], weights))
        matrix[one, other] = matrix[other, one] = found
    return matrix


def correlation_of_table(table: Floats) -> float:
    """Return the polychoric correlation of a table of counts or weights, each row and column with some of them."""
    share = table / table.sum()
    row, column = (ndtri(np.cumsum(share.sum(axis=axis))[:-1]) for axis in (1, 0))
    margins = ndtr(row), ndtr(column)

    def misfit(rho: float) -> float:
        return -float((share * np.log(np.maximum(_cells(row, column, rho, *margins), SMALLEST))).sum())

    return float(minimize_scalar(misfit, bounds=(-CLOSEST, CLOSEST), method="bounded", options={"xatol": SETTLED}).x)


def below_both(one: Floats, other: Floats, rho: float) -> Floats:
    """Return the probability that two standard normal variables are both below limits (Owen 1956).

    Examples
    --------
    >>> below_both(np.array(0.0), np.array(0.0), 0.5).round(12)
    np.float64(0.333333333333)
    """
    one, other = (np.where(limit == 0, SMALLEST, limit) for limit in (one, other))
    spread = np.sqrt(1 - rho**2)
    with np.errstate(over="ignore"):
        first, second = (other / one - rho) / spread, (one / other - rho) / spread
    apart = np.where(np.sign(one) == np.sign(other), 0.0, 0.5)
    both: Floats = (ndtr(one) + ndtr(other)) / 2 - owens_t(one, first) - owens_t(other, second) - apart
    return both


def _cells(row: Floats, column: Floats, rho: float, below_row: Floats, below_column: Floats) -> Floats:
    """Return the probability of each cell of a table, from what is below each pair of thresholds."""
    below = np.zeros((len(row) + 2, len(column) + 2))
    below[1:-1, 1:-1] = below_both(row[:, None], column[None, :], rho)
    below[1:-1, -1], below[-1, 1:-1], below[-1, -1] = below_row, below_column, 1.0
    return np.diff(np.diff(below, axis=0), axis=1)


def _table(one: Floats, other: Floats, weights: Floats) -> Floats:
    (rows, at_row), (columns, at_column) = (np.unique(answers, return_inverse=True) for answers in (one, other))
    key = at_row * len(columns) + at_column
    sums = np.bincount(key, weights=weights, minlength=len(rows) * len(columns))
    return sums.reshape(len(rows), len(columns)).astype(np.float64)
