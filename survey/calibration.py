"""What weights were calibrated to, so that standard errors know of it.

Respondents who are alike in all that the weights were calibrated to are a cell; in a cell the calibrated weights are
the base weights times one factor.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import refuse
from survey.design_columns import compacted

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

Convention = Literal["calibrate", "rake"]

SAME_FACTOR = 1e-6  # relative: margins are met by iteration, to a tolerance below this


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Calibration:
    """The auxiliary information of calibrated weights.

    Attributes
    ----------
    cell : int (n,)
        Respondents who are alike in it.
    auxiliaries : float (cells, p)
        What the weights were calibrated to: an indicator a category of each margin, or numbers.
    factor : float (cells,)
        Calibrated over base weight.
    n : float (cells,)
        Respondents with a weight.
    convention : {"calibrate", "rake"}
        How errors take account of it: by one regression on all auxiliaries with the base weights, or by the means of
        each margin in turn, unweighted, as R's functions of these names.
    margins : tuple of int (p,)
        The margin of each auxiliary; none where they are numbers.
    """

    cell: Codes
    auxiliaries: Floats
    factor: Floats
    n: Floats
    convention: Convention
    margins: tuple[int, ...]


def calibration_of(
    frame: pd.DataFrame,
    on: Sequence[str | Sequence[str]] | Floats,
    *,
    base: Floats,
    final: Floats,
    convention: Convention,
) -> Calibration:
    """Return what weights were calibrated to.

    Parameters
    ----------
    frame : DataFrame
    on : list of str or of lists of str, or float array (n, p)
        The margins, each of one column or of the combinations of several; or the auxiliaries of each row.
    base, final : float (n,)
        The weights before and after.
    convention : {"calibrate", "rake"}
    """
    if convention not in get_args(Convention) or (convention == "rake" and not isinstance(on, list | tuple)):
        raise refuse("survey.design.convention", got=convention)
    margins: tuple[int, ...] = ()
    if isinstance(on, list | tuple):
        rows, margins = _indicators(frame, [(margin,) if isinstance(margin, str) else tuple(margin) for margin in on])
    else:
        rows = np.asarray(on, dtype=float).reshape(len(frame), -1)
    cell, auxiliaries = _cells(rows)
    factor = _factor(cell, len(auxiliaries), base, final)
    n = np.bincount(cell[final > 0], minlength=len(factor)).astype(float)
    return Calibration(cell=cell, auxiliaries=auxiliaries, factor=factor, n=n, convention=convention, margins=margins)


def _indicators(frame: pd.DataFrame, on: Sequence[Sequence[str]]) -> tuple[Floats, tuple[int, ...]]:
    """Return an indicator for each category of each margin; what is not stated is a category of its own."""
    margins = []
    for margin in on:
        codes = np.zeros(len(frame), dtype=np.intp)
        for column in margin:
            part, levels = pd.factorize(frame[column], use_na_sentinel=False)
            codes = compacted(codes * len(levels) + part)
        margins.append(np.eye(codes.max(initial=0) + 1)[codes])
    places = tuple(place for place, part in enumerate(margins) for _ in range(part.shape[1]))
    return np.hstack(margins), places


def _cells(rows: Floats) -> tuple[Codes, Floats]:
    cell = np.zeros(len(rows), dtype=np.intp)
    for column in rows.T:
        part, levels = pd.factorize(column)
        cell = compacted(cell * len(levels) + part)
    first = np.empty(cell.max(initial=-1) + 1, dtype=np.intp)
    first[cell[::-1]] = np.arange(len(cell))[::-1]
    return cell, rows[first]


def _factor(cell: Codes, cells: int, base: Floats, final: Floats) -> Floats:
    held = base > 0
    factor = np.ones(cells)
    factor[cell[held]] = final[held] / base[held]
    if (np.abs(final - base * factor[cell]) > SAME_FACTOR * final).any():
        raise refuse("survey.design.not_calibrated")
    return factor
