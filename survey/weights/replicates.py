"""Raking of replicate weights: all replicates at once, on the cells of the margins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.numeral import numeral
from survey.population.margin import Margin
from survey.weights.given import given_weights
from survey.weights.match import Matched, match
from survey.weights.nested import Fitted, Level, fit, levels

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

FITTED_TOGETHER = 2**18  # numbers, which stay in the cache
WRITTEN_TOGETHER = 2**15


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RakedReplicates:
    """Raked replicates, by the cells of the margins.

    The weight of respondent i in replicate r is ``base[i] * factors[unit[i], r] * factor[cell[i], r]``.

    Attributes
    ----------
    base : array (n,)
    unit : int array (n,)
    factors : array (units, replicates)
        What was raked.
    cell : int array (n,)
    factor : array (cells, replicates)
        What raking made of it; cells in which nobody is have a row as well.
    sweeps : int
    """

    base: Floats
    unit: Codes
    factors: Floats
    cell: Codes
    factor: Floats
    sweeps: int

    def weights(self) -> Floats:
        """Return the weights themselves, a row a respondent and a column a replicate."""
        written = np.empty((len(self.base), self.factors.shape[1]))
        step = max(1, WRITTEN_TOGETHER // self.factors.shape[1])
        for first in range(0, len(written), step):
            rows = slice(first, first + step)
            here = np.take(self.factors, self.unit[rows], axis=0)
            here *= self.base[rows, None]
            np.take(self.factor, self.cell[rows], axis=0, out=written[rows], mode="clip")  # unclipped, it would copy
            written[rows] *= here
        return written


def rake_replicates(
    frame: pd.DataFrame,
    *,
    margins: Sequence[Margin],
    unit: Codes,
    factors: Floats,
    weights: str | Floats | None = None,
    tolerance: float = 1e-10,
) -> RakedReplicates:
    """Return factors with which every replicate meets the margins, by proportional fitting (Deming & Stephan 1940).

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    margins : sequence of Margin
    unit : int array (n,)
        The row of `factors` that a respondent has: the PSU.
    factors : array (units, replicates)
        What the weights of each unit are multiplied by in each replicate.
    weights : str or array, optional
        Base weights. Default: all equal.
    tolerance : float
        Largest relative error of a margin in any replicate.

    Raises
    ------
    SurveyError
        If respondents and margins do not fit each other, a replicate leaves nobody in a category, or one cannot meet
        its margins.
    """
    base = given_weights(frame, weights)
    table = _given_factors(factors, unit, len(base))
    matched = match(frame, margins=margins, base=base, agree_within=tolerance)
    used = np.flatnonzero(matched.base)
    level = _levels(matched, used)
    spot = np.zeros(len(matched.cells.n), dtype=np.intp)  # of a cell without weight any is right
    spot[used] = np.arange(level.spots)[level.spot]
    place = spot[matched.cells.of_row]
    spread = np.asarray(sparse.csr_array((base, (place, unit)), shape=(level.spots, len(table))) @ table)
    fitted = _in_blocks(level, spread, tolerance)
    if not (fitted.error <= tolerance).all():
        raise SurveyError([*_nobody(matched, used, spread[spot[used]])] or [_far(fitted, tolerance)])
    return RakedReplicates(base=base, unit=unit, factors=table, cell=place, factor=fitted.factor, sweeps=fitted.sweeps)


def _levels(matched: Matched, used: Codes) -> Level:
    position = matched.position[:, used]
    first = position.min(axis=1)
    targets = np.split(matched.totals, first[1:])
    return levels(position - first[:, None], targets)


def _in_blocks(level: Level, spread: Floats, tolerance: float) -> Fitted:
    step, tables = max(1, FITTED_TOGETHER // len(spread)), spread.shape[1]
    if tables <= step:
        return fit(level, spread, tolerance=tolerance)
    done = [fit(level, spread[:, first : first + step], tolerance=tolerance) for first in range(0, tables, step)]
    return Fitted(
        factor=np.hstack([fitted.factor for fitted in done]),
        error=np.concatenate([fitted.error for fitted in done]),
        sweeps=max(fitted.sweeps for fitted in done),
    )


def _given_factors(factors: Floats, unit: Codes, rows: int) -> Floats:
    """Return the factors as numbers, with a row for every unit."""
    table = np.asarray(factors, dtype=np.float64)
    if table.ndim != 2 or not np.isfinite(table.sum()) or table.min(initial=0) < 0:
        raise refuse("survey.weights.replicate_factors")
    known = np.asarray(unit)
    if known.shape != (rows,) or known.min() < 0 or known.max() >= len(table):
        raise refuse("survey.weights.replicate_units", got=len(table), expected=int(known.max(initial=0)) + 1)
    return table


def _nobody(matched: Matched, used: Codes, sums: Floats) -> Iterator[Problem]:
    """Yield the categories in which some replicate leaves nobody."""
    for at, (margin, category) in enumerate(matched.names):
        inside = (matched.position[:, used] == at).any(axis=0)
        if lost := int((sums[inside].sum(axis=0) <= 0).sum()):
            values = {"category": category, "n": lost}
            yield Problem(code="survey.weights.replicates_nobody", place=Place(key=margin), values=values)


def _far(fitted: Fitted, tolerance: float) -> Problem:
    far = ~(fitted.error <= tolerance)
    values = {"n": int(far.sum()), "error": numeral(100 * np.nan_to_num(fitted.error[far], nan=np.inf).max(), ".3g")}
    return Problem(code="survey.weights.replicates_not_converged", values=values)
