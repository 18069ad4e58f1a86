"""Means and totals of items over domains."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.estimates import Estimates
from analysis.estimators.finish import ROUNDING, Estimator, estimates_of, t_interval
from analysis.estimators.passes import numbers_of, reading_of, summed, weighted_values
from analysis.grouping import By
from instruments.errors import refuse
from survey.design import Design

Floats = NDArray[np.float64]
Items = str | Sequence[str]


def mean(design: Design, items: Items, *, by: By = None, level: float = 0.95) -> Estimates:
    """Return the weighted mean of items among those who answered, in each domain.

    The design is never cut down to a domain; the degrees of freedom are the PSUs less the strata with members of it.

    Parameters
    ----------
    design : Design
    items : str or list of str
        Columns of numbers; NaN is no answer.
    by : str, list of str, or list of lists of str, optional
        One banner of one column; one banner of the combinations of several columns; several banners in one pass.
    level : float
        Of the intervals, by the t distribution.

    References
    ----------
    Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, result 5.8.1.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"place": ["a", "a", "b", "c"], "score": [1.0, 3.0, 4.0, None]})
    >>> mean(Design(people, psu="place"), "score").to_frame()[["estimate", "se", "df", "n", "n_psu"]].round(4)
       estimate      se   df  n  n_psu
    0    2.6667  0.7698  1.0  3      2
    """
    names = named(items)
    reading = reading_of(design, by)
    columns = [numbers_of(design, name) for name in names]
    blocks = (summed(reading, block, totals=weighted_values, squares=_y_squared) for block in reading.blocks(columns))
    estimator = Estimator(value=smooth.ratio, spread=mean_spread, interval=t_interval(level))
    return estimates_of(reading, blocks, estimator=estimator, keys={"item": names}, level=level)


def total(design: Design, items: Items, *, by: By = None, level: float = 0.95) -> Estimates:
    """Return the weighted total of items, in each domain. Who did not answer adds nothing.

    Parameters
    ----------
    design, items, by, level
        As for `mean`.
    """
    names = named(items)
    reading = reading_of(design, by)
    columns = [numbers_of(design, name) for name in names]
    blocks = (
        summed(reading, block, totals=weighted_values, squares=_y_squared, per_answer=False)
        for block in reading.blocks(columns)
    )
    estimator = Estimator(value=smooth.total, spread=_total_spread, interval=t_interval(level))
    return estimates_of(reading, blocks, estimator=estimator, keys={"item": names}, level=level)


def named(items: Items) -> list[str]:
    """Return the names of one or several items as a list, or refuse to estimate nothing."""
    names = [items] if isinstance(items, str) else list(items)
    if not names:
        raise refuse("analysis.estimation.no_items")
    return names


def mean_spread(totals: Floats, squares: Floats, sum_weights: Floats) -> Floats:
    """Return the weighted variance of a measure, with divisor N, from (weights, y) and y squared."""
    per_weight = np.divide(1.0, sum_weights, out=np.zeros_like(sum_weights), where=sum_weights > 0)
    square = squares[0] * per_weight
    spread = square - (totals[-1] * per_weight) ** 2
    return np.where(spread > ROUNDING * square, spread, 0.0)


def _total_spread(totals: Floats, squares: Floats, sum_weights: Floats) -> Floats:
    return mean_spread(totals, squares, sum_weights) * sum_weights**2


def _y_squared(weighted: Floats, values: Floats) -> tuple[Floats, ...]:
    return (weighted * values,)
