"""How much people differ in an ordered answer, over domains: agreement A, Leik's D, consensus."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimators.dispersion import DISPERSIONS, OfShares
from analysis.estimators.estimates import Estimates, joined
from analysis.estimators.finish import Estimator, estimates_of, t_interval
from analysis.estimators.mean import Items, named
from analysis.estimators.passes import Reading, Sums, answers_of, counted, reading_of
from analysis.estimators.smooth import Smooth
from analysis.grouping import By
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Measure = Literal["agreement", "consensus", "leik"]
Floats = NDArray[np.float64]


def dispersion(
    design: Design,
    items: Items,
    *,
    measure: Measure = "agreement",
    answers: Sequence[object] | None = None,
    by: By = None,
    level: float = 0.95,
) -> Estimates:
    """Return how much people differ in their answers, in each domain, with error by the delta method.

    Parameters
    ----------
    design, items, by, level
        As for `mean`.
    measure : {"agreement", "consensus", "leik"}
        As in `analysis.estimators.dispersion`.
    answers : sequence, optional
        All answers of the scale in their order, with those that nobody gave. Default: the categories of the column,
        else the values that occur.
    """
    if measure not in get_args(Measure):
        known = listed(get_args(Measure))
        raise refuse("analysis.estimation.option", option="measure", got=measure, expected=known)
    reading = reading_of(design, by)
    estimator = Estimator(value=_function_of_counts(DISPERSIONS[measure]), spread=None, interval=t_interval(level))
    parts = []
    for item in named(items):
        sums = _counts(reading, item, answers)
        keys: dict[str, list[object]] = {"item": [item], "measure": [measure]}
        parts.append(estimates_of(reading, [sums], estimator=estimator, keys=keys, level=level))
    return joined(parts)


def _counts(reading: Reading, item: str, answers: Sequence[object] | None) -> Sums:
    """Return the sums of one measure whose totals are the weighted counts of the answers."""
    codes, values = answers_of(reading.design, item)
    scale = list(values if answers is None else answers)
    place = np.array([scale.index(value) if value in scale else -1 for value in values] + [-1])
    sums = counted(reading, place[codes], len(scale))
    return replace(
        sums.measure(0),
        by_cell=np.concatenate([sums.by_cell[:1, :1], np.swapaxes(sums.by_cell[1:], 0, 1)]),
        squares=sums.squares[:0, :1],
        per_answer=False,
        plain=np.swapaxes(sums.plain[1:], 0, 1) if len(sums.plain) else sums.plain[:, :1],
    )


def _function_of_counts(measure: Callable[[ArrayLike], OfShares]) -> Smooth:
    def of(totals: Floats) -> tuple[Floats, Floats]:
        value, gradient = np.full(totals.shape[1:], np.nan), np.zeros(totals.shape)
        size = totals.sum(axis=0)
        for place in np.argwhere(size > 0):
            at = tuple(place)
            shares = totals[(slice(None), *at)] / size[at]
            found = measure(shares)
            value[at] = found.value
            gradient[(slice(None), *at)] = (found.gradient - found.gradient @ shares) / size[at]
        return value, gradient

    return of
