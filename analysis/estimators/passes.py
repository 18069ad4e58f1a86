"""The sums by cell that estimators need, read off the respondents once for all banners."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cells import Cells, JointCells, cells_of
from analysis.grouping import By, Grouping, coded, column_of, groupings_of
from instruments.errors import refuse
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """Sums by cell of m measures; all arrays end in (cells, m).

    Attributes
    ----------
    n, weights, squared_weights : float (cells, m)
        Of the respondents with an answer.
    totals : float (q, cells, m)
        The weighted totals that the estimator is a function of.
    squares : float (r, cells, m)
        Further weighted totals, for the variance that a simple random sample would have.
    """

    n: Floats
    weights: Floats
    squared_weights: Floats
    totals: Floats
    squares: Floats

    def per_answer(self) -> "Sums":
        """Return the sums with that of the weights before the others, as a mean needs it."""
        return replace(self, totals=np.concatenate([self.weights[None], self.totals]))

    def measure(self, place: int) -> "Sums":
        """Return the sums of one measure."""
        return Sums(**{name: getattr(self, name)[..., [place]] for name in self.__slots__})

    def of(self, cells: Cells) -> "Sums":
        """Return the sums by the cells of one banner, from those by joint cell."""
        return Sums(
            n=cells.merge @ self.n,
            weights=cells.merge @ self.weights,
            squared_weights=cells.merge @ self.squared_weights,
            totals=np.stack([cells.merge @ sums for sums in self.totals]),
            squares=np.stack([cells.merge @ sums for sums in self.squares]) if len(self.squares) else self.squares,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A design cut by banners, ready to be summed."""

    design: Design
    groupings: tuple[Grouping, ...]
    joint: JointCells


Row = Callable[[Floats], tuple[Floats, ...]]


def reading_of(design: Design, by: By) -> Reading:
    """Return the cells of the banners that ``by`` asks for."""
    groupings = groupings_of(design.frame, by)
    index = design.index
    within = None if index.calibration is None else index.calibration.cell
    joint = cells_of(index.unit, index.units, groupings, counted=index.weights > 0, within=within)
    return Reading(design=design, groupings=groupings, joint=joint)


def numbers_of(design: Design, item: str) -> Floats:
    """Return the values of an item as numbers: NaN where there is no answer."""
    column = column_of(design.frame, item)
    if isinstance(column.dtype, pd.CategoricalDtype) or not pd.api.types.is_numeric_dtype(column.dtype):
        raise refuse("analysis.estimation.no_numbers", got=item)
    return column.to_numpy(dtype=float, na_value=np.nan)


def answers_of(design: Design, item: str) -> tuple[Codes, list[object]]:
    """Return the code of each answer (-1: none), and the answers in their order."""
    return coded(column_of(design.frame, item))


def summed(reading: Reading, columns: Sequence[Floats], *, totals: Row, squares: Row) -> Sums:
    """Return the sums of measures that are numbers.

    Parameters
    ----------
    reading : Reading
    columns : sequence of float (n,)
        A measure each; NaN where there is no answer.
    totals, squares : function
        From the values of a measure, zero where there is no answer, to what is weighted and summed.
    """
    base = _bases(reading, columns)
    weights = reading.design.index.weights
    first: list[list[Floats]] = []
    second: list[list[Floats]] = []
    for column in columns:
        values = np.nan_to_num(column, nan=0.0)
        first.append([reading.joint.sums(weights * part) for part in totals(values)])
        second.append([reading.joint.sums(weights * part) for part in squares(values)])
    return Sums(**base, totals=_stacked(first, reading), squares=_stacked(second, reading))


def summed_together(reading: Reading, columns: Sequence[Floats], *, squares: Sequence[tuple[int, int]]) -> Sums:
    """Return the sums of one measure that is made of several columns, over the rows that have all of them.

    Parameters
    ----------
    reading : Reading
    columns : sequence of float (n,)
        A total each.
    squares : sequence of pairs
        The columns whose products are summed.
    """
    absent = np.isnan(columns).any(axis=0)
    weights = reading.design.index.weights
    base = _bases(reading, [np.where(absent, np.nan, 0.0)])
    values = [np.where(absent, 0.0, column) for column in columns]
    totals = [reading.joint.sums(weights * value) for value in values]
    products = [reading.joint.sums(weights * values[left] * values[right]) for left, right in squares]
    return Sums(**base, totals=_one_measure(totals, reading), squares=_one_measure(products, reading))


def counted(reading: Reading, codes: Codes, answers: int) -> Sums:
    """Return the sums of the answers of an item, a measure each.

    Parameters
    ----------
    reading : Reading
    codes : int (n,)
        The answer of each row; -1 where there is none.
    answers : int
    """
    size = reading.joint.size
    base = _bases(reading, [np.where(codes < 0, np.nan, 0.0)])
    key = np.where(codes < 0, size * answers, np.minimum(reading.joint.of_row, size) * answers + codes)
    sums = np.bincount(key, weights=reading.design.index.weights, minlength=size * answers)[: size * answers]
    totals = sums.reshape(1, size, answers).astype(float, copy=False)
    repeated = {name: np.repeat(part, answers, axis=1) for name, part in base.items()}
    return Sums(**repeated, totals=totals, squares=totals)


def _bases(reading: Reading, columns: Sequence[Floats]) -> dict[str, Floats]:
    joint, weights = reading.joint, reading.design.index.weights
    every = (joint.sums(), joint.sums(weights), joint.sums(weights**2))
    held = [_less(every, np.flatnonzero(np.isnan(column)), joint, weights) for column in columns]
    n, sums, squares = (np.stack(part, axis=1) for part in zip(*held, strict=True))
    return {"n": n, "weights": sums, "squared_weights": squares}


def _less(every: tuple[Floats, ...], absent: Codes, joint: JointCells, weights: Floats) -> tuple[Floats, ...]:
    """Return the sums without some rows; cells that are then empty are zero to the last digit."""
    if not len(absent):
        return every
    left = weights[absent]
    n = every[0] - joint.sums(rows=absent)
    held = n > 0
    return (n, (every[1] - joint.sums(left, rows=absent)) * held, (every[2] - joint.sums(left**2, rows=absent)) * held)


def _one_measure(parts: list[Floats], reading: Reading) -> Floats:
    return np.reshape(parts, (len(parts), reading.joint.size, 1))


def _stacked(parts: list[list[Floats]], reading: Reading) -> Floats:
    if not parts[0]:
        return np.zeros((0, reading.joint.size, len(parts)))
    return np.ascontiguousarray(np.transpose(np.array(parts), (1, 2, 0)))
