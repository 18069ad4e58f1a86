"""A crosstab: every group of the banners, weighted shares, unweighted bases, who did not answer."""

import numpy as np
import pytest

from analysis.crosstab import crosstab
from instruments.scale import NonAnswer


@pytest.fixture(scope="module")
def table(sample):
    return crosstab("view", banners=["side"], sample=sample)


def test_shares_and_mean_are_weighted_over_those_who_answered(table, sample):
    frame = sample.frame
    left = (sample.responses.values["side"] == "left").to_numpy() & frame["view"].notna().to_numpy()
    weights, score = sample.design.index.weights[left], frame["view"].to_numpy()[left]
    column = [group.code for group in table.columns].index("left")
    assert table.shares[4][column] == pytest.approx(weights[score == 5].sum() / weights.sum())
    assert table.mean[column] == pytest.approx(np.average(score, weights=weights))
    assert table.n[column] == left.sum()
    assert table.sum_weights[column] == pytest.approx(weights.sum())
    assert table.n_eff[column] == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert sum(row[column] for row in table.shares) == pytest.approx(1)


def test_the_first_column_is_everybody_and_answers_plus_non_answers_are_all_interviews(table, sample):
    assert table.columns[0].variable == ""
    assert table.n[0] + sum(counts[0] for counts in table.non_answers.values()) == len(sample.responses)
    assert table.non_answers[NonAnswer.DONT_KNOW][0] == (sample.responses.reasons["view"] == 1).sum()


def test_a_group_without_answers_or_without_places_has_no_number(table):
    codes = [group.code for group in table.columns]
    nobody, one_place = codes.index("unreached"), codes.index("one_place")
    assert (table.n[nobody], table.shares[0][nobody], table.mean[nobody]) == (0, None, None)
    assert table.mean[one_place] is not None
    assert table.mean_se[one_place] is None
