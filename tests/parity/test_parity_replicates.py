"""Replicates, and standard errors that know of a calibration, agree with R survey 4.1-1."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import mean, ratio, share, total
from analysis.estimators.joint import joint_means
from survey.design import Design

CLOSED_FORM = 1e-8  # both sides evaluate the same formula
EXPECTED = Path(__file__).parent / "expected"
CASES = pd.read_csv(EXPECTED / "replicates.csv", keep_default_na=False)
BY = {"jkn": "awards", "jk1": "stype", "jkn centred": "awards", "brr": "zone", "fay": "zone", "supplied": "zone"}


def _calibrated(name, design_of):
    weights = pd.read_csv(EXPECTED / "calibrated_weights.csv").query("calibration == @name")["weight"].to_numpy()
    design = design_of("apiclus2" if name == "two-stage" else "apiclus1")
    if name == "greg":
        types = pd.get_dummies(design.frame["stype"]).to_numpy(float)
        return design.calibrated(weights, on=np.column_stack([types, design.frame["api99"]]))
    convention = "rake" if name == "rake" else "calibrate"
    return design.calibrated(
        weights, on=["stype", "sch.wide"] if name in ("raked", "rake") else ["stype"], convention=convention
    )


def _design(name, design_of, frame_of):
    if name in ("jkn", "jk1"):
        return design_of("apistrat" if name == "jkn" else "apiclus1").replicate(kind=name)
    if name == "jkn centred":
        made = design_of("apistrat").replicate(kind="jkn").index.replicates
        weights = design_of("apistrat").index.weights[:, None] * made.factors.table()[made.unit]
        return design_of("apistrat").with_replicate_weights(weights, scale=made.scale, centre="mean")
    if name in ("brr", "fay"):
        return Design(frame_of("supplied"), strata="stratum", psu="psu", weights="weight").replicate(kind=name, rho=0.3)
    if name == "supplied":
        return design_of(name)
    return _calibrated(name, design_of)


NONLINEAR_IN_HALF_SAMPLES = 0.05  # R takes another set of orthogonal half-samples; only linear estimates are then equal


@pytest.mark.parametrize("name", list(dict.fromkeys(CASES["design"])))
def test_errors_agree_with_r(name, design_of, frame_of):
    design = _design(name, design_of, frame_of)
    for row in CASES[CASES["design"] == name].itertuples():
        if row.what == "df":
            assert mean(design, "trust").df.tolist() == [row.estimate]
            continue
        by = BY.get(name, "stype" if name == "greg" else "awards") if row.domain else None
        ours = {"mean": mean, "total": total}[row.what](design, row.item, by=by).to_frame()
        ours = ours[ours[by] == row.domain] if by else ours
        assert ours["estimate"].iloc[0] == pytest.approx(row.estimate, rel=CLOSED_FORM)
        loose = name in ("brr", "fay") and row.what == "mean"
        tolerance = NONLINEAR_IN_HALF_SAMPLES if loose else CLOSED_FORM
        assert ours["se"].iloc[0] == pytest.approx(row.se, rel=tolerance, abs=1e-7), row


@pytest.mark.parametrize("name", ["jkn", "supplied", "raked", "rake", "greg", "two-stage"])
def test_joint_means_have_the_errors_of_the_means(name, design_of, frame_of):
    design = _design(name, design_of, frame_of)
    item, by = ("trust", "zone") if name == "supplied" else ("api00", "awards")
    groups = sorted(design.frame[by].unique())
    columns = np.column_stack([design.frame[item].where(design.frame[by] == group) for group in groups])
    joint, each = joint_means(design, columns), mean(design, item, by=by)
    assert np.allclose(joint.estimate, each.estimate, rtol=CLOSED_FORM)
    assert np.allclose(np.sqrt(np.diag(joint.covariance)), each.se, rtol=CLOSED_FORM)


@pytest.mark.parametrize("name", ["raked", "rake", "two-stage", "jkn"])
def test_a_share_is_the_mean_of_zeros_and_ones(name, design_of, frame_of):
    design = _design(name, design_of, frame_of)
    of_answer, of_ones = share(design, "good", answers=[1.0], by="awards"), mean(design, "good", by="awards")
    assert np.allclose(of_answer.se, of_ones.se, rtol=CLOSED_FORM)
    ratios = ratio(design, "good", denominator="pw", by="awards")
    assert len(ratios) == 2
    assert (ratios.se > 0).all()
