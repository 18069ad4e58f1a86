"""Proportional fitting of many tables at once: margins are peeled off one by one, so that later ones have less to do.

The first margin meets cells of (its category, all the rest); for the second, these are already summed over the first;
and so on. One sweep reads the large table twice, whatever the number of margins, and never writes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Codes = NDArray[np.intp]

SWEEPS = 500
ROUGHLY, ROUGH_SWEEPS = 2e-7, 50  # single precision has seven digits
ENOUGH_DONE = 0.9  # the share of tables that have arrived, from which on it pays to set them aside


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """A margin, and those that are fitted after it on what is left when it is summed out.

    Attributes
    ----------
    targets : array (categories, 1)
    spot : int array (cells,) or slice
        Where each cell stands in the table of (category, rest); a slice of all where every cell of it is there.
    rest : int
        How many different rests there are.
    below : Level or None
        The other margins, whose cells are the rests.
    """

    targets: Floats
    spot: Codes | slice
    rest: int
    below: "Level | None"

    @property
    def sizes(self) -> list[int]:
        """How many categories each margin has, in the order in which they are peeled off."""
        return [len(self.targets), *(self.below.sizes if self.below else [])]

    @property
    def spots(self) -> int:
        """How many places the table of (category, rest) has."""
        return len(self.targets) * self.rest

    def spread(self, sums: Floats) -> Floats:
        """Return the sums of cells (cells, tables) each at its spot, with zeros where no cell is."""
        if isinstance(self.spot, slice):
            return sums
        spread = np.zeros((self.spots, sums.shape[1]), dtype=sums.dtype)
        spread[self.spot] = sums
        return spread

    def table(self, spread: Floats) -> Floats:
        """Return sums at their spots as an array (categories, rests, tables)."""
        return spread.reshape(len(self.targets), self.rest, -1)

    def spread_factor(self, factors: Sequence[Floats]) -> Floats:
        """Return the factor of each spot (spots, tables), from those of the categories of all margins."""
        own, *others = factors
        if self.below is None:
            return own
        return (own[:, None] * self.below.factor(others)).reshape(self.spots, -1)

    def factor(self, factors: Sequence[Floats]) -> Floats:
        """Return the factor of each cell (cells, tables), from those of the categories of all margins."""
        return self.spread_factor(factors)[self.spot]


def levels(position: Codes, targets: Sequence[Floats]) -> Level:
    """Return the margins in the order in which they are peeled off: the one that leaves the smallest table first.

    Parameters
    ----------
    position : int array (margins, cells)
        The category of each cell in each margin; no two cells are alike.
    targets : sequence of array (categories,)
    """
    sizes = [len(known) for known in targets]
    if len(targets) == 1:
        return Level(targets=targets[0][:, None], spot=_spot(position[0], sizes[0]), rest=1, below=None)
    cells = position.shape[1]
    tables = [size * min(cells, np.prod(sizes, dtype=float) / size) for size in sizes]
    first = int(np.argmin(tables))
    others = [at for at in range(len(sizes)) if at != first]
    kinds, kind = _kinds(position[others], [sizes[at] for at in others])
    below = levels(kinds, [targets[at] for at in others])
    rest = kinds.shape[1]
    spot = _spot(position[first] * rest + kind, sizes[first] * rest)
    return Level(targets=targets[first][:, None], spot=spot, rest=rest, below=below)


def _spot(spot: Codes, size: int) -> Codes | slice:
    return slice(None) if np.array_equal(spot, np.arange(size)) else spot


def _kinds(position: Codes, sizes: Sequence[int]) -> tuple[Codes, Codes]:
    """Return the different columns, and which of them each column is."""
    key = position[0]
    for row, size in zip(position[1:], sizes[1:], strict=True):
        key = np.unique(key, return_inverse=True)[1] * size + row
    _, where, kind = np.unique(key, return_index=True, return_inverse=True)
    return position[:, where], kind


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitted:
    """Factors of spots, a column a table; ``error`` is the largest relative error of a margin when it was last met."""

    factor: NDArray[np.float64]
    error: NDArray[np.float64]
    sweeps: int


def fit(level: Level, spread: Floats, *, tolerance: float) -> Fitted:
    """Return the factors with which tables, spread (spots, tables), meet the margins, by Deming & Stephan (1940).

    The first sweeps are made in half the digits. Tables that have arrived are set aside while the others go on.
    """
    left = np.arange(spread.shape[1])
    table = level.table(spread)
    with np.errstate(all="ignore"):  # what cannot be met ends in numbers that are none, which never arrive
        factors, sweeps = _roughly(level, table)
        final, error = [np.empty_like(one) for one in factors], np.full(len(left), np.inf)
        while len(left):
            before, factors = factors, _swept(level, table, factors)
            sweeps += 1
            if sweeps < SWEEPS and _share_moved(before, factors, tolerance) > 1 - ENOUGH_DONE:
                continue
            error[left] = _moved(before, factors)
            arrived = error[left] <= tolerance
            if arrived.mean() >= ENOUGH_DONE or sweeps >= SWEEPS:
                for kept, one in zip(final, factors, strict=True):
                    kept[:, left] = one
                left, table = left[~arrived], table[:, :, ~arrived]
                factors = [one[:, ~arrived] for one in factors]
            if sweeps >= SWEEPS:
                break
        return Fitted(factor=level.spread_factor(final).astype(np.float64, copy=False), error=error, sweeps=sweeps)


def _roughly(level: Level, table: Floats) -> tuple[list[Floats], int]:
    """Return factors that nearly meet the margins, made in half the digits, and after how many sweeps."""
    half = table.astype(np.float32)
    factors = [np.ones((size, table.shape[2]), dtype=np.float32) for size in level.sizes]
    sweeps, moved = 0, 1.0
    while sweeps < ROUGH_SWEEPS and moved > 1 - ENOUGH_DONE:
        before, factors = factors, _swept(level, half, factors)
        moved = _share_moved(before, factors, ROUGHLY)
        sweeps += 1
    return [np.where(np.isfinite(one) & (one > 0), one, 1.0).astype(np.float64) for one in factors], sweeps


def _swept(level: Level, table: Floats, factors: Sequence[Floats]) -> list[Floats]:
    """Return the factors after one sweep over all margins."""
    targets, others = level.targets.astype(table.dtype), factors[1:]
    if level.below is None:
        return [targets / table[:, 0]]
    own = targets / np.einsum("crt,rt->ct", table, level.below.factor(others))
    summed = level.below.table(level.below.spread(np.einsum("crt,ct->rt", table, own)))
    return [own, *_swept(level.below, summed, others)]


def _moved(before: Sequence[Floats], after: Sequence[Floats]) -> Floats:
    """Return how far each table was from the worst of its margins before a sweep: so far its factors moved."""
    moved: Floats = np.max([np.abs(new / old - 1).max(axis=0) for old, new in zip(before, after, strict=True)], axis=0)
    return moved


def _share_moved(before: Sequence[Floats], after: Sequence[Floats], tolerance: float) -> float:
    """Return the share of tables in which the last margin was not met before a sweep; it is the smallest to look at."""
    moved = np.abs(after[-1] / before[-1] - 1) > tolerance
    return float(np.count_nonzero(moved.any(axis=0)) / moved.shape[1])
