"""What a figure stands on is what it is made of: put together again, the sums are the estimate."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.claims.decide import decide_plan
from analysis.crosstab import crosstab
from analysis.footing import matter_of
from analysis.sample import Sample
from survey.study.settings import Derive

TERMS = [{"where": "side = 'left'", "weight": 1}, {"where": "side = 'right'", "weight": -1}]


def decided(sample, plan_with, measure, *, term=TERMS, **more):
    part = {"name": "part", "estimand": "what", "measure": measure, "rule": "superiority", "term": term, **more}
    (verdict,) = decide_plan(plan_with({"id": "C", "statement": "A claim.", "part": [part]}), sample=sample)
    return verdict


def put_together(footing, values, sample):
    weights = sample.design.index.weights
    return sum(each.weight * (weights * values[each.of])[each.among].sum() for each in footing.sums)


@pytest.mark.parametrize(
    ("measure", "answers"),
    [
        ({"of": "view >= 4"}, lambda frame: {"view": (frame["view"] >= 4).astype(float)}),
        ({"kind": "score", "of": "view"}, lambda frame: {"view": frame["view"]}),
        ({"kind": "score", "of": "view", "minus": "other"}, lambda frame: {n: frame[n] for n in ("view", "other")}),
        (
            {"kind": "ahead", "of": "view", "minus": "other"},
            lambda frame: {"ahead view other": np.sign(frame["view"] - frame["other"])},
        ),
    ],
)
def test_the_sums_of_a_contrast_and_of_each_group_are_their_estimates(sample, plan_with, measure, answers):
    verdict = decided(sample, plan_with, measure)
    values = {name: np.asarray(each, dtype=float) for name, each in answers(sample.frame).items()}
    assert {each.of for each in verdict.footing.sums} == set(values)
    for told in (verdict, *verdict.domains):
        assert put_together(told.footing, values, sample) == pytest.approx(told.estimate)


def test_a_claim_stands_on_the_part_that_decides_it(sample, plan_with):
    verdict = decided(sample, plan_with, {"of": "view >= 4"})
    assert verdict.footing is verdict.parts[0].footing


def test_two_ends_of_one_question_are_one_matter(sample, plan_with):
    """Whoever knows how many gave each answer knows both ends."""
    verdict = decided(sample, plan_with, {"of": "view >= 4", "minus": "view <= 2"})
    assert {each.of for each in verdict.footing.sums} == {"view"}


def test_where_there_is_no_number_there_is_nothing_to_take_apart(sample, plan_with):
    lonely = [{"where": "side = 'one_place'", "weight": 1}, TERMS[1]]
    untested = decided(sample, plan_with, {"of": "view >= 4"}, term=lonely)
    assert untested.estimate is None
    assert not untested.footing.sums
    modelled = decided(sample, plan_with, {"of": "view >= 4"}, adjust=["half"])
    assert modelled.estimate is not None
    assert not modelled.footing.sums


def test_a_derived_variable_is_a_matter_of_the_question_behind_it(sample):
    recipe = {"name": "liking", "cases": [{"when": "view >= 4", "value": "yes"}], "values": [{"code": "yes"}]}
    both = {**recipe, "name": "both", "cases": [{"when": "liking = 'yes' and other >= 4", "value": "yes"}]}
    study = replace(sample.study, derive=tuple(Derive.model_validate(each) for each in (recipe, both)))
    assert matter_of(["liking"], otherwise="liking = 'yes'", study=study) == "view"
    assert matter_of(["liking", "view"], otherwise="two of one", study=study) == "view"
    assert matter_of(["both"], otherwise="both = 'yes'", study=study) == "both = 'yes'"


def test_the_groups_of_a_crosstab_stand_on_those_who_answered(sample: Sample):
    table = crosstab("view", banners=["side"], sample=sample)
    assert [int(footing.sums[0].among.sum()) for footing in table.footings] == list(table.n)
    assert {each.of for footing in table.footings for each in footing.sums} == {"view"}
