"""Post-stratification: weights that meet one margin exactly, the same factor for everybody in a category."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.population.margin import Margin
from survey.weights.distance import Distance
from survey.weights.fit import Aim, fit_margins
from survey.weights.given import given_weights
from survey.weights.weights import Weights

Floats = NDArray[np.float64]

EXACT = 1e-12  # one sweep is the solution, but for the rounding of the last digit


def poststratify(frame: pd.DataFrame, *, margin: Margin, weights: str | Floats | None = None) -> Weights:
    """Return the base weights times target / weighted sum of each category (Holt & Smith 1979).

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    margin : Margin
        Of one variable, or of several crossed.
    weights : str or array, optional
        Base weights: a column or numbers. Default: all equal.

    Raises
    ------
    SurveyError
        If respondents and margin do not fit each other.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "f", "m"]})
    >>> poststratify(people, margin=Margin.of("sex", {"f": 52, "m": 48})).values
    array([26., 26., 48.])
    """
    aim = Aim(distance=Distance(method="raking"), tolerance=EXACT)
    return fit_margins(frame, margins=[margin], base=given_weights(frame, weights), aim=aim, action="poststratify")
