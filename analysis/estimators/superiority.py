"""Ordinal superiority: how often somebody of one domain answers higher than somebody of another."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.estimators.passes import numbers_of
from analysis.grouping import grouping_of
from analysis.inference.interval import t_quantile
from analysis.inference.pairs import Pairs
from analysis.variance.scores import covariance_of_linear
from survey.design import Design

Floats = NDArray[np.float64]


def superiority(design: Design, item: str, *, by: str | list[str], level: float = 0.95) -> Pairs:
    """Return Cliff's delta of each pair of domains: P(first higher) - P(second higher).

    The probability of superiority, with ties for half, is (1 + delta) / 2. The interval is by the t distribution on the
    scale of Fisher's z.

    Parameters
    ----------
    design : Design
    item : str
        A column of numbers, of which only the order counts.
    by : str or list of str
    level : float

    References
    ----------
    Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological Bulletin 114,
    494-509. The error is by linearisation of both distributions.
    """
    index = design.index
    values = numbers_of(design, item)
    grouping = grouping_of(design.frame, [by] if isinstance(by, str) else by)
    values = np.where(index.weights > 0, values, np.nan)
    pairs = list(combinations(range(len(grouping)), 2))
    found = [_of_pair(design, values, grouping.of_row, first, second) for first, second in pairs]
    delta, se, df = np.array(found).reshape(-1, 3).T
    z = np.arctanh(np.clip(delta, -1 + 1e-12, 1 - 1e-12))
    reach = t_quantile(level, df) * se / np.maximum(1 - delta**2, 1e-12)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = 2 * special.stdtr(df, -np.abs(delta) / se)
    return Pairs(
        item=(item,) * len(pairs),
        first=tuple(grouping.levels[first] for first, _ in pairs),
        second=tuple(grouping.levels[second] for _, second in pairs),
        estimate=delta,
        se=se,
        ci_low=np.tanh(z - reach),
        ci_high=np.tanh(z + reach),
        df=df,
        p=p,
        p_adjusted=p,
        level=level,
        method="Cliff's delta",
    )


def middle_shares(values: Floats, of: Floats, weights: Floats) -> Floats:
    """Return for each value the share of a weighted distribution that is below it, and half of that which is at it.

    Examples
    --------
    >>> middle_shares(np.array([1.0, 2.0]), np.array([1.0, 2.0, 2.0, 3.0]), np.ones(4))
    array([0.125, 0.5  ])
    """
    order = np.argsort(of, kind="stable")
    sums = np.append(0.0, np.cumsum(weights[order]))
    low, high = (np.searchsorted(of[order], values, side=side) for side in ("left", "right"))
    middle: Floats = (sums[low] + sums[high]) / (2 * sums[-1])
    return middle


def _of_pair(design: Design, values: Floats, group: NDArray[np.intp], first: int, second: int) -> tuple[float, ...]:
    index = design.index
    one, other = (np.flatnonzero((group == place) & ~np.isnan(values)) for place in (first, second))
    if not len(one) or not len(other):
        return np.nan, np.nan, np.nan
    weights = index.weights
    above = middle_shares(values[one], values[other], weights[other])
    below = 1 - middle_shares(values[other], values[one], weights[one])
    wins = float(weights[one] @ above / weights[one].sum())
    scores = np.zeros((len(values), 1))
    scores[one, 0] = 2 * weights[one] * (above - wins) / weights[one].sum()
    scores[other, 0] = 2 * weights[other] * (below - wins) / weights[other].sum()
    variance = covariance_of_linear(design, scores)[0, 0]
    _, df = index.freedom_of(np.concatenate([one, other]))
    return 2 * wins - 1, float(np.sqrt(variance)), float(df)
