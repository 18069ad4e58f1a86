"""Families of regression with their canonical links: the mean, its slope, and how they are fitted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy import special

from instruments.errors import Place, refuse

Floats = NDArray[np.float64]

MOST_STEPS = 60
SMALL_STEP = 1e-11  # of a coefficient, relative: Newton's steps square, so the next would be below rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of distributions with its canonical link.

    Attributes
    ----------
    mean, slope : function
        Of the linear predictor.
    start : function
        From the overall mean to the first intercept.
    lowest, highest : float
        Between which the outcome lies.
    """

    mean: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    start: Callable[[float], float]
    lowest: float = -np.inf
    highest: float = np.inf

    def refuse_outside(self, outcome: str, y: Floats) -> None:
        """Refuse an outcome that the family cannot have.

        Raises
        ------
        SurveyError
        """
        outside = y[(y < self.lowest) | (y > self.highest)]
        if len(outside):
            values = {"got": f"{outside[0]:g}", "lowest": f"{self.lowest:g}", "highest": f"{self.highest:g}"}
            raise refuse("analysis.estimation.outcome_outside", Place(column=outcome), **values)


def _logistic_slope(eta: Floats) -> Floats:
    mean = special.expit(eta)
    return np.asarray(mean * (1 - mean), dtype=float)


FAMILIES: Mapping[str, Family] = MappingProxyType(
    {
        "linear": Family(mean=lambda eta: eta, slope=np.ones_like, start=lambda mean: mean),
        "logistic": Family(
            mean=special.expit,
            slope=_logistic_slope,
            start=lambda mean: float(special.logit(mean)),
            lowest=0,
            highest=1,
        ),
        "poisson": Family(mean=np.exp, slope=np.exp, start=lambda mean: float(np.log(mean)), lowest=0),
    }
)


def fit(X: Floats, *, weights: Floats, sums: Floats, family: Family) -> tuple[Floats, Floats]:
    """Return the coefficients that solve the weighted score equations, and the inverse of the information.

    Parameters
    ----------
    X : float (lines, p)
    weights, sums : float (lines,)
        The sum of weights, and the weighted sum of the outcome, of the rows of each line.
    family : Family

    Raises
    ------
    SurveyError
        If a predictor is a combination of the others, or the outcome is told apart exactly.
    """
    _refuse_combinations(X)
    beta = np.zeros(X.shape[1])
    beta[0] = family.start(float(sums.sum() / weights.sum()))
    for _ in range(MOST_STEPS):
        eta = X @ beta
        information = (X * (weights * family.slope(eta))[:, None]).T @ X
        step = solved(information, X.T @ (sums - weights * family.mean(eta)))
        beta = beta + step
        if (np.abs(step) <= SMALL_STEP * np.maximum(np.abs(beta), 1)).all():
            slope = weights * family.slope(X @ beta)
            return beta, inverse_of((X * slope[:, None]).T @ X)
    raise refuse("analysis.estimation.told_apart")


def solved(information: Floats, score: Floats) -> Floats:
    """Return Newton's step."""
    try:
        return np.asarray(np.linalg.solve(information, score), dtype=float)
    except np.linalg.LinAlgError:
        raise refuse("analysis.estimation.told_apart") from None


def inverse_of(information: Floats) -> Floats:
    """Return the inverse of the information."""
    return np.asarray(np.linalg.inv(information), dtype=float)


def _refuse_combinations(X: Floats) -> None:
    size = np.sqrt((X**2).sum(axis=0))
    scaled = X / np.where(size > 0, size, 1.0)
    if np.linalg.matrix_rank(scaled.T @ scaled, hermitian=True) < X.shape[1]:
        raise refuse("analysis.estimation.combinations")
