import numpy as np
import pandas as pd
import pytest

from instruments.errors import SurveyError
from survey.population import Margin
from survey.weights import calibrate, heaviest_share, influences, poststratify, rake, trim

SEX = Margin.of("sex", {"f": 60, "m": 40})


@pytest.fixture
def people():
    return pd.DataFrame(
        {
            "sex": ["f", "f", "f", "m", "m", "m"],
            "one": 1.0,
            "age": [20.0, 40, 60, 30, 50, 70],
            "w": [1.0, 2, 1, 3, 1, 2],
        }
    )


def codes(call):
    with pytest.raises(SurveyError) as caught:
        call()
    for problem in caught.value.problems:
        assert "Please " in problem.text("en")
        assert "Veuillez " in problem.text("fr")
    return [problem.code.rsplit(".", 1)[1] for problem in caught.value.problems]


@pytest.mark.parametrize(
    "settings", [{"method": "linear"}, {"method": "raking"}, {"method": "logit", "bounds": (0.2, 4.0)}]
)
def test_a_margin_a_total_and_a_mean_are_met_together(people, settings):
    weights = calibrate(people, margins=[SEX], means={"age": 42.0}, weights="w", **settings)
    assert weights.values @ (people["sex"] == "f") == pytest.approx(60)
    assert np.average(people["age"], weights=weights.values) == pytest.approx(42)
    mean = weights.margins[-1]
    assert (mean.margin, mean.target, mean.after) == ("mean", 42.0, pytest.approx(42))
    assert mean.before == pytest.approx(np.average(people["age"], weights=people["w"]))
    assert "sex, age" in weights.steps[0].text("en")


def test_calibration_to_margins_by_the_raking_distance_is_raking(people):
    np.testing.assert_allclose(
        calibrate(people, margins=[SEX], method="raking", weights="w").values,
        rake(people, margins=[SEX], weights="w").values,
    )


def test_the_linear_distance_warns_of_negative_weights(people):
    weights = calibrate(people, totals={"one": 6, "age": 130}, method="linear")
    assert [note.code for note in weights.steps[0].notes] == ["survey.weights.negative"]
    bounded = calibrate(people, totals={"one": 6, "age": 170}, method="linear", bounds=(0.0, 4.0))
    assert bounded.values.min() >= 0
    assert bounded.values @ people["age"] == pytest.approx(170)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"totals": {"height": 3}}, ["no_total_column"]),
        ({"totals": {"sex": 3}}, ["total_not_numeric"]),
        ({"totals": {"one": 0, "age": np.nan}}, ["total_target", "total_target"]),
        ({"means": {"age": 42}, "method": "logit"}, ["logit_without_bounds"]),
        ({"means": {"age": 42}, "method": "cubic"}, ["method"]),
        ({"means": {"age": 200}, "margins": [SEX], "method": "raking"}, ["not_converged", "figure_not_met"]),
        (
            {"means": {"age": 60}, "margins": [SEX], "method": "linear", "bounds": (0.9, 1.1)},
            ["bounds_too_tight", "figure_out_of_bounds"],
        ),
    ],
)
def test_what_cannot_be_met_is_said(people, settings, expected):
    assert sorted(set(codes(lambda: calibrate(people, weights="w", **settings)))) == sorted(set(expected))


def test_a_missing_number_is_named_with_its_row(people):
    people.loc[2, "age"] = np.nan
    assert codes(lambda: calibrate(people, means={"age": 42})) == ["total_missing"]


def test_trimming_keeps_the_total_and_the_limits(people):
    weights = poststratify(people, margin=SEX, weights="w")
    trimmed = trim(weights, lowest=10, highest=20)
    assert trimmed.values.sum() == pytest.approx(100)
    assert trimmed.values.min() >= 10
    assert trimmed.values.max() <= 20
    assert [step.action for step in trimmed.steps] == ["poststratify", "trim"]
    assert trimmed.spread.deff < weights.spread.deff
    assert codes(lambda: trim(weights, highest=16)) == ["trim_limits"]
    np.testing.assert_array_equal(trim(weights, highest=50).values, weights.values)


def test_what_hangs_on_the_heaviest(people):
    weights = poststratify(people, margin=SEX, weights="w")
    assert heaviest_share(weights) == pytest.approx(0.3)
    (age,) = influences(weights, people.assign(rare=np.nan), outcomes=["age", "rare"])
    assert age.weighted == pytest.approx(np.average(people["age"], weights=weights.values))
    lighter = people["age"].drop(1)
    assert age.without_heaviest == pytest.approx(np.average(lighter, weights=np.delete(weights.values, 1)))
    (same,) = influences(weights, people, outcomes=["one"])
    assert same.correlation is None
