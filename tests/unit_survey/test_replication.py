"""Replicates keep what a sample must keep: sums of weights, balance, and the seed."""

import numpy as np
import pandas as pd
import pytest

from analysis import chi_square, compare, mean, regress, total
from instruments.errors import SurveyError
from survey.design import Design


@pytest.fixture
def design():
    rng = np.random.default_rng(3)
    psu = np.repeat(np.arange(12), 5)
    frame = pd.DataFrame({"psu": psu, "stratum": psu // 2, "weight": rng.uniform(1, 3, 60), "y": rng.normal(size=60)})
    return Design(frame, strata="stratum", psu="psu", weights="weight")


def test_half_samples_of_a_total_give_the_linearised_error(design):
    plain = total(design, "y").se
    for kind, rho in (("brr", 0.5), ("fay", 0.3)):
        assert np.allclose(total(design.replicate(kind=kind, rho=rho), "y").se, plain)


def test_the_bootstrap_is_unbiased_for_a_total_and_repeats_with_its_seed(design):
    plain = total(design, "y").se[0]
    first, again, other = (total(design.replicate(replicates=4000, seed=seed), "y").se[0] for seed in (1, 1, 2))
    assert first == again != other
    assert first == pytest.approx(plain, rel=0.05)


def test_a_census_of_psus_leaves_no_bootstrap_error(design):
    whole = Design(design.frame, strata="stratum", psu="psu", weights="weight", fpc=np.ones(60))
    assert np.allclose(whole.replicate(replicates=20).index.replicates.factors.table(), 1)


def test_replicates_are_adjusted_as_the_weights_were(design):
    def to_thousand(weights):
        return weights * 1000 / weights.sum()

    adjusted = design.replicate(kind="jkn", adjust=to_thousand)
    assert adjusted.index.weights.sum() == pytest.approx(1000)
    ones = adjusted.frame.assign(one=1.0)
    again = Design(ones, strata="stratum", psu="psu", weights="weight").replicate(kind="jkn", adjust=to_thousand)
    assert total(again, "one").se[0] == pytest.approx(0, abs=1e-9)
    assert np.allclose(mean(adjusted, "y").se, mean(design.replicate(kind="jkn"), "y").se)


@pytest.mark.parametrize(
    ("settings", "code"),
    [({"kind": "jk1"}, "jk1_strata"), ({"kind": "sdr"}, "replicate_kind"), ({"kind": "fay", "rho": 1.0}, "fay_rho")],
)
def test_a_kind_that_does_not_fit_is_refused(design, settings, code):
    with pytest.raises(SurveyError) as error:
        design.replicate(**settings)
    assert [problem.code for problem in error.value.problems] == [f"survey.design.{code}"]


def test_half_samples_need_pairs(design):
    with pytest.raises(SurveyError, match="two PSUs"):
        Design(design.frame, psu="psu").replicate(kind="brr")


def test_weights_that_the_margins_do_not_explain_are_not_calibrated(design):
    frame = design.frame.assign(sex=["f", "m"] * 30)
    with pytest.raises(SurveyError, match="alike in all the margins"):
        Design(frame, psu="psu").calibrated(design.index.weights, on=["sex"])


def test_replicates_that_came_without_a_design_have_degrees_of_freedom_of_their_own():
    """Each PSU left out in turn: as many replicates as PSUs, one of which the others determine."""
    psu = np.repeat(np.arange(8), 5)
    score = np.arange(40) % 7 + psu / 3
    frame = pd.DataFrame({"score": score, "sex": np.arange(40) % 2})
    drawn = Design(frame.assign(psu=psu), psu="psu").replicate(kind="jk1").index.replicates
    released = Design(frame).with_replicate_weights(drawn.factors.table()[drawn.unit], scale=drawn.scale)
    design = Design(frame.assign(psu=psu), psu="psu")
    assert mean(released, "score").df.tolist() == mean(design, "score").df.tolist() == [7]
    one, other = (compare(each, "score", by="sex") for each in (released, design))
    assert one.df.tolist() == other.df.tolist() == [7]
    table = chi_square(released, "score", columns="sex")
    assert table.df_error == pytest.approx(7 * table.df)
    assert regress(released, "score", on=["sex"]).df == regress(design, "score", on=["sex"]).df
