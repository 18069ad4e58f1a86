"""Confidence intervals of means, and of shares that stay between 0 and 1.

p values and quantiles come from ``scipy.special``, which needs a fraction of the time that ``scipy.stats`` needs.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from instruments.errors import refuse

Floats = NDArray[np.float64]
ShareInterval = Literal["logit", "beta", "wilson", "mean"]


def check_level(level: float) -> None:
    """Refuse a confidence level that is not between 0 and 1: 95 where 0.95 is meant.

    Raises
    ------
    SurveyError
        With the level that was meant.
    """
    if not isinstance(level, int | float | np.number) or not 0 < level < 1:
        meant = level / 100 if isinstance(level, int | float | np.number) and 1 < level < 100 else 0.95
        raise refuse("analysis.estimation.level", got=level, near=f"{meant:g}")


def t_quantile(level: float, df: Floats) -> Floats:
    """Return how many standard errors a two-sided interval reaches; NaN where there is no degree of freedom."""
    check_level(level)
    met, of_each = np.unique(df, return_inverse=True)  # few: an inverse takes as long as a hundred other steps
    reach = -special.stdtrit(np.where(met > 0, met, np.nan), (1 - level) / 2)
    reach[np.isinf(met)] = special.ndtri((1 + level) / 2)
    return np.asarray(reach[of_each].reshape(np.shape(df)), dtype=float)


def mean_interval(estimate: Floats, se: Floats, df: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Return the interval by the t distribution."""
    reach = t_quantile(level, df) * se
    return estimate - reach, estimate + reach


def logit_interval(share: Floats, se: Floats, df: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Return the interval by the t distribution on the logit scale; the share itself where it is 0 or 1."""
    inner = (share > 0) & (share < 1)
    p = np.where(inner, share, 0.5)
    reach = t_quantile(level, df) * se / (p * (1 - p))
    low, high = special.expit(special.logit(p) - reach), special.expit(special.logit(p) + reach)
    return np.where(inner, low, share + 0 * reach), np.where(inner, high, share + 0 * reach)


def beta_interval(share: Floats, se: Floats, df: Floats, *, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return the exact binomial interval at the effective sample size.

    References
    ----------
    Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data, Survey Methodology 24, 193-201.
    """
    size = _effective(share, se, df, n=n, level=level)
    tail = (1 - level) / 2
    hits = size * share
    low = special.betaincinv(np.maximum(hits, 1e-300), size - hits + 1, tail)
    high = special.betaincinv(hits + 1, np.maximum(size - hits, 1e-300), 1 - tail)
    return np.where(share <= 0, 0.0, low), np.where(share >= 1, 1.0, high)


def wilson_interval(share: Floats, se: Floats, df: Floats, *, n: Floats, level: float) -> tuple[Floats, Floats]:
    """Return Wilson's score interval at the effective sample size, with the t quantile.

    References
    ----------
    Wilson (1927), Probable inference, Journal of the American Statistical Association 22, 209-212. Franco et al.
    (2019), Comparative study of confidence intervals for proportions in complex sample surveys, Journal of Survey
    Statistics and Methodology 7, 334-364.
    """
    size = np.divide(share * (1 - share), se**2, out=np.array(n, dtype=float), where=se > 0)
    square = t_quantile(level, df) ** 2
    middle = (share + square / (2 * size)) / (1 + square / size)
    reach = np.sqrt(square * (share * (1 - share) / size + square / (4 * size**2))) / (1 + square / size)
    return np.maximum(middle - reach, 0.0), np.minimum(middle + reach, 1.0)


def share_interval(
    method: ShareInterval, share: Floats, se: Floats, df: Floats, *, n: Floats, level: float
) -> tuple[Floats, Floats]:
    """Return the interval of shares by the method named."""
    if method == "logit":
        return logit_interval(share, se, df, level=level)
    if method == "beta":
        return beta_interval(share, se, df, n=n, level=level)
    if method == "wilson":
        return wilson_interval(share, se, df, n=n, level=level)
    return mean_interval(share, se, df, level=level)


def _effective(share: Floats, se: Floats, df: Floats, *, n: Floats, level: float) -> Floats:
    """Return the effective sample size, shrunk for the degrees of freedom of the variance; n where that is zero."""
    size = np.divide(share * (1 - share), se**2, out=np.array(n, dtype=float), where=se > 0)
    shrinking = (t_quantile(level, n - 1.0) / t_quantile(level, df)) ** 2
    return np.asarray(np.where(se > 0, size * shrinking, size), dtype=float)
