"""Means of several measures over the same groups: what the groups have in common is summed once for all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.joint import JointMeans, deff_of, joint_means
from analysis.variance.linearization import covariance_of_units
from analysis.variance.replication import covariance_of_replicates
from survey.design import Design

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Groups:
    """Who is in which of m groups, as pairs of a row and a group; a row may be in several, or in none.

    Attributes
    ----------
    design : Design
    within : bool (n, m)
    row, group : int (pairs,)
        Of the rows that count: those with a weight.
    weights : float (pairs,)
    """

    design: Design
    within: Mask
    row: Codes
    group: Codes
    weights: Floats

    @property
    def size(self) -> int:
        """How many groups there are."""
        return int(self.within.shape[1])

    def __repr__(self) -> str:
        return f"<Groups: {self.size} of {len(self.within)} rows,\n {len(self.row)} memberships>"

    def summed(self, values: Floats, *, by: Codes, units: int) -> Floats:
        """Return the sums of a value a pair, by unit and group: float (units, m)."""
        place = by[self.row] * self.size + self.group
        sums = np.bincount(place, weights=values, minlength=units * self.size)
        return sums.reshape(units, self.size).astype(float, copy=False)


def groups_within(design: Design, within: Mask) -> Groups:
    """Return the groups whose members are the columns of ``within``."""
    row, group = np.nonzero(within & (design.index.weights > 0)[:, None])
    return Groups(design=design, within=within, row=row, group=group, weights=design.index.weights[row])


def means_of(measure: Floats, groups: Groups) -> JointMeans:
    """Return the mean of a measure in each group, with their joint covariance: what `joint_means` returns.

    Parameters
    ----------
    measure : float (n,)
        NaN where it has no value. Where a member has none, or the weights are calibrated, each row counts by itself.
    groups : Groups
    """
    values, index = measure[groups.row], groups.design.index
    if np.isnan(values).any() or index.calibration is not None:
        return joint_means(groups.design, np.where(groups.within, measure[:, None], np.nan))
    everybody = np.zeros(len(groups.within), dtype=np.intp)
    (total,) = groups.summed(groups.weights, by=everybody, units=1)
    (squares,) = groups.summed(groups.weights**2, by=everybody, units=1)
    (sums,) = groups.summed(groups.weights * values, by=everybody, units=1)
    estimate = np.divide(sums, total, out=np.full(groups.size, np.nan), where=total > 0)
    scale = np.divide(1.0, total, out=np.zeros(groups.size), where=total > 0)
    (spread,) = groups.summed(groups.weights * (values - estimate[groups.group]) ** 2, by=everybody, units=1)
    covariance = _covariance(groups, values, estimate, scale)
    n = np.bincount(groups.group, minlength=groups.size)
    members = groups.summed(np.ones(len(groups.row)), by=index.psu, units=len(index.stratum)) > 0
    return JointMeans(
        estimate=estimate,
        covariance=covariance,
        n=n,
        n_psu=members.sum(axis=0),
        sum_weights=total,
        n_eff=np.divide(total**2, squares, out=np.zeros(groups.size), where=squares > 0),
        deff=deff_of(covariance, spread * scale, n, estimate),
        members=members,
        stratum=index.stratum,
        own_df=index.own_df,
    )


def _covariance(groups: Groups, values: Floats, estimate: Floats, scale: Floats) -> Floats:
    design, index, weighted = groups.design, groups.design.index, groups.weights * values
    if index.replicates is not None:
        where, units = index.replicates.unit, len(index.replicates.factors)
        both = np.stack([groups.summed(each, by=where, units=units) for each in (groups.weights, weighted)])
        again, _ = smooth.ratio(index.replicates.factors.applied(both.swapaxes(1, 2)))
        return covariance_of_replicates(again.T, estimate, index.replicates)
    base, sums = (groups.summed(each, by=index.unit, units=index.units) for each in (groups.weights, weighted))
    scores = (sums - base * np.where(scale > 0, estimate, 0.0)) * scale
    return covariance_of_units(scores, index, lonely_psu=design.lonely_psu, members=base > 0)
