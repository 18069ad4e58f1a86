"""The people of a world: a frame of places, and the adults who live in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.simulate.world import MILIEUX, Domain, World

FEWEST_HOUSEHOLDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Everybody there is.

    Attributes
    ----------
    world : World
    places : DataFrame
        A row a place (enumeration area): ``region``, ``milieu``, ``zone``, ``exposed``, ``households``, ``group`` (the
        place's own), ``closed`` (nobody can go there), and for each factor ``place:factor``, what its people share.
    """

    world: World
    places: pd.DataFrame


def draw_population(world: World, *, rng: np.random.Generator) -> Population:
    """Return the places of a world, stratum by stratum."""
    return Population(world=world, places=_with_effects(_frame(world, rng), world, rng))


def _frame(world: World, rng: np.random.Generator) -> pd.DataFrame:
    per_place = world.frame.persons_per_household * world.frame.households_per_place
    counts = [max(2, round(world.residents(*stratum) / per_place)) for stratum in world.strata]
    region = np.repeat([region for region, _ in world.strata], counts)
    milieu = np.repeat([milieu for _, milieu in world.strata], counts)
    closed = np.repeat([world.regions[region].closed.of(milieu) for region, milieu in world.strata], counts)
    return pd.DataFrame(
        {
            "region": pd.Categorical(region, categories=list(world.regions)),
            "milieu": pd.Categorical(milieu, categories=MILIEUX),
            "zone": np.repeat([world.regions[region].zone for region, _ in world.strata], counts),
            "exposed": np.repeat([world.regions[region].exposed for region, _ in world.strata], counts),
            "households": _households(world, int(np.sum(counts)), rng),
            "closed": rng.random(len(closed)) < closed,
        }
    )


def _households(world: World, count: int, rng: np.random.Generator) -> NDArray[np.int64]:
    shape = world.frame.place_spread**-2
    drawn = rng.gamma(shape, world.frame.households_per_place / shape, count)
    return np.maximum(np.rint(drawn), FEWEST_HOUSEHOLDS).astype(np.int64)


def _with_effects(places: pd.DataFrame, world: World, rng: np.random.Generator) -> pd.DataFrame:
    shared = {
        f"place:{name}": rng.standard_normal(len(places)) * factor.place**0.5 + factor.closed * places["closed"]
        for name, factor in world.factors.items()
    }
    return places.assign(group=_groups(places, world, rng), **shared)


def _groups(places: pd.DataFrame, world: World, rng: np.random.Generator) -> "pd.Categorical[str]":
    """Draw a group for each row by the composition of its region."""
    names = list(dict.fromkeys(name for region in world.regions.values() for name in region.groups))
    table = np.array([[region.groups.get(name, 0.0) for name in names] for region in world.regions.values()])
    code = pick(table / table.sum(axis=1, keepdims=True), rows=places["region"].cat.codes.to_numpy(), rng=rng)
    return pd.Categorical.from_codes(code, categories=pd.Index(names))


def pick(table: NDArray[np.float64], *, rows: NDArray[np.integer], rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw a column for each entry of `rows`, by the probabilities in that row of the table."""
    cumulative = np.cumsum(table, axis=1)
    cumulative /= cumulative[:, -1:]
    return np.asarray((rng.random(len(rows))[:, None] >= cumulative[rows]).sum(axis=1))


def adults(population: Population, *, places: NDArray[np.integer], rng: np.random.Generator) -> pd.DataFrame:
    """Return one adult, drawn at random, for each entry of `places` (rows of the frame; a place may come often).

    Returns
    -------
    DataFrame
        ``place``, ``region``, ``milieu``, ``zone``, ``exposed``, ``sex``, ``age``, ``group``, ``domain`` and the
        place's part of each factor.
    """
    world = population.world
    there = population.places.iloc[places].reset_index(drop=True)
    people = there.drop(columns=["households", "closed"]).assign(place=places, **_sex_and_age(world, len(there), rng))
    neighbours = np.where(there["milieu"] == "urban", world.frame.neighbours.urban, world.frame.neighbours.rural)
    as_place = rng.random(len(there)) < neighbours
    people["group"] = there["group"].where(as_place, _groups(there, world, rng))
    people["domain"] = pd.Categorical(_domains(people, world.domains), categories=[one.name for one in world.domains])
    return people


def _sex_and_age(world: World, count: int, rng: np.random.Generator) -> dict[str, NDArray[np.generic]]:
    cell = pick(np.array([[kind.count for kind in world.adults]]), rows=np.zeros(count, dtype=np.int64), rng=rng)
    low, high = np.array([kind.ages for kind in world.adults]).T
    return {"sex": np.array([kind.sex for kind in world.adults])[cell], "age": rng.integers(low[cell], high[cell] + 1)}


def _domains(people: pd.DataFrame, domains: Sequence[Domain]) -> NDArray[np.object_]:
    nobody_else = np.full(len(people), domains[-1].name, dtype=object)
    return np.asarray(np.select([_is_in(people, one) for one in domains], [one.name for one in domains], nobody_else))


def _is_in(people: pd.DataFrame, domain: Domain) -> NDArray[np.bool_]:
    inside = np.ones(len(people), dtype=bool)
    for column, wanted in (("zone", domain.zone), ("group", domain.group)):
        if wanted:
            inside &= people[column].isin(wanted).to_numpy()
    for column, value in (("milieu", domain.milieu), ("exposed", domain.exposed)):
        if value is not None:
            inside &= (people[column] == value).to_numpy()
    return inside
