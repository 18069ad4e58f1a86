"""Whether items mean the same in every group; where they do not, comparing the means of a construct misleads.

Two rules, both on sizes and not on tests, which in a large sample find every trifle:

- Differential functioning (Zumbo 1999): among people with the same score of the construct, group and group x score
  explain nothing more of the answer to an item. The gain in Nagelkerke's R² is negligible below .035, large from .070
  on (Jodoin & Gierl 2001, Applied Measurement in Education 14).
- Loadings: the congruence of a group's loadings with those of the others is fair from .85, equal from .95
  (Lorenzo-Seva & ten Berge 2006, Methodology 2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.scores.construct import Measure, turned
from analysis.scores.cumulative import explained
from analysis.scores.factor import FEWEST, one_factor
from analysis.scores.moments import complete, correlation_of, covariance_of
from instruments.errors import refuse
from instruments.language import Language
from instruments.words import say

Floats = NDArray[np.float64]
Size = Literal["negligible", "moderate", "large"]

MODERATE, LARGE = 0.035, 0.070
FAIR = 0.85
FEWEST_OF_A_GROUP = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBias:
    """How differently an item works in the groups.

    Attributes
    ----------
    item : str
    shift : float
        R² gained by group: some groups answer higher at the same score.
    change : float
        R² gained by group and group x score together.
    """

    item: str
    shift: float
    change: float

    @property
    def size(self) -> Size:
        """The size of the change, in a word."""
        return "negligible" if self.change < MODERATE else "moderate" if self.change < LARGE else "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLoadings:
    """How like the loadings of a group are to those of all others: Tucker's coefficient of congruence."""

    group: str
    n: int
    congruence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariance:
    """Whether the items of a construct mean the same in every group.

    Attributes
    ----------
    group : str
        The variable.
    items : tuple of ItemBias
    groups : tuple of GroupLoadings
        Empty with fewer than three items.
    left_out : tuple of str
        Groups with too few respondents to say anything.
    """

    group: str
    items: tuple[ItemBias, ...]
    groups: tuple[GroupLoadings, ...]
    left_out: tuple[str, ...]

    @property
    def biased(self) -> tuple[str, ...]:
        """The items that do not mean the same."""
        return tuple(item.item for item in self.items if item.size != "negligible")

    @property
    def apart(self) -> tuple[str, ...]:
        """The groups in which the items hang together in another way."""
        return tuple(group.group for group in self.groups if group.congruence < FAIR)

    @property
    def misleads(self) -> bool:
        """Whether a comparison of the groups' means would mislead."""
        return bool(self.biased or self.apart)

    def text(self, language: Language | None = None) -> str:
        """Return in words whether the means may be compared, and what stands against it."""
        parts = [
            say(f"analysis.scores.{name}", language, names=", ".join(names), group=self.group)
            for name, names in (("biased", self.biased), ("apart", self.apart), ("left_out", self.left_out))
            if names
        ]
        verdict = say("analysis.scores.misleads" if self.misleads else "analysis.scores.comparable", language)
        return " ".join([verdict, *parts])


def invariance(
    frame: pd.DataFrame, *, measures: Sequence[Measure], group: str, weights: Floats | None = None
) -> Invariance:
    """Return whether items mean the same in every group of at least 30 respondents who answered them all.

    Parameters
    ----------
    frame : DataFrame
        Scores of items, and the variable of the groups.
    measures : sequence of Measure
        Two items at least.
    group : str
    weights : array, optional

    Raises
    ------
    SurveyError
        If there are fewer than two items, or fewer than two groups of that size.
    """
    if len(measures) < 2:
        raise refuse("analysis.scores.few_items", got=len(measures), expected=2)
    if group not in frame:
        raise refuse("analysis.scores.absent", got=group)
    told = _told(turned(frame, measures), frame[group], weights)
    return Invariance(
        group=group,
        items=tuple(_biases(told, measures)),
        groups=tuple(_loadings(told)) if len(measures) >= FEWEST else (),
        left_out=told.left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Told:
    """Who can be compared: complete answers, their weights, the group of each; and the groups that are too small."""

    rows: Floats
    weights: Floats
    names: NDArray[Any]
    left_out: tuple[str, ...]


def _told(answers: Floats, group: "pd.Series[Any]", weights: Floats | None) -> _Told:
    given = np.ones(len(answers)) if weights is None else np.asarray(weights, dtype=np.float64)
    answered = np.isfinite(answers).all(axis=1) & group.notna().to_numpy() & (given > 0)
    sizes = group[answered].astype("str").value_counts()
    held = sizes.index[sizes >= FEWEST_OF_A_GROUP]
    if len(held) < 2:
        raise refuse("analysis.scores.few_groups", got=len(held), group=group.name, fewest=FEWEST_OF_A_GROUP)
    here = answered & group.astype("str").isin(held).to_numpy()
    rows, used = complete(answers[here], given[here])
    small = tuple(sorted(sizes.index[(sizes > 0) & (sizes < FEWEST_OF_A_GROUP)]))
    return _Told(rows=rows, weights=used, names=group[here].astype("str").to_numpy(), left_out=small)


def _biases(told: _Told, measures: Sequence[Measure]) -> Iterator[ItemBias]:
    rows, weights, names = told.rows, told.weights, told.names
    score = rows.mean(axis=1)[:, None]
    groups = (names[:, None] == np.unique(names)[1:]).astype(np.float64)
    models = score, np.hstack([score, groups]), np.hstack([score, groups, score * groups])
    for place, measure in enumerate(measures):
        answers = np.unique(rows[:, place], return_inverse=True)[1]
        alone, shifted, whole = (explained(answers, model, weights) for model in models)
        yield ItemBias(item=measure.item, shift=shifted - alone, change=whole - alone)


def _loadings(told: _Told) -> Iterator[GroupLoadings]:
    for name in np.unique(told.names):
        inside = told.names == name
        here, there = (_loadings_of(told.rows[part], told.weights[part]) for part in (inside, ~inside))
        alike = float(here @ there / np.sqrt((here @ here) * (there @ there)))
        yield GroupLoadings(group=str(name), n=int(inside.sum()), congruence=alike)


def _loadings_of(rows: Floats, weights: Floats) -> Floats:
    held, used = complete(rows, weights)
    covariance = covariance_of(held, used)
    return one_factor(correlation_of(covariance)).loadings * np.sqrt(covariance.diagonal())
