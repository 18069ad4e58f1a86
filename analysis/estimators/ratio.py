"""Ratios of two items over domains."""

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.estimates import Estimates
from analysis.estimators.finish import Estimator, estimates_of, t_interval
from analysis.estimators.passes import numbers_of, reading_of, summed_together
from analysis.grouping import By
from survey.design import Design

Floats = NDArray[np.float64]


def ratio(design: Design, numerator: str, *, denominator: str, by: By = None, level: float = 0.95) -> Estimates:
    """Return the ratio of the totals of two items, among those who answered both, in each domain.

    Parameters
    ----------
    design : Design
    numerator, denominator : str
        Columns of numbers.
    by, level
        As for `mean`.

    References
    ----------
    Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, result 5.6.2.
    """
    reading = reading_of(design, by)
    upper, lower = numbers_of(design, numerator), numbers_of(design, denominator)
    sums = summed_together(reading, (lower, upper), squares=((0, 0), (0, 1), (1, 1)))
    estimator = Estimator(value=smooth.ratio, spread=_spread, interval=t_interval(level))
    keys = {"item": [numerator], "denominator": [denominator]}
    return estimates_of(reading, [sums], estimator=estimator, keys=keys, level=level)


def _spread(totals: Floats, squares: Floats, sum_weights: Floats) -> Floats:
    base, upper = totals
    per_base = np.divide(1.0, base, out=np.zeros_like(base), where=base != 0)
    value = upper * per_base
    residuals = squares[2] - 2 * value * squares[1] + value**2 * squares[0]
    spread: Floats = residuals * per_base**2 * sum_weights
    return spread
