"""Variance from replicates: the estimator is computed anew from the replicated totals.

The totals of all replicates are one product of a table of cells by measures with a table of units by replicates.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells
from analysis.estimators.smooth import Smooth
from survey.design import DesignIndex
from survey.replication import Replicates

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


def replicated_variance(totals: Floats, value: Floats, smooth: Smooth, *, cells: Cells, index: DesignIndex) -> Floats:
    """Return the variance of a function of domain totals.

    Parameters
    ----------
    totals : float (q, m, cells)
        Weighted, by cell.
    value : float (m, groups)
        The estimate from all respondents.
    smooth : function
    cells : Cells
    index : DesignIndex
        With replicates.

    Returns
    -------
    float (m, groups)
    """
    replicates = replicates_in(index)
    rows = factor_rows(index)[cells.unit]
    begin = np.searchsorted(cells.group, np.arange(cells.groups + 1))
    variance = np.zeros(value.shape)
    for group in range(cells.groups):
        held = slice(begin[group], begin[group + 1])
        factors = replicates.factors.taken(_as_slice(rows[held]))
        again, _ = smooth(factors.applied(totals[:, :, held]))
        deviations = deviations_of(again.T, value[:, group], replicates)
        variance[:, group] = replicates.scale @ deviations**2
    return variance


def covariance_of_replicates(values: Floats, estimate: Floats, replicates: Replicates) -> Floats:
    """Return the covariance of m estimates from their replicates: float (replicates, m) -> (m, m)."""
    deviations = deviations_of(values, estimate, replicates) * np.sqrt(replicates.scale)[:, None]
    covariance: Floats = deviations.T @ deviations
    return covariance


def covariance_of_replicated_sums(units: Floats, replicates: Replicates) -> Floats:
    """Return the covariance of m sums from those of the units: float (units, m) -> (m, m)."""
    return covariance_of_replicates(replicates.factors.applied(units.T).T, units.sum(axis=0), replicates)


def deviations_of(values: Floats, estimate: Floats, replicates: Replicates) -> Floats:
    """Return how far each replicate is from the centre; one in which nothing is defined is left out."""
    defined = ~np.isnan(values)
    centre = estimate
    if replicates.centre == "mean":
        counted = defined & (replicates.scale > 0)[:, None]
        sums = np.where(counted, values, 0.0).sum(axis=0)
        centre = np.divide(sums, counted.sum(axis=0), out=np.zeros_like(sums), where=counted.any(axis=0))
    return np.where(defined, values - centre, 0.0)


def replicates_in(index: DesignIndex) -> Replicates:
    """Return the replicates of a design that has them."""
    if index.replicates is None:
        raise TypeError(index)
    return index.replicates


def factor_rows(index: DesignIndex) -> Codes:
    """Return the row of the factors of each of the finest units."""
    replicates = replicates_in(index)
    rows = np.empty(index.units, dtype=np.intp)
    rows[index.unit] = replicates.unit
    return rows


def _as_slice(rows: Codes) -> Codes | slice:
    """Return rows that follow each other as a slice, which copies nothing."""
    if len(rows) and (np.diff(rows) == 1).all():
        return slice(int(rows[0]), int(rows[-1]) + 1)
    return rows
