"""Tests, comparisons, dispersion and regressions: what must hold of them on any data, and what they refuse."""

import numpy as np
import pandas as pd
import pytest

from analysis import (
    chi_square,
    compare,
    dispersion,
    marginal_effects,
    rank_test,
    regress,
    share,
    standard_deviation,
    superiority,
)
from analysis.inference.result import p_of_chi2, p_of_f, p_of_t
from instruments.errors import SurveyError
from survey.design import Design

ROUNDING = 1e-10


@pytest.fixture
def design():
    rng = np.random.default_rng(11)
    psu = np.repeat(np.arange(24), 15)
    shift = rng.normal(size=24)[psu]
    frame = pd.DataFrame(
        {
            "stratum": psu // 6,
            "psu": psu,
            "weight": rng.uniform(0.5, 2, 360),
            "trust": np.clip(np.round(3 + shift + rng.normal(size=360)), 1, 5),
            "zone": rng.choice(["north", "centre", "south"], 360),
            "age": rng.integers(18, 80, 360).astype(float),
        }
    )
    frame["high"] = (frame["trust"] >= 4).astype(float)
    frame.loc[rng.random(360) < 0.05, ["trust", "high"]] = np.nan
    return Design(frame, strata="stratum", psu="psu", weights="weight")


def test_p_values_are_right_where_they_are_tiny():
    # from R 4.2: 2 * pt(-60, 400), pf(400, 3, 500, lower = FALSE), pchisq(950, 4, lower = FALSE)
    assert p_of_t(60, 400) == pytest.approx(4.20143280881e-202, rel=1e-10)
    assert p_of_f(400, 3, 500) == pytest.approx(2.02802154044e-132, rel=1e-10)
    assert p_of_chi2(950, 4) == pytest.approx(2.44190097727e-204, rel=1e-10)


def test_delta_of_yes_and_no_is_the_difference_of_shares(design):
    differences = compare(design, "high", by="zone")
    deltas = superiority(design, "high", by="zone")
    for figure in ("estimate", "se", "df"):
        assert np.allclose(getattr(differences, figure), getattr(deltas, figure), rtol=ROUNDING)


def test_delta_counts_pairs(design):
    small = pd.DataFrame({"x": [1.0, 2, 3, 2, 3, 3], "g": ["a", "a", "a", "b", "b", "b"]})
    wins = np.sign(np.subtract.outer([1, 2, 3], [2, 3, 3])).mean()
    assert superiority(Design(small), "x", by="g").estimate.tolist() == pytest.approx([wins])


def test_dispersion_of_two_answers_moves_with_the_smaller_share(design):
    share_of_high = share(design, "high", answers=[1.0], by="zone")
    for measure in ("agreement", "leik"):
        found = dispersion(design, "high", measure=measure, by="zone")
        assert np.allclose(found.se, 2 * share_of_high.se, rtol=ROUNDING)


def test_dispersion_agrees_with_the_jackknife(design):
    for measure in ("agreement", "leik", "consensus"):
        linear = dispersion(design, "trust", measure=measure, answers=[1.0, 2, 3, 4, 5])
        jackknife = dispersion(design.replicate(kind="jkn"), "trust", measure=measure, answers=[1.0, 2, 3, 4, 5])
        assert linear.se == pytest.approx(jackknife.se, rel=0.1)


def test_standard_deviation_agrees_with_the_jackknife(design):
    linear, jackknife = (standard_deviation(part, "age") for part in (design, design.replicate(kind="jkn")))
    assert linear.se == pytest.approx(jackknife.se, rel=0.05)
    assert linear.ci_low[0] < linear.estimate[0] < linear.ci_high[0]


def test_a_regression_on_groups_is_the_comparison_of_groups(design):
    model = regress(design, "trust", on=["zone"])
    pairs = compare(design, "trust", by="zone").to_frame().set_index(["first", "second"])
    assert model.names == ("(intercept)", "zone=north", "zone=south")
    assert model.estimate[1] == pytest.approx(-pairs.loc[("centre", "north"), "estimate"])
    assert model.se[1] == pytest.approx(pairs.loc[("centre", "north"), "se"])
    effects = marginal_effects(regress(design, "high", on=["zone"], family="logistic")).set_index("effect")
    shares = compare(design, "high", by="zone").to_frame().set_index(["first", "second"])
    assert effects.loc["zone=south", "estimate"] == pytest.approx(-shares.loc[("centre", "south"), "estimate"])
    assert effects.loc["zone=south", "se"] == pytest.approx(shares.loc[("centre", "south"), "se"])


def test_the_effect_of_a_number_is_the_mean_slope(design):
    model = regress(design, "high", on=["age", "zone", ["age", "zone"]], family="logistic")
    assert model.test(["age", "zone"]).df == 2
    held = model.held
    table = design.frame.iloc[held]
    step = 1e-5

    def predicted(shift):
        zones = pd.get_dummies(table["zone"]).to_numpy(float)[:, 1:]
        age = table["age"].to_numpy()[:, None] + shift
        eta = np.hstack([np.ones((len(held), 1)), age, zones, age * zones]) @ model.estimate
        return np.average(1 / (1 + np.exp(-eta)), weights=table["weight"])

    effect = marginal_effects(model).set_index("effect").loc["age", "estimate"]
    assert effect == pytest.approx((predicted(step) - predicted(-step)) / (2 * step), rel=1e-6)


def test_letters_name_the_groups_that_are_lower(design):
    frame = design.frame.assign(score=design.frame["zone"].map({"north": 1.0, "centre": 2.0, "south": 2.0}))
    frame["score"] += np.random.default_rng(1).normal(size=len(frame)) * 0.1
    pairs = compare(Design(frame, strata="stratum", psu="psu"), "score", by="zone")
    assert pairs.letters("score") == {("centre",): "B", ("north",): "", ("south",): "B"}


def test_results_say_their_null(design):
    result = chi_square(design, "high", columns="zone")
    assert result.null_text("en") == "high and zone are independent"
    assert "tested: " in repr(result) or "ce qui est testé : " in repr(result)
    assert result.n == design.frame["high"].notna().sum()
    assert rank_test(design, "trust", by="zone").null_text("fr").startswith("les réponses à trust")


@pytest.mark.parametrize("statistic", ["first_order", "second_order", "F", "wald", "adjusted_wald"])
def test_replicates_and_linearisation_test_alike(design, statistic):
    linear = chi_square(design, "high", columns="zone", statistic=statistic)
    jackknife = chi_square(design.replicate(kind="jkn"), "high", columns="zone", statistic=statistic)
    assert linear.statistic == pytest.approx(jackknife.statistic, rel=0.1)
    assert linear.df == pytest.approx(jackknife.df, rel=0.1)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda design: chi_square(design, "high", columns="weight", statistic="G"), "option"),
        (lambda design: regress(design, "high", on=["zone"], family="probit"), "option"),
        (lambda design: regress(design, "trust", on=["age", "age"]), "combinations"),
        (lambda design: regress(design, "high", on=["trust"], family="logistic"), "told_apart"),
        (lambda design: regress(design, "trust", on=["age"], family="logistic"), "outcome_outside"),
        (lambda design: regress(design, "trust", on=["zone"]).test("age"), "no_term"),
        (lambda design: compare(design, "trust", by="zone", correction="tukey"), "option"),
        (lambda design: dispersion(design, "trust", measure="entropy"), "option"),
    ],
)
def test_what_cannot_be_done_is_refused(design, call, code):
    with pytest.raises(SurveyError) as error:
        call(design)
    assert [problem.code for problem in error.value.problems] == [f"analysis.estimation.{code}"]
