"""The one pass over the respondents: who is in which sampling unit and which domain, and the sums of each such cell.

A cell is a pair of sampling unit and domain that occurs. All that is estimated, and its variance, is a function of sums
by cell. Several banners share one pass: respondents are summed by the combinations of all banners that occur, and each
banner's cells are sums of those.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from analysis.grouping import Codes, Grouping

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """The cells of one banner, ordered by domain, then by unit.

    Attributes
    ----------
    group, unit : int (cells,)
    groups : int
        How many domains the banner has.
    of_joint : int (joint cells,)
        The domain of each joint cell; -1 where the banner leaves it out.
    merge : sparse (cells, joint cells)
        Which joint cells make up each cell.
    """

    group: Codes
    unit: Codes
    groups: int
    of_joint: Codes
    merge: sparse.csr_array

    def by_group(self, sums: Floats) -> Floats:
        """Return the sums of domains from those of cells: (cells, m) -> (groups, m)."""
        return added(self.group, sums, self.groups)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointCells:
    """The cells of all banners together.

    Attributes
    ----------
    of_row : int (n,)
        The joint cell of each row; ``size`` for rows that are in no domain.
    size : int
    unit, within : int (size,)
        The unit of each, and what else was asked to be told apart.
    banners : tuple of Cells
        One for each grouping.
    """

    of_row: Codes
    size: int
    unit: Codes
    within: Codes
    banners: tuple[Cells, ...]

    def sums(self, values: Floats | None = None, *, rows: Codes | None = None) -> Floats:
        """Return the sum of values by joint cell, or how many rows there are: float (size,)."""
        of_row = self.of_row if rows is None else self.of_row[rows]
        return np.bincount(of_row, weights=values, minlength=self.size + 1)[: self.size].astype(float, copy=False)


def cells_of(
    unit: Codes,
    units: int,
    groupings: Sequence[Grouping],
    *,
    counted: NDArray[np.bool_],
    within: Codes | None = None,
) -> JointCells:
    """Return the cells of some groupings.

    Parameters
    ----------
    unit : int (n,)
        The finest sampling unit of each row.
    units : int
    groupings : sequence of Grouping
    counted : bool (n,)
        Rows that take part at all.
    within : int (n,), optional
        What else is to be told apart: rows of a joint cell are alike in it.
    """
    joint = np.zeros(len(unit), dtype=np.intp) if within is None else within
    sizes = [int(joint.max(initial=0)) + 1, *(len(grouping) + 1 for grouping in groupings)]
    for grouping, size in zip(groupings, sizes[1:], strict=True):
        joint = joint * size + (grouping.of_row + 1)
    joint, occurring = _occurring(joint, int(np.prod(sizes)), len(unit))
    key = np.where(counted, joint * units + unit, len(occurring) * units)
    of_row, keys = _occurring(key, len(occurring) * units + 1, len(unit))
    keys = keys[keys < len(occurring) * units]
    apart, *group = np.unravel_index(occurring, sizes)
    joint, unit = keys // units, keys % units
    banners = tuple(
        _merged(codes[joint] - 1, unit, units, len(grouping)) for codes, grouping in zip(group, groupings, strict=True)
    )
    return JointCells(of_row=of_row, size=len(keys), unit=unit, within=apart[joint], banners=banners)


def added(group: Codes, values: Floats, groups: int) -> Floats:
    """Return sums of rows by a group that does not decrease: (n, m) -> (groups, m)."""
    result = np.zeros((groups, *values.shape[1:]))
    if len(group):
        first = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
        result[group[first]] = np.add.reduceat(values, first, axis=0)
    return result


def _merged(group: Codes, unit: Codes, units: int, groups: int) -> Cells:
    key = np.where(group < 0, groups * units, group * units + unit)
    of_joint, keys = _occurring(key, groups * units + 1, len(key))
    keys = keys[keys < groups * units]
    held = of_joint < len(keys)
    ones = np.ones(held.sum())
    merge = sparse.csr_array((ones, (of_joint[held], np.flatnonzero(held))), shape=(len(keys), len(key)))
    return Cells(group=keys // units, unit=keys % units, groups=groups, of_joint=group, merge=merge)


def _occurring(keys: Codes, size: int, rows: int) -> tuple[Codes, Codes]:
    """Return the rank of each key among those that occur, and those, sorted."""
    if size > 32 * rows + 4096:
        occurring, ranks = np.unique(keys, return_inverse=True)
        return ranks, occurring
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    occurring = np.flatnonzero(present)
    rank = np.empty(size, dtype=np.intp)
    rank[occurring] = np.arange(len(occurring))
    return rank[keys], occurring
