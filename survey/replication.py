"""Replicates of a sample: what each primary sampling unit counts for in each of them.

A replicate changes the weights of whole PSUs, so a table of PSUs by replicates says all; respondents are never copied.

References
----------
Wolter (2007), Introduction to Variance Estimation, chapters 3 to 5. Rao and Wu (1988), Resampling inference with
complex survey data, Journal of the American Statistical Association 83, 231-241. Judkins (1990), Fay's method for
variance estimation, Journal of Official Statistics 6, 223-239.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from instruments.errors import refuse
from instruments.words import listed
from survey.factors import Factors
from survey.stage import Stage

Kind = Literal["jk1", "jkn", "brr", "fay", "bootstrap"]
Centre = Literal["estimate", "mean"]
Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """Replicate weights as factors on the weights.

    Attributes
    ----------
    kind : str
    unit : int (n,)
        Which row of the factors each respondent has: a PSU; a respondent where each has factors of its own.
    factors : Factors (units, replicates)
    scale : float (replicates,)
        What the squared deviation of each replicate counts for.
    centre : {"estimate", "mean"}
        Around the estimate from all respondents, or around the mean of the replicates.
    df : float or None
        Where it is not the PSUs less the strata.
    """

    kind: str
    unit: Codes
    factors: Factors
    scale: Floats
    centre: Centre
    df: float | None = None

    def __repr__(self) -> str:
        size = f"{self.factors.replicates} of {len(self.factors)} units"
        return f"<Replicates: {self.kind}, {size},\n around the {self.centre}>"


def replicates_of(stage: Stage, *, kind: Kind, replicates: int, seed: int, rho: float) -> Replicates:
    """Return replicates of the PSUs of a first stage.

    Parameters
    ----------
    stage : Stage
    kind : str
    replicates : int
        How many, of a bootstrap.
    seed : int
        Of a bootstrap.
    rho : float
        Of Fay's method: what remains of the half that is left out.

    Raises
    ------
    SurveyError
        If the kind does not fit the design: jk1 is for one stratum, brr and fay for two PSUs a stratum.
    """
    makers: dict[str, Callable[[], tuple[Factors, Floats]]] = {
        "jk1": lambda: _jackknife(stage),
        "jkn": lambda: _jackknife(stage),
        "brr": lambda: _half_samples(stage, rho=0.0),
        "fay": lambda: _half_samples(stage, rho=rho),
        "bootstrap": lambda: _bootstrap(stage, replicates=replicates, rng=np.random.default_rng(seed)),
    }
    if kind not in makers:
        raise refuse("survey.design.replicate_kind", got=kind, expected=listed(get_args(Kind)))
    _refuse_misfit(stage, kind, rho)
    factors, scale = makers[kind]()
    return Replicates(kind=kind, unit=stage.unit, factors=factors, scale=scale, centre="estimate")


def _refuse_misfit(stage: Stage, kind: Kind, rho: float) -> None:
    if kind == "jk1" and len(stage.units) > 1:
        raise refuse("survey.design.jk1_strata", strata=len(stage.units))
    if kind in ("brr", "fay") and (stage.units != 2).any():
        raise refuse("survey.design.brr_pairs", strata=int((stage.units != 2).sum()))
    if kind == "fay" and not 0 <= rho < 1:
        raise refuse("survey.design.fay_rho", got=rho)


def _jackknife(stage: Stage) -> tuple[Factors, Floats]:
    """Leave out one PSU at a time, and let the others of its stratum stand for it; a lonely PSU stays."""
    dropped = np.flatnonzero(stage.units[stage.stratum] > 1)
    stratum = stage.stratum[dropped]
    size = stage.units[stratum]
    factors = np.where(stage.stratum[:, None] == stratum, size / (size - 1), 1.0)
    factors[dropped, np.arange(len(dropped))] = 0.0
    return Factors.of(factors), (1 - stage.fraction[stratum]) * (size - 1) / size


def _half_samples(stage: Stage, *, rho: float) -> tuple[Factors, Floats]:
    """Take one of the two PSUs of each stratum, in a set of half-samples whose strata are orthogonal."""
    strata = len(stage.units)
    signs = _hadamard(strata + 1)[:, 1 : strata + 1]
    first = np.append(True, stage.stratum[1:] != stage.stratum[:-1])
    chosen = np.where(first[:, None], 1, -1) * signs.T[stage.stratum]
    corrected = np.sqrt(1 - stage.fraction)[stage.stratum][:, None]
    return Factors.of(1 + corrected * (1 - rho) * chosen), np.full(len(signs), 1 / (len(signs) * (1 - rho) ** 2))


def _hadamard(least: int) -> NDArray[np.int64]:
    matrix = np.ones((1, 1), dtype=np.int64)
    while len(matrix) < least:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix


def _bootstrap(stage: Stage, *, replicates: int, rng: np.random.Generator) -> tuple[Factors, Floats]:
    """Draw n - 1 of the n PSUs of each stratum with replacement, and rescale (Rao and Wu 1988); a lonely PSU stays."""
    times = np.zeros((len(stage.stratum), replicates), dtype=np.min_scalar_type(int(stage.units.max(initial=1))))
    ends = np.cumsum(stage.units)
    for units, end in zip(stage.units.tolist(), ends.tolist(), strict=True):
        drawn = rng.integers(units, size=(units - 1, replicates), dtype=np.int32)
        key = drawn * np.int64(replicates)
        key += np.arange(replicates)
        times[end - units : end] = np.bincount(key.ravel(), minlength=units * replicates).reshape(units, replicates)
    units = stage.units[stage.stratum]
    root = np.where(units > 1, np.sqrt(1 - stage.fraction)[stage.stratum], 0.0)
    factors = Factors(times=times, base=1 - root, step=root * units / np.maximum(units - 1, 1))
    return factors, np.full(replicates, 1 / replicates)
