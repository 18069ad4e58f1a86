"""Every verdict is reached by a real sample, and the reasons why there is none."""

import pytest

from analysis.claims.decide import decide_plan
from analysis.claims.sentence import decision_in_words
from analysis.inference.multiplicity import benjamini_hochberg

LEFT_MINUS_RIGHT = [{"where": "side = 'left'", "weight": 1}, {"where": "side = 'right'", "weight": -1}]
LIKES = {"of": "view >= 4"}
NOISE = {"of": "other >= 4"}
CHANGE = {"of": "later >= 4", "minus": "view >= 4"}


def part(measure, rule, *, name="part", **more):
    return {"name": name, "estimand": "what is estimated", "measure": measure, "rule": rule, **more}


def claim(*parts, id="C", **more):  # noqa: A002 - as the plan calls it
    return {"id": id, "statement": "A claim.", "part": list(parts), **more}


@pytest.fixture
def decided(sample, plan_with):
    def decide(*parts, **more):
        return decide_plan(plan_with(claim(*parts, **more)), sample=sample)[0]

    return decide


@pytest.mark.parametrize(
    ("one", "verdict"),
    [
        (part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT), "supported"),
        (part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=0.5), "supported_but_small"),
        (part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT, direction="below"), "contradicted"),
        (part(NOISE, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=0.25), "no_difference_that_matters"),
        (part(NOISE, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=0.01), "inconclusive"),
        (part(LIKES, "superiority", term=LEFT_MINUS_RIGHT), "supported"),
        (part(LIKES, "superiority", term=LEFT_MINUS_RIGHT, margin=0.9), "supported_but_small"),
        (part(LIKES, "superiority", term=LEFT_MINUS_RIGHT, direction="below"), "contradicted"),
        (part(LIKES, "majority", where="side = 'left'"), "supported"),
        (part(LIKES, "majority", where="side = 'right'"), "contradicted"),
        (part(LIKES, "majority", where="side = 'right'", reference=0.05), "supported"),
        (part(NOISE, "majority", reference=0.4), "inconclusive"),
        (part(LIKES, "superiority", where="side = 'right'", reference=0.05, margin=0.3), "supported_but_small"),
        (part(CHANGE, "equivalence", margin=0.05), "supported"),
        (part(CHANGE, "equivalence", margin=0.01), "inconclusive"),
        (part(LIKES, "equivalence", term=LEFT_MINUS_RIGHT), "contradicted"),
        (part({"kind": "category", "of": "view"}, "plurality", category="5", where="side = 'left'"), "supported"),
        (part({"kind": "category", "of": "view"}, "plurality", category="1", where="side = 'left'"), "contradicted"),
        (part({"kind": "ahead", "of": "view", "minus": "other"}, "minimum_effect", where="side = 'left'"), "supported"),
        (part({"kind": "score", "of": "view"}, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=1), "supported"),
        (part({"kind": "agreement", "of": "other"}, "superiority", term=LEFT_MINUS_RIGHT), "inconclusive"),
        (part({"kind": "no_answer", "of": "view"}, "majority"), "contradicted"),
    ],
)
def test_each_rule_reaches_its_verdicts(decided, one, verdict):
    found = decided(one)
    assert found.verdict == verdict
    assert found.reason is None
    assert found.ci_low < found.estimate < found.ci_high
    for language in ("fr", "en"):
        assert decision_in_words(verdict, language) in found.sentence(language)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (part({"of": "absent >= 4"}, "majority"), "no_item"),
        (part(LIKES, "majority", where="side = 'unreached'"), "not_in_sample"),
        (part(LIKES, "majority", where="side = 'few'"), "too_few_answers"),
        (part(LIKES, "majority", where="side = 'one_place'"), "too_few_psus"),
        (part({"of": "praise = '5'"}, "majority"), "all_alike"),
        (part({"of": "view = '1'", "among": "view = '98' and view = '1'"}, "majority"), "nobody_answered"),
    ],
)
def test_what_cannot_be_tested_says_why_and_gives_no_number(decided, one, code):
    found = decided(one)
    assert found.verdict == "not_testable"
    assert found.reason.code == f"analysis.claims.{code}"
    assert (found.estimate, found.se, found.p, found.p_adjusted) == (None, None, None, None)
    for language in ("fr", "en"):
        assert found.reason_text(language) in found.sentence(language)


def test_a_proxy_that_is_not_asked_is_the_reason(decided):
    found = decided(part(LIKES, "majority", where="trusted >= 2"), proxies=["trusted"])
    assert found.reason.code == "analysis.claims.no_proxy"


def test_a_sample_that_leaves_out_a_population_of_the_claim_cannot_decide_it(decided):
    everybody = part(LIKES, "majority", reference=0.1)
    assert decided(everybody).verdict == "supported"
    found = decided(everybody, covers=[{"label": "Never reached", "where": "side = 'unreached'"}])
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.not_in_sample")
    assert "Never reached" in found.sentence("en")


def test_all_parts_must_hold(decided):
    likes, wrong = (
        part(LIKES, "majority", name="a", where="side = 'left'"),
        part(LIKES, "majority", name="b", where="side = 'right'"),
    )
    both = decided(likes, wrong)
    assert both.verdict == "contradicted"
    assert both.estimate == both.parts[1].estimate
    assert decided(likes, wrong, relation="any").verdict == "supported"
    open_one = part(NOISE, "majority", name="c", reference=0.4)
    assert decided(likes, open_one).verdict == "inconclusive"


def test_what_cannot_be_tested_is_left_aside_where_one_must_hold_and_decisive_where_all_must(decided):
    by_side = part(LIKES, "majority", by="side", each="any")
    assert decided(by_side).verdict == "supported"
    left_and_unreached = part(LIKES, "majority", by="side", values=["left", "unreached"])
    found = decided(left_and_unreached)
    assert (found.verdict, found.reason.code) == ("not_testable", "analysis.claims.not_in_sample")
    right_and_unreached = part(LIKES, "majority", by="side", values=["right", "unreached"])
    assert decided(right_and_unreached).verdict == "contradicted"


def test_other_meanings_change_the_verdict_beside_and_nothing_else(decided):
    words = [
        {
            "word": "mostly",
            "meaning": "more than half",
            "other": [
                {"meaning": "more than nine in ten", "reference": 0.9},
                {"meaning": "only the best answer", "of": "view = '5'"},
            ],
        }
    ]
    found = decided(part(LIKES, "majority", where="side = 'left'"), word=words)
    assert found.verdict == "supported"
    assert [other.verdict for other in found.alternatives] == ["contradicted", "inconclusive"]
    assert found.alternatives[1].estimate < found.estimate


def test_interaction_is_a_contrast_of_four_means(decided):
    cells = [(half, side) for half in ("east", "west") for side in ("left", "right")]
    terms = [
        {"where": f"half = '{half}' and side = '{side}'", "weight": weight}
        for (half, side), weight in zip(cells, (1, -1, -1, 1), strict=True)
    ]
    domains = [{"where": term["where"]} for term in terms]
    found = decided(part(LIKES, "superiority", term=terms), domain=domains)
    shares = [domain.estimate for domain in found.domains]
    assert found.estimate == pytest.approx((shares[0] - shares[1]) - (shares[2] - shares[3]))
    variance = sum(domain.se**2 for domain in found.domains[:2])
    assert 0 < variance < found.se**2


def test_family_takes_back_what_does_not_hold_together(sample, plan_with):
    borderline = part(LIKES, "majority", where="side = 'left'", reference=0.65)
    alone = decide_plan(plan_with(claim(borderline)), sample=sample)[0]
    assert alone.verdict == "supported"
    assert 0.01 < alone.p < 0.05
    crowd = [claim(part(NOISE, "minimum_effect", term=LEFT_MINUS_RIGHT, margin=0.01), id=f"X{i}") for i in range(5)]
    together = decide_plan(plan_with(claim(borderline), *crowd), sample=sample)[0]
    assert (together.unadjusted, together.verdict) == ("supported", "inconclusive")
    assert together.p == alone.p
    assert together.p_adjusted == pytest.approx(6 * alone.p)
    assert together.adjusted_low < together.ci_low
    assert "inconclusive" in together.sentence("en")
    secondary = [{**one, "family": "secondary"} for one in crowd]
    assert decide_plan(plan_with(claim(borderline), *secondary), sample=sample)[0].verdict == "supported"


def test_exploratory_claims_share_a_false_discovery_rate_and_secondary_ones_stand_alone(sample, plan_with):
    references = (0.63, 0.65, 0.67)
    one = [part(LIKES, "majority", where="side = 'left'", reference=reference) for reference in references]
    exploratory = [claim(each, id=f"E{i}", family="exploratory") for i, each in enumerate(one)]
    secondary = [claim(each, id=f"S{i}", family="secondary") for i, each in enumerate(one)]
    found = decide_plan(plan_with(*exploratory, *secondary), sample=sample)
    assert [verdict.p_adjusted for verdict in found[:3]] == pytest.approx(benjamini_hochberg([v.p for v in found[:3]]))
    assert found[0].p_adjusted > found[0].p
    assert [verdict.p_adjusted for verdict in found[3:]] == [verdict.p for verdict in found[3:]]
    assert not any(verdict.confirmatory for verdict in found)


def test_sentence_can_be_read_alone(decided):
    found = decided(part(LIKES, "minimum_effect", term=LEFT_MINUS_RIGHT))
    french, english = found.sentence("fr"), found.sentence("en")
    assert f"{100 * found.estimate:.1f} points" in english
    assert f"{100 * found.estimate:.1f}".replace(".", ",") in french
    assert f"{found.n} interviews in {found.n_psu} places" in english
    assert "The whole interval lies above 10.0 points." in english
    assert "étayé" in french
