"""Variances and standard deviations of items over domains."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.base import Base
from analysis.estimators.estimates import Estimates
from analysis.estimators.finish import Estimator, Interval, estimates_of
from analysis.estimators.mean import Items, named
from analysis.estimators.passes import numbers_of, reading_of, summed
from analysis.estimators.smooth import Smooth
from analysis.grouping import By
from analysis.inference.interval import t_quantile
from survey.design import Design

Floats = NDArray[np.float64]


def population_variance(design: Design, items: Items, *, by: By = None, level: float = 0.95) -> Estimates:
    """Return the population variance of items in each domain: the weighted one, times n / (n - 1).

    The error is that of the mean of the squared deviations. The interval is by the t distribution on the log scale, so
    that it stays above zero.

    Parameters
    ----------
    design, items, by, level
        As for `mean`.
    """
    return _estimated(design, items, by=by, level=level, value=smooth.variance, power=1.0)


def standard_deviation(design: Design, items: Items, *, by: By = None, level: float = 0.95) -> Estimates:
    """Return the standard deviation of items in each domain: the root of `population_variance`."""
    return _estimated(design, items, by=by, level=level, value=smooth.standard_deviation, power=0.5)


def _estimated(design: Design, items: Items, *, by: By, level: float, value: Smooth, power: float) -> Estimates:
    names = named(items)
    reading = reading_of(design, by)
    columns = [numbers_of(design, name) for name in names]
    centred = [column - np.nanmean(column) if (~np.isnan(column)).any() else column for column in columns]
    blocks = (summed(reading, block, totals=_moments, squares=lambda *_: ()) for block in reading.blocks(centred))
    estimator = Estimator(value=value, spread=None, interval=_log_interval(level))
    result = estimates_of(reading, blocks, estimator=estimator, keys={"item": names}, level=level)
    larger = (result.n / np.maximum(result.n - 1, 1)) ** power
    figures = {name: getattr(result, name) * larger for name in ("estimate", "se", "ci_low", "ci_high")}
    return replace(result, **figures)


def _moments(weighted: Floats, values: Floats) -> tuple[Floats, ...]:
    return weighted, weighted * values


def _log_interval(level: float) -> Interval:
    def of(estimate: Floats, se: Floats, base: Base) -> tuple[Floats, Floats]:
        relative = np.divide(se, estimate, out=np.zeros_like(se), where=estimate > 0)
        stretch = np.exp(t_quantile(level, base.df) * relative)
        return estimate / stretch, estimate * stretch

    return of
