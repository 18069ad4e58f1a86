"""Known figures of a population: totals and means of numbers, and margins, as columns that weights must meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from survey.population.margin import Margin
from survey.weights.match import match
from survey.weights.rows import rows_named
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
    numbers = {name: _numbers(frame[name]) for name in (*totals, *means) if name in frame}
    problems = [*_faults(numbers, totals, zero_allowed=False), *_faults(numbers, means, zero_allowed=True)]
    if problems:
        raise SurveyError(problems)
    centre = np.array([*(0.0 for _ in totals), *means.values()], dtype=np.float64)
    found = [column for name in (*totals, *means) if (column := numbers[name]) is not None]
    columns = np.array(found).T
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
        _figures(known, before).tolist(),
        _figures(known, after).tolist(),
    )
    return tuple(
        MarginLine(
            margin=source, category=name, n=n, target=target, before=was, after=now, is_group=source not in SOURCES
        )
        for (source, name), n, target, was, now in zip(known.names, *columns, strict=True)
    )


def _figures(known: Known, weights: Floats) -> Floats:
    is_mean = np.array([source == MEAN for source, _ in known.names])
    return known.means + weights @ known.columns / np.where(is_mean, weights.sum(), 1.0)


def _numbers(column: "pd.Series[float]") -> Floats | None:
    return np.asarray(column, dtype=np.float64) if column.dtype.kind in NUMERIC else None


def _faults(
    numbers: Mapping[str, Floats | None], figures: Mapping[str, float], *, zero_allowed: bool
) -> Iterator[Problem]:
    for name, figure in figures.items():
        if name not in numbers:
            yield _problem("no_total_column", name)
        elif (column := numbers[name]) is None:
            yield _problem("total_not_numeric", name)
        elif not np.isfinite(column.sum()):
            yield _problem("total_missing", name, **rows_named(~np.isfinite(column)))
        if not np.isfinite(figure) or (figure == 0 and not zero_allowed):
            yield _problem("total_target", name, got=f"{figure:g}")


def _problem(name: str, column: str, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(column=column), values=values)
