"""Calibration: weights that meet known totals and means, near to the base weights by a distance of one's choice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Problem, Severity, SurveyError, refuse
from instruments.words import listed
from survey.population.margin import Margin
from survey.weights.constraints import TotalConstraints
from survey.weights.distance import Bounds, Distance, Method
from survey.weights.fit import ROUNDS, Aim, check_aim, fit_margins
from survey.weights.given import given_weights
from survey.weights.known import Known, known_figures, lines_of, with_margins
from survey.weights.solve import System, solve
from survey.weights.spread import spread_of
from survey.weights.unmet import unmet
from survey.weights.weights import Step, Weights

Floats = NDArray[np.float64]


def calibrate(
    frame: pd.DataFrame,
    *,
    margins: Sequence[Margin] = (),
    totals: Mapping[str, float] | None = None,
    means: Mapping[str, float] | None = None,
    method: Method = "linear",
    weights: str | Floats | None = None,
    bounds: Bounds | None = None,
    tolerance: float = 1e-10,
) -> Weights:
    """Return the weights nearest to the base weights that meet margins, totals and means (Deville & Särndal 1992).

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    margins : sequence of Margin
        Known distributions; they also say how large the population is.
    totals, means : mapping of column to number
        Of numeric columns without missing values. The size of the population is the total of a column of ones.
    method : {"linear", "raking", "logit"}
        Linear, the regression estimator, may give negative weights; raking never does; logit bends towards its bounds.
    weights : str or array, optional
        Base weights: a column or numbers. Default: all equal.
    bounds : (lowest, highest), optional
        Of the factor on the base weights, after these are scaled to the total of the margins, if there are any.
    tolerance : float
        Largest error of a target: relative to the target, for a mean to the mean distance from it.

    Raises
    ------
    SurveyError
        If respondents and targets do not fit each other, or no weights meet the targets; the message names the target.

    Examples
    --------
    >>> farms = pd.DataFrame({"one": [1.0, 1, 1], "cattle": [2.0, 4, 9]})
    >>> calibrate(farms, totals={"one": 30, "cattle": 120}).values.round(6)
    array([13.461538, 11.153846,  5.384615])
    """
    if method not in get_args(Method):
        raise refuse("survey.weights.method", got=method, expected=listed(list(get_args(Method))))
    aim = Aim(distance=Distance(method=method, bounds=bounds), tolerance=tolerance)
    base = given_weights(frame, weights)
    if not totals and not means:
        return fit_margins(frame, margins=margins, base=base, aim=aim, action=f"calibrate_{method}")
    check_aim(aim)
    known = known_figures(frame, totals=totals or {}, means=means or {})
    return _fit(with_margins(known, frame, margins=margins, base=base) if margins else known, base, aim)


def _fit(known: Known, base: Floats, aim: Aim) -> Weights:
    scaled = base * (known.size / base.sum() if known.size else 1.0)
    scale = np.abs(known.totals)
    scale[scale == 0] = scaled @ np.abs(known.columns[:, scale == 0])
    unit = scale / scaled.sum()
    system = System(
        base=scaled,
        constraints=TotalConstraints(columns=known.columns, unit=unit),
        totals=known.totals / unit,
        scale=scale / unit,
        distance=aim.distance,
    )
    solution = solve(system, start=np.zeros(len(unit)), tolerance=aim.tolerance, rounds=ROUNDS)
    if not solution.converged:
        raise SurveyError(unmet(known.names, solution, aim.distance))
    values = scaled * solution.factor
    step = Step(
        action=f"calibrate_{aim.distance.method}",
        settings={"margins": ", ".join(known.sources), **aim.distance.limits},
        spread=spread_of(values),
        largest_error=float(solution.errors.max()),
        iterations=solution.iterations,
        notes=tuple(_negative(values)),
    )
    return Weights(values=values, base=base, steps=(step,), margins=lines_of(known, before=scaled, after=values))


def _negative(values: Floats) -> Iterator[Problem]:
    if values.min() < 0:
        named = {"n": int((values < 0).sum())}
        yield Problem(code="survey.weights.negative", values=named, severity=Severity.WARNING)
