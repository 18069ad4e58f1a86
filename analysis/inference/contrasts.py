"""Contrasts of domain means: sums with coefficients, or any smooth function, by the delta method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.joint import JointMeans, df_of, joint_means
from analysis.estimators.passes import numbers_of
from analysis.grouping import grouping_of
from analysis.inference.interval import t_quantile
from analysis.inference.result import p_of_t
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Coefficients = Mapping[object, float]
Function = Callable[[Mapping[object, float]], float]

STEP = 1e-3  # of a difference, in standard errors of a mean: the error of the fourth order is below rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastEstimate:
    """A function of domain means, estimated and tested.

    Attributes
    ----------
    estimate, se, ci_low, ci_high : float
    df : float
        PSUs less strata, of those with members of any of its domains.
    null, p : float
        The value that is tested, and the two-sided p value.
    level : float
    n : int
        Respondents in its domains.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    df: float
    null: float
    p: float
    level: float
    n: int


def contrast(
    design: Design,
    item: str,
    *,
    by: str | list[str],
    of: Coefficients | Function,
    null: float = 0.0,
    level: float = 0.95,
) -> ContrastEstimate:
    """Estimate a contrast of the means of an item over domains.

    Parameters
    ----------
    design : Design
    item : str
        A column of numbers; a share is the mean of 0 and 1.
    by : str or list of str
        The domains. One column names a domain by its value, several by a tuple of values.
    of : mapping or function
        Coefficients by domain; or a function of the means by domain, for ratios, logarithms and the like.
    null : float
        The value that is tested.
    level : float

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51, 279-292.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"place": [1, 2, 3, 4], "sex": ["f", "m", "f", "m"], "score": [1.0, 2.0, 2.0, 5.0]})
    >>> contrast(Design(people, psu="place"), "score", by="sex", of={"m": 1, "f": -1}).estimate
    2.0
    >>> contrast(Design(people, psu="place"), "score", by="sex", of=lambda mean: mean["m"] / mean["f"]).estimate
    2.3333333333333335
    """
    names, joint = _means(design, item, by)
    if callable(of):
        estimate, gradient = _evaluated(of, names, joint)
    else:
        gradient = _coefficients(of, names)
        estimate = float(gradient[gradient != 0] @ joint.estimate[gradient != 0])
    used = np.flatnonzero(gradient)
    if not (joint.n_psu[used] > 1).all() or df_of(joint, used.tolist()) < 1 or not np.isfinite(estimate):
        raise refuse("analysis.estimation.no_contrast", domains=listed([str(names[place]) for place in used]))
    return _tested(joint, estimate, gradient, used, null=null, level=level)


def _tested(
    joint: JointMeans, estimate: float, gradient: Floats, used: Codes, *, null: float, level: float
) -> ContrastEstimate:
    se = float(np.sqrt(gradient[used] @ joint.covariance[np.ix_(used, used)] @ gradient[used]))
    df = df_of(joint, used.tolist())
    reach = float(t_quantile(level, np.array([df]))[0]) * se
    return ContrastEstimate(
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        df=df,
        null=null,
        p=p_of_t((estimate - null) / se, df) if se > 0 else float(estimate == null),
        level=level,
        n=int(joint.n[used].sum()),
    )


def _means(design: Design, item: str, by: str | list[str]) -> tuple[list[object], JointMeans]:
    values = numbers_of(design, item)
    grouping = grouping_of(design.frame, [by] if isinstance(by, str) else by)
    inside = grouping.of_row[:, None] == np.arange(len(grouping))
    names = [level[0] if len(level) == 1 else level for level in grouping.levels]
    return names, joint_means(design, np.where(inside, values[:, None], np.nan))


def _coefficients(of: Coefficients, names: list[object]) -> Floats:
    unknown = [name for name in of if name not in names]
    if unknown:
        known = listed([str(name) for name in names])
        raise refuse("analysis.estimation.no_domain", got=listed([str(name) for name in unknown]), domains=known)
    return np.array([float(of.get(name, 0.0)) for name in names])


def _evaluated(of: Function, names: list[object], joint: JointMeans) -> tuple[float, Floats]:
    """Return the function at the means, and its gradient by differences of the fourth order."""
    at = joint.estimate

    def value(shift: Floats) -> float:
        return float(of(dict(zip(names, (at + shift).tolist(), strict=True))))

    steps = np.diag(STEP * np.sqrt(np.diag(joint.covariance)))
    slopes = [
        (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step.sum())
        if step.any()
        else 0.0
        for step in steps
    ]
    return value(np.zeros(len(at))), np.array(slopes)
