"""A few studies of the worlds that `make validate` simulates by the hundred."""

import pytest

from analysis.claims.plan import library_plan, plan_of
from survey.simulate.demo import demo
from survey.study import read
from validation.coverage import Covered, held
from validation.page import Measured, Run, page, written
from validation.proof import Rate, proof
from validation.studies import Task, decided
from validation.truth import counted, holds_of
from validation.worlds import NAMES, described

PRIMARY = {"C01", "C04a", "C04b", "C05", "C07", "C10", "C12", "C14", "C15", "C17", "C18", "C26"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return demo(tmp_path_factory.mktemp("validated")).parent


@pytest.fixture(scope="module")
def plan(folder):
    return plan_of(read(folder))


@pytest.fixture(scope="module")
def proofs(folder, plan):
    """The worlds with a verdict on every claim, two studies each."""
    found = {}
    for name in ("true", "false"):
        world, _ = described(name)
        truth = counted(plan, study=read(folder), world=world, seeds=range(1), adults=15_000)
        studies = decided(Task(folder=folder, plan=plan, world=world, seeds=(1, 2), interviews=2000))
        found[name] = proof(name, plan=plan, truth=truth, studies=studies)
    return found


def test_the_worlds_are_what_they_are_called(proofs):
    primary = {name: {claim: proofs[name].truth[claim].holds for claim in PRIMARY} for name in proofs}
    assert {claim for claim, holds in primary["true"].items() if not holds.supported} == set()
    assert {claim for claim, holds in primary["false"].items() if not holds.contradicted} == set()


def test_no_verdict_is_against_the_truth_and_most_are_found(proofs):
    for each in proofs.values():
        assert each.against.count == 0
    supported = sum(proofs["true"].verdicts[claim]["supported"] for claim in PRIMARY)
    contradicted = sum(proofs["false"].verdicts[claim]["contradicted"] for claim in PRIMARY)
    assert min(supported, contradicted) >= 14


def test_the_page_tells_every_claim_that_was_asked_and_what_the_run_took(plan, proofs):
    covered = [Covered(name="mean", truth=0.45, samples=1000, covered=954)]
    run = Run(studies=2, interviews=2000, seed=1, minutes=9.5, processes=2, processor_seconds=1100.0)
    text = page(Measured(plan=plan, proofs=list(proofs.values()), covered=covered, run=run))
    assert "9.5 minutes in 2 processes; to reach: 15 minutes on 2 processors" in text
    for each in proofs.values():
        assert each.asked >= PRIMARY
        for name in each.asked:
            assert f"| {name} " in text
    assert "| C04d (secondary) | none |" in text  # a census in which everybody answers knows no silence
    assert "| C20" not in text  # soldiers are not asked here


def test_every_world_is_described_and_its_goals_are_contrasts_of_the_plan(plan):
    parts = {(claim.id, part.name) for claim in plan.claim for part in claim.part}
    for name in NAMES:
        _, goals = described(name)
        assert {(goal.claim, goal.part) for goal in goals} <= parts


def test_on_a_bound_whatever_it_divides_is_false():
    leaf = next(leaf for leaf in leaves() if leaf.part.rule == "minimum_effect" and leaf.part.direction == "above")
    on_margin, on_zero = holds_of(leaf, 0.10), holds_of(leaf, 0.0)
    assert (on_margin.supported, on_margin.ahead, on_margin.contradicted, on_margin.same) == (False, True, False, False)
    assert (on_zero.supported, on_zero.ahead, on_zero.contradicted, on_zero.same) == (False, False, False, True)
    assert holds_of(leaf, 0.2).supported
    assert holds_of(leaf, -0.2).contradicted


def leaves():
    from analysis.claims.layout import Leaf
    from instruments.text import Text

    for claim in library_plan("giustozzi_2024").claim:
        for part in claim.part:
            yield Leaf(part=part, label=Text(), means=(), margin=part.margin or 0.10)


def test_intervals_hold_the_truth_in_most_of_a_few_samples():
    for name, hits in held(range(20)).items():
        assert 15 <= hits <= 20, name


def test_a_rate_comes_with_what_chance_leaves_open():
    assert written(Rate(count=0, studies=500)) == "0.0% [0.0%, 0.7%]"
    assert written(Rate(count=25, studies=500)) == "5.0% [3.3%, 7.3%]"
