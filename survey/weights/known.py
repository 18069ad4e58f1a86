"""Known figures of a population: totals and means of numbers, and margins, as columns that weights must meet."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from survey.population.margin import Margin
from survey.rows import rows_named
from survey.weights.match import match
from survey.weights.weights import MarginLine

Floats = NDArray[np.float64]

SOURCES = TOTAL, MEAN = "total", "mean"  # in the place of a margin's name
AGREE_WITHIN = 1e-9  # margins that share a variable
NUMERIC = frozenset("iufb")  # kinds of dtypes


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What weights must meet.

    Attributes
    ----------
    names : tuple of (source, name)
        The margin and its category, or ``total`` or ``mean`` and the column.
    columns : array (respondents, figures)
        A mean stands as the distance from it.
    totals : array (figures,)
        Of the columns; zero for a mean.
    means : array (figures,)
        The mean, and zero for a total.
    size : float or None
        How many people the population has, if margins say so.
    """

    names: tuple[tuple[str, str], ...]
    columns: Floats
    totals: Floats
    means: Floats
    size: float | None = None

    @property
    def sources(self) -> list[str]:
        """What the figures are, for people: margins by their name, columns by theirs."""
        return list(dict.fromkeys(name if source in SOURCES else source for source, name in self.names))


def known_figures(frame: pd.DataFrame, *, totals: Mapping[str, float], means: Mapping[str, float]) -> Known:
    """Return the known totals and means of columns.

    Raises
    ------
    SurveyError
        If a column is not there, holds no numbers or misses some, or a figure cannot be.
    """
    names = [*totals, *means]
    chosen = _taken(frame, names)
    impossible = [*_impossible(totals, zero_allowed=False), *_impossible(means, zero_allowed=True)]
    if problems := [*_unlike(chosen, names), *impossible]:
        raise SurveyError(problems)
    columns = chosen.to_numpy(dtype=np.float64)
    centre = np.array([*(0.0 for _ in totals), *means.values()], dtype=np.float64)
    return Known(
        names=(*((TOTAL, name) for name in totals), *((MEAN, name) for name in means)),
        columns=columns - centre if means else columns,
        totals=np.array([*totals.values(), *(0.0 for _ in means)], dtype=np.float64),
        means=centre,
    )


def with_margins(known: Known, frame: pd.DataFrame, *, margins: Sequence[Margin], base: Floats) -> Known:
    """Return the known figures with the categories of margins before them, a column of zeros and ones each."""
    matched = match(frame, margins=margins, base=base, agree_within=AGREE_WITHIN)
    categories = np.zeros((len(frame), len(matched.totals)))
    for position in matched.position[:, matched.cells.of_row]:
        categories[np.arange(len(frame)), position] = 1.0
    return replace(
        known,
        names=(*matched.names, *known.names),
        columns=np.hstack([categories, known.columns]),
        totals=np.concatenate([matched.totals, known.totals]),
        means=np.concatenate([np.zeros_like(matched.totals), known.means]),
        size=matched.targets.total,
    )


def lines_of(known: Known, *, before: Floats, after: Floats) -> tuple[MarginLine, ...]:
    """Return each figure as it was and as it is now; a mean as a mean."""
    columns = (
        (known.columns != 0).sum(axis=0).tolist(),
        (known.totals + known.means).tolist(),
        *_figures(known, np.vstack([before, after])).tolist(),
    )
    return tuple(
        MarginLine(
            margin=source, category=name, n=n, target=target, before=was, after=now, is_group=source not in SOURCES
        )
        for (source, name), n, target, was, now in zip(known.names, *columns, strict=True)
    )


def _figures(known: Known, weights: Floats) -> Floats:
    """Return each figure under each set of weights, a row a set."""
    is_mean = np.array([source == MEAN for source, _ in known.names])
    return known.means + weights @ known.columns / np.where(is_mean, weights.sum(axis=1, keepdims=True), 1.0)


def _taken(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Return those columns that are there, all at once: pandas takes long to give them one by one."""
    columns = frame.columns.tolist()
    places = {name: place for place, name in enumerate(columns)}
    if len(places) < len(columns) and (twice := [name for name in names if columns.count(name) > 1]):
        raise SurveyError([_problem("total_column_twice", name) for name in twice])
    return frame.take(np.array([places[name] for name in names if name in places], dtype=np.intp), axis=1)


def _unlike(chosen: pd.DataFrame, names: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the columns; they are looked at one by one only if their sum is no number."""
    held = set(chosen.columns)
    yield from (_problem("no_total_column", name) for name in names if name not in held)
    numeric = [dtype.kind in NUMERIC for dtype in chosen.dtypes]
    yield from (_problem("total_not_numeric", name) for name in chosen.columns[~np.array(numeric, dtype=bool)])
    numbers = chosen if all(numeric) else chosen.loc[:, numeric]
    if np.isfinite(numbers.to_numpy(dtype=np.float64, na_value=np.nan).sum()):
        return
    for name in numbers.columns:
        wrong = ~np.isfinite(numbers[name].to_numpy(dtype=np.float64, na_value=np.nan))
        if wrong.any():
            yield _problem("total_missing", name, **rows_named(wrong))


def _impossible(figures: Mapping[str, float], *, zero_allowed: bool) -> Iterator[Problem]:
    for name, figure in figures.items():
        if not math.isfinite(figure) or (figure == 0 and not zero_allowed):
            yield _problem("total_target", name, got=f"{figure:g}")


def _problem(name: str, column: str, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(column=column), values=values)
