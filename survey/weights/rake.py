"""Raking: weights that meet the margins of the population."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError, refuse
from survey.population.margin import Margin
from survey.weights.constraints import MarginConstraints
from survey.weights.distance import Bounds, Distance
from survey.weights.given import given_weights
from survey.weights.match import Matched, match
from survey.weights.solve import Solution, System, solve, sweep
from survey.weights.spread import spread_of
from survey.weights.weights import MarginLine, Step, Weights

Floats = NDArray[np.float64]

ROUNDS = 100  # Newton's steps; a problem that has a solution needs about five
CULPRITS = 3  # categories named when raking does not converge


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
    _check_settings(margins, bounds, tolerance)
    base = given_weights(frame, weights)
    matched = match(frame, margins=margins, base=base, agree_within=tolerance)
    scale = matched.targets.total / matched.base.sum()
    solution = _solve(matched, scale, bounds, tolerance)
    values = base * (scale * solution.factor)[matched.cells.of_row]
    lines = _lines(matched, scale, solution)
    return Weights(values=values, base=base, steps=(_step(matched, values, lines, solution),), margins=lines)


def _step(matched: Matched, values: Floats, lines: Sequence[MarginLine], solution: Solution) -> Step:
    margins = dict.fromkeys(line.margin for line in lines)
    return Step(
        action="rake",
        settings={"margins": ", ".join(margins)},
        spread=spread_of(values),
        largest_error=max(line.error for line in lines),
        iterations=solution.iterations,
        notes=matched.targets.notes,
    )


def _solve(matched: Matched, scale: float, bounds: Bounds | None, tolerance: float) -> Solution:
    """Return the factor of every cell; a cell in which nobody has weight keeps the factor one."""
    used = np.flatnonzero(matched.base)
    base = matched.base[used] * scale
    constraints = MarginConstraints(position=matched.position[:, used], size=len(matched.totals))
    start = sweep(base, constraints, matched.totals) if bounds is None else np.zeros(constraints.size)
    system = System(
        base=base,
        constraints=constraints,
        totals=matched.totals,
        scale=matched.totals,
        distance=Distance(method="raking", bounds=bounds),
    )
    solution = solve(system, start=start, tolerance=tolerance, rounds=ROUNDS)
    if not solution.converged:
        raise SurveyError(_culprits(matched, solution, bounds))
    factor = np.ones(len(matched.base))
    factor[used] = solution.factor
    return Solution(factor=factor, errors=solution.errors, iterations=solution.iterations, converged=True)


def _lines(matched: Matched, scale: float, solution: Solution) -> tuple[MarginLine, ...]:
    used = np.flatnonzero(matched.cells.n)
    constraints = MarginConstraints(position=matched.position[:, used], size=len(matched.totals))
    before = scale * matched.base[used]
    columns = (
        constraints.sums(matched.cells.n[used].astype(np.float64)).astype(int).tolist(),
        matched.totals.tolist(),
        constraints.sums(before).tolist(),
        constraints.sums(before * solution.factor[used]).tolist(),
    )
    return tuple(
        MarginLine(margin=margin, category=category, n=n, target=target, before=was, after=after)
        for (margin, category), n, target, was, after in zip(matched.names, *columns, strict=True)
    )


def _check_settings(margins: Sequence[Margin], bounds: Bounds | None, tolerance: float) -> None:
    if not margins:
        raise refuse("survey.weights.no_margins")
    if bounds is not None and not 0 <= bounds[0] < 1 < bounds[1]:
        raise refuse("survey.weights.bounds", got=f"{bounds[0]:g}, {bounds[1]:g}")
    if not tolerance > 0:
        raise refuse("survey.weights.tolerance", got=f"{tolerance:g}")


def _culprits(matched: Matched, solution: Solution, bounds: Bounds | None) -> list[Problem]:
    """Return the categories that are farthest from their targets."""
    worst = np.argsort(-solution.errors)[:CULPRITS]
    name = "not_converged" if bounds is None else "bounds_too_tight"
    limits = {} if bounds is None else {"lower": f"{bounds[0]:g}", "upper": f"{bounds[1]:g}"}
    return [
        Problem(
            code=f"survey.weights.{name}",
            place=Place(key=matched.names[at][0]),
            values={"category": matched.names[at][1], "error": f"{100 * solution.errors[at]:.3g}", **limits},
        )
        for at in worst
        if solution.errors[at] > 0
    ]
