"""Taylor linearisation: the covariance of estimates from the totals of their scores in the sampling units.

Binder (1983); Särndal, Swensson and Wretman (1992), sections 4.3 and 5.5. Units are as if drawn with replacement within
strata, but for the finite population corrections that the design states.
"""

import numpy as np
from numpy.typing import NDArray

from survey.design import DesignIndex, LonelyPsu
from survey.stage import Stage

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


def covariance_of_scores(
    scores: Floats, index: DesignIndex, *, lonely_psu: LonelyPsu, members: NDArray[np.bool_] | None = None
) -> Floats:
    """Return the covariance of the sums of weighted scores.

    Parameters
    ----------
    scores : float (n, m)
        The weighted score of each row.
    index : DesignIndex
    lonely_psu : str
        What a stratum with one PSU adds.
    members : bool (n, m), optional
        Which rows have part in which estimate. Default: all.

    Returns
    -------
    float (m, m)
        Over stages and strata, the sum of f' (1 - f) n / (n - 1) times the cross-products of unit totals around their
        stratum's mean, where f' is the fraction that the stages above have drawn.
    """
    held = None if members is None else sums_by(index.unit, members, index.units) > 0
    return covariance_of_units(sums_by(index.unit, scores, index.units), index, lonely_psu=lonely_psu, members=held)


def covariance_of_units(
    totals: Floats, index: DesignIndex, *, lonely_psu: LonelyPsu, members: NDArray[np.bool_] | None = None
) -> Floats:
    """Return the same from the totals of the finest units: float (units, m) -> (m, m).

    Members are bool (units, m); or (units, 1), where all estimates have the same.
    """
    covariance = np.zeros((totals.shape[1], totals.shape[1]))
    for stage in stages_that_count(index):
        above = units_above(index, stage)
        finest = len(stage.stratum) == index.units
        by_unit = totals if finest else sums_by(above, totals, len(stage.stratum))
        added = covariance_of_totals(by_unit, stage, lonely_psu=lonely_psu)
        if lonely_psu == "average" and stage.lonely.any():
            stratum = stage.stratum[above]
            held = np.ones((len(stage.units), 1)) if members is None else sums_by(stratum, members, len(stage.units))
            root = np.sqrt(stretched(held > 0, stage.lonely))
            added *= np.outer(root, root)
        covariance += added
    return covariance


def units_above(index: DesignIndex, stage: Stage) -> Codes:
    """Return the unit of a stage in which each of the finest units lies."""
    above = np.arange(index.units)
    if len(stage.stratum) < index.units:
        above[index.unit] = stage.unit
    return above


def covariance_of_totals(totals: Floats, stage: Stage, *, lonely_psu: LonelyPsu) -> Floats:
    """Return what one stage adds to the covariance, from the totals of its units: float (units, m) -> (m, m)."""
    begin = np.cumsum(stage.units) - stage.units
    means = np.add.reduceat(totals, begin, axis=0) / stage.units[:, None]
    if lonely_psu == "adjust":
        means[stage.lonely] = totals.mean(axis=0)
    deviations = totals - means[stage.stratum]
    deviations *= np.sqrt(factors(stage))[stage.stratum][:, None]
    covariance: Floats = deviations.T @ deviations
    return covariance


def factors(stage: Stage) -> Floats:
    """Return what the squared deviations of each stratum count for: float (strata,)."""
    freedom = np.where(stage.units > 1, stage.units / np.maximum(stage.units - 1, 1), 1.0)
    counted: Floats = stage.share * (1 - stage.fraction) * freedom
    return counted


def stretched(held: NDArray[np.bool_], lonely: NDArray[np.bool_]) -> Floats:
    """Return what a variance is multiplied by so that lonely strata add what the others add on average.

    Parameters
    ----------
    held : bool (strata, m)
        Which strata have members of which domain.
    lonely : bool (strata,)
    """
    strata = held.sum(axis=0)
    known = strata - held[lonely].sum(axis=0)
    stretch: Floats = np.divide(strata, known, out=np.ones(len(strata)), where=known > 0)
    return stretch


def stages_that_count(index: DesignIndex) -> tuple[Stage, ...]:
    """Return the stages that add to a variance: a later one only where the stages above have an fpc."""
    return tuple(stage for stage in index.stages if stage.share.any())


def sums_by(group: Codes, values: Floats | NDArray[np.bool_], groups: int) -> Floats:
    """Return the sums of rows by group: (n, m) -> (groups, m)."""
    if values.shape[1] == 0:
        return np.zeros((groups, 0))
    return np.stack([np.bincount(group, weights=column, minlength=groups) for column in values.T], axis=1)
