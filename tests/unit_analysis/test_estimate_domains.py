"""Estimates over domains: several banners in one pass, and a reason wherever a figure is missing."""

import numpy as np
import pandas as pd
import pytest

from analysis import mean, median, quantile, share, total
from instruments.errors import SurveyError
from survey.design import Design


@pytest.fixture
def design():
    frame = pd.DataFrame(
        {
            "stratum": [1, 1, 1, 1, 2, 2, 2, 2],
            "psu": [1, 1, 2, 2, 3, 3, 4, 4],
            "weight": [1.0, 2, 3, 4, 5, 6, 7, 8],
            "score": [1.0, 2, 3, 4, np.nan, 2, 5, 1],
            "other": [2.0, np.nan, 1, 1, 5, 4, 4, 1],
            "zone": ["n", "n", "n", "s", "s", "s", "s", None],
            "sex": pd.Categorical(["f", "m", "f", "m", "f", "m", "f", "m"], categories=["m", "f", "x"]),
        }
    )
    return Design(frame, strata="stratum", psu="psu", weights="weight")


def test_banners_in_one_pass_are_the_banners_alone(design):
    together = mean(design, ["score", "other"], by=[["zone"], ["zone", "sex"], []]).to_frame()
    for by, domains in ((["zone"], 2), (["zone", "sex"], 4), (None, 1)):
        alone = mean(design, ["score", "other"], by=by).to_frame()
        assert len(alone) == 2 * domains
        part = together.iloc[: 2 * domains]
        together = together.iloc[2 * domains :]
        figures = ["estimate", "se", "df", "n", "n_psu", "sum_weights", "n_eff"]
        assert np.allclose(part[figures].astype(float), alone[figures].astype(float), equal_nan=True, atol=1e-12)


def test_missing_answers_and_missing_domains_do_not_count(design):
    table = mean(design, "score", by="zone").to_frame().set_index("zone")
    assert table.loc["n", "estimate"] == pytest.approx((1 + 4 + 9) / 6)
    assert table.loc["s", "n"] == 3
    assert table.loc["s", "sum_weights"] == 17
    assert table.loc["s", "n_eff"] == pytest.approx(17**2 / (16 + 36 + 49))
    assert table.loc["s", "df"] == 1


def test_what_is_missing_says_why(design):
    frame = design.frame.assign(
        where=["one psu", "one psu", "spread", "silent", "silent", "spread", "own", "own"],
        score=[1, 2, 3, np.nan, np.nan, 2, 5, 1],
    )
    table = mean(Design(frame, strata="stratum", psu="psu"), "score", by="where").to_frame().set_index("where")
    reasons = {where: reason.rsplit(".", 1)[1] for where, reason in table["reason"].items()}
    assert reasons == {"one psu": "one_psu", "own": "one_psu", "silent": "no_answers", "spread": "no_freedom"}
    assert table.loc["spread", ["ci_low", "ci_high"]].isna().all()
    assert not np.isnan(table.loc["spread", "se"])
    assert table.loc["one psu", "estimate"] == 1.5
    assert np.isnan(table.loc["one psu", "se"])


def test_shares_of_all_answers_sum_to_one_and_group_as_asked(design):
    table = share(design, "score", by="sex").to_frame()
    assert table.groupby("sex")["estimate"].sum().tolist() == pytest.approx([1, 1])
    top = share(design, "score", answers=[4.0, 5.0]).to_frame()
    each = share(design, "score").to_frame().set_index("answer")["estimate"]
    assert top["estimate"].tolist() == pytest.approx([each[4.0] + each[5.0]])
    assert top["answer"].tolist() == ["4.0 + 5.0"]


@pytest.mark.parametrize("interval", ["logit", "beta", "wilson"])
def test_intervals_of_shares_stay_between_0_and_1(design, interval):
    frame = design.frame.assign(yes=[1, 1, 1, 1, 1, 1, 1, 0.0])
    table = share(Design(frame, strata="stratum", psu="psu"), "yes", interval=interval).to_frame()
    assert table["ci_low"].between(0, table["estimate"]).all()
    assert table["ci_high"].between(table["estimate"], 1).all()


def test_psus_drawn_with_unequal_chances_have_the_error_of_hansen_and_hurwitz():
    chance, value = np.array([0.1, 0.2, 0.05, 0.3]), np.array([4.0, 9.0, 2.0, 16.0])
    frame = pd.DataFrame({"psu": range(4), "weight": 1 / (4 * chance), "value": value})
    found = total(Design(frame, psu="psu", weights="weight"), "value")
    each = value / chance
    assert found.estimate.tolist() == pytest.approx([each.mean()])
    assert found.se.tolist() == pytest.approx([(((each - each.mean()) ** 2).sum() / (4 * 3)) ** 0.5])


def test_respondents_of_weight_zero_belong_to_no_domain(design):
    weights = design.index.weights * (design.frame["zone"] != "n")
    table = mean(design.reweighted(weights), "score", by="zone").to_frame()
    assert table["n"].tolist() == [0, 3]


def test_medians_of_ordered_answers_are_answers(design):
    table = median(design, "score", by="sex").to_frame()
    assert set(table["estimate"]) <= {1.0, 2.0, 3.0, 4.0, 5.0}
    halves = quantile(Design(pd.DataFrame({"x": [1.0, 2, 3, 4]})), "x", rule="school").to_frame()
    assert halves["estimate"].tolist() == [2.5]


def test_what_has_no_numbers_is_refused(design):
    with pytest.raises(SurveyError, match="zone"):
        mean(design, "zone")
    with pytest.raises(SurveyError, match="scor"):
        total(design, "scor")
    with pytest.raises(SurveyError, match="wilson"):
        share(design, "sex", interval="exact")
    with pytest.raises(SurveyError, match=r"no answer '4'.* 4\.0 "):
        share(design, "score", answers=["4", 5.0])
