"""Targets that no weights meet: which they are, and what may stand in the way."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from instruments.errors import Place, Problem
from instruments.numeral import numeral
from survey.weights.distance import Distance
from survey.weights.known import SOURCES
from survey.weights.match import Matched
from survey.weights.solve import Solution

MOST = 3  # targets named
MOST_EMPTY = 5  # empty crossings named


def unmet(
    names: Sequence[tuple[str, str]],
    solution: Solution,
    distance: Distance,
    *,
    missing: Callable[[int], Sequence[str]] = lambda _: (),
) -> list[Problem]:
    """Return the targets that are farthest from being met, each as a problem.

    Parameters
    ----------
    names : sequence of (source, name)
        Of each target: the margin and its category, or ``total`` or ``mean`` and the column.
    solution : Solution
    distance : Distance
    missing : function
        Target to the categories of other margins that nobody in it has.
    """
    order = np.argsort(-np.nan_to_num(solution.errors, nan=np.inf))
    worst = [int(at) for at in order[:MOST] if solution.errors[at] != 0]
    return [_problem(*names[at], float(solution.errors[at]), distance, missing(at)) for at in worst]


def empty_crossings(matched: Matched) -> Callable[[int], list[str]]:
    """Return a function from a target to the categories of other variables that nobody in it has."""

    def missing(target: int) -> list[str]:
        inside = matched.position[:, (matched.position == target).any(axis=0) & (matched.base > 0)]
        seen = set(np.unique(inside).tolist())
        return [f"{category} ({margin})" for margin, category in _others(matched, target, seen)]

    return missing


def _others(matched: Matched, target: int, seen: set[int]) -> Iterator[tuple[str, str]]:
    own = set(matched.variables[target])
    for at, (name, variables) in enumerate(zip(matched.names, matched.variables, strict=True)):
        if at not in seen and own.isdisjoint(variables):
            yield name


def _problem(source: str, name: str, error: float, distance: Distance, missing: Sequence[str]) -> Problem:
    values = {"error": numeral(100 * error, ".3g"), **distance.limits}
    bound = distance.bounds is not None
    if source in SOURCES:
        code = "figure_out_of_bounds" if bound else "figure_not_met"
        return Problem(code=f"survey.weights.{code}", place=Place(column=name), values=values)
    if bound or not missing:
        code = "bounds_too_tight" if bound else "not_converged"
        return Problem(code=f"survey.weights.{code}", place=Place(key=source), values=values | {"category": name})
    told = ", ".join(missing[:MOST_EMPTY]) + (" ..." if len(missing) > MOST_EMPTY else "")
    values |= {"category": name, "missing": told}
    return Problem(code="survey.weights.not_converged_empty", place=Place(key=source), values=values)
