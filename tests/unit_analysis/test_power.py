"""Power before fieldwork: the formula, and a few simulated studies of the shipped world."""

import pytest

from analysis.claims.plan import plan_of
from analysis.inference.power import design_effect, detectable_difference
from analysis.power.cli import power as power_command
from analysis.power.power import power
from instruments.console import Group, run
from survey.simulate.demo import demo
from survey.simulate.reading import read_world
from survey.study import read


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = demo(tmp_path_factory.mktemp("planned")).parent
    study, world = read(folder), read_world(folder / "world.toml")
    plan = plan_of(study)
    few = plan.model_copy(update={"claim": tuple(claim for claim in plan.claim if claim.id in ("C05", "C12", "C18"))})
    simulated = power(study, plan=few, world=world, sizes=(800, 2400), studies=6, seed=3, folder=folder)
    return {(one.claim, one.adults): one for one in simulated}


@pytest.mark.parametrize(("n", "points"), [(100, 24.3), (200, 17.2), (300, 14.0), (500, 10.8), (1000, 7.7)])
def test_the_published_table(n, points):
    assert 100 * detectable_difference(0.5, sizes=(n, n), deff=1.5) == pytest.approx(points, abs=0.06)


def test_no_clusters_and_equal_weights_cost_nothing():
    assert design_effect(weights_cv=0.0, cluster=1.0, rho=0.3) == 1.0


def test_more_interviews_show_smaller_differences(found):
    for claim in ("C05", "C12"):
        assert found[claim, 2400].detectable < found[claim, 800].detectable
        assert found[claim, 2400].expected < found[claim, 800].expected


def test_the_formula_expects_about_what_the_studies_measure(found):
    for claim in ("C05", "C12"):
        one = found[claim, 2400]
        assert one.expected_deff == pytest.approx(one.deff, rel=0.4)


def test_so_few_studies_that_they_say_nothing_are_wrong_use(tmp_path, capsys):
    group = Group(name="survey", help="analysis.power.power", commands={"power": power_command})
    assert run(group, ["power", str(tmp_path), "--studies", "0"]) == 2
    assert "10" in capsys.readouterr().err


def test_a_strong_effect_is_decided_and_a_weak_sample_says_why_it_is_not(found):
    assert found["C05", 2400].decided == 1.0
    assert found["C05", 2400].why is None
    small = found["C18", 800]
    assert small.decided < 0.8
    assert all(small.why.text(language) for language in ("en", "fr"))
