"""How the respondents were drawn: strata, primary sampling units, weights and finite populations, coded once."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from instruments.errors import Problem, SurveyError, refuse
from instruments.words import listed

LonelyPsu = Literal["fail", "certainty", "adjust", "average"]
Columns = str | list[str] | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DesignIndex:
    """The design as integer codes: what every estimator works on.

    Attributes
    ----------
    weights : float (n,)
    psu : int (n,)
        Which PSU each row is in; PSUs are numbered over all strata.
    stratum : int (psus,)
        Which stratum each PSU is in.
    psus : int (strata,)
        How many PSUs each stratum has.
    fraction : float (strata,)
        Sampling fraction of PSUs; 0 without a finite population correction.
    """

    weights: NDArray[np.float64]
    psu: NDArray[np.intp]
    stratum: NDArray[np.intp]
    psus: NDArray[np.intp]
    fraction: NDArray[np.float64]


@dataclass(frozen=True, repr=False, eq=False)
class Design:
    """A sample with the design by which it was drawn.

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    strata, psu : str, list of str or array, optional
        Columns, or values a row; several columns are combined. Default: one stratum; every row its own PSU.
    weights : str or array, optional
        Default: 1 each.
    fpc : str or array, optional
        The PSUs that the row's stratum has in the population, or the fraction of them that was drawn.
    nest : bool
        Whether PSU names are unique within a stratum only.
    lonely_psu : {"fail", "certainty", "adjust", "average"}
        What a stratum with one PSU adds to a variance: it is refused; nothing; its distance from the mean of all
        PSUs; the average of the other strata.

    Raises
    ------
    SurveyError
        If a column is absent, a weight is negative or missing, a PSU lies in two strata, or an fpc does not fit.
    """

    frame: pd.DataFrame
    strata: Columns | ArrayLike | None = None
    psu: Columns | ArrayLike | None = None
    weights: str | ArrayLike | None = None
    fpc: str | ArrayLike | None = None
    nest: bool = False
    lonely_psu: LonelyPsu = "fail"

    def __post_init__(self) -> None:
        if self.lonely_psu not in get_args(LonelyPsu):
            known = listed(list(get_args(LonelyPsu)))
            raise refuse("survey.design.lonely_psu_option", got=self.lonely_psu, expected=known)
        _ = self.index

    def __repr__(self) -> str:
        return (
            f"<Design: {len(self.frame)} respondents, {len(self.index.psus)} strata, {len(self.index.stratum)} PSUs,\n"
            f" sum of weights {self.index.weights.sum():.6g}, lonely PSU: {self.lonely_psu}>"
        )

    @property
    def degrees_of_freedom(self) -> int:
        """PSUs less strata."""
        return len(self.index.stratum) - len(self.index.psus)

    def reweighted(self, weights: ArrayLike) -> "Design":
        """Return the same design with other weights."""
        return replace(self, weights=np.asarray(weights, dtype=float))

    @cached_property
    def index(self) -> DesignIndex:
        """The design as integer codes."""
        rows = len(self.frame)
        stratum = np.zeros(rows, dtype=np.intp) if self.strata is None else self._codes("strata", self.strata)
        psu = np.arange(rows) if self.psu is None else self._codes("psu", self.psu)
        if self.nest:
            psu = psu + stratum * (psu.max(initial=0) + 1)
        _, first, psu = np.unique(psu, return_index=True, return_inverse=True)
        self._refuse_straddling(stratum, psu, first)
        psus = np.bincount(stratum[first])
        weights = _weights(self._values("weights", self.weights)) if self.weights is not None else np.ones(rows)
        fraction = np.zeros(len(psus)) if self.fpc is None else self._fraction(stratum, psus)
        self._refuse_lonely(psus, fraction)
        return DesignIndex(weights=weights, psu=psu, stratum=stratum[first], psus=psus, fraction=fraction)

    def _codes(self, role: str, given: Columns | ArrayLike) -> NDArray[np.intp]:
        columns = [given] if isinstance(given, str) else given
        if isinstance(columns, list | tuple) and all(isinstance(name, str) for name in columns):
            values = [self._column(role, name) for name in columns]
        else:
            values = [pd.Series(np.asarray(given))]
        codes = np.zeros(len(self.frame), dtype=np.intp)
        for column in values:
            part, levels = pd.factorize(column)
            if (part < 0).any():
                raise refuse("survey.design.missing", role=role, rows=_rows(part < 0))
            codes = codes * len(levels) + part
        return np.unique(codes, return_inverse=True)[1]

    def _values(self, role: str, given: str | ArrayLike | None) -> NDArray[np.float64]:
        return np.asarray(self._column(role, given) if isinstance(given, str) else given, dtype=float)

    def _column(self, role: str, name: str) -> pd.Series:
        if name not in self.frame:
            raise refuse("survey.design.no_column", role=role, got=name, columns=listed(list(self.frame.columns)))
        return self.frame[name]

    def _refuse_straddling(self, stratum: NDArray[np.intp], psu: NDArray[np.intp], first: NDArray[np.intp]) -> None:
        astray = stratum != stratum[first][psu]
        if astray.any():
            raise refuse("survey.design.psu_in_two_strata", rows=_rows(astray))

    def _fraction(self, stratum: NDArray[np.intp], psus: NDArray[np.intp]) -> NDArray[np.float64]:
        given = self._values("fpc", self.fpc)
        by_stratum = np.zeros(len(psus))
        by_stratum[stratum] = given
        if (given != by_stratum[stratum]).any():
            raise refuse("survey.design.fpc_varies", rows=_rows(given != by_stratum[stratum]))
        fraction = np.where(by_stratum > 1, psus / by_stratum, by_stratum)
        if not ((fraction > 0) & (fraction <= 1)).all():
            raise refuse("survey.design.fpc_too_small", fpc=f"{by_stratum.min():g}", psus=int(psus.max()))
        return fraction

    def _refuse_lonely(self, psus: NDArray[np.intp], fraction: NDArray[np.float64]) -> None:
        lonely = (psus == 1) & (fraction < 1)
        if self.lonely_psu == "fail" and lonely.any():
            options = listed([option for option in get_args(LonelyPsu) if option != "fail"])
            problem = Problem(code="survey.design.lonely", values={"count": int(lonely.sum()), "options": options})
            raise SurveyError(problem)


def _weights(values: NDArray[np.float64]) -> NDArray[np.float64]:
    wrong = ~np.isfinite(values) | (values < 0)
    if wrong.any():
        raise refuse("survey.design.weights", rows=_rows(wrong))
    return values


def _rows(wrong: NDArray[np.bool_]) -> str:
    rows = np.flatnonzero(wrong)
    more = " ..." if len(rows) > 5 else ""
    return ", ".join(str(row) for row in rows[:5]) + more
