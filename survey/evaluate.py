"""Which interviews a condition holds for: routing, derived variables and the domains of claims."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.expression import Answered, Comparison, Expression, Joined, Membership, Not, Selected
from instruments.scale import NonAnswer, Scale
from survey.offered import offered
from survey.responses import ANSWERED, REASONS, Responses

Rows = NDArray[np.bool_]

_ORDERS: Mapping[str, Callable[[NDArray[np.float64], float], Rows]] = {
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
# The reasons that are themselves an answer code, chosen by somebody.
_GIVEN = [ANSWERED, *(REASONS[kind] for kind in (NonAnswer.DONT_KNOW, NonAnswer.REFUSED, NonAnswer.NOT_APPLICABLE))]


def holds(expression: Expression, responses: Responses) -> Rows:
    """Return for each interview whether a condition holds.

    Parameters
    ----------
    expression : Expression
        Over items and derived variables.
    responses : Responses

    Notes
    -----
    A comparison of codes sees the code that was given, also of a non-answer; a comparison of order is false for a
    non-answer; every comparison is false where the question was not asked. On a question with several answers ``=``
    means that the choice is among them.
    """
    match expression:
        case Joined(join=join, parts=parts):
            reduce = np.logical_and.reduce if join == "and" else np.logical_or.reduce
            return np.asarray(reduce([holds(part, responses) for part in parts]))
        case Not(part=part):
            return ~holds(part, responses)
        case Answered(name=name):
            return responses.answered(name)
        case Selected(name=name, code=code):
            return _is(name, [code], responses)
        case Membership(name=name, values=values):
            return _is(name, list(map(_code, values)), responses)
        case _:
            return _compares(expression, responses)


def _compares(comparison: Comparison, responses: Responses) -> Rows:
    match comparison.operator:
        case "=":
            return _is(comparison.name, [_code(comparison.value)], responses)
        case "!=":
            same = _is(comparison.name, [_code(comparison.value)], responses)
            return _given(comparison.name, responses) & ~same
        case operator:
            return _ORDERS[operator](_numbers(comparison.name, responses), float(comparison.value))


def decided(expression: Expression, responses: Responses) -> Rows:
    """Return for each interview whether the answers settle a condition, one way or the other.

    "Don't know" does not settle whether somebody is in favour. A part that is settled settles the whole where the
    other parts cannot change it (Kleene's three-valued logic).
    """
    match expression:
        case Joined(join=join, parts=parts):
            sure = [decided(part, responses) for part in parts]
            ends = [sure_ & (holds(part, responses) == (join == "or")) for part, sure_ in zip(parts, sure, strict=True)]
            return np.asarray(np.logical_and.reduce(sure) | np.logical_or.reduce(ends))
        case Not(part=part):
            return decided(part, responses)
        case Answered(name=name):
            return np.ones(len(responses), dtype=bool)
        case Comparison(name=name, value=value):
            return _settled(name, [value], responses)
        case Membership(name=name, values=values):
            return _settled(name, values, responses)
        case _:
            return _settled(expression.name, [expression.code], responses)


def _settled(name: str, values: Sequence[str | float], responses: Responses) -> Rows:
    scale = _scale(name, responses)
    asks_for_non_answer = scale is not None and any(_code(value) in scale.non_answers for value in values)
    return _given(name, responses) if asks_for_non_answer else responses.answered(name)


def _is(name: str, codes: Sequence[str], responses: Responses) -> Rows:
    non_answers = {} if (scale := _scale(name, responses)) is None else scale.non_answers
    found = np.zeros(len(responses), dtype=bool)
    for code in codes:
        if code in non_answers:
            found |= responses.lacks(name, non_answers[code])
        else:
            found |= _equal(name, code, responses)
    return found


def _equal(name: str, code: str, responses: Responses) -> Rows:
    if name not in responses.values:
        column = responses.values.get(f"{name}/{code}")
        return np.zeros(len(responses), dtype=bool) if column is None else (column == 1).to_numpy()
    column = responses.values[name]
    if isinstance(column.array, pd.Categorical):
        known = column.array.categories
        return column.array.codes == known.get_loc(code) if code in known else np.zeros(len(column), dtype=bool)
    if pd.api.types.is_float_dtype(column):
        return (column == float(code)).to_numpy()
    return (column.astype(object) == code).to_numpy(dtype=bool)


def _given(name: str, responses: Responses) -> Rows:
    return np.isin(responses.reasons[name].to_numpy(), _GIVEN)


def _numbers(name: str, responses: Responses) -> NDArray[np.float64]:
    column = responses.values[name]
    scale = _scale(name, responses)
    if scale is not None and isinstance(column.array, pd.Categorical):
        scores = np.array([*(scale.value_of(code) for code in column.array.categories), np.nan], dtype=np.float64)
        numbers: NDArray[np.float64] = scores[column.array.codes]  # what is missing has the code -1
        return numbers
    return column.to_numpy(dtype=np.float64)


def _scale(name: str, responses: Responses) -> Scale | None:
    if name not in responses.instrument:
        return None
    return offered(responses.instrument.item(name), instrument=responses.instrument)


def _code(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
