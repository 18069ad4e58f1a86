"""The one pass over the respondents: who is in which sampling unit and which domain, and the sums of each such cell.

A cell is a pair of sampling unit and domain that occurs. All that is estimated, and its variance, is a function of sums
by cell. Several banners share one pass: respondents are summed by the combinations of all banners that occur (joint
domains), and by unit within these (joint cells); each banner's domains and cells are sums of those.

Arrays of sums end in the cells, so that the sums of a measure lie side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
        The cell of each joint cell; ``len(group)`` where the banner leaves it out.
    of_domain : int (joint domains,)
        The domain of each joint domain; ``groups`` where the banner leaves it out.
    """

    group: Codes
    unit: Codes
    groups: int
    of_joint: Codes
    of_domain: Codes

    def merged(self, sums: Floats) -> Floats:
        """Return the sums by cell from those by joint cell: (..., joint cells) -> (..., cells)."""
        if len(self.of_joint) == len(self.group) and (self.of_joint == np.arange(len(self.group))).all():
            return sums
        return _along_last(self.of_joint, sums, len(self.group))

    def of_domains(self, sums: Floats) -> Floats:
        """Return the sums by domain from those by joint domain: (..., joint domains) -> (..., groups)."""
        return _along_last(self.of_domain, sums, self.groups)

    def by_group(self, sums: Floats) -> Floats:
        """Return the sums by domain from those by cell: (..., cells) -> (..., groups)."""
        return added(self.group, sums, self.groups)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointCells:
    """The cells of all banners together.

    Attributes
    ----------
    of_row : int (n,)
        The joint cell of each row; ``size`` for rows that take no part.
    size : int
    domain_of_row : int (n,)
        The joint domain of each row; ``domains`` for rows that take no part.
    domains : int
    unit, within, domain : int (size,)
        The unit and the joint domain of each joint cell, and what else was asked to be told apart.
    banners : tuple of Cells
        One for each grouping.
    """

    of_row: Codes
    size: int
    domain_of_row: Codes
    domains: int
    unit: Codes
    within: Codes
    domain: Codes
    banners: tuple[Cells, ...]

    def sums(self, values: Floats | None = None, *, rows: Codes | None = None) -> Floats:
        """Return the sum of values by joint cell, or how many rows there are: float (size,)."""
        return _sums(self.of_row, self.size, values, rows)

    def domain_sums(self, values: Floats | None = None, *, rows: Codes | None = None) -> Floats:
        """Return the same by joint domain: float (domains,)."""
        return _sums(self.domain_of_row, self.domains, values, rows)


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
    domain_of_row, occurring = _occurring(joint, int(np.prod(sizes)))
    domains = len(occurring)
    if not counted.all():
        domain_of_row = np.where(counted, domain_of_row, domains)
    key = unit * domains + domain_of_row  # unit by unit, as respondents mostly come: sums stay near each other
    if not counted.all():
        key[~counted] = units * domains
    of_row, keys = _occurring(key, units * domains + 1)
    size = int(np.searchsorted(keys, units * domains))  # what takes no part comes last
    cell_unit, domain = keys[:size] // domains, keys[:size] % domains
    apart, *codes = np.unravel_index(occurring, sizes)
    banners = tuple(
        _of_banner(code - 1, domain, cell_unit, units, len(grouping))
        for code, grouping in zip(codes, groupings, strict=True)
    )
    return JointCells(
        of_row=np.minimum(of_row, size) if size < len(keys) else of_row,
        size=size,
        domain_of_row=domain_of_row,
        domains=domains,
        unit=cell_unit,
        within=apart[domain],
        domain=domain,
        banners=banners,
    )


def added(group: Codes, values: Floats, groups: int) -> Floats:
    """Return sums by a group that does not decrease: (..., cells) -> (..., groups)."""
    result = np.zeros((*values.shape[:-1], groups))
    if len(group):
        first = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
        result[..., group[first]] = np.add.reduceat(values, first, axis=-1)
    return result


def _of_banner(of_domain: Codes, domain: Codes, unit: Codes, units: int, groups: int) -> Cells:
    of_domain = np.where(of_domain < 0, groups, of_domain)
    of_joint, keys = _occurring(of_domain[domain] * units + unit, (groups + 1) * units)
    size = int(np.searchsorted(keys, groups * units))
    return Cells(
        group=keys[:size] // units,
        unit=keys[:size] % units,
        groups=groups,
        of_joint=np.minimum(of_joint, size),
        of_domain=of_domain,
    )


def _sums(codes: Codes, size: int, values: Floats | None, rows: Codes | None) -> Floats:
    codes = codes if rows is None else codes[rows]
    return np.bincount(codes, weights=values, minlength=size + 1)[:size].astype(float, copy=False)


def _along_last(codes: Codes, sums: Floats, size: int) -> Floats:
    lines = sums.reshape(-1, sums.shape[-1])
    result = np.empty((len(lines), size))
    for line, part in zip(lines, result, strict=True):
        part[:] = np.bincount(codes, weights=line, minlength=size + 1)[:size]
    return result.reshape(*sums.shape[:-1], size)


def _occurring(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """Return the rank of each key among those that occur, and those, sorted."""
    if size > 32 * len(keys) + 4096:
        occurring, ranks = np.unique(keys, return_inverse=True)
        return ranks, occurring
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    occurring = np.flatnonzero(present)
    rank = np.empty(size, dtype=np.intp)
    rank[occurring] = np.arange(len(occurring))
    return rank[keys], occurring
