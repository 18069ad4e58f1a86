"""Equivalence of means, shares and contrasts in a design: the same tests, with the design's error and freedom."""

import numpy as np
import pandas as pd
import pytest

from analysis import contrast, equivalence, mean, share
from instruments.errors import SurveyError
from survey.design import Design


def _scores(n, mean_, sd):
    """Return numbers with exactly this mean and standard deviation."""
    raw = np.arange(n) - (n - 1) / 2
    return mean_ + raw * sd / raw.std(ddof=1)


@pytest.fixture
def two_groups():
    frame = pd.DataFrame({"group": ["a"] * 95 + ["b"] * 89})
    frame["score"] = np.append(_scores(95, 5.25, 0.95), _scores(89, 5.22, 0.83))
    return Design(frame, strata="group")


@pytest.fixture
def design():
    rng = np.random.default_rng(3)
    psu = np.repeat(np.arange(30), 12)
    score = np.clip(np.round(3 + rng.normal(scale=0.3, size=30)[psu] + rng.normal(size=360)), 1, 5)
    frame = pd.DataFrame(
        {"psu": psu, "w": rng.uniform(0.5, 2, 360), "score": score, "sex": rng.choice(["f", "m"], 360)}
    )
    return Design(frame, psu="psu", weights="w")


def test_two_simple_samples_are_the_reference(two_groups):
    """The Welch inputs of the published check; a stratified design has n - strata degrees of freedom, not Welch's."""
    bound = 0.43 * ((0.95**2 + 0.83**2) / 2) ** 0.5
    found = equivalence(two_groups, "score", by="group", of={"a": 1, "b": -1}, low=-bound, high=bound)
    assert found.tests.t_high == pytest.approx(-2.6928, abs=1e-4)
    assert found.tests.df == 182
    assert found.tests.p == pytest.approx(0.003876, abs=5e-6)
    assert found.equivalent


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
@pytest.mark.parametrize("bound", [0.1, 0.3, 0.9])
def test_it_is_equivalent_where_the_interval_is_within_the_bounds(design, bound, alpha):
    for settings in ({"by": "sex", "of": {"m": 1, "f": -1}}, {"by": "sex", "of": lambda m: np.log(m["m"] / m["f"])}):
        found = equivalence(design, "score", low=-bound, high=bound, alpha=alpha, **settings)
        assert found.equivalent == (-bound <= found.ci_low and found.ci_high <= bound)
        same = contrast(design, "score", level=1 - 2 * alpha, **settings)
        assert (found.ci_low, found.ci_high, found.tests.df) == (same.ci_low, same.ci_high, same.df)


def test_without_domains_it_is_of_the_mean_or_the_share_of_everybody(design):
    of_mean, means = equivalence(design, "score", low=2.5, high=3.5), mean(design, "score", level=0.9)
    assert (of_mean.estimate, of_mean.se) == (pytest.approx(means.estimate[0]), pytest.approx(means.se[0]))
    assert (of_mean.ci_low, of_mean.tests.df, of_mean.n) == (pytest.approx(means.ci_low[0]), 29, 360)
    of_share = equivalence(design, "score", answers=[4.0, 5.0], low=0.2, high=0.5)
    shares = share(design, "score", answers=[4.0, 5.0], level=0.9)
    assert of_share.ci_high == pytest.approx(shares.ci_high[0])
    assert of_share.equivalent == (of_share.ci_low >= 0.2 and of_share.ci_high <= 0.5)


def test_shares_of_answers_are_contrasted_like_means_of_zeros_and_ones(design):
    frame = design.frame.assign(high=(design.frame["score"] >= 4) * 1.0)
    ones = contrast(Design(frame, psu="psu", weights="w"), "high", by="sex", of={"m": 1, "f": -1})
    answers = contrast(design, "score", by="sex", of={"m": 1, "f": -1}, answers=[4.0, 5.0])
    assert (answers.estimate, answers.se, answers.p) == pytest.approx((ones.estimate, ones.se, ones.p))


def test_it_says_its_null(design):
    found = equivalence(design, "score", low=2, high=4)
    assert found.null_text("en") == "what is estimated of score is at or below 2, or at or above 4"
    assert found.null_text("fr").startswith("ce qui est estimé de score est à 2")
    assert "df 29" in repr(found)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"low": 1, "high": 1}, "no_bounds"),
        ({"low": 0, "high": 1, "by": "sex"}, "by_without_of"),
        ({"low": 0, "high": 1, "by": "sex", "of": {"x": 1}}, "no_domain"),
        ({"low": 0, "high": 1, "answers": [9.0]}, "no_error"),
    ],
)
def test_what_cannot_be_tested_is_refused(design, settings, code):
    with pytest.raises(SurveyError) as error:
        equivalence(design, "score", **settings)
    assert [problem.code for problem in error.value.problems] == [f"analysis.estimation.{code}"]
