"""What weights must meet: the categories of margins, or the totals of columns of numbers."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from survey.weights.cells import sums_by

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

ROWS_AT_A_TIME = 4096


class Constraints(Protocol):
    """A linear map between units and totals, for units of any kind: respondents or cells."""

    @property
    def size(self) -> int:
        """The number of totals."""

    def predictor(self, multipliers: Floats) -> Floats:
        """Return X λ: the sum of the multipliers of each unit."""

    def sums(self, weights: Floats) -> Floats:
        """Return Xᵀ w: the weighted totals."""

    def information(self, weights: Floats) -> Floats:
        """Return Xᵀ diag(w) X: how the totals move with the multipliers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MarginConstraints:
    """Margins: each unit counts for one target in each margin.

    Attributes
    ----------
    position : int array (margins, units)
    size : int
        Targets of all margins together.
    """

    position: Codes
    size: int

    def predictor(self, multipliers: Floats) -> Floats:
        """Return the sum of the multipliers of each unit's categories."""
        return np.asarray(multipliers[self.position].sum(axis=0))

    def sums(self, weights: Floats) -> Floats:
        """Return the weighted sum of each category."""
        margins = len(self.position)
        return sums_by(self.position.ravel(), np.tile(weights, margins), self.size)

    def information(self, weights: Floats) -> Floats:
        """Return the weighted cross table of all categories by all categories."""
        table = np.zeros(self.size**2)
        for row in self.position:
            for column in self.position:
                table += sums_by(row * self.size + column, weights, self.size**2)
        return table.reshape(self.size, self.size)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TotalConstraints:
    """Totals of columns of numbers, each in a unit of its own so that columns of any size make a well-behaved system.

    Attributes
    ----------
    columns : array (units, totals)
    unit : array (totals,)
    """

    columns: Floats
    unit: Floats

    @property
    def size(self) -> int:
        """The number of totals."""
        return int(self.columns.shape[1])

    def predictor(self, multipliers: Floats) -> Floats:
        """Return the linear predictor of each unit."""
        return self.columns @ (multipliers / self.unit)

    def sums(self, weights: Floats) -> Floats:
        """Return the weighted totals of the columns."""
        return (weights @ self.columns) / self.unit

    def information(self, weights: Floats) -> Floats:
        """Return the weighted cross products of the columns, some rows at a time, which stay in the cache."""
        products = np.zeros((self.size, self.size))
        for first in range(0, len(weights), ROWS_AT_A_TIME):
            rows = self.columns[first : first + ROWS_AT_A_TIME]
            products += rows.T @ (weights[first : first + ROWS_AT_A_TIME, None] * rows)
        return products / np.outer(self.unit, self.unit)
