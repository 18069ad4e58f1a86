from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest

from instruments import library
from instruments.errors import SurveyError
from survey.evaluate import holds
from survey.ingest.in_codes import as_responses
from survey.simulate.answers import draw_answers
from survey.simulate.demo import shipped
from survey.simulate.draw import census, simulate
from survey.simulate.population import adults, draw_population
from survey.simulate.reading import read_world

SILENT = ["98", "99"]


@pytest.fixture(scope="module")
def world():
    return read_world(shipped() / "world.toml")


@pytest.fixture(scope="module")
def household():
    return library.load("household")


@pytest.fixture(scope="module")
def everybody(world, household):
    """The answers of 40,000 people, with what the world knows of them beside."""
    rng = np.random.default_rng(5)
    population = draw_population(world, rng=rng)
    size = population.places["households"].to_numpy()
    people = adults(population, places=rng.choice(len(size), 40_000, p=size / size.sum()), rng=rng)
    people = people.assign(consent="yes")
    return people, draw_answers(world, household, people, interviewers=None, rng=rng)


@pytest.fixture(scope="module")
def sample(world, household):
    return simulate(world, household, seed=11).export


def test_the_share_above_the_zero_cut_is_the_share_that_the_world_states(world, household, everybody):
    people, answers = everybody
    described = world.ordered["presence_support"]
    asked = answers["presence_support"] != ""
    for domain, share in described.shares.items():
        rows = asked & (people["domain"] == domain)
        above = answers.loc[rows, "presence_support"].isin(["4", "5"]).mean()
        assert above == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / rows.sum() * 2)), domain


def test_a_wider_spread_sends_answers_to_both_ends(world, everybody):
    people, answers = everybody
    described = world.ordered["presence_support"]
    rows = (answers["presence_support"] != "") & (people["domain"] == "countryside")
    spread, low, high = described.spread["countryside"], described.cuts[0], described.cuts[-1]
    centre = NormalDist().inv_cdf(described.shares["countryside"])
    expected = NormalDist().cdf(low / spread - centre) + 1 - NormalDist().cdf(high / spread - centre)
    assert answers.loc[rows, "presence_support"].isin(["1", "5"]).mean() == pytest.approx(expected, abs=0.02)


def test_the_truth_knows_no_silence(everybody):
    _, answers = everybody
    assert not answers.isin(SILENT).any(axis=None)


def test_nobody_is_asked_what_the_routing_leaves_out(household, everybody):
    _, answers = everybody
    responses = as_responses(answers, household)
    for item in household.items:
        if item.relevant is not None and item.name in answers:
            asked = (answers[item.name] != "").to_numpy()
            assert (asked == holds(item.relevant, responses)).all(), item.name


def test_people_of_one_place_are_alike_as_much_as_the_factor_says(world, household):
    rng = np.random.default_rng(6)
    population = draw_population(world, rng=rng)
    bamako = np.flatnonzero(population.places["zone"] == "bamako")[:800]
    people = adults(population, places=np.repeat(bamako, 30), rng=rng).assign(consent="yes")
    answers = draw_answers(world, household, people, interviewers=None, rng=rng)
    effective = answers["effectiveness"].where(answers["effectiveness"] != "").astype(float).dropna()
    by_place = effective.groupby(people["place"])
    between, within = by_place.mean().var(), by_place.var().mean()
    size = by_place.size().mean()
    correlation = (between - within / size) / (between - within / size + within)
    assert correlation == pytest.approx(world.factors["goodwill"].place, abs=0.03)


def test_the_sensitive_statement_is_on_the_long_list_only(everybody):
    _, answers = everybody
    count = answers["list_count"].astype(int)
    by_arm = count.groupby(answers["list_arm"])
    assert by_arm.max().to_dict() == {"control": 3, "treatment": 4}
    assert by_arm.mean().diff().iloc[-1] == pytest.approx(0.49, abs=0.04)  # those in favour, of all people


def test_the_label_moves_the_answer(everybody):
    _, answers = everybody
    favour = answers["label_favour"].isin(["4", "5"]).groupby(answers["label_arm"]).mean()
    assert favour["wagner"] < favour["instructors"] < favour["russia"]


def test_fear_makes_silent_and_more_so_where_the_question_is_sensitive(sample):
    asked = sample[sample["aware"] == "yes"]
    silent = asked["favour_wagner"].isin(SILENT)
    afraid, calm = silent[asked["fear"] == "4"].mean(), silent[asked["fear"] == "1"].mean()
    assert afraid > 1.5 * calm > 0
    assert silent.mean() > 1.3 * sample.loc[sample["consent"] == "yes", "security_trend"].isin(SILENT).mean()


def test_the_same_seed_gives_the_same_study_and_another_seed_another(world, household):
    first, again, other = (simulate(world, household, seed=seed) for seed in (3, 3, 4))
    pd.testing.assert_frame_equal(first.export, again.export)
    pd.testing.assert_frame_equal(first.ledger, again.ledger)
    assert not first.ledger["psu_probability"].equals(other.ledger["psu_probability"])


def test_a_world_that_does_not_fit_the_questionnaire_is_refused_with_every_item(world, household):
    wrong = world.model_copy(
        update={
            "ordered": {**world.ordered, "effectiveness": world.ordered["resentment"], "love": world.ordered["fear"]},
            "nominal": {name: item for name, item in world.nominal.items() if name != "education"},
        }
    )
    with pytest.raises(SurveyError) as caught:
        census(wrong, household, seed=1, adults=10)
    said = [(one.code.rpartition(".")[2], one.values.get("items", one.place.item)) for one in caught.value.problems]
    assert said == [("items_missing", "education"), ("items_unknown", "love"), ("number_of_cuts", "effectiveness")]
    assert "euillez" in caught.value.text("fr")
