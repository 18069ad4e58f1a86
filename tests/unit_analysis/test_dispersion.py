"""Dispersion against the published table, and gradients against small steps."""

import numpy as np
import pytest

from analysis.estimators.dispersion import DISPERSIONS, agreement, consensus, leik

TABLE = [
    ([30, 40, 210, 130, 530, 50, 10], 0.6113333, 0.286667, 0.7256876),
    ([50, 0, 0, 0, 50], -1, 1, 0),
    ([20, 20, 20, 20, 20], 0, 0.6, 0.433985),
    ([5, 10, 15, 30, 40], 0.45, 0.45, 0.562218),
    ([15, 25, 15, 15, 30], -0.033333, 0.65, 0.380418),
    ([40, 10, 10, 40], -0.6, 0.866667, 0.147393),
]


@pytest.mark.parametrize(("counts", "a", "d", "cns"), TABLE)
def test_published_table(counts, a, d, cns):
    assert agreement(counts).value == pytest.approx(a, abs=1e-6)
    assert leik(counts).value == pytest.approx(d, abs=1e-6)
    assert consensus(counts).value == pytest.approx(cns, abs=1e-6)


@pytest.mark.parametrize("name", DISPERSIONS)
def test_all_in_one_category_is_no_dispersion(name):
    value = DISPERSIONS[name]([0, 0, 1, 0, 0]).value
    assert value == (0 if name == "leik" else 1)


@pytest.mark.parametrize("name", DISPERSIONS)
@pytest.mark.parametrize("shares", [[0.05, 0.11, 0.14, 0.31, 0.39], [0.31, 0.08, 0.19, 0.42], [0.6, 0.1, 0.3]])
def test_gradient_is_that_of_small_steps(name, shares):
    measure, p = DISPERSIONS[name], np.array(shares)
    for i in range(len(p) - 1):
        step = np.zeros(len(p))
        step[[i, i + 1]] = 1e-6, -1e-6
        rise = (measure(p + step).value - measure(p - step).value) / 2
        assert measure(p).gradient @ step == pytest.approx(rise, abs=1e-9)


@pytest.mark.parametrize("name", DISPERSIONS)
def test_only_proportions_count(name):
    counts = [3.3, 1.7, 9.1, 2.2]
    assert DISPERSIONS[name](np.array(counts) * 37.5).value == pytest.approx(DISPERSIONS[name](counts).value)
