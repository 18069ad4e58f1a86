from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.weights import adjust_by_classes, adjust_by_propensity
from survey.weights.propensity import propensities

EXPECTED = Path(__file__).parents[1] / "parity" / "expected"


@pytest.fixture(scope="module")
def schools():
    weights = pd.read_csv(EXPECTED / "weights.csv")
    return weights.merge(pd.read_csv(EXPECTED / "weights_propensity.csv"), on="snum", validate="one_to_one")


def codes(call):
    with pytest.raises(SurveyError) as caught:
        call()
    for problem in caught.value.problems:
        assert "Please " in problem.text("en")
        assert "Veuillez " in problem.text("fr")
    return [problem.code.rsplit(".", 1)[1] for problem in caught.value.problems]


def test_each_class_keeps_its_weight_and_nonrespondents_lose_theirs(schools):
    weights = adjust_by_classes(schools, responded="responded", classes="stype", weights="pw")
    sums = pd.Series(weights.values).groupby(schools["stype"]).sum()
    pd.testing.assert_series_equal(sums, schools.groupby("stype")["pw"].sum(), check_names=False)
    assert (weights.values[schools["responded"] == 0] == 0).all()
    assert weights.spread.n == schools["responded"].sum()


def test_propensities_are_those_of_r(schools):
    answered = schools["responded"].to_numpy() == 1
    found = propensities(schools, answered=answered, predictors=["stype", "meals"], weights=schools["pw"].to_numpy())
    np.testing.assert_allclose(found, schools["propensity"], rtol=1e-10)


def test_propensity_classes_keep_the_total(schools):
    weights = adjust_by_propensity(schools, responded="responded", predictors=["stype", "meals"], weights="pw")
    assert weights.values.sum() == pytest.approx(schools["pw"].sum())
    assert [line.category for line in weights.margins] == list("12345")
    factor = pd.Series(weights.values / weights.base)[schools["responded"] == 1]
    assert factor.groupby(schools["propensity"] > 0.9).mean().is_monotonic_decreasing


def test_what_cannot_be_adjusted_is_said(schools):
    alone = schools.assign(responded=schools["responded"].where(schools["stype"] != "H", 0))
    assert codes(lambda: adjust_by_classes(alone, responded="responded", classes="stype")) == ["class_empty"]
    assert codes(lambda: adjust_by_classes(schools, responded="responded", classes="x")) == ["no_class_column"]
    assert codes(lambda: adjust_by_classes(schools, responded="meals", classes="stype")) == ["responded"]
    told = schools.assign(told=schools["responded"].astype(float))
    assert codes(lambda: adjust_by_propensity(told, responded="responded", predictors=["told"])) == ["separated"]
    holes = schools.assign(meals=schools["meals"].where(schools["meals"] > 5))
    assert codes(lambda: adjust_by_propensity(holes, responded="responded", predictors=["meals"])) == ["class_missing"]
    assert codes(lambda: adjust_by_classes(holes, responded="responded", classes="meals")) == ["class_missing"]
