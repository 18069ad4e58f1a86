"""Respondents against margins: every respondent in a category, every category with a respondent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from instruments.near import near_names
from survey.design_columns import MOST_NAMED
from survey.population.margin import Category, Margin, category_name
from survey.rows import rows_named
from survey.weights.cells import Cells, cells_of, sums_by
from survey.weights.codes import Coded, coded
from survey.weights.targets import Targets, targets_of

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matched:
    """Respondents and margins, matched.

    Attributes
    ----------
    cells : Cells
    base : array (cells,)
        Sum of the base weights of each cell.
    position : int array (margins, cells)
        Which target each cell counts for in each margin; -1 where nobody is in the cell.
    totals : array (targets,)
        The targets of all margins in a row.
    names : tuple of (margin, category)
        Of each target.
    variables : tuple of tuple of str
        Of each target's margin.
    """

    cells: Cells
    base: Floats
    position: Codes
    targets: Targets
    totals: Floats
    names: tuple[tuple[str, str], ...]
    variables: tuple[tuple[str, ...], ...]


def match(frame: pd.DataFrame, *, margins: Sequence[Margin], base: Floats, agree_within: float) -> Matched:
    """Match respondents with margins.

    Raises
    ------
    SurveyError
        All at once: a variable that is not there, answers that are missing, a category of respondents that the margin
        lacks, a category of the margin that nobody has, and margins that contradict each other.
    """
    columns = _columns(frame, margins)
    cells = cells_of(list(columns.values()))
    sums = sums_by(cells.of_row, base, len(cells.n))
    targets = targets_of(margins, base_total=float(sums.sum()), agree_within=agree_within)
    position = np.vstack([_position(margin, columns, cells) for margin in margins])
    problems = [
        problem
        for margin, row in zip(margins, position, strict=True)
        for problem in (*_not_in_margin(margin, row, columns, cells), *_nobody(margin, row, sums))
    ]
    if problems:
        raise SurveyError(problems)
    offsets = np.cumsum([0, *(len(margin.targets) for margin in margins[:-1])])
    return Matched(
        cells=cells,
        base=sums,
        position=np.where(position < 0, -1, position + offsets[:, None]),
        targets=targets,
        totals=np.array([target for scaled in targets.scaled for target in scaled.values()]),
        names=tuple((margin.name, category_name(category)) for margin in margins for category in margin.targets),
        variables=tuple(margin.variables for margin in margins for _ in margin.targets),
    )


def _columns(frame: pd.DataFrame, margins: Sequence[Margin]) -> dict[str, Coded]:
    wanted = {name: margin for margin in reversed(margins) for name in margin.variables}
    here = [str(column) for column in frame]
    absent = [
        _problem("no_variable", wanted[name], variable=name, near=near_names(name, here, most=MOST_NAMED))
        for name in wanted
        if name not in frame.columns
    ]
    if absent:
        raise SurveyError(absent)
    columns = {name: coded(frame[name]) for margin in margins for name in margin.variables}
    missing = [
        _problem("missing_answers", wanted[name], variable=name, **rows_named(column.codes < 0))
        for name, column in columns.items()
        if column.codes.min(initial=0) < 0
    ]
    if missing:
        raise SurveyError(missing)
    return columns


def _position(margin: Margin, columns: dict[str, Coded], cells: Cells) -> Codes:
    """Return for each cell the position of its category in the margin, -1 where the margin lacks it."""
    names = list(columns)
    parts = [columns[name].categories for name in margin.variables]
    table = np.full([len(part) for part in parts], -1, dtype=np.intp)
    spots = [{name: spot for spot, name in enumerate(part)} for part in parts]
    for order, category in enumerate(margin.targets):
        at = [spot.get(name) for spot, name in zip(spots, category, strict=True)]
        if None not in at:
            table[tuple(at)] = order
    return np.asarray(table[tuple(cells.codes[names.index(name)] for name in margin.variables)])


def _not_in_margin(margin: Margin, position: Codes, columns: dict[str, Coded], cells: Cells) -> Iterator[Problem]:
    names = list(columns)
    strange: dict[Category, int] = {}
    for cell in np.flatnonzero((position < 0) & (cells.n > 0)):
        category = tuple(columns[name].categories[cells.codes[names.index(name), cell]] for name in margin.variables)
        strange[category] = strange.get(category, 0) + int(cells.n[cell])
    known = ", ".join(map(category_name, margin.targets))
    for category, n in strange.items():
        yield _problem("not_in_margin", margin, category=category_name(category), n=n, known=known)


def _nobody(margin: Margin, position: Codes, base: Floats) -> Iterator[Problem]:
    inside = position >= 0
    sums = sums_by(position[inside], base[inside], len(margin.targets))
    if sums.min() > 0:
        return
    for category, weight in zip(margin.targets, sums, strict=True):
        if weight == 0:
            yield _problem("nobody", margin, category=category_name(category))


def _problem(name: str, margin: Margin, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(key=margin.name), values=values)
