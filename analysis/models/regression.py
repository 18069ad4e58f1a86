"""Regressions with errors that know the design: linear, logistic, Poisson and proportional odds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from analysis.estimators.passes import numbers_of
from analysis.inference.interval import t_quantile
from analysis.inference.result import TestResult, p_of_f, wald
from analysis.models import ordinal
from analysis.models.families import FAMILIES, fit
from analysis.models.terms import Predictors, Terms, predictors_of
from analysis.numbering import taken
from analysis.variance.scores import covariance_of_products
from instruments.errors import refuse
from instruments.words import listed
from survey.design import Design

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
FamilyName = Literal["linear", "logistic", "poisson", "proportional_odds"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Regression:
    """A fitted regression.

    Attributes
    ----------
    outcome, family : str
    names : tuple of str
        Of the coefficients: ``(intercept)``, ``column=level``, ``column``, and products joined by ``:``; of
        proportional odds, the thresholds between answers come last, as ``answer|next answer``.
    of_term : tuple of int
        The term of each coefficient; -1 for intercept and thresholds.
    estimate : float (p,)
    covariance : float (p, p)
        Linearised: the sandwich of the design.
    bread : float (p, p)
        The inverse of the information.
    df : float
        PSUs less strata, plus one, less the coefficients (thresholds but one apart).
    n, n_psu : int
    predictors : Predictors
    held : int (n,)
        The rows that take part.
    design : Design
    """

    outcome: str
    family: FamilyName
    names: tuple[str, ...]
    of_term: tuple[int, ...]
    estimate: Floats
    covariance: Floats
    bread: Floats
    df: float
    n: int
    n_psu: int
    predictors: Predictors
    held: Codes
    design: Design

    def __repr__(self) -> str:
        size = f"{len(self.names)} coefficients, df {self.df:g}"
        return f"<Regression: {self.family} of {self.outcome}, n {self.n},\n {size}>"

    @property
    def se(self) -> Floats:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def to_frame(self, *, level: float = 0.95) -> pd.DataFrame:
        """Return a table: coefficient, estimate, se, ci_low, ci_high, df, t, p."""
        reach = t_quantile(level, np.full(len(self.names), self.df)) * self.se
        t = self.estimate / self.se
        return pd.DataFrame(
            {
                "coefficient": self.names,
                "estimate": self.estimate,
                "se": self.se,
                "ci_low": self.estimate - reach,
                "ci_high": self.estimate + reach,
                "df": self.df,
                "t": t,
                "p": 2 * special.stdtr(self.df, -np.abs(t)),
            }
        )

    def test(self, term: str | Sequence[str]) -> TestResult:
        """Return the Wald test that all coefficients of a term are zero."""
        wanted = (term,) if isinstance(term, str) else tuple(term)
        if wanted not in self.predictors.terms:
            terms = listed([":".join(parts) for parts in self.predictors.terms])
            raise refuse("analysis.estimation.no_term", got=":".join(wanted), terms=terms)
        place = self.predictors.terms.index(wanted)
        at = np.flatnonzero(np.array(self.of_term) == place)
        value = wald(self.estimate[at], self.covariance[np.ix_(at, at)]) / len(at)
        return TestResult(
            statistic=value,
            distribution="F",
            df=len(at),
            df_error=self.df,
            p=p_of_f(value, len(at), self.df),
            method="Wald test of a term",
            null="analysis.estimation.null_no_effect",
            values={"term": ":".join(wanted), "outcome": self.outcome},
            n=self.n,
            n_psu=self.n_psu,
        )


def regress(design: Design, outcome: str, *, on: Terms, family: FamilyName = "linear") -> Regression:
    """Regress an answer on several things at once.

    Parameters
    ----------
    design : Design
    outcome : str
        A column of numbers; of logistic regression 0 and 1 or shares; of proportional odds any ordered numbers.
    on : list of str or of lists of str
        Columns, each a term, or products of columns. Numbers enter as they are; anything else by its levels, the first
        of which is the reference.
    family : {"linear", "logistic", "poisson", "proportional_odds"}

    References
    ----------
    Binder (1983), On the variances of asymptotically normal estimators from complex surveys, International Statistical
    Review 51, 279-292.

    Examples
    --------
    >>> frame = pd.DataFrame({"place": [1, 2, 3, 4], "sex": ["f", "m", "f", "m"], "score": [1.0, 2.0, 2.0, 5.0]})
    >>> model = regress(Design(frame, psu="place"), "score", on=["sex"])
    >>> model.to_frame()[["coefficient", "estimate"]]
       coefficient  estimate
    0  (intercept)       1.5
    1        sex=m       2.0
    """
    if family not in get_args(FamilyName):
        raise refuse("analysis.estimation.option", option="family", got=family, expected=listed(get_args(FamilyName)))
    if outcome in [name for term in on for name in ((term,) if isinstance(term, str) else term)]:
        raise refuse("analysis.estimation.outcome_on_itself", got=outcome)
    values = numbers_of(design, outcome)
    predictors, held = predictors_of(design.frame, on, usable=~np.isnan(values) & (design.index.weights > 0))
    return _fitted(design, outcome, taken(values, held), predictors, held, family)


def _fitted(
    design: Design, outcome: str, y: Floats, predictors: Predictors, held: Codes, family: FamilyName
) -> Regression:
    index = design.index
    X, names, of_term = predictors.matrix()
    weights, spent = taken(index.weights, held), len(names)
    if family == "proportional_odds":
        fitted = ordinal.fit(X[:, 1:], line=predictors.line, y=y, weights=weights)
        names, of_term = (*names[1:], *fitted.names), (*of_term[1:], *[-1] * len(fitted.names))
        estimate, bread, part = fitted.estimate, fitted.bread, (weights, fitted.cell, fitted.scores)
    else:
        FAMILIES[family].refuse_outside(outcome, y)
        estimate, bread, part = _generalised(X, predictors.line, y, weights, family)
    number, line, table = part
    n_psu, freedom = index.freedom_of(held)
    return Regression(
        outcome=outcome,
        family=family,
        names=names,
        of_term=of_term,
        estimate=estimate,
        covariance=covariance_of_products(design, [(number, line, table @ bread)], held),
        bread=bread,
        df=float(freedom + 1 - spent),
        n=len(held),
        n_psu=n_psu,
        predictors=predictors,
        held=held,
        design=design,
    )


def _generalised(
    X: Floats, line: Codes, y: Floats, weights: Floats, family: str
) -> tuple[Floats, Floats, tuple[Floats, Codes, Floats]]:
    """Return coefficients, inverse information, and the scores as residuals times lines of predictors."""
    sizes = np.bincount(line, weights=weights, minlength=len(X)).astype(float, copy=False)
    sums = np.bincount(line, weights=weights * y, minlength=len(X)).astype(float, copy=False)
    beta, bread = fit(X, weights=sizes, sums=sums, family=FAMILIES[family])
    residuals = weights * (y - FAMILIES[family].mean(X @ beta)[line])
    return beta, bread, (residuals, line, X)
