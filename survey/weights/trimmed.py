"""Trimming that keeps the margins: limits and margins in turn, until the weights keep to both."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from instruments.errors import refuse
from survey.weights.trim import trim
from survey.weights.weights import Weights

Floats = NDArray[np.float64]

ROUNDS = 200
NEARLY = 1e-4  # how far beyond a limit the last fit may lead, relative to the limit


def trim_and_fit(weights: Weights, *, lowest: float, highest: float, fit: Callable[[Floats], Weights]) -> Weights:
    """Return weights that meet the margins and stay within limits, by trimming and fitting in turn.

    Trimming moves the margins and fitting moves the weights beyond the limits, each time by less (Izrael, Battaglia &
    Frankel 2009, Extreme survey weight adjustment as a component of sample balancing).

    Parameters
    ----------
    weights : Weights
    lowest, highest : float
        The limits.
    fit : function
        Weights to weights that meet the margins.

    Raises
    ------
    SurveyError
        If no weights are found that do both.
    """
    first = now = trim(weights, lowest=lowest, highest=highest)
    for number in range(1, ROUNDS + 1):
        values = fit(now.values).values
        if _within(values, lowest, highest):
            return _told(first, values, rounds=number)
        now = trim(replace(weights, values=values), lowest=lowest, highest=highest)
    raise refuse("survey.weights.trim_and_margins", rounds=ROUNDS, got=f"{lowest:g}, {highest:g}")


def _within(values: Floats, lowest: float, highest: float) -> bool:
    used = values[values > 0]
    return bool(used.min() >= lowest * (1 - NEARLY) and used.max() <= highest * (1 + NEARLY))


def _told(first: Weights, values: Floats, *, rounds: int) -> Weights:
    step = replace(first.steps[-1], action="trim_and_fit", iterations=rounds)
    return replace(first, values=values, steps=(*first.steps[:-1], step))
