"""How much communities differ from one another: the part of the variance that lies between sampling units."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from survey.design import Design

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A contrast of intraclass correlations, with its jackknife error."""

    estimate: float
    se: float


def between_contrast(design: Design, columns: ArrayLike, *, coefficients: ArrayLike) -> Between:
    """Return a contrast of the intraclass correlations of several columns within their PSUs.

    Each is the estimate by analysis of variance, (MSB - MSW) / (MSB + (n0 - 1) MSW), with weights that sum to the
    number of respondents. The error is that of the stratified jackknife: each PSU left out in turn, the others of its
    stratum counted for it.

    Parameters
    ----------
    design : Design
    columns : float (n, m)
        A measure over a domain a column; NaN outside.
    coefficients : float (m,)

    References
    ----------
    Searle, Casella and McCulloch (1992), Variance components, section 3.6. Wolter (2007), Introduction to variance
    estimation, section 4.5.
    """
    values = np.asarray(columns, dtype=float)
    weights = np.asarray(coefficients, dtype=float)
    each = [_Sums.of(design, column) for column in values.T]
    estimate = float(weights @ [sums.correlation() for sums in each])
    without = sum(weight * sums.without_each() for weight, sums in zip(weights, each, strict=True))
    return Between(estimate=estimate, se=_error(np.asarray(without, dtype=float), design))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """What the analysis of variance adds up, a row a PSU: count, weight, its square, y, y squared, y within squared."""

    table: Floats
    stratum: NDArray[np.intp]
    units: NDArray[np.intp]

    @classmethod
    def of(cls, design: Design, column: Floats) -> "_Sums":
        index, held = design.index, ~np.isnan(column) & (design.index.weights > 0)
        weights = index.weights * held
        weights = weights * held.sum() / weights.sum()
        filled = np.where(held, column, 0.0)
        size = len(index.stratum)
        n, w, y, yy = (
            np.bincount(index.psu, each, size) for each in (held, weights, weights * filled, weights * filled**2)
        )
        within = np.divide(y**2, w, out=np.zeros(size), where=w > 0)
        table = np.column_stack([n, n > 0, w, w**2, y, yy, within])
        return cls(table=table, stratum=index.stratum, units=index.psus)

    def correlation(self) -> float:
        return float(_correlation(self.table.sum(axis=0)[None])[0])

    def without_each(self) -> Floats:
        """Return the correlation with each PSU left out."""
        units = self.units[self.stratum]
        grown = np.divide(units, units - 1, out=np.ones(len(units)), where=units > 1)[:, None]
        stratum = np.stack([np.bincount(self.stratum, column, len(self.units)) for column in self.table.T], axis=1)
        rest = stratum[self.stratum] - self.table
        power = np.array([0, 0, 1, 2, 1, 1, 1])
        return _correlation(self.table.sum(axis=0) - stratum[self.stratum] + rest * grown**power)


def _correlation(sums: Floats) -> Floats:
    n, groups, w, ww, y, yy, within = sums.T
    between = (within - y**2 / w) / (groups - 1)
    inside = (yy - within) / (n - groups)
    size = (w - ww / w) / (groups - 1)
    return np.asarray((between - inside) / (between + (size - 1) * inside), dtype=float)


def _error(without: Floats, design: Design) -> float:
    index = design.index
    means = np.bincount(index.stratum, without, len(index.psus)) / index.psus
    squares = np.bincount(index.stratum, (without - means[index.stratum]) ** 2, len(index.psus))
    return float(np.sqrt(((index.psus - 1) / index.psus * squares).sum()))
