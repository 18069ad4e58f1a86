"""One factor behind several items, by maximum likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from instruments.errors import refuse

Floats = NDArray[np.float64]

FEWEST = 3  # items that one factor can be told from
SMALLEST = 0.005  # uniqueness, as R's factanal has it; one that small says that the model does not hold
SETTLED = 1e-15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OneFactor:
    """The model of one factor of a correlation matrix.

    Attributes
    ----------
    loadings, uniquenesses : array (items,)
    improper : bool
        Whether a uniqueness is at its lower bound: the items are not measures of one thing, or they are too few.
    """

    loadings: Floats
    uniquenesses: Floats
    improper: bool


def one_factor(correlation: Floats) -> OneFactor:
    """Return the loadings of one factor, the items turned so that they sum to a positive number.

    The likelihood is a function of the uniquenesses alone (Jöreskog 1967, Psychometrika 32; Lawley & Maxwell 1971).

    Raises
    ------
    SurveyError
        If there are fewer than three items, or one is determined by the others.
    """
    items = len(correlation)
    if items < FEWEST:
        raise refuse("analysis.scores.few_items", got=items, expected=FEWEST)
    if np.linalg.eigvalsh(correlation)[0] <= np.finfo(float).eps * items:
        raise refuse("analysis.scores.determined")
    start = (1 - 0.5 / items) / np.linalg.inv(correlation).diagonal()
    found = minimize(
        _misfit,
        np.clip(start, SMALLEST, 1.0),
        args=(correlation,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(SMALLEST, 1.0)] * items,
        options={"ftol": SETTLED, "gtol": 1e-10, "maxiter": 10_000},
    )
    loadings = _loadings(found.x, correlation)
    sign = 1.0 if loadings.sum() >= 0 else -1.0
    return OneFactor(loadings=sign * loadings, uniquenesses=found.x, improper=bool((found.x <= SMALLEST).any()))


def _scaled(uniquenesses: Floats, correlation: Floats) -> tuple[Floats, Floats]:
    scale = 1 / np.sqrt(uniquenesses)
    values, vectors = np.linalg.eigh(correlation * np.outer(scale, scale))
    return values, vectors


def _loadings(uniquenesses: Floats, correlation: Floats) -> Floats:
    values, vectors = _scaled(uniquenesses, correlation)
    return np.asarray(np.sqrt(uniquenesses) * vectors[:, -1] * np.sqrt(max(values[-1] - 1, 0.0)))


def _misfit(uniquenesses: Floats, correlation: Floats) -> tuple[float, Floats]:
    """Return the misfit and its gradient."""
    rest = _scaled(uniquenesses, correlation)[0][:-1]
    loadings = _loadings(uniquenesses, correlation)
    gradient = (loadings**2 + uniquenesses - correlation.diagonal()) / uniquenesses**2
    return float((rest - np.log(rest) - 1).sum()), gradient
