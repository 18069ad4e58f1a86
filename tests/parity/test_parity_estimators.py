"""Means, totals, ratios, shares and quantiles over domains agree with R survey 4.1-1."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import mean, quantile, ratio, share, total

CLOSED_FORM = 1e-8  # both sides evaluate the same formula
CASES = pd.read_csv(
    Path(__file__).parent / "expected" / "estimators.csv", keep_default_na=False, na_values=["NA", "NaN"]
)
DESIGNS = list(CASES.groupby(["data", "policy", "by"], sort=False).groups)
INTERVALS = {"xlogit": "logit", "beta": "beta", "mean": "mean"}
FIGURES = {"estimate": "estimate", "se": "se", "df": "df", "deff": "deff", "low": "ci_low", "high": "ci_high"}


def _ours(design, row, by):
    if row.what == "share":
        return share(design, row.item, by=by, answers=[1.0], interval=INTERVALS[row.detail])
    if row.what == "quantile":
        method, p = row.detail.split()
        return quantile(design, row.item, probabilities=float(p), by=by, interval=INTERVALS[method])
    if row.what == "ratio":
        numerator, denominator = row.item.split("/")
        return ratio(design, numerator, denominator=denominator, by=by)
    return {"mean": mean, "total": total}[row.what](design, row.item, by=by)


@pytest.mark.parametrize(("data", "policy", "by"), DESIGNS)
def test_estimators_agree_with_r(data, policy, by, design_of):
    design = design_of(data, policy)
    differences = []
    for row in CASES[(CASES["data"] == data) & (CASES["policy"] == policy) & (CASES["by"] == by)].itertuples():
        ours = _ours(design, row, by or None).to_frame()
        ours = ours[ours[by] == row.domain] if by else ours
        for theirs, name in FIGURES.items():
            want, got = getattr(row, theirs), ours[name].iloc[0]
            if not pd.isna(want) and not abs(got - want) <= CLOSED_FORM * max(abs(want), 1e-6):
                differences.append(f"{row.what} {row.item} {row.detail} {row.domain} {name}: {got} for {want}")
    assert not differences, "\n".join(differences)
