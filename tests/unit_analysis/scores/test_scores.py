"""Scores of constructs: who gets one, which way it points, and what is said of it."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import multivariate_normal

from analysis.scores import construct_scores, invariance, measures_of, polychoric, reliability
from analysis.scores.construct import Measure
from analysis.scores.factor import one_factor
from analysis.scores.polychoric import below_both
from instruments.errors import SurveyError
from instruments.library import load

THREE = [Measure(item=name, lowest=1, highest=5) for name in "abc"]


@pytest.fixture
def answers():
    rng = np.random.default_rng(11)
    behind = rng.normal(size=900)
    noise = rng.normal(size=(900, 3))
    columns = np.digitize(0.8 * behind[:, None] + 0.6 * noise, [-1, -0.3, 0.3, 1]) + 1.0
    return pd.DataFrame(columns, columns=list("abc")).assign(g=np.repeat(["x", "y", "z"], [440, 450, 10]))


def refused(call):
    with pytest.raises(SurveyError) as caught:
        call()
    (problem,) = caught.value.problems
    assert "Please " in problem.text("en")
    assert "Veuillez " in problem.text("fr")
    return problem.code.rsplit(".", 1)[1]


def test_a_score_needs_as_many_answers_as_is_said_and_points_one_way():
    frame = pd.DataFrame({"a": [5.0, 4.0, np.nan], "b": [4.0, np.nan, np.nan], "c": [1.0, 2.0, np.nan]})
    measures = [*THREE[:2], Measure(item="c", lowest=1, highest=5, reverse=True)]
    np.testing.assert_allclose(construct_scores(frame, measures=measures), [14 / 3, np.nan, np.nan])
    np.testing.assert_allclose(
        construct_scores(frame, measures=measures, method="sum", at_least=2), [14.0, 12.0, np.nan]
    )


def test_the_items_of_a_construct_come_with_the_ends_of_their_scale():
    conduct = measures_of(load("household"), construct="conduct", reverse=["conduct_army"])
    assert {"conduct_wagner", "conduct_army", "conduct_2023", "conduct_2024"} <= {measure.item for measure in conduct}
    assert {(measure.lowest, measure.highest) for measure in conduct} == {(1.0, 5.0)}
    assert [measure.item for measure in conduct if measure.reverse] == ["conduct_army"]


def test_a_reversed_item_changes_alpha_only_if_it_is_not_turned_back(answers):
    turned = answers.assign(b=6 - answers["b"])
    back = [THREE[0], Measure(item="b", lowest=1, highest=5, reverse=True), THREE[2]]
    right = reliability(answers, measures=THREE)
    assert reliability(turned, measures=back).alpha == pytest.approx(right.alpha)
    assert reliability(turned, measures=THREE).alpha < 0.1
    assert right.alpha < reliability(answers, measures=THREE, basis="polychoric").alpha


def test_equal_items_make_alpha_and_omega_one_number():
    same = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    factor = one_factor(same)
    np.testing.assert_allclose(factor.loadings, np.sqrt(0.5), rtol=1e-6)
    explained = factor.loadings.sum() ** 2
    assert explained / (explained + factor.uniquenesses.sum()) == pytest.approx(4 * 0.5 / (1 + 3 * 0.5), rel=1e-6)


def test_two_items_have_an_alpha_and_a_reason_why_there_is_no_omega(answers):
    two = reliability(answers, measures=THREE[:2])
    assert two.omega is None
    assert [item.alpha_without for item in two.items] == [None, None]
    assert "omega needs 3 items" in two.text("en")
    assert "omega demande 3 questions" in two.text("fr")
    assert list(two.to_frame()["item"]) == ["a", "b"]


def test_weights_count_like_copies(answers):
    times = np.random.default_rng(5).integers(0, 4, len(answers))
    copied = answers.loc[answers.index.repeat(times)]
    weighted, plain = (
        polychoric(answers["a"].to_numpy(), answers["b"].to_numpy(), weights=times.astype(float)),
        polychoric(copied["a"].to_numpy(), copied["b"].to_numpy()),
    )
    assert weighted == pytest.approx(plain, abs=1e-7)
    alphas = (reliability(answers, measures=THREE, weights=times * 1.0), reliability(copied, measures=THREE))
    assert alphas[0].alpha == pytest.approx(alphas[1].alpha)


def test_the_normal_probability_is_that_of_scipy():
    rng = np.random.default_rng(2)
    limits = np.vstack([rng.normal(size=(20, 2)), [[0.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -2.0]]])
    for rho in (-0.9, -0.3, 0.0, 0.4, 0.97):
        expected = [multivariate_normal.cdf(limit, cov=[[1, rho], [rho, 1]], abseps=1e-12) for limit in limits]
        np.testing.assert_allclose(below_both(limits[:, 0], limits[:, 1], rho), expected, atol=1e-9)


def test_answers_that_are_the_same_are_correlated_nearly_one():
    same = np.repeat([1.0, 2.0, 3.0], 20)
    assert polychoric(same, same) > 0.999


def test_groups_that_answer_alike_may_be_compared_and_small_ones_are_named(answers):
    told = invariance(answers, measures=THREE, group="g")
    assert not told.misleads
    assert told.left_out == ("z",)
    assert told.text("en") == "Nothing speaks against comparing the groups' means. Too few respondents to tell in: z."


def test_an_item_that_one_group_finds_easier_is_flagged(answers):
    easier = answers["c"].where(answers["g"] != "y", (answers["c"] + 2).clip(upper=5))
    told = invariance(answers.assign(c=easier), measures=THREE, group="g")
    assert "c" in told.biased
    assert {item.item: item.size for item in told.items}["c"] == "large"
    assert told.text("fr").startswith("Comparer les moyennes des groupes induirait en erreur. À score égal")


def test_a_group_in_which_the_items_hang_together_otherwise_is_flagged(answers):
    apart = answers.assign(c=answers["c"].where(answers["g"] != "y", 6 - answers["c"]))
    told = invariance(apart, measures=THREE, group="g")
    assert "y" in told.apart
    assert told.misleads


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda _: measures_of(load("household"), construct="conducts"), "no_items"),
        (lambda _: measures_of(load("household"), construct="conduct", reverse=["age"]), "reverse"),
        (lambda f: construct_scores(f, measures=[Measure(item="d", lowest=1, highest=5)]), "absent"),
        (lambda f: construct_scores(f, measures=THREE, method="median"), "method"),
        (lambda f: construct_scores(f, measures=THREE, at_least=4), "at_least"),
        (lambda f: reliability(f, measures=THREE[:1]), "few_items"),
        (lambda f: reliability(f, measures=THREE, basis="ranks"), "basis"),
        (lambda f: reliability(f, measures=THREE, weights=np.ones(3)), "length"),
        (lambda f: reliability(f.head(2), measures=THREE), "too_few"),
        (lambda f: reliability(f.assign(a=1.0), measures=THREE), "constant"),
        (lambda f: reliability(f.assign(b=f["a"]), measures=THREE), "determined"),
        (lambda f: invariance(f, measures=THREE, group="h"), "absent"),
        (lambda f: invariance(f.head(440), measures=THREE, group="g"), "few_groups"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(answers, call, code):
    assert refused(lambda: call(answers)) == code
