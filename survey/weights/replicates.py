"""Raking of replicate weights: all replicates at once, on the cells of the margins."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from instruments.errors import Place, Problem, SurveyError, refuse
from survey.population.margin import Margin
from survey.weights.given import given_weights
from survey.weights.match import Matched, match

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

SWEEPS = 500
BLOCK = 128  # replicates fitted together
ENOUGH_DONE = 0.2  # the share of replicates that have arrived, from which on it pays to set them aside


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RakedReplicates:
    """Factors of raked replicates, a row a cell of the margins.

    The weight of respondent i in replicate r is ``base[i] * factors[unit[i], r] * factor[cell[i], r]``.

    Attributes
    ----------
    cell : int array (n,)
    factor : array (cells, replicates)
    sweeps : int
    """

    cell: Codes
    factor: Floats
    sweeps: int


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
    matched = match(frame, margins=margins, base=base, agree_within=tolerance)
    size = (len(matched.cells.n), len(factors))
    in_cells = sparse.csr_array((base, (matched.cells.of_row, unit)), shape=size)
    sums = np.asarray(in_cells @ factors)
    factor = np.ones_like(sums)
    used = np.flatnonzero(matched.base)
    fitted, sweeps = _in_blocks(sums[used], _fittings(matched, used, sums), tolerance)
    factor[used] = np.divide(fitted, sums[used], out=np.ones_like(fitted), where=sums[used] > 0)
    return RakedReplicates(cell=matched.cells.of_row, factor=factor, sweeps=sweeps)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Fitting:
    """One margin: the category of each cell, the sum over the cells of each category, and what it must be."""

    category: Codes
    adding: "sparse.csr_array[np.float64]"
    targets: Floats


def _fittings(matched: Matched, used: Codes, sums: Floats) -> list[_Fitting]:
    fittings, empty = [], []
    for position in matched.position[:, used]:
        first, last = int(position.min()), int(position.max())
        adding = sparse.csr_array(
            (np.ones(len(used)), (position - first, np.arange(len(used)))), shape=(last - first + 1, len(used))
        )
        empty += list(_nobody(matched, first, adding @ sums[used]))
        targets = matched.totals[first : last + 1, None]
        fittings.append(_Fitting(category=position - first, adding=adding, targets=targets))
    if empty:
        raise SurveyError(empty)
    return fittings


def _nobody(matched: Matched, first: int, sums: Floats) -> Iterator[Problem]:
    """Yield the categories in which some replicate leaves nobody."""
    lost = (sums <= 0).sum(axis=1)
    for at in np.flatnonzero(lost):
        margin, category = matched.names[first + at]
        values = {"category": category, "n": int(lost[at])}
        yield Problem(code="survey.weights.replicates_nobody", place=Place(key=margin), values=values)


def _in_blocks(sums: Floats, fittings: Sequence[_Fitting], tolerance: float) -> tuple[Floats, int]:
    """Fit blocks of replicates that stay in the cache, as many at once as there are processors."""
    starts = range(0, sums.shape[1], BLOCK)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(lambda start: _fit(sums[:, start : start + BLOCK], fittings, tolerance), starts))
    return np.hstack([fitted for fitted, _ in done]), max(sweeps for _, sweeps in done)


def _fit(sums: Floats, fittings: Sequence[_Fitting], tolerance: float) -> tuple[Floats, int]:
    """Fit the replicates; those that have arrived are set aside while the others go on."""
    fitted, left, now = np.empty_like(sums), np.arange(sums.shape[1]), sums.copy()
    for sweep in range(1, SWEEPS + 1):
        error = np.zeros(len(left))
        for margin in fittings:
            ratio = margin.targets / np.asarray(margin.adding @ now)
            error = np.maximum(error, np.abs(ratio - 1).max(axis=0))
            now *= ratio[margin.category]
        done = error <= tolerance
        if done.all():
            fitted[:, left] = now
            return fitted, sweep
        if done.mean() > ENOUGH_DONE:
            fitted[:, left[done]] = now[:, done]
            left, now = left[~done], now[:, ~done]
    raise refuse("survey.weights.replicates_not_converged", n=len(left), error=f"{100 * error.max():.3g}")
