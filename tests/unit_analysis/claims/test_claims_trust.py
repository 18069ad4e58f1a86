"""What stands beside a verdict: bounds and restricted bounds, five grades, what could have been seen."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.claims.decide import decide_plan
from survey.study.settings import Coverage

LEFT_MINUS_RIGHT = [{"where": "side = 'left'", "weight": 1}, {"where": "side = 'right'", "weight": -1}]
LIKES = {"of": "view >= 4"}
NOISE = {"of": "other >= 4"}
MARKS = {"precision", "coverage", "candour", "comparability", "multiplicity"}


def part(measure, rule, **more):
    return {"name": "part", "estimand": "what is estimated", "measure": measure, "rule": rule, **more}


@pytest.fixture
def decided(sample, plan_with):
    def decide(one, *, coverage=(), settings=None, **more):
        claim = {"id": "C", "statement": "A claim.", "part": [one], **more}
        framed = replace(sample, study=replace(sample.study, coverage=tuple(coverage)))
        return decide_plan(plan_with(claim, **(settings or {})), sample=framed)[0]

    return decide


def _mark(verdict, name):
    return next(grade.mark for grade in verdict.grades if grade.name == name)


def test_without_a_word_on_coverage_there_are_no_bounds_and_the_grade_says_so(decided):
    found = decided(part(LIKES, "majority", where="side = 'left'"))
    assert (found.covered, found.bounds) == (None, ())
    assert _mark(found, "coverage") == "unknown"


def test_bounds_hold_a_share_of_the_covered_against_anything_in_the_rest(decided):
    left = part(LIKES, "majority", where="side = 'left'", uncovered="below")
    found = decided(left, coverage=[Coverage(share=0.5)], settings={"exposed": "side = 'left' and half = 'east'"})
    (bounds,) = found.bounds
    assert (bounds.low, bounds.high) == pytest.approx((0.5 * found.estimate, 0.5 * found.estimate + 0.5))
    assert bounds.breakdown == pytest.approx(1 - found.estimate)
    restricted = {one.assumption: one for one in bounds.restricted}
    worst = restricted["worst_stratum"]
    assert worst.low == pytest.approx(bounds.low)
    assert worst.high == pytest.approx(0.5 * found.estimate + 0.5 * worst.limit)
    assert worst.limit <= found.estimate
    assert restricted["exposure"].high < bounds.high
    assert _mark(found, "coverage") == "weak"
    above = decided(left | {"uncovered": "above"}, coverage=[Coverage(share=0.5)]).bounds[0].restricted[0]
    assert above.high == pytest.approx(bounds.high)
    assert above.limit >= found.estimate


def test_bounds_of_a_difference_take_the_worst_of_both_groups(decided):
    gap = part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT)
    stated = [Coverage(share=0.8, where="side = 'left'"), Coverage(share=0.9)]
    found = decided(gap, coverage=stated, domain=[{"where": term["where"]} for term in LEFT_MINUS_RIGHT])
    left, right = (domain.estimate for domain in found.domains)
    (bounds,) = found.bounds
    assert bounds.covered == 0.8
    assert bounds.low == pytest.approx(0.8 * left - (0.9 * right + 0.1))
    assert bounds.high == pytest.approx(0.8 * left + 0.2 - 0.9 * right)
    assert bounds.breakdown is None


def test_a_verdict_that_no_uncovered_opinion_can_change_is_well_covered(decided):
    left = part(LIKES, "majority", where="side = 'left'", reference=0.3)
    assert _mark(decided(left, coverage=[Coverage(share=0.7)]), "coverage") == "strong"
    right = part(LIKES, "majority", where="side = 'right'", reference=0.7)
    assert _mark(decided(right, coverage=[Coverage(share=0.7)]), "coverage") == "strong"
    assert _mark(decided(left | {"reference": 0.6}, coverage=[Coverage(share=0.7)]), "coverage") == "weak"


def test_every_testable_verdict_has_five_grades_in_both_languages(decided):
    found = decided(part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT))
    assert {grade.name for grade in found.grades} == MARKS
    for grade in found.grades:
        assert grade.text("fr") != grade.text("en")
    assert decided(part({"of": "absent >= 4"}, "majority")).grades == ()


def test_precision_is_the_interval_against_the_margin(decided):
    marks = [
        _mark(decided(part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=m)), "precision")
        for m in (0.5, 0.12, 0.01)
    ]
    assert marks == ["strong", "fair", "weak"]


def test_candour_sees_the_presumed_sponsor_silence_and_one_voice(decided):
    left = part(LIKES, "majority", where="side = 'left'")
    assert _mark(decided(left), "candour") == "strong"
    for sponsor, mark in (("other >= 2", "weak"), ("other >= 4", "fair"), ("other >= 5", "strong")):
        assert _mark(decided(left, settings={"sponsor": sponsor}), "candour") == mark
    everybody = part(
        {"of": "view >= 1 and later >= 1 and other <= 5 and not view = '1'"}, "majority", where="side = 'left'"
    )
    assert _mark(decided(everybody), "candour") == "strong"
    one_voice = part({"of": "praise = '5' and not (view = '2' and other = '3')"}, "majority")
    assert _mark(decided(one_voice), "candour") == "weak"


def test_comparability_sees_memory_and_stand_ins(decided):
    left = part(LIKES, "majority", where="side = 'left'")
    assert _mark(decided(left), "comparability") == "strong"
    assert _mark(decided(left, memory=True), "comparability") == "fair"
    assert _mark(decided(left, proxies=["other"]), "comparability") == "fair"


def test_multiplicity_is_that_of_the_family(decided, sample, plan_with):
    left = part(LIKES, "majority", where="side = 'left'")
    marks = {
        family: _mark(decided(left, family=family), "multiplicity")
        for family in ("primary", "secondary", "exploratory")
    }
    assert marks == {"primary": "strong", "secondary": "fair", "exploratory": "weak"}


def test_what_is_inconclusive_says_what_could_have_been_seen(decided):
    found = decided(part(NOISE, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=0.01))
    assert found.verdict == "inconclusive"
    assert found.detectable == pytest.approx(2.85 * found.se, rel=0.02)  # 1.96 + 0.84 with many degrees of freedom
    assert f"{100 * found.detectable:.1f} points" in found.sentence("en")
    assert decided(part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT)).detectable is None


def test_non_inferiority_asks_only_that_it_is_not_worse_by_the_margin(decided):
    rule = "non_inferiority"
    assert decided(part(NOISE, rule, term=LEFT_MINUS_RIGHT, margin=0.25)).verdict == "supported"
    assert decided(part(LIKES, rule, term=LEFT_MINUS_RIGHT, margin=0.05)).verdict == "supported"
    worse = decided(part(LIKES, rule, term=LEFT_MINUS_RIGHT, margin=0.05, direction="below"))
    assert worse.verdict == "contradicted"
    assert decided(part(NOISE, rule, term=LEFT_MINUS_RIGHT, margin=0.001)).verdict == "inconclusive"
    assert "The whole interval lies above 5.0 points." in worse.sentence("en")
    assert np.isfinite(worse.ci_low)


def test_a_file_that_does_not_say_its_version_is_no_version_of_its_own(sample, plan_with):
    def mark(versions):
        submissions = sample.responses.submissions.assign(form_version=np.resize(versions, len(sample.responses)))
        told = replace(sample, responses=replace(sample.responses, submissions=submissions))
        claim = {"id": "C", "statement": "A claim.", "part": [part(LIKES, "majority", where="side = 'left'")]}
        return _mark(decide_plan(plan_with(claim), sample=told)[0], "comparability")

    assert mark(["1", ""]) == "strong"
    assert mark(["", ""]) == "strong"
    assert mark(["1", "2", ""]) == "fair"
