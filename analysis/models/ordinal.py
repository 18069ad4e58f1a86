"""Proportional odds: one slope for all thresholds between ordered answers.

The probability of answering at most k is the logistic function of threshold k less the linear predictor, so a positive
slope goes with higher answers (McCullagh 1980, Regression models for ordinal data, Journal of the Royal Statistical
Society B 42, 109-142).
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.models.families import MOST_STEPS, SMALL_STEP, inverse_of, solved
from instruments.errors import refuse

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitted:
    """A fitted model of proportional odds.

    Attributes
    ----------
    estimate : float (p,)
        Slopes, then thresholds.
    bread : float (p, p)
        The inverse of the observed information.
    names : tuple of str
        Of the thresholds.
    cell : int (h,)
        The line and answer of each row.
    scores : float (cells, p)
        The slope of the log likelihood of one respondent of each cell.
    """

    estimate: Floats
    bread: Floats
    names: tuple[str, ...]
    cell: Codes
    scores: Floats


def fit(X: Floats, *, line: Codes, y: Floats, weights: Floats) -> Fitted:
    """Return the coefficients that solve the weighted score equations.

    Parameters
    ----------
    X : float (lines, slopes)
        Without a column of ones.
    line : int (h,)
    y, weights : float (h,)
    """
    values, answer = np.unique(y, return_inverse=True)
    if len(values) < 2:
        raise refuse("analysis.estimation.told_apart")
    answers = len(values)
    cell = line * answers + answer
    counts = np.bincount(cell, weights=weights, minlength=len(X) * answers).astype(float, copy=False)
    upper, lower = _directions(X, answers)
    below = np.cumsum(np.bincount(answer, weights=weights))[:-1] / weights.sum()
    theta = np.append(np.zeros(X.shape[1]), special.logit(below))
    scores, information = _slopes(theta, counts, upper, lower)
    for _ in range(MOST_STEPS):
        step = solved(information, counts @ scores)
        theta = _moved(theta, step, X.shape[1])
        scores, information = _slopes(theta, counts, upper, lower)
        if (np.abs(step) <= SMALL_STEP * np.maximum(np.abs(theta), 1)).all():
            names = tuple(f"{low:g}|{high:g}" for low, high in pairwise(values))
            return Fitted(estimate=theta, bread=inverse_of(information), names=names, cell=cell, scores=scores)
    raise refuse("analysis.estimation.told_apart")


def _directions(X: Floats, answers: int) -> tuple[Floats, Floats]:
    """Return how the upper and the lower limit of each line and answer move with the coefficients."""
    lines, slopes = X.shape
    limits = np.zeros((lines, answers + 1, slopes + answers - 1))
    limits[:, 1:answers, :slopes] = -X[:, None, :]
    limits[:, 1:answers, slopes:] = np.eye(answers - 1)
    size = lines * answers
    return limits[:, 1:].reshape(size, -1), limits[:, :-1].reshape(size, -1)


def _slopes(theta: Floats, counts: Floats, upper: Floats, lower: Floats) -> tuple[Floats, Floats]:
    """Return the scores of each cell, and the observed information."""
    last, first = ~upper.any(axis=1), ~lower.any(axis=1)
    at_upper = np.where(last, 1.0, special.expit(upper @ theta))
    at_lower = np.where(first, 0.0, special.expit(lower @ theta))
    probability = np.maximum(at_upper - at_lower, np.finfo(float).tiny)
    high, low = at_upper * (1 - at_upper) / probability, at_lower * (1 - at_lower) / probability
    scores = high[:, None] * upper - low[:, None] * lower
    bend = counts * high * (1 - 2 * at_upper), counts * low * (1 - 2 * at_lower)
    information = (scores * counts[:, None]).T @ scores
    information -= (upper * bend[0][:, None]).T @ upper - (lower * bend[1][:, None]).T @ lower
    return scores, information


def _moved(theta: Floats, step: Floats, slopes: int) -> Floats:
    """Return the coefficients after a step, shortened until the thresholds keep their order."""
    for _ in range(MOST_STEPS):
        moved = theta + step
        if (np.diff(moved[slopes:]) > 0).all():
            return moved
        step = step / 2
    raise refuse("analysis.estimation.told_apart")
