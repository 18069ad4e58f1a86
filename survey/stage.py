"""A stage of sampling: the units that were drawn, stratum by stratum."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from instruments.errors import refuse
from instruments.numeral import numeral
from survey.design_columns import Columns, codes_of, compacted, numbers_of
from survey.rows import refuse_rows

Codes = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterStage:
    """A stage below the first: what was drawn within each unit of the stage above.

    Parameters
    ----------
    units : str, list of str or array
        Columns, or a value a row, unique within the unit above.
    fpc : str or array
        The units that there are (in the row's unit above, or in its stratum there), or the fraction that was drawn.
    strata : str, list of str or array, optional
        Within the unit above. Default: none.
    """

    units: Columns
    fpc: str | ArrayLike
    strata: Columns | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stage:
    """The units of a stage, numbered so that a stratum's units follow each other.

    Attributes
    ----------
    unit : int (n,)
        The unit of each row.
    stratum : int (units,)
        The stratum of each unit, not decreasing.
    units : int (strata,)
        How many units each stratum has in the sample.
    fraction : float (strata,)
        How many that is of those there are; 0 without a finite population correction.
    share : float (strata,)
        What the stage above was of all there was above: the product of its fractions; 1 at the first stage.
    """

    unit: Codes
    stratum: Codes
    units: Codes
    fraction: Floats
    share: Floats

    @property
    def lonely(self) -> NDArray[np.bool_]:
        """Strata whose variance cannot be estimated, for they have one unit of several."""
        lonely: NDArray[np.bool_] = (self.units == 1) & (self.fraction < 1) & (self.share > 0)
        return lonely


def first_stage(stratum: Codes, psu: Codes, *, nest: bool, fpc: Floats | None) -> Stage:
    """Return the stage of the PSUs."""
    psu = psu + stratum * (psu.max(initial=0) + 1) if nest else psu
    unit = compacted(psu)
    of_unit = np.empty(unit.max(initial=-1) + 1, dtype=np.intp)
    of_unit[unit] = stratum
    astray = of_unit[unit] != stratum
    if astray.any():
        raise refuse_rows("survey.design.psu_in_two_strata", astray)
    return _stage(of_unit, unit, fpc=fpc, share=np.ones(stratum.max(initial=-1) + 1))


def next_stage(above: Stage, told: LaterStage, frame: pd.DataFrame) -> Stage:
    """Return the stage below another one."""
    parent = above.unit
    if told.strata is not None:
        parts = codes_of(frame, told.strata, role="later_stages")
        parent = compacted(parent * (parts.max(initial=0) + 1) + parts)
    within = codes_of(frame, told.units, role="later_stages")
    unit = compacted(parent * (within.max(initial=0) + 1) + within)
    stratum = np.empty(unit.max(initial=-1) + 1, dtype=np.intp)
    stratum[unit] = parent
    share = np.empty(parent.max(initial=-1) + 1)
    share[parent] = (above.share * above.fraction)[above.stratum[above.unit]]
    return _stage(stratum, unit, fpc=numbers_of(frame, told.fpc, role="later_stages"), share=share)


def _stage(stratum: Codes, unit: Codes, *, fpc: Floats | None, share: Floats) -> Stage:
    order = np.argsort(stratum, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    unit, stratum = rank[unit], stratum[order]
    units = np.bincount(stratum, minlength=len(share))
    fraction = np.zeros(len(share)) if fpc is None else _fraction(fpc, stratum[unit], units)
    return Stage(unit=unit, stratum=stratum, units=units, fraction=fraction, share=share)


def _fraction(fpc: Floats, stratum: Codes, units: Codes) -> Floats:
    of_stratum = np.zeros(len(units))
    of_stratum[stratum] = fpc
    varies = ~(fpc == of_stratum[stratum])
    if varies.any():
        raise refuse_rows("survey.design.fpc_varies", varies)
    sizes = bool((of_stratum > 1).any())
    wrong = (of_stratum < units) if sizes else (of_stratum <= 0)
    if wrong.any():
        stratum_at_fault = int(np.argmax(wrong))
        got = numeral(of_stratum[stratum_at_fault])
        raise refuse("survey.design.fpc_too_small", fpc=got, psus=int(units[stratum_at_fault]))
    return units / of_stratum if sizes else of_stratum
