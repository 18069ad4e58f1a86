"""Means of several measures over several domains, estimated together: contrasts of them know their covariance."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators import smooth
from analysis.estimators.finish import ROUNDING
from analysis.variance.linearization import sums_by
from analysis.variance.replication import covariance_of_replicates
from analysis.variance.scores import covariance_of_linear
from survey.design import Design

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointMeans:
    """m domain means with their covariance.

    Attributes
    ----------
    estimate : float (m,)
        NaN where nobody is in the domain: look at ``n`` first.
    covariance : float (m, m)
        By Taylor linearisation of the ratios of weighted totals, or from the design's replicates; zero for a domain
        without members.
    n, n_psu : int (m,)
        Respondents and PSUs with a value.
    sum_weights, n_eff : float (m,)
        Sum of weights, and Kish's effective n.
    deff : float (m,)
        Against a simple random sample with replacement of the same n; NaN where that has no variance.
    members : bool (psus, m)
        Which PSUs have a value in which column.
    stratum : int (psus,)
        Which stratum each PSU is in.
    own_df : float or None
        Of replicates that came with the data; None where PSUs less strata count.
    """

    estimate: Floats
    covariance: Floats
    n: Counts
    n_psu: Counts
    sum_weights: Floats
    n_eff: Floats
    deff: Floats
    members: NDArray[np.bool_]
    stratum: Counts
    own_df: float | None = None


def joint_means(design: Design, columns: ArrayLike) -> JointMeans:
    """Return the weighted mean of each column over the rows where it has a value, and their joint covariance.

    Parameters
    ----------
    design : Design
    columns : float (n, m)
        A measure over a domain a column: NaN outside the domain, and where there is no answer. A share is the mean
        of zeros and ones. The design is never cut down to a domain.

    Returns
    -------
    JointMeans
    """
    index = design.index
    values = np.asarray(columns, dtype=float).reshape(len(design.frame), -1)
    counted = ~np.isnan(values) & (index.weights > 0)[:, None]
    filled = np.where(counted, values, 0.0)
    weights = counted * index.weights[:, None]
    total, sums = weights.sum(axis=0), (weights * filled).sum(axis=0)
    estimate = np.divide(sums, total, out=np.full(len(total), np.nan), where=total > 0)
    scale = np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0)
    residuals = np.where(counted, filled - np.where(total > 0, estimate, 0.0), 0.0)
    covariance = _covariance(design, weights, filled, estimate, members=counted)
    members = sums_by(index.psu, counted, len(index.stratum)) > 0
    n = counted.sum(axis=0)
    squares = (weights**2).sum(axis=0)
    return JointMeans(
        estimate=estimate,
        covariance=covariance,
        n=n,
        n_psu=members.sum(axis=0),
        sum_weights=total,
        n_eff=np.divide(total**2, squares, out=np.zeros(len(total)), where=squares > 0),
        deff=deff_of(covariance, (weights * residuals**2).sum(axis=0) * scale, n, estimate),
        members=members,
        stratum=index.stratum,
        own_df=index.own_df,
    )


def _covariance(
    design: Design, weights: Floats, filled: Floats, estimate: Floats, *, members: NDArray[np.bool_]
) -> Floats:
    replicates = design.index.replicates
    if replicates is not None:
        base = sums_by(replicates.unit, weights, len(replicates.factors))
        sums = sums_by(replicates.unit, weights * filled, len(replicates.factors))
        again, _ = smooth.ratio(replicates.factors.applied(np.stack([base.T, sums.T])))
        return covariance_of_replicates(again.T, estimate, replicates)
    total = weights.sum(axis=0)
    centred = np.where(members, filled - np.where(total > 0, estimate, 0.0), 0.0)
    scale = np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0)
    return covariance_of_linear(design, weights * centred * scale, members=members)


def df_of(joint: JointMeans, columns: Sequence[int]) -> float:
    """Return the degrees of freedom of an estimate: PSUs less strata, of those with members of any of its columns."""
    used = joint.members[:, list(columns)].any(axis=1)
    if joint.own_df is not None:
        return min(joint.own_df, float(used.sum() - 1))
    return float(used.sum() - len(np.unique(joint.stratum[used])))


def df_of_each(joint: JointMeans) -> Floats:
    """Return the degrees of freedom of each mean by itself: float (m,)."""
    return np.asarray(np.diag(df_of_pairs(joint)), dtype=float)


def df_of_pairs(joint: JointMeans) -> Floats:
    """Return the degrees of freedom of the difference of each pair of means: float (m, m)."""
    psus = joint.members.astype(float)
    if joint.own_df is not None:
        return np.minimum(joint.own_df, _in_either(psus) - 1)
    return _in_either(psus) - _in_either(_strata(joint, psus))


def _strata(joint: JointMeans, psus: Floats) -> Floats:
    """Return which strata have members of which domain: 0 or 1."""
    count = int(joint.stratum.max()) + 1
    return np.minimum(sums_by(joint.stratum, psus, count), 1.0)


def _in_either(held: Floats) -> Floats:
    own = held.sum(axis=0)
    either: Floats = own[:, None] + own[None, :] - held.T @ held
    return either


def deff_of(covariance: Floats, spread: Floats, n: Counts, estimate: Floats) -> Floats:
    """Return the variances over those of simple random samples, from the weighted mean squares around the estimates.

    NaN where all answers are alike but for rounding.
    """
    varies = (n > 1) & (spread > (ROUNDING * np.nan_to_num(estimate)) ** 2)
    simple = np.divide(spread, n - 1.0, out=np.zeros(len(n)), where=varies)
    ratio: Floats = np.divide(np.diag(covariance), simple, out=np.full(len(n), np.nan), where=simple > 0)
    return ratio
