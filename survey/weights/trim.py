"""Trimming: no weight beyond a limit, and what is cut off spread over the others."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from instruments.errors import refuse
from instruments.numeral import numeral
from survey.weights.spread import spread_of
from survey.weights.weights import Step, Weights

Floats = NDArray[np.float64]

ROUNDS = 200  # halvings of the interval in which the shift is, far more than a float has digits


def trim(weights: Weights, *, lowest: float = 0.0, highest: float = np.inf) -> Weights:
    """Return weights within limits and with the same total; what is cut off is spread evenly over the others.

    The result is the nearest set of weights within the limits, by least squares: every weight is moved by the same
    amount, then cut at the limits. For an upper limit this is where repeated trimming ends (Potter 1990). The margins
    are no longer met exactly; the step says how far off they are when the weights are measured against them again.

    Parameters
    ----------
    weights : Weights
    lowest, highest : float
        The limits. Weights of zero stay zero.

    Raises
    ------
    SurveyError
        If the limits leave no room for the total.
    """
    used = weights.values > 0
    values = weights.values.copy()
    values[used] = _within(weights.values[used], lowest, highest)
    moved = int((np.clip(weights.values[used], lowest, highest) != weights.values[used]).sum())
    settings = {"lowest": numeral(lowest), "highest": numeral(highest), "n": moved}
    step = Step(action="trim", settings=settings, spread=spread_of(values))
    return replace(weights, values=values, steps=(*weights.steps, step), margins=())


def _within(values: Floats, lowest: float, highest: float) -> Floats:
    total = values.sum()
    mean = total / len(values)
    if not 0 <= lowest <= mean <= highest:
        raise refuse("survey.weights.trim_limits", got=f"{lowest:g}, {highest:g}", mean=numeral(mean))
    if values.min() >= lowest and values.max() <= highest:
        return values
    down, up = lowest - values.max(), mean + highest - values.min() if np.isfinite(highest) else values.max()
    for _ in range(ROUNDS):
        shift = (down + up) / 2
        if np.clip(values + shift, lowest, highest).sum() < total:
            down = shift
        else:
            up = shift
    return np.asarray(np.clip(values + (down + up) / 2, lowest, highest))
