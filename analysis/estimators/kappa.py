"""How far two ratings of the same thing agree beyond chance: Cohen's kappa as a function of the shares of a table."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators.dispersion import OfShares

Floats = NDArray[np.float64]


def kappa(shares: ArrayLike) -> OfShares:
    """Return Cohen's kappa: 0 as much agreement as chance would give, 1 full agreement, below 0 less than chance.

    (p_o - p_e) / (1 - p_e), with p_o the share on the diagonal of the table and p_e what its margins would put there.

    Parameters
    ----------
    shares : array_like, shape (K * K,)
        The table of the first rating by the second, row by row; only proportions count.

    References
    ----------
    Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37-46.

    Examples
    --------
    >>> round(kappa([53, 5, 2, 11, 14, 5, 1, 6, 3]).value, 3)  # Fleiss, Cohen and Everitt (1969)
    0.429
    """
    values: Floats = np.asarray(shares, dtype=float)
    width = round(values.size**0.5)
    table = values.reshape(width, width) / values.sum()
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    observed, chance = float(np.trace(table)), float(rows @ columns)
    if chance >= 1:  # everybody gives the same answer twice: nothing varies
        return OfShares(value=1.0, gradient=np.zeros(values.size))
    of_chance = rows[None, :] + columns[:, None]  # what one more in cell (i, j) adds to it: column i, row j
    gradient = (np.eye(width) * (1 - chance) - of_chance * (1 - observed)) / (1 - chance) ** 2
    return OfShares(value=(observed - chance) / (1 - chance), gradient=gradient.ravel())
