"""Two one-sided tests against published figures."""

import pytest
from scipy import stats

from analysis.inference.equivalence import two_one_sided_tests


def test_welch_inputs_of_the_reference():
    """Means 5.25 and 5.22, sd 0.95 and 0.83, n 95 and 89, bounds of 0.43 standard deviations."""
    parts = 0.95**2 / 95, 0.83**2 / 89
    df = sum(parts) ** 2 / (parts[0] ** 2 / 94 + parts[1] ** 2 / 88)
    bound = 0.43 * ((0.95**2 + 0.83**2) / 2) ** 0.5
    test = two_one_sided_tests(0.03, se=sum(parts) ** 0.5, low=-bound, high=bound, df=df)
    assert df == pytest.approx(181.13, abs=0.01)
    assert test.t_high == pytest.approx(-2.6928, abs=1e-4)
    assert test.p == pytest.approx(0.003876, abs=1e-6)


def test_proportions_of_the_reference():
    se = (0.65 * 0.35 / 100 + 0.70 * 0.30 / 100) ** 0.5
    test = two_one_sided_tests(-0.05, se=se, low=-0.10, high=0.10)
    assert (test.t_low, test.t_high) == (pytest.approx(0.756, abs=1e-3), pytest.approx(-2.268, abs=1e-3))
    assert (test.p_low, test.p_high) == (pytest.approx(0.225, abs=1e-3), pytest.approx(0.0117, abs=1e-4))


@pytest.mark.parametrize(("bound", "deff", "p"), [(0.05, 1, 0.92), (0.05, 2, 0.84), (0.05, 4, 0.76), (0.10, 4, 0.002)])
def test_published_change_between_two_waves(bound, deff, p):
    """Confidence of 91% of 2,295 and 97% of 2,055 a year later: the bound decides, so it must be fixed beforehand."""
    se = (deff * (0.91 * 0.09 / 2295 + 0.97 * 0.03 / 2055)) ** 0.5
    assert two_one_sided_tests(0.06, se=se, low=-bound, high=bound).p == pytest.approx(p, abs=0.005)


@pytest.mark.parametrize("estimate", [-0.08, 0.0, 0.02, 0.055])
def test_p_is_the_level_at_which_the_interval_enters_the_bounds(estimate):
    test = two_one_sided_tests(estimate, se=0.03, low=-0.06, high=0.06, df=20)
    reach = stats.t.isf(test.p, 20) * 0.03
    assert max(estimate + reach, -(estimate - reach)) == pytest.approx(0.06)
