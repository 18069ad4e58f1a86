"""Estimators as functions of weighted totals, each with its gradient: Taylor's series does the rest.

A function takes totals of shape (q, ...) and returns its value (...) and its gradient (q, ...). What is undefined, as a
mean of nobody, is NaN, and its gradient zero.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Smooth = Callable[[Floats], tuple[Floats, Floats]]


def total(totals: Floats) -> tuple[Floats, Floats]:
    """Of the sums (y): itself."""
    return totals[0], np.ones_like(totals)


def ratio(totals: Floats) -> tuple[Floats, Floats]:
    """Of the sums (base, y): y / base. With the sum of weights as the base, the mean."""
    base, y = totals
    per_base = _inverse(base)
    value = np.where(base != 0, y * per_base, np.nan)
    return value, np.stack([-np.where(base != 0, value, 0.0) * per_base, per_base])


def variance(totals: Floats) -> tuple[Floats, Floats]:
    """Of the sums (weights, y, y squared): the mean squared deviation from the mean, with divisor N."""
    base, y, squares = totals
    per_base = _inverse(base)
    mean = y * per_base
    spread = squares * per_base - mean**2
    value = np.where(base != 0, np.maximum(spread, 0.0), np.nan)
    return value, np.stack([(mean**2 - spread) * per_base, -2 * mean * per_base, per_base])


def standard_deviation(totals: Floats) -> tuple[Floats, Floats]:
    """Of the sums (weights, y, y squared): the root of the variance."""
    spread, gradient = variance(totals)
    root = np.sqrt(spread)
    return root, gradient * _inverse(np.where(root > 0, 2 * root, 0.0))


def _inverse(values: Floats) -> Floats:
    return np.divide(1.0, values, out=np.zeros_like(values), where=values != 0)
