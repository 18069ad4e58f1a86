"""Weights fitted to margins on their cells: the work behind raking, post-stratification and calibration to margins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import SurveyError, refuse
from survey.population.margin import Margin
from survey.weights.constraints import MarginConstraints
from survey.weights.distance import Distance
from survey.weights.match import Matched, match
from survey.weights.measure import margin_lines
from survey.weights.solve import Solution, System, solve, sweep
from survey.weights.spread import spread_of
from survey.weights.unmet import empty_crossings, unmet
from survey.weights.weights import Step, Weights

Floats = NDArray[np.float64]

ROUNDS = 100  # Newton's steps; a problem that has a solution needs about five


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How weights are fitted: the distance that is kept small, and when a target counts as met."""

    distance: Distance
    tolerance: float


def check_aim(aim: Aim) -> None:
    """Refuse bounds and tolerances that cannot be.

    Raises
    ------
    SurveyError
    """
    bounds = aim.distance.bounds
    if aim.distance.method == "logit" and bounds is None:
        raise refuse("survey.weights.logit_without_bounds")
    if bounds is not None and not (bounds[0] < 1 < bounds[1] and (bounds[0] >= 0 or aim.distance.method == "linear")):
        raise refuse("survey.weights.bounds", got=f"{bounds[0]:g}, {bounds[1]:g}")
    if not aim.tolerance > 0:
        raise refuse("survey.weights.tolerance", got=f"{aim.tolerance:g}")


def fit_margins(frame: pd.DataFrame, *, margins: Sequence[Margin], base: Floats, aim: Aim, action: str) -> Weights:
    """Return the weights nearest to the base weights that meet every margin, with the step that made them.

    Raises
    ------
    SurveyError
        If respondents and margins do not fit each other, or no weights meet the margins.
    """
    check_aim(aim)
    if not margins:
        raise refuse("survey.weights.no_margins")
    matched = match(frame, margins=margins, base=base, agree_within=aim.tolerance)
    scale = matched.targets.total / matched.base.sum()
    solution = _solve(matched, scale, aim)
    values = base * (scale * solution.factor)[matched.cells.of_row]
    before = scale * matched.base
    lines = margin_lines(matched, before=before, after=before * solution.factor)
    step = Step(
        action=action,
        settings={"margins": ", ".join(margin.name for margin in margins), **aim.distance.limits},
        spread=spread_of(values),
        largest_error=float(solution.errors.max()),
        iterations=solution.iterations,
        notes=matched.targets.notes,
    )
    return Weights(values=values, base=base, steps=(step,), margins=lines)


def _solve(matched: Matched, scale: float, aim: Aim) -> Solution:
    """Return the factor of every cell; a cell in which nobody has weight keeps the factor one."""
    used = np.flatnonzero(matched.base)
    base = matched.base[used] * scale
    constraints = MarginConstraints(position=matched.position[:, used], size=len(matched.totals))
    distance, totals = aim.distance, matched.totals
    free = distance.method == "raking" and distance.bounds is None
    start = sweep(base, constraints, totals) if free else np.zeros(constraints.size)
    system = System(base=base, constraints=constraints, totals=totals, scale=totals, distance=distance)
    solution = solve(system, start=start, tolerance=aim.tolerance, rounds=ROUNDS)
    if not solution.converged:
        raise SurveyError(unmet(matched.names, solution, distance, missing=empty_crossings(matched)))
    factor = np.ones(len(matched.base))
    factor[used] = solution.factor
    return replace(solution, factor=factor)
