"""Tests, dispersion and regressions, and everything on replicate weights, agree with R survey 4.1-1.

Where the definitions differ, the R script computes ours: ranks are the middles of the weighted distribution (R's depend
on the order of rows), and a difference has as many degrees of freedom as its domains leave (R takes one more away).
What R does not have (agreement, Leik's D, consensus, Cliff's delta, Wilson's interval) is written out in further.R from
its definition, with R's variance.
"""

import math
from pathlib import Path

import pandas as pd
import pytest

from analysis import (
    chi_square,
    compare,
    contrast,
    dispersion,
    marginal_effects,
    population_variance,
    quantile,
    rank_test,
    ratio,
    regress,
    share,
    standard_deviation,
    superiority,
)

CLOSED_FORM = 1e-8  # both sides evaluate the same formula
ITERATED = 1e-6  # both sides find a solution by iteration
BY_DIFFERENCES = 5e-4  # R takes the curvature of proportional odds from differences of slopes
EXPECTED = Path(__file__).parent / "expected"
CASES = pd.concat(
    pd.read_csv(EXPECTED / name, keep_default_na=False, na_values=["NA", "NaN"])
    for name in ("tests.csv", "further.csv")
)
MODELS = ("linear", "logistic", "poisson", "proportional_odds")
SMALLEST_P = 1e-300  # below this R's and our p are both as good as zero


def _agree(got, want, tolerance):
    for name, value in want.items():
        if not pd.isna(value):
            assert got[name] == pytest.approx(value, rel=tolerance, abs=SMALLEST_P), name


def _design(data, design_of):
    return design_of(data, "adjust" if data == "lonely" else "fail")


def _figures(table, row):
    got = {
        "estimate": table.estimate[0],
        "se": table.se[0],
        "df": table.df[0],
        "low": table.ci_low[0],
        "high": table.ci_high[0],
    }
    return got, {name: getattr(row, name) for name in got}


def _rows(what):
    return [pytest.param(row, id=f"{row.data}-{row.item}-{row.by}-{row.detail}") for row in what.itertuples()]


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "variance"]))
def test_variances(row, design_of):
    table = population_variance(_design(row.data, design_of), row.item)
    _agree(*_figures(table, row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "sd"]))
def test_standard_deviations(row, design_of):
    _agree(*_figures(standard_deviation(_design(row.data, design_of), row.item), row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "dispersion"]))
def test_dispersion(row, design_of):
    answers = [1.0, 2.0, 3.0, 4.0] + [5.0] * (row.item == "trust")
    table = dispersion(_design(row.data, design_of), row.item, measure=row.detail, answers=answers)
    _agree(*_figures(table, row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "superiority"]))
def test_superiority(row, design_of):
    table = superiority(_design(row.data, design_of), row.item, by=row.by).to_frame().set_index(["first", "second"])
    got = table.loc[tuple(row.detail.split())]
    _agree(got, {"estimate": row.estimate, "se": row.se}, CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "share"]))
def test_shares(row, design_of):
    interval = "logit" if row.detail == "xlogit" else row.detail
    table = share(_design(row.data, design_of), row.item, answers=[1.0], interval=interval)
    _agree(*_figures(table, row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "quantile"]))
def test_quantiles(row, design_of):
    rule, p = row.detail.split()
    table = quantile(_design(row.data, design_of), row.item, probabilities=float(p), rule=rule)
    _agree(*_figures(table, row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "ratio"]))
def test_ratios(row, design_of):
    upper, lower = row.item.split("/")
    _agree(*_figures(ratio(_design(row.data, design_of), upper, denominator=lower), row), CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "chi_square"]))
def test_association(row, design_of):
    result = chi_square(_design(row.data, design_of), row.item, columns=row.by, statistic=row.detail)
    got = {name: getattr(result, name) for name in ("statistic", "df", "df_error", "p")}
    want = {"statistic": row.estimate, "df": row.df, "df_error": row.df_error, "p": row.p}
    _agree(got, want, CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "rank"]))
def test_ranks(row, design_of):
    result = rank_test(_design(row.data, design_of), row.item, by=row.by, ranks=row.detail)
    got = {name: getattr(result, name) for name in ("statistic", "df", "df_error", "p")}
    _agree(got, {"statistic": row.estimate, "df": row.df, "df_error": row.df_error, "p": row.p}, CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "difference"]))
def test_differences(row, design_of):
    table = compare(_design(row.data, design_of), row.item, by=row.by).to_frame().set_index(["first", "second"])
    got = table.loc[tuple(row.detail.split("|"))]
    _agree(got, {"estimate": row.estimate, "se": row.se, "df": row.df, "p": row.p}, CLOSED_FORM)


@pytest.mark.parametrize("row", _rows(CASES[CASES["what"] == "contrast"]))
def test_contrasts(row, design_of):
    kind, one, other = row.detail.split()
    of = {one: 1, other: -1} if kind == "linear" else lambda mean: math.log(mean[one] / mean[other])
    got = contrast(_design(row.data, design_of), row.item, by=row.by, of=of)
    _agree({"estimate": got.estimate, "se": got.se}, {"estimate": row.estimate, "se": row.se}, CLOSED_FORM)


@pytest.mark.parametrize(
    ("data", "family", "outcome", "on"),
    list(CASES[CASES["what"].isin(MODELS)].groupby(["data", "what", "item", "by"], sort=False).groups),
)
def test_regressions(data, family, outcome, on, design_of):
    cases = CASES[
        (CASES["data"] == data) & (CASES["what"] == family) & (CASES["item"] == outcome) & (CASES["by"] == on)
    ]
    model = regress(_design(data, design_of), outcome, on=on.split("+"), family=family)
    effects = None if family == "proportional_odds" else marginal_effects(model).set_index("effect")
    tolerance = BY_DIFFERENCES if family == "proportional_odds" and data != "supplied" else ITERATED
    for row in cases.itertuples():
        kind, _, name = row.detail.partition(" ")
        if kind == "test":
            result = model.test(name)
            got = {"statistic": result.statistic, "df": result.df, "df_error": result.df_error, "p": result.p}
            _agree(got, {"statistic": row.estimate, "df": row.df, "df_error": row.df_error, "p": row.p}, tolerance)
        elif kind == "effect":
            _agree(effects.loc[name], {"estimate": row.estimate, "se": row.se}, tolerance)
        else:
            place = int(kind.removeprefix("coefficient")) - 1
            got = {"estimate": model.estimate[place], "se": model.se[place], "df": model.df}
            _agree(got, {"estimate": row.estimate, "se": row.se, "df": row.df}, tolerance)
