"""Contrasts: linear ones are c'm with c'Vc, dispersions follow the delta method, shares keep inside 0 and 1."""

import numpy as np
import pandas as pd
import pytest

from analysis.contrasts import contrast_of_shares, interval, linear_contrast, share_of
from analysis.estimators.dispersion import agreement
from analysis.estimators.joint import joint_means
from survey.design import Design


@pytest.fixture(scope="module")
def drawn():
    """60 places in 3 strata, 15 answers each: a degree from 1 to 4, in two groups of people."""
    rng = np.random.default_rng(11)
    place = np.repeat(np.arange(60), 15)
    lean = rng.normal(0, 0.15, 60)[place]
    degree = np.clip(np.round(2.6 + lean + rng.normal(0, 0.9, 900)), 1, 4).astype(int)
    group = rng.random(900) < 0.45
    frame = pd.DataFrame({"place": place, "stratum": place // 20, "w": rng.uniform(0.5, 2, 900)})
    return Design(frame, strata="stratum", psu="place", weights="w"), degree, group


def _categories(degree, members):
    return np.where(members[:, None], degree[:, None] == np.arange(1, 5), np.nan)


def test_difference_knows_the_covariance_of_its_means(drawn):
    design, degree, group = drawn
    columns = np.column_stack([np.where(group, degree, np.nan), np.where(~group, degree, np.nan)])
    joint = joint_means(design, columns)
    found = linear_contrast(joint, coefficients=[1, -1])
    v = joint.covariance
    assert found.estimate == pytest.approx(joint.estimate[0] - joint.estimate[1])
    assert found.se**2 == pytest.approx(v[0, 0] + v[1, 1] - 2 * v[0, 1])
    assert found.df == 57


def test_a_coefficient_of_zero_takes_no_part(drawn):
    design, degree, group = drawn
    nobody = np.full(len(degree), np.nan)
    joint = joint_means(design, np.column_stack([np.where(group, degree, np.nan), nobody]))
    assert np.isfinite(linear_contrast(joint, coefficients=[1, 0]).estimate)


def test_interval_of_a_share_stays_inside_and_widens_with_the_level(drawn):
    design, degree, _ = drawn
    joint = joint_means(design, (degree == 4).astype(float)[:, None] * (np.arange(900) < 300)[:, None])
    share = share_of(joint, index=0)
    narrow, wide = interval(share, level=0.90), interval(share, level=0.9999)
    assert 0 < wide[0] < narrow[0] < share.estimate < narrow[1] < wide[1] < 1


def test_dispersion_has_the_variance_of_its_linearised_values(drawn):
    """The delta method equals the variance of the mean of each person's influence."""
    design, degree, group = drawn
    shares = _categories(degree, group)
    joint = joint_means(design, shares)
    found = contrast_of_shares(joint, measure="agreement", groups=[range(4)], coefficients=[1])
    influence = np.where(group, shares @ agreement(joint.estimate).gradient, np.nan)
    assert found.estimate == agreement(joint.estimate).value
    assert found.se**2 == pytest.approx(joint_means(design, influence[:, None]).covariance[0, 0])


def test_difference_of_dispersions_agrees_with_a_jackknife_of_places(drawn):
    design, degree, group = drawn
    both = np.hstack([_categories(degree, group), _categories(degree, ~group)])
    settings = {"measure": "consensus", "groups": [range(4), range(4, 8)], "coefficients": [1, -1]}
    found = contrast_of_shares(joint_means(design, both), **settings)
    place, stratum = design.frame["place"].to_numpy(), design.frame["stratum"].to_numpy()
    variance = 0.0
    for h in range(3):
        mine = np.unique(place[stratum == h])
        left_out = [_without(design, both, place == p, place, stratum == h, settings) for p in mine]
        variance += (len(mine) - 1) / len(mine) * ((np.array(left_out) - found.estimate) ** 2).sum()
    assert found.se == pytest.approx(variance**0.5, rel=0.05)


def _without(design, columns, dropped, place, stratum, settings):
    weights = design.index.weights * np.where(stratum, 20 / 19, 1)
    weights = np.where(dropped, 0, weights)
    return contrast_of_shares(joint_means(design.reweighted(weights), columns), **settings).estimate
