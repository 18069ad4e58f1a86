"""Kappa against published tables, against R, and its gradient against small steps."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.contrasts import contrast_of_shares
from analysis.estimators.joint import joint_means
from analysis.estimators.kappa import kappa
from survey.design import Design

FLEISS_COHEN_EVERITT = np.array([53, 5, 2, 11, 14, 5, 1, 6, 3])  # percent of 200 patients, two psychiatrists
EXPECTED = Path(__file__).parents[1] / "parity" / "expected" / "kappa.csv"


def test_the_published_agreement_of_two_psychiatrists():
    assert round(kappa(FLEISS_COHEN_EVERITT).value, 3) == 0.429


@pytest.mark.parametrize("table", [[30, 5, 8, 57], FLEISS_COHEN_EVERITT, [1, 2, 3, 4]])
def test_the_gradient_is_that_of_small_steps(table):
    shares, step = np.asarray(table) / np.sum(table), 1e-6
    away = np.eye(len(shares)) - shares  # more in one cell, less in all in proportion: shares still sum to one
    slopes = [(kappa(shares + step * one).value - kappa(shares - step * one).value) / (2 * step) for one in away]
    gradient = kappa(shares).gradient
    assert away @ gradient == pytest.approx(slopes, abs=1e-6)


@pytest.mark.parametrize("row", pd.read_csv(EXPECTED).to_dict("records"), ids=lambda row: row["name"])
def test_value_and_error_are_those_of_r_where_all_weigh_the_same(row):
    table = np.array([int(count) for count in row["table"].split()])
    cells = np.repeat(np.arange(table.size), table)
    columns = (cells[:, None] == np.arange(table.size)).astype(float)
    design = Design(pd.DataFrame({"cell": cells}))
    found = contrast_of_shares(
        joint_means(design, columns), measure="kappa", groups=[range(table.size)], coefficients=[1.0]
    )
    n = table.sum()
    assert found.estimate == pytest.approx(row["kappa"], abs=1e-12)
    assert found.se == pytest.approx(np.sqrt(row["variance"] * n / (n - 1)), rel=1e-9)  # the design divides by n - 1


def test_where_everybody_says_one_thing_twice_nothing_varies():
    assert kappa([10, 0, 0, 0]).value == 1
    assert not kappa([10, 0, 0, 0]).gradient.any()
    assert kappa([0, 5, 5, 0]).value == -1
