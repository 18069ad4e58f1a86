"""Variance of estimates whose weights were calibrated: that of the residuals of the scores on the auxiliaries.

The regression is on all auxiliaries at once, with the base weights, and the residuals count with the calibrated
weights, as R's `calibrate` has it (Deville and Särndal 1992; Särndal, Swensson and Wretman 1989). By the convention of
R's `rake`, the unweighted means of each margin are taken off in turn.
"""

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells, JointCells
from analysis.variance.linearization import covariance_of_units, sums_by
from survey.calibration import Calibration
from survey.design import Design, DesignIndex

Floats = NDArray[np.float64]

SWEEPS = 10  # as many as R takes


def residual_scores(scores: Floats, index: DesignIndex, calibration: Calibration) -> Floats:
    """Return weighted scores less what the auxiliaries explain of them: float (n, m)."""
    cells = len(calibration.auxiliaries)
    if calibration.convention == "rake":
        plain = np.divide(scores, index.weights[:, None], out=np.zeros_like(scores), where=index.weights[:, None] > 0)
        found = swept(sums_by(calibration.cell, plain, cells), calibration)
    else:
        found = slopes(sums_by(calibration.cell, scores, cells), index, calibration)
    explained = calibration.auxiliaries @ found
    residuals: Floats = scores - index.weights[:, None] * explained[calibration.cell]
    return residuals


def calibrated_variance(
    totals: Floats, plain: Floats, gradient: Floats, *, cells: Cells, joint: JointCells, design: Design
) -> Floats:
    """Return the variance of a function of domain totals.

    Parameters
    ----------
    totals : float (q, m, joint cells)
        Weighted, by joint cell; those of a joint cell are alike in the auxiliaries.
    plain : float (q, m, joint cells)
        The same without weights; of no use to the convention of `calibrate`.
    gradient : float (q, m, groups)
    cells : Cells
    joint : JointCells
    design : Design
        With a calibration.

    Returns
    -------
    float (m, groups)
    """
    index = design.index
    calibration = calibration_in(index)
    auxiliaries = auxiliary_totals(index, calibration)
    size = len(calibration.auxiliaries)
    variance = np.zeros(gradient.shape[1:])
    for group in range(cells.groups):
        held = np.flatnonzero(cells.of_domain[joint.domain] == group)
        scores = np.einsum("qm,qmc->cm", gradient[:, :, group], totals[:, :, held])
        units = sums_by(joint.unit[held], scores, index.units)
        if calibration.convention == "rake":
            unweighted = np.einsum("qm,qmc->cm", gradient[:, :, group], plain[:, :, held])
            units -= auxiliaries @ swept(sums_by(joint.within[held], unweighted, size), calibration)
        else:
            units -= auxiliaries @ slopes(sums_by(joint.within[held], scores, size), index, calibration)
        covariance = covariance_of_units(units, index, lonely_psu=design.lonely_psu)
        variance[:, group] = np.diag(covariance)
    return variance


def calibration_in(index: DesignIndex) -> Calibration:
    """Return the calibration of a design that has one."""
    if index.calibration is None:
        raise TypeError(index)
    return index.calibration


def slopes(by_cell: Floats, index: DesignIndex, calibration: Calibration) -> Floats:
    """Return the regression of scores on the auxiliaries, from their weighted sums by cell: (cells, m) -> (p, m)."""
    x = calibration.auxiliaries
    weights = np.bincount(calibration.cell, weights=index.weights, minlength=len(x)) / calibration.factor
    inverse = np.linalg.pinv((x * weights[:, None]).T @ x, hermitian=True)
    result: Floats = inverse @ (x.T @ (by_cell / calibration.factor[:, None]))
    return result


def swept(by_cell: Floats, calibration: Calibration) -> Floats:
    """Return the means of the margins, each of what the others leave: from unweighted sums, (cells, m) -> (p, m)."""
    x, margins = calibration.auxiliaries, np.array(calibration.margins)
    found = np.zeros((x.shape[1], by_cell.shape[1]))
    for _ in range(SWEEPS):
        for margin in range(margins.max() + 1):
            columns = np.flatnonzero(margins == margin)
            left = by_cell - calibration.n[:, None] * (x @ found)
            found[columns] += (x[:, columns].T @ left) / np.maximum(x[:, columns].T @ calibration.n, 1)[:, None]
    return found


def auxiliary_totals(index: DesignIndex, calibration: Calibration) -> Floats:
    """Return the weighted totals of the auxiliaries in each of the finest units: float (units, p)."""
    size = len(calibration.auxiliaries)
    key = index.unit * size + calibration.cell
    if index.units * size <= 32 * len(key) + 4096:
        sums = np.bincount(key, weights=index.weights, minlength=index.units * size)
        return sums.reshape(index.units, size) @ calibration.auxiliaries
    rows = calibration.auxiliaries[calibration.cell] * index.weights[:, None]
    return sums_by(index.unit, rows, index.units)
