"""The weighting recipe of a study, from the base weights on, a record a step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.population import Margin, library_margin, library_margins, read_margin
from survey.responses import Responses
from survey.study import Study, WeightingStep
from survey.study.weighting import Action
from survey.weights.fitting import Fit, fitted, lines, prepared
from survey.weights.ledger import adjust_by_ledger
from survey.weights.origin import base_of
from survey.weights.spread import spread_of
from survey.weights.trim import trim
from survey.weights.trimmed import trim_and_fit
from survey.weights.weights import MarginLine, Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Course:
    """How far the recipe has come: the weights, and what they were fitted to on the way."""

    study: Study
    responses: Responses
    frame: pd.DataFrame
    weights: Weights
    fits: tuple[Fit, ...] = ()


def weigh(study: Study, responses: Responses, frame: pd.DataFrame) -> Weights:
    """Return the weights of a study's respondents by its whole recipe; the same study gives the same bytes.

    Parameters
    ----------
    study : Study
    responses : Responses
    frame : DataFrame
        The table of analysis, with ``base_weight``, in the order of the responses.

    Returns
    -------
    Weights
        The margins are those of every step, as the last step left them.

    Raises
    ------
    SurveyError
        If a margin cannot be read or met.
    """
    course = _Course(study=study, responses=responses, frame=frame, weights=base_of(study, responses, frame))
    for step in study.weighting.recipe if study.weighting else ():
        course = _ACTIONS[step.action](course, step)
    known = {margin.name: margin for fit in course.fits for margin in fit.margins}
    margins = _margins(course, course.weights.values)
    return replace(course.weights, margins=margins, known=tuple(known.values()))


def margin_of(study: Study, name: str) -> Margin:
    """Return a margin that a study names: of the library, or a CSV file in the folder of the study."""
    if name in library_margins() or not name.endswith(".csv"):
        return library_margin(name)
    return read_margin(study.path(name))


def _nonresponse(course: _Course, step: WeightingStep) -> _Course:
    adjusted = adjust_by_ledger(course.weights, step, study=course.study, responses=course.responses)
    return replace(course, weights=adjusted)


def _fit(course: _Course, step: WeightingStep) -> _Course:
    frame, answers = course.frame, course.responses.values
    fit = prepared(
        step,
        categories=frame.assign(**{name: answers[name] for name in frame.columns if name in answers}),
        numbers=frame,
        margins=[margin_of(course.study, name) for name in step.margins],
        weights=course.weights.values,
    )
    found = fitted(fit, course.weights.values)
    steps = (*course.weights.steps, *found.steps)
    return replace(course, weights=replace(course.weights, values=found.values, steps=steps), fits=(*course.fits, fit))


def _trim(course: _Course, step: WeightingStep) -> _Course:
    """Trim to multiples of the mean weight, and measure the margins anew."""
    weights = course.weights
    mean = weights.spread.total / weights.spread.n
    limits = {"lowest": step.lowest * mean, "highest": (step.highest or np.inf) * mean}
    if course.fits:
        trimmed = trim_and_fit(weights, fit=lambda values: fitted(course.fits[-1], values), **limits)
    else:
        trimmed = trim(weights, **limits)
    told = replace(
        trimmed.steps[-1],
        spread=spread_of(trimmed.values),
        largest_error=max((line.error for line in _margins(course, trimmed.values)), default=None),
    )
    return replace(course, weights=replace(trimmed, steps=(*trimmed.steps[:-1], told)))


def _margins(course: _Course, values: Floats) -> tuple[MarginLine, ...]:
    """Return the margins of every fit; one that was fitted twice counts once."""
    found = [line for fit in course.fits for line in lines(fit, before=course.weights.base, after=values)]
    return tuple({(line.margin, line.category): line for line in found}.values())


_ACTIONS: Mapping[Action, Callable[[_Course, WeightingStep], _Course]] = MappingProxyType(
    {"nonresponse": _nonresponse, "poststratify": _fit, "rake": _fit, "calibrate": _fit, "trim": _trim}
)
