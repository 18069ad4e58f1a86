"""Latent attitudes: what a person, their place and the interviewer bring to an answer, before it is cut into codes.

Within a domain a latent attitude has variance one: the place's part is the factor's intraclass correlation, the
person's part is the square of the loading, the rest is the item's own. So the share of answers above the cut at zero
is the share that the world states, whatever the parts. Interviewers and closed places come on top.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

from survey.simulate.world import OTHERS, Ordered, World

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """Where each person stands on one factor: their own level, and what place and interviewer add to an answer."""

    person: Reals
    around: Reals


def draw_levels(
    world: World, people: pd.DataFrame, *, interviewers: NDArray[np.integer] | None, rng: np.random.Generator
) -> dict[str, Levels]:
    """Return everybody's levels of each factor; `interviewers` None asks without one."""
    drawn = {}
    for name, factor in world.factors.items():
        around = people[f"place:{name}"].to_numpy(dtype=np.float64)
        if interviewers is not None:
            style = rng.standard_normal(int(interviewers.max()) + 1) * factor.interviewer**0.5
            around = around + style[interviewers]
        drawn[name] = Levels(person=rng.standard_normal(len(people)), around=around)
    return drawn


def draw_attitude(
    item: Ordered, world: World, people: pd.DataFrame, *, levels: Mapping[str, Levels], rng: np.random.Generator
) -> Reals:
    """Return the latent attitude of each person: above zero with the share of their domain."""
    own = 1 - world.factors[item.factor].place - item.loading**2
    level = levels[item.factor]
    around = np.copysign(1.0, item.loading) * level.around + item.loading * level.person
    standard = around + own**0.5 * rng.standard_normal(len(people))
    centre = np.asarray(ndtri(by_domain(item.shares, people)), dtype=np.float64)
    return np.asarray(by_domain(item.spread, people) * (centre + standard))


def by_domain(stated: Mapping[str, float], people: pd.DataFrame) -> Reals:
    """Return what is stated for the domain of each person."""
    domain = people["domain"].cat
    values = np.array([stated.get(name, stated.get(OTHERS, np.nan)) for name in domain.categories])
    return np.asarray(values[domain.codes.to_numpy()])
