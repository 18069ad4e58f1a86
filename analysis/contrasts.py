"""The unit of every claim: a contrast of domain means, with its design-based error."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators.dispersion import DISPERSIONS
from analysis.estimators.joint import JointMeans, df_of
from analysis.estimators.kappa import kappa
from analysis.inference.interval import logit_interval, mean_interval
from instruments.errors import refuse
from instruments.words import listed

Floats = NDArray[np.float64]
Function = Callable[[Mapping[object, float]], float]
Scale = Literal["identity", "logit"]
OF_SHARES = {**DISPERSIONS, "kappa": kappa}

STEP = 1e-3  # of a difference, in standard errors of a mean: the error of the fourth order is below rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A function of domain means, estimated.

    Attributes
    ----------
    estimate, se : float
    df : float
        PSUs minus strata of the domains that it uses.
    used : tuple of int
        Which of the means it uses.
    scale : {"identity", "logit"}
        Where its distribution is taken to be t: a share of its own on the logit scale, all else as it is.
    """

    estimate: float
    se: float
    df: float
    used: tuple[int, ...] = ()
    scale: Scale = "identity"

    @property
    def varies(self) -> bool:
        """Whether there is any sampling error; there is none where everybody answers alike."""
        return bool(self.se > 0)


def linear_contrast(joint: JointMeans, *, coefficients: ArrayLike) -> Contrast:
    """Return c'm of joint means m, with variance c'Vc.

    Parameters
    ----------
    joint : JointMeans
    coefficients : array_like, shape (m,)
        Zero where a mean takes no part. See `share_of` for a share of its own.
    """
    c = np.asarray(coefficients, dtype=float)
    used = np.flatnonzero(c)
    return _combined(joint, estimate=float(c[used] @ joint.estimate[used]), gradient=c[used], used=used)


def share_of(joint: JointMeans, *, index: int) -> Contrast:
    """Return one share, whose interval is taken on the logit scale and so stays between 0 and 1."""
    estimate, variance = float(joint.estimate[index]), float(joint.covariance[index, index])
    return Contrast(estimate=estimate, se=_root(variance), df=df_of(joint, [index]), used=(index,), scale="logit")


def function_contrast(joint: JointMeans, *, of: Function, names: Sequence[object]) -> Contrast:
    """Return a function of joint means, by the delta method: its gradient is from differences of the fourth order.

    Parameters
    ----------
    joint : JointMeans
    of : function
        From the means by name to a number: a ratio, a logarithm and the like.
    names : sequence, length m
        What the function calls the means.
    """
    at = joint.estimate

    def value(shift: Floats) -> float:
        return float(of(_Means(zip(names, (at + shift).tolist(), strict=True))))

    steps = np.diag(STEP * np.sqrt(np.diag(joint.covariance)))
    slopes = [
        (8 * (value(step) - value(-step)) - (value(2 * step) - value(-2 * step))) / (12 * step.sum())
        if step.any()
        else 0.0
        for step in steps
    ]
    gradient = np.array(slopes)
    used = np.flatnonzero(gradient)
    return _combined(joint, estimate=value(np.zeros(len(at))), gradient=gradient[used], used=used)


class _Means(dict[object, float]):
    """Means by the names of their domains; another name is refused in words."""

    def __missing__(self, name: object) -> float:
        domains = listed([str(known) for known in self])
        raise refuse("analysis.estimation.no_domain", got=name, domains=domains)


def contrast_of_shares(
    joint: JointMeans, *, measure: str, groups: Sequence[Sequence[int]], coefficients: ArrayLike
) -> Contrast:
    """Return a contrast of functions of the category shares of one group each, by the delta method.

    Parameters
    ----------
    joint : JointMeans
    measure : {"agreement", "consensus", "leik", "kappa"}
    groups : sequence of sequences of int
        For each group, where its category shares stand in the joint means, in the order of the scale.
    coefficients : array_like, shape (groups,)

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51, 279-292.
    """
    weights = np.asarray(coefficients, dtype=float)
    each = [OF_SHARES[measure](joint.estimate[list(group)]) for group in groups]
    estimate = float(weights @ [one.value for one in each])
    gradient = np.concatenate([weight * one.gradient for weight, one in zip(weights, each, strict=True)])
    return _combined(joint, estimate=estimate, gradient=gradient, used=np.concatenate([list(g) for g in groups]))


def interval(contrast: Contrast, *, level: float = 0.95) -> tuple[float, float]:
    """Return the two-sided confidence interval of a contrast.

    Examples
    --------
    >>> low, high = interval(Contrast(estimate=0.1, se=0.02, df=60))
    >>> round(low, 3), round(high, 3)
    (0.06, 0.14)
    """
    of = logit_interval if contrast.scale == "logit" else mean_interval
    low, high = of(np.array(contrast.estimate), np.array(contrast.se), np.array(contrast.df), level=level)
    return float(low), float(high)


def located(contrast: Contrast) -> tuple[float, float]:
    """Return the estimate and its standard error on the scale of the contrast."""
    if contrast.scale == "identity":
        return contrast.estimate, contrast.se
    spread = contrast.estimate * (1 - contrast.estimate)
    return on_scale(contrast, contrast.estimate), contrast.se / spread


def on_scale(contrast: Contrast, value: float) -> float:
    """Return a value on the scale of the contrast; what no share can reach is infinitely far on the logit scale."""
    if contrast.scale == "identity":
        return value
    if not 0 < value < 1:
        return float("inf") if value >= 1 else float("-inf")
    return float(np.log(value / (1 - value)))


def _combined(joint: JointMeans, *, estimate: float, gradient: Floats, used: NDArray[np.intp]) -> Contrast:
    variance = float(gradient @ joint.covariance[np.ix_(used, used)] @ gradient)
    places = used.tolist()
    return Contrast(estimate=estimate, se=_root(variance), df=df_of(joint, places), used=tuple(places))


def _root(variance: float) -> float:
    """Return the standard error; rounding in the covariance of answers that are all alike counts as none."""
    return float(np.sqrt(variance)) if variance > np.finfo(float).eps ** 1.5 else 0.0
