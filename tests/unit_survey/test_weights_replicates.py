"""All replicates raked at once are each what raking makes of it alone."""

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.weights.rake import rake
from survey.weights.replicates import rake_replicates

SEX = Margin.of("sex", {"f": 60, "m": 40})
PLACE = Margin.of("place", {"urban": 0.3, "rural": 0.7})


@pytest.fixture
def sample():
    rng = np.random.default_rng(4)
    people = pd.DataFrame({"sex": rng.choice(["f", "m"], 200), "place": rng.choice(["urban", "rural"], 200)})
    return (
        people,
        rng.lognormal(0, 0.5, 200),
        np.repeat(np.arange(20), 10),
        rng.multinomial(20, [0.05] * 20, 40).T * 1.0,
    )


def test_each_replicate_is_raked_as_if_it_stood_alone(sample):
    people, base, unit, factors = sample
    raked = rake_replicates(people, margins=[SEX, PLACE], unit=unit, factors=factors, weights=base)
    written = raked.weights()
    for replicate in range(factors.shape[1]):
        started = base * factors[unit, replicate]
        alone = rake(people, margins=[SEX, PLACE], weights=started).values
        np.testing.assert_allclose(started * raked.factor[raked.cell, replicate], alone, rtol=1e-9)
        np.testing.assert_allclose(written[:, replicate], alone, rtol=1e-9)


@pytest.mark.parametrize("size", [1e60, 1e-60])
def test_weights_beyond_single_precision_are_raked_all_the_same(sample, size):
    people, base, unit, factors = sample
    large = rake_replicates(people, margins=[SEX, PLACE], unit=unit, factors=factors, weights=base * size)
    small = rake_replicates(people, margins=[SEX, PLACE], unit=unit, factors=factors, weights=base)
    np.testing.assert_allclose(large.weights(), small.weights(), rtol=1e-9)


def test_a_category_that_a_replicate_loses_is_named(sample):
    people, _, unit, factors = sample
    people = people.assign(place=np.where(unit == 0, "urban", "rural"))
    factors[0, :3] = 0.0
    with pytest.raises(SurveyError) as caught:
        rake_replicates(people, margins=[SEX, PLACE], unit=unit, factors=np.where(factors[:1] == 0, factors, 1.0))
    (problem,) = caught.value.problems
    assert (problem.place.key, problem.values["category"]) == ("place", "urban")
    assert "Veuillez" in problem.text("fr")


def test_margins_that_a_replicate_cannot_meet_are_refused(sample):
    people = pd.DataFrame({"sex": ["f", "f", "m", "m"], "place": ["urban", "rural", "urban", "rural"]})
    factors = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    with pytest.raises(SurveyError, match=r"replicates \(1\)"):
        rake_replicates(people, margins=[SEX, PLACE], unit=np.arange(4), factors=factors)


@pytest.mark.parametrize(
    ("unit", "factors", "said"),
    [
        ([0, 1, 2, 3], np.ones((3, 2)), "3 rows, and the units ask for 4"),
        ([0, -1, 0, 0], np.ones((3, 2)), "row of its unit"),
        ([0, 1, 2], np.ones((3, 2)), "row of its unit"),
        ([0, 1, 2, 2], np.array([[1.0, np.nan], [1, 1], [1, 1]]), "numbers from zero up"),
        ([0, 1, 2, 2], -np.ones((3, 2)), "numbers from zero up"),
        ([0, 1, 2, 2], np.ones(3), "numbers from zero up"),
    ],
)
def test_factors_that_cannot_be_are_refused(unit, factors, said):
    people = pd.DataFrame({"sex": ["f", "f", "m", "m"]})
    with pytest.raises(SurveyError, match=said):
        rake_replicates(people, margins=[SEX], unit=np.array(unit), factors=factors)


def test_margins_of_which_few_combinations_occur_are_met_as_well():
    rng = np.random.default_rng(9)
    sizes = {"region": 9, "age": 5, "tongue": 7, "work": 4, "milieu": 2}
    people = pd.DataFrame({name: rng.choice(size, 300).astype(str) for name, size in sizes.items()})
    margins = [Margin.of(name, dict.fromkeys(map(str, range(size)), 1 / size)) for name, size in sizes.items()]
    base, unit = rng.lognormal(0, 0.3, 300), np.arange(300)
    raked = rake_replicates(
        people, margins=margins, unit=unit, factors=rng.uniform(0.5, 1.5, (300, 25)), weights=base
    ).weights()
    for name, size in sizes.items():
        sums = pd.DataFrame(raked).groupby(people[name].to_numpy()).sum().to_numpy()
        np.testing.assert_allclose(sums, base.sum() / size, rtol=1e-9)
