"""What the weights do to the answers, and how much hangs on the heaviest of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.weights.weights import Weights

Floats = NDArray[np.float64]

HEAVIEST = 0.01  # the share of respondents whose influence is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What the weights do to one answer.

    Attributes
    ----------
    outcome : str
    n : int
        Respondents with an answer and a weight.
    unweighted, weighted : float
        The mean without and with weights.
    correlation : float or None
        Of weight and answer; None where either does not vary. Kish's deff holds where it is near zero.
    without_heaviest : float
        The weighted mean without the heaviest hundredth of the respondents.
    """

    outcome: str
    n: int
    unweighted: float
    weighted: float
    correlation: float | None
    without_heaviest: float


def heaviest_share(weights: Weights) -> float:
    """Return the share of the total that the heaviest hundredth of the respondents carries."""
    values = np.sort(weights.values[weights.values > 0])
    return float(values[-_count(len(values)) :].sum() / values.sum())


def influences(weights: Weights, frame: pd.DataFrame, *, outcomes: Sequence[str]) -> tuple[Influence, ...]:
    """Return what the weights do to each numeric answer; one with fewer than two answers is left out."""
    found = (_influence(name, frame[name].to_numpy(dtype=np.float64), weights.values) for name in outcomes)
    return tuple(influence for influence in found if influence is not None)


def most_moved(found: Sequence[Influence], *, most: int) -> tuple[Influence, ...]:
    """Return the answers that hang most on the weights: there Kish's design effect says least of the error."""
    moving = [influence for influence in found if influence.correlation is not None]
    return tuple(sorted(moving, key=lambda influence: -abs(influence.correlation or 0.0))[:most])


def _influence(name: str, answers: Floats, values: Floats) -> Influence | None:
    here = np.isfinite(answers) & (values > 0)
    answers, values = answers[here], values[here]
    if len(answers) < 2:
        return None
    varies = np.ptp(answers) > 0 and np.ptp(values) > 0
    lighter = np.argsort(values, kind="stable")[: -_count(len(values))]
    return Influence(
        outcome=name,
        n=len(answers),
        unweighted=float(answers.mean()),
        weighted=float(np.average(answers, weights=values)),
        correlation=float(np.corrcoef(answers, values)[0, 1]) if varies else None,
        without_heaviest=float(np.average(answers[lighter], weights=values[lighter])),
    )


def _count(n: int) -> int:
    return max(1, round(HEAVIEST * n))
