"""Which groups of a breakdown are higher than which: every pair, by the design, held together by Holm's method."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.estimators.joint import JointMeans
from analysis.inference.multiplicity import holm
from analysis.variance.linearization import sums_by

FEWEST = 30  # interviews in each of two groups that are compared
ALPHA = 0.05

Floats = NDArray[np.float64]
Higher = tuple[tuple[int, ...] | None, ...]


def higher_than(joint: JointMeans, *, blocks: Sequence[Sequence[int]], fewest: int = FEWEST) -> Higher:
    """Return for each group the groups of its block that it is higher than; None for a group that is not compared.

    Two groups of a block differ where the t test of their difference, with the covariance and the degrees of freedom of
    the design, is significant at 5% after Holm's correction over all pairs of the block.

    Parameters
    ----------
    joint : JointMeans
        One mean a group.
    blocks : sequence of sequence of int
        Places of the groups that break the same people down.
    fewest : int
        A group with fewer interviews, with one PSU, or without any error is not compared.
    """
    found: list[tuple[int, ...] | None] = [None] * len(joint.estimate)
    error = np.sqrt(np.clip(np.diag(joint.covariance), 0, None))
    fit = (joint.n >= fewest) & (joint.n_psu > 1) & (error > 0)
    for block in blocks:
        compared = np.array([place for place in block if fit[place]], dtype=np.intp)
        if len(compared) > 1:
            for place, lower in zip(compared.tolist(), _lower(joint, compared), strict=True):
                found[place] = lower
    return tuple(found)


def _lower(joint: JointMeans, compared: NDArray[np.intp]) -> list[tuple[int, ...]]:
    """Return for each group of one block the groups that it is higher than."""
    first, second = np.array(list(combinations(range(len(compared)), 2))).T
    one, other = compared[first], compared[second]
    covariance = joint.covariance
    variance = covariance[one, one] + covariance[other, other] - 2 * covariance[one, other]
    difference = joint.estimate[one] - joint.estimate[other]
    df = _df(joint, compared)[first, second]
    told = (variance > 0) & (df > 0)
    t = np.divide(np.abs(difference), np.sqrt(np.where(told, variance, 1.0)))
    p = np.where(told, 2 * special.stdtr(np.where(told, df, 1.0), -t), 1.0)
    differs = holm(p) <= ALPHA
    above: list[list[int]] = [[] for _ in compared]
    for a, b, gap in zip(first[differs], second[differs], difference[differs], strict=True):
        higher, lower = (a, b) if gap > 0 else (b, a)
        above[higher].append(int(compared[lower]))
    return [tuple(sorted(places)) for places in above]


def df_of_each(joint: JointMeans) -> Floats:
    """Return the degrees of freedom of each mean by itself: PSUs less strata, of those with members."""
    psus = joint.members.astype(float)
    freedom: Floats = psus.sum(axis=0) - _strata(joint, psus).sum(axis=0)
    return freedom


def _df(joint: JointMeans, compared: NDArray[np.intp]) -> Floats:
    """Return the degrees of freedom of each pair: PSUs less strata, of those with members of either group."""
    psus = joint.members[:, compared].astype(float)
    return _in_either(psus) - _in_either(_strata(joint, psus))


def _strata(joint: JointMeans, psus: Floats) -> Floats:
    """Return which strata have members of which group: 0 or 1."""
    count = int(joint.stratum.max()) + 1
    return np.minimum(sums_by(joint.stratum, psus, count), 1.0)


def _in_either(held: Floats) -> Floats:
    own = held.sum(axis=0)
    either: Floats = own[:, None] + own[None, :] - held.T @ held
    return either
