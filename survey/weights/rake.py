"""Raking: weights that meet the margins of the population."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.population.margin import Margin
from survey.weights.distance import Bounds, Distance
from survey.weights.fit import Aim, fit_margins
from survey.weights.given import given_weights
from survey.weights.weights import Weights

Floats = NDArray[np.float64]


def rake(
    frame: pd.DataFrame,
    *,
    margins: Sequence[Margin],
    weights: str | Floats | None = None,
    bounds: Bounds | None = None,
    tolerance: float = 1e-10,
) -> Weights:
    """Return weights that meet every margin and are as near as can be to the base weights.

    The weights minimise Σ w log(w / base) - w + base under the margins, and the bounds if there are any; this is the
    limit of iterative proportional fitting (Deming & Stephan 1940; Deville, Särndal & Sautory 1993).

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    margins : sequence of Margin
        Counts with one total, or shares. Shares take the total of the counts, else that of the base weights.
    weights : str or array, optional
        Base weights: a column or numbers. Default: all equal. Zeros stay zero.
    bounds : (lowest, highest), optional
        Of the factor on the base weights, after these are scaled to the total of the margins.
    tolerance : float
        Largest error of a category, relative to its target.

    Raises
    ------
    SurveyError
        If respondents and margins do not fit each other, or no weights meet the margins within the bounds; the message
        names the margin and the category.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": ["f", "f", "m"], "milieu": ["urban", "rural", "rural"]})
    >>> margins = [Margin.of("sex", {"f": 52, "m": 48}), Margin.of("milieu", {"urban": 0.3, "rural": 0.7})]
    >>> rake(people, margins=margins).values.round(6)
    array([30., 22., 48.])
    """
    aim = Aim(distance=Distance(method="raking", bounds=bounds), tolerance=tolerance)
    return fit_margins(frame, margins=margins, base=given_weights(frame, weights), aim=aim, action="rake")
