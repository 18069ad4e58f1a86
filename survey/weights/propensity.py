"""The propensity to respond: a weighted logistic regression on what is known of everybody who was drawn."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError, refuse
from survey.rows import rows_named
from survey.weights.codes import coded

Floats = NDArray[np.float64]

ROUNDS = 50
SETTLED = 1e-12  # the change of a score from one round to the next
CERTAIN = 1e-8  # a propensity so near to zero or one means that a predictor tells who responded


def propensities(
    frame: pd.DataFrame, *, answered: NDArray[np.bool_], predictors: Sequence[str], weights: Floats
) -> Floats:
    """Return the fitted probability to respond of each person, by iteratively reweighted least squares.

    McCullagh & Nelder (1989), section 4.4. Categories are compared with the first one.

    Raises
    ------
    SurveyError
        If a predictor is not there or missing somewhere, or the predictors tell completely who responded.
    """
    columns = _design(frame, predictors)
    score = np.zeros(len(frame))
    share = weights / weights.mean()
    for _ in range(ROUNDS):
        probability = 1 / (1 + np.exp(-score))
        spread = share * np.maximum(probability * (1 - probability), CERTAIN**2)
        gradient = columns.T @ (share * (answered - probability) + spread * score)
        information = columns.T @ (spread[:, None] * columns)
        fitted = columns @ np.linalg.lstsq(information, gradient)[0]
        change, score = float(np.abs(fitted - score).max()), np.clip(fitted, -30, 30)
        if change < SETTLED * max(1.0, float(np.abs(score).max())):
            break
    probability = 1 / (1 + np.exp(-score))
    if min(probability.min(), 1 - probability.max()) < CERTAIN:
        raise refuse("survey.weights.separated", predictors=", ".join(predictors))
    return np.asarray(probability)


def _design(frame: pd.DataFrame, predictors: Sequence[str]) -> Floats:
    problems = list(_faults(frame, predictors))
    if problems:
        raise SurveyError(problems)
    return np.column_stack([np.ones(len(frame)), *(column for name in predictors for column in _columns(frame[name]))])


def _faults(frame: pd.DataFrame, predictors: Sequence[str]) -> Iterator[Problem]:
    for name in predictors:
        if name not in frame.columns:
            yield Problem(code="survey.weights.no_class_column", place=Place(column=name))
        elif (missing := frame[name].isna().to_numpy()).any():
            yield Problem(code="survey.weights.class_missing", place=Place(column=name), values=rows_named(missing))


def _columns(column: "pd.Series[float]") -> Iterator[Floats]:
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.to_numpy(dtype=np.float64)
        yield (numbers - numbers.mean()) / (numbers.std() or 1.0)
        return
    categories = coded(column)
    for code in range(1, len(categories.categories)):
        yield (categories.codes == code).astype(np.float64)
