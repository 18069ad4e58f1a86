"""The factors that meet the totals: sweeps of proportional fitting, then Newton's steps for the last digits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from survey.weights.cells import sums_by
from survey.weights.constraints import Constraints, MarginConstraints
from survey.weights.distance import Distance

Floats = NDArray[np.float64]

RIDGE = 1e-13  # margins repeat each other's total, so the system is singular without it
HALVINGS = 30
ENOUGH = 1e-4  # of the fall that a step promises (Armijo's rule)
ROUNDING = 1e-15  # a smaller fall of the objective is noise
NEAR = 1e-8  # where the objective is flat, the misfit decides
SWEEPS = 3  # enough to come near; Newton's steps double the digits from there


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """Factors, and how well they meet the totals.

    Attributes
    ----------
    factor : array (units,)
    errors : array (totals,)
        Relative to the totals.
    iterations : int
    converged : bool
    """

    factor: Floats
    errors: Floats
    iterations: int
    converged: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Trial:
    multipliers: Floats
    factor: Floats
    slope: Floats
    residual: Floats
    errors: Floats
    objective: float

    @property
    def worst(self) -> float:
        return float(self.errors.max())

    @property
    def misfit(self) -> float:
        return float(self.residual @ self.residual)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class System:
    """Weights to be found.

    Attributes
    ----------
    base : array (units,)
    constraints : Constraints
    totals : array (totals,)
    scale : array (totals,)
        What an error is relative to.
    distance : Distance
    """

    base: Floats
    constraints: Constraints
    totals: Floats
    scale: Floats
    distance: Distance


def solve(system: System, *, start: Floats, tolerance: float, rounds: int) -> Solution:
    """Return the factors that meet the totals, by Newton's method on the multipliers.

    Deville & Särndal (1992), section 3: the multipliers λ solve Σ base F(xλ) x = totals, which is the lowest point of
    the convex function Σ base G(xλ) - totals·λ, where G is the integral of F. A step that does not lead down is halved.
    """
    iterations = 0
    with np.errstate(over="ignore", invalid="ignore"):  # a step that leads beyond all numbers is halved like any other
        now = _try(system, start)
        while now.worst > tolerance and iterations < rounds:
            iterations += 1
            after = _step(system, now)
            if after is None:
                break
            now = after
    return Solution(factor=now.factor, errors=now.errors, iterations=iterations, converged=now.worst <= tolerance)


def sweep(base: Floats, constraints: MarginConstraints, totals: Floats) -> Floats:
    """Return multipliers near the solution of raking, by iterative proportional fitting (Deming & Stephan 1940)."""
    multipliers = np.zeros(constraints.size)
    weights = base
    for row in np.tile(constraints.position, (SWEEPS, 1)):
        sums = sums_by(row, weights, constraints.size)
        factor = np.divide(totals, sums, out=np.ones_like(totals), where=sums > 0)
        multipliers += np.log(factor)
        weights = weights * factor[row]
    return multipliers


def _try(system: System, multipliers: Floats) -> _Trial:
    response = system.distance.at(system.constraints.predictor(multipliers))
    residual = system.totals - system.constraints.sums(system.base * response.factor)
    return _Trial(
        multipliers=multipliers,
        factor=response.factor,
        slope=response.slope,
        residual=residual,
        errors=np.abs(residual) / system.scale,
        objective=float(system.base @ response.integral - system.totals @ multipliers),
    )


def _step(system: System, now: _Trial) -> _Trial | None:
    """Return the next trial: Newton's step, halved until the dual objective falls; None where it does not."""
    information = system.constraints.information(system.base * now.slope)
    diagonal = information.diagonal()
    information.flat[:: len(diagonal) + 1] += RIDGE * diagonal.max() + np.finfo(float).tiny
    direction = np.linalg.solve(information, now.residual)
    promised = float(direction @ now.residual)
    for halving in range(HALVINGS):
        length = 0.5**halving
        after = _try(system, now.multipliers + length * direction)
        if now.objective - after.objective >= ENOUGH * length * promised > ROUNDING * abs(now.objective):
            return after
        if after.misfit < now.misfit and promised <= NEAR * abs(now.objective):
            return after
    return None
