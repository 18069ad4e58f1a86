"""Every estimator, test and option is held against R on finite populations, lonely PSUs and replicate weights."""

from pathlib import Path

import pandas as pd
import pytest

EXPECTED = Path(__file__).parent / "expected"
KINDS = {
    "finite population": {"apistrat", "apiclus1", "apiclus2"},
    "lonely PSU": {"lonely"},
    "replicate weights": {"supplied", "jkn", "jk1", "brr", "fay"},
}
OPTIONS = {
    "mean": [""],
    "total": [""],
    "ratio": [""],
    "share": ["xlogit", "beta", "mean", "wilson"],
    "quantile": ["math", "school"],
    "variance": [""],
    "sd": [""],
    "dispersion": ["agreement", "leik", "consensus"],
    "superiority": [""],
    "chi_square": ["F", "first_order", "second_order", "wald", "adjusted_wald"],
    "rank": ["wilcoxon", "van_der_waerden", "median"],
    "difference": [""],
    "contrast": ["linear", "logratio"],
    "linear": ["coefficient", "test"],
    "logistic": ["coefficient", "test"],
    "poisson": ["coefficient", "test"],
    "proportional_odds": ["coefficient"],
}


def _figures():
    tables = [
        pd.read_csv(EXPECTED / f"{name}.csv", keep_default_na=False)
        .rename(columns={"design": "data"})
        .reindex(columns=["data", "what", "detail"], fill_value="")
        for name in ("estimators", "tests", "further", "replicates")
    ]
    return pd.concat(tables)


@pytest.mark.parametrize("what", OPTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_r_figures_are_there(what, kind):
    table = _figures()
    details = table[(table["what"] == what) & table["data"].isin(KINDS[kind])]["detail"]
    lacking = [option for option in OPTIONS[what] if not details.str.startswith(option).any()]
    assert not lacking
