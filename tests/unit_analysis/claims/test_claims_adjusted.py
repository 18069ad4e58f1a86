"""Differences among people who are alike in other things: the model behind them, who counts, what cannot be fitted."""

import numpy as np
import pytest

from analysis.claims.decide import decide_plan
from analysis.models.effects import marginal_effects
from analysis.models.regression import regress

LIKES = {"of": "view >= 4"}
SIDES = [{"where": "side = 'left'", "weight": 1}, {"where": "side = 'right'", "weight": -1}]


def part(measure=LIKES, **more):
    return {"name": "part", "estimand": "what is estimated", "measure": measure, "rule": "superiority", **more}


@pytest.fixture
def decided(sample, plan_with):
    def decide(one, **more):
        return decide_plan(plan_with({"id": "C", "statement": "A claim.", "part": [one], **more}), sample=sample)[0]

    return decide


def test_two_groups_are_held_alike_by_an_average_marginal_effect(decided, sample):
    found = decided(part(term=SIDES, adjust=["other", "half"]))
    frame = sample.frame.assign(
        likes=(sample.frame["view"] >= 4).where(sample.frame["view"].notna()).astype(float),
        left=sample.frame["side"].map({"left": "yes", "right": "no"}),
    )
    model = regress(sample.design.on(frame), "likes", on=["left", "other", "half"], family="logistic")
    effect = marginal_effects(model).iloc[0]
    assert (found.estimate, found.se) == pytest.approx((effect["estimate"], effect["se"]))
    assert (found.df, found.n) == (model.df, model.n)
    assert found.unit == "points"
    assert (found.deff, found.bounds) == (None, ())


def test_a_model_that_cannot_be_fitted_says_why_in_both_languages(decided):
    found = decided(part(term=SIDES, adjust=["praise"]))  # all praise alike
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.no_model")
    assert "Please" in found.reason.text("en")
    assert "Veuillez" in found.reason.text("fr")


def test_a_dose_is_adjusted_from_its_first_to_its_last_level(decided, sample):
    found = decided(part({"kind": "score", "of": "later"}, dose="view", adjust=["half"]))
    known = sample.frame[["later", "view"]].notna().all(axis=1).to_numpy()
    frame = sample.frame.assign(level=(sample.frame["view"] - 1) / 4)
    model = regress(sample.design.on(frame), "later", on=["level", "half"])
    assert found.estimate == pytest.approx(model.estimate[1])
    assert found.n == known.sum()


def test_who_is_not_known_in_everything_does_not_count(decided, sample):
    known = sample.frame[["view", "other"]].notna().all(axis=1).to_numpy()
    sides = np.isin(sample.frame["side"], ["left", "right"])
    answered = sample.frame["other"].notna().to_numpy() & sides
    others = part({"of": "other >= 4"}, term=SIDES)
    assert decided(others).n == answered.sum() > (known & sides).sum()
    assert decided(others | {"adjust": ["view"]}).n == (known & sides).sum()


def test_what_the_study_does_not_ask_cannot_be_adjusted_for(decided):
    found = decided(part(term=SIDES, adjust=["income"]))
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.no_item")
