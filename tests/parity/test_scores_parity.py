"""Reliability, polychoric correlations and differential functioning against R: the script is r/scores.R.

psych 2.2.9, stats, survey 4.1-1 and MASS; of bfi and lsat6, which come with psych, only matrices and tables are kept.
"""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.scores.construct import Measure
from analysis.scores.factor import one_factor
from analysis.scores.invariance import invariance
from analysis.scores.moments import correlation_of
from analysis.scores.polychoric import correlation_of_table, polychoric, polychoric_matrix
from analysis.scores.reliability import alpha_of, omega_of, reliability

HERE = Path(__file__).parent
ITEMS = [f"i{number}" for number in range(1, 6)]
MEASURES = [Measure(item=name, lowest=1, highest=5) for name in ITEMS]

SAME = 1e-10  # closed formulas
SEARCHED = 1e-6  # the maximum of a likelihood, which R's searches find to about this
STOPPED_EARLY = 5e-5  # psych's own searches


@pytest.fixture(scope="module")
def r():
    return pd.read_csv(HERE / "expected" / "scores.csv").set_index("name")["value"]


@pytest.fixture(scope="module")
def made():
    return pd.read_csv(HERE / "data" / "scores.csv")


@pytest.fixture(scope="module", params=["", ".weighted"])
def found(request, made):
    weights = made["weight"].to_numpy() if request.param else None
    return request.param, reliability(made, measures=MEASURES, weights=weights)


def matrix(r, name, size):
    cells = {(i, j): r.get(f"{name}.{i}.{j}", np.nan) for i in range(1, size + 1) for j in range(1, size + 1)}
    return np.array([[cells[min(i, j), max(i, j)] for j in range(1, size + 1)] for i in range(1, size + 1)])


def table(r, name, size):
    return np.array([[r[f"{name}.{i}.{j}"] for j in range(1, size + 1)] for i in range(1, size + 1)])


def test_alpha_omega_and_loadings(r, found):
    kind, scores = found
    assert scores.alpha == pytest.approx(r[f"alpha{kind}"], rel=SAME)
    assert scores.omega == pytest.approx(r[f"omega{kind}"], rel=SEARCHED)
    loadings = [item.loading for item in scores.items]
    np.testing.assert_allclose(loadings, r[[f"loading{kind}.{name}" for name in ITEMS]], rtol=10 * SEARCHED)


def test_each_item_against_the_rest_as_psych_has_it(r, made):
    items = reliability(made, measures=MEASURES).items
    np.testing.assert_allclose([item.rest for item in items], r[[f"rest.{name}" for name in ITEMS]], rtol=SAME)
    without = r[[f"alpha_without.{name}" for name in ITEMS]]
    np.testing.assert_allclose([item.alpha_without for item in items], without, rtol=SAME)
    psych = r[[f"psych.loading.{name}" for name in ITEMS]]
    np.testing.assert_allclose([item.loading for item in items], psych, rtol=STOPPED_EARLY)


def test_polychoric_correlations(r, made):
    ours = polychoric_matrix(made, measures=MEASURES)
    for one, other in combinations(ITEMS, 2):
        assert ours.loc[one, other] == pytest.approx(r[f"polychoric.{one}.{other}"], abs=SEARCHED)
        assert ours.loc[one, other] == pytest.approx(r[f"psych.polychoric.{one}.{other}"], abs=STOPPED_EARLY)
    complete = made.dropna()
    weighted = polychoric(
        complete["i1"].to_numpy(), complete["i2"].to_numpy(), weights=complete["weight"].to_numpy(dtype=float)
    )
    assert weighted == pytest.approx(r["polychoric.weighted.i1.i2"], abs=SEARCHED)


def test_differential_functioning(r, made):
    told = invariance(made, measures=MEASURES, group="group", weights=made["weight"].to_numpy())
    np.testing.assert_allclose([item.shift for item in told.items], r[[f"shift.{name}" for name in ITEMS]], atol=1e-7)
    np.testing.assert_allclose([item.change for item in told.items], r[[f"change.{name}" for name in ITEMS]], atol=1e-7)
    assert told.biased == ("i4",)  # the one item that the script made easier for one group


def test_agreeableness_in_bfi(r):
    covariance = matrix(r, "bfi.covariance", 5)
    assert alpha_of(covariance) == pytest.approx(r["bfi.alpha"], rel=SAME)
    assert round(alpha_of(covariance), 2) == 0.70  # as the help page of psych's alpha prints it
    factor = one_factor(correlation_of(covariance))
    omega = omega_of(factor.loadings, factor.uniquenesses, np.sqrt(covariance.diagonal()))
    assert omega == pytest.approx(r["bfi.omega"], rel=SEARCHED)


def test_tables_of_bfi_and_lsat6(r):
    bfi = correlation_of_table(table(r, "bfi.table", 6))
    assert bfi == pytest.approx(r["bfi.polychoric"], abs=SEARCHED)
    assert bfi == pytest.approx(r["bfi.psych.polychoric"], abs=STOPPED_EARLY)
    assert correlation_of_table(table(r, "lsat6.table", 2)) == pytest.approx(
        r["lsat6.psych.tetrachoric"], abs=STOPPED_EARLY
    )
