"""What holds for weights that are trimmed, alone and in turns with a fit."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.population import Margin
from survey.weights import rake, trim
from survey.weights.trimmed import NEARLY, trim_and_fit

SEEDS = st.integers(0, 2**32 - 1)


def raked(seed):
    rng = np.random.default_rng(seed)
    people = pd.DataFrame({"sex": rng.permutation(["f", "m"] * 60), "place": rng.permutation(["a", "b", "c"] * 40)})
    margins = [Margin.of("sex", {"f": 0.55, "m": 0.45}), Margin.of("place", {"a": 0.4, "b": 0.35, "c": 0.25})]
    return people, margins, rake(people, margins=margins, weights=rng.lognormal(0, 0.6, len(people)))


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.floats(1.2, 5), st.floats(0, 0.8))
def test_trimming_keeps_the_limits_the_total_and_the_order(seed, highest, lowest):
    _, _, weights = raked(seed)
    mean = weights.values.mean()
    trimmed = trim(weights, lowest=lowest * mean, highest=highest * mean).values
    assert trimmed.min() >= lowest * mean * (1 - 1e-9)
    assert trimmed.max() <= highest * mean * (1 + 1e-9)
    np.testing.assert_allclose(trimmed.sum(), weights.values.sum(), rtol=1e-9)
    assert (np.diff(trimmed[np.argsort(weights.values, kind="stable")]) >= -1e-9 * mean).all()


@settings(max_examples=20, deadline=None)
@given(SEEDS, st.floats(2.0, 4.0))
def test_in_turns_with_a_fit_both_the_limits_and_the_margins_hold(seed, highest):
    people, margins, weights = raked(seed)
    limit = highest * weights.values.mean()
    both = trim_and_fit(
        weights, lowest=0.0, highest=limit, fit=lambda values: rake(people, margins=margins, weights=values)
    )
    assert both.values.max() <= limit * (1 + NEARLY)
    again = rake(people, margins=margins, weights=both.values)
    np.testing.assert_allclose(again.values, both.values, rtol=1e-8)
