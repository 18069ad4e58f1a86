"""Two one-sided tests: whether a difference is too small to matter."""

from dataclasses import dataclass

from scipy import special


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoOneSidedTests:
    """Two one-sided tests of a difference against the bounds of what would matter.

    Attributes
    ----------
    t_low, t_high : float
        Distance to each bound in standard errors.
    p_low, p_high : float
        Null of each: the difference is at or below the lower bound; at or above the upper bound.
    p : float
        The larger. At most alpha exactly where the interval of level 1 - 2 alpha lies within the bounds.
    df : float
    """

    t_low: float
    t_high: float
    p_low: float
    p_high: float
    p: float
    df: float


def two_one_sided_tests(
    estimate: float, *, se: float, low: float, high: float, df: float = float("inf")
) -> TwoOneSidedTests:
    """Test whether a difference lies between two bounds that were fixed beforehand.

    Parameters
    ----------
    estimate, se : float
        In a complex sample, the design-based standard error.
    low, high : float
        The largest differences that do not matter.
    df : float
        In a complex sample, PSUs minus strata. Infinite: the normal distribution.

    References
    ----------
    Schuirmann (1987), A comparison of the two one-sided tests procedure and the power approach, Journal of
    Pharmacokinetics and Biopharmaceutics 15, 657-680.

    Examples
    --------
    >>> test = two_one_sided_tests(0.65 - 0.70, se=(0.65 * 0.35 / 100 + 0.70 * 0.30 / 100) ** 0.5, low=-0.1, high=0.1)
    >>> round(test.t_low, 3), round(test.p, 3)
    (0.756, 0.225)
    """
    t_low, t_high = (estimate - low) / se, (estimate - high) / se
    p_low, p_high = float(special.stdtr(df, -t_low)), float(special.stdtr(df, t_high))
    return TwoOneSidedTests(t_low=t_low, t_high=t_high, p_low=p_low, p_high=p_high, p=max(p_low, p_high), df=df)
