"""How well predictors explain an ordered answer: the likelihood of the proportional odds model, with weights."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

SMALLEST = 1e-300


def explained(answers: Codes, predictors: Floats, weights: Floats) -> float:
    """Return how much of an ordered answer predictors explain, from 0 to 1 (Nagelkerke 1991, Biometrika 78).

    Parameters
    ----------
    answers : int array (n,)
        From 0, every category with somebody in it.
    predictors : array (n, p)
    weights : array (n,)
        They sum to n.
    """
    total = weights.sum()
    shares = np.bincount(answers, weights=weights) / total
    empty = float(total * (shares * np.log(shares)).sum())
    gain = log_likelihood(answers, predictors, weights) - empty
    return float((1 - np.exp(-2 * gain / total)) / (1 - np.exp(2 * empty / total)))


def log_likelihood(answers: Codes, predictors: Floats, weights: Floats) -> float:
    """Return the largest log-likelihood of the proportional odds model (McCullagh 1980)."""
    spread = predictors.std(axis=0)
    scaled = (predictors - predictors.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    below = np.cumsum(np.bincount(answers, weights=weights))[:-1] / weights.sum()
    cuts = logit(below)
    start = np.concatenate([cuts[:1], np.log(np.diff(cuts)), np.zeros(predictors.shape[1])])
    found = minimize(
        _misfit, start, args=(answers, scaled, weights, len(cuts)), jac=True, method="BFGS", options={"gtol": 1e-9}
    )
    return -float(found.fun) * float(weights.sum())


def _misfit(at: Floats, answers: Codes, predictors: Floats, weights: Floats, count: int) -> tuple[float, Floats]:
    """Return the mean negative log-likelihood and its gradient; the steps between cuts are free as logarithms."""
    steps = np.exp(at[1:count])
    cuts = np.concatenate([[-np.inf], at[0] + np.concatenate([[0.0], np.cumsum(steps)]), [np.inf]])
    slope = predictors @ at[count:]
    upper, lower = expit(cuts[answers + 1] - slope), expit(cuts[answers] - slope)
    chance = np.maximum(upper - lower, SMALLEST)
    share = weights / weights.sum()
    rises, falls = share * upper * (1 - upper) / chance, share * lower * (1 - lower) / chance
    by_cut = np.bincount(answers, weights=rises, minlength=count + 1)[:count]
    by_cut = by_cut - np.bincount(answers, weights=falls, minlength=count + 1)[1:]
    after = np.cumsum(by_cut[::-1])[::-1]  # a cut moves all that come after it
    gradient = np.concatenate([after[:1], after[1:] * steps, -(rises - falls) @ predictors])
    return -float(share @ np.log(chance)), -gradient
