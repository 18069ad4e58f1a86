"""How large a difference must be for a sample to show it, and how large a sample for a difference."""

from collections.abc import Sequence
from math import ceil, sqrt

from scipy.special import ndtri
from scipy.stats import multivariate_normal

POWER = 0.8


def design_effect(*, weights_cv: float, cluster: float, rho: float) -> float:
    """Return by how much unequal weights and clustering multiply the variance of a mean.

    Parameters
    ----------
    weights_cv : float
        Coefficient of variation of the weights.
    cluster : float
        Interviews of a domain in a PSU, on average.
    rho : float
        Correlation of two answers of one PSU.

    References
    ----------
    Kish (1987), Weighting in deft squared, The Survey Statistician; Gabler, Haeder and Lahiri (1999), A model based
    justification of Kish's formula for design effects for weighting and clustering, Survey Methodology 25, 105-106.

    Examples
    --------
    >>> round(design_effect(weights_cv=0.5, cluster=8, rho=0.05), 4)
    1.6875
    """
    return (1 + weights_cv**2) * (1 + (max(cluster, 1.0) - 1) * rho)


def reach(*, alpha: float = 0.05, power: float = POWER) -> float:
    """Return how many standard errors away a value must lie to be shown so often by a two-sided interval.

    Examples
    --------
    >>> round(reach(), 4)
    2.8016
    """
    return float(ndtri(1 - alpha / 2) + ndtri(power))


def detectable_difference(
    share: float, *, sizes: Sequence[float], deff: float = 1.0, alpha: float = 0.05, power: float = POWER
) -> float:
    """Return the smallest difference of two shares, or distance of one share from a value, that is shown so often.

    Parameters
    ----------
    share : float
        Near which the shares lie.
    sizes : sequence of float
        Interviews in each group.
    deff : float
        The design effect.
    alpha, power : float
        Of the two-sided interval; how often it shall show the difference.

    Examples
    --------
    >>> sizes = (100, 200, 300, 500, 1000)
    >>> [round(100 * detectable_difference(0.5, sizes=(n, n), deff=1.5), 2) for n in sizes]
    [24.26, 17.16, 14.01, 10.85, 7.67]
    """
    variance = share * (1 - share) * sum(1 / size for size in sizes)
    return reach(alpha=alpha, power=power) * sqrt(deff * variance)


def equivalence_size(share: float, *, margin: float, alpha: float = 0.05, power: float = POWER) -> int:
    """Return how many interviews each of two equal groups needs for two one-sided tests to find them alike so often.

    Examples
    --------
    >>> cases = ((0.5, 0.05), (0.5, 0.10), (0.9, 0.05), (0.9, 0.10))
    >>> [equivalence_size(share, margin=margin) for share, margin in cases]
    [1713, 429, 617, 155]
    """
    distance = ndtri(1 - alpha) + ndtri(1 - (1 - power) / 2)
    return ceil(2 * share * (1 - share) * (distance / margin) ** 2)


def binary_correlation(latent: float, *, share: float) -> float:
    """Return the correlation of two answers of 0 or 1 that cut two normal attitudes with a given correlation.

    Examples
    --------
    >>> round(binary_correlation(0.09, share=0.5), 4), binary_correlation(0.0, share=0.2)
    (0.0574, 0.0)
    """
    if not 0 < share < 1 or latent == 0:
        return 0.0
    cut = float(ndtri(share))
    both = float(multivariate_normal.cdf([cut, cut], cov=[[1.0, latent], [latent, 1.0]]))
    return (both - share**2) / (share * (1 - share))
