"""Codes of rows: which of them occur, how they are numbered without gaps, and the runs of those that are sorted."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """The runs of a code that does not decrease.

    Attributes
    ----------
    begin : int (runs,)
        Where each begins.
    code : int (runs,)
        What it is of.
    size : int
        How many codes there are; some may not occur.
    """

    begin: Codes
    code: Codes
    size: int

    def added(self, values: Floats) -> Floats:
        """Return the sums by code: (..., cells) -> (..., size)."""
        if len(self.code) == self.size > 0:
            return np.add.reduceat(values, self.begin, axis=-1)
        result = np.zeros((*values.shape[:-1], self.size))
        if len(self.code):
            result[..., self.code] = np.add.reduceat(values, self.begin, axis=-1)
        return result


def taken(values: NDArray[Number], rows: Codes) -> NDArray[Number]:
    """Return the values of some rows, each once and in their order: without a copy where it is all of them."""
    return values if len(rows) == len(values) else values[rows]


def runs_of(code: Codes, size: int) -> Runs:
    """Return the runs of a code that does not decrease."""
    new = np.empty(len(code), dtype=bool)
    new[:1] = True
    np.not_equal(code[1:], code[:-1], out=new[1:])
    begin = np.flatnonzero(new)
    return Runs(begin=begin, code=code[begin], size=size)


def occurring(codes: Codes, size: int) -> NDArray[np.bool_]:
    """Return which codes below a size occur; -1 is none."""
    whole = codes.min(initial=0) >= 0
    return np.bincount(codes if whole else codes[codes >= 0], minlength=size) > 0


def ranked(codes: Codes, present: NDArray[np.bool_]) -> Codes:
    """Return codes without those that do not occur; -1 stays."""
    if present.all():
        return codes
    rank: Codes = np.append(np.cumsum(present) - 1, -1)
    return rank[codes]


def ranks_of(keys: Codes, size: int) -> tuple[Codes, Codes]:
    """Return the rank of each key among those that occur, and those, sorted."""
    if size > 32 * len(keys) + 4096:
        met, ranks = np.unique(keys, return_inverse=True)
        return ranks, met
    present = np.zeros(size, dtype=bool)
    present[keys] = True
    met = np.flatnonzero(present)
    if len(met) == size:
        return keys, met
    rank = np.empty(size, dtype=np.intp)
    rank[met] = np.arange(len(met))
    return rank[keys], met
