"""The sums by cell that estimators need, read off the respondents once for all banners."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.cells import JointCells, cells_of
from analysis.grouping import By, Grouping, coded, column_of, groupings_of
from analysis.variance.domains import StageCells, stage_cells
from instruments.errors import refuse
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Measured = Callable[[Floats, Floats], tuple[Floats, ...]]

BLOCK = 2**18  # sums that are worked on at a time, so that they stay in the processor's cache
COLUMNS = 10  # and so that they take no more room than so many columns


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sums:
    """Sums of m measures over the respondents with an answer.

    Attributes
    ----------
    by_cell : float (1 + q, m, joint cells)
        The sum of weights, zero exactly where nobody has an answer; then weighted totals.
    n, squared_weights : float (m, joint domains)
    squares : float (r, m, joint domains)
        Further weighted totals, for the variance that a simple random sample would have.
    per_answer : bool
        Whether the estimator is a function of the sum of weights, too, as a mean.
    plain : float (q, m, joint cells)
        What the estimator is a function of, unweighted; empty where the design has no use for it.
    """

    by_cell: Floats
    n: Floats
    squared_weights: Floats
    squares: Floats
    per_answer: bool
    plain: Floats

    def entering(self, by_cell: Floats) -> Floats:
        """Return the part of sums that the estimator is a function of."""
        return by_cell if self.per_answer else by_cell[1:]

    def measure(self, place: int) -> "Sums":
        """Return the sums of one measure."""
        names = ("by_cell", "n", "squared_weights", "squares", "plain")
        return replace(self, **{name: getattr(self, name)[..., [place], :] for name in names})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """A design cut by banners, ready to be summed.

    Attributes
    ----------
    design : Design
    groupings : tuple of Grouping
    joint : JointCells
    every : tuple of float arrays
        All respondents: sums of weights by joint cell, numbers and sums of squared weights by joint domain.
    stages : tuple of tuples of StageCells
        The cells of each banner by stage: of the first, and of those that add to a variance.
    """

    design: Design
    groupings: tuple[Grouping, ...]
    joint: JointCells
    every: tuple[Floats, Floats, Floats]
    stages: tuple[tuple[StageCells, ...], ...]

    def only(self, banner: int) -> "Reading":
        """Return the same with one of its banners."""
        joint = replace(self.joint, banners=(self.joint.banners[banner],))
        return replace(self, groupings=(self.groupings[banner],), joint=joint, stages=(self.stages[banner],))

    def blocks(self, columns: Sequence[Floats]) -> Iterator[Sequence[Floats]]:
        """Yield so many columns at a time that their sums stay near the processor."""
        room = min(BLOCK, COLUMNS * len(self.joint.key))
        most = max(1, room // max(self.joint.size, 1))
        blocks = -(-len(columns) // most)
        size = -(-len(columns) // max(blocks, 1))
        return (columns[first : first + size] for first in range(0, len(columns), size or 1))


def reading_of(design: Design, by: By) -> Reading:
    """Return the cells of the banners that ``by`` asks for."""
    groupings = groupings_of(design.frame, by)
    index = design.index
    within = None if index.calibration is None else index.calibration.cell
    joint = cells_of(index.unit, index.units, groupings, counted=index.weights > 0, within=within)
    every = (joint.sums(index.weights), joint.n.astype(float), joint.domain_sums(index.weights**2))
    stages = tuple(stage_cells(cells, index) for cells in joint.banners)
    return Reading(design=design, groupings=groupings, joint=joint, every=every, stages=stages)


def numbers_of(design: Design, item: str) -> Floats:
    """Return the values of an item as numbers: NaN where there is no answer."""
    column = column_of(design.frame, item)
    if isinstance(column.dtype, pd.CategoricalDtype) or not pd.api.types.is_numeric_dtype(column.dtype):
        raise refuse("analysis.estimation.no_numbers", got=item)
    return column.to_numpy(dtype=float, na_value=np.nan)


def answers_of(design: Design, item: str) -> tuple[Codes, list[object]]:
    """Return the code of each answer (-1: none), and the answers in their order."""
    return coded(column_of(design.frame, item))


def summed(
    reading: Reading, columns: Sequence[Floats], *, totals: Measured, squares: Measured, per_answer: bool = True
) -> Sums:
    """Return the sums of measures that are numbers.

    Parameters
    ----------
    reading : Reading
    columns : sequence of float (n,)
        A measure each; NaN where there is no answer.
    totals, squares : function
        From the weighted and the plain values of a measure, zero where there is no answer, to what is summed.
    per_answer : bool
        Whether the estimator needs the sum of weights, too.
    """
    joint, weights = reading.joint, reading.design.index.weights
    base, first, second, plain = [], [], [], []
    for column in columns:
        absent = np.flatnonzero(np.isnan(column))
        values = column
        if len(absent):
            values = column.copy()
            values[absent] = 0.0
        base.append(_without(reading, absent))
        weighted = weights * values
        first.append([joint.sums(part) for part in totals(weighted, values)])
        second.append([joint.domain_sums(part) for part in squares(weighted, values)])
        plain.append(_plain(reading, absent, partial(totals, values, values), per_answer=per_answer))
    return _gathered(base, first, second, plain, reading, per_answer=per_answer)


def weighted_values(weighted: Floats, _: Floats) -> tuple[Floats, ...]:
    """Return what is summed for the total of a measure: its weighted values."""
    return (weighted,)


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
    joint, weights = reading.joint, reading.design.index.weights
    absent = np.isnan(columns).any(axis=0)
    values = [np.where(absent, 0.0, column) for column in columns]
    totals = [joint.sums(weights * value) for value in values]
    products = [joint.domain_sums(weights * values[left] * values[right]) for left, right in squares]
    gone = np.flatnonzero(absent)
    plain = _plain(reading, gone, lambda: values, per_answer=False)
    return _gathered([_without(reading, gone)], [totals], [products], [plain], reading, per_answer=False)


def counted(reading: Reading, codes: Codes, answers: int) -> Sums:
    """Return the sums of the answers of an item, a measure each.

    Parameters
    ----------
    reading : Reading
    codes : int (n,)
        The answer of each row; -1 where there is none.
    answers : int
    """
    joint = reading.joint
    base = _without(reading, np.flatnonzero(codes < 0))
    counts = joint.answer_sums(codes, answers, reading.design.index.weights)
    by_domain = np.zeros((answers, joint.domains))
    for line, part in zip(counts, by_domain, strict=True):
        part[:] = np.bincount(joint.domain, weights=line, minlength=joint.domains)
    weights, n, squared = (np.repeat(part[None], answers, axis=0) for part in base)
    return Sums(
        by_cell=np.stack([weights, counts]),
        n=n,
        squared_weights=squared,
        squares=by_domain[None],
        per_answer=True,
        plain=_plain_counts(reading, codes, answers),
    )


def _without(reading: Reading, absent: Codes) -> tuple[Floats, Floats, Floats]:
    """Return the bases without some rows; a cell that is then empty is exactly zero, as both sums run in one order."""
    weights, n, squares = reading.every
    if not len(absent):
        return reading.every
    joint, left = reading.joint, reading.design.index.weights[absent]
    return (
        weights - joint.sums(left, rows=absent),
        n - joint.domain_sums(rows=absent),
        squares - joint.domain_sums(left**2, rows=absent),
    )


def _plain(reading: Reading, absent: Codes, parts: Callable[[], Sequence[Floats]], *, per_answer: bool) -> list[Floats]:
    """Return the unweighted sums of one measure, if the design has a use for them."""
    if not _wants_plain(reading):
        return []
    known = np.ones(len(reading.design.frame))
    known[absent] = 0.0
    return [reading.joint.sums(part) for part in ([known, *parts()] if per_answer else parts())]


def _plain_counts(reading: Reading, codes: Codes, answers: int) -> Floats:
    joint = reading.joint
    if not _wants_plain(reading):
        return np.zeros((0, answers, joint.size))
    known = joint.sums((codes >= 0).astype(float))
    return np.stack([np.repeat(known[None], answers, axis=0), joint.answer_sums(codes, answers)])


def _wants_plain(reading: Reading) -> bool:
    calibration = reading.design.index.calibration
    return calibration is not None and calibration.convention == "rake"


def _gathered(
    base: list[tuple[Floats, Floats, Floats]],
    totals: list[list[Floats]],
    squares: list[list[Floats]],
    plain: list[list[Floats]],
    reading: Reading,
    *,
    per_answer: bool,
) -> Sums:
    weights, n, squared = zip(*base, strict=True)
    joint = reading.joint
    return Sums(
        by_cell=_by_kind([[held, *parts] for held, parts in zip(weights, totals, strict=True)], joint.size),
        n=np.array(n),
        squared_weights=np.array(squared),
        squares=_by_kind(squares, joint.domains),
        per_answer=per_answer,
        plain=_by_kind(plain, joint.size),
    )


def _by_kind(parts: list[list[Floats]], size: int) -> Floats:
    """Return (kinds, measures, size) from a list of measures of kinds."""
    if not parts[0]:
        return np.zeros((0, len(parts), size))
    return np.array(list(zip(*parts, strict=True)))
