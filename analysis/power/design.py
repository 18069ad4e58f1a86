"""The design effect that a described world lets expect, before anybody is asked."""

import numpy as np

from analysis.claims.measure import names_of
from analysis.claims.terms import Mean
from analysis.claims.tested import Tested
from analysis.inference.power import binary_correlation, design_effect
from survey.simulate.world import World


def expected_deff(test: Tested, *, world: World) -> float | None:
    """Return the design effect of a contrast from weights, cluster sizes and the world's correlations.

    Each domain mean has (1 + cv^2)(1 + (m - 1) rho): the spread of the weights and the interviews in a PSU are those of
    a drawn sample; rho is what places and interviewers of the world add. None where the contrast is no sum of means.
    """
    joint, means = test.joint, test.leaf.means
    simple = np.divide(np.diag(joint.covariance), joint.deff)
    if test.contrast is None or len(means) != simple.size or not np.isfinite(simple).all():
        return None
    coefficients = np.array([mean.weight for mean in means])
    expected = [
        design_effect(
            weights_cv=float(max(joint.n[j] / joint.n_eff[j] - 1, 0.0)) ** 0.5,
            cluster=float(joint.n[j] / joint.n_psu[j]),
            rho=correlation(mean, share=float(joint.estimate[j]), world=world),
        )
        for j, mean in enumerate(means)
    ]
    variances = coefficients**2 * simple
    return float(variances @ np.array(expected) / variances.sum())


def correlation(mean: Mean, *, share: float, world: World) -> float:
    """Return how much two answers of one place are alike; nothing where two ratings share what places add."""
    items = [world.ordered[name] for name in names_of(mean.measure) if name in world.ordered]
    factors = {item.factor for item in items}
    if not items or len(factors) < len(items):
        return 0.0
    factor = world.factors[items[0].factor]
    latent = factor.place + factor.interviewer / world.fieldwork.interviewers
    plain = mean.measure.kind == "share" and mean.measure.minus is None
    return binary_correlation(latent, share=share) if plain else latent
