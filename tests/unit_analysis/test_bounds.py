"""Bounds for those whom nobody could reach: published and computed figures, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inference.bounds import breakdown_value, imbens_manski, worst_case

shares = st.floats(0.01, 0.99)


def _of_share(share, covered, se=0.0):
    return worst_case(covered * share, se=covered * se, open_low=0.0, open_high=1 - covered)


def test_the_poll_of_the_capitals_says_little_of_the_country():
    found = _of_share(0.97, 0.303)  # confidence in Russia in capitals; the urban share of residents
    assert (found.low, found.high) == pytest.approx((0.294, 0.991), abs=5e-4)
    assert breakdown_value(0.97, covered=0.303) == pytest.approx(0.296, abs=5e-4)


def test_the_interval_of_imbens_and_manski_meets_its_figures():
    found = _of_share(0.80, 0.85, se=0.02)
    assert (found.low, found.high) == pytest.approx((0.680, 0.830), abs=5e-4)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.652, 0.858), abs=5e-4)


@given(shares, shares, st.floats(0.001, 0.1))
def test_whatever_the_uncovered_think_the_whole_lies_within_the_bounds(share, covered, se):
    found = _of_share(share, covered, se)
    assert found.ci_low < found.low <= covered * share <= found.high < found.ci_high
    q = breakdown_value(share, covered=covered)
    assert covered * share + (1 - covered) * q == pytest.approx(0.5)
    assert (0 <= q <= 1) == (found.low <= 0.5 <= found.high)


@given(st.floats(0, 30), st.floats(0.8, 0.99))
def test_wider_bounds_need_a_shorter_reach(width, level):
    assert imbens_manski(width + 0.5, level=level) <= imbens_manski(width, level=level) + 1e-9


def test_full_coverage_leaves_the_share_and_no_breakdown():
    found = _of_share(0.7, 1.0, se=0.02)
    assert (found.low, found.high) == (0.7, 0.7)
    assert (found.ci_low, found.ci_high) == pytest.approx((0.7 - 1.96 * 0.02, 0.7 + 1.96 * 0.02), abs=1e-4)
    assert breakdown_value(0.7, covered=1.0) is None
