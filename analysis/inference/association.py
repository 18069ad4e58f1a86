"""Whether two answers are associated: Rao and Scott's corrections of Pearson's chi-square, and Wald tests.

References
----------
Rao and Scott (1984), On chi-squared tests for multiway contingency tables with cell proportions estimated from survey
data, Annals of Statistics 12, 46-60. Thomas and Rao (1987), Small-sample comparisons of level and power for simple
goodness-of-fit statistics under cluster sampling, Journal of the American Statistical Association 82, 630-636.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.passes import answers_of
from analysis.inference.result import TestResult, p_of_chi2, p_of_f, wald
from analysis.variance.scores import shares_of_cells
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Found = tuple[float, Literal["F", "chi2"], float, float | None]
Statistic = Literal["F", "first_order", "second_order", "wald", "adjusted_wald"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A two-way table of shares, r rows and c columns.

    Attributes
    ----------
    shares : float (r, c)
        Of those who answered both.
    covariance : float (r c, r c)
        Of the shares, row by row.
    n, n_psu, df : int
        Respondents, PSUs, and PSUs less strata, of those who answered both.
    """

    shares: Floats
    covariance: Floats
    n: int
    n_psu: int
    df: int


def chi_square(design: Design, rows: str, *, columns: str, statistic: Statistic = "F") -> TestResult:
    """Test whether two items are independent, among those who answered both.

    Parameters
    ----------
    design : Design
    rows, columns : str
    statistic : {"F", "first_order", "second_order", "wald", "adjusted_wald"}
        Pearson's with Rao and Scott's second-order correction, as F; their first-order and second-order corrections, as
        chi-square; the Wald test of the differences from independence, as F, plain or adjusted for few PSUs.

    Raises
    ------
    SurveyError
        If an item has fewer than two answers.
    """
    if statistic not in get_args(Statistic):
        known = listed(get_args(Statistic))
        raise refuse("analysis.estimation.option", option="statistic", got=statistic, expected=known)
    table = table_of(design, rows, columns=columns)
    if min(table.shares.shape) < 2:
        raise refuse("analysis.estimation.one_answer", items=listed([rows, columns]))
    found = _wald(table, statistic) if "wald" in statistic else _pearson(table, statistic)
    value, distribution, df, df_error = found
    return TestResult(
        statistic=value,
        distribution=distribution,
        df=df,
        df_error=df_error,
        p=p_of_chi2(value, df) if df_error is None else p_of_f(value, df, df_error),
        method=f"chi-square, {statistic}",
        null="analysis.estimation.null_independent",
        values={"rows": rows, "columns": columns},
        n=table.n,
        n_psu=table.n_psu,
    )


def table_of(design: Design, rows: str, *, columns: str) -> Table:
    """Return the two-way table of two items."""
    index = design.index
    (row, row_values), (column, column_values) = answers_of(design, rows), answers_of(design, columns)
    row_size, column_size = len(row_values), len(column_values)
    absent = (row < 0) | (column < 0) | (index.weights <= 0)
    cell = row * column_size
    cell += column
    held: Codes | slice = slice(None)
    if absent.any():
        held = np.flatnonzero(~absent)
        cell = cell[held]
    n_psu, df = index.freedom_of(held)
    shares, covariance = shares_of_cells(design, held, cell, row_size * column_size)
    used = _used(shares.reshape(row_size, column_size))
    kept = np.ravel_multi_index(used, (row_size, column_size)).ravel()
    return Table(
        shares=shares.reshape(row_size, column_size)[used],
        covariance=covariance[np.ix_(kept, kept)],
        n=len(cell),
        n_psu=n_psu,
        df=df,
    )


def _used(shares: Floats) -> tuple[Codes, ...]:
    """Return the rows and columns of a table that somebody is in."""
    return np.ix_(np.flatnonzero(shares.sum(axis=1)), np.flatnonzero(shares.sum(axis=0)))


def _pearson(table: Table, statistic: Statistic) -> Found:
    """Return Pearson's statistic, corrected by the eigenvalues of the matrix of design effects."""
    independent = np.outer(table.shares.sum(axis=1), table.shares.sum(axis=0))
    pearson = table.n * float(((table.shares - independent) ** 2 / independent).sum())
    effects = _design_effects(table)
    trace, squares = float(np.trace(effects)), float(np.trace(effects @ effects))
    rank, freedom = len(effects), trace**2 / squares
    if statistic == "first_order":
        return pearson * rank / trace, "chi2", rank, None
    if statistic == "second_order":
        return pearson * freedom / trace, "chi2", freedom, None
    return pearson / trace, "F", freedom, freedom * table.df


def _design_effects(table: Table) -> Floats:
    """Return the covariance of the contrasts of association over what a simple random sample would give."""
    r, c = table.shares.shape
    contrasts = np.kron(_centred(r), _centred(c))
    shares = table.shares.ravel()
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)[:, None]
    simple = contrasts.T @ (inverse * contrasts) / table.n
    complex_ = (inverse * contrasts).T @ table.covariance @ (inverse * contrasts)
    effects: Floats = np.linalg.solve(simple, complex_)
    return effects


def _centred(size: int) -> Floats:
    """Return size - 1 indicators less their mean."""
    return np.eye(size)[:, 1:] - 1 / size


def _wald(table: Table, statistic: Statistic) -> Found:
    """Return the Wald statistic of the differences from independence, by the delta method."""
    r, c = table.shares.shape
    row, column = table.shares.sum(axis=1), table.shares.sum(axis=0)
    differences = table.shares - np.outer(row, column)
    slopes = np.eye(r * c) - np.kron(np.eye(r), np.outer(column, np.ones(c)))
    slopes -= np.kron(np.outer(row, np.ones(r)), np.eye(c))
    slopes += np.outer(np.outer(row, column).ravel(), np.ones(r * c))
    used = np.arange(r * c).reshape(r, c)[1:, 1:].ravel()
    covariance = (slopes @ table.covariance @ slopes.T)[np.ix_(used, used)]
    rank = (r - 1) * (c - 1)
    value = wald(differences.ravel()[used], covariance) / rank
    if statistic == "wald":
        return value, "F", rank, table.df
    return value * (table.df - rank + 1) / table.df, "F", rank, table.df - rank + 1
