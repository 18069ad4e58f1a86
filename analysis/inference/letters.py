"""Which groups of a breakdown are higher than which: every pair, by the design, held together by Holm's method."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.joint import JointMeans
from analysis.inference.differences import differences
from analysis.inference.multiplicity import holm

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
    found = differences(joint, compared[first], compared[second])
    differs = holm(np.where(np.isnan(found.p), 1.0, found.p)) <= ALPHA
    above: list[list[int]] = [[] for _ in compared]
    for a, b, gap in zip(first[differs], second[differs], found.estimate[differs], strict=True):
        higher, lower = (a, b) if gap > 0 else (b, a)
        above[higher].append(int(compared[lower]))
    return [tuple(sorted(places)) for places in above]
