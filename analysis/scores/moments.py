"""Weighted means, covariances and correlations of answers."""

import numpy as np
from numpy.typing import NDArray

from instruments.errors import refuse

Floats = NDArray[np.float64]

FEWEST = 3  # respondents that a covariance is made of


def complete(answers: Floats, weights: Floats | None) -> tuple[Floats, Floats]:
    """Return the rows without a missing answer and with a weight, and their weights, which sum to their number.

    Raises
    ------
    SurveyError
        If too few are left, or an item has the same answer in all of them.
    """
    given = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=np.float64)
    if given.shape != (len(answers),):
        raise refuse("analysis.scores.length", got=len(given), expected=len(answers))
    held = np.isfinite(answers).all(axis=1) & (given > 0)
    if held.sum() < FEWEST:
        raise refuse("analysis.scores.too_few", got=int(held.sum()), expected=FEWEST)
    rows, used = answers[held], given[held]
    if (np.ptp(rows, axis=0) == 0).any():
        raise refuse("analysis.scores.constant", number=int(np.argmax(np.ptp(rows, axis=0) == 0)) + 1)
    return rows, used * (len(used) / used.sum())


def covariance_of(rows: Floats, weights: Floats) -> Floats:
    """Return the weighted covariance matrix, for weights that sum to the number of rows.

    Examples
    --------
    >>> covariance_of(np.array([[1.0, 2.0], [3.0, 2.0], [2.0, 5.0]]), np.ones(3)).tolist()
    [[1.0, 0.0], [0.0, 3.0]]
    """
    centred = rows - weights @ rows / weights.sum()
    return np.asarray(centred.T @ (weights[:, None] * centred) / (weights.sum() - 1))


def correlation_of(covariance: Floats) -> Floats:
    """Return the correlation matrix of a covariance matrix."""
    spread = np.sqrt(covariance.diagonal())
    return np.asarray(covariance / np.outer(spread, spread))
