"""The covariance of estimates that are sums of weighted scores, by whatever means the design provides."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.numbering import taken
from analysis.variance.calibrated import residual_scores
from analysis.variance.linearization import covariance_of_scores, covariance_of_units, sums_by
from analysis.variance.replication import covariance_of_replicated_sums, covariance_of_replicates
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


def covariance_of_linear(design: Design, scores: Floats, *, members: NDArray[np.bool_] | None = None) -> Floats:
    """Return the covariance of sums of weighted scores.

    Parameters
    ----------
    design : Design
        With replicates: their sums are replicated. With a calibration: the residuals of the scores count.
    scores : float (n, m)
    members : bool (n, m), optional
        Which rows have part in which estimate. Default: all.

    Returns
    -------
    float (m, m)
    """
    index = design.index
    if index.replicates is not None:
        units = sums_by(index.replicates.unit, scores, len(index.replicates.factors))
        return covariance_of_replicated_sums(units, index.replicates)
    if index.calibration is not None:
        scores = residual_scores(scores, index, index.calibration)
    return covariance_of_scores(scores, index, lonely_psu=design.lonely_psu, members=members)


def shares_of_cells(design: Design, held: Codes | slice, cell: Codes, size: int) -> tuple[Floats, Floats]:
    """Return the shares of the cells of a table, and their covariance.

    Parameters
    ----------
    design : Design
    held : int (h,), or slice
        Rows that take part.
    cell : int (h,)
        The cell of each.
    size : int
        How many cells there are.

    Returns
    -------
    float (size,), float (size, size)
    """
    index = design.index
    if index.calibration is not None and index.replicates is None:
        return _shares_by_row(design, held, cell, size)
    unit, units = (
        (index.unit, index.units)
        if index.replicates is None
        else (index.replicates.unit, len(index.replicates.factors))
    )
    key = unit[held] * size
    key += cell
    counts: Floats = np.bincount(key, weights=index.weights[held], minlength=units * size).astype(float, copy=False)
    counts = counts.reshape(units, size)
    shares = counts.sum(axis=0) / counts.sum()
    if index.replicates is not None:
        again = index.replicates.factors.applied(counts.T).T
        return shares, covariance_of_replicates(again / again.sum(axis=1, keepdims=True), shares, index.replicates)
    base = counts.sum(axis=1, keepdims=True)
    counts -= base * shares
    counts /= base.sum()
    return shares, covariance_of_units(counts, index, lonely_psu=design.lonely_psu, members=base > 0)


def _shares_by_row(design: Design, held: Codes | slice, cell: Codes, size: int) -> tuple[Floats, Floats]:
    weights = design.index.weights[held]
    shares = np.bincount(cell, weights=weights, minlength=size) / weights.sum()
    scores = np.zeros((len(design.index.weights), size))
    scores[held] = (weights / weights.sum())[:, None] * (np.eye(size)[cell] - shares)
    return shares, covariance_of_linear(design, scores)


def covariance_of_products(design: Design, parts: Sequence[tuple[Floats, Codes, Floats]], held: Codes) -> Floats:
    """Return the covariance of sums of scores that are a number of the row times a line of a table.

    Parameters
    ----------
    design : Design
    parts : sequence of (float (h,), int (h,), float (lines, m))
        A score is the sum over parts of the number of the row times the line that it points to.
    held : int (h,)
        Rows that take part.

    Returns
    -------
    float (m, m)
    """
    index = design.index
    if index.replicates is not None:
        rows = taken(index.replicates.unit, held)
        units = _summed_products(parts, rows, len(index.replicates.factors))
        return covariance_of_replicated_sums(units, index.replicates)
    if index.calibration is not None:
        scores = np.zeros((len(index.weights), parts[0][2].shape[1]))
        for number, line, table in parts:
            scores[held] += number[:, None] * table[line]
        return covariance_of_linear(design, scores)
    units = _summed_products(parts, taken(index.unit, held), index.units)
    return covariance_of_units(units, index, lonely_psu=design.lonely_psu)


def _summed_products(parts: Sequence[tuple[Floats, Codes, Floats]], unit: Codes, units: int) -> Floats:
    sums = [
        np.asarray(sparse.coo_array((number, (unit, line)), shape=(units, len(table))) @ table, dtype=float)
        for number, line, table in parts
    ]
    return sum(sums[1:], start=sums[0])
