"""Two ratings of the same thing side by side: by the same person, or by two kinds of people of the same place."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.claim import Measure
from instruments.expression import parse
from survey.evaluate import holds
from survey.responses import Responses

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
CELLS = 4  # both say so, the first alone, the second alone, neither
ALIKE = (0, 3)


def ratings(measure: Measure, *, base: Mask, responses: Responses, frame: pd.DataFrame) -> Floats:
    """Return in which cell of the table of both ratings each person stands: NaN outside the base.

    Of two kinds of people (``raters``), a place is rated by what more than half of each kind say there; its people all
    stand in the cell of their place, and a place without one of the kinds is rated by nobody.
    """
    says_so = holds(parse(measure.of), responses)
    if measure.minus is not None:
        return np.where(base, _cell(says_so, holds(parse(measure.minus), responses)), np.nan)
    place, count = places(frame)
    each = [base & holds(parse(rater), responses) for rater in measure.raters]
    asked = [np.bincount(place[rows], minlength=count) for rows in each]
    agreed = [np.bincount(place[rows & says_so], minlength=count) for rows in each]
    first, second = (2 * yes > all_ for yes, all_ in zip(agreed, asked, strict=True))
    rated = (asked[0] > 0) & (asked[1] > 0)
    return np.where((each[0] | each[1]) & rated[place], _cell(first, second)[place], np.nan)


def indicators(cells: Floats) -> Floats:
    """Return a column for each cell of the table: 1 where a person stands in it, NaN where in none."""
    return np.where(np.isnan(cells)[:, None], np.nan, cells[:, None] == np.arange(CELLS))


def one_a_place(cells: Floats, *, frame: pd.DataFrame) -> Floats:
    """Return cells of which each place keeps one: for counting places instead of people."""
    place, _ = places(frame)
    rated = np.flatnonzero(~np.isnan(cells))
    first = rated[np.unique(place[rated], return_index=True)[1]]
    kept = np.full(len(cells), np.nan)
    kept[first] = cells[first]
    return kept


def places(frame: pd.DataFrame) -> tuple[NDArray[np.integer], int]:
    """Return which place (PSU of its stratum) each person belongs to, and how many there are."""
    codes = frame.groupby(["stratum", "psu"], observed=True, sort=False).ngroup().to_numpy()
    return codes, int(codes.max(initial=-1)) + 1


def _cell(first: Mask, second: Mask) -> NDArray[np.int64]:
    return 2 * (~first).astype(np.int64) + ~second
