"""Several questions at once: p-values and error levels that keep a whole family honest."""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Return p-values adjusted by Holm's step-down method: the chance of any false finding in the family is kept.

    Parameters
    ----------
    p : array_like, shape (m,)
        One p-value a question, in any order and of any dependence.

    References
    ----------
    Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm([0.01, 0.02, 0.03, 0.04, 0.05]).round(2).tolist()
    [0.05, 0.08, 0.09, 0.09, 0.09]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    steps = np.arange(values.size, 0, -1)
    return _in_first_order(np.minimum(np.maximum.accumulate(steps * values[order]), 1.0), order)


def holm_levels(p: ArrayLike, *, alpha: float = 0.05) -> NDArray[np.float64]:
    """Return the error level at which Holm's method holds each question.

    The j-th smallest of m p-values is held against alpha / (m - j + 1); from the first that fails, all the rest are
    held against the level at which it failed. A p-value is at most its level where its adjusted p is at most alpha.

    Examples
    --------
    >>> holm_levels([0.20, 0.001, 0.04]).round(4).tolist()
    [0.025, 0.0167, 0.025]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    levels = alpha / np.arange(values.size, 0, -1)
    failed = np.flatnonzero(values[order] > levels)
    if failed.size:
        levels[failed[0] :] = levels[failed[0]]
    return _in_first_order(levels, order)


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """Return p-values adjusted by Benjamini and Hochberg's step-up method, which keeps the share of false findings.

    References
    ----------
    Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the Royal Statistical Society B 57,
    289-300.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.02, 0.03, 0.04, 0.05]).round(2).tolist()
    [0.05, 0.05, 0.05, 0.05, 0.05]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    raised = values[order] * values.size / np.arange(1, values.size + 1)
    return _in_first_order(np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0), order)


def _in_first_order(values: NDArray[np.float64], order: NDArray[np.intp]) -> NDArray[np.float64]:
    back = np.empty_like(values)
    back[order] = values
    return back
