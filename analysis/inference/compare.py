"""Differences of means between domains: the design-based t test of every pair."""

from collections.abc import Callable, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.joint import joint_means
from analysis.estimators.mean import Items, named
from analysis.estimators.passes import numbers_of
from analysis.grouping import Grouping, grouping_of
from analysis.inference.differences import Differences, differences
from analysis.inference.interval import t_quantile
from analysis.inference.multiplicity import benjamini_hochberg, holm
from analysis.inference.pairs import Pairs
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Correction = Literal["holm", "benjamini_hochberg", "none"]
CORRECTIONS: Mapping[str, Callable[[Floats], Floats]] = MappingProxyType(
    {"holm": holm, "benjamini_hochberg": benjamini_hochberg, "none": lambda p: p}
)


def compare(
    design: Design, items: Items, *, by: str | list[str], correction: Correction = "holm", level: float = 0.95
) -> Pairs:
    """Test the difference of every pair of domains, with the covariance of the domains.

    Parameters
    ----------
    design : Design
    items : str or list of str
        Columns of numbers; shares are means of 0 and 1.
    by : str or list of str
    correction : {"holm", "benjamini_hochberg", "none"}
        Of p over the pairs of an item.
    level : float
        Of the intervals, which are not corrected.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"place": [1, 2, 3, 4], "sex": ["f", "m", "f", "m"], "score": [1.0, 2.0, 2.0, 5.0]})
    >>> compare(Design(people, psu="place"), "score", by="sex").to_frame()[["first", "second", "estimate"]]
      first second  estimate
    0     f      m      -2.0
    """
    if correction not in get_args(Correction):
        known = listed(get_args(Correction))
        raise refuse("analysis.estimation.option", option="correction", got=correction, expected=known)
    grouping = grouping_of(design.frame, [by] if isinstance(by, str) else by)
    pairs = list(combinations(range(len(grouping)), 2))
    names = named(items)
    found = [_of_item(design, name, grouping, pairs) for name in names]
    estimate, se, df, p = (
        np.concatenate([getattr(each, name) for each in found]) for name in ("estimate", "se", "df", "p")
    )
    reach = t_quantile(level, df) * se
    return Pairs(
        item=tuple(name for name in names for _ in pairs),
        first=tuple(grouping.levels[first] for first, _ in pairs) * len(names),
        second=tuple(grouping.levels[second] for _, second in pairs) * len(names),
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        df=df,
        p=p,
        p_adjusted=np.concatenate([_adjusted(part, correction) for part in p.reshape(len(names), -1)]),
        level=level,
        method=f"difference of means, {correction}",
    )


def _of_item(design: Design, item: str, grouping: Grouping, pairs: list[tuple[int, int]]) -> Differences:
    values = numbers_of(design, item)
    inside = grouping.of_row[:, None] == np.arange(len(grouping))
    joint = joint_means(design, np.where(inside, values[:, None], np.nan))
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return differences(joint, first, second)


def _adjusted(p: Floats, correction: Correction) -> Floats:
    adjusted, known = p.copy(), ~np.isnan(p)
    adjusted[known] = CORRECTIONS[correction](p[known])
    return adjusted
