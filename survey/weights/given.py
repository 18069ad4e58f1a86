"""The weights that a user brings."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.near import near_names
from instruments.numeral import numeral
from survey.design_columns import MOST_NAMED, as_numbers
from survey.rows import rows_named

Floats = NDArray[np.float64]


def given_weights(frame: pd.DataFrame, weights: str | Floats | None) -> Floats:
    """Return base weights as numbers: a column, an array as it is, or all ones.

    Raises
    ------
    SurveyError
        If there are no respondents, the column is not there, the length differs, or a weight is missing or negative.
    """
    if not len(frame):
        raise refuse("survey.weights.no_respondents")
    if weights is None:
        return np.ones(len(frame))
    if isinstance(weights, str) and weights not in frame.columns:
        near = near_names(weights, [str(column) for column in frame], most=MOST_NAMED)
        raise refuse("survey.weights.no_weights", Place(column=weights), near=near)
    given = frame[weights] if isinstance(weights, str) else weights
    values = as_numbers(given, role="weights")
    if values.shape != (len(frame),):
        raise refuse("survey.weights.length", got=len(values), expected=len(frame))
    total = values.sum()
    if not (np.isfinite(total) and total > 0 and values.min() >= 0):
        wrong = ~(np.isfinite(values) & (values >= 0))
        if not wrong.any():
            raise refuse("survey.weights.zero_weights", got=numeral(total))
        raise SurveyError(Problem(code="survey.weights.bad_weights", values=rows_named(wrong)))
    return values
