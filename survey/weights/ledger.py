"""Nonresponse as the ledger of the sample tells it: places that were lost, or people drawn there who did not answer."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from survey.ledger import REACHED, REPLACED
from survey.placement import design_column
from survey.responses import Responses
from survey.rows import rows_named
from survey.study import Study, WeightingStep
from survey.study.lookup import read_table
from survey.weights.nonresponse import adjust_by_classes, adjust_by_propensity
from survey.weights.spread import spread_of
from survey.weights.weights import Weights

Floats = NDArray[np.float64]

ANSWERED, WEIGHT, CLASS = "ledger answered", "ledger weight", " x "  # no column of a ledger is called so


def adjust_by_ledger(weights: Weights, step: WeightingStep, *, study: Study, responses: Responses) -> Weights:
    """Return weights in which the interviews of a class also carry those who were drawn in it and did not answer.

    A place counts with the inverse of those selection probabilities that are known for every place.

    Raises
    ------
    SurveyError
        If a count is missing, nobody of a class answered, or an interview is in no place of the ledger.
    """
    places = _places(study, step)
    adjusted = _by_classes(places, step) if step.classes else _by_propensity(places, step)
    values = weights.values * _factors(places, adjusted, study, responses)
    told = replace(adjusted.steps[-1], spread=spread_of(values), largest_error=None)
    return replace(weights, values=values, steps=(*weights.steps, told))


def _by_classes(places: pd.DataFrame, step: WeightingStep) -> Weights:
    name = CLASS.join(step.classes)
    classed = places.assign(**{name: places[list(step.classes)].agg(CLASS.join, axis=1)})
    return adjust_by_classes(classed, responded=ANSWERED, classes=name, weights=WEIGHT)


def _by_propensity(places: pd.DataFrame, step: WeightingStep) -> Weights:
    known = places.assign(**{name: _as_numbers(places[name]) for name in step.predictors})
    return adjust_by_propensity(known, responded=ANSWERED, predictors=step.predictors, weights=WEIGHT)


def _places(study: Study, step: WeightingStep) -> pd.DataFrame:
    """Return two rows a place, those who answered and those who did not, each with its weight."""
    _, rows = read_table(study.path(str(study.files.sample)))
    ledger = pd.DataFrame(rows)
    if "status" in ledger:
        ledger = ledger[ledger["status"] != REPLACED]  # its substitute stands for it
    drawn = _counts(ledger, step.drawn) if step.drawn else np.ones(len(ledger))
    reached = (ledger["status"] == REACHED).to_numpy() if step.responded is None else np.zeros(len(ledger))
    answered = drawn * reached if step.responded is None else _counts(ledger, step.responded)
    wrong = answered > drawn
    if wrong.any():
        raise SurveyError(_problem("more_answered", step.responded, **rows_named(wrong)))
    weight = _inverse(ledger, study)
    halves = [_half(ledger, 1, weight * answered), _half(ledger, 0, weight * (drawn - answered))]
    both = pd.concat(halves, ignore_index=True)
    return both[both[WEIGHT] > 0].reset_index(drop=True)


def _half(ledger: pd.DataFrame, answered: int, weight: Floats) -> pd.DataFrame:
    columns: dict[str, Any] = {ANSWERED: answered, WEIGHT: weight}
    return ledger.assign(**columns)


def _inverse(ledger: pd.DataFrame, study: Study) -> Floats:
    known = [pd.to_numeric(ledger[name], errors="coerce") for name in study.design.probabilities if name in ledger]
    return np.asarray(np.prod([1 / column for column in known if (column > 0).all()], axis=0), dtype=np.float64)


def _counts(ledger: pd.DataFrame, name: str) -> Floats:
    counts = pd.to_numeric(ledger[name], errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~(counts >= 0)
    if wrong.any():
        raise SurveyError(_problem("ledger_counts", name, **rows_named(wrong)))
    return counts


def _as_numbers(column: "pd.Series[Any]") -> "pd.Series[Any]":
    numbers = pd.to_numeric(column, errors="coerce")
    return column if numbers.isna().any() else numbers


def _factors(places: pd.DataFrame, adjusted: Weights, study: Study, responses: Responses) -> Floats:
    answered = (places[ANSWERED] == 1).to_numpy()
    of_place = dict(zip(places["psu"][answered], (adjusted.values / adjusted.base)[answered], strict=True))
    item = next(item.name for item in responses.instrument.items if item.role == "psu")
    factors = design_column(study, responses, name=item).astype(object).map(of_place).to_numpy(dtype=np.float64)
    if np.isnan(factors).any():
        raise SurveyError(_problem("not_in_ledger", "psu", **rows_named(np.isnan(factors))))
    return factors


def _problem(name: str, column: str | None, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(column=column), values=values)
