"""A measure turned into a column of numbers: one a respondent, missing outside its domain and where nothing counts."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.agreeing import indicators, ratings
from analysis.claims.claim import Measure
from instruments.expression import parse
from instruments.scale import NonAnswer
from survey.evaluate import holds
from survey.responses import Responses

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_DECLINED = (NonAnswer.DONT_KNOW, NonAnswer.REFUSED)


def columns(measure: Measure, *, within: Mask, responses: Responses, frame: pd.DataFrame) -> Floats:
    """Return a measure over a domain.

    Parameters
    ----------
    measure : Measure
    within : array of bool, shape (n,)
        Who is in the domain.
    responses : Responses
    frame : DataFrame
        The analysis frame, whose columns are scores.

    Returns
    -------
    array, shape (n, 1), or (n, K) for the dispersion of an item with K categories and for a table of two ratings
        NaN outside the domain and its base.
    """
    base = within & _counts(measure, responses)
    if measure.kind == "kappa":
        return indicators(ratings(measure, base=base, responses=responses, frame=frame))
    if measure.is_of_group and measure.kind != "between":
        return _only(_categories(measure.of, responses), base)
    return _only(_values(measure, responses, frame)[:, None], base)


def domain(where: str, *, responses: Responses) -> Mask:
    """Return who belongs to a domain; an empty expression is everybody."""
    return holds(parse(where), responses) if where else np.ones(len(responses), dtype=bool)


def anybody_asked(measure: Measure, *, where: str, responses: Responses) -> bool:
    """Return whether anybody of a domain was asked all that a measure reads, whatever the answers were."""
    asked = domain(where, responses=responses)
    for name in names_of(measure):
        asked = asked & _was_asked(name, responses)
    return bool(asked.any())


def names_of(measure: Measure) -> tuple[str, ...]:
    """Return the items and variables that a measure reads, without repeating any."""
    read = (name for text in measure.expressions for name in sorted(parse(text).names))
    return tuple(dict.fromkeys([*measure.items, *read]))


def _only(values: Floats, base: Mask) -> Floats:
    return np.where(base[:, None], values, np.nan)


def _counts(measure: Measure, responses: Responses) -> Mask:
    if measure.among is not None:
        return domain(measure.among, responses=responses)
    base = np.ones(len(responses), dtype=bool)
    for name in names_of(measure):
        base &= _was_asked(name, responses) if measure.kind == "no_answer" else responses.answered(name)
    return base


def _was_asked(item: str, responses: Responses) -> Mask:
    return responses.answered(item) | _declined(item, responses)


def _declined(item: str, responses: Responses) -> Mask:
    dont_know, refused = (responses.lacks(item, reason) for reason in _DECLINED)
    return dont_know | refused


def _values(measure: Measure, responses: Responses, frame: pd.DataFrame) -> Floats:
    match measure.kind:
        case "share" | "between":
            return _share(measure.of, responses) - (_share(measure.minus, responses) if measure.minus else 0.0)
        case "hidden":
            return (_share(measure.of, responses) - measure.yes_if_not) / (measure.yes_if_so - measure.yes_if_not)
        case "no_answer":
            return _declined(measure.of, responses).astype(float)
        case "ahead":
            return np.sign(_difference(measure, frame))
        case "nearer":
            return np.sign(_distance(measure.minus, measure.to, frame) - _distance(measure.of, measure.to, frame))
        case _:
            return _difference(measure, frame)


def _share(expression: str, responses: Responses) -> Floats:
    return holds(parse(expression), responses).astype(float)


def _difference(measure: Measure, frame: pd.DataFrame) -> Floats:
    values = frame[measure.of].to_numpy(dtype=float)
    return values - frame[measure.minus].to_numpy(dtype=float) if measure.minus else values


def _distance(one: str | None, other: str | None, frame: pd.DataFrame) -> Floats:
    return np.asarray(np.abs(frame[one].to_numpy(dtype=float) - frame[other].to_numpy(dtype=float)))


def _categories(item: str, responses: Responses) -> Floats:
    answers = responses.values[item]
    return np.column_stack([(answers == code).to_numpy(dtype=float) for code in answers.cat.categories])
