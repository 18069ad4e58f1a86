import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.simulate.demo import shipped
from survey.simulate.fieldwork import schedule
from survey.simulate.population import adults, draw_population, pick
from survey.simulate.reading import read_world
from survey.simulate.sample import _systematic, draw_sample


@pytest.fixture(scope="module")
def world():
    return read_world(shipped() / "world.toml")


@pytest.fixture(scope="module")
def population(world):
    return draw_population(world, rng=np.random.default_rng(1))


@pytest.fixture(scope="module")
def sample(population):
    return draw_sample(population, adults=2000, rng=np.random.default_rng(2))


def rng():
    return np.random.default_rng(3)


def test_the_frame_holds_the_country(world, population):
    persons = population.places["households"].sum() * world.frame.persons_per_household
    assert persons == pytest.approx(22_395_488, rel=0.02)
    assert set(population.places["region"]) == set(world.regions)


def test_neighbours_are_alike_and_the_region_keeps_its_composition(world, population):
    rows = np.flatnonzero((population.places["region"] == "mopti") & (population.places["milieu"] == "rural"))
    people = adults(population, places=np.repeat(rows, 40), rng=rng())
    groups = world.regions["mopti"].groups
    share = groups["fulani"] / sum(groups.values())
    assert (people["group"] == "fulani").mean() == pytest.approx(share, abs=0.03)
    own = people["group"].to_numpy() == population.places["group"].to_numpy()[people["place"]]
    assert own.mean() > world.frame.neighbours.rural


def test_everybody_belongs_to_the_first_domain_that_describes_them(population):
    rows = np.arange(0, len(population.places), 7)
    people = adults(population, places=rows, rng=rng())
    fulani = people[(people["zone"] == "centre") & (people["group"] == "fulani")]
    assert set(fulani["domain"]) == {"fulani_centre"}
    others = people[(people["milieu"] == "rural") & people["exposed"] & ~people["group"].isin(["fulani", "tuareg"])]
    assert set(others["domain"]) == {"exposed"}
    assert set(people.loc[people["zone"] == "bamako", "domain"]) == {"bamako"}


def test_columns_are_drawn_by_the_row_of_their_table():
    table = np.array([[0.2, 0.8, 0.0], [0.0, 0.0, 1.0]])
    drawn = pick(table, rows=np.repeat([0, 1], 20_000), rng=rng())
    assert np.bincount(drawn[:20_000], minlength=3) / 20_000 == pytest.approx(table[0], abs=0.01)
    assert set(drawn[20_000:]) == {2}


def test_systematic_draws_keep_their_inclusion_probabilities():
    size = np.array([1.0, 2, 3, 4, 10])
    probability = 2 * size / size.sum()
    generator = rng()
    drawn = np.array([_systematic(probability, generator) for _ in range(20_000)])
    assert np.bincount(drawn.ravel(), minlength=5) / 20_000 == pytest.approx(probability, abs=0.015)
    assert (drawn[:, 0] != drawn[:, 1]).all()


def test_each_stratum_has_two_places_at_least_and_the_plan_is_kept(world, sample):
    planned = sample.ledger[~sample.ledger["psu"].isin(sample.ledger["replaced_by"])]
    assert len(planned) == 250
    assert planned.groupby(["region", "milieu"]).size().min() >= 2
    centre = [name for name, region in world.regions.items() if region.zone == "centre"]
    assert planned["region"].isin(centre).mean() > 0.3  # of the interviews, for 23 % of the people


def test_the_ledger_accounts_for_every_visit(sample):
    ledger = sample.ledger.set_index("psu")
    parts = ledger[["absent", "refused", "interviewed"]].sum(axis=1)
    assert (ledger["visited"] == parts).all()
    met = sample.visits.groupby("psu")["answered"].agg(["sum", "size"])
    reached = ledger.loc[met.index]
    assert (reached["interviewed"] == met["sum"]).all()
    assert (reached["interviewed"] + reached["refused"] == met["size"]).all()
    assert ledger.loc[ledger["status"] != "reached", "visited"].sum() == 0


def test_places_out_of_reach_are_replaced_in_their_stratum_or_lost_with_a_reason(sample):
    ledger = sample.ledger.set_index("psu")
    replaced = ledger[ledger["status"] == "replaced"]
    substitutes = ledger.loc[replaced["replaced_by"]]
    assert len(replaced)
    assert (ledger["status"] == "lost").any()
    assert substitutes["status"].eq("reached").all()
    assert substitutes[["region", "milieu"]].to_numpy().tolist() == replaced[["region", "milieu"]].to_numpy().tolist()
    assert (ledger["reason"] != "").eq(ledger["status"] != "reached").all()
    assert ledger["household_probability"].notna().eq(ledger["status"] == "reached").all()


def test_the_weights_of_the_design_count_the_adults_of_the_country(population, sample):
    ledger = sample.ledger.set_index("psu")
    interviews = sample.visits[sample.visits["answered"]]
    there = ledger.loc[interviews["psu"]]
    probability = (there["psu_probability"] * there["household_probability"]).to_numpy()
    frame = population.world.frame
    adults_there = population.places["households"].sum() * frame.adults_per_household
    assert (interviews["eligible_adults"] / probability).sum() == pytest.approx(adults_there, rel=0.06)


def test_a_sample_too_small_for_its_strata_is_refused(population):
    with pytest.raises(SurveyError, match="624"):
        draw_sample(population, adults=600, rng=rng())


def test_interviewers_work_in_the_weeks_of_the_field_and_never_in_two_homes_at_once(world, sample):
    visits = schedule(sample, world, rng=rng())
    days = visits["start"].dt.normalize()
    assert days.min() == pd.Timestamp(world.fieldwork.start)
    assert days.max() <= pd.Timestamp(world.fieldwork.end)
    assert visits["interviewer"].nunique() == world.fieldwork.teams * world.fieldwork.interviewers
    assert visits.groupby("psu")["team"].nunique().eq(1).all()
    in_order = visits.sort_values(["interviewer", "start"])
    following = in_order.groupby("interviewer")["start"].shift(-1).dropna()
    assert (following >= in_order.loc[following.index, "end"]).all()
    assert (visits["submitted"] > visits["end"]).all()
