"""People who were sought out: counts and ranges, no interval, no population; and what nobody is ever asked."""

import re
from dataclasses import replace

import pytest

from analysis.claims.decide import decide_plan
from analysis.claims.record import record
from survey.study.settings import DesignSettings

LIKES = {"of": "view >= 4"}
LEFT_MINUS_RIGHT = [
    {"where": "side = 'left'", "weight": 1, "label": "Left"},
    {"where": "side = 'right'", "weight": -1, "label": "Right"},
]


def part(measure, rule, **more):
    return {"name": "part", "estimand": "share who like it", "measure": measure, "rule": rule, **more}


@pytest.fixture
def decided(sample, plan_with):
    def decide(one=None, *, purposive=True, settings=None, **more):
        design = replace_design(sample.study.design, purposive)
        found = replace(sample, study=replace(sample.study, design=design))
        claim = {"id": "C", "statement": "A claim.", "part": [one] if one else [], **more}
        return decide_plan(plan_with(claim, **(settings or {})), sample=found)[0]

    return decide


def replace_design(design, purposive):
    return DesignSettings.model_validate({**design.model_dump(), "sample": "purposive" if purposive else "probability"})


def test_accounts_are_counted_and_never_carry_an_interval(decided, sample):
    found = decided(part(LIKES, "majority", where="side = 'left'"))
    assert found.verdict == "consistent_with_accounts"
    assert (found.estimate, found.se, found.ci_low, found.p, found.grades, found.bounds) == (None,) * 4 + ((), ())
    (account,) = found.told.accounts
    left = (sample.responses.values["side"] == "left").to_numpy()
    view = sample.frame["view"].to_numpy()[left]
    assert (account.above, account.n) == ((view >= 4).sum(), (view > 0).sum())
    for language in ("fr", "en"):
        said = found.sentence(language)
        assert f"{account.above} " in said
        assert not re.search(r"interval|population|%", said)
    assert decided(part(LIKES, "majority", where="side = 'right'")).verdict == "not_consistent_with_accounts"


def test_each_kind_of_contrast_is_told(decided):
    gap = decided(part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT))
    assert (gap.verdict, len(gap.told.accounts)) == ("consistent_with_accounts", 2)
    assert re.search(r"Left: \d+ of \d+ say so; Right: \d+ of \d+ say so", gap.sentence("en"))
    paired = decided(part({"kind": "ahead", "of": "view", "minus": "other"}, "superiority", where="side = 'left'"))
    assert "on the claimed side" in paired.sentence("en")
    (account,) = paired.told.accounts
    assert account.above + account.below + account.alike == account.n
    score = decided(part({"kind": "score", "of": "view"}, "superiority", reference=1.0))
    assert "from 1 to 5" in score.sentence("en")
    same = part({"of": "later >= 4", "minus": "view >= 4"}, "equivalence", margin=0.05)
    assert decided(same).verdict == "consistent_with_accounts"


def test_sources_that_agree_are_counted(decided):
    found = decided(part(LIKES, "majority"), settings={"sources": "side"})
    assert (found.told.sources, found.told.agreeing) == (4, 3)  # left, right, few, one_place; the right differs
    assert "3 of 4" in found.sentence("en")
    assert record(found, "en")["sources"] == {"kinds": 4, "agreeing": 3}


def test_too_few_accounts_say_so(decided):
    found = decided(part(LIKES, "majority", where="side = 'unreached'"))
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.too_few_accounts")


def test_a_claim_about_accounts_is_never_inferred_from_any_sample(decided):
    found = decided(part(LIKES, "majority", where="side = 'left'"), purposive=False, accounts=True)
    assert found.verdict == "consistent_with_accounts"
    assert decided(part(LIKES, "majority", where="side = 'left'"), purposive=False).verdict == "supported"


def test_what_is_never_asked_is_declared_with_its_reason(decided):
    found = decided(
        purposive=False, never_ask={"en": "The incident tells who spoke.", "fr": "L'incident dit qui parle."}
    )
    assert (found.verdict, found.rule, found.n, found.parts) == ("never_asked", None, 0, ())
    assert "The incident tells who spoke." in found.sentence("en")
    assert "L'incident dit qui parle." in found.sentence("fr")
    assert record(found, "fr")["verdict"] == "never_asked"


def test_what_another_questionnaire_asks_is_said(decided):
    found = decided(part({"of": "conduct_wagner >= 4"}, "majority"), purposive=False)
    assert found.reason.code == "analysis.claims.no_item_here"
    assert "household" in found.sentence("en")


def test_a_claim_about_officials_is_not_answered_by_others(decided):
    found = decided(part(LIKES, "majority"), asked_of=["officials"])
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.of_others")
    assert decided(part(LIKES, "majority"), asked_of=["officials", "made"]).reason is None


def test_other_meanings_are_held_against_the_accounts_too(decided):
    word = {"word": "mostly", "meaning": "more than one half", "other": [{"meaning": "nearly all", "reference": 0.95}]}
    found = decided(part(LIKES, "majority", where="side = 'left'"), word=[word])
    assert found.verdict == "consistent_with_accounts"
    (other,) = found.alternatives
    assert (other.verdict, other.estimate) == ("not_consistent_with_accounts", None)
