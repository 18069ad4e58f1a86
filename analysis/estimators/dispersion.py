"""How much people differ: dispersion of an ordered answer as a function of the shares of its categories.

Each measure returns its value and its gradient, so that the delta method gives the variance from that of the shares.
Shares may be any non-negative numbers; only their proportions count.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfShares:
    """A function of the shares of K categories: its value, and its gradient in them."""

    value: float
    gradient: Floats


def agreement(shares: ArrayLike) -> OfShares:
    """Return van der Eijk's agreement A: -1 split between the ends, 0 evenly spread, 1 all in one category.

    The shares are peeled into layers, each empty or full in every category; A is the mean of the layers' agreement,
    weighted by their content. A is linear in the shares as long as their order stays.

    References
    ----------
    van der Eijk (2001), Measuring agreement in ordered rating scales, Quality & Quantity 35, 325-341.

    Examples
    --------
    >>> round(agreement([30, 40, 210, 130, 530, 50, 10]).value, 7)
    0.6113333
    """
    p = _proportions(shares)
    order = np.argsort(p, kind="stable")
    remaining = np.ones(p.size, dtype=bool)
    contents = []
    for category in order:
        contents.append(remaining.sum() * _layer_agreement(remaining))
        remaining[category] = False
    gradient = np.empty(p.size)
    gradient[order] = np.asarray(contents) - np.append(contents[1:], 0.0)
    return OfShares(value=float(gradient @ p), gradient=gradient)


def _layer_agreement(full: NDArray[np.bool_]) -> float:
    categories, filled = full.size, int(full.sum())
    if filled == categories:
        return 0.0
    if filled == 1:
        return 1.0
    triples = [tuple(full[list(triple)]) for triple in combinations(range(categories), 3)]
    unimodal = triples.count((True, True, False)) + triples.count((False, True, True))
    split = triples.count((True, False, True))
    mode = ((categories - 2) * unimodal - (categories - 1) * split) / ((categories - 2) * (unimodal + split))
    return float(mode * (1 - (filled - 1) / (categories - 1)))


def leik(shares: ArrayLike) -> OfShares:
    """Return Leik's ordinal dispersion D: 0 all in one category, 1 split between the ends.

    References
    ----------
    Leik (1966), A measure of ordinal consensus, Pacific Sociological Review 9, 85-90.

    Examples
    --------
    >>> round(leik([30, 40, 210, 130, 530, 50, 10]).value, 6)
    0.286667
    """
    p = _proportions(shares)
    cumulated = np.cumsum(p)
    below = cumulated <= 0.5
    value = 2 * np.where(below, cumulated, 1 - cumulated).sum() / (p.size - 1)
    slopes = np.where(below, 1.0, -1.0)
    slopes[-1] = 0.0  # the last cumulated share is always one
    gradient = 2 * np.cumsum(slopes[::-1])[::-1] / (p.size - 1)
    return OfShares(value=float(value), gradient=gradient)


def consensus(shares: ArrayLike) -> OfShares:
    """Return Tastle and Wierman's consensus: 0 split between the ends, 1 all in one category.

    References
    ----------
    Tastle and Wierman (2007), Consensus and dissention: a measure of ordinal dispersion, International Journal of
    Approximate Reasoning 45, 531-545.

    Examples
    --------
    >>> round(consensus([30, 40, 210, 130, 530, 50, 10]).value, 7)
    0.7256876
    """
    p = _proportions(shares)
    scores = np.arange(p.size)
    distance = scores - scores @ p
    width = p.size - 1
    held = p > 0
    nearness = np.where(held, 1 - np.abs(distance) / width, 1.0)
    logs = np.log2(nearness)
    moves = np.where(held, p * np.sign(distance) / (width * nearness), 0.0).sum() / np.log(2)
    return OfShares(value=float(1 + p @ logs), gradient=logs + moves * scores)


def _proportions(shares: ArrayLike) -> Floats:
    values: Floats = np.asarray(shares, dtype=float)
    total = float(values.sum())
    return values / total


DISPERSIONS: Mapping[str, Callable[[ArrayLike], OfShares]] = MappingProxyType(
    {"agreement": agreement, "consensus": consensus, "leik": leik}
)
