"""Quantiles and medians over domains, with Woodruff's intervals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.base import Base
from analysis.estimators.estimates import Estimates, joined
from analysis.estimators.finish import Estimator, estimates_of
from analysis.estimators.mean import Items, mean_spread, named
from analysis.estimators.passes import Reading, numbers_of, reading_of, summed, weighted_values
from analysis.grouping import By, Grouping
from analysis.inference.interval import ShareInterval, share_interval, t_quantile
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Rule = Literal["math", "school"]

ROUNDING = 1e-12  # cumulated shares that differ by less are the same share


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distribution:
    """The weighted distribution of an item in each domain.

    Attributes
    ----------
    values, cumulated : float (rows,)
        Sorted by domain, then by value; the share of the domain at or below the value.
    begin : int (domains + 1,)
    """

    values: Floats
    cumulated: Floats
    begin: Codes

    def at(self, shares: Floats, rule: Rule) -> Floats:
        """Return the smallest value at or below which a share of each domain lies: float (domains,)."""
        return np.array([self._of_domain(place, share, rule) for place, share in enumerate(shares)])

    def _of_domain(self, place: int, share: float, rule: Rule) -> float:
        begin, end = self.begin[place], self.begin[place + 1]
        if begin == end or np.isnan(share):
            return np.nan
        cumulated, values = self.cumulated[begin:end], self.values[begin:end]
        low = min(int(np.searchsorted(cumulated, share - ROUNDING)), end - begin - 1)
        if rule == "math":
            return float(values[low])
        high = min(int(np.searchsorted(cumulated, share + ROUNDING, side="right")), end - begin - 1)
        return float((values[low] + values[high]) / 2)


def median(design: Design, items: Items, *, by: By = None, level: float = 0.95) -> Estimates:
    """Return the median of items, in each domain: `quantile` at one half."""
    return quantile(design, items, by=by, level=level)


def quantile(
    design: Design,
    items: Items,
    *,
    probabilities: float | Sequence[float] = 0.5,
    by: By = None,
    rule: Rule = "math",
    interval: ShareInterval = "logit",
    level: float = 0.95,
) -> Estimates:
    """Return quantiles of items among those who answered, in each domain.

    The interval is that of the share at or below the quantile, read back through the distribution; the standard error
    is its width over twice the quantile of t.

    Parameters
    ----------
    design, items, by, level
        As for `mean`.
    probabilities : float or list of float
    rule : {"math", "school"}
        The smallest value at or below which that share lies; the middle of two values where both would do.
    interval : {"logit", "beta", "wilson", "mean"}
        Of the share, as for `share`.

    References
    ----------
    Woodruff (1952), Confidence intervals for medians and other position measures, Journal of the American Statistical
    Association 47, 635-646.
    """
    if rule not in get_args(Rule):
        raise refuse("analysis.estimation.option", option="rule", got=rule, expected=listed(get_args(Rule)))
    wanted = [probabilities] if isinstance(probabilities, float | int) else list(probabilities)
    reading = reading_of(design, by)
    parts = [
        _of_item(reading, banner, item, wanted, rule=rule, interval=interval, level=level)
        for banner in range(len(reading.groupings))
        for item in named(items)
    ]
    return joined(parts)


def distribution_of(values: Floats, weights: Floats, grouping: Grouping) -> Distribution:
    """Return the weighted distribution of values in each domain."""
    held = np.flatnonzero(~np.isnan(values) & (grouping.of_row >= 0) & (weights > 0))
    held = held[np.lexsort((values[held], grouping.of_row[held]))]
    domain = grouping.of_row[held]
    begin = np.searchsorted(domain, np.arange(len(grouping) + 1))
    sums = np.append(0.0, np.cumsum(weights[held]))
    size = sums[begin[1:]] - sums[begin[:-1]]
    cumulated = (sums[1:] - sums[begin[domain]]) / size[domain]
    return Distribution(values=values[held], cumulated=cumulated, begin=begin)


def _of_item(
    reading: Reading, banner: int, item: str, wanted: list[float], *, rule: Rule, interval: ShareInterval, level: float
) -> Estimates:
    grouping = reading.groupings[banner]
    values = numbers_of(reading.design, item)
    held = distribution_of(values, reading.design.index.weights, grouping)
    points = np.stack([held.at(np.full(len(grouping), share), rule) for share in wanted])
    below = [_at_most(values, line, grouping) for line in points]
    alone = reading.only(banner)
    sums = summed(alone, below, totals=weighted_values, squares=weighted_values)

    def of_shares(share: Floats, se: Floats, base: Base) -> tuple[Floats, Floats]:
        low, high = share_interval(interval, share, se, base.df, n=base.n.astype(float), level=level)
        return _back(held, low, rule), _back(held, high, rule)

    estimator = Estimator(value=smooth.ratio, spread=mean_spread, interval=of_shares)
    keys: dict[str, list[object]] = {"item": [item] * len(wanted), "probability": list(wanted)}
    shares = estimates_of(alone, [sums], estimator=estimator, keys=keys, level=level)
    return _of_shares(shares, points.ravel())


def _back(held: Distribution, shares: Floats, rule: Rule) -> Floats:
    return np.stack([held.at(line, rule) for line in shares])


def _at_most(values: Floats, points: Floats, grouping: Grouping) -> Floats:
    known = ~np.isnan(values) & (grouping.of_row >= 0)
    limit = np.append(points, np.nan)[grouping.of_row]
    return np.where(known, (values <= limit).astype(float), np.nan)


def _of_shares(shares: Estimates, points: Floats) -> Estimates:
    reach = t_quantile(shares.level, shares.df)
    return replace(shares, estimate=points, se=(shares.ci_high - shares.ci_low) / (2 * reach))
