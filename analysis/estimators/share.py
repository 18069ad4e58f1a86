"""Shares of answers over domains."""

from collections.abc import Sequence
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from analysis.estimators import smooth
from analysis.estimators.base import Base
from analysis.estimators.estimates import Estimates, joined
from analysis.estimators.finish import Estimator, Interval, estimates_of
from analysis.estimators.mean import Items, mean_spread, named
from analysis.estimators.passes import Reading, answers_of, counted, reading_of
from analysis.grouping import By
from analysis.inference.interval import ShareInterval, share_interval
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]


def share(
    design: Design,
    items: Items,
    *,
    by: By = None,
    answers: Sequence[object] | None = None,
    interval: ShareInterval = "logit",
    level: float = 0.95,
) -> Estimates:
    """Return the weighted share of answers among those who answered, in each domain.

    Parameters
    ----------
    design, items, by, level
        As for `mean`; an item may hold anything.
    answers : sequence, optional
        The share of those who gave one of these: the top two answers, for example; as the column holds them. Default:
        a row for every answer.
    interval : {"logit", "beta", "wilson", "mean"}
        By the t distribution on the logit scale; exact binomial at the effective sample size (Korn and Graubard);
        Wilson's score at the effective sample size; by the t distribution as for a mean.

    Raises
    ------
    SurveyError
        If one of `answers` is none of the column; a Categorical holds answers that nobody gave, too.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"place": ["a", "a", "b", "c"], "trust": ["a lot", "none", "a lot", None]})
    >>> share(Design(people, psu="place"), "trust").to_frame()[["item", "answer", "estimate", "n"]].round(4)
        item answer  estimate  n
    0  trust  a lot    0.6667  3
    1  trust   none    0.3333  3
    """
    if interval not in get_args(ShareInterval):
        known = listed(get_args(ShareInterval))
        raise refuse("analysis.estimation.option", option="interval", got=interval, expected=known)
    reading = reading_of(design, by)
    estimator = Estimator(value=smooth.ratio, spread=mean_spread, interval=_interval(interval, level))
    return joined(_of_item(reading, item, answers, estimator, level=level) for item in named(items))


def _of_item(
    reading: Reading, item: str, answers: Sequence[object] | None, estimator: Estimator, *, level: float
) -> Estimates:
    codes, values = answers_of(reading.design, item)
    if answers is not None:
        _check_given(answers, values, item)
        wanted = np.array([value in answers for value in values] + [False])
        codes, values = np.where(codes < 0, -1, 1 - wanted[codes]), [" + ".join(map(str, answers)), None]
    sums = counted(reading, codes, len(values))
    if answers is not None:
        sums, values = sums.measure(0), values[:1]
    keys: dict[str, list[object]] = {"item": [item] * len(values), "answer": values}
    return estimates_of(reading, [sums], estimator=estimator, keys=keys, level=level)


def _check_given(answers: Sequence[object], values: Sequence[object], item: str) -> None:
    """Refuse answers that the column does not hold: "2" among numbers would give a share of nought."""
    if unknown := [answer for answer in answers if answer not in values]:
        got, known = (listed(list(map(repr, some))) for some in (unknown, values))
        raise refuse("analysis.estimation.no_answer", item=item, got=got, expected=known)


def _interval(method: ShareInterval, level: float) -> Interval:
    def of(estimate: Floats, se: Floats, base: Base) -> tuple[Floats, Floats]:
        return share_interval(method, estimate, se, base.df, n=base.n.astype(float), level=level)

    return of
