"""Comparisons of pairs of domains: differences, their tests, and the letters that tables show."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Level = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Pairs:
    """Comparisons of pairs of domains, a row each; figures are NaN where a domain has no answers or too few PSUs.

    Attributes
    ----------
    item : tuple of str
    first, second : tuple of tuples
        The values of the columns that make each domain.
    estimate, se, ci_low, ci_high, df : float (rows,)
        Of the first less the second; degrees of freedom of both together.
    p, p_adjusted : float (rows,)
        Of no difference; adjusted over the pairs of the item.
    level : float
    method : str
        What is compared, and how p is adjusted.
    """

    item: tuple[str, ...]
    first: tuple[Level, ...]
    second: tuple[Level, ...]
    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    df: Floats
    p: Floats
    p_adjusted: Floats
    level: float
    method: str

    def __len__(self) -> int:
        return len(self.estimate)

    def __repr__(self) -> str:
        return f"<Pairs: {len(self)} comparisons,\n {self.method}, {self.level:.0%} intervals>"

    def to_frame(self) -> pd.DataFrame:
        """Return a table: item, first, second, then the figures as they are named above."""
        figures = ("estimate", "se", "ci_low", "ci_high", "df", "p", "p_adjusted")
        names = {"item": self.item, "first": _named(self.first), "second": _named(self.second)}
        return pd.DataFrame({**names, **{name: getattr(self, name) for name in figures}})

    def letters(self, item: str, *, alpha: float = 0.05) -> Mapping[Level, str]:
        """Return for each domain the letters of those that it is significantly higher than, as banner tables show.

        Domains are lettered A, B, C ... in their order.
        """
        rows = [row for row, name in enumerate(self.item) if name == item]
        order = list(dict.fromkeys(level for row in rows for level in (self.first[row], self.second[row])))
        higher: dict[Level, list[str]] = {level: [] for level in order}
        for row in rows:
            if self.p_adjusted[row] <= alpha:
                pair = (self.first[row], self.second[row])
                winner, loser = pair if self.estimate[row] > 0 else pair[::-1]
                higher[winner].append(_letter(order.index(loser)))
        return {level: "".join(sorted(found)) for level, found in higher.items()}


def _named(levels: tuple[Level, ...]) -> list[object]:
    return [level[0] if len(level) == 1 else level for level in levels]


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else _letter(place // 26 - 1) + _letter(place % 26)
