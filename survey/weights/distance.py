"""How far weights may be from base weights, and the factor that is nearest.

Calibration looks for the weights nearest to the base weights that meet the totals. Each measure of distance has its own
factor F(u), where u is the linear predictor of a respondent (Deville & Särndal 1992, table 1).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from instruments.numeral import numeral

Floats = NDArray[np.float64]
Method = Literal["linear", "raking", "logit"]
Bounds = tuple[float, float]

OUTSIDE = 1e-3  # slope beyond a bound, as a share of the slope there: it is flat, but Newton's method must find back
LARGEST_EXPONENT = 200.0  # the square of exp() of it is still far from the largest number


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """One measure of distance, with bounds of the factor or without.

    Attributes
    ----------
    method : {"linear", "raking", "logit"}
    bounds : tuple of float or None
        Lowest and highest factor. The linear and the raking factor are cut there, the logit factor bends towards them.
    """

    method: Method
    bounds: Bounds | None = None

    @property
    def limits(self) -> dict[str, str]:
        """The bounds as words have them; none where there are none."""
        return {} if self.bounds is None else {"lower": numeral(self.bounds[0]), "upper": numeral(self.bounds[1])}

    def at(self, predictor: Floats) -> "Response":
        """Return the factor F(u), its slope and its integral."""
        if self.method == "logit" and self.bounds is not None:
            return _logit(predictor, *self.bounds)
        plain = _linear if self.method == "linear" else _raking
        if self.bounds is None:
            return plain(predictor)
        return _cut(plain, predictor, *self.bounds, raking=self.method != "linear")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """The factors at given predictors, with their slope and their integral, which Newton's method needs."""

    factor: Floats
    slope: Floats
    integral: Floats


def _linear(predictor: Floats) -> Response:
    return Response(factor=1 + predictor, slope=np.ones_like(predictor), integral=predictor + predictor * predictor / 2)


def _raking(predictor: Floats) -> Response:
    factor = np.exp(np.minimum(predictor, LARGEST_EXPONENT))
    return Response(factor=factor, slope=factor, integral=factor)


def _cut(
    plain: Callable[[Floats], Response], predictor: Floats, lower: float, upper: float, *, raking: bool
) -> Response:
    """Return factors that stay at a bound once they reach it; the integral goes on as a straight line from there."""
    limits = np.array([lower, upper])
    low, high = np.log(np.maximum(limits, np.finfo(float).tiny)) if raking else limits - 1
    nearest = np.clip(predictor, low, high)
    inner = plain(nearest)
    beyond = predictor - nearest
    slope = np.where(beyond == 0, 1.0, OUTSIDE) * inner.slope
    return Response(factor=inner.factor, slope=slope, integral=inner.integral + inner.factor * beyond)


def _logit(predictor: Floats, lower: float, upper: float) -> Response:
    steepness = (upper - lower) / ((upper - 1) * (1 - lower))
    exponent = np.clip(steepness * predictor, -LARGEST_EXPONENT, LARGEST_EXPONENT)
    rise = (1 - lower) * np.exp(exponent)
    rest = upper - 1
    factor = (lower * rest + upper * rise) / (rest + rise)
    return Response(
        factor=factor,
        slope=steepness * (factor - lower) * (upper - factor) / (upper - lower),
        integral=lower * predictor + (upper - lower) / steepness * np.log(rest + rise),
    )
