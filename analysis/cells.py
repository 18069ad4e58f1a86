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
from analysis.numbering import Runs, ranks_of, runs_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """The cells of one banner, ordered by domain, then by unit.

    Attributes
    ----------
    group, unit : int (cells,)
    groups : int
        How many domains the banner has.
    domains : Runs
        The cells of each domain.
    of_joint : int (joint cells,)
        The cell of each joint cell; ``len(group)`` where the banner leaves it out.
    of_domain : int (joint domains,)
        The domain of each joint domain; ``groups`` where the banner leaves it out.
    """

    group: Codes
    unit: Codes
    groups: int
    domains: Runs
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
        return self.domains.added(sums)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointCells:
    """The cells of all banners together.

    Attributes
    ----------
    key : int (n,)
        Where the sums of each row go in a table of which the joint cells are a part.
    table : int
        The size of that table.
    kept : slice or int (size,)
        Where the joint cells are in it.
    size : int
    domain_of_row : int (n,)
        The joint domain of each row; ``domains`` for rows that take no part.
    domains : int
    n : int (domains,)
        Rows of each joint domain.
    unit, within, domain : int (size,)
        The unit and the joint domain of each joint cell, and what else was asked to be told apart.
    banners : tuple of Cells
        One for each grouping.
    """

    key: Codes
    table: int
    kept: slice | Codes
    size: int
    domain_of_row: Codes
    domains: int
    n: Codes
    unit: Codes
    within: Codes
    domain: Codes
    banners: tuple[Cells, ...]

    def sums(self, values: Floats | None = None, *, rows: Codes | None = None) -> Floats:
        """Return the sum of values by joint cell, or how many rows there are: float (size,)."""
        return _sums(self.key, self.table, values, rows)[self.kept]

    def domain_sums(self, values: Floats | None = None, *, rows: Codes | None = None) -> Floats:
        """Return the same by joint domain: float (domains,)."""
        return _sums(self.domain_of_row, self.domains + 1, values, rows)[:-1]

    def answer_sums(self, codes: Codes, answers: int, values: Floats | None = None) -> Floats:
        """Return the same for each answer of an item: float (answers, size). A code of -1 is no answer."""
        key = np.where(codes < 0, answers, codes) * self.table + self.key
        sums = _sums(key, (answers + 1) * self.table, values, None)
        return sums.reshape(-1, self.table)[:-1, self.kept]


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
    domain_of_row, apart, of_domains = _joint_domains(groupings, within, len(unit))
    domains = len(apart)
    key = unit * domains  # unit by unit, as respondents mostly come: sums stay near each other
    key += domain_of_row
    if not counted.all():
        domain_of_row = np.where(counted, domain_of_row, domains)
        key[~counted] = units * domains
    table = _table_of(key, units * domains)
    cell_unit, domain = table.met // domains, table.met % domains
    return JointCells(
        key=table.key,
        table=table.size,
        kept=table.kept,
        size=len(table.met),
        domain_of_row=domain_of_row,
        domains=domains,
        n=_rows_of(domain, table.rows, domains) if table.rows is not None else _rows_of(domain_of_row, None, domains),
        unit=cell_unit,
        within=apart[domain],
        domain=domain,
        banners=tuple(
            _of_banner(of_domain, domain, cell_unit, units, len(grouping))
            for of_domain, grouping in zip(of_domains, groupings, strict=True)
        ),
    )


def _joint_domains(groupings: Sequence[Grouping], within: Codes | None, rows: int) -> tuple[Codes, Codes, list[Codes]]:
    """Return the joint domain of each row; what they tell apart; and the domain of each in each banner, -1 for none."""
    joint, sizes, lacking = within, [1 if within is None else int(within.max(initial=0)) + 1], []
    for grouping in groupings:
        lacking.append(int(grouping.of_row.min(initial=0) < 0))
        sizes.append(len(grouping) + lacking[-1])
        part = grouping.of_row + 1 if lacking[-1] else grouping.of_row
        joint = part if joint is None else joint * sizes[-1] + part
    joint = np.zeros(rows, dtype=np.intp) if joint is None else joint
    size = int(np.prod(sizes))
    alone = size == sizes[-1]  # all domains of one banner occur
    of_row, met = (joint, np.arange(size)) if alone else ranks_of(joint, size)
    apart, *codes = np.unravel_index(met, sizes)
    return of_row, apart, [code - none for code, none in zip(codes, lacking, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Table:
    """Where rows are summed: their keys, the table's size, where in it the cells are, their keys, and their rows."""

    key: Codes
    size: int
    kept: slice | Codes
    met: Codes
    rows: Codes | None


def _table_of(key: Codes, size: int) -> _Table:
    """Return the table in which rows are summed; keys from a size on take no part.

    A table of all keys is best as long as it is smaller than the respondents are many; else that of those that occur.
    """
    if size <= len(key):
        counts = np.bincount(key, minlength=size + 1)[:-1]
        met = np.flatnonzero(counts)
        return _Table(key=key, size=size + 1, kept=met, met=met, rows=counts[met])
    ranks, keys = ranks_of(key, size + 1)
    met = keys[: int(np.searchsorted(keys, size))]
    return _Table(key=ranks, size=len(met) + 1, kept=slice(0, len(met)), met=met, rows=None)


def _rows_of(domain: Codes, rows: Codes | None, domains: int) -> Codes:
    """Return how many rows each domain has, from those of its cells or one by one."""
    return np.bincount(domain, weights=rows, minlength=domains + 1)[:domains].astype(np.intp, copy=False)


def _of_banner(of_domain: Codes, domain: Codes, unit: Codes, units: int, groups: int) -> Cells:
    of_domain = np.where(of_domain < 0, groups, of_domain)
    of_joint, keys = ranks_of(of_domain[domain] * units + unit, (groups + 1) * units)
    size = int(np.searchsorted(keys, groups * units))
    group = keys[:size] // units
    return Cells(
        group=group,
        unit=keys[:size] % units,
        groups=groups,
        domains=runs_of(group, groups),
        of_joint=np.minimum(of_joint, size),
        of_domain=of_domain,
    )


def _sums(codes: Codes, size: int, values: Floats | None, rows: Codes | None) -> Floats:
    codes = codes if rows is None else codes[rows]
    return np.bincount(codes, weights=values, minlength=size).astype(float, copy=False)


def _along_last(codes: Codes, sums: Floats, size: int) -> Floats:
    lines = sums.reshape(-1, sums.shape[-1])
    result = np.empty((len(lines), size))
    for line, part in zip(lines, result, strict=True):
        part[:] = np.bincount(codes, weights=line, minlength=size + 1)[:size]
    return result.reshape(*sums.shape[:-1], size)
