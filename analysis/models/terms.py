"""The terms of a model: columns of the frame, and products of them, as a matrix of predictors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.grouping import coded, column_of
from analysis.numbering import ranked, taken
from survey.design_columns import compacted

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
Terms = Sequence[str | Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Variable:
    """A column of the frame as a predictor.

    Attributes
    ----------
    name : str
    values : int or float (lines,)
        Codes of its levels, -1 where missing; or numbers, NaN where missing.
    levels : tuple or None
        None for numbers. The first level is the reference.
    """

    name: str
    values: Codes | Floats
    levels: tuple[object, ...] | None

    @property
    def columns(self) -> list[tuple[str, Floats]]:
        """The columns that it makes: itself, or an indicator of each level but the first."""
        if self.levels is None:
            return [(self.name, self.values.astype(float))]
        return [
            (f"{self.name}={level}", (self.values == place).astype(float))
            for place, level in enumerate(self.levels)
            if place
        ]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Predictors:
    """The predictors of a model, by line: rows that are alike in all of them share a line.

    Attributes
    ----------
    variables : mapping of str to Variable
    terms : tuple of tuples of str
        Each a variable, or a product of several.
    line : int (h,)
        The line of each row that takes part.
    """

    variables: Mapping[str, Variable]
    terms: tuple[tuple[str, ...], ...]
    line: Codes

    def set_to(self, name: str, values: Codes | Floats) -> "Predictors":
        """Return the same with other values of one variable."""
        return replace(self, variables={**self.variables, name: replace(self.variables[name], values=values)})

    def matrix(self) -> tuple[Floats, tuple[str, ...], tuple[int, ...]]:
        """Return a row a line, with a first column of ones; the columns' names, and their terms (-1: the ones)."""
        lines = len(next(iter(self.variables.values())).values) if self.variables else 1
        columns, names, of_term = [np.ones(lines)], ["(intercept)"], [-1]
        for place, term in enumerate(self.terms):
            for parts in product(*(self.variables[name].columns for name in term)):
                columns.append(np.prod([values for _, values in parts], axis=0))
                names.append(":".join(name for name, _ in parts))
                of_term.append(place)
        return np.stack(columns, axis=1), tuple(names), tuple(of_term)


def predictors_of(frame: pd.DataFrame, terms: Terms, *, usable: NDArray[np.bool_]) -> tuple[Predictors, Codes]:
    """Return the predictors of the rows that have all of them, and which rows those are.

    Parameters
    ----------
    frame : DataFrame
    terms : list of str or of lists of str
    usable : bool (n,)
        Rows that can take part as far as the outcome and the weights go.
    """
    named = tuple((term,) if isinstance(term, str) else tuple(term) for term in terms)
    variables = {name: _variable(frame, name) for name in dict.fromkeys(name for term in named for name in term)}
    known = usable.copy()
    for variable in variables.values():
        known &= (variable.values >= 0) if variable.levels is not None else ~np.isnan(variable.values)
    held = np.flatnonzero(known)
    line, of_line = _lines([taken(variable.values, held) for variable in variables.values()], len(held))
    at = held[of_line]
    kept = {name: _kept(variable, at) for name, variable in variables.items()}
    return Predictors(variables=kept, terms=named, line=line), held


def _variable(frame: pd.DataFrame, name: str) -> Variable:
    column = column_of(frame, name)
    if pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype):
        return Variable(name=name, values=column.to_numpy(dtype=float, na_value=np.nan), levels=None)
    codes, levels = coded(column)
    return Variable(name=name, values=codes, levels=tuple(levels))


def _kept(variable: Variable, at: Codes) -> Variable:
    """Return a variable by line, without the levels that nobody has."""
    if variable.levels is None:
        return replace(variable, values=variable.values[at])
    codes = variable.values[at].astype(np.intp)
    present = np.bincount(codes, minlength=len(variable.levels)) > 0
    levels = tuple(level for level, kept in zip(variable.levels, present, strict=True) if kept)
    return replace(variable, values=ranked(codes, present), levels=levels)


def _lines(columns: Sequence[NDArray[Any]], rows: int) -> tuple[Codes, Codes]:
    """Return the line of each row, and a row of each line."""
    line, size = np.zeros(rows, dtype=np.intp), 1
    for column in columns:
        part = column if column.dtype.kind == "i" else pd.factorize(column)[0]
        levels = int(part.max(initial=0)) + 1
        if size * levels > rows:
            line = compacted(line)
            size = int(line.max(initial=0)) + 1
        line *= levels
        line += part.astype(np.intp, copy=False)
        size *= levels
    line = compacted(line)
    of_line = np.empty(line.max(initial=-1) + 1, dtype=np.intp)
    of_line[line] = np.arange(rows)
    return line, of_line
