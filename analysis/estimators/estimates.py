"""Estimates: figures with their errors, their bases, and the reason where there is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FIGURES = ("estimate", "se", "ci_low", "ci_high", "df", "n", "n_psu", "sum_weights", "n_eff", "deff")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Estimates:
    """Estimates of several items in several domains, a row each.

    Attributes
    ----------
    keys : mapping
        What each row is of: ``item``, ``answer`` or ``probability`` where they apply, and the domain columns, which are
        None where another banner made the row.
    estimate, se, ci_low, ci_high : float (rows,)
        NaN exactly where ``reason`` says why.
    df : float (rows,)
        PSUs less strata, of those with members of the domain; of a replicate design, its own.
    n, n_psu : int (rows,)
        Respondents with an answer in the domain, and their PSUs (unweighted).
    sum_weights, n_eff : float (rows,)
        The sum of their weights; Kish's effective size (sum of weights squared / sum of squared weights).
    deff : float (rows,)
        The variance over that of a simple random sample of n, drawn with replacement; NaN where that is zero.
    reason : tuple of str or None
        The code of the message that says why there is no estimate, no error or no interval.
    level : float
        Of the intervals.
    method : str
        Of the variance, and of the intervals.
    """

    keys: Mapping[str, NDArray[np.object_]]
    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    df: Floats
    n: NDArray[np.intp]
    n_psu: NDArray[np.intp]
    sum_weights: Floats
    n_eff: Floats
    deff: Floats
    reason: tuple[str | None, ...]
    level: float
    method: str

    def __len__(self) -> int:
        return len(self.estimate)

    def __repr__(self) -> str:
        return f"<Estimates: {len(self)} rows by {', '.join(self.keys)},\n {self.method}, {self.level:.0%} intervals>"

    def to_frame(self) -> pd.DataFrame:
        """Return a table: the keys, then the figures as they are named above, then the reason."""
        figures = {name: getattr(self, name) for name in FIGURES}
        return pd.DataFrame({**self.keys, **figures, "reason": pd.Series(self.reason, dtype=object)})


def joined(parts: Iterable[Estimates]) -> Estimates:
    """Return several estimates as one, in their order."""
    held = list(parts)
    names = list(dict.fromkeys(name for part in held for name in part.keys))
    keys = {name: np.concatenate([_key(part, name) for part in held]) for name in names}
    figures = {name: np.concatenate([getattr(part, name) for part in held]) for name in FIGURES}
    reason = tuple(why for part in held for why in part.reason)
    return Estimates(keys=keys, **figures, reason=reason, level=held[0].level, method=held[0].method)


def _key(part: Estimates, name: str) -> NDArray[np.object_]:
    return part.keys[name] if name in part.keys else np.full(len(part), None, dtype=object)
