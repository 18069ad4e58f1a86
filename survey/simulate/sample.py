"""The sample: places by their size within strata, households in each place, one adult in each household.

Each stratum (region x milieu) has its own sampling rate. Places that cannot be reached are replaced by another of the
stratum, or lost; the ledger keeps them, with the reason. In each place the visits go on until enough have answered.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import refuse
from survey.simulate.population import Population
from survey.simulate.world import ByMilieu, Milieu, World

FEWEST_PLACES = 2  # of a stratum: one place says nothing of the variance between places
VISITS_PER_INTERVIEW = 4  # at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was planned, and what became of it.

    Attributes
    ----------
    ledger : DataFrame
        A row a place drawn, planned or substitute: ``psu``, ``region``, ``milieu``, ``psu_probability``,
        ``household_probability`` (interviewed / households; empty where nobody was interviewed), ``status`` (reached,
        replaced, lost), ``replaced_by``, ``reason``, ``households``, ``visited``, ``absent``, ``refused``,
        ``interviewed``, and ``place``, its row in the frame.
    visits : DataFrame
        A row a household met, in the order of the visits: ``psu``, ``place``, ``order``, ``answered`` (False: refused
        at the door) and ``eligible_adults``.
    """

    ledger: pd.DataFrame
    visits: pd.DataFrame


def draw_sample(population: Population, *, adults: int, rng: np.random.Generator) -> Sample:
    """Return a stratified two-stage sample, planned for so many adults.

    Raises
    ------
    SurveyError
        If the places planned do not suffice for two in each stratum.
    """
    world, places = population.world, population.places
    homes = places.groupby(["region", "milieu"], observed=True).indices
    drawn = [
        _stratum(places, np.asarray(homes[stratum]), stratum, count, replaced=world.fieldwork.replaced, rng=rng)
        for stratum, count in zip(world.strata, _allocation(world, adults), strict=True)
    ]
    columns = {name: np.concatenate([stratum[name] for stratum in drawn]) for name in drawn[0]}
    return _visited(pd.DataFrame(columns), world, rng)


def fewest_adults(world: World) -> int:
    """Return for how many adults a sample must be planned at least: two places in each stratum."""
    return FEWEST_PLACES * len(world.strata) * world.fieldwork.households_per_place


def _allocation(world: World, adults: int) -> NDArray[np.int64]:
    """Share the places among the strata: by residents times sampling rate, largest remainders, two at least."""
    take = world.fieldwork.households_per_place
    count, strata = round(adults / take), len(world.strata)
    if count < FEWEST_PLACES * strata:
        adults = fewest_adults(world)
        raise refuse("survey.simulate.too_few_places", got=count, strata=strata, adults=adults)
    rates = [getattr(world.regions[region].sampling, milieu) for region, milieu in world.strata]
    size = np.array([world.residents(*stratum) for stratum in world.strata]) * rates
    wanted = np.maximum(size / size.sum() * count, FEWEST_PLACES)
    wanted = (
        FEWEST_PLACES + (wanted - FEWEST_PLACES) * (count - FEWEST_PLACES * strata) / (wanted - FEWEST_PLACES).sum()
    )
    whole: NDArray[np.int64] = np.floor(wanted).astype(np.int64)
    largest = np.argsort(whole - wanted, kind="stable")[: count - whole.sum()]
    whole[largest] += 1
    return whole


def _stratum(
    places: pd.DataFrame,
    rows: NDArray[np.int64],
    stratum: tuple[str, Milieu],
    count: int,
    *,
    replaced: float,
    rng: np.random.Generator,
) -> dict[str, NDArray[np.generic]]:
    """Draw places with probability proportional to size; replace or lose those that are closed."""
    size = places["households"].to_numpy()[rows]
    probability = np.minimum(count * size / size.sum(), 1.0)
    planned = _systematic(probability, rng)
    closed = places["closed"].to_numpy()[rows]
    lost = np.flatnonzero(closed[planned])
    wanting = lost[rng.random(len(lost)) < replaced]
    substitutes = _substitutes(np.where(closed, 0, size), planned, len(wanting), rng)
    drawn = np.concatenate([planned, substitutes])
    psu = np.array([f"{'-'.join(stratum)}-{number:02d}" for number in range(1, len(drawn) + 1)], dtype=object)
    status, replaced_by, reason = np.full((3, len(drawn)), "", dtype=object)
    status[:], status[lost], reason[lost] = "reached", "lost", "insecurity"
    status[wanting[: len(substitutes)]] = "replaced"
    replaced_by[wanting[: len(substitutes)]] = psu[len(planned) :]
    return {
        "psu": psu,
        "region": np.full(len(drawn), stratum[0], dtype=object),
        "milieu": np.full(len(drawn), stratum[1], dtype=object),
        "psu_probability": probability[drawn],
        "status": status,
        "replaced_by": replaced_by,
        "reason": reason,
        "households": size[drawn],
        "place": rows[drawn],
    }


def _substitutes(
    size: NDArray[np.int64], planned: NDArray[np.int64], count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Draw other places of the stratum by their size; as many as there are where there are not enough."""
    size = size.copy()
    size[planned] = 0
    count = min(count, int(np.count_nonzero(size)))
    return rng.choice(len(size), count, replace=False, p=size / size.sum()) if count else planned[:0]


def _systematic(probability: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw with these inclusion probabilities, which sum to the number drawn, in a random order.

    Systematic sampling with unequal probabilities (Madow, 1949, Annals of Mathematical Statistics 20).
    """
    order = rng.permutation(len(probability))
    bounds = np.cumsum(probability[order])
    points = np.arange(round(bounds[-1])) + rng.random()
    found = np.searchsorted(bounds, points, side="right")
    return np.asarray(order[np.minimum(found, len(order) - 1)])


def _visited(ledger: pd.DataFrame, world: World, rng: np.random.Generator) -> Sample:
    """Visit households in each place that was reached until enough have answered."""
    take = world.fieldwork.households_per_place
    reached = ledger[ledger["status"] == "reached"]
    at_home = _happens(world.fieldwork.at_home, reached, take, rng)
    consents = _happens(world.fieldwork.consent, reached, take, rng)
    answered = at_home & consents
    visited = np.asarray(np.cumsum(answered, axis=1) - answered) < take
    met = visited & at_home
    counted = {
        "visited": visited.sum(axis=1),
        "absent": (visited & ~at_home).sum(axis=1),
        "refused": (met & ~consents).sum(axis=1),
        "interviewed": (visited & answered).sum(axis=1),
    }
    place, order = np.nonzero(met)
    visits = pd.DataFrame(
        {
            "psu": reached["psu"].to_numpy()[place],
            "place": reached["place"].to_numpy()[place],
            "order": order,
            "answered": answered[place, order],
            "eligible_adults": 1 + rng.poisson(world.frame.adults_per_household - 1, len(place)),
        }
    )
    return Sample(ledger=_accounted(ledger, pd.DataFrame(counted, index=reached.index)), visits=visits)


def _happens(share: ByMilieu, reached: pd.DataFrame, take: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Draw what happens at each visit (columns) of each place (rows)."""
    chance = np.where(reached["milieu"] == "urban", share.urban, share.rural)
    return np.asarray(rng.random((len(reached), take * VISITS_PER_INTERVIEW)) < chance[:, None])


def _accounted(ledger: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Write into the ledger what became of each place; where nobody went, nothing was counted."""
    counts = counted.reindex(ledger.index, fill_value=0)
    probability = (counts["interviewed"] / ledger["households"]).where(ledger["status"] == "reached")
    ledger = pd.concat([ledger, counts], axis=1)
    ledger.insert(4, "household_probability", probability)
    return ledger
