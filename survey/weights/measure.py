"""How well weights meet margins."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.population.margin import Margin
from survey.weights.cells import sums_by
from survey.weights.constraints import MarginConstraints
from survey.weights.match import Matched, match
from survey.weights.weights import MarginLine

Floats = NDArray[np.float64]


def measured(
    frame: pd.DataFrame, *, margins: Sequence[Margin], before: Floats, after: Floats, agree_within: float = 1e-8
) -> tuple[MarginLine, ...]:
    """Return a line a category: its target, and the sums of two sets of weights.

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    margins : sequence of Margin
    before, after : array
        Weights; those before are scaled to the total of the margins.
    agree_within : float
        How far margins that share a variable may differ.

    Raises
    ------
    SurveyError
        If respondents and margins do not fit each other.
    """
    matched = match(frame, margins=margins, base=before, agree_within=agree_within)
    scale = matched.targets.total / matched.base.sum()
    now = sums_by(matched.cells.of_row, after, len(matched.cells.n))
    return margin_lines(matched, before=scale * matched.base, after=now)


def margin_lines(matched: Matched, *, before: Floats, after: Floats) -> tuple[MarginLine, ...]:
    """Return a line a category, from the sums of weights in the cells."""
    used = np.flatnonzero(matched.cells.n)
    constraints = MarginConstraints(position=matched.position[:, used], size=len(matched.totals))
    columns = (
        constraints.sums(matched.cells.n[used].astype(np.float64)).astype(int).tolist(),
        matched.totals.tolist(),
        constraints.sums(before[used]).tolist(),
        constraints.sums(after[used]).tolist(),
    )
    return tuple(
        MarginLine(margin=margin, category=category, variables=of, n=n, target=target, before=was, after=now)
        for (margin, category), of, n, target, was, now in zip(matched.names, matched.variables, *columns, strict=True)
    )
