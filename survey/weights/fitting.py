"""A fit to known figures, as a recipe keeps it: it can be done again with other weights, and measured at any time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Problem
from survey.population.margin import Margin
from survey.study import WeightingStep
from survey.weights.calibrate import calibrate
from survey.weights.known import known_figures, lines_of
from survey.weights.measure import measured
from survey.weights.not_stated import NOT_STATED, set_apart
from survey.weights.poststratify import poststratify
from survey.weights.rake import rake
from survey.weights.weights import MarginLine, Weights

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """What weights are fitted to, and how.

    Attributes
    ----------
    step : WeightingStep
        As the study says it.
    frame : DataFrame
        The variables of the margins, without missing answers, and the columns of totals and means.
    margins : tuple of Margin
    notes : tuple of Problem
        Who had to be set apart for want of an answer.
    """

    step: WeightingStep
    frame: pd.DataFrame
    margins: tuple[Margin, ...]
    notes: tuple[Problem, ...]


def prepared(
    step: WeightingStep, *, categories: pd.DataFrame, numbers: pd.DataFrame, margins: Sequence[Margin], weights: Floats
) -> Fit:
    """Return a fit whose respondents all have a category in every margin."""
    apart = set_apart(categories, margins=margins, base=weights)
    figures = numbers[[name for name in (*step.totals, *step.means) if name in numbers and name not in apart.frame]]
    return Fit(step=step, frame=pd.concat([apart.frame, figures], axis=1), margins=apart.margins, notes=apart.notes)


def fitted(fit: Fit, weights: Floats) -> Weights:
    """Return the weights nearest to these that meet the figures.

    Raises
    ------
    SurveyError
        If respondents and figures do not fit each other, or no weights meet the figures.
    """
    step, frame = fit.step, fit.frame
    match step.action:
        case "poststratify":
            found = poststratify(frame, margin=fit.margins[0], weights=weights)
        case "rake":
            found = rake(frame, margins=fit.margins, weights=weights, bounds=step.bounds, tolerance=step.tolerance)
        case _:
            found = calibrate(
                frame,
                margins=fit.margins,
                totals=step.totals,
                means=step.means,
                method=step.method,
                weights=weights,
                bounds=step.bounds,
                tolerance=step.tolerance,
            )
    told = replace(found.steps[-1], notes=(*found.steps[-1].notes, *fit.notes))
    return replace(found, steps=(told,))


def lines(fit: Fit, *, before: Floats, after: Floats) -> tuple[MarginLine, ...]:
    """Return how well the figures were met by some weights, and how well they are met by others."""
    return (*map(_known_group, _on_margins(fit, before, after)), *_on_figures(fit, before, after))


def _on_margins(fit: Fit, before: Floats, after: Floats) -> tuple[MarginLine, ...]:
    if not fit.margins:
        return ()
    tolerance = fit.step.tolerance
    return measured(fit.frame, margins=fit.margins, before=before, after=after, agree_within=tolerance)


def _on_figures(fit: Fit, before: Floats, after: Floats) -> tuple[MarginLine, ...]:
    if not fit.step.totals and not fit.step.means:
        return ()
    scaled = before * (after.sum() / before.sum())
    known = known_figures(fit.frame, totals=fit.step.totals, means=fit.step.means)
    return lines_of(known, before=scaled, after=after)


def _known_group(line: MarginLine) -> MarginLine:
    return replace(line, is_group=False) if NOT_STATED in line.category else line
