"""What holds for any weights raked to any margins."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.population import Margin
from survey.weights.calibrate import calibrate
from survey.weights.rake import rake

EXACT = 1e-10  # the tolerance of raking
SAME = 1e-8  # of single weights: the margins' error, times how strongly a weight hangs on them

SIZES = {"region": 6, "sex": 2, "age": 4}


@st.composite
def surveys(draw):
    """Return respondents in every cell, base weights, and margins that some population has."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells = np.array(np.meshgrid(*[np.arange(size) for size in SIZES.values()])).reshape(len(SIZES), -1)
    chosen = np.hstack([cells, cells[:, rng.integers(0, cells.shape[1], draw(st.integers(0, 100)))]])
    frame = pd.DataFrame({name: pd.Categorical(codes) for name, codes in zip(SIZES, chosen, strict=True)})
    population = rng.lognormal(0, 0.5, cells.shape[1])
    margins = [
        Margin(
            name=name,
            variables=(name,),
            targets={(str(code),): population[codes == code].sum() for code in range(SIZES[name])},
        )
        for name, codes in zip(SIZES, cells, strict=True)
    ]
    return frame, rng.lognormal(0, 0.5, len(frame)), margins


@settings(max_examples=30, deadline=None)
@given(surveys())
def test_margins_are_met_and_weights_stay_positive(survey):
    frame, base, margins = survey
    weights = rake(frame, margins=margins, weights=base)
    assert weights.values.min() > 0
    for margin in margins:
        sums = pd.Series(weights.values).groupby(frame[margin.variables[0]].to_numpy()).sum()
        np.testing.assert_allclose(sums.to_numpy(), list(margin.targets.values()), rtol=2 * EXACT)


@settings(max_examples=20, deadline=None)
@given(surveys())
def test_a_second_raking_changes_nothing(survey):
    frame, base, margins = survey
    once = rake(frame, margins=margins, weights=base).values
    np.testing.assert_allclose(rake(frame, margins=margins, weights=once).values, once, rtol=SAME)


@settings(max_examples=20, deadline=None)
@given(surveys(), st.permutations(range(len(SIZES))))
def test_the_order_of_margins_does_not_matter(survey, order):
    frame, base, margins = survey
    here = rake(frame, margins=margins, weights=base).values
    there = rake(frame, margins=[margins[at] for at in order], weights=base).values
    np.testing.assert_allclose(here, there, rtol=SAME)


@settings(max_examples=20, deadline=None)
@given(surveys(), st.floats(1e-6, 1e6))
def test_the_scale_of_base_weights_does_not_matter(survey, scale):
    frame, base, margins = survey
    here = rake(frame, margins=margins, weights=base, bounds=(0.01, 50)).values
    there = rake(frame, margins=margins, weights=base * scale, bounds=(0.01, 50)).values
    np.testing.assert_allclose(here, there, rtol=SAME)


@settings(max_examples=20, deadline=None)
@given(surveys())
def test_the_order_of_respondents_does_not_matter(survey):
    frame, base, margins = survey
    here = rake(frame, margins=margins, weights=base).values
    there = rake(frame[::-1], margins=margins, weights=base[::-1]).values
    np.testing.assert_allclose(here, there[::-1], rtol=SAME)


def factors(weights):
    return weights.values / weights.base * weights.base.sum() / weights.values.sum()


@settings(max_examples=20, deadline=None)
@given(surveys())
def test_wide_bounds_change_nothing(survey):
    frame, base, margins = survey
    free = rake(frame, margins=margins, weights=base)
    wide = rake(frame, margins=margins, weights=base, bounds=(factors(free).min() / 2, factors(free).max() * 2))
    np.testing.assert_allclose(wide.values, free.values, rtol=SAME)


@settings(max_examples=30, deadline=None)
@given(surveys(), st.integers(0, 2**32 - 1), st.floats(0.05, 1.5))
def test_bounds_that_can_be_kept_are_kept(survey, seed, width):
    frame, base, margins = survey
    hidden = 1 + width * np.random.default_rng(seed).random(len(frame))
    hidden *= base.sum() / (base @ hidden)
    reachable = [
        Margin.of(margin.name, pd.Series(base * hidden).groupby(frame[margin.name].astype(str)).sum().to_dict())
        for margin in margins
    ]
    bounds = (hidden.min() * (1 - EXACT), hidden.max() * (1 + EXACT))
    weights = rake(frame, margins=reachable, weights=base, bounds=bounds)
    assert weights.largest_error <= EXACT
    assert factors(weights).min() >= bounds[0] * (1 - 1e-12)
    assert factors(weights).max() <= bounds[1] * (1 + 1e-12)


@settings(max_examples=20, deadline=None)
@given(surveys())
def test_one_margin_is_post_stratification(survey):
    frame, base, margins = survey
    margin = margins[0]
    sums = pd.Series(base).groupby(frame["region"].to_numpy()).sum()
    targets = pd.Series(list(margin.targets.values()), index=sums.index)
    expected = base * (targets / sums).loc[frame["region"].to_numpy()].to_numpy()
    np.testing.assert_allclose(rake(frame, margins=[margin], weights=base).values, expected, rtol=1e-12)


@settings(max_examples=20, deadline=None)
@given(surveys())
def test_raking_is_calibration_with_the_raking_distance(survey):
    """To the totals of columns of zeros and ones, which are solved over respondents, not over cells."""
    frame, base, margins = survey
    raked = rake(frame, margins=margins, weights=base)
    columns, totals = {}, {}
    for margin in margins:
        for (code,), target in margin.targets.items():
            columns[f"{margin.name} {code}"] = (frame[margin.name] == int(code)).astype(float)
            totals[f"{margin.name} {code}"] = target
    started = base * margins[0].total / base.sum()
    calibrated = calibrate(pd.DataFrame(columns), totals=totals, method="raking", weights=started)
    np.testing.assert_allclose(calibrated.values, raked.values, rtol=SAME)
