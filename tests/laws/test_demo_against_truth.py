"""The verdicts on the synthetic study, held against the world that its answers were drawn from."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.claims.decide import decide_plan
from analysis.claims.plan import plan_of
from analysis.results import analyse
from analysis.sample import Sample
from instruments import library
from survey.derive import derive
from survey.design import Design
from survey.frame import analysis_frame
from survey.ingest import load
from survey.ingest.in_codes import as_responses
from survey.simulate.demo import SEED, demo
from survey.simulate.draw import census
from survey.simulate.reading import read_world
from survey.study import read
from survey.study.settings import DesignSettings, Files

EVERYBODY = 40_000
GROUPS = 400
TRUE = {"supported", "supported_but_small"}
FALSE = {"contradicted", "no_difference_that_matters"}
OPEN = {"not_testable", "never_asked"}
NOT_OF_PERSONS = {"C04c", "C04d"}  # of places, and of silence in the interview: a census of persons knows neither


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return read(demo(tmp_path_factory.mktemp("demo")).parent)


@pytest.fixture(scope="module")
def truth(study):
    """The same plan on so many people, each counted once, that what is left of chance is far below every margin."""
    answers = census(read_world(study.folder / "world.toml"), library.load("household"), seed=1, adults=EVERYBODY)
    counted = replace(study, design=DesignSettings(), weighting=None, files=Files())
    responses = derive(as_responses(answers, study.instrument), study=counted)
    frame = analysis_frame(counted, responses)
    design = Design(frame, psu=np.arange(EVERYBODY) % GROUPS)  # people are independent: any groups of them will do
    sample = Sample(study=counted, responses=responses, frame=frame, design=design)
    return {verdict.claim: verdict for verdict in decide_plan(plan_of(counted), sample=sample)}


@pytest.fixture(scope="module", params=[SEED, 1, 2])
def verdicts(request, tmp_path_factory):
    export = demo(tmp_path_factory.mktemp("drawn"), seed=request.param)
    drawn = read(export.parent)
    load(drawn, [export])
    return {verdict.claim: verdict for verdict in analyse(drawn).verdicts}


def test_the_truth_of_every_claim_is_known_and_some_claims_are_false(truth):
    known = {claim: verdict for claim, verdict in truth.items() if claim not in NOT_OF_PERSONS}
    assert {claim for claim, verdict in known.items() if verdict.verdict not in TRUE | FALSE | OPEN} == set()
    assert {claim for claim, verdict in known.items() if verdict.verdict in FALSE and verdict.family == "primary"} == {
        "C15",
        "C17",
    }
    assert {
        claim for claim, verdict in known.items() if verdict.verdict in OPEN and verdict.family == "primary"
    } == set()


def test_no_claim_is_supported_that_is_false_and_none_contradicted_that_is_true(truth, verdicts):
    decided = {claim: verdict.verdict for claim, verdict in verdicts.items() if verdict.verdict in TRUE | FALSE}
    for claim, verdict in decided.items():
        if claim in NOT_OF_PERSONS:
            continue
        assert (verdict in TRUE) == (truth[claim].verdict in TRUE), claim
    assert len(decided) >= 9


def test_intervals_of_95_percent_cover_the_truth_about_as_often(truth, verdicts):
    covered = [
        part.ci_low <= true.estimate <= part.ci_high
        for claim, verdict in verdicts.items()
        if claim not in NOT_OF_PERSONS
        for part, true in zip(verdict.parts, truth[claim].parts, strict=True)
        if part.reason is None and true.reason is None
    ]
    assert len(covered) > 40
    assert sum(covered) >= 0.85 * len(covered)  # they are not independent, and closed places are in none of them
