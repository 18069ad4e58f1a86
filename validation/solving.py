"""Worlds solved for their contrasts: attitudes are moved until a census counts what the world shall have."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from analysis.claims.claim import Plan
from analysis.claims.judged import Outcome, contrasts
from analysis.claims.scope import without_absent
from survey.simulate.world import OTHERS, Ordered, World
from survey.study import Study
from validation.truth import everybody, outcome_of
from validation.worlds import Goal

Floats = NDArray[np.float64]

ROUNDS = 8
CLOSE = 0.003
FARTHEST = 0.5  # moved in one round
STEP = 0.1  # for a slope, in standard deviations of the attitude or of the logarithm of its spread
ADULTS = 150_000
SEEDS = range(901, 904)


def solved(world: World, goals: Sequence[Goal], *, plan: Plan, study: Study) -> World:
    """Return the world in which every goal is met, by Broyden's method from slopes that are taken once.

    The same random numbers serve in every round, so that a census is a smooth function of the attitudes.

    References
    ----------
    Broyden (1965), A class of methods for solving nonlinear simultaneous equations, Mathematics of Computation 19.
    """

    def off(at: Floats, seeds: range) -> Floats:
        return _off(moved(world, goals, at), goals, plan=plan, study=study, seeds=seeds)

    at = np.zeros(len(goals))
    found = off(at, SEEDS) if goals else at
    if _close(found):
        return world
    first = off(at, SEEDS[:1])
    slopes = np.column_stack([(off(STEP * axis, SEEDS[:1]) - first) / STEP for axis in np.eye(len(goals))])
    for _ in range(ROUNDS):
        step = np.clip(np.linalg.solve(slopes, -found), -FARTHEST, FARTHEST)
        at, before = at + step, found
        found = off(at, SEEDS)
        if _close(found):
            break
        slopes += np.outer(found - before - slopes @ step, step) / (step @ step)
    return moved(world, goals, at)


def _close(off: Floats) -> bool:
    return bool(np.all(np.abs(off) < CLOSE))


def moved(world: World, goals: Sequence[Goal], by: Floats) -> World:
    """Return the world with the attitudes of each goal moved so far."""
    ordered = dict(world.ordered)
    for goal, distance in zip(goals, by.tolist(), strict=True):
        item = ordered[goal.item]
        ordered[goal.item] = item.model_copy(
            update={
                "shares": {**item.shares, **{name: _shifted(item, name, distance) for name in goal.shift}},
                "spread": {
                    **item.spread,
                    **{name: _of(item.spread, name) * float(np.exp(distance)) for name in goal.spread},
                },
            }
        )
    return world.model_copy(update={"ordered": ordered})


def _off(world: World, goals: Sequence[Goal], *, plan: Plan, study: Study, seeds: range) -> Floats:
    """Return how far each goal is from its target, over the same few censuses."""
    claims = {claim.id: without_absent(claim, study=study) for claim in plan.claim}
    found = []
    for seed in seeds:
        sample = everybody(study, world=world, seed=seed, adults=ADULTS)
        found.append([_value(goal, outcome_of(claims[goal.claim], plan=plan, sample=sample)) for goal in goals])
    return np.asarray(np.mean(found, axis=0) - [goal.target for goal in goals])


def _value(goal: Goal, outcome: Outcome) -> float:
    found = [each.contrast for each in contrasts(outcome) if each.leaf.part.name == goal.part]
    return next(contrast.estimate for contrast in found if contrast is not None)


def _shifted(item: Ordered, domain: str, distance: float) -> float:
    return float(ndtr(ndtri(_of(item.shares, domain)) + distance))


def _of(stated: Mapping[str, float], domain: str) -> float:
    return stated.get(domain, stated.get(OTHERS, 1.0))
