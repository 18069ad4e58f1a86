"""Holm and Benjamini-Hochberg against published examples and against statsmodels."""

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from analysis.inference.multiplicity import benjamini_hochberg, holm, holm_levels

# Benjamini and Hochberg (1995), section 4.1: their method rejects 4 at 0.05, Bonferroni's 3.
BH_1995 = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459),
    *(0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]
SHUFFLED = np.random.default_rng(3).permutation(BH_1995)


def test_holm_of_the_reference():
    assert holm([0.01, 0.02, 0.03, 0.04, 0.05]) == pytest.approx([0.05, 0.08, 0.09, 0.09, 0.09])


def test_example_of_benjamini_and_hochberg():
    assert (benjamini_hochberg(BH_1995) <= 0.05).sum() == 4
    assert (np.array(BH_1995) * len(BH_1995) <= 0.05).sum() == 3


@pytest.mark.parametrize(("own", "method"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_statsmodels_says_the_same_in_any_order(own, method):
    assert own(SHUFFLED) == pytest.approx(multipletests(SHUFFLED, method=method)[1])


@pytest.mark.parametrize("alpha", [0.01, 0.05, 0.2])
def test_levels_reject_what_adjusted_p_rejects(alpha):
    assert ((holm_levels(SHUFFLED, alpha=alpha) >= SHUFFLED) == (holm(SHUFFLED) <= alpha)).all()


def test_a_family_of_none_is_allowed():
    assert holm([]).size == benjamini_hochberg([]).size == holm_levels([]).size == 0
