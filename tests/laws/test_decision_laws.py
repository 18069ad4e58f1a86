"""Laws of decisions: a verdict is the interval held against the margin, and less evidence never says more."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.claims.rules import Evidence, combine, decide, p_of, weigh_evidence
from analysis.contrasts import Contrast, interval

levels = st.floats(1e-6, 1.0)
evidences = st.builds(Evidence, supported=levels, small=levels, contradicted=levels, same=levels)
contrasts = st.builds(Contrast, estimate=st.floats(-1, 1), se=st.floats(0.005, 0.4), df=st.integers(2, 300).map(float))
alphas = st.floats(0.001, 0.3)
margins = st.floats(0.01, 0.4)
DIRECTED = st.sampled_from(["superiority", "minimum_effect"])


def _lies(contrast, alpha, *, above):
    return interval(contrast, level=1 - alpha)[0] > above


def _within(contrast, alpha, margin):
    low, high = interval(contrast, level=1 - 2 * alpha)
    return -margin < low and high < margin


def _near_a_border(contrast, alpha, margin):
    ends = [*interval(contrast, level=1 - alpha), *interval(contrast, level=1 - 2 * alpha)]
    return min(abs(end - border) for end in ends for border in (-margin, 0, margin)) < 1e-9


@given(contrasts, alphas, margins, DIRECTED)
def test_the_interval_decides(contrast, alpha, margin, rule):
    assume(not _near_a_border(contrast, alpha, margin))
    evidence = weigh_evidence(contrast, rule=rule, value=0.0, margin=margin, direction="above")
    threshold = margin if rule == "minimum_effect" else 0.0
    verdict = decide(evidence, alpha=alpha)
    if _lies(contrast, alpha, above=threshold):
        expected = "supported_but_small" if _within(contrast, alpha, margin) else "supported"
    elif interval(contrast, level=1 - alpha)[1] < 0:
        expected = "contradicted"
    elif _lies(contrast, alpha, above=0.0):
        expected = "supported_but_small"
    else:
        expected = "no_difference_that_matters" if _within(contrast, alpha, margin) else "inconclusive"
    assert verdict == expected


@given(contrasts, alphas, margins)
def test_equivalence_is_the_narrow_interval_within_the_margin(contrast, alpha, margin):
    assume(not _near_a_border(contrast, alpha, margin))
    evidence = weigh_evidence(contrast, rule="equivalence", value=0.0, margin=margin, direction="above")
    low, high = interval(contrast, level=1 - alpha)
    beyond = low > margin or high < -margin
    verdict = decide(evidence, alpha=alpha)
    assert verdict == (
        "supported" if _within(contrast, alpha, margin) else "contradicted" if beyond else "inconclusive"
    )


@given(contrasts, margins, DIRECTED)
def test_the_other_direction_is_the_mirror_image(contrast, margin, rule):
    mirrored = Contrast(estimate=-contrast.estimate, se=contrast.se, df=contrast.df)
    here = weigh_evidence(contrast, rule=rule, value=0.0, margin=margin, direction="above")
    there = weigh_evidence(mirrored, rule=rule, value=0.0, margin=margin, direction="below")
    for name in ("supported", "small", "contradicted", "same"):
        assert getattr(here, name) == pytest.approx(getattr(there, name), abs=1e-12)


@given(evidences, alphas, alphas)
def test_a_stricter_level_never_settles_what_a_looser_one_leaves_open(evidence, one, two):
    strict, loose = sorted([one, two])
    if decide(evidence, alpha=loose) == "inconclusive":
        assert decide(evidence, alpha=strict) == "inconclusive"


@given(evidences, alphas)
def test_p_is_at_most_alpha_exactly_where_a_verdict_is_reached(evidence, alpha):
    verdict = decide(evidence, alpha=alpha)
    assert (p_of(evidence, decision=verdict) <= alpha) == (verdict != "inconclusive")


@given(st.lists(evidences, min_size=2, max_size=6), alphas)
def test_all_is_supported_only_where_each_part_is(parts, alpha):
    both = combine(parts, relation="all")
    assert (both.supported <= alpha) == all(part.supported <= alpha for part in parts)
    assert both.contradicted >= min(part.contradicted for part in parts)


@given(st.lists(evidences, min_size=2, max_size=6), alphas)
def test_any_is_contradicted_only_where_each_part_is(parts, alpha):
    either = combine(parts, relation="any")
    assert (either.contradicted <= alpha) == all(part.contradicted <= alpha for part in parts)
    assert either.supported >= min(part.supported for part in parts)
