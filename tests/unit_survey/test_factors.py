"""Factors of replicates are the same whether held as small counts or written out."""

import numpy as np
import pytest

from survey.factors import BLOCK, Factors


@pytest.fixture
def counts():
    rng = np.random.default_rng(5)
    units, replicates = 300, 500  # more than a block
    assert units * replicates > BLOCK
    times = rng.integers(0, 4, size=(units, replicates)).astype(np.uint8)
    return Factors(times=times, base=rng.uniform(size=units), step=rng.uniform(1, 2, units))


def test_counts_stand_for_the_table_of_factors(counts):
    table = counts.table()
    assert table[7, 9] == pytest.approx(counts.base[7] + counts.step[7] * counts.times[7, 9])
    assert np.array_equal(counts.replicate(9), table[:, 9])
    assert np.array_equal(counts.taken(slice(3, 8)).table(), table[3:8])
    assert np.array_equal(Factors.of(table).table(), table)
    assert (len(counts), counts.replicates) == table.shape


@pytest.mark.parametrize("shape", [(300,), (2, 300), (2, 3, 300)])
def test_totals_are_multiplied_as_by_the_table(counts, shape):
    totals = np.random.default_rng(1).normal(size=shape)
    assert np.allclose(counts.applied(totals), totals @ counts.table(), rtol=1e-10)
    assert np.allclose(Factors.of(counts.table()).applied(totals), totals @ counts.table(), rtol=1e-10)
