"""Contrasts of an item between domains, as a notebook asks for them: sums with coefficients, or any smooth function."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.contrasts import Contrast, Function, function_contrast, interval, linear_contrast, share_of
from analysis.estimators.joint import JointMeans, joint_means
from analysis.estimators.passes import answers_of, numbers_of
from analysis.grouping import grouping_of
from analysis.inference.result import p_of_t
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Coefficients = Mapping[object, float]


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

    def to_frame(self) -> pd.DataFrame:
        """Return a table of one row: estimate, se, ci_low, ci_high, df, null, p, level, n."""
        return pd.DataFrame([{field.name: getattr(self, field.name) for field in fields(self)}])


def contrast(
    design: Design,
    item: str,
    *,
    by: str | list[str],
    of: Coefficients | Function,
    answers: Sequence[object] | None = None,
    null: float = 0.0,
    level: float = 0.95,
) -> ContrastEstimate:
    """Estimate a contrast of the means of an item over domains.

    Parameters
    ----------
    design : Design
    item : str
        A column of numbers; with answers, a column of anything.
    by : str or list of str
        The domains. One column names a domain by its value, several by a tuple of values.
    of : mapping or function
        Coefficients by domain; or a function of the means by domain, for ratios, logarithms and the like.
    answers : sequence, optional
        Of the shares of those who gave one of these, instead of means.
    null : float
        The value that is tested.
    level : float

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51, 279-292.

    Examples
    --------
    >>> people = pd.DataFrame({"place": [1, 2, 3, 4], "sex": ["f", "m", "f", "m"], "score": [1.0, 2.0, 2.0, 5.0]})
    >>> contrast(Design(people, psu="place"), "score", by="sex", of={"m": 1, "f": -1}).estimate
    2.0
    >>> contrast(Design(people, psu="place"), "score", by="sex", of=lambda mean: mean["m"] / mean["f"]).estimate
    2.3333333333333335
    """
    found, joint = contrasted(design, item, by=by, of=of, answers=answers)
    return _estimate(found, joint, null=null, level=level)


def _estimate(found: Contrast, joint: JointMeans, *, null: float, level: float) -> ContrastEstimate:
    low, high = interval(found, level=level)
    return ContrastEstimate(
        estimate=found.estimate,
        se=found.se,
        ci_low=low,
        ci_high=high,
        df=found.df,
        null=null,
        p=p_of_t((found.estimate - null) / found.se, found.df) if found.varies else float(found.estimate == null),
        level=level,
        n=int(joint.n[list(found.used)].sum()),
    )


def contrasted(
    design: Design,
    item: str,
    *,
    by: str | Sequence[str],
    of: Coefficients | Function,
    answers: Sequence[object] | None,
) -> tuple[Contrast, JointMeans]:
    """Return a contrast of the means or shares of an item over domains, and these.

    Raises
    ------
    SurveyError
        If a domain is not there, or the domains together leave no degree of freedom.
    """
    grouping = grouping_of(design.frame, [by] if isinstance(by, str) else by)
    names = [level[0] if len(level) == 1 else level for level in grouping.levels]
    values = numbers_of(design, item) if answers is None else _share(design, item, answers)
    inside = grouping.of_row[:, None] == np.arange(len(grouping))
    joint = joint_means(design, np.where(inside, values[:, None], np.nan))
    if callable(of):
        found = function_contrast(joint, of=of, names=names)
    else:
        found = _linear(joint, _coefficients(of, names), shares=answers is not None)
    if not (joint.n_psu[list(found.used)] > 1).all() or found.df < 1 or not np.isfinite(found.estimate):
        raise refuse("analysis.estimation.no_contrast", domains=listed([str(names[place]) for place in found.used]))
    return found, joint


def _share(design: Design, item: str, answers: Sequence[object]) -> Floats:
    """Return 1 for those who gave one of the answers, 0 for those who gave another."""
    codes, values = answers_of(design, item)
    return np.array([*(float(value in answers) for value in values), np.nan])[codes]


def _linear(joint: JointMeans, coefficients: Floats, *, shares: bool) -> Contrast:
    """Return the contrast; one share by itself has its interval on the logit scale."""
    used = np.flatnonzero(coefficients)
    if shares and coefficients[used].tolist() == [1.0]:
        return share_of(joint, index=int(used[0]))
    return linear_contrast(joint, coefficients=coefficients)


def _coefficients(of: Coefficients, names: Sequence[object]) -> Floats:
    unknown = [name for name in of if name not in names]
    if unknown:
        known = listed([str(name) for name in names])
        raise refuse("analysis.estimation.no_domain", got=listed([str(name) for name in unknown]), domains=known)
    return np.array([float(of.get(name, 0.0)) for name in names])
