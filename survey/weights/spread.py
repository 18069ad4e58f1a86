"""How unequal weights are, and what that costs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The spread of a set of weights.

    Attributes
    ----------
    n : int
        Respondents with a weight above zero.
    total, minimum, maximum : float
        Of the weights above zero.
    cv : float
        Standard deviation over mean, with n in the denominator.
    deff : float
        Kish's design effect of weighting, 1 + cv²: how much larger the variance of a mean is than with equal weights,
        if the weights have nothing to do with the answer (Kish 1965, section 11.7).
    """

    n: int
    total: float
    minimum: float
    maximum: float
    cv: float
    deff: float

    @property
    def n_effective(self) -> float:
        """The number of respondents with equal weights that would say as much: n / deff."""
        return self.n / self.deff

    @property
    def is_even(self) -> bool:
        """Whether the weights cost no precision that could be shown: their design effect is 1.00."""
        return round(self.deff, 2) == 1

    @property
    def ratio(self) -> float:
        """The largest weight over the smallest."""
        return self.maximum / self.minimum


def spread_of(weights: Floats) -> Spread:
    """Return the spread of weights; zeros count for nobody.

    Examples
    --------
    >>> import numpy as np
    >>> spread_of(np.array([1.0, 1.0, 2.0, 0.0])).n_effective
    2.6666666666666665
    """
    minimum = float(weights.min())
    if minimum == 0:
        weights = weights[weights > 0]
        minimum = float(weights.min())
    squares = float(np.einsum("i,i", weights, weights))  # a BLAS product would wait for threads
    total = float(weights.sum())
    deff = len(weights) * squares / total**2
    cv = max(deff - 1, 0.0) ** 0.5
    return Spread(n=len(weights), total=total, minimum=minimum, maximum=float(weights.max()), cv=cv, deff=deff)
