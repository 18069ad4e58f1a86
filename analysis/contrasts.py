"""The unit of every claim: a contrast of domain means, with its design-based error."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from analysis.estimators.dispersion import DISPERSIONS
from analysis.estimators.joint import JointMeans, df_of

Floats = NDArray[np.float64]
Scale = Literal["identity", "logit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A function of domain means, estimated.

    Attributes
    ----------
    estimate, se : float
    df : float
        PSUs minus strata of the domains that it uses.
    scale : {"identity", "logit"}
        Where its distribution is taken to be t: a share of its own on the logit scale, all else as it is.
    """

    estimate: float
    se: float
    df: float
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
    return Contrast(estimate=estimate, se=_root(variance), df=df_of(joint, [index]), scale="logit")


def dispersion_contrast(
    joint: JointMeans, *, measure: str, groups: Sequence[Sequence[int]], coefficients: ArrayLike
) -> Contrast:
    """Return a contrast of dispersions, each a function of the category shares of one group, by the delta method.

    Parameters
    ----------
    joint : JointMeans
    measure : {"agreement", "consensus", "leik"}
    groups : sequence of sequences of int
        For each group, where its category shares stand in the joint means, in the order of the scale.
    coefficients : array_like, shape (groups,)

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51, 279-292.
    """
    weights = np.asarray(coefficients, dtype=float)
    each = [DISPERSIONS[measure](joint.estimate[list(group)]) for group in groups]
    estimate = float(weights @ [dispersion.value for dispersion in each])
    gradient = np.concatenate([weight * dispersion.gradient for weight, dispersion in zip(weights, each, strict=True)])
    return _combined(joint, estimate=estimate, gradient=gradient, used=np.concatenate([list(g) for g in groups]))


def interval(contrast: Contrast, *, level: float = 0.95) -> tuple[float, float]:
    """Return the two-sided confidence interval of a contrast.

    Examples
    --------
    >>> low, high = interval(Contrast(estimate=0.1, se=0.02, df=60))
    >>> round(low, 3), round(high, 3)
    (0.06, 0.14)
    """
    centre, spread = located(contrast)
    reach = float(special.stdtrit(contrast.df, (1 + level) / 2)) * spread
    low, high = centre - reach, centre + reach
    return (_expit(low), _expit(high)) if contrast.scale == "logit" else (low, high)


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
    return Contrast(estimate=estimate, se=_root(variance), df=df_of(joint, used.tolist()))


def _root(variance: float) -> float:
    """Return the standard error; rounding in the covariance of answers that are all alike counts as none."""
    return float(np.sqrt(variance)) if variance > np.finfo(float).eps ** 1.5 else 0.0


def _expit(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))
