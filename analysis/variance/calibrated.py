"""Variance of estimates whose weights were calibrated: that of the residuals of the scores on the auxiliaries.

The regression is on all auxiliaries at once, with the base weights, and the residuals count with the calibrated
weights, as R's `calibrate` has it (Deville and Särndal 1992; Särndal, Swensson and Wretman 1989).
"""

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells, JointCells
from analysis.variance.linearization import covariance_of_units, sums_by
from survey.calibration import Calibration
from survey.design import Design, DesignIndex

Floats = NDArray[np.float64]


def residual_scores(scores: Floats, index: DesignIndex, calibration: Calibration) -> Floats:
    """Return weighted scores less what the auxiliaries explain of them: float (n, m)."""
    cells = len(calibration.auxiliaries)
    by_cell = sums_by(calibration.cell, scores, cells)
    explained = calibration.auxiliaries @ slopes(by_cell, index, calibration)
    residuals: Floats = scores - index.weights[:, None] * explained[calibration.cell]
    return residuals


def calibrated_variance(totals: Floats, gradient: Floats, *, cells: Cells, joint: JointCells, design: Design) -> Floats:
    """Return the variance of a function of domain totals.

    Parameters
    ----------
    totals : float (q, m, joint cells)
        Weighted, by joint cell; those of a joint cell are alike in the auxiliaries.
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
    variance = np.zeros(gradient.shape[1:])
    for group in range(cells.groups):
        held = np.flatnonzero(cells.of_domain[joint.domain] == group)
        scores = np.einsum("qm,qmc->cm", gradient[:, :, group], totals[:, :, held])
        by_cell = sums_by(joint.within[held], scores, len(calibration.auxiliaries))
        units = sums_by(joint.unit[held], scores, index.units)
        units -= auxiliaries @ slopes(by_cell, index, calibration)
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


def auxiliary_totals(index: DesignIndex, calibration: Calibration) -> Floats:
    """Return the weighted totals of the auxiliaries in each of the finest units: float (units, p)."""
    size = len(calibration.auxiliaries)
    key = index.unit * size + calibration.cell
    if index.units * size <= 32 * len(key) + 4096:
        sums = np.bincount(key, weights=index.weights, minlength=index.units * size)
        return sums.reshape(index.units, size) @ calibration.auxiliaries
    rows = calibration.auxiliaries[calibration.cell] * index.weights[:, None]
    return sums_by(index.unit, rows, index.units)
