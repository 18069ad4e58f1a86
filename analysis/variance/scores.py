"""The covariance of estimates that are sums of weighted scores, by whatever means the design provides."""

import numpy as np
from numpy.typing import NDArray

from analysis.variance.calibrated import residual_scores
from analysis.variance.linearization import covariance_of_scores, sums_by
from analysis.variance.replication import covariance_of_replicates
from survey.design import Design

Floats = NDArray[np.float64]


def covariance_of_linear(design: Design, scores: Floats, *, members: NDArray[np.bool_] | None = None) -> Floats:
    """Return the covariance of sums of weighted scores.

    Parameters
    ----------
    design : Design
        With replicates: their sums are replicated. With a calibration: the residuals of the scores count.
    scores : float (n, m)
    members : bool (n, m), optional
        Which rows have part in which estimate. Default: all.

    Returns
    -------
    float (m, m)
    """
    index = design.index
    if index.replicates is not None:
        units = sums_by(index.replicates.unit, scores, len(index.replicates.factors))
        return covariance_of_replicates(index.replicates.factors.T @ units, units.sum(axis=0), index.replicates)
    if index.calibration is not None:
        scores = residual_scores(scores, index, index.calibration)
    return covariance_of_scores(scores, index, lonely_psu=design.lonely_psu, members=members)
