"""The weeks in the field: which interviewer meets which household, when, and for how long."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.simulate.sample import Sample
from survey.simulate.world import World

FIRST_VISIT = pd.Timedelta(hours=8)
BETWEEN_VISITS = pd.Timedelta(minutes=120)
MINUTES_TO_REFUSE = 2.0
MINUTES_OF_DELAY = 40
EVENING = pd.Timedelta(hours=19)  # tablets are emptied where there is a network


def schedule(sample: Sample, world: World, *, rng: np.random.Generator) -> pd.DataFrame:
    """Return the visits with ``team``, ``interviewer``, ``start``, ``end`` and ``submitted``.

    Teams take the places in the order of the ledger, one a day, so that each works in one part of the country.
    """
    visits, field = sample.visits, world.fieldwork
    place = pd.factorize(visits["psu"])[0]
    places = int(place.max()) + 1
    team = place * field.teams // places
    day = _days(place, team) * ((field.end - field.start).days + 1) // _longest(team, place)
    count = visits.groupby("psu", sort=False).cumcount().to_numpy()
    interviewer = team * field.interviewers + count % field.interviewers
    start = (
        pd.Timestamp(field.start)
        + pd.to_timedelta(day, unit="D")
        + FIRST_VISIT
        + BETWEEN_VISITS * (count // field.interviewers)
        + pd.to_timedelta(rng.integers(0, MINUTES_OF_DELAY * 60, len(visits)), unit="s")
    )
    end = start + pd.to_timedelta(np.rint(60 * _minutes(visits, world, rng)), unit="s")
    submitted = start.normalize() + EVENING + pd.to_timedelta(np.argsort(np.argsort(start)) % 3600, unit="s")
    names = np.array([f"E{number:02d}" for number in range(1, field.teams * field.interviewers + 1)])
    return visits.assign(team=team, interviewer=names[interviewer], start=start, end=end, submitted=submitted)


def _days(place: NDArray[np.int64], team: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of each place among those of its team."""
    first = pd.Series(place).groupby(team).transform("min").to_numpy()
    return np.asarray(place - first)


def _longest(team: NDArray[np.int64], place: NDArray[np.int64]) -> int:
    return int(pd.Series(place).groupby(team).nunique().max())


def _minutes(visits: pd.DataFrame, world: World, rng: np.random.Generator) -> NDArray[np.float64]:
    lasted = rng.lognormal(np.log(world.fieldwork.minutes), world.fieldwork.minutes_spread, len(visits))
    return np.where(visits["answered"], lasted, MINUTES_TO_REFUSE)
