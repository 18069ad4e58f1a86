"""Nonresponse: those who answered carry the weight of those like them who did not."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.numeral import numeral
from survey.rows import rows_named
from survey.weights.cells import sums_by
from survey.weights.codes import Coded, coded
from survey.weights.given import given_weights
from survey.weights.propensity import propensities
from survey.weights.spread import spread_of
from survey.weights.weights import MarginLine, Step, Weights

Floats = NDArray[np.float64]

CLASSES = 5  # remove nine tenths of the bias that a variable brings (Cochran 1968; Rosenbaum & Rubin 1984)


def adjust_by_classes(
    frame: pd.DataFrame, *, responded: str, classes: str, weights: str | Floats | None = None
) -> Weights:
    """Return weights in which the respondents of each class carry the weight of the whole class.

    Parameters
    ----------
    frame : DataFrame
        A row each person drawn, respondent or not.
    responded : str
        The column that says who responded: true or false, 1 or 0.
    classes : str
        The column of the classes, known for everybody.
    weights : str or array, optional
        Base weights: a column or numbers. Default: all equal.

    Returns
    -------
    Weights
        Zero for those who did not respond.

    Raises
    ------
    SurveyError
        If nobody of a class responded; the message names the class.

    Examples
    --------
    >>> drawn = pd.DataFrame({"region": ["gao", "gao", "segou"], "answered": [True, False, True]})
    >>> adjust_by_classes(drawn, responded="answered", classes="region").values
    array([2., 0., 1.])
    """
    base = given_weights(frame, weights)
    answered = _answered(frame, responded)
    if classes not in frame.columns:
        raise refuse("survey.weights.no_class_column", Place(column=classes))
    return _within(coded(frame[classes]), classes, answered, base, "nonresponse_classes")


def adjust_by_propensity(
    frame: pd.DataFrame, *, responded: str, predictors: Sequence[str], weights: str | Floats | None = None
) -> Weights:
    """Return weights adjusted within five classes of the propensity to respond, by logistic regression (Little 1986).

    Parameters
    ----------
    frame : DataFrame
        A row each person drawn, respondent or not.
    responded : str
        The column that says who responded: true or false, 1 or 0.
    predictors : sequence of str
        Columns known for everybody: numbers, or categories.
    weights : str or array, optional
        Base weights: a column or numbers. Default: all equal.

    Raises
    ------
    SurveyError
        If a predictor is missing somewhere, separates respondents from others completely, or nobody of a class
        responded.
    """
    base = given_weights(frame, weights)
    answered = _answered(frame, responded)
    score = propensities(frame, answered=answered, predictors=predictors, weights=base)
    bounds = np.unique(np.quantile(score, np.arange(1, CLASSES) / CLASSES))
    names = tuple(str(number) for number in range(1, len(bounds) + 2))
    fifths = Coded(codes=np.searchsorted(bounds, score, side="right"), categories=names)
    return _within(fifths, ", ".join(predictors), answered, base, "nonresponse_propensity")


def _answered(frame: pd.DataFrame, responded: str) -> NDArray[np.bool_]:
    if responded not in frame.columns:
        raise refuse("survey.weights.no_class_column", Place(column=responded))
    column = pd.to_numeric(frame[responded], errors="coerce").to_numpy(dtype=np.float64)
    strange = ~np.isin(column, (0.0, 1.0))
    if strange.any():
        raise SurveyError(_problem("responded", responded, **rows_named(strange)))
    return np.asarray(column == 1)


def _within(classes: Coded, name: str, answered: NDArray[np.bool_], base: Floats, action: str) -> Weights:
    size = len(classes.categories)
    if classes.codes.min() < 0:
        raise SurveyError(_problem("class_missing", name, **rows_named(classes.codes < 0)))
    codes = classes.codes.astype(np.intp)
    drawn, kept = sums_by(codes, base, size), sums_by(codes, base * answered, size)
    n = np.bincount(codes[answered], minlength=size)
    empty = [
        _problem("class_empty", name, category=classes.categories[at])
        for at in np.flatnonzero((kept == 0) & (drawn > 0))
    ]
    if empty:
        raise SurveyError(empty)
    values = base * answered * (drawn / np.where(kept > 0, kept, 1.0))[codes]
    lines = tuple(
        MarginLine(margin=name, category=category, n=count, target=target, before=was, after=target)
        for category, count, target, was in zip(
            classes.categories, n.tolist(), drawn.tolist(), kept.tolist(), strict=True
        )
    )
    settings = {"classes": name, "rate": numeral(100 * kept.sum() / drawn.sum(), ".1f")}
    step = Step(action=action, settings=settings, spread=spread_of(values), largest_error=0.0)
    return Weights(values=values, base=base, steps=(step,), margins=lines)


def _problem(name: str, column: str, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(column=column), values=values)
