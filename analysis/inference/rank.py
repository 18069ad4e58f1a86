"""Rank tests: whether the answers of some domains rank higher than those of others."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.estimators.passes import numbers_of
from analysis.estimators.superiority import middle_shares
from analysis.grouping import grouping_of
from analysis.inference.result import TestResult, p_of_f, wald
from analysis.variance.scores import covariance_of_linear
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Ranks = Literal["wilcoxon", "van_der_waerden", "median"]


def rank_test(design: Design, item: str, *, by: str | list[str], ranks: Ranks = "wilcoxon") -> TestResult:
    """Test whether the answers of all domains rank the same in the population.

    With two domains, Wilcoxon's test; with more, that of Kruskal and Wallis. The rank of an answer is the share of the
    population that is below it, and half of those at it.

    Parameters
    ----------
    design : Design
    item : str
    by : str or list of str
    ranks : {"wilcoxon", "van_der_waerden", "median"}
        What is compared: ranks, their normal scores, or whether they are above the middle.

    References
    ----------
    Lumley and Scott (2013), Two-sample rank tests under complex sampling, Biometrika 100, 831-842.
    """
    if ranks not in get_args(Ranks):
        raise refuse("analysis.estimation.option", option="ranks", got=ranks, expected=listed(get_args(Ranks)))
    index = design.index
    values = numbers_of(design, item)
    grouping = grouping_of(design.frame, [by] if isinstance(by, str) else by)
    held = np.flatnonzero(~np.isnan(values) & (grouping.of_row >= 0) & (index.weights > 0))
    present, group = np.unique(grouping.of_row[held], return_inverse=True)
    if len(present) < 2:
        raise refuse("analysis.estimation.one_answer", items=str(by))
    scores = _scored(middle_shares(values[held], values[held], index.weights[held]), ranks)
    statistic = _between(design, held, scores, group)
    n_psu, freedom = index.freedom_of(held)
    df, df_error = len(present) - 1, freedom - len(present) + 1
    return TestResult(
        statistic=statistic / df,
        distribution="F",
        df=df,
        df_error=df_error,
        p=p_of_f(statistic / df, df, df_error),
        method=f"rank test, {ranks}",
        null="analysis.estimation.null_same_ranks",
        values={"item": item, "by": by if isinstance(by, str) else listed(by)},
        n=len(held),
        n_psu=n_psu,
    )


def _scored(shares: Floats, ranks: Ranks) -> Floats:
    if ranks == "van_der_waerden":
        return np.asarray(special.ndtri(shares), dtype=float)
    return (shares > 0.5).astype(float) if ranks == "median" else shares


def _between(design: Design, held: Codes, scores: Floats, group: Codes) -> float:
    """Return the Wald statistic of the differences of the groups' mean scores from the first group's."""
    groups = int(group.max()) + 1
    weights = design.index.weights[held]
    size = np.bincount(group, weights=weights)
    means = np.bincount(group, weights=weights * scores) / size
    influence = np.zeros((len(design.index.weights), groups))
    influence[held, group] = weights * (scores - means[group]) / size[group]
    covariance = covariance_of_linear(design, influence)
    contrasts = np.hstack([-np.ones((groups - 1, 1)), np.eye(groups - 1)])
    return wald(contrasts @ means, contrasts @ covariance @ contrasts.T)
