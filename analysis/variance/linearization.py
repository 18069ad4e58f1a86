"""Taylor linearisation: the covariance of estimates from the PSU totals of their scores.

Binder (1983); Särndal, Swensson and Wretman (1992), section 5.5; PSUs as if drawn with replacement within strata,
but for the finite population correction of the first stage.
"""

import numpy as np
from numpy.typing import NDArray

from survey.design import DesignIndex, LonelyPsu

Floats = NDArray[np.float64]


def covariance_of_totals(totals: Floats, index: DesignIndex, *, lonely_psu: LonelyPsu) -> Floats:
    """Return the covariance of sums over PSUs.

    Parameters
    ----------
    totals : float (psus, m)
        The weighted score totals of each PSU.
    index : DesignIndex
    lonely_psu : str
        What a stratum with one PSU adds.

    Returns
    -------
    float (m, m)
        The sum over strata of (1 - f) n / (n - 1) times the cross-products of PSU totals around their stratum's mean.
    """
    means = _sums(totals, index.stratum, len(index.psus)) / index.psus[:, None]
    lonely = index.psus == 1
    if lonely_psu == "adjust":
        means[lonely] = totals.mean(axis=0)
    deviations = totals - means[index.stratum]
    factors = (1 - index.fraction) * np.where(lonely, 1.0, index.psus / np.maximum(index.psus - 1, 1))
    scaled = deviations * np.sqrt(factors)[index.stratum][:, None]
    covariance: Floats = scaled.T @ scaled
    if lonely_psu == "average" and lonely.any():
        unknown = lonely & (index.fraction < 1)
        covariance *= len(lonely) / max(len(lonely) - unknown.sum(), 1)
    return covariance


def _sums(values: Floats, group: NDArray[np.intp], groups: int) -> Floats:
    columns = [np.bincount(group, weights=column, minlength=groups) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((groups, 0))
