"""What an estimate rests on: respondents, PSUs, weights and degrees of freedom of each domain."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells, added
from analysis.variance.domains import StageCells, stage_cells
from survey.design import DesignIndex

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Base:
    """The bases of m measures in the domains of a banner; all arrays are (groups, m).

    Attributes
    ----------
    n, n_psu : int
        Respondents with an answer, and their PSUs.
    sum_weights, n_eff : float
        The sum of their weights, and Kish's effective size.
    df : float
        PSUs less strata, of those with members.
    """

    n: Counts
    n_psu: Counts
    sum_weights: Floats
    n_eff: Floats
    df: Floats

    def repeated(self, times: int) -> Self:
        """Return the bases with each measure repeated, as for the answers of an item."""
        parts = {name: np.repeat(getattr(self, name), times, axis=1) for name in self.__slots__}
        return type(self)(**parts)


def base_of(n: Floats, weights: Floats, squares: Floats, *, cells: Cells, index: DesignIndex) -> Base:
    """Return the bases from the counts, sums of weights and sums of squared weights by cell: float (cells, m)."""
    (first,) = stage_cells(cells, index, only_first=True)
    held = first.totals(n) > 0
    n_psu = _by_pair(held, first)
    total, square = cells.by_group(weights), cells.by_group(squares)
    strata = added(first.group, (n_psu > 0).astype(float), cells.groups)
    psus = added(first.group, n_psu, cells.groups)
    return Base(
        n=cells.by_group(n).astype(np.intp),
        n_psu=psus.astype(np.intp),
        sum_weights=total,
        n_eff=np.divide(total**2, square, out=np.zeros_like(total), where=square > 0),
        df=psus - strata,
    )


def _by_pair(held: NDArray[np.bool_], first: StageCells) -> Floats:
    if not len(first.begin):
        return np.zeros((0, held.shape[1]))
    counted: Floats = np.add.reduceat(held.astype(float), first.begin, axis=0)
    return counted
