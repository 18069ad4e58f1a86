"""What an estimate rests on: respondents, PSUs, weights and degrees of freedom of each domain."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells
from analysis.variance.domains import StageCells

Floats = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Base:
    """The bases of m measures in the domains of a banner; all arrays are (m, groups).

    Attributes
    ----------
    n, n_psu : int
        Respondents with an answer, and their PSUs.
    sum_weights, n_eff : float
        The sum of their weights, and Kish's effective size.
    df : float
        PSUs less strata, of those with members; of replicates that came with the data, their own.
    """

    n: Counts
    n_psu: Counts
    sum_weights: Floats
    n_eff: Floats
    df: Floats


def base_of(
    weights: Floats, *, n: Floats, squared_weights: Floats, cells: Cells, psus: StageCells, own_df: float | None
) -> Base:
    """Return the bases.

    Parameters
    ----------
    weights : float (m, cells)
        Of the respondents with an answer; zero exactly where there are none.
    n, squared_weights : float (m, groups)
    cells : Cells
    psus : StageCells
        The cells of the first stage.
    own_df : float or None
        Of the design, where it is not PSUs less strata.
    """
    held = (psus.totals(weights) > 0).astype(float)
    by_stratum = np.add.reduceat(held, psus.begin, axis=-1) if len(psus.begin) else held
    n_psu = psus.domains.added(by_stratum)
    strata = psus.domains.added((by_stratum > 0).astype(float))
    total = cells.by_group(weights)
    effective = np.divide(total**2, squared_weights, out=np.zeros_like(total), where=squared_weights > 0)
    return Base(
        n=n.astype(np.intp),
        n_psu=n_psu.astype(np.intp),
        sum_weights=total,
        n_eff=effective,
        df=n_psu - strata if own_df is None else np.minimum(own_df, n_psu - 1),
    )
