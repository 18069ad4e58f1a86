"""How far several items measure one thing: Cronbach's alpha, McDonald's omega, and each item against the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.scores.construct import Measure, turned
from analysis.scores.factor import FEWEST, one_factor
from analysis.scores.moments import complete, correlation_of, covariance_of
from analysis.scores.polychoric import matrix_of
from instruments.errors import refuse
from instruments.language import Language
from instruments.numeral import numeral
from instruments.words import listed, say

Floats = NDArray[np.float64]
Basis = Literal["scores", "polychoric"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReliability:
    """One item among those of its construct.

    Attributes
    ----------
    item : str
    rest : float
        Correlation with the sum of the other items.
    alpha_without : float or None
        Alpha of the other items; None where one is left.
    loading : float or None
        On the one factor; None with fewer than three items.
    """

    item: str
    rest: float
    alpha_without: float | None
    loading: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """How far items measure one thing.

    Attributes
    ----------
    n : int
        Respondents who answered all items.
    basis : {"scores", "polychoric"}
    alpha : float
    omega : float or None
        None with fewer than three items: one factor cannot be told from two.
    improper : bool
        Whether the one factor explains an item completely: omega is then not to be trusted.
    items : tuple of ItemReliability
    """

    n: int
    basis: Basis
    alpha: float
    omega: float | None
    improper: bool
    items: tuple[ItemReliability, ...]

    def text(self, language: Language | None = None) -> str:
        """Return alpha and omega in a sentence, with the reason where there is no omega."""
        values = {"alpha": numeral(self.alpha, ".2f"), "n": self.n, "items": len(self.items)}
        if self.omega is None:
            return say("analysis.scores.alpha_only", language, fewest=FEWEST, **values)
        name = "improper_factor" if self.improper else "alpha_and_omega"
        return say(f"analysis.scores.{name}", language, omega=numeral(self.omega, ".2f"), **values)

    def to_frame(self) -> pd.DataFrame:
        """Return a row an item: item, rest, alpha_without, loading."""
        names = ("item", "rest", "alpha_without", "loading")
        return pd.DataFrame([[getattr(item, name) for name in names] for item in self.items], columns=list(names))


def reliability(
    frame: pd.DataFrame, *, measures: Sequence[Measure], weights: Floats | None = None, basis: Basis = "scores"
) -> Reliability:
    """Return the reliability of the sum of items among respondents who answered all of them.

    Parameters
    ----------
    frame : DataFrame
        Scores of items.
    measures : sequence of Measure
        Two items at least.
    weights : array, optional
        The design's weights.
    basis : {"scores", "polychoric"}
        The scores as they are; or the normal variables thought to lie behind ordered answers (Zumbo, Gadermann &
        Zeisser 2007, ordinal alpha), which says how reliable a finer scale would be.

    Raises
    ------
    SurveyError
        If there are fewer than two items, or too few respondents, or everybody gave the same answer to an item.
    """
    if basis not in get_args(Basis):
        raise refuse("analysis.scores.basis", got=basis, expected=listed(get_args(Basis)))
    if len(measures) < 2:
        raise refuse("analysis.scores.few_items", got=len(measures), expected=2)
    rows, given = complete(turned(frame, measures), weights)
    matrix = covariance_of(rows, given) if basis == "scores" else matrix_of(rows, given)
    factor = one_factor(correlation_of(matrix)) if len(measures) >= FEWEST else None
    return Reliability(
        n=len(rows),
        basis=basis,
        alpha=alpha_of(matrix),
        omega=None if factor is None else omega_of(factor.loadings, factor.uniquenesses, np.sqrt(matrix.diagonal())),
        improper=factor is not None and factor.improper,
        items=tuple(
            ItemReliability(
                item=measure.item,
                rest=rest_of(matrix, at),
                alpha_without=_alpha_without(matrix, at),
                loading=None if factor is None else float(factor.loadings[at]),
            )
            for at, measure in enumerate(measures)
        ),
    )


def alpha_of(covariance: Floats) -> float:
    """Return Cronbach's alpha of a covariance matrix: k / (k - 1) (1 - trace / sum) (Cronbach 1951).

    Examples
    --------
    >>> alpha_of(np.array([[1.0, 0.5], [0.5, 1.0]])).__round__(6)
    0.666667
    """
    items = len(covariance)
    return float(items / (items - 1) * (1 - covariance.trace() / covariance.sum()))


def omega_of(loadings: Floats, uniquenesses: Floats, spread: Floats) -> float:
    """Return McDonald's omega: what the factor explains of the variance of the sum (McDonald 1999, equation 6.20a).

    Parameters
    ----------
    loadings, uniquenesses : array (items,)
        Of the correlation matrix.
    spread : array (items,)
        Standard deviations of the items: the sum is one of answers, not of standardised answers.
    """
    explained = float(spread @ loadings) ** 2
    return explained / (explained + float(spread**2 @ uniquenesses))


def rest_of(covariance: Floats, at: int) -> float:
    """Return the correlation of an item with the sum of the others."""
    others = np.arange(len(covariance)) != at
    shared = covariance[at, others].sum()
    return float(shared / np.sqrt(covariance[at, at] * covariance[np.ix_(others, others)].sum()))


def _alpha_without(covariance: Floats, at: int) -> float | None:
    others = np.arange(len(covariance)) != at
    return alpha_of(covariance[np.ix_(others, others)]) if others.sum() > 1 else None
