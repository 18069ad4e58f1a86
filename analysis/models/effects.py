"""Average marginal effects: what a model says on the scale of the answer, averaged over the population."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from analysis.inference.interval import t_quantile
from analysis.models.families import FAMILIES, Family
from analysis.models.regression import Regression
from analysis.models.terms import Predictors
from analysis.variance.scores import covariance_of_products
from instruments.errors import refuse

Floats = NDArray[np.float64]


def marginal_effects(model: Regression, *, level: float = 0.95) -> pd.DataFrame:
    """Return the average marginal effect of each variable of a model.

    Of a number: the mean slope. Of a column with levels: the mean difference between everybody at that level and
    everybody at the first. The error knows both that the coefficients and that the population averaged over are
    estimated.

    Parameters
    ----------
    model : Regression
        Linear, logistic or Poisson.
    level : float

    Returns
    -------
    DataFrame
        effect, estimate, se, ci_low, ci_high, df, p.
    """
    if model.family not in FAMILIES:
        raise refuse("analysis.estimation.no_effects", got=model.family)
    family = FAMILIES[model.family]
    named, effects, slopes = zip(*_effects(model, family), strict=True)
    table, gradient = np.stack(effects, axis=1), np.stack(slopes, axis=1)
    estimate, covariance = _averaged(model, family, table, gradient)
    se = np.sqrt(np.diag(covariance))
    reach = t_quantile(level, np.full(len(se), model.df)) * se
    return pd.DataFrame(
        {
            "effect": named,
            "estimate": estimate,
            "se": se,
            "ci_low": estimate - reach,
            "ci_high": estimate + reach,
            "df": model.df,
            "p": 2 * special.stdtr(model.df, -np.abs(estimate / se)),
        }
    )


def _effects(model: Regression, family: Family) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield each effect: its name, its size for each line, and its mean slopes in the coefficients."""
    share = _shares_of_lines(model)
    for name, variable in model.predictors.variables.items():
        if variable.levels is None:
            yield (name, *_slope(model, family, name, share))
            continue
        base = _predicted(model, family, model.predictors.set_to(name, np.zeros_like(variable.values)), share)
        for place, at in enumerate(variable.levels[1:], start=1):
            here = _predicted(model, family, model.predictors.set_to(name, np.full_like(variable.values, place)), share)
            yield f"{name}={at}", here[0] - base[0], here[1] - base[1]


def _predicted(model: Regression, family: Family, predictors: Predictors, share: Floats) -> tuple[Floats, Floats]:
    X, _, _ = predictors.matrix()
    eta = X @ model.estimate
    return family.mean(eta), (share * family.slope(eta)) @ X


def _slope(model: Regression, family: Family, name: str, share: Floats) -> tuple[Floats, Floats]:
    """Return the slope in a number: that of the link times that of the linear predictor."""
    X, _, _ = model.predictors.matrix()
    values = model.predictors.variables[name].values
    step = model.predictors.set_to(name, values + 1).matrix()[0] - X  # the predictor is linear in each variable
    eta = X @ model.estimate
    rate = step @ model.estimate
    bend = _second_slope(family, eta)
    return family.slope(eta) * rate, (share * bend * rate) @ X + (share * family.slope(eta)) @ step


def _second_slope(family: Family, eta: Floats) -> Floats:
    if family is FAMILIES["linear"]:
        return np.zeros_like(eta)
    slope = family.slope(eta)
    return slope if family is FAMILIES["poisson"] else slope * (1 - 2 * family.mean(eta))


def _shares_of_lines(model: Regression) -> Floats:
    weights = model.design.index.weights[model.held]
    sums = np.bincount(model.predictors.line, weights=weights)
    return np.asarray(sums / sums.sum(), dtype=float)


def _averaged(model: Regression, family: Family, table: Floats, gradient: Floats) -> tuple[Floats, Floats]:
    line, weights = model.predictors.line, model.design.index.weights[model.held]
    estimate = _shares_of_lines(model) @ table
    X, _, _ = model.predictors.matrix()
    outcome = model.design.frame[model.outcome].to_numpy(dtype=float)[model.held]
    residuals = weights * (outcome - family.mean(X @ model.estimate)[line])
    parts = [
        (weights / weights.sum(), line, table - estimate),
        (residuals, line, X @ model.bread @ gradient),
    ]
    return estimate, covariance_of_products(model.design, parts, model.held)
