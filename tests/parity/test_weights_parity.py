"""Weights against R survey 4.1-1: the script is r/weights.R, its figures are in expected/."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey.population import Margin
from survey.weights.calibrate import calibrate
from survey.weights.poststratify import poststratify
from survey.weights.rake import rake
from survey.weights.trim import trim

HERE = Path(__file__).parent / "expected"

SAME = 1e-10  # the exact solution, reached by both

LIMITS = (0.93, 1.2)


@pytest.fixture(scope="module")
def expected():
    return pd.read_csv(HERE / "weights.csv")


@pytest.fixture(scope="module")
def population():
    return pd.read_csv(HERE / "weights_population.csv").set_index("name")["value"]


@pytest.fixture(scope="module")
def schools(expected):
    return expected.assign(one=1.0)


@pytest.fixture(scope="module")
def margins(population):
    stype = Margin.of("stype", {code: population[f"stype.{code}"] for code in "EHM"})
    wide = Margin.of("sch.wide", {code: population[f"sch.wide.{code}"] for code in ("No", "Yes")})
    return stype, wide


@pytest.fixture(scope="module")
def totals(population):
    return {"one": population["size"], "enroll": population["enroll"], "api99": population["api99"]}


def test_raking_is_the_exact_solution_that_r_finds_by_calibration(schools, margins, expected):
    found = rake(schools, margins=margins, weights="pw").values
    np.testing.assert_allclose(found, expected["raking_categories"], rtol=SAME)
    np.testing.assert_allclose(found, expected["rake"], rtol=SAME)


def test_calibration_to_categories(schools, margins, expected):
    found = calibrate(schools, margins=margins, method="linear", weights="pw").values
    np.testing.assert_allclose(found, expected["linear_categories"], rtol=SAME)


@pytest.mark.parametrize(
    ("column", "settings", "tolerance"),
    [
        ("linear", {"method": "linear"}, SAME),
        ("linear_bounded", {"method": "linear", "bounds": LIMITS}, SAME),
        ("raking", {"method": "raking"}, SAME),
        ("raking_bounded", {"method": "raking", "bounds": LIMITS}, SAME),
        ("logit", {"method": "logit", "bounds": LIMITS}, SAME),
    ],
)
def test_calibration_to_totals_in_every_distance(schools, totals, expected, column, settings, tolerance):
    found = calibrate(schools, totals=totals, weights="pw", **settings)
    np.testing.assert_allclose(found.values, expected[column], rtol=tolerance)
    assert found.largest_error <= 1e-10


def test_post_stratification(schools, margins, population, expected):
    found = poststratify(schools, margin=margins[0], weights="pw").values
    np.testing.assert_allclose(found, expected["poststratify"], rtol=SAME)
    both = {(stype, wide): population[f"both.{stype}.{wide}"] for stype in "EHM" for wide in ("No", "Yes")}
    crossed = Margin.of("both", both, by=("stype", "sch.wide"))
    found = poststratify(schools, margin=crossed, weights="pw").values
    np.testing.assert_allclose(found, expected["poststratify_crossed"], rtol=SAME)


def test_trimming(schools, margins, expected):
    stype = Margin.of("stype", schools.groupby("stype")["pw"].sum().to_dict())
    once = trim(poststratify(schools, margin=stype, weights="pw"), highest=40).values
    np.testing.assert_allclose(once, expected["trim_once"], rtol=SAME)
    raked = trim(rake(schools, margins=margins, weights="pw"), highest=40).values
    np.testing.assert_allclose(raked, expected["trim_raked"], rtol=SAME)
