"""Two one-sided tests: whether a difference is too small to matter."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scipy import special

from analysis.contrasts import Contrast, Function, interval, located, on_scale
from analysis.inference.contrast import Coefficients, contrasted
from instruments.errors import refuse
from instruments.language import Language
from instruments.words import say
from survey.design import Design


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Whether a mean, a share or a contrast lies between two bounds.

    Attributes
    ----------
    estimate, se : float
    ci_low, ci_high : float
        The interval of level 1 - 2 alpha: within the bounds exactly where it is equivalent.
    low, high : float
        The bounds that were fixed beforehand.
    alpha : float
    tests : TwoOneSidedTests
        With the degrees of freedom of the design.
    n : int
        Respondents in its domains.
    values : mapping
        What the null names.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    low: float
    high: float
    alpha: float
    tests: TwoOneSidedTests
    n: int
    values: dict[str, object] = field(default_factory=dict)

    @property
    def equivalent(self) -> bool:
        """Whether both tests reject at alpha."""
        return self.tests.p <= self.alpha

    def null_text(self, language: Language | None = None) -> str:
        """Return the null in words."""
        return say("analysis.estimation.null_beyond", language, **self.values)

    def __repr__(self) -> str:
        told = "equivalent" if self.equivalent else "not shown to be equivalent"
        return f"<two one-sided tests: {told}, p = {self.tests.p:.4g}, df {self.tests.df:g},\n {self.null_text()}>"


def equivalence(
    design: Design,
    item: str,
    *,
    low: float,
    high: float,
    by: str | list[str] | None = None,
    of: Coefficients | Function | None = None,
    answers: Sequence[object] | None = None,
    alpha: float = 0.05,
) -> Equivalence:
    """Test whether a mean, a share, or a contrast of these between domains, lies within bounds (TOST).

    Parameters
    ----------
    design : Design
    item : str
    low, high : float
        The bounds, fixed beforehand: of a difference, the largest that do not matter.
    by, of : optional
        As for `contrast`. Default: the mean or share of everybody.
    answers : sequence, optional
        The share of those who gave one of these, instead of a mean. A share of its own is tested on the logit scale.
    alpha : float

    Raises
    ------
    SurveyError
        If the bounds are no interval, or only one of by and of is given.

    References
    ----------
    Schuirmann (1987), as above; the standard error and the degrees of freedom are those of the design.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": ["f", "m"] * 50, "score": [1.0, 1.0, 2.0, 2.0, 3.0] * 20})
    >>> equivalence(Design(people), "score", by="sex", of={"m": 1, "f": -1}, low=-0.5, high=0.5).equivalent
    True
    """
    _refuse_limits(low, high, alpha)
    if (by is None) != (of is None):
        raise refuse("analysis.estimation.by_without_of")
    found, joint = contrasted(design, item, by=by or (), of={(): 1.0} if of is None else of, answers=answers)
    if not found.varies:
        raise refuse("analysis.estimation.no_error", item=item)
    n = int(joint.n[list(found.used)].sum())
    return _tested(found, item, low=low, high=high, alpha=alpha, n=n)


def _refuse_limits(low: float, high: float, alpha: float) -> None:
    if not isinstance(alpha, int | float) or not 0 < alpha < 0.5:
        raise refuse("analysis.estimation.alpha", got=alpha)
    if not low < high:
        raise refuse("analysis.estimation.no_bounds", low=low, high=high)


def _tested(found: Contrast, item: str, *, low: float, high: float, alpha: float, n: int) -> Equivalence:
    centre, spread = located(found)
    bounds = {"low": on_scale(found, low), "high": on_scale(found, high)}
    ci_low, ci_high = interval(found, level=1 - 2 * alpha)
    return Equivalence(
        estimate=found.estimate,
        se=found.se,
        ci_low=ci_low,
        ci_high=ci_high,
        low=low,
        high=high,
        alpha=alpha,
        tests=two_one_sided_tests(centre, se=spread, df=found.df, **bounds),
        n=n,
        values={"item": item, "low": low, "high": high},
    )
