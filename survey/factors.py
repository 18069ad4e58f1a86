"""What the weights of each unit are multiplied by in each replicate, in as little room as it needs."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

BLOCK = 2**16  # factors that are written out at a time, so that they stay in the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Factors:
    """Factors of units in replicates: ``base + step * times``.

    Attributes
    ----------
    times : number (units, replicates)
        How often a unit was drawn, as small integers; or the factors themselves.
    base, step : float (units,)
    """

    times: NDArray[Any]
    base: Floats
    step: Floats

    @classmethod
    def of(cls, table: Floats) -> Self:
        """Return factors that are given as they are."""
        return cls(times=table, base=np.zeros(len(table)), step=np.ones(len(table)))

    def __len__(self) -> int:
        return len(self.times)

    @property
    def replicates(self) -> int:
        """How many replicates there are."""
        return int(self.times.shape[1])

    def taken(self, rows: Codes | slice) -> "Factors":
        """Return the factors of some units."""
        return Factors(times=self.times[rows], base=self.base[rows], step=self.step[rows])

    def replicate(self, place: int) -> Floats:
        """Return the factors of one replicate: float (units,)."""
        return np.asarray(self.base + self.step * self.times[:, place], dtype=float)

    def table(self) -> Floats:
        """Return all factors: float (units, replicates)."""
        return np.asarray(self.base[:, None] + self.step[:, None] * self.times, dtype=float)

    def applied(self, totals: Floats) -> Floats:
        """Return totals as each replicate has them, from those of units: (..., units) -> (..., replicates)."""
        lines = totals.reshape(-1, len(self))
        result = np.repeat((lines @ self.base)[:, None], self.replicates, axis=1)
        size = max(1, BLOCK // max(self.replicates, 1))
        for first in range(0, len(self), size):
            block = slice(first, first + size)
            result += (lines[:, block] * self.step[block]) @ self.times[block].astype(float, copy=False)
        return result.reshape(*totals.shape[:-1], self.replicates)
