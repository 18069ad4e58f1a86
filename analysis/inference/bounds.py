"""What can be said of a population of which a part could not be reached, without an assumption about that part."""

from dataclasses import dataclass

from scipy import optimize, special

from analysis.inference.interval import check_level


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstCase:
    """Bounds of a mean whose uncovered part can lie anywhere, and their confidence interval.

    Attributes
    ----------
    low, high : float
        Where nobody, and where everybody, of the uncovered part would give the answer.
    ci_low, ci_high : float
        Imbens and Manski's interval: it covers the value itself, wherever between the bounds it lies.
    """

    low: float
    high: float
    ci_low: float
    ci_high: float


def worst_case(covered_part: float, *, se: float, open_low: float, open_high: float, level: float = 0.95) -> WorstCase:
    """Return the bounds of a value that is the sum of what the covered and the uncovered part add to it.

    Parameters
    ----------
    covered_part, se : float
        What the covered part adds: for a share p with coverage c, c p, and its standard error.
    open_low, open_high : float
        The least and the most that the uncovered part can add: for a share, 0 and 1 - c.
    level : float

    References
    ----------
    Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24, 343-360.

    Examples
    --------
    >>> found = worst_case(0.85 * 0.80, se=0.85 * 0.02, open_low=0.0, open_high=0.15)
    >>> round(found.low, 3), round(found.high, 3), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.68, 0.83, 0.652, 0.858)
    """
    check_level(level)
    low, high = covered_part + open_low, covered_part + open_high
    reach = se * imbens_manski((high - low) / se, level=level) if se > 0 else 0.0
    return WorstCase(low=low, high=high, ci_low=low - reach, ci_high=high + reach)


def imbens_manski(width: float, *, level: float = 0.95) -> float:
    """Return how many standard errors the interval reaches beyond each bound.

    Parameters
    ----------
    width : float
        The distance of the bounds, in standard errors of a bound. 0: the two-sided quantile; large: the one-sided.
    level : float

    References
    ----------
    Imbens and Manski (2004), Confidence intervals for partially identified parameters, Econometrica 72, 1845-1857.

    Examples
    --------
    >>> round(imbens_manski(0.0), 3), round(imbens_manski(50.0), 3)
    (1.96, 1.645)
    """
    check_level(level)

    def missing(reach: float) -> float:
        return float(special.ndtr(reach + width) - special.ndtr(-reach)) - level

    return float(optimize.brentq(missing, 0.0, special.ndtri((1 + level) / 2) + 1e-9))


def breakdown_value(share: float, *, covered: float, threshold: float = 0.5) -> float | None:
    """Return the share in the uncovered part at which the whole is just at the threshold; None where all is covered.

    Below 0, or above 1, no uncovered part can bring the whole to the other side.

    Examples
    --------
    >>> round(breakdown_value(0.97, covered=0.303), 3)
    0.296
    """
    return None if covered >= 1 else (threshold - covered * share) / (1 - covered)
