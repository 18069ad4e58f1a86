"""Every kind of estimand, held against the same number computed another way."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.claims.claim import Measure
from analysis.claims.decide import decide_plan
from analysis.claims.measure import columns
from analysis.claims.plan import library_plan
from analysis.estimators.between import between_contrast
from analysis.results import design_of
from analysis.sample import Sample
from instruments.scale import Choice
from survey.design import Design
from survey.frame import analysis_frame
from survey.ingest import load, responses
from survey.responses import keep
from survey.simulate.demo import demo
from survey.store import open_store
from survey.study import read
from survey.study.settings import Wave
from survey.study.study import Variable
from survey.weights import weigh

LIKES = {"of": "view >= 4"}


def part(measure, rule, **more):
    return {"name": more.pop("name", "part"), "estimand": "what is estimated", "measure": measure, "rule": rule, **more}


def claim(*parts, **more):
    return {"id": "C", "statement": "A claim.", "part": list(parts), **more}


@pytest.fixture(scope="module")
def mali(tmp_path_factory):
    export = demo(tmp_path_factory.mktemp("mali"))
    study = read(export.parent)
    load(study, [export])
    answers = responses(study, open_store(study))
    frame = analysis_frame(study, answers)
    design = design_of(study, responses=answers, frame=frame, weights=weigh(study, answers, frame))
    return Sample(study=study, responses=answers, frame=frame, design=design)


@pytest.fixture(scope="module")
def waves(sample):
    """The made survey as three waves: places are visited again, the west only in the last two."""
    n = len(sample.responses)
    wave = np.array(["one", "two", "three"], dtype=object)[np.arange(n) % 3]
    west = (sample.responses.values["half"] == "west").to_numpy()
    wave[west & (wave == "one")] = "two"
    codes = ("one", "two", "three")
    values = sample.responses.values.assign(wave=pd.Categorical(wave, categories=codes))
    reasons = sample.responses.reasons.assign(wave=np.int8(0))
    variable = Variable(name="wave", label="", values=tuple(Choice(code=code, label="") for code in codes))
    study = replace(
        sample.study,
        waves=tuple(Wave(name=code) for code in codes),
        variables={**sample.study.variables, "wave": variable},
    )
    return Sample(
        study=study,
        responses=replace(sample.responses, values=values, reasons=reasons),
        frame=sample.frame.assign(wave=wave),
        design=sample.design,
    )


@pytest.fixture
def decided(plan_with):
    def decide(one, *, on, settings=None, **more):
        return decide_plan(plan_with(claim(one, **more), **(settings or {})), sample=on)[0]

    return decide


def test_a_list_experiment_is_the_long_list_minus_the_short(decided, mali):
    found = decided(part({"kind": "list", "of": "list_count"}, "majority"), on=mali)
    weights, count = mali.design.index.weights, mali.frame["list_count"].to_numpy()
    means = [
        np.average(count[rows], weights=weights[rows])
        for arm in ("treatment", "control")
        for rows in [(mali.responses.values["list_arm"] == arm).to_numpy() & ~np.isnan(count)]
    ]
    assert found.estimate == pytest.approx(means[0] - means[1])
    assert found.unit == "percent"


def test_the_rank_of_reasons_is_a_plurality_of_what_may_be_ticked_together(decided, mali):
    first = part({"kind": "category", "of": "resentment_reasons"}, "plurality", category="violence")
    exposed = "exposure = 'exposed'"
    assert decided(first, on=mali, population=exposed).verdict == "supported"
    assert decided(first | {"category": "foreign"}, on=mali, population=exposed).verdict == "contradicted"


def test_a_hidden_answer_is_the_published_forced_response(plan_with, sample):
    measure = Measure(kind="hidden", of="view >= 4", yes_if_so=5 / 6, yes_if_not=1 / 6)
    shown = columns(
        measure, within=np.ones(len(sample.responses), bool), responses=sample.responses, frame=sample.frame
    )
    says_yes = np.sort(np.unique(shown[~np.isnan(shown)]))
    assert says_yes == pytest.approx([-0.25, 1.25])
    assert np.average(says_yes[::-1], weights=[831, 2435 - 831]) == pytest.approx(
        0.26191, abs=5e-6
    )  # Nigeria, 831 of 2435


def test_a_dose_is_the_slope_over_its_levels(decided, sample):
    side = part(LIKES, "superiority", dose="half")
    shares = [
        decided(part(LIKES, "majority", where=f"half = '{half}'"), on=sample).estimate for half in ("east", "west")
    ]
    assert decided(side, on=sample).estimate == pytest.approx(shares[1] - shares[0])
    five = part({"of": "later >= 4"}, "superiority", dose="other")
    levels = [
        decided(part({"of": "later >= 4"}, "majority", where=f"other = '{code}'"), on=sample).estimate
        for code in "12345"
    ]
    assert decided(five, on=sample).estimate == pytest.approx(4 * np.polyfit(range(5), levels, 1)[0])


def test_communities_that_differ_have_a_higher_correlation_within(decided, sample):
    rng = np.random.default_rng(3)
    place = np.repeat(np.arange(60), 10)
    alike = np.repeat(rng.random(60) < 0.5, 10).astype(float)
    mixed = (rng.random(600) < 0.5).astype(float)
    design = Design(pd.DataFrame({"y": mixed}), psu=place, strata=place // 20)
    assert between_contrast(design, alike[:, None], coefficients=[1]).estimate == pytest.approx(1.0)
    nothing = between_contrast(design, mixed[:, None], coefficients=[1])
    assert abs(nothing.estimate) < 3 * nothing.se
    assert 0.01 < nothing.se < 0.06
    gap = part({"kind": "between", "of": "view >= 4"}, "superiority", term=[{"where": "half = 'east'"}])
    assert decided(gap, on=sample).unit == "index"


def test_a_change_counts_only_strata_interviewed_in_both_waves(decided, waves):
    change = part(LIKES, "superiority", over="change")
    east = [
        decided(part(LIKES, "majority", where=f"half = 'east' and wave = '{wave}'"), on=waves).estimate
        for wave in ("one", "two", "three")
    ]
    found = decided(change, on=waves)
    assert found.estimate == pytest.approx(east[2] - east[0])
    assert found.unit == "points"
    dip = decided(part(LIKES, "superiority", over="dip"), on=waves)
    assert dip.estimate == pytest.approx((east[0] + east[2]) / 2 - east[1])


def test_places_visited_again_are_not_counted_as_independent(decided, waves):
    """The joint error of both waves is that of residuals summed by place, not that of two independent samples."""
    change = decided(part(LIKES, "superiority", over="change"), on=waves)
    ends = [
        decided(part(LIKES, "majority", where=f"half = 'east' and wave = '{wave}'"), on=waves)
        for wave in ("one", "three")
    ]
    independent = np.hypot(ends[0].se, ends[1].se)
    assert change.se != pytest.approx(independent, rel=1e-3)


def test_composition_is_held_as_it_was_in_the_first_wave(decided, waves):
    held = part(LIKES, "superiority", over="change", standardise="side", where="side = 'left' or side = 'right'")
    found = decided(held, on=waves, settings={"minimum_base": 5})
    weights, values = waves.design.index.weights, waves.responses.values
    east, likes = (values["half"] == "east").to_numpy(), waves.frame["view"].to_numpy()
    known = ~np.isnan(likes)

    def share(side, wave):
        rows = east & known & (values["side"] == side).to_numpy() & (values["wave"] == wave).to_numpy()
        return np.average(likes[rows] >= 4, weights=weights[rows])

    first = {
        side: weights[east & (values["side"] == side).to_numpy() & (values["wave"] == "one").to_numpy()].sum()
        for side in ("left", "right")
    }
    change = sum(first[side] * (share(side, "three") - share(side, "one")) for side in first) / sum(first.values())
    assert found.estimate == pytest.approx(change)


def test_nearer_is_the_sign_of_the_distances(sample):
    measure = Measure(kind="nearer", to="praise", of="view", minus="other")
    shown = columns(
        measure, within=np.ones(len(sample.responses), bool), responses=sample.responses, frame=sample.frame
    )
    view, other = sample.frame["view"].to_numpy(), sample.frame["other"].to_numpy()
    assert np.array_equal(shown[:, 0], np.sign(view - other), equal_nan=True)  # everybody praises with a 5


def test_memory_stands_in_for_waves_where_a_study_has_none(plan_with, sample, waves):
    memory = part(LIKES, "majority", name="memory", stands_in_for="change")
    change = part(LIKES, "equivalence", name="change", over="change", fewest_waves=2)
    for on, kept in ((sample, "memory"), (waves, "change")):
        found = decide_plan(plan_with(claim(memory, change)), sample=on)[0]
        assert [one.name for one in found.parts] == [kept]
    unasked = part({"of": "never_asked >= 2"}, "equivalence", name="change", over="change", fewest_waves=2)
    assert decide_plan(plan_with(claim(memory, unasked)), sample=waves)[0].parts[0].name == "memory"
    alone = decide_plan(plan_with(claim(change)), sample=sample)[0]
    assert alone.reason.code == "analysis.claims.too_few_waves"


def test_a_sample_of_towns_alone_decides_no_claim_about_the_countryside(mali):
    towns = (mali.responses.values["milieu"] == "urban").to_numpy()
    answers = keep(mali.responses, towns)
    frame = mali.frame[towns].reset_index(drop=True)
    design = Design(
        frame, strata="stratum", psu="psu", weights=mali.design.index.weights[towns], nest=True, lonely_psu="adjust"
    )
    sample = Sample(study=mali.study, responses=answers, frame=frame, design=design)
    found = {verdict.claim: verdict for verdict in decide_plan(library_plan("giustozzi_2024"), sample=sample)}
    decided = {name for name, one in found.items() if one.verdict not in ("not_testable", "never_asked")}
    assert decided == {"C01", "C02", "C03", "C35p"}  # about towns alone
    assert found["C01"].verdict == "supported"
    assert "Rural areas touched" in found["C06"].sentence("en")
    of_the_countryside = ("C04a", "C04b", "C05", "C07", "C10", "C12", "C14", "C15", "C17", "C18", "C26")
    for name in of_the_countryside:
        assert found[name].verdict == "not_testable", name
        assert found[name].reason.code == "analysis.claims.not_in_sample"
        assert "sample that covers it" in found[name].sentence("en")
        assert found[name].estimate is None


def test_a_panel_tells_who_came_and_who_left(decided, waves):
    rows = np.arange(len(waves.responses))
    values = waves.responses.values.assign(person=[f"p{row // 3}" for row in rows])
    study = replace(waves.study, design=waves.study.design.model_copy(update={"panel": "person"}))
    panel = replace(waves, study=study, responses=replace(waves.responses, values=values))
    found = decided(part(LIKES, "superiority", over="change"), on=panel)
    (turnover,) = found.turnover
    likes = waves.frame["view"].to_numpy()
    east = (values["half"] == "east").to_numpy()
    pairs = [(likes[row], likes[row + 2]) for row in rows[:-2:3] if east[row] and east[row + 2]]
    said = [(one >= 4, two >= 4) for one, two in pairs if not np.isnan(one) and not np.isnan(two)]
    counts = [said.count(pair) for pair in ((True, True), (False, True), (True, False), (False, False))]
    assert [turnover.stayed, turnover.came, turnover.left, turnover.never] == counts
    assert turnover.persons == sum(counts)
    assert f"{turnover.came} came to say so and {turnover.left} no longer do" in found.sentence("en")
    assert decided(part(LIKES, "superiority", over="change"), on=waves).turnover == ()
