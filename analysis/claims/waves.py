"""Changes between waves: only strata that were interviewed in all of them, and a composition that is held fixed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.layout import Leaf
from analysis.claims.measure import domain
from analysis.claims.terms import Mean
from analysis.sample import Sample


def in_every_wave(waves: Sequence[str], *, frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which interviews are in strata that have interviews in each of the waves."""
    if not waves:
        return np.ones(len(frame), dtype=bool)
    strata = [set(frame.loc[frame["wave"] == wave, "stratum"]) for wave in waves]
    return np.asarray(frame["stratum"].isin(set.intersection(*strata)))


def with_composition(leaf: Leaf, *, sample: Sample) -> Leaf:
    """Return a contrast with the coefficients of its groups multiplied by their shares in the first wave.

    The shares are taken as known (direct standardisation); groups that the first wave did not have are left out. The
    middle level of a dose has no coefficient either, but a model that adjusts needs it.
    """
    means = tuple(mean if not mean.cell else _weighted(mean, sample) for mean in leaf.means)
    return replace(leaf, means=tuple(mean for mean in means if mean.weight or leaf.part.adjust))


def _weighted(mean: Mean, sample: Sample) -> Mean:
    common = in_every_wave(mean.waves, frame=sample.frame)
    whole, cell = (
        float(sample.design.index.weights[domain(where, responses=sample.responses) & common].sum())
        for where in (mean.whole, mean.cell)
    )
    return replace(mean, weight=mean.weight * cell / whole if whole else 0.0)
