"""What must hold of every estimate, whatever the answers."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import mean, quantile, ratio, share, total
from analysis.estimators.grouped import groups_within, means_of
from analysis.estimators.joint import joint_means
from survey.design import Design

ROUNDING = 1e-9  # of sums of a few hundred numbers near one
FIGURES = ["estimate", "se", "df", "n_psu", "n_eff", "deff"]


@st.composite
def surveys(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    strata, per_stratum = draw(st.integers(1, 4)), draw(st.integers(2, 5))
    psu = np.repeat(np.arange(strata * per_stratum), rng.integers(2, 6, strata * per_stratum))
    rows = len(psu)
    score = rng.integers(1, 6, rows) + rng.normal(size=strata * per_stratum).round()[psu]
    score[rng.random(rows) < 0.1] = np.nan
    domain = rng.choice(["a", "b", "c"], rows)
    weight = rng.lognormal(size=rows)
    return pd.DataFrame({"stratum": psu // per_stratum, "psu": psu, "score": score, "weight": weight, "domain": domain})


def _design(frame, **settings):
    return Design(frame, strata="stratum", psu="psu", weights="weight", **settings)


def _figures(estimates):
    return estimates.to_frame()[FIGURES].to_numpy(dtype=float)


def _same(left, right):
    assert np.allclose(left, right, rtol=ROUNDING, atol=ROUNDING, equal_nan=True)


@given(surveys(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_does_not_matter(frame, random):
    order = list(range(len(frame)))
    random.shuffle(order)
    for verb in (mean, total, quantile):
        _same(
            _figures(verb(_design(frame), "score", by="domain")),
            _figures(verb(_design(frame.iloc[order]), "score", by="domain")),
        )


@given(surveys(), st.floats(0.01, 1000))
@settings(max_examples=25, deadline=None)
def test_the_scale_of_weights_does_not_matter_to_means_and_shares(frame, factor):
    scaled = frame.assign(weight=frame["weight"] * factor)
    for verb in (mean, share):
        _same(
            _figures(verb(_design(frame), "score", by="domain")), _figures(verb(_design(scaled), "score", by="domain"))
        )


@given(surveys(), st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_copies_within_their_psu_add_no_information(frame, copies):
    copied = pd.concat([frame.assign(weight=frame["weight"] / copies)] * copies)
    once, often = (mean(_design(rows), "score", by="domain").to_frame() for rows in (frame, copied))
    _same(once[["estimate", "se", "df"]].to_numpy(float), often[["estimate", "se", "df"]].to_numpy(float))


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_a_census_has_no_error(frame):
    table = mean(_design(frame, fpc=np.ones(len(frame))), "score", by="domain").to_frame()
    assert (table["se"].fillna(0) <= ROUNDING).all()


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_totals_of_domains_add_up(frame):
    parts = total(_design(frame), "score", by="domain").to_frame()
    whole = total(_design(frame), "score").to_frame()
    assert np.isclose(parts["estimate"].sum(), whole["estimate"].iloc[0])


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_a_domain_mean_is_a_ratio_of_totals_and_one_of_the_joint_means(frame):
    frame = frame.assign(
        inside=(frame["domain"] == "a") * 1.0, part=np.where(frame["domain"] == "a", frame["score"], 0.0)
    )
    frame.loc[frame["score"].isna(), ["inside", "part"]] = np.nan
    domain = mean(_design(frame), "score", by="domain").to_frame().query("domain == 'a'")
    if len(domain) and domain["n_psu"].iloc[0] > 1:
        one = ratio(_design(frame), "part", denominator="inside").to_frame()
        _same(domain[["estimate", "se"]].to_numpy(float), one[["estimate", "se"]].to_numpy(float))
        joint = joint_means(_design(frame), frame["score"].where(frame["domain"] == "a").to_numpy())
        _same(domain[["estimate", "se"]].to_numpy(float)[0], [joint.estimate[0], joint.covariance[0, 0] ** 0.5])


@given(surveys())
@settings(max_examples=25, deadline=None)
def test_linearisation_of_a_total_is_the_jackknife(frame):
    totals = (frame["weight"] * frame["score"].fillna(0)).groupby([frame["stratum"], frame["psu"]]).sum()
    variance = 0.0
    for _, psus in totals.groupby(level=0):
        n = len(psus)
        without = [(psus.sum() - t) * n / (n - 1) for t in psus]
        variance += (n - 1) / n * sum((value - psus.sum()) ** 2 for value in without)
    se = total(_design(frame), "score").to_frame()["se"].iloc[0]
    assert np.isclose(se**2, variance, rtol=1e-8)


@given(surveys())
@settings(max_examples=15, deadline=None)
def test_with_one_margin_both_conventions_and_post_stratification_are_one(frame):
    equal = frame.assign(weight=1.0, size=1.0)
    counts = equal["domain"].value_counts()
    raked = np.array([100 / counts[domain] for domain in equal["domain"]])
    designs = [_design(equal).calibrated(raked, on=["domain"], convention=kind) for kind in ("calibrate", "rake")]
    _same(designs[0].index.weights, raked)
    _same(*(mean(design, "score").se for design in designs))
    assert np.nanmax(total(designs[0], "size", by="domain").se, initial=0.0) <= ROUNDING * 100


@given(surveys(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_means_of_groups_summed_once_are_the_means_of_their_columns(frame, answered):
    if answered:
        frame = frame.assign(score=frame["score"].fillna(3.0))
    frame = frame.assign(weight=frame["weight"].where(np.arange(len(frame)) % 7 > 0, 0.0))
    within = np.column_stack([np.ones(len(frame), dtype=bool), *[frame["domain"] == each for each in "abcd"]])
    measure = frame["score"].to_numpy()
    columns = np.where(within, measure[:, None], np.nan)
    raked = np.array([100 / (frame["domain"] == each).sum() for each in frame["domain"]])
    for design in (
        _design(frame),
        _design(frame, lonely_psu="average"),
        _design(frame).replicate(kind="jkn"),
        _design(frame.assign(weight=1.0)).calibrated(raked, on=["domain"], convention="rake"),
    ):
        one, other = means_of(measure, groups_within(design, within)), joint_means(design, columns)
        for name in ("estimate", "covariance", "n", "n_psu", "sum_weights", "n_eff", "deff", "members"):
            _same(getattr(one, name), getattr(other, name))
