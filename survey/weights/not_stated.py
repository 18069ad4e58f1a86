"""Respondents who lack an answer that a margin needs: set apart with their share, not thrown away and not guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Problem, Severity
from survey.population.margin import Margin

Floats = NDArray[np.float64]

NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SetApart:
    """Respondents and margins that fit each other, and what had to be done for it.

    Attributes
    ----------
    frame : DataFrame
        The variables of the margins, without missing answers.
    margins : tuple of Margin
    notes : tuple of Problem
    """

    frame: pd.DataFrame
    margins: tuple[Margin, ...]
    notes: tuple[Problem, ...]


def set_apart(frame: pd.DataFrame, *, margins: Sequence[Margin], base: Floats) -> SetApart:
    """Give respondents without an answer a category of their own in the margin that needs it.

    Its target is their share of the base weights; the other targets shrink in proportion. So those who answered meet
    the distribution of the margin exactly, and nobody is lost.
    """
    names = [name for name in dict.fromkeys(name for margin in margins for name in margin.variables) if name in frame]
    filled = frame[names].assign(**{name: _filled(frame[name]) for name in names if frame[name].isna().any()})
    changed = [(margin, _apart(margin, filled, base)) for margin in margins]
    notes = [_note(margin, rows) for margin, rows in changed if rows.any()]
    widened = [_widened(margin, filled[rows], base[rows], float(base.sum())) for margin, rows in changed]
    return SetApart(frame=filled, margins=tuple(widened), notes=tuple(notes))


def _filled(column: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.astype("object").where(column.notna(), NOT_STATED).astype("category")


def _apart(margin: Margin, filled: pd.DataFrame, base: Floats) -> NDArray[np.bool_]:
    here = [name for name in margin.variables if name in filled]
    return np.asarray((filled[here] == NOT_STATED).any(axis=1) & (base > 0))


def _widened(margin: Margin, apart: pd.DataFrame, weights: Floats, total: float) -> Margin:
    if not len(apart):
        return margin
    kept = float(1 - weights.sum() / total)
    targets = {category: target * kept for category, target in margin.targets.items()}
    categories = apart[list(margin.variables)].astype("str").itertuples(index=False, name=None)
    for category, weight in zip(categories, weights.tolist(), strict=True):
        targets[category] = targets.get(category, 0.0) + weight / total * margin.total
    return replace(margin, targets=targets)


def _note(margin: Margin, rows: NDArray[np.bool_]) -> Problem:
    values = {"margin": margin.name, "n": int(rows.sum())}
    return Problem(code="survey.weights.not_stated", values=values, severity=Severity.NOTE)
