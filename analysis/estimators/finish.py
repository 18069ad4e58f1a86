"""From sums by cell to estimates: value, error, interval, bases, and the reason where one of them is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.estimators.base import Base, base_of
from analysis.estimators.estimates import FIGURES, Estimates
from analysis.estimators.passes import Reading, Sums
from analysis.estimators.smooth import Smooth
from analysis.grouping import Grouping
from analysis.inference.interval import mean_interval
from analysis.variance.calibrated import calibrated_variance
from analysis.variance.domains import variance_of_scores
from analysis.variance.replication import replicated_variance
from survey.design import DesignIndex

Floats = NDArray[np.float64]
ROUNDING = 8 * float(np.finfo(float).eps)  # an error that is smaller than this share of what it is of is none
Interval = Callable[[Floats, Floats, Base], tuple[Floats, Floats]]
Simple = Callable[[Floats, Floats, Floats], Floats]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Estimator:
    """What is estimated, as a function of totals.

    Attributes
    ----------
    value : function
        From totals (q, ...) to the value and its gradient.
    spread : function, optional
        From totals, squares and the sum of weights to the variance of one respondent's score times that sum squared:
        what a simple random sample would have. Without it there is no deff.
    interval : function
        From the estimate, its error and its base.
    """

    value: Smooth
    spread: Simple | None
    interval: Interval


def estimates_of(
    reading: Reading,
    blocks: Iterable[Sums],
    *,
    estimator: Estimator,
    keys: Mapping[str, Sequence[object]],
    level: float,
) -> Estimates:
    """Return the estimates of each measure in each domain of each banner.

    Parameters
    ----------
    reading : Reading
    blocks : iterable of Sums
        The measures, some at a time.
    estimator : Estimator
    keys : mapping
        What each of the measures is called.
    level : float
        Of the intervals, for the record.
    """
    banners = range(len(reading.groupings))
    found = [[_of_banner(reading, banner, sums, estimator) for banner in banners] for sums in blocks]
    parts = [
        {name: np.concatenate([part[name] for part in banner]) for name in FIGURES}
        for banner in zip(*found, strict=True)
    ]
    rows = [_keys(keys, grouping) for grouping in reading.groupings]
    return _assembled(parts, rows, level=level, method=method_of(reading.design.index))


def method_of(index: DesignIndex) -> str:
    """Return how variances come about in a design, by name."""
    if index.replicates is not None:
        return f"replicates: {index.replicates.kind}"
    if index.calibration is None:
        return "linearisation"
    return f"linearisation of residuals, as by {index.calibration.convention}"


def t_interval(level: float) -> Interval:
    """Return the interval of a mean or a total."""
    return lambda estimate, se, base: mean_interval(estimate, se, base.df, level=level)


def _of_banner(reading: Reading, banner: int, sums: Sums, estimator: Estimator) -> dict[str, Floats]:
    cells = reading.joint.banners[banner]
    merged = cells.merged(sums.by_cell)
    weights, by_cell = merged[0], sums.entering(merged)
    totals = cells.by_group(by_cell)
    value, gradient = estimator.value(totals)
    variance = _variance(reading, banner, sums, by_cell, value, gradient, estimator)
    base = base_of(
        weights,
        n=cells.of_domains(sums.n),
        squared_weights=cells.of_domains(sums.squared_weights),
        cells=cells,
        psus=reading.stages[banner][0],
        own_df=reading.design.index.own_df,
    )
    deff = _deff(variance, totals, cells.of_domains(sums.squares), base, estimator.spread)
    return _figures(value, variance, deff, base, estimator.interval)


def _variance(
    reading: Reading,
    banner: int,
    sums: Sums,
    by_cell: Floats,
    value: Floats,
    gradient: Floats,
    estimator: Estimator,
) -> Floats:
    design, cells = reading.design, reading.joint.banners[banner]
    if design.index.replicates is not None:
        return replicated_variance(by_cell, value, estimator.value, cells=cells, index=design.index)
    if design.index.calibration is not None:
        return calibrated_variance(
            sums.entering(sums.by_cell), sums.plain, gradient, cells=cells, joint=reading.joint, design=design
        )
    scores = gradient[0][:, cells.group] * by_cell[0]
    for slope, part in zip(gradient[1:], by_cell[1:], strict=True):
        scores += slope[:, cells.group] * part
    return variance_of_scores(scores, reading.stages[banner], cells.groups, lonely_psu=design.lonely_psu)


def _deff(variance: Floats, totals: Floats, squares: Floats, base: Base, spread: Simple | None) -> Floats:
    unknown = np.full(variance.shape, np.nan)
    if spread is None:
        return unknown
    simple = np.divide(spread(totals, squares, base.sum_weights), base.n - 1.0, out=unknown.copy(), where=base.n > 1)
    deff: Floats = np.divide(variance, simple, out=unknown, where=simple > 0)
    return deff


def _figures(value: Floats, variance: Floats, deff: Floats, base: Base, interval: Interval) -> dict[str, Floats]:
    answered = base.n > 0
    variance = np.where(variance > (ROUNDING * value) ** 2, variance, 0.0)
    estimate = np.where(answered, value, np.nan)
    se = np.where(base.n_psu > 1, np.sqrt(variance), np.nan)
    with np.errstate(invalid="ignore"):
        low, high = interval(estimate, se, base)
    parts = {
        "estimate": estimate,
        "se": se,
        "ci_low": low,
        "ci_high": high,
        "deff": np.where(base.n_psu > 1, deff, np.nan),
    }
    return parts | {name: getattr(base, name) for name in ("n", "n_psu", "sum_weights", "n_eff", "df")}


def _keys(keys: Mapping[str, Sequence[object]], grouping: Grouping) -> dict[str, list[object]]:
    domains = len(grouping)
    named = {name: [value for value in values for _ in range(domains)] for name, values in keys.items()}
    measures = len(next(iter(keys.values())))
    by = {name: [level[place] for level in grouping.levels] * measures for place, name in enumerate(grouping.variables)}
    return named | by


def _assembled(
    parts: list[dict[str, Floats]], rows: list[dict[str, list[object]]], *, level: float, method: str
) -> Estimates:
    figures = {name: np.concatenate([part[name].ravel() for part in parts]) for name in parts[0]}
    names = list(dict.fromkeys(name for row in rows for name in row))
    sizes = [part["n"].size for part in parts]
    keys = {
        name: _column([row.get(name, [None] * size) for row, size in zip(rows, sizes, strict=True)]) for name in names
    }
    return Estimates(keys=keys, **figures, reason=_reasons(figures), level=level, method=method)


def _column(parts: list[list[object]]) -> NDArray[np.object_]:
    values = np.empty(sum(len(part) for part in parts), dtype=object)
    values[:] = [value for part in parts for value in part]
    return values


def _reasons(figures: Mapping[str, Floats]) -> tuple[str | None, ...]:
    why = np.full(len(figures["n"]), None, dtype=object)
    why[np.isnan(figures["estimate"])] = "analysis.estimation.zero_base"
    why[figures["df"] < 1] = "analysis.estimation.no_freedom"
    why[figures["n_psu"] == 1] = "analysis.estimation.one_psu"
    why[figures["n"] == 0] = "analysis.estimation.no_answers"
    return tuple(why)
