"""A family of claims keeps its error, whatever else of it is shown."""

import numpy as np
from scipy import stats

from analysis.claims import tested
from analysis.claims.family import alone, together
from analysis.claims.rules import Evidence

ALPHA = 0.05


def shows(**levels):
    evidence = Evidence(**{"supported": 1.0, **levels})
    return tested.Tested(
        leaf=None, joint=None, contrast=None, evidence=evidence, n=100, n_psu=20, deff=1.0, reason=None
    )


def held(*outcomes):
    standings = [alone(outcome, family="primary", alpha=ALPHA) for outcome in outcomes]
    return together(outcomes, standings=standings, alpha=ALPHA)


def test_a_finding_leaves_a_higher_level_to_the_others():
    first, second = held(shows(supported=0.001), shows(supported=0.04))
    assert (first.decision, second.decision) == ("supported", "supported")
    assert (first.alpha, second.alpha) == (ALPHA / 2, ALPHA)
    assert np.allclose([first.p_adjusted, second.p_adjusted], [0.002, 0.04])


def test_no_difference_that_matters_leaves_nothing_to_the_others():
    first, second = held(shows(supported=0.6, same=1e-6), shows(supported=0.04))
    assert (first.decision, second.decision) == ("no_difference_that_matters", "inconclusive")
    assert first.alpha == second.alpha == ALPHA / 2
    assert np.isclose(second.p_adjusted, 0.08)


def test_a_direction_without_the_size_leaves_nothing_to_the_others():
    first, second = held(shows(supported=0.6, small=1e-6), shows(contradicted=0.04))
    assert (first.decision, second.decision) == ("supported_but_small", "inconclusive")


def test_what_is_small_by_itself_is_not_more_in_the_family():
    first, second = held(shows(supported=1e-9, same=0.04), shows(supported=0.5))
    assert (first.decision, second.decision) == ("supported_but_small", "inconclusive")


def test_where_nothing_differs_but_equivalence_is_plain_few_families_say_anything_false():
    rng = np.random.default_rng(5)
    claims, families = 10, 2000
    z = rng.standard_normal((families, claims))
    beyond = 2 * stats.norm.sf(np.abs(z))
    wrong = 0
    for row, signs in zip(beyond, z > 0, strict=True):
        outcomes = [
            shows(supported=p if above else 1.0, contradicted=1.0 if above else p, same=1e-9)
            for p, above in zip(row, signs, strict=True)
        ]
        wrong += any(one.decision in ("supported", "supported_but_small", "contradicted") for one in held(*outcomes))
    assert wrong / families <= ALPHA + 3 * (ALPHA * (1 - ALPHA) / families) ** 0.5
