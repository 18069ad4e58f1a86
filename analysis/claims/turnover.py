"""Who changed between two waves: a balance of zero can hide as many who came as who left."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.claims.tested import Tested, column_of
from analysis.sample import Sample
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnover:
    """The persons asked in the first and in the last wave, by what they said; unweighted.

    Attributes
    ----------
    part : str
    label : Text
        For whom, where a part is asked of several groups.
    persons : int
        With an answer in both waves.
    stayed, came, left, never : int
        Who said so both times; only the last time; only the first time; neither time.
    """

    part: str
    label: Text
    persons: int
    stayed: int
    came: int
    left: int
    never: int


def turnover_of(tested: Tested, *, sample: Sample) -> Turnover | None:
    """Return the turnover of a change of one share; None where no panel is asked, or nobody twice."""
    panel, leaf = sample.study.design.panel, tested.leaf
    if panel is None or leaf.part.over != "change" or len(leaf.means) != 2 or leaf.part.measure.kind != "share":
        return None
    person = sample.responses.values[panel]
    first, last = (
        pd.Series(column_of(mean, sample=sample)[:, 0], index=person).dropna().groupby(level=0).first()
        for mean in sorted(leaf.means, key=lambda mean: mean.weight)
    )
    both = pd.concat([first, last], axis="columns", join="inner").to_numpy() > 0
    if not len(both):
        return None
    before, after = both.T
    return Turnover(
        part=leaf.part.name,
        label=leaf.label,
        persons=len(both),
        stayed=int(np.sum(before & after)),
        came=int(np.sum(~before & after)),
        left=int(np.sum(before & ~after)),
        never=int(np.sum(~before & ~after)),
    )
