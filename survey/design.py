"""How the respondents were drawn: strata, primary sampling units, weights and finite populations, coded once."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Self, get_args

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from instruments.errors import refuse
from instruments.words import listed
from survey.calibration import Calibration, Convention, calibration_of
from survey.design_columns import Columns, codes_of, numbers_of, table_of_numbers
from survey.factors import Factors
from survey.replication import Centre, Kind, Replicates, replicates_of
from survey.rows import refuse_rows
from survey.stage import LaterStage, Stage, first_stage, next_stage

LonelyPsu = Literal["fail", "certainty", "adjust", "average"]
Adjust = Callable[[NDArray[np.float64]], NDArray[np.float64]]
Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DesignIndex:
    """The design as integer codes: what every estimator works on.

    Attributes
    ----------
    weights : float (n,)
    stages : tuple of Stage
        The first is that of the PSUs; each later one lies within the one before.
    replicates : Replicates or None
        Where variances come from replicates.
    calibration : Calibration or None
        Where variances know of the calibration of the weights.
    """

    weights: Floats
    stages: tuple[Stage, ...]
    replicates: Replicates | None = None
    calibration: Calibration | None = None

    @property
    def unit(self) -> Codes:
        """Which of the finest units each row is in, so numbered that units of a stage follow each other: int (n,)."""
        finest = self.stages[-1].unit
        if self.replicates is None or self.replicates.unit is self.stages[0].unit:
            return finest
        rank = np.empty_like(finest)
        rank[np.lexsort((self.replicates.unit, finest))] = np.arange(len(finest))
        return rank

    @property
    def units(self) -> int:
        """How many of the finest units there are."""
        plain = self.replicates is None or self.replicates.unit is self.stages[0].unit
        return len(self.stages[-1].stratum) if plain else len(self.weights)

    @property
    def psu(self) -> Codes:
        """Which PSU each row is in, numbered over all strata: int (n,)."""
        return self.stages[0].unit

    @property
    def stratum(self) -> Codes:
        """Which stratum each PSU is in: int (psus,), not decreasing."""
        return self.stages[0].stratum

    @property
    def psus(self) -> Codes:
        """How many PSUs each stratum has: int (strata,)."""
        return self.stages[0].units

    def freedom_of(self, rows: Codes | slice) -> tuple[int, int]:
        """Return how many PSUs some rows are in, and the degrees of freedom: these less their strata, or the own."""
        met = np.zeros(len(self.stratum), dtype=bool)
        met[self.psu[rows]] = True
        strata = np.zeros(len(self.psus), dtype=bool)
        strata[self.stratum[met]] = True
        psus = int(met.sum())
        return psus, psus - int(strata.sum()) if self.own_df is None else int(min(self.own_df, psus - 1))

    @property
    def own_df(self) -> float | None:
        """The degrees of freedom of replicates that came with the data; None where PSUs less strata count."""
        return None if self.replicates is None else self.replicates.df


@dataclass(frozen=True, slots=True, init=False, repr=False, eq=False)
class Design:
    """A sample with the design by which it was drawn.

    PSUs drawn with unequal probabilities are taken as drawn with replacement, unless an fpc is given. A PSU that was
    drawn with certainty is a stratum with an fpc of 1, and later stages.

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    strata, psu : str, list of str or array, optional
        Columns, or values a row; several columns are combined. Default: one stratum; every row its own PSU.
    weights : str or array, optional
        Default: 1 each. A respondent of weight 0 belongs to no domain.
    fpc : str or array, optional
        The PSUs that the row's stratum has in the population, or the fraction of them that was drawn.
    nest : bool
        Whether PSU names are unique within a stratum only.
    lonely_psu : {"fail", "certainty", "adjust", "average"}
        What a stratum with one PSU adds to a variance: it is refused; nothing; its distance from the mean of all
        PSUs; the average of the other strata.
    later_stages : sequence of LaterStage
        What was drawn within the PSUs; counts only where the first stage has an fpc.

    Attributes
    ----------
    frame : DataFrame
    index : DesignIndex
    lonely_psu : str

    Raises
    ------
    SurveyError
        If there are no respondents, a column is absent, a weight is negative or missing, a PSU lies in two strata, or
        an fpc does not fit.

    Examples
    --------
    >>> people = pd.DataFrame({"place": ["a", "a", "b", "c"], "weight": [1.0, 2.0, 3.0, 4.0]})
    >>> Design(people, psu="place", weights="weight")
    <Design: 4 respondents, 1 strata, 3 PSUs,
     sum of weights 10, lonely PSU: fail>
    """

    frame: pd.DataFrame
    index: DesignIndex
    lonely_psu: LonelyPsu

    def __init__(
        self,
        frame: pd.DataFrame,
        *,
        strata: Columns | None = None,
        psu: Columns | None = None,
        weights: str | ArrayLike | None = None,
        fpc: str | ArrayLike | None = None,
        nest: bool = False,
        lonely_psu: LonelyPsu = "fail",
        later_stages: Sequence[LaterStage] = (),
    ) -> None:
        if lonely_psu not in get_args(LonelyPsu):
            raise refuse("survey.design.lonely_psu_option", got=lonely_psu, expected=listed(get_args(LonelyPsu)))
        if not isinstance(frame, pd.DataFrame):
            raise refuse("survey.design.no_table", got=type(frame).__name__)
        if frame.empty:
            raise refuse("survey.design.nobody")
        stratum = np.zeros(len(frame), dtype=np.intp) if strata is None else codes_of(frame, strata, role="strata")
        unit = np.arange(len(frame)) if psu is None else codes_of(frame, psu, role="psu")
        size = None if fpc is None else numbers_of(frame, fpc, role="fpc")
        stages = [first_stage(stratum, unit, nest=nest, fpc=size)]
        for told in later_stages:
            stages.append(next_stage(stages[-1], told, frame))
        _refuse_lonely(stages, lonely_psu)
        given = np.ones(len(frame)) if weights is None else numbers_of(frame, weights, role="weights")
        index = DesignIndex(weights=_checked(given), stages=tuple(stages))
        _fill(self, frame=frame, index=index, lonely_psu=lonely_psu)

    def __repr__(self) -> str:
        return (
            f"<Design: {len(self.frame)} respondents, {len(self.index.psus)} strata, {len(self.index.stratum)} PSUs,\n"
            f" sum of weights {self.index.weights.sum():.6g}, lonely PSU: {self.lonely_psu}>"
        )

    @property
    def degrees_of_freedom(self) -> int:
        """PSUs less strata."""
        return len(self.index.stratum) - len(self.index.psus)

    def replicate(
        self,
        *,
        kind: Kind = "bootstrap",
        replicates: int = 500,
        seed: int = 1,
        rho: float = 0.5,
        adjust: Adjust | None = None,
    ) -> Self:
        """Return the same design with replicates, from which variances then come.

        Parameters
        ----------
        kind : {"jk1", "jkn", "brr", "fay", "bootstrap"}
            Jackknife of one stratum or of several; balanced half-samples, whole or by Fay's method; Rao and Wu's
            bootstrap.
        replicates : int
            How many, of a bootstrap.
        seed : int
            Of a bootstrap.
        rho : float
            Of Fay's method.
        adjust : function, optional
            What was done to the weights, to be done to each replicate: from weights (n,) to weights (n,). The
            weights that the replicates start from are then those of this design, and its result is the new design's.
        """
        made = replicates_of(self.index.stages[0], kind=kind, replicates=replicates, seed=seed, rho=rho)
        if adjust is None:
            return self._with(replace(self.index, replicates=made))
        return self._adjusted(made, adjust)

    def with_replicate_weights(
        self, weights: Sequence[str] | ArrayLike, *, scale: float | ArrayLike, centre: Centre = "mean"
    ) -> Self:
        """Return the same design with replicate weights that came with the data.

        Parameters
        ----------
        weights : list of str, or float (n, replicates)
            Columns, or numbers: whole weights, not factors.
        scale : float, or float (replicates,)
            What the squared deviation of a replicate counts for.
        centre : {"mean", "estimate"}
            What a replicate deviates from.
        """
        table = table_of_numbers(self.frame, weights, role="weights")
        base = self.index.weights[:, None]
        factors = Factors.of(np.divide(table, base, out=np.zeros_like(table), where=base > 0))
        scales = np.broadcast_to(np.asarray(scale, dtype=float), (table.shape[1],))
        made = Replicates(
            kind="supplied",
            unit=np.arange(len(table)),
            factors=factors,
            scale=scales,
            centre=centre,
            df=float(np.linalg.matrix_rank(table.T @ table, hermitian=True) - 1),
        )
        return self._with(replace(self.index, replicates=made))

    def calibrated(
        self,
        weights: ArrayLike,
        *,
        on: Sequence[str | Sequence[str]] | Floats,
        convention: Convention = "calibrate",
    ) -> Self:
        """Return the same design with calibrated weights, from whose variances the margins take what they explain.

        Parameters
        ----------
        weights : float (n,)
            Raked, post-stratified or otherwise calibrated, from the weights of this design.
        on : list of str or of lists of str, or float array (n, p)
            The margins that they meet, each of one column or of the combinations of several; or the auxiliaries.
        convention : {"calibrate", "rake"}
            What is taken off the scores: one regression on all margins with the base weights; or, as R's `rake` has
            it, the unweighted means of each margin in turn, ten times over.

        References
        ----------
        Deville and Särndal (1992), Calibration estimators in survey sampling, Journal of the American Statistical
        Association 87, 376-382: all calibrations have the variance of the regression estimator.
        """
        final = _checked(numbers_of(self.frame, weights, role="weights"))
        made = calibration_of(self.frame, on, base=self.index.weights, final=final, convention=convention)
        return self._with(replace(self.index, weights=final, calibration=made))

    def _adjusted(self, made: Replicates, adjust: Adjust) -> Self:
        base = self.index.weights
        final = _checked(np.asarray(adjust(base), dtype=float))
        every = [adjust(base * made.factors.replicate(place)[made.unit]) for place in range(made.factors.replicates)]
        factors = Factors.of(np.stack(every, axis=1) / np.where(final > 0, final, np.inf)[:, None])
        own = replace(made, unit=np.arange(len(base)), factors=factors)
        return self._with(replace(self.index, weights=final, replicates=own))

    def _with(self, index: DesignIndex) -> Self:
        changed = copy.copy(self)
        _fill(changed, index=index)
        return changed

    def on(self, frame: pd.DataFrame) -> Self:
        """Return the same design over another table of the same respondents in the same order."""
        if len(frame) != len(self.frame):
            raise ValueError(f"Expected {len(self.frame)} rows, got {len(frame)}.")
        changed = copy.copy(self)
        _fill(changed, frame=frame)
        return changed

    def reweighted(self, weights: ArrayLike) -> Self:
        """Return the same design with other weights."""
        given = _checked(numbers_of(self.frame, weights, role="weights"))
        return self._with(replace(self.index, weights=given, calibration=None))


def _fill(design: Design, **attributes: object) -> None:
    for name, value in attributes.items():
        object.__setattr__(design, name, value)


def _checked(weights: Floats) -> Floats:
    wrong = ~np.isfinite(weights) | (weights < 0)
    if wrong.any():
        raise refuse_rows("survey.design.weights", wrong)
    return weights


def _refuse_lonely(stages: Sequence[Stage], lonely_psu: LonelyPsu) -> None:
    lonely = sum(int(stage.lonely.sum()) for stage in stages)
    if lonely_psu == "fail" and lonely:
        options = listed([option for option in get_args(LonelyPsu) if option != "fail"])
        raise refuse("survey.design.lonely", count=lonely, options=options)
