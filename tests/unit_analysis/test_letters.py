"""Letters of a banner are the tests that a contrast makes, held together within their breakdown."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.contrasts import linear_contrast
from analysis.estimators.joint import joint_means
from analysis.inference.letters import ALPHA, higher_than
from analysis.inference.multiplicity import holm
from survey.design import Design

GROUPS = 4


@pytest.fixture(scope="module")
def joint():
    chance = np.random.default_rng(11)
    n = 600
    group = chance.integers(0, GROUPS, n)
    frame = pd.DataFrame({"stratum": np.arange(n) % 3, "psu": np.arange(n) % 60, "weight": chance.uniform(0.5, 2, n)})
    answer = chance.normal(size=n) + np.array([0.0, 0.0, 0.4, 0.9])[group]
    design = Design(frame, strata="stratum", psu="psu", weights="weight", nest=True)
    return joint_means(design, np.column_stack([np.where(group == code, answer, np.nan) for code in range(GROUPS)]))


def test_a_letter_is_the_test_of_the_contrast_of_two_groups(joint):
    pairs = list(combinations(range(GROUPS), 2))
    p = []
    for one, other in pairs:
        contrast = linear_contrast(joint, coefficients=np.eye(GROUPS)[one] - np.eye(GROUPS)[other])
        p.append(2 * stats.t.sf(abs(contrast.estimate) / contrast.se, contrast.df))
    expected = {pair for pair, adjusted in zip(pairs, holm(p), strict=True) if adjusted <= ALPHA}
    found = higher_than(joint, blocks=[range(GROUPS)])
    assert {tuple(sorted((place, low))) for place, lower in enumerate(found) for low in lower} == expected
    assert expected
    assert len(expected) < len(pairs)
    assert all(joint.estimate[place] > joint.estimate[low] for place, lower in enumerate(found) for low in lower)


def test_groups_of_different_banners_and_small_groups_are_not_compared(joint):
    assert higher_than(joint, blocks=[[0], [1, 2]])[0] is None
    assert higher_than(joint, blocks=[range(GROUPS)], fewest=1000) == (None,) * GROUPS
