"""The variance of domain estimates from the scores of cells, without a table of every unit by every domain.

The same as `linearization.covariance_of_totals`, one domain at a time: a unit without members of the domain has the
score zero, so only how many those are is needed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.cells import Cells
from analysis.numbering import Runs, runs_of
from analysis.variance.linearization import factors, stages_that_count, stretched, units_above
from survey.design import DesignIndex, LonelyPsu
from survey.stage import Stage

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StageCells:
    """The cells of one stage: a domain and a unit of that stage each, ordered by domain, then by stratum.

    Attributes
    ----------
    stage : Stage
    first : int (cells,) or None
        Where its cells of the finest units begin; None where the stage is the finest.
    group, stratum : int (pairs,)
        Pairs of a domain and a stratum that occur.
    begin : int (pairs,)
        Where the cells of each pair begin.
    occupied : int (pairs,)
        Units of the stratum with members of the domain.
    domains : Runs
        The pairs of each domain.
    """

    stage: Stage
    first: Codes | None
    group: Codes
    stratum: Codes
    begin: Codes
    occupied: Codes
    domains: Runs

    def totals(self, values: Floats) -> Floats:
        """Return the sums by unit of this stage of what is known by finest unit: (m, cells) each."""
        return values if self.first is None else np.add.reduceat(values, self.first, axis=-1)


def stage_cells(cells: Cells, index: DesignIndex) -> tuple[StageCells, ...]:
    """Return the cells of each stage that adds to a variance; the first is that of the PSUs."""
    return tuple(_of_stage(cells, index, stage) for stage in stages_that_count(index))


def variance_of_scores(scores: Floats, stages: tuple[StageCells, ...], groups: int, *, lonely_psu: LonelyPsu) -> Floats:
    """Return the variance of the sum of scores in each domain.

    Parameters
    ----------
    scores : float (m, cells)
        Weighted, by cell of the finest units.
    stages : tuple of StageCells
    groups : int
    lonely_psu : str

    Returns
    -------
    float (m, groups)
    """
    variance = np.zeros((len(scores), groups))
    for stage in stages:
        added_here = _stage_variance(stage.totals(scores), stage, groups, lonely_psu=lonely_psu)
        if lonely_psu == "average" and stage.stage.lonely.any():
            held = np.zeros((len(stage.stage.units), groups), dtype=bool)
            held[stage.stratum, stage.group] = True
            added_here *= stretched(held, stage.stage.lonely)
        variance += added_here
    return variance


def _of_stage(cells: Cells, index: DesignIndex, stage: Stage) -> StageCells:
    group, unit, first = cells.group, cells.unit, None
    if len(stage.stratum) < index.units:
        above = units_above(index, stage)
        first = _changes(group, above[unit])
        group, unit = group[first], above[unit][first]
    begin = _changes(group, stage.stratum[unit])
    return StageCells(
        stage=stage,
        first=first,
        group=group[begin],
        stratum=stage.stratum[unit[begin]],
        begin=begin,
        occupied=np.diff(begin, append=len(group)),
        domains=runs_of(group[begin], cells.groups),
    )


def _changes(*keys: Codes) -> Codes:
    new = np.zeros(len(keys[0]), dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)


def _stage_variance(totals: Floats, cells: StageCells, groups: int, *, lonely_psu: LonelyPsu) -> Floats:
    if not len(cells.begin):
        return np.zeros((len(totals), groups))
    stage, alone = cells.stage, cells.stage.lonely[cells.stratum]
    units, counted = stage.units[cells.stratum], factors(stage)
    sums = np.add.reduceat(totals, cells.begin, axis=-1)
    means = sums / units
    adjusting = lonely_psu == "adjust" and stage.lonely.any()
    if adjusting:
        grand = cells.domains.added(sums) / len(stage.stratum)
        means[:, alone] = grand[:, cells.group[alone]]
    deviations = totals - np.repeat(means, cells.occupied, axis=-1)
    squares = np.add.reduceat(np.square(deviations, out=deviations), cells.begin, axis=-1)
    squares += (units - cells.occupied) * means**2
    variance = cells.domains.added(counted[cells.stratum] * squares)
    if adjusting:
        met = np.bincount(cells.group[alone], weights=counted[cells.stratum[alone]], minlength=groups)
        variance += (counted[stage.lonely].sum() - met) * grand**2
    return variance
